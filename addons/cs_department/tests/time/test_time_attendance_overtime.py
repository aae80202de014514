from datetime import date

from odoo.tests import freeze_time, tagged

from ...models.time.attendance.fact_mark import posting
from .overtime_common import OvertimeCase

LATER = "2024-07-02 01:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestTimeAttendanceOvertime(OvertimeCase):
    """Clock times on a free day under approved overtime. Saturday is 8 June 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cs.attendance.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id}
        )

    def clock(self, day, *times, employee=None):
        employee = employee or self.agent
        with posting():
            self.env["cs.punch"].create(
                [
                    {
                        "employee_id": employee.id,
                        "company_id": self.company.id,
                        "at": f"2024-06-{day:02d} {moment}:00",
                        "direction": way,
                        "source": "device",
                    }
                    for moment, way in zip(times, ("in", "out"), strict=False)
                ]
            )

    def day(self, number, employee=None):
        with freeze_time(LATER):
            months = self.env["cs.attendance.month"]
            sheet = months._count(employee or self.agent, date(2024, 6, 1))
        return sheet.day_ids.filtered(lambda one: one.date == date(2024, 6, number))

    def test_approved_overtime_explains_the_clock_times_of_a_free_day(self):
        overtime = self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        self.clock(8, "08:40", "13:20")
        day = self.day(8)
        self.assertEqual(day.state, "ok")
        self.assertEqual(day.summary, "there besides the plan, as approved")
        why = day.with_context(tz="UTC").explanation
        for words in (overtime.request_id.name, "09:00", "13:00", "08:40", "13:20"):
            self.assertIn(words, why)
        self.assertNotIn("not counted", why)
        facts = day.sheet_id.fact_ids.filtered(lambda fact: fact.date == day.date)
        self.assertFalse(facts, "it costs nothing")

    def test_hours_outside_of_the_overtime_stay_a_case(self):
        self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        self.clock(8, "08:40", "18:00")
        day = self.day(8)
        self.assertEqual(day.state, "case")
        self.assertEqual(day.summary, "clocked, but nothing was planned")
        self.assertIn("outside of what was approved", day.explanation)

    def test_only_approved_overtime_of_the_person_explains(self):
        asked = self.ask("2024-06-08 09:00", "2024-06-08 13:00")
        self.clock(8, "09:00", "13:00")
        self.clock(8, "09:00", "13:00", employee=self.agent2)
        self.assertEqual(self.day(8).state, "case", "only asked for")
        self.approve(asked)
        self.assertEqual(self.day(8).state, "ok")
        self.assertEqual(self.day(8, self.agent2).state, "case", "that of another")
        asked.request_id.sudo()._flow_on_withdrawn()
        self.assertEqual(self.day(8).state, "case", "it was taken back")

    def test_approval_counts_the_sheet_again_by_itself(self):
        asked = self.ask("2024-06-08 09:00", "2024-06-08 13:00")
        self.clock(8, "09:00", "13:00")
        day = self.day(8)
        self.assertEqual(day.state, "case")
        with freeze_time(LATER):
            self.approve(asked)
        self.assertEqual(day.state, "ok")

    def test_a_night_of_overtime_ends_on_a_free_day(self):
        self.approve(self.ask("2024-06-08 20:00", "2024-06-09 04:00"))
        self.clock(8, "19:55")
        with posting():
            self.env["cs.punch"].create(
                {
                    "employee_id": self.agent.id,
                    "company_id": self.company.id,
                    "at": "2024-06-09 04:05:00",
                    "direction": "out",
                    "source": "device",
                }
            )
        self.assertEqual(self.day(8).state, "ok")
        self.assertEqual(self.day(9).state, "ok")
