from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LeaveCase

ACTIVITY = "cs_department.mail_activity_locked_changed"
MAY = date(2024, 5, 1)


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestTimeAttendanceLocked(LeaveCase):
    """What is decided after a month was locked for pay: said to all, done by HR."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cs.attendance.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id}
        )

    def _sheet(self, person=None):
        person = person or self.agent
        return self.env["cs.attendance.month"]._count(person, MAY)

    def _locked(self, person=None):
        sheet = self._sheet(person)
        sheet.with_user(self.hr.user_id).action_reconcile()
        sheet.with_user(self.hr.user_id).action_lock()
        return sheet

    def _hr_task(self, sheet):
        return sheet.activity_search([ACTIVITY])

    def _closing(self, **values):
        wizard = self.env["cs.attendance.close"].with_user(self.hr.user_id)
        return wizard.create(
            {"month": MAY, "department_id": self.centre.id, **values}
            | {"company_id": self.company.id}
        )

    def test_applicant_and_approver_read_that_the_month_is_locked(self):
        sheet = self._locked()
        leave = self._leave("2024-05-30", "2024-06-03")
        self.assertEqual(
            leave.with_user(self.agent.user_id).cs_locked_months, "May 2024"
        )
        told = self._task(leave).summary
        self.assertIn(["Locked for pay", "May 2024"], told)
        sheet.with_user(self.hr.user_id).action_reopen()
        leave.invalidate_recordset()
        self.assertFalse(leave.cs_locked_months)
        self.assertNotIn("Locked for pay", str(self._task(leave).summary))

    def test_locking_tells_who_still_decides(self):
        leave = self._leave("2024-05-30")
        self.assertNotIn("Locked for pay", str(self._task(leave).summary))
        self._locked()
        self.assertIn("Locked for pay", str(self._task(leave).summary))

    def test_other_months_are_not_locked(self):
        self._locked()
        leave = self._leave("2024-06-03")
        self.assertFalse(leave.cs_locked_months)
        self.assertNotIn("Locked for pay", str(self._task(leave).summary))

    def test_months_are_read_with_constant_queries(self):
        leaves = self.env["hr.leave"]
        for person in (self.agent, self.agent2):
            self._locked(person)
            leaves |= self._leave("2024-05-30", employee=person)
        for some in (leaves[:1], leaves):
            self.env.invalidate_all()
            some.mapped("employee_id.name")
            with self.assertQueryCount(4):
                some.mapped("cs_locked_months")

    def test_hr_is_asked_once_with_what_changed(self):
        sheet = self._locked()
        for day in ("2024-05-29", "2024-05-30"):
            self._approve(self._leave(day), self.lead, self.chief)
        self.assertTrue(sheet.is_stale)
        self.assertEqual(sheet.leave_days, 0, "what was locked stays")
        asked = self._hr_task(sheet)
        self.assertEqual(len(asked), 1)
        self.assertEqual(asked.user_id, self.hr.user_id)
        self.assertIn("leave and slips: Wed, May 29", asked.note)
        mine = sheet.with_user(self.hr.user_id)
        self.assertEqual(
            mine.changed_text, "leave and slips: Wed, May 29 and Thu, May 30"
        )

    def test_whoever_locked_it_is_asked_while_he_is_of_hr(self):
        sheet = self._locked()
        self.assertEqual(sheet.locked_by_id, self.hr.user_id)
        self.assertEqual(sheet._asked_about(), self.hr.user_id)
        other = self.agent2.user_id
        other.write(
            {"group_ids": [Command.link(self.env.ref("cs_department.group_cs_hr").id)]}
        )
        self.hr.user_id.active = False
        self.assertNotEqual(sheet._asked_about(), self.hr.user_id)

    def test_hr_opens_it_again_and_the_leave_counts(self):
        sheet = self._locked()
        self._approve(self._leave("2024-05-30"), self.lead, self.chief)
        sheet.with_user(self.hr.user_id).action_reopen()
        self.assertFalse(sheet.is_stale or sheet.changed_text)
        self.assertFalse(sheet.locked_by_id)
        self.assertFalse(self._hr_task(sheet))
        self.assertEqual(sheet.leave_days, 1)
        self.assertIn("Days on leave: 0 → 1", str(sheet.message_ids.mapped("body")))

    def test_hr_keeps_it_as_it_was_paid(self):
        sheet = self._locked()
        with self.assertRaisesRegex(UserError, "Nothing has changed"):
            sheet.with_user(self.hr.user_id).action_keep()
        self._approve(self._leave("2024-05-30"), self.lead, self.chief)
        with self.assertRaises(AccessError):
            sheet.with_user(self.lead.user_id).action_keep()
        sheet.with_user(self.hr.user_id).action_keep()
        self.assertFalse(sheet.is_stale)
        self.assertFalse(self._hr_task(sheet))
        self.assertEqual(sheet.leave_days, 0)
        self.assertIn("Kept as it was paid", str(sheet.message_ids.mapped("body")))
        self.assertFalse(sheet._outdated(), "what was kept is not asked about again")
        self._approve(self._leave("2024-05-29"), self.lead, self.chief)
        asked = self._hr_task(sheet)
        self.assertIn("Wed, May 29", asked.note, "the next change is")
        self.assertNotIn("May 30", asked.note)

    def test_closing_names_what_is_not_decided(self):
        leave = self._leave("2024-05-30")
        self.env["cs.attendance.correction"].with_user(self.agent.user_id).create(
            {
                "reason": "The machine was out of order",
                "line_ids": [
                    Command.create({"at": "2024-05-30 09:00:00", "direction": "in"})
                ],
            }
        ).action_submit()
        self._sheet()
        wizard = self._closing()
        self.assertEqual(wizard.waiting_text, "Leave: 1 and Corrections: 1")
        wizard.action_reconcile()
        with self.assertRaisesRegex(UserError, "Not decided yet: Leave: 1"):
            wizard.action_lock()
        self._approve(leave, self.lead, self.chief)
        wizard = self._closing(is_looked_at=True)
        self.assertEqual(wizard.waiting_text, "Corrections: 1")
        wizard.action_reconcile()
        self.assertFalse(wizard.is_looked_at, "said for this button only")
        wizard.is_looked_at = True
        wizard.action_lock()
        self.assertEqual(self._sheet().state, "locked")

    def test_what_was_ticked_for_one_place_is_not_said_of_another(self):
        wizard = self.env["cs.attendance.close"].new(
            {"month": MAY, "is_looked_at": True, "is_early": True}
        )
        wizard._onchange_place()
        self.assertFalse(wizard.is_looked_at or wizard.is_early)

    def test_days_that_need_a_look_are_opened(self):
        sheet = self._sheet()
        wizard = self._closing()
        action = wizard.action_show_cases()
        days = self.env["cs.attendance.day"].search(action["domain"])
        self.assertEqual(len(days), wizard.case_count)
        self.assertEqual(days.sheet_id, sheet)
