from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ...models.time.attendance.fact_mark import posting
from .overtime_common import OvertimeCase

LATER = "2024-06-30 01:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeAgain(OvertimeCase):
    """Overtime that changes counts again what shares a threshold or a cap with it."""

    def back(self, overtime):
        """Take an approved request back after the work."""
        with freeze_time(LATER):
            overtime._cancel()
        self.env.invalidate_all()

    def lock(self, day):
        with posting():
            return self.env["cs.attendance.month"].create(
                {
                    "employee_id": self.agent.id,
                    "company_id": self.company.id,
                    "month": day.replace(day=1),
                    "state": "locked",
                }
            )

    def total(self):
        span = self.agent, date(2024, 5, 1), date(2024, 6, 30)
        key = self.agent.id, "overtime_rest", "hours"
        return self.env["cs.fact"]._totals(*span).get(key, 0)

    def said(self, overtime):
        return " ".join(overtime.request_id.message_ids.mapped("body"))

    def test_ot_05_what_is_taken_back_is_missing_under_the_threshold(self):
        self.policy.threshold_hours = 4
        first = self.work(self.ask("2024-06-04 18:00", "2024-06-04 21:00"))
        second = self.work(self.ask("2024-06-04 21:00", "2024-06-04 23:00"))
        self.assertEqual((first.counted_hours, second.counted_hours), (0, 5))
        self.back(first)
        self.assertRecordValues(second, [{"state": "approved", "counted_hours": 0}])
        self.assertFalse(second.allocation_id)
        self.assertEqual(self.total(), 0)
        self.assertIn(first.request_id.name, self.said(second))
        self.assertIn("Instead of 05:00 h there are 00:00 h", self.said(second))

    def test_ot_05_the_order_in_which_they_were_counted_does_not_matter(self):
        self.policy.threshold_hours = 4
        evening = self.work(self.ask("2024-06-04 21:00", "2024-06-04 23:00"))
        before = self.work(self.ask("2024-06-04 18:00", "2024-06-04 21:00"))
        self.assertEqual((evening.counted_hours, before.counted_hours), (0, 5))
        self.back(evening)
        self.assertEqual(before.counted_hours, 0)

    def test_ot_06_what_is_taken_back_leaves_room_under_the_cap(self):
        self.limit(figure=16)
        first = self.work(self.ask("2024-06-08 08:00", "2024-06-08 20:00"))
        second = self.work(self.ask("2024-06-09 08:00", "2024-06-09 16:00"))
        self.assertEqual((second.counted_hours, self.total()), (4, 16))
        self.assertEqual(second.allocation_id.number_of_days, 0.5)
        self.back(first)
        self.assertEqual((second.counted_hours, self.total()), (8, 8))
        self.assertEqual(second.allocation_id.number_of_days, 1)
        self.assertFalse(first.allocation_id.number_of_days and first.rest_left)

    def test_ot_06_whoever_takes_it_back_the_rest_follows(self):
        self.limit(figure=16)
        first = self.work(self.ask("2024-06-08 08:00", "2024-06-08 20:00"))
        second = self.work(self.ask("2024-06-09 08:00", "2024-06-09 16:00"))
        with freeze_time(LATER):
            first.with_user(self.agent.user_id).sudo()._cancel()
        self.assertEqual(first.allocation_id.state, "refuse")
        self.assertEqual(second.allocation_id.number_of_days, 1)

    def test_ot_06_what_is_registered_leaves_room_for_what_was_counted_before(self):
        self.limit(figure=16)
        late = self.work(self.ask("2024-06-15 08:00", "2024-06-15 20:00"))
        early = self.work(self.ask("2024-06-08 08:00", "2024-06-08 16:00"))
        self.assertEqual((late.counted_hours, early.counted_hours), (12, 4))
        with freeze_time(LATER):
            self.register(late, 2)
        self.assertEqual((late.counted_hours, early.counted_hours), (2, 8))

    def test_ot_06_a_month_that_is_locked_stays_and_says_so(self):
        self.limit(figure=16, period="quarter")
        may = self.work(
            self.ask("2024-05-25 08:00", "2024-05-25 20:00", kind="emergency")
        )
        june = self.work(self.ask("2024-06-08 08:00", "2024-06-08 16:00"))
        self.assertEqual(june.counted_hours, 4)
        sheet = self.lock(june.date)
        self.back(may)
        self.assertEqual((june.counted_hours, self.total()), (4, 4))
        self.assertIn("month is locked for pay", self.said(may))
        self.assertIn(june.request_id.name, self.said(may))
        with self.assertRaises(UserError) as error:
            self.back(june)
        self.assertIn("locked for pay", str(error.exception))
        with posting():
            sheet.state = "open"
        self.back(june)
        self.assertEqual(self.total(), 0)

    def test_ot_06_other_people_and_other_months_stay(self):
        self.limit(figure=8)
        mine = self.work(self.ask("2024-06-08 08:00", "2024-06-08 16:00"))
        may = self.work(
            self.ask("2024-05-25 08:00", "2024-05-25 20:00", kind="emergency")
        )
        other = self.ask("2024-06-08 08:00", "2024-06-08 20:00", employee=self.agent2)
        self.work(other)
        counted = may.counted_at, other.counted_at
        self.back(mine)
        self.assertEqual((may.counted_at, other.counted_at), counted)
        self.assertEqual((may.counted_hours, other.counted_hours), (8, 8))
