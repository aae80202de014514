from datetime import date

from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase
from .overtime_common import OvertimeCase


def festival(case, first="2024-06-10", last=None, **values):
    case.env.user.tz = "UTC"
    return case.env["resource.calendar.leaves"].create(
        {
            "name": "Festival",
            "company_id": case.company.id,
            "date_from": f"{first} 00:00:00",
            "date_to": f"{last or first} 23:59:59",
            **values,
        }
    )


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestAttendanceHolidays(AttendanceCase):
    """A public holiday of days that are over counts those days again."""

    def test_entered_changed_and_deleted_later_it_counts_again(self):
        self._work(skip=[10, 12])
        sheet = self._sheet()
        self.assertEqual((sheet.absent_days, sheet.expected_days), (2, 20))
        holiday = festival(self)
        self.assertEqual((sheet.absent_days, sheet.expected_days), (1, 19))
        self.assertEqual(self._day(sheet, 10).state, "off")
        holiday.write(
            {"date_from": "2024-06-12 00:00:00", "date_to": "2024-06-12 23:59:59"}
        )
        self.assertEqual(self._day(sheet, 10).state, "absent")
        self.assertEqual(self._day(sheet, 12).state, "off")
        holiday.name = "Dragon boat"
        holiday.unlink()
        self.assertEqual((sheet.absent_days, sheet.expected_days), (2, 20))
        facts = self.env["cs.fact"].search(
            [("res_model", "=", sheet._name), ("res_id", "=", sheet.id)]
        )
        days = facts.filtered(lambda f: f.kind == "absent" and f.unit == "days")
        self.assertEqual(sum(days.mapped("amount")), 2)

    def test_it_concerns_those_of_its_company_and_working_hours(self):
        hours = self.calendar.copy({"company_id": self.company.id})
        self.agent2.resource_calendar_id = hours
        mine, other = self._sheet(), self._sheet(self.agent2)
        before = mine.counted_at
        festival(self, calendar_id=hours.id)
        self.assertEqual((mine.expected_days, other.expected_days), (20, 19))
        self.assertEqual(mine.counted_at, before)

    def test_checked_sheets_open_and_locked_ones_are_marked(self):
        hours = self.calendar.copy({"company_id": self.company.id})
        self.lead.resource_calendar_id = hours
        people = self.agent, self.agent2, self.lead
        checked, locked, elsewhere = [self._sheet(person) for person in people]
        closed = checked | locked | elsewhere
        closed.with_user(self.hr.user_id).action_reconcile()
        (locked | elsewhere).with_user(self.hr.user_id).action_lock()
        festival(self, calendar_id=self.calendar.id)
        self.assertEqual(checked.state, "open")
        said = checked.message_ids[0].body
        self.assertIn("working hours or shifts: Mon, Jun 10", said)
        self.assertEqual((locked.state, locked.is_stale), ("locked", True))
        self.assertEqual(locked.expected_days, 20)
        self.assertEqual((elsewhere.state, elsewhere.is_stale), ("locked", False))

    def test_leave_around_it_is_reckoned_in_one_step(self):
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Rest",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "company_id": self.company.id,
            }
        )
        self._work(skip=[10, 11])
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.agent.id,
                "holiday_status_id": kind.id,
                "request_date_from": "2024-06-10",
                "request_date_to": "2024-06-11",
            }
        )
        sheet = self._sheet()
        self.env.flush_all()
        facts = self.env["cs.fact"].search_count([("employee_id", "=", self.agent.id)])
        festival(self)
        self.assertEqual(leave.state, "validate")
        self.assertEqual(self._day(sheet, 10).state, "off")
        self.assertEqual(self._day(sheet, 11).state, "excused")
        self.assertEqual(
            self.env["cs.fact"].search_count([("employee_id", "=", self.agent.id)]),
            facts,
            "the leave never ended",
        )

    def test_what_lies_ahead_touches_nothing(self):
        sheet = self._sheet()
        before = sheet.write_date
        festival(self, "2024-10-01", "2024-10-03")
        self.assertEqual(sheet.write_date, before)

    def test_queries_do_not_grow_with_the_people(self):
        people = self.env["hr.employee"]
        for number in range(20):
            people |= self._person(f"p{number}", self.calls)
        people.resource_calendar_id = self.calendar
        month = self.env["cs.attendance.month"]

        def queries(some, day):
            month._count(some, date(2024, 6, 1))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            festival(self, day)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(people[0], "2024-06-05")
        one = queries(people[0], "2024-06-06")
        self.assertLessEqual(queries(people, "2024-06-07"), one + 4)


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeHolidays(OvertimeCase):
    """Overtime is of the kind that its day is, also when that is known later."""

    def test_a_holiday_that_is_entered_later_is_worth_what_one_is(self):
        self.policy.write({"holiday_percent": 300, "rest_follows_percent": True})
        overtime = self.work(self.ask("2024-06-10 18:00", "2024-06-10 22:00"))
        ahead = self.ask("2024-06-10 06:00", "2024-06-10 07:00")
        self.assertEqual((overtime.day_kind, overtime.worth_hours), ("workday", 4))
        with freeze_time("2024-06-30 01:00:00"):
            holiday = festival(self)
            self.assertEqual((overtime.day_kind, overtime.worth_hours), ("holiday", 12))
            self.assertEqual(overtime.allocation_id.number_of_days, 1.5)
            self.assertEqual((ahead.day_kind, ahead.counted_hours), ("holiday", 0))
            holiday.unlink()
        self.assertEqual((overtime.day_kind, overtime.worth_hours), ("workday", 4))
        self.assertEqual(overtime.allocation_id.number_of_days, 0.5)
