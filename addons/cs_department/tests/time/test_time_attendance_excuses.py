from datetime import date

from odoo.tests import freeze_time, tagged

from ..form.common import FormCase
from .attendance_common import NOW, AttendanceCase

SLIP = {
    "fields": [
        {
            "key": role,
            "kind": "datetime",
            "label": role,
            "role": role,
            "required": "submit",
        }
        for role in ("start", "end")
    ],
    "rules": [],
}
EVENING = {
    "fields": [
        {"key": "day", "kind": "date", "label": "Day", "role": "start"},
    ],
    "rules": [],
}


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceExcuses(AttendanceCase):
    """What excuses people, before and after the month was counted."""

    def _leave(self, first, last, **values):
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Rest",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "request_unit": "half_day",
                "company_id": self.company.id,
            }
        )
        return self.env["hr.leave"].create(
            {
                "employee_id": self.agent.id,
                "holiday_status_id": kind.id,
                "request_date_from": first,
                "request_date_to": last,
                **values,
            }
        )

    def _all(self, sheet):
        return self.env["cs.fact"].search(
            [("res_model", "=", sheet._name), ("res_id", "=", sheet.id)]
        )

    def test_leave_that_is_approved_later_reverses_what_it_excuses(self):
        self._work(skip=[3])
        sheet = self._sheet()
        self.assertEqual(sheet.absent_days, 1)
        before = self._all(sheet)
        leave = self._leave("2024-06-03", "2024-06-03")
        self.assertEqual(leave.state, "validate")
        self.assertEqual(sheet.absent_days, 0)
        self.assertEqual(self._day(sheet, 3).state, "excused")
        reversals = self._all(sheet) - before
        self.assertEqual(reversals.reverses_id, before)
        for fact in before:
            self.assertEqual(fact.amount + fact.reversal_ids.amount, 0)
        self.assertEqual(sum(self._all(sheet).mapped("amount")), 0)
        self.assertFalse(sheet.is_full, "leave ends full attendance")
        self.policy.full_leave_type_ids = leave.holiday_status_id
        sheet.action_recount()
        self.assertTrue(sheet.is_full)
        leave.action_refuse()
        self.assertEqual(sheet.absent_days, 1)
        self.assertEqual(max(self._all(sheet).mapped("revision")), 2)

    def test_leave_of_half_a_day(self):
        self._leave(
            "2024-06-03",
            "2024-06-03",
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self._clock(3, (13, 10), (18, 0))
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).late_minutes, 10)
        self.assertTrue(self._day(sheet, 3).is_on_leave)
        shown = self._day(sheet, 3).with_context(tz="UTC")
        self.assertIn("13:10", shown.explanation)

    def test_who_works_on_a_day_of_leave_is_looked_at(self):
        leave = self._leave("2024-06-03", "2024-06-03")
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).state, "excused")
        self._clock(3, (9, 0), (18, 0))
        sheet.action_recount()
        day = self._day(sheet, 3)
        self.assertEqual(day.state, "case")
        self.assertEqual(day.summary, "on leave, yet there")
        self.assertIn("there for 480 min, but on leave", day.explanation)
        self.assertFalse(sheet.fact_ids.filtered(lambda f: f.date == day.date))
        leave.action_refuse()
        self.assertEqual(self._day(sheet, 3).state, "ok")

    def test_who_works_while_leave_counts_as_work_is_in_order(self):
        leave = self._leave("2024-06-03", "2024-06-03")
        leave.holiday_status_id.time_type = "other"
        self._clock(3, (9, 0), (18, 0))
        self.assertEqual(self._day(self._sheet(), 3).state, "excused")

    def test_a_locked_month_waits_for_hr(self):
        self._work(skip=[3])
        sheet = self._sheet()
        sheet.with_user(self.lead.user_id).action_reconcile()
        sheet.with_user(self.hr.user_id).action_lock()
        facts = self._all(sheet)
        self._leave("2024-06-03", "2024-06-03")
        self.assertTrue(sheet.is_stale)
        self.assertEqual(self._all(sheet), facts)
        self._sheet()
        self.assertEqual(sheet.absent_days, 1)
        sheet.with_user(self.hr.user_id).action_reopen()
        self.assertEqual(sheet.absent_days, 0)
        self.assertFalse(sheet.is_stale)

    def _approved(self, form, values):
        requests = self.env["cs.request"].with_user(self.agent.user_id)
        answer = requests.save_page(None, form.id, values, True)
        request = self.env["cs.request"].browse(answer["request_id"])
        task = request.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        task.with_user(task.user_id).action_approve()
        self.assertEqual(request.flow_state, "approved")
        return request

    def test_at_03_a_slip_reverses_lateness(self):
        form = FormCase._form.__func__(type(self), "Slip", "slip", SLIP)
        self.policy.outing_form_ids = form
        self._work(skip=[3])
        self._clock(3, (11, 0), (18, 0))
        sheet = self._sheet()
        self.assertEqual(sheet.late_minutes, 120)
        request = self._approved(
            form, {"start": "2024-06-03 09:00:00", "end": "2024-06-03 10:45:00"}
        )
        self.assertEqual(sheet.late_minutes, 15)
        self.assertIn(("late", "money", -10), self._standing(sheet, 3))
        self.assertIn(request.display_name, self._day(sheet, 3).explanation)

    def _late_work(self):
        """Let whoever worked until nine, and was allowed to, come an hour later."""
        form = FormCase._form.__func__(type(self), "Evening", "evening", EVENING)
        self.policy.write(
            {
                "late_work_until": 21,
                "late_work_minutes": 60,
                "late_work_form_ids": form.ids,
            }
        )
        return form

    def test_tv_051_after_a_late_evening(self):
        form = self._late_work()
        self._clock(3, (9, 0), (21, 5))
        self._clock(4, (9, 59), (21, 5))
        self._clock(5, (10, 5), (18, 0))
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 4).late_minutes, 59, "nobody allowed it")
        for day in (3, 4):
            self._approved(form, {"day": f"2024-06-0{day}"})
        found = [self._day(sheet, day).late_minutes for day in (4, 5)]
        self.assertEqual(found, [0, 5])
        self.assertIn(("late", "money", -10), self._standing(sheet, 5))
        self.assertEqual(self._day(sheet, 4).state, "excused")

    def test_tv_052_an_evening_that_ended_before_nine(self):
        form = self._late_work()
        self._clock(3, (9, 0), (20, 55))
        self._clock(4, (9, 30), (18, 0))
        sheet = self._sheet()
        self._approved(form, {"day": "2024-06-03"})
        self.assertEqual(self._day(sheet, 4).late_minutes, 30)
        self.assertIn(("late", "money", -10), self._standing(sheet, 4))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceShifts(AttendanceCase):
    """Attendance by roster instead of by calendar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )
        cls.day_type = cls._type("D", 8, 20, early_minutes=15)
        cls.night_type = cls._type("N", 20, 32)
        cls.split_type = cls._type(
            "S",
            7,
            19,
            break_ids=[(0, 0, {"name": "Home", "start_hour": 11, "end_hour": 15})],
        )

    def _shifts(self, *rows):
        self.env["cs.shift"].create(
            [
                {
                    "roster_id": self.roster.id,
                    "employee_id": self.agent.id,
                    "type_id": kind.id,
                    "date": date(2024, 6, day),
                }
                for day, kind in rows
            ]
        )
        self.roster.action_publish()

    def test_sh_03_and_at_10_late_for_the_hand_over(self):
        self._shifts((3, self.day_type), (4, self.day_type))
        self._clock(3, (7, 45), (20, 0))
        self._clock(4, (7, 55), (20, 0))
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).state, "ok")
        self.assertEqual(self._day(sheet, 4).late_minutes, 10)
        clock = self._day(sheet, 4).expected_clock
        self.assertEqual(clock, "08:00 – 20:00, there from 07:45")
        self.assertIn(("late", "money", -10), self._standing(sheet, 4))
        self.policy.counts_early_minutes = False
        sheet.action_recount()
        self.assertEqual(self._day(sheet, 4).late_minutes, 0)

    def test_at_20_the_leader_on_duty_answers_for_an_empty_post(self):
        role = self.env.ref("cs_department.role_team_leader")
        self.env["cs.role.assignment"].search([]).unlink()
        self._assign(self.agent2, self.calls, role)
        self.policy.post_role_id = role
        for minutes, amount in ((30, 100), (None, 200)):
            self._band("money", "empty_post", minutes, amount, "empty_post")
        self.day_type.early_minutes = 0
        self._shifts((3, self.day_type), (4, self.night_type), (6, self.day_type))
        self.env["cs.shift"].create(
            [
                {
                    "roster_id": self.roster.id,
                    "employee_id": self.agent2.id,
                    "type_id": kind.id,
                    "date": date(2024, 6, day),
                }
                for day, kind in ((3, self.day_type), (4, self.night_type))
            ]
        )
        self.roster.action_publish()
        self._clock(3, (8, 20), (20, 0))
        self._clock(4, (20, 0), (31, 20))
        self._clock(6, (8, 31), (20, 0))
        for day, hours in ((3, (8, 20)), (4, (20, 32))):
            self._clock(day, (hours[0], 0), (hours[1], 0), self.agent2)
        leader, head = self._sheet(self.agent2), self._sheet(self.lead)
        paid = {
            sheet.employee_id: [
                (day, row)
                for day in (3, 4, 6)
                for row in self._standing(sheet, day)
                if row[0] == "empty_post" and row[1] == "money"
            ]
            for sheet in (leader, head)
        }
        # twenty minutes by day, forty at the end of the night: of its first day
        self.assertEqual(
            paid[self.agent2],
            [
                (3, ("empty_post", "money", -100)),
                (4, ("empty_post", "money", -200)),
            ],
        )
        # on the sixth no leader was on duty
        self.assertEqual(paid[self.lead], [(6, ("empty_post", "money", -200))])
        [fact] = leader.fact_ids.filtered(
            lambda f: f.date.day == 3 and f.unit == "money"
        )
        self.assertEqual(
            fact.reason,
            "post empty for 20 min; minutes 0 … ≤ 30: Empty post: −$100",
        )

    def test_a_shift_that_changes_afterwards_counts_again(self):
        self._shifts((3, self.day_type), (4, self.day_type))
        sheet, other = self._sheet(), self._sheet(self.agent2)
        self.assertEqual(sheet.absent_days, 2)
        shift = self.roster.shift_ids.filtered(lambda s: s.date == date(2024, 6, 4))
        shift.employee_id = self.agent2
        self.assertEqual((sheet.absent_days, other.absent_days), (1, 1))
        shift.state = "cancelled"
        self.assertEqual((sheet.absent_days, other.absent_days), (1, 0))
        self._shifts((5, self.day_type))
        self.assertEqual(sheet.absent_days, 2)

    def test_a_roster_takes_the_place_of_the_calendar(self):
        self._shifts((1, self.day_type))
        self._clock(1, (7, 40), (20, 0))
        sheet = self._sheet()
        self.assertEqual(sheet.expected_days, 1)
        self.assertEqual(self._day(sheet, 3).state, "off")
        self.assertEqual(self._sheet(self.agent3).expected_days, 20, "no roster there")

    def test_tv_050_who_does_not_come_to_a_return_shift_is_absent(self):
        self._shifts((3, self.day_type), (4, self.day_type))
        back = self.env["cs.shift"].search(
            [("employee_id", "=", self.agent.id), ("date", "=", "2024-06-03")]
        )
        back.write({"origin": "swap", "is_return": True})
        self._clock(4, (8, 0), (20, 0))
        sheet = self._sheet()
        self.assertIn(("absent", "days", 1), self._standing(sheet, 3))
        self.assertNotIn(("absent", "days", 1), self._standing(sheet, 4))

    def test_a_night_over_midnight_belongs_to_its_first_day(self):
        self._shifts((29, self.night_type), (30, self.night_type))
        self._clock(29, (19, 55), (32, 0))
        self._clock(30, (20, 10), (31, 0))
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 29).state, "ok")
        last = self._day(sheet, 30)
        self.assertEqual((last.late_minutes, last.early_minutes), (10, 60))

    def test_split_shifts_are_clocked_twice(self):
        self._shifts((3, self.split_type))
        self._clock(3, (7, 0), (11, 0))
        self._clock(3, (15, 20), (19, 0))
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).late_minutes, 20)
        self.assertEqual(sheet.worked_hours, 7.67)

    def test_a_day_of_leave_excuses_a_night(self):
        self._shifts((3, self.night_type))
        TestTimeAttendanceExcuses._leave(self, "2024-06-03", "2024-06-03")
        self.assertEqual(self._day(self._sheet(), 3).state, "excused")
