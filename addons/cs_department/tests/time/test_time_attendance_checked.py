from datetime import date

from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase

ACTIVITY = "cs_department.mail_activity_check_again"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestAttendanceChecked(AttendanceCase):
    """A checked month that would become another one opens again, and says so."""

    def checked(self, employee=None):
        sheet = self._sheet(employee)
        sheet.with_user(self.lead.user_id).action_reconcile()
        self.env.flush_all()
        return sheet

    def touch(self, *days, employee=None):
        employee = employee or self.agent
        days = {(employee.id, date(2024, 6, day)) for day in days}
        self.env["cs.attendance.month"].sudo()._touch(days)

    def asked(self, sheet):
        return sheet.activity_search([ACTIVITY])

    def test_who_checked_is_kept(self):
        self._work()
        sheet = self.checked()
        self.assertEqual(sheet.checked_by_id, self.lead.user_id)
        self.assertEqual(str(sheet.checked_at), NOW)
        sheet.with_user(self.hr.user_id).action_lock()
        self.assertEqual(sheet.checked_by_id, self.lead.user_id)
        sheet.with_user(self.hr.user_id).action_reopen()
        self.assertFalse(sheet.checked_by_id)

    def test_what_changes_opens_the_sheet_and_asks_who_checked_it(self):
        self._work(skip=[4])
        self._clock(4, (9, 20), (18, 0))
        sheet = self.checked()
        self.assertEqual(sheet.late_count, 1)
        self._clock(4, (8, 50), None)
        self.touch(4)
        self.assertEqual((sheet.state, sheet.late_count), ("open", 0))
        said = sheet.message_ids[0].body
        for part in (
            "Opened again",
            "clock times: Tue, Jun 4",
            "Times late: 1 → 0",
            "Minutes late: 20 → 0",
            "lead checks it again",
        ):
            self.assertIn(part, said)
        self.assertEqual(self.asked(sheet).user_id, self.lead.user_id)
        self.assertIn("Times late", self.asked(sheet).note)

    def test_it_is_said_once_and_settled_by_checking_again(self):
        self._work(skip=[4])
        self._clock(4, (9, 20), (18, 0))
        sheet = self.checked()
        self._clock(4, (8, 50), None)
        self.touch(4)
        count = len(sheet.message_ids)
        self._clock(5, (8, 40), None)
        self.touch(5)
        self.assertEqual(len(sheet.message_ids), count)
        sheet.with_user(self.hr.user_id).action_reconcile()
        self.assertFalse(self.asked(sheet))
        self.assertEqual(sheet.checked_by_id, self.hr.user_id)

    def test_what_changes_no_figure_opens_nothing(self):
        self._work()
        sheet = self.checked()
        self.touch(4, 5)
        self._clock(4, (12, 10), None)
        self.touch(4)
        self._sheet()
        self.assertEqual(sheet.state, "reconciled")
        self.assertFalse(self.asked(sheet))

    def test_a_policy_that_changes_opens_what_it_counts_otherwise(self):
        self._work(skip=[4])
        self._clock(4, (9, 20), (18, 0))
        sheet = self.checked()
        bands = self.env["cs.attendance.band"].search(
            [("policy_id", "=", self.policy.id), ("table", "=", "money")]
        )
        bands.amount = 50
        self._sheet()
        self.assertEqual(sheet.state, "open")
        self.assertIn("figures of the policy", sheet.message_ids[0].body)

    def test_who_is_gone_is_not_asked(self):
        self._work()
        sheet = self.checked()
        self.lead.user_id.active = False
        self._clock(4, (6, 0), None)
        self.touch(4)
        self.assertEqual(sheet.state, "open")
        asked = self.asked(sheet).user_id
        self.assertTrue(asked.has_group("cs_department.group_cs_hr"))

    def test_a_locked_sheet_stays(self):
        self._work()
        sheet = self.checked()
        sheet.with_user(self.hr.user_id).action_lock()
        self._clock(4, (6, 0), None)
        self.touch(4)
        self.assertEqual((sheet.state, sheet.is_stale), ("locked", True))
        self.assertFalse(self.asked(sheet))

    def test_checked_early_it_waits_for_what_comes_later(self):
        with freeze_time("2024-06-20 12:00:00"):
            self._work(days=range(1, 20))
            sheet = self.checked()
        with freeze_time("2024-06-25 20:00:00"):
            self._clock(24, (9, 20), (18, 0))
            self.touch(24)
            self._sheet()
            self.assertEqual((sheet.state, sheet.is_stale), ("reconciled", True))
            self.assertFalse(sheet.late_count)
            self._clock(4, (6, 0), None)
            self.touch(4)
        self.assertEqual((sheet.state, sheet.is_stale), ("open", False))
        self.assertEqual(sheet.late_count, 1)

    def test_each_reads_it_in_the_language_of_who_is_asked(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.lead.user_id.lang = "zh_CN"
        self._work()
        sheet = self.checked()
        self._clock(4, (6, 0), None)
        self.touch(4)
        self.assertIn("6月4日", self.asked(sheet).note)
        self.assertNotIn("clock times", self.asked(sheet).note)
