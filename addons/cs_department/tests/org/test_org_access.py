from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged, users

from .common import OwnCompanyCase

CONFIGURATION = [
    "cs.role",
    "cs.role.assignment",
    "cs.grade.ladder",
    "cs.grade",
    "cs.number.scheme",
    "cs.number.scheme.type",
    "cs.number.segment",
    "cs.number.reserved",
    "cs.number.counter",
    "cs.employment.policy",
]
EVERYBODY_READS = {"cs.role", "cs.role.assignment", "cs.grade.ladder", "cs.grade"}


@tagged("post_install", "-at_install")
class TestOrgAccess(OwnCompanyCase):
    """Own records, own department and below, companies kept apart."""

    def test_an_update_brings_the_rules_of_its_version(self):
        kept = self.env["ir.model.data"].search(
            [
                ("module", "=", "cs_department"),
                ("model", "=", "ir.rule"),
                ("noupdate", "=", True),
            ]
        )
        self.assertFalse(kept.mapped("name"))

    @users("agent", "lead", "chief")
    def test_the_staff_changes_no_configuration(self):
        for model in CONFIGURATION:
            records = self.env[model]
            self.assertEqual(
                records.has_access("read"), model in EVERYBODY_READS, model
            )
            for operation in ("write", "create", "unlink"):
                self.assertFalse(records.has_access(operation), (model, operation))

    @users("auditor")
    def test_an_auditor_reads_everything_and_changes_nothing(self):
        ledger = ["cs.employee.number", "cs.number.decision", "cs.substitution"]
        for model in [*CONFIGURATION, *ledger]:
            self.assertTrue(self.env[model].has_access("read"), model)
        for model in [*CONFIGURATION, "cs.employee.number", "cs.number.decision"]:
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env[model].has_access(operation), model)

    @users("hr")
    def test_hr_maintains_the_configuration(self):
        for model in CONFIGURATION:
            for operation in ("read", "write", "create", "unlink"):
                self.assertTrue(self.env[model].has_access(operation), model)
        role = self.env["cs.role"].create({"name": "Panel", "code": "panel"})
        role.assignment_ids = [
            Command.create(
                {"employee_id": self.agent.id, "department_id": self.calls.id}
            )
        ]
        self.assertEqual(role.holder_count, 1)
        self.assertEqual(role.assignment_ids.company_id, self.company)

    def test_who_reads_an_assignment(self):
        mine = self._assign(self.agent, self.calls)
        seers = {
            user.login
            for user in (self.agent | self.agent2 | self.lead | self.lead2).user_id
            | (self.chief | self.hr).user_id
            | self.auditor
            if mine.with_user(user).has_access("read")
        }
        self.assertEqual(seers, {"agent", "lead", "chief", "hr", "auditor"})

    def test_led_departments_are_those_headed_and_all_below(self):
        team = self._department("Team 1", self.calls)
        everything = self.centre | self.calls | self.mail | team
        self.assertEqual(self.chief.user_id.cs_led_department_ids, everything)
        self.assertEqual(self.lead.user_id.cs_led_department_ids, self.calls | team)
        self.assertFalse(self.agent.user_id.cs_led_department_ids)

    def test_led_departments_follow_every_change(self):
        user = self.agent.user_id
        team = self._department("Team 1", self.calls)
        team.manager_id = self.agent
        self.assertEqual(user.cs_led_department_ids, team)
        below = self._department("Team 1a", team)
        self.assertEqual(user.cs_led_department_ids, team | below)
        below.parent_id = self.mail
        self.assertEqual(user.cs_led_department_ids, team)
        self.agent.user_id = False
        self.assertFalse(user.cs_led_department_ids)
        self.agent.user_id = user
        team.manager_id = self.agent2
        self.assertFalse(user.cs_led_department_ids)

    def test_a_leading_role_opens_the_department_while_it_is_held(self):
        deputy = self.env["cs.role"].create(
            {"name": "Deputy", "code": "deputy", "is_leading": True}
        )
        theirs = self._assign(self.agent3, self.mail)
        user = self.lead.user_id
        self.assertFalse(theirs.with_user(user).has_access("read"))
        held = self._assign(self.lead, self.mail, deputy)
        self.assertEqual(user.cs_led_department_ids, self.calls | self.mail)
        self.assertTrue(theirs.with_user(user).has_access("read"))
        held.date_to = "2024-12-31"
        self.assertFalse(theirs.with_user(user).has_access("read"))

    def test_an_agent_who_heads_a_department_sees_no_more_without_the_group(self):
        self.mail.manager_id = self.agent
        theirs = self._assign(self.agent3, self.mail)
        self.assertFalse(theirs.with_user(self.agent.user_id).has_access("read"))

    def test_companies_are_kept_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self._user("stranger", "group_cs_admin", other)
        mine = self._assign(self.agent, self.calls)
        shared = self.duty
        own = self.env["cs.role"].create(
            {"name": "Own", "code": "own", "company_id": self.company.id}
        )
        ladder = self.env["cs.grade.ladder"].create(
            {"name": "Ladder", "company_id": self.company.id}
        )
        grade = self.env["cs.grade"].create(
            {"name": "Star", "code": "star", "ladder_id": ladder.id}
        )
        scheme = self.env["cs.number.scheme"].create({"name": "Numbers"})
        self.env["cs.employee.number"]._issue(self.agent)
        hidden = [mine, own, ladder, grade, scheme, scheme.segment_ids]
        theirs = self.env(user=stranger, context={"allowed_company_ids": other.ids})
        for records in [*hidden, self.agent._cs_current_numbers()]:
            self.assertFalse(records.with_env(theirs).has_access("read"), records)
        self.assertTrue(shared.with_env(theirs).has_access("read"))

    def test_a_role_of_another_company_cannot_be_assigned(self):
        other = self.env["res.company"].create({"name": "Other"})
        role = self.env["cs.role"].create(
            {"name": "Theirs", "code": "theirs", "company_id": other.id}
        )
        with self.assertRaises(UserError) as error:
            self._assign(self.agent, self.calls, role)
        self.assertIn("no company crossover", str(error.exception))

    @users("agent")
    def test_an_agent_cannot_take_a_role_for_himself(self):
        mine = self._assign(self.agent, self.calls, role=self.duty)
        with self.assertRaises(AccessError):
            self.env["cs.role.assignment"].create(
                {"role_id": self.duty.id, "employee_id": self.agent.id}
            )
        with self.assertRaises(AccessError):
            mine.with_user(self.env.user).date_to = "2099-01-01"
        with self.assertRaises(AccessError):
            mine.with_user(self.env.user).action_end_today()

    @users("hr")
    def test_lists_cost_the_same_for_one_and_for_twenty(self):
        names = {"fields": {"display_name": {}}}
        lists = {
            "cs.role": {"name": {}, "code": {}, "holder_count": {}, "is_single": {}},
            "cs.role.assignment": {
                "role_id": names,
                "employee_id": names,
                "department_id": names,
                "date_from": {},
                "is_current": {},
            },
            "cs.grade": {"name": {}, "ladder_id": names, "level": {}},
        }
        ladder = self.env["cs.grade.ladder"].create(
            {"name": "Ladder", "company_id": self.company.id}
        )
        for number in range(20):
            role = self.env["cs.role"].create(
                {"name": f"{number}", "code": f"r{number}"}
            )
            self._assign(self.agent, self.calls, role)
            self.env["cs.grade"].create(
                {"name": f"{number}", "code": f"g{number}", "ladder_id": ladder.id}
            )
        self.env.flush_all()
        for model, specification in lists.items():
            counts = []
            self.env[model].web_search_read([], specification)
            for limit in (1, 20):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                found = self.env[model].web_search_read([], specification, limit=limit)
                counts.append(self.env.cr.sql_log_count - before)
                self.assertEqual(len(found["records"]), limit)
            self.assertLessEqual(max(counts), 7, (model, counts))
            self.assertLessEqual(counts[1], counts[0] + 1, (model, counts))
