from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeMyMonth(AttendanceCase):
    """One's own month; June 2024 is over, July has begun."""

    def _page(self, day="2024-06-15", user=None):
        months = self.env["cs.attendance.month"].with_user(user or self.agent.user_id)
        return months.with_context(tz="UTC").my_month(day)

    def test_figures_cases_and_quiet_days(self):
        self._work(skip=[3, 5])
        self._clock(3, (9, 20), (18, 0))
        sheet = self._sheet()
        page = self._page()
        self.assertEqual((page["month"], page["title"]), ("2024-06-01", "June 2024"))
        totals = dict(page["totals"])
        self.assertEqual(totals["Attendance (%)"], f"{sheet.rate:g}")
        self.assertEqual(totals["Days present"], "19 / 20")
        self.assertEqual(totals["Late"], "1 × 20 min")
        self.assertEqual(totals["Days absent"], "1")
        self.assertIn("−$10", totals["Deducted"])
        cases = [(row["day"], row["text"]) for row in page["cases"]]
        self.assertEqual(cases, [("5 Wed", "absent 1 day"), ("3 Mon", "late 20 min")])
        self.assertEqual(len(page["quiet"]), 18)
        row = page["quiet"][-1]
        self.assertEqual((row["text"], row["span"]), ("", "08:55 – 18:02"))

    def test_only_the_own_sheet_is_shown(self):
        self._sheet(self.agent2)
        for user in (self.agent.user_id, self.lead.user_id, self.hr.user_id):
            page = self._page(user=user)
            self.assertFalse(page["totals"] or page["cases"] or page["quiet"])

    def test_one_goes_from_month_to_month_as_far_as_there_are_sheets(self):
        self._sheet()
        june, july = self._page(), self._page(None)
        self.assertEqual((june["before"], june["after"]), (False, False))
        self.assertEqual((july["month"], july["before"]), ("2024-07-01", True))
        self.assertFalse(july["totals"])

    def test_no_month_is_a_sentence(self):
        for day in ("x", 5, ["2024-06-01"], {"a": 1}):
            with self.subTest(day=day), self.assertRaises(UserError):
                self._page(day)
