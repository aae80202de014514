from psycopg2.errors import RaiseException

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged, users
from odoo.tools import mute_logger

from .number_common import BADGE, INTERNAL, TEN, NumberCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 10:00:00")
class TestOrgNumberLife(NumberCase):
    """What becomes of numbers (EN-03, EN-04, EN-09, EN-10, EN-13, AP-28)."""

    def test_en03_the_number_follows_the_post(self):
        self._scheme(BADGE, on_transfer="renew")
        newcomer = self._hire()
        team = self._department("Team 1", self.calls)
        newcomer.department_id = team
        self.assertEqual(newcomer.cs_number, "201001")
        newcomer.department_id = self.mail
        self.assertEqual(newcomer.cs_number, "202001")
        rows = newcomer.cs_number_ids.sorted("id")
        self.assertEqual(rows.mapped("state"), ["void", "current"])

    def test_en03_a_transfer_of_later_is_followed_on_its_day(self):
        self._scheme(BADGE, on_transfer="renew")
        newcomer = self._hire()
        newcomer.create_version(
            {"date_version": "2024-06-01", "department_id": self.mail.id}
        )
        self.assertEqual(newcomer.cs_number, "201001")
        with freeze_time("2024-06-01 10:00:00"):
            newcomer._compute_current_version_id()
            self.env["cs.employee.number"]._cron_follow()
        self.assertEqual(newcomer.cs_number, "202001")

    def test_en09_the_number_never_changes(self):
        self._scheme(BADGE, on_transfer="keep")
        newcomer = self._hire()
        newcomer.department_id = self.mail
        self.assertEqual(newcomer.cs_number, "201001")
        with self.assertRaises(UserError) as error:
            newcomer.with_user(self.hr.user_id).cs_number = "999999"
        self.assertIn("keeps the number 201001 for good", str(error.exception))

    def test_numbers_typed_by_hr_are_checked(self):
        scheme = self._scheme(BADGE, on_transfer="hand")
        self.env["cs.number.reserved"].create(
            {"scheme_id": scheme.id, "number": "201009", "employee_id": self.lead.id}
        )
        newcomer, other = self._hire(), self._hire("other")
        newcomer = newcomer.with_user(self.hr.user_id)
        for number, words in [
            ("201002", "taken by other"),
            ("201009", "kept for lead"),
            (" 1", "does not begin or end with a space"),
            ("9" * 33, "1 to 32 characters"),
        ]:
            with self.assertRaises(UserError) as error:
                newcomer.cs_number = number
            self.assertIn(words, str(error.exception))
        newcomer.cs_number = "201003"
        self.assertEqual(newcomer._cs_current_numbers().source, "hand")
        self.assertEqual(self._hire("third").cs_number, "201004")
        self.assertEqual(other.cs_number, "201002")

    def test_an_import_by_hr_brings_its_numbers(self):
        self._scheme(TEN)
        newcomer = (
            self.env["hr.employee"]
            .with_user(self.hr.user_id)
            .create({"name": "old hand", "cs_number": "JW05010001"})
        )
        self.assertEqual(newcomer.cs_number, "JW05010001")
        self.assertEqual(newcomer.sudo().cs_number_ids.mapped("state"), ["current"])

    def test_nobody_but_hr_changes_a_number(self):
        self._scheme(BADGE, on_transfer="hand")
        newcomer = self._hire()
        officer = self._person("officer", self.mail, "group_cs_agent").user_id
        officer.write(
            {"group_ids": [Command.link(self.env.ref("hr.group_hr_user").id)]}
        )
        with self.assertRaises(AccessError):
            newcomer.with_user(officer).cs_number = "1"
        with self.assertRaises(AccessError):
            newcomer.with_user(officer).action_cs_issue_number()
        for user in (officer, self.hr.user_id, self.lead.user_id, self.auditor):
            ledger = newcomer._cs_current_numbers().with_user(user)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(ledger.has_access(operation), user.login)

    def test_en04_numbers_of_leavers_are_free_in_january(self):
        scheme = self._scheme(BADGE, on_leaving="release")
        leaver, stayer = self._hire("leaver"), self._hire("stayer")
        leaver.active = False
        self.assertEqual(leaver.cs_number_ids.state, "void")
        self.assertEqual(self._hire("third").cs_number, "201003")
        self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(leaver.cs_number_ids.state, "void")
        with freeze_time("2025-01-02 10:00:00"):
            self.env["cs.number.scheme"]._cron_release_numbers()
            self.assertEqual(leaver.cs_number_ids.state, "released")
            self.assertIn("201001", scheme.message_ids[0].body)
            newcomer = self._hire("fourth")
            self.assertEqual(newcomer.cs_number, "201001")
            stayer.active = False
            self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(stayer.cs_number_ids.state, "void")

    def test_en04_only_hr_frees_numbers(self):
        scheme = self._scheme(BADGE, on_leaving="release")
        leaver = self._hire("leaver")
        leaver.active = False
        for user in (self.auditor, self.chief.user_id, self.agent.user_id):
            with self.assertRaises(AccessError):
                scheme.with_user(user).action_release_now()
        self.assertEqual(leaver.cs_number_ids.state, "void")
        scheme.with_user(self.hr.user_id).action_release_now()
        self.assertEqual(leaver.cs_number_ids.state, "released")

    def test_en10_the_number_of_a_leaver_is_dead(self):
        scheme = self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        self.assertFalse(leaver.cs_number)
        with self.assertRaises(UserError):
            scheme.action_release_now()
        with freeze_time("2025-01-02 10:00:00"):
            self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(leaver.cs_number_ids.state, "void")
        self.assertEqual(self._hire().cs_number, "201002")
        leaver.active = True
        self.assertEqual(leaver.cs_number, "201003")

    def test_en10_a_dead_number_outlives_the_employee_record(self):
        self._scheme(BADGE)
        self._hire("leaver").unlink()
        self.assertEqual(self._hire().cs_number, "201002")
        self.assertTrue(
            self.env["cs.employee.number"].search(
                [("number", "=", "201001"), ("person", "=", "leaver")]
            )
        )

    def test_en10_ap28_the_old_number_comes_back_with_the_approval_of_a_manager(self):
        self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        old = leaver.cs_number_ids
        with self.assertRaises(UserError):
            old.with_user(self.hr.user_id).action_restore()
        leaver.active = True
        with self.assertRaises(AccessError):
            old.with_user(self.lead.user_id).action_restore()
        old.with_user(self.hr.user_id).action_restore()
        self.assertEqual(old.restore_state, "asked")
        self.assertEqual(leaver.cs_number, "201002")
        with self.assertRaises(AccessError):
            old.with_user(self.hr.user_id).action_allow_restore()
        old.with_user(self.chief.user_id).action_allow_restore()
        self.assertEqual(leaver.cs_number, "201001")
        self.assertEqual(
            sorted(leaver.cs_number_ids.mapped("state")),
            ["current", "released", "void"],
        )

    def test_en10_who_asked_and_who_decided_stays(self):
        self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        leaver.active = True
        old = leaver.cs_number_ids.filtered(lambda row: row.state == "void")
        hr, chief = self.hr.user_id, self.chief.user_id
        for moment, user, action in (
            ("2024-05-02 08:00:00", hr, "action_restore"),
            ("2024-05-02 09:00:00", chief, "action_refuse_restore"),
            ("2024-05-03 08:00:00", hr, "action_restore"),
            ("2024-05-03 10:30:00", chief, "action_allow_restore"),
        ):
            with freeze_time(moment):
                getattr(old.with_user(user), action)()
        current = leaver.cs_number_ids.filtered(lambda row: row.state == "current")
        self.assertEqual(
            [
                (str(step.moment), step.kind, step.user_id, step.person)
                for step in current.with_user(hr).decision_ids
            ],
            [
                ("2024-05-03 10:30:00", "allowed", chief, "leaver"),
                ("2024-05-03 08:00:00", "asked", hr, "leaver"),
                ("2024-05-02 09:00:00", "refused", chief, "leaver"),
                ("2024-05-02 08:00:00", "asked", hr, "leaver"),
            ],
        )
        steps = old.decision_ids
        self.assertEqual(len(steps), 4)
        self.assertEqual(steps.with_user(self.agent.user_id).search([]), steps.browse())
        for refused in (
            lambda: steps.write({"user_id": hr.id}),
            lambda: steps.sudo().unlink(),
            lambda: steps.with_user(hr).create({"number_id": old.id}),
        ):
            with self.assertRaises(AccessError):
                refused()
        for query in (
            "UPDATE cs_number_decision SET user_id = 1",
            "DELETE FROM cs_number_decision",
        ):
            with self.assertRaises(RaiseException), mute_logger("odoo.sql_db"):
                self.env.cr.execute(query)

    def test_en10_nobody_allows_what_he_asked_for(self):
        self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        leaver.active = True
        old = leaver.cs_number_ids.filtered(lambda row: row.state == "void")
        both = self.chief.user_id
        both.write(
            {"group_ids": [Command.link(self.env.ref("cs_department.group_cs_hr").id)]}
        )
        old.with_user(both).action_restore()
        with self.assertRaises(UserError):
            old.with_user(both).action_allow_restore()

    def test_en10_the_scheme_may_give_the_old_number_back_at_once(self):
        self._scheme(BADGE, on_rehire="old")
        leaver = self._hire("leaver")
        leaver.active = False
        leaver.active = True
        self.assertEqual(leaver.cs_number, "201001")
        old = leaver.cs_number_ids.filtered(lambda row: row.state == "released")
        self.assertEqual(old.decision_ids.mapped("kind"), ["given"])

    @users("agent", "lead", "lead2", "hr", "auditor")
    def test_who_reads_the_ledger(self):
        self.env["cs.employee.number"].sudo().search([]).unlink()
        self._scheme(INTERNAL)
        self.env["cs.employee.number"].sudo()._issue(
            self.agent | self.agent2 | self.agent3
        )
        expected = {
            "agent": {"agent"},
            "lead": {"agent", "agent2"},
            "lead2": {"agent3"},
        }.get(self.env.user.login, {"agent", "agent2", "agent3"})
        self.assertEqual(
            set(self.env["cs.employee.number"].search([]).mapped("person")), expected
        )

    @users("agent")
    def test_en13_colleagues_know_the_number(self):
        self._scheme(INTERNAL)
        self.env["cs.employee.number"].sudo()._issue(self.agent2)
        public = self.env["hr.employee.public"].browse(self.agent2.id)
        self.assertEqual(public.cs_number, "001")

    def test_the_wizard_issues_and_tells_who_got_none(self):
        self._scheme(BADGE, is_automatic=False)
        bare = self._hire("bare", self._department("Bare"))
        people = self._hire() | bare
        wizard = (
            self.env["cs.number.wizard"]
            .with_user(self.hr.user_id)
            .with_context(active_model="hr.employee", active_ids=people.ids)
            .create({})
        )
        answer = wizard.action_issue()["params"]
        self.assertEqual(answer["type"], "warning")
        self.assertIn("201001", answer["message"])
        self.assertIn("bare has no number", answer["message"])
        one = self.env["cs.number.wizard"].with_user(self.hr.user_id)
        by_hand = one.create(
            {"employee_ids": bare.ids, "mode": "hand", "number": "7", "reason": "Old"}
        )
        by_hand.action_issue()
        self.assertEqual(bare.cs_number, "7")
        self.assertEqual(bare.cs_number_ids.reason, "Old")
