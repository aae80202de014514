from datetime import datetime

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged, users
from odoo.tools import mute_logger

from .common import OwnCompanyCase

MOMENT = datetime(2024, 3, 5, 9)


@tagged("post_install", "-at_install")
class TestOrgSubstitution(OwnCompanyCase):
    """Substitutes: chains end, circles are refused, everybody arranges his own."""

    def _away(self, employee, substitute, start="2024-03-01", end="2024-03-11", **vals):
        return self.env["cs.substitution"].create(
            {
                "user_id": employee.user_id.id,
                "substitute_id": substitute.user_id.id,
                "date_from": f"{start} 00:00:00",
                "date_to": f"{end} 00:00:00",
                **vals,
            }
        )

    def _substitutes(self, *employees, moment=MOMENT, **kwargs):
        user_ids = [employee.user_id.id for employee in employees]
        return self.env["cs.substitution"]._substitutes(user_ids, moment, **kwargs)

    def test_only_those_who_are_away_are_answered(self):
        self._away(self.lead, self.lead2)
        found = self._substitutes(self.lead, self.chief)
        self.assertEqual(found, {self.lead.user_id.id: self.lead2.user_id.id})
        self.assertEqual(self._substitutes(self.lead, moment=datetime(2024, 3, 11)), {})

    def test_a_chain_is_followed_to_somebody_who_is_there(self):
        self._away(self.lead, self.lead2)
        self._away(self.lead2, self.chief)
        found = self._substitutes(self.lead)
        self.assertEqual(found, {self.lead.user_id.id: self.chief.user_id.id})

    def test_a_substitute_who_left_does_not_count(self):
        self._away(self.lead, self.lead2)
        self.lead2.user_id.active = False
        self.assertEqual(self._substitutes(self.lead), {})

    def test_a_circle_is_refused_with_its_names(self):
        self._away(self.lead, self.lead2)
        self._away(self.lead2, self.chief)
        with self.assertRaises(ValidationError) as error:
            self._away(self.chief, self.lead, start="2024-03-10", end="2024-03-20")
        self.assertIn("chief → lead → lead2 → chief", str(error.exception))
        self._away(self.chief, self.lead, start="2024-03-11", end="2024-03-20")

    def test_oneself_and_a_second_substitute_are_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self._away(self.lead, self.lead)
        self._away(self.lead, self.lead2)
        with self.assertRaises(ValidationError) as error:
            self._away(self.lead, self.chief, end="2024-03-02")
        self.assertIn("lead2 already stands in for lead", str(error.exception))

    def test_a_substitute_without_access_to_the_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.lead2.user_id.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        with self.assertRaises(ValidationError) as error:
            self._away(self.lead, self.lead2)
        self.assertIn("has no access to", str(error.exception))

    def test_only_an_active_person_of_the_house_stands_in(self):
        root = self.env.ref("base.user_root")
        left = self._user("left", "group_cs_agent")
        left.active = False
        portal = self.env["res.users"].create(
            {
                "name": "Customer",
                "login": "customer",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        for substitute in (root, left, portal):
            with self.assertRaises(ValidationError) as error:
                self.env["cs.substitution"].create(
                    {
                        "user_id": self.lead.user_id.id,
                        "substitute_id": substitute.id,
                        "date_from": "2024-03-01",
                        "date_to": "2024-03-11",
                    }
                )
            self.assertIn("no active user", str(error.exception))

    def test_an_auditor_stands_in_for_nobody(self):
        with self.assertRaises(ValidationError) as error:
            self.env["cs.substitution"].create(
                {
                    "user_id": self.lead.user_id.id,
                    "substitute_id": self.auditor.id,
                    "date_from": "2024-03-01",
                    "date_to": "2024-03-11",
                }
            )
        self.assertIn("decides nothing", str(error.exception))

    @freeze_time("2024-03-11 08:00:00")
    def test_nothing_is_arranged_for_a_time_that_is_over(self):
        vals = {
            "user_id": self.lead.user_id.id,
            "substitute_id": self.lead2.user_id.id,
            "date_from": "2024-03-01 00:00:00",
            "date_to": "2024-03-11 08:00:00",
        }
        for person in (self.lead, self.hr):
            substitutions = self.env["cs.substitution"].with_user(person.user_id)
            with self.assertRaises(ValidationError) as error:
                substitutions.create(vals)
            self.assertIn("over already", str(error.exception))
            running = substitutions.create(vals | {"date_to": "2024-03-11 09:00:00"})
            running.date_to = "2024-03-10"
            self.assertEqual(running.state, "over")
            running.sudo().unlink()
        past = {"import_file": True}
        with self.assertRaises(ValidationError):
            self.env["cs.substitution"].with_user(self.lead.user_id).with_context(
                **past
            ).create(vals)
        old = substitutions.with_context(**past).create(vals)
        self.assertEqual(old.state, "over")

    def test_ending_keeps_the_past_and_drops_the_future(self):
        over = self._away(self.lead, self.lead2)
        running = self._away(self.chief, self.lead2, end="2999-01-01")
        planned = self._away(self.lead, self.chief, "2998-01-01", "2998-02-01")
        self.assertEqual(
            (over | running | planned).mapped("state"), ["over", "running", "planned"]
        )
        (over | running | planned).action_end_now()
        self.assertEqual(running.state, "over")
        self.assertTrue(running.active)
        self.assertFalse(planned.active)

    @users("agent", "lead")
    def test_everybody_arranges_his_own_only(self):
        vals = {
            "substitute_id": self.agent2.user_id.id,
            "date_from": "2998-03-01",
            "date_to": "2998-03-11",
        }
        own = self.env["cs.substitution"].create(vals)
        self.assertEqual(own.user_id, self.env.user)
        own.action_end_now()
        with self.assertRaises(AccessError):
            self.env["cs.substitution"].create(
                {**vals, "user_id": self.agent3.user_id.id}
            )
        with self.assertRaises(AccessError):
            own.user_id = self.agent3.user_id
        with self.assertRaises(AccessError):
            self.env["cs.substitution"].create(
                {
                    **vals,
                    "date_from": "2998-04-01",
                    "date_to": "2998-04-02",
                    "source": "leave",
                }
            )

    def test_who_sees_a_substitution(self):
        mine = self._away(self.agent, self.agent2)
        outsider = self._user("outsider", "group_cs_agent")
        may_read = {
            user.login: mine.with_user(user).has_access("read")
            for user in (
                (self.agent | self.agent2 | self.agent3).user_id
                | (self.lead | self.lead2 | self.chief | self.hr).user_id
                | self.auditor
                | outsider
            )
        }
        seers = {login for login, answer in may_read.items() if answer}
        self.assertEqual(seers, {"agent", "agent2", "lead", "chief", "hr", "auditor"})
        for user in self.lead.user_id | self.auditor | self.agent2.user_id:
            self.assertFalse(mine.with_user(user).has_access("write"), user.login)
        self.assertTrue(mine.with_user(self.hr.user_id).has_access("unlink"))

    def test_substitutes_cost_the_same_for_one_and_for_twenty(self):
        self._away(self.lead, self.lead2)
        logins = [f"user{n}" for n in range(19)]
        crowd = self.env["res.users"].create(
            [{"name": login, "login": login} for login in logins]
        )
        self.env.flush_all()
        for user_ids in (self.lead.user_id.ids, (self.lead.user_id | crowd).ids):
            # for those asked and for their substitutes: by hand and by time off
            with self.assertQueryCount(4):
                found = self.env["cs.substitution"]._substitutes(user_ids, MOMENT)
            self.assertEqual(found, {self.lead.user_id.id: self.lead2.user_id.id})
