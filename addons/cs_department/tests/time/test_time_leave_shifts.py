from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestLeaveOfShifts(AttendanceCase):
    """Leave of people on a published roster; 1 and 2 June 2024 are a weekend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["hr.leave.type"].create(
            {
                "name": "Personal",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "request_unit": "half_day",
                "company_id": cls.company.id,
            }
        )
        cls.roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-20",
            }
        )
        types = cls.env["cs.shift.type"]
        cls.day_type, cls.night_type = (
            types.create(
                {
                    "name": code,
                    "code": code,
                    "tz": "UTC",
                    "start_hour": start,
                    "end_hour": stop,
                }
            )
            for code, start, stop in (("D", 8, 20), ("N", 20, 32))
        )

    def shifts(self, *rows, publish=True):
        self.env["cs.shift"].create(
            [
                {
                    "roster_id": self.roster.id,
                    "employee_id": (people or [self.agent])[0].id,
                    "type_id": kind.id,
                    "date": date(2024, 6, day),
                }
                for day, kind, *people in rows
            ]
        )
        if publish:
            self.roster.action_publish()

    def leave(self, first, last=None, employee=None, **values):
        return self.env["hr.leave"].create(
            {
                "employee_id": (employee or self.agent).id,
                "holiday_status_id": self.kind.id,
                "request_date_from": date(2024, 6, first),
                "request_date_to": date(2024, 6, last or first),
                **values,
            }
        )

    def amounts(self, *days, **values):
        leave = self.leave(*days, **values)
        return leave.number_of_days, leave.number_of_hours

    def test_a_shift_on_a_weekend_is_a_day_of_leave(self):
        self.shifts((1, self.day_type), (8, self.night_type))
        self.assertEqual(self.amounts(1), (1, 12))
        night = self.leave(8)
        self.assertEqual((night.number_of_days, night.number_of_hours), (1, 12))
        self.assertEqual(str(night.date_from), "2024-06-08 20:00:00")
        self.assertEqual(str(night.date_to), "2024-06-09 08:00:00")

    def test_free_days_of_the_roster_count_nothing(self):
        self.shifts((1, self.day_type), (3, self.day_type), (6, self.night_type))
        self.assertEqual(self.amounts(1, 6), (3, 36))
        with self.assertRaises(ValidationError) as error:
            self.leave(7)
        self.assertIn("not supposed to work", str(error.exception), "a free Friday")

    def test_halves_and_hours_are_of_the_shift(self):
        self.shifts((1, self.day_type), (2, self.day_type))
        half = {"request_date_from_period": "am", "request_date_to_period": "am"}
        self.assertEqual(self.amounts(1, **half), (0.5, 6))
        self.kind = self.kind.copy({"name": "Hourly", "request_unit": "hour"})
        some = {"request_hour_from": 7, "request_hour_to": 10}
        self.assertEqual(self.amounts(2, **some), (0.25, 2))

    def test_without_a_published_roster_the_schedule_counts(self):
        self.shifts((1, self.day_type), publish=False)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.leave(1)
        self.env.invalidate_all()
        self.assertEqual(self.amounts(3, 7), (5, 40))
        self.roster.action_publish()
        self.assertEqual(self.amounts(3, 4, employee=self.agent2), (2, 16))
        self.assertEqual(self.amounts(24, 25), (2, 16), "after the roster")

    def test_what_the_roster_said_stays_when_the_shift_goes(self):
        self.shifts((1, self.day_type), (3, self.day_type))
        leave = self.leave(1)
        self.roster.shift_ids.filtered(lambda s: s.date.day == 1).state = "cancelled"
        leave._compute_duration()
        self.assertEqual(leave.number_of_days, 1)

    def test_leave_approved_later_reverses_the_absence_of_a_weekend(self):
        self.shifts((1, self.day_type), (8, self.night_type))
        sheet = self._sheet()
        others = sheet.absent_days - 2
        for day in (1, 8):
            self.leave(day)
            self.assertEqual(self._day(sheet, day).state, "excused")
        self.assertEqual(sheet.absent_days, others)

    def test_leave_of_a_weekend_night_stands_in_the_way_of_a_shift(self):
        self.shifts((8, self.night_type))
        self.leave(8)
        shift = self.roster.shift_ids
        self.assertIn("leave", str(shift._broken_rules()))

    def test_people_file_it_and_a_free_day_is_refused_in_a_sentence(self):
        flow = self.env["cs.flow"].create(
            {
                "name": "Leave",
                "code": "leave_of_shifts",
                "manager_ids": [(4, self.hr.user_id.id)],
                "model_id": self.env["ir.model"]._get("hr.leave").id,
                "node_ids": [
                    (
                        0,
                        0,
                        {
                            "key": "head",
                            "name": "Head",
                            "kind": "approve",
                            "approver_kind": "department_head",
                            "if_nobody": "skip",
                        },
                    )
                ],
            }
        )
        flow.action_publish()
        self.kind.write({"leave_validation_type": "flow", "cs_flow_id": flow.id})
        self.shifts((1, self.day_type), (3, self.day_type))
        filed = self.env["hr.leave"].with_user(self.agent.user_id)
        values = {
            "employee_id": self.agent.id,
            "holiday_status_id": self.kind.id,
            "request_date_from": "2024-06-01",
            "request_date_to": "2024-06-01",
        }
        self.assertEqual(filed.create(values).flow_state, "running")
        free = {"request_date_from": "2024-06-04", "request_date_to": "2024-06-04"}
        with self.assertRaises(ValidationError) as error:
            filed.create(values | free)
        self.assertIn("no working time", str(error.exception))

    def test_queries_do_not_grow_with_the_batch(self):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"P{number}",
                    "department_id": self.calls.id,
                    "company_id": self.company.id,
                    "tz": "UTC",
                    "resource_calendar_id": self.calendar.id,
                }
                for number in range(20)
            ]
        )
        self.shifts(*((1, self.day_type, one) for one in people))
        leaves = self.env["hr.leave"].union(
            *(self.leave(1, employee=one) for one in people)
        )
        self.assertEqual(set(leaves.mapped("number_of_days")), {1})

        def count(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            reading = self.env["cs.attendance.reading"].sudo()
            before = self.env.cr.sql_log_count
            reading._planned_days(rows, date(2024, 6, 1), date(2024, 6, 9))
            return self.env.cr.sql_log_count - before

        count(people)
        self.assertEqual(count(people), count(people[:1]))
