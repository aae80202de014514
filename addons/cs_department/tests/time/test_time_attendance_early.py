from datetime import date
from importlib.util import module_from_spec, spec_from_file_location

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .attendance_common import NOW, AttendanceCase

SHEET = "cs.attendance.month"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceEarly(AttendanceCase):
    """Rates of sheets that have nothing to tell, and months that are not over."""

    def test_half_a_day_of_absence_is_half_a_day_less(self):
        self._work(skip=[3, 4])
        self._clock(3, (11, 0), (18, 2))
        sheet = self._sheet()
        self.assertEqual((sheet.absent_days, sheet.present_days), (1.5, 19))
        self.assertEqual((sheet.due_days, sheet.rate), (20, 92.5))

    def test_sheets_without_expected_days_are_left_out_of_averages(self):
        self._work(skip=[3])
        self._clock(3, (11, 0), (18, 2))
        sheet = self._sheet()
        with freeze_time("2024-06-01 01:00:00"):
            idle = self._sheet(self.agent2)
        self.assertEqual((idle.due_days, idle.rate), (0, 0))
        both = sheet + idle
        self.env.flush_all()
        self.assertEqual(self._average(both), [(sheet.rate, False)])
        self.assertEqual(self._average(idle), [(False, False)])
        self.assertLess(sheet.rate, 100)

    def test_sheets_from_before_know_their_days(self):
        self._work(skip=[3])
        sheet = self._sheet()
        self.env.flush_all()
        self.env.cr.execute("UPDATE cs_attendance_month SET due_days = NULL")
        path = file_path("cs_department/migrations/19.0.1.1.0/post-due.py")
        spec = spec_from_file_location("post_due", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(sheet.due_days, 20)

    def _average(self, sheets):
        rows = self.env[SHEET]._read_group(
            [("id", "in", sheets.ids)], [], ["rate:avg", "training_rate:avg"]
        )
        return [tuple(value or False for value in row) for row in rows]

    def _closing(self, **values):
        return (
            self.env["cs.attendance.close"]
            .with_user(self.hr.user_id)
            .create(
                {
                    "month": "2024-06-03",
                    "department_id": self.calls.id,
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    @freeze_time("2024-06-28 06:00:00")
    def test_a_month_that_goes_on_is_closed_after_asking(self):
        close = self._closing()
        close.action_count()
        self.assertEqual(close.days_ahead, 3)
        for method in (close.action_reconcile, close.action_lock):
            with self.assertRaisesRegex(UserError, "today included: 3"):
                method()
        close.is_early = True
        close.action_reconcile()
        close.action_lock()
        sheet = self.env[SHEET].search([("employee_id", "=", self.agent.id)])
        self.assertEqual((sheet.state, sheet.days_ahead), ("locked", 3))

    def test_a_month_that_is_over_asks_nothing(self):
        close = self._closing()
        close.action_count()
        self.assertFalse(close.days_ahead)
        close.action_reconcile()
        close.action_lock()
        ahead = self.env[SHEET]._days_ahead_of(date(2024, 8, 9))
        self.assertEqual(ahead, 31)

    def test_a_policy_may_wait_for_the_end_of_the_month(self):
        self.policy.early_close = "refuse"
        with freeze_time("2024-06-30 06:00:00"):
            sheet = self._sheet()
            hr = sheet.with_user(self.hr.user_id)
            for close in (
                hr.action_reconcile,
                self._closing(is_early=True).action_reconcile,
            ):
                with (
                    self.assertRaisesRegex(UserError, "07/01/2024"),
                    self.env.cr.savepoint(),
                ):
                    close()
                self.env.invalidate_all()
                self.assertEqual(sheet.state, "open")
        sheet.with_user(self.hr.user_id).action_reconcile()
        with (
            freeze_time("2024-06-30 06:00:00"),
            self.assertRaisesRegex(UserError, "today included: 1"),
        ):
            hr.action_lock()
        sheet.with_user(self.hr.user_id).action_lock()
        self.assertEqual(sheet.state, "locked")

    def test_what_needs_a_look_is_said_before_a_month_is_checked(self):
        self._work(skip=(4,))
        sheet = self._sheet()
        closing = self._closing(department_id=self.centre.id)
        self.assertEqual((closing.case_count, closing.empty_names), (1, ""))
        nothing = self.calendar.copy({"name": "Nothing"})
        nothing.attendance_ids.unlink()
        self.agent2.resource_calendar_id = nothing
        idle = self._sheet(self.agent2)
        closing = self._closing(department_id=self.centre.id)
        self.assertEqual(closing.empty_names, self.agent2.name)
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            closing.action_reconcile()
        self.assertIn(self.agent2.name, str(refused.exception))
        closing.is_looked_at = True
        closing.action_reconcile()
        self.assertEqual(set((sheet | idle).mapped("state")), {"reconciled"})

    def test_who_got_a_shift_after_the_count_is_expected_at_once(self):
        nothing = self.calendar.copy({"name": "Nothing"})
        nothing.attendance_ids.unlink()
        (self.agent | self.agent2).resource_calendar_id = nothing
        idle = self._sheet(self.agent) | self._sheet(self.agent2)
        self.assertEqual(idle.mapped("expected_days"), [0, 0])
        self.agent2.resource_calendar_id = self.calendar
        closing = self._closing(department_id=self.centre.id)
        self.assertEqual(closing.empty_names, self.agent.name)
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            closing.action_reconcile()
        self.assertNotIn(self.agent2.name, str(refused.exception))
        self.assertEqual(idle.mapped("expected_days"), [0, 0], "looking counts nothing")

    @freeze_time("2024-06-28 06:00:00")
    def test_closing_names_at_once_what_is_in_the_way_and_what_helps(self):
        people = self.agent | self.agent2 | self.agent3 | self.lead | self.lead2
        self.env[SHEET]._count(people, date(2024, 6, 1))
        closing = self._closing(department_id=False)
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            closing.action_lock()
        early, still_open = str(refused.exception).split("\n")
        self.assertIn("today included: 3", early)
        open_sheets = closing._open_sheets()
        names = open_sheets.employee_id.mapped("name")
        self.assertIn(f"not reconciled yet: {len(open_sheets)} (", still_open)
        self.assertIn(f"({', '.join(names[:3])} and {len(names) - 3} more)", still_open)
        self.assertIn("Press 'Reconcile' first.", still_open)
