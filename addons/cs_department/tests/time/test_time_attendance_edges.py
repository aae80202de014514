import base64
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ...models.time.attendance.fact_mark import posting
from .attendance_common import NOW, AttendanceCase
from .test_time_attendance_excuses import TestTimeAttendanceExcuses

ZONE = "Asia/Shanghai"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceEdges(AttendanceCase):
    """Where one month ends and the next begins, on the clock of the work place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.work_email = "agent@x.org"
        cls.calendar.tz = ZONE
        people = cls.agent + cls.agent2
        people.tz = ZONE
        cls.mapping = cls.env["cs.clock.mapping"].create(
            {
                "name": "Front door",
                "person_key": "email",
                "person_column": "Mail",
                "shape": "pair",
                "day_column": "Date",
                "came_column": "In",
                "left_column": "Out",
                "tz": ZONE,
            }
        )

    def _file(self, rows):
        return (
            self.env["cs.clock.import"]
            .with_user(self.hr.user_id)
            .create(
                {
                    "mapping_id": self.mapping.id,
                    "data": base64.b64encode(f"Mail,Date,In,Out\n{rows}".encode()),
                    "filename": "clock.csv",
                }
            )
        )

    def _large_file(self):
        return self._file(
            "".join(
                f"agent@x.org,{2000 + n // 300}-{n % 300 // 28 + 1:02d}-"
                f"{n % 28 + 1:02d},07:30,18:00\n"
                for n in range(5_100)
            )
        )

    def _of(self, day):
        return self.env["cs.attendance.month"]._count(self.agent, day)

    def _lock_month(self, day):
        sheet = self._of(day)
        sheet.action_reconcile()
        sheet.action_lock()
        return sheet

    def test_the_first_morning_is_not_of_the_month_before(self):
        # seven in the morning of 3 June 2024 is 2 June in UTC; of 1 July, 30 June
        june = self._lock_month(date(2024, 6, 1))
        july = self._of(date(2024, 7, 1))
        file = self._file("agent@x.org,2024-07-01,07:30,18:00\n")
        file.action_import()
        self.assertEqual(file.state, "done", file.problem_ids.mapped("message"))
        day = july.day_ids.filtered(lambda one: one.date == date(2024, 7, 1))
        self.assertEqual((day.state, day.late_minutes), ("ok", 0))
        self.assertFalse(june.is_stale)

    def test_a_coming_of_the_first_morning_counts_in_its_month(self):
        july = self._of(date(2024, 7, 1))
        day = july.day_ids.filtered(lambda one: one.date == date(2024, 7, 1))
        self.assertEqual(day.state, "absent")
        with posting():
            correction = self.env["cs.attendance.correction"].create(
                {
                    "employee_id": self.agent.id,
                    "reason": "Forgot it",
                    "line_ids": [
                        (0, 0, {"at": "2024-06-30 23:30:00", "direction": "in"}),
                    ],
                }
            )
        correction._flow_on_approved()
        self.assertEqual(day.state, "case")

    def test_the_end_of_a_night_counts_in_the_month_of_the_night(self):
        roster = self.env["cs.roster"].create(
            {
                "department_id": self.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )
        kind = self.env["cs.shift.type"].create(
            {
                "name": "N",
                "code": "N",
                "tz": ZONE,
                "start_hour": 20,
                "end_hour": 32,
            }
        )
        self.env["cs.shift"].create(
            {
                "roster_id": roster.id,
                "employee_id": self.agent.id,
                "type_id": kind.id,
                "date": "2024-06-30",
            }
        )
        roster.action_publish()
        june = self._of(date(2024, 6, 1))
        last = june.day_ids.filtered(lambda one: one.date == date(2024, 6, 30))
        self.assertEqual(last.state, "absent")
        self.env["hr.attendance"].create(
            {
                "employee_id": self.agent.id,
                "check_in": "2024-06-30 17:00:00",
                "check_out": "2024-06-30 23:59:00",
            }
        )
        self.assertEqual((last.state, last.late_minutes), ("case", 300))
        self.assertEqual(last.early_minutes, 1)

    def test_leave_of_the_next_month_ends_no_full_attendance(self):
        early = self.calendar.copy({"name": "Early"})
        early.attendance_ids.filtered(lambda row: row.hour_from == 9).hour_from = 7
        self.agent.resource_calendar_id = early
        for day in range(3, 29):
            if date(2024, 6, day).weekday() < 5:
                self._clock(day, (-2, 0), (10, 5))
        june = self._of(date(2024, 6, 1))
        self.assertTrue(june.is_full)
        TestTimeAttendanceExcuses._leave(self, "2024-07-01", "2024-07-01")
        june.action_recount()
        self.assertTrue(june.is_full)

    def test_leave_that_is_deleted_excuses_nobody(self):
        june = self._of(date(2024, 6, 1))
        before = june.absent_days
        leave = TestTimeAttendanceExcuses._leave(self, "2024-06-04", "2024-06-05")
        self.assertEqual(june.absent_days, before - 2)
        leave.unlink()
        self.assertEqual(june.absent_days, before)

    def test_group_time_off_of_days_that_are_over_excuses(self):
        june = self._of(date(2024, 6, 1))
        before = june.absent_days
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Storm",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "company_id": self.company.id,
            }
        )
        wizard = self.env["hr.leave.generate.multi.wizard"].create(
            {
                "holiday_status_id": kind.id,
                "allocation_mode": "employee",
                "employee_ids": self.agent.ids,
                "date_from": "2024-06-04",
                "date_to": "2024-06-05",
                "company_id": self.company.id,
            }
        )
        wizard.action_generate_time_off()
        self.assertEqual(june.absent_days, before - 2)

    def test_leave_that_becomes_absence_excuses_nobody(self):
        june = self._of(date(2024, 6, 1))
        before = june.absent_days
        leave = TestTimeAttendanceExcuses._leave(self, "2024-06-04", "2024-06-04")
        self.assertEqual(june.absent_days, before - 1)
        leave._cs_become(leave.holiday_status_id.copy({"cs_is_absence": True}))
        self.assertTrue(leave.holiday_status_id.cs_is_absence)
        self.assertEqual(june.absent_days, before)

    def test_whoever_is_not_tracked_any_more_has_no_figures(self):
        self.policy.resign_after = 2
        june = self._of(date(2024, 6, 1))
        self.assertTrue(june.needs_hr)
        self.policy.exempt_employee_ids = self.agent
        june.action_recount()
        self.assertFalse(self._standing(june))
        self.assertRecordValues(
            june, [{"absent_days": 0, "expected_days": 0, "needs_hr": False}]
        )
        self.assertFalse(june.activity_ids)

    def test_hr_is_asked_once_about_somebody(self):
        self.policy.resign_after = 2
        june = self._of(date(2024, 6, 1))
        june.activity_ids.action_feedback("He is ill")
        june.action_recount()
        self.assertFalse(june.activity_ids)

    def test_an_event_is_of_a_kind_that_is_recorded_by_hand(self):
        events = self.env["cs.attendance.event"].with_user(self.lead.user_id)
        with self.assertRaises(ValidationError):
            events.create(
                {
                    "employee_id": self.agent.id,
                    "date": "2024-06-05",
                    "kind_id": self._kind("late"),
                }
            )

    def test_nobody_records_or_deletes_events_about_himself(self):
        kind = self.env.ref("cs_department.fact_kind_event_drunk")
        vals = {"employee_id": self.lead.id, "date": "2024-06-05", "kind_id": kind.id}
        events = self.env["cs.attendance.event"]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            events.with_user(self.lead.user_id).create(vals)
        event = events.with_user(self.hr.user_id).create(vals)
        own = event.with_user(self.lead.user_id)
        self.assertEqual(own.kind_id, kind)
        with self.assertRaises(AccessError):
            own.unlink()

    def test_a_confirmed_sheet_keeps_its_people(self):
        sheet = (
            self.env["cs.attendance.sheet"]
            .with_user(self.lead.user_id)
            .create(
                {
                    "date": "2024-06-03",
                    "kind": "training",
                    "title": "News",
                    "department_id": self.calls.id,
                    "company_id": self.company.id,
                    "line_ids": [(0, 0, {"employee_id": self.agent.id})],
                }
            )
        )
        sheet.action_confirm()
        for act in (
            lambda: sheet.line_ids.write({"is_in": False}),
            lambda: sheet.line_ids.unlink(),
            lambda: (
                self.env["cs.attendance.sheet.line"]
                .with_user(self.lead.user_id)
                .create({"sheet_id": sheet.id, "employee_id": self.agent2.id})
            ),
        ):
            with self.assertRaises(UserError):
                act()

    def test_the_night_count_comes_to_everybody(self):
        """However long it takes: each job has its own people."""
        people = self.env["hr.employee"].search([("company_id", "=", self.company.id)])
        with trap_jobs() as trap:
            self.env["cs.attendance.month"]._cron_count(batch_size=2)
            trap.perform_enqueued_jobs()
        sheets = self.env["cs.attendance.month"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(sheets.employee_id, people)
        months = {date(2024, 7, 1)}
        self.assertEqual(set(sheets.mapped("month")), months)

    def test_the_words_of_days_take_no_queries_each(self):
        sheet = self._of(date(2024, 6, 1))
        days = self.env["cs.attendance.day"].search([("sheet_id", "=", sheet.id)])
        counts = []
        for some in (days[-3:], days):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("summary")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_state_of_a_file_belongs_to_its_buttons(self):
        file = self._file("agent@x.org,2024-06-03,07:30,18:00\n")
        file.action_import()
        with self.assertRaises(UserError):
            file.state = "draft"

    def test_a_file_that_waits_can_be_given_up(self):
        file = self._large_file()
        with trap_jobs() as trap:
            file.action_import()
            self.assertEqual(file.state, "queued")
            file.action_stop()
            trap.perform_enqueued_jobs()
        self.assertEqual(file.state, "draft")
        self.assertFalse(
            self.env["cs.punch"].search([("company_id", "=", self.company.id)])
        )
        file.action_import()
        self.assertEqual(file.state, "queued")

    def test_a_job_that_fails_lets_its_file_go(self):
        file = self._large_file()
        file.action_import()
        job = self.env["queue.job"].search([("model_name", "=", file._name)], limit=1)
        self.assertEqual(file.state, "queued")
        job.with_context(_job_edit_sentinel=job.EDIT_SENTINEL).write(
            {"state": "failed"}
        )
        self.assertEqual(file.state, "draft")

    def test_what_lies_ahead_is_refused(self):
        file = self._file("agent@x.org,2024-12-06,07:30,18:00\n")
        file.action_import()
        self.assertEqual(file.state, "failed")
        self.assertIn("2024-12-06 lies ahead", file.problem_ids[:1].message)
        sheet = self.env["cs.attendance.sheet"].create(
            {
                "date": "2024-07-03",
                "department_id": self.calls.id,
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"employee_id": self.agent.id})],
            }
        )
        with self.assertRaisesRegex(UserError, "ahead"):
            sheet.action_confirm()
        close = self.env["cs.attendance.close"].create(
            {"month": "2062-07-03", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "not begun"):
            close.action_count()

    def test_namesakes_who_have_left_do_not_stop_a_file(self):
        gone = self._person("gone", self.calls)
        gone.work_email = self.agent.work_email
        file = self._file("agent@x.org,2024-06-03,07:30,18:00\n")
        file.action_check()
        self.assertEqual(file.state, "failed", "who of the two?")
        gone.active = False
        file.action_import()
        punches = self.env["cs.punch"].search([("import_id", "=", file.id)])
        self.assertEqual(punches.employee_id, self.agent)

    def test_a_large_file_without_its_column_is_refused_at_once(self):
        rows = "".join(
            f"agent@x.org,{datetime(2000, 1, 1):%Y-%m-%d},07:30,18:00\n"
            for _ in range(5_100)
        )
        file = self._file(rows)
        file.data = base64.b64encode(f"Name,Date,In,Out\n{rows}".encode())
        with self.assertRaises(UserError):
            file.action_import()
        self.assertEqual(file.state, "draft")
