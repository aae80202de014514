from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from ...logic.bands import in_money
from ...models.time.attendance.fact_mark import posting
from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendance(AttendanceCase):
    """A month of one person: figures, classes and prices, day by day."""

    def test_who_counts_again_is_told_and_the_time_of_counting_changes(self):
        self._work(skip=[3])
        sheet = self._sheet()
        with freeze_time("2024-07-02 02:00:00"):
            answer = sheet.with_user(self.hr.user_id).action_recount()
        self.assertIn("No fact has changed", answer["params"]["message"])
        self.assertEqual(str(sheet.counted_at), "2024-07-02 02:00:00")
        self.policy.absence_factor = 3
        answer = sheet.action_recount()
        self.assertIn("changed in 1", answer["params"]["message"])

    def test_a_month_in_order(self):
        self._work()
        sheet = self._sheet()
        self.assertRecordValues(
            sheet,
            [
                {
                    "expected_days": 20,
                    "present_days": 20,
                    "late_count": 0,
                    "absent_days": 0,
                    "rate": 100,
                    "is_full": True,
                    "worked_hours": 160,
                    "department_id": self.calls.id,
                }
            ],
        )
        self.assertEqual(len(sheet.day_ids), 30)
        self.assertFalse(self._standing(sheet))
        self.assertEqual(self._day(sheet, 1).state, "off")

    def test_clock_times_without_a_plan_are_shown_and_not_counted(self):
        self._work()
        self._clock(8, (7, 54), (17, 4))
        sheet = self._sheet()
        day = self._day(sheet, 8)
        self.assertRecordValues(day, [{"state": "case", "worked_minutes": 0}])
        self.assertEqual(day.summary, "clocked, but nothing was planned")
        for words in ("not counted", "07:54", "17:04"):
            self.assertIn(words, day.with_context(tz="UTC").explanation)
        self.assertRecordValues(sheet, [{"is_full": True, "rate": 100}])
        self.assertFalse(self._standing(sheet), "it costs nothing")
        self.assertEqual(self._day(sheet, 9).state, "off")
        self.assertEqual(self._day(sheet, 7).state, "ok")

    def test_of_two_comings_the_one_that_counts_is_named(self):
        self._clock(3, (9, 0), None)
        self._clock(3, (9, 20), (18, 0))
        day = self._day(self._sheet(), 3)
        why = day.with_context(tz="UTC").explanation
        self.assertIn("09:00 came (clock file): this one counts", why)
        self.assertIn("09:20 came (clock file)<", why)
        self.assertIn("18:00 left (clock file)<", why, "there is only one")

    def test_tv_032_twenty_minutes_by_grade(self):
        self.agent.cs_grade_id = self.staff
        self.agent2.cs_grade_id = self.supervisor
        for person, amount in ((self.agent, 10), (self.agent2, 20)):
            self._work(skip=[3], employee=person)
            self._clock(3, (9, 20), (18, 0), person)
            rows = self._standing(self._sheet(person))
            self.assertIn(("late", "money", -amount), rows)

    def test_tv_033_bounds_of_the_bands(self):
        for day, minutes in ((3, 30), (4, 31), (5, 60)):
            self._clock(day, (9, minutes), (18, 0))
        sheet = self._sheet()
        for day, amount in ((3, 10), (4, 20), (5, 20)):
            self.assertIn(("late", "money", -amount), self._standing(sheet, day))

    def test_tv_034_a_supervisor_pays_double(self):
        self.agent2.cs_grade_id = self.supervisor
        self._clock(3, (9, 45), (18, 0), self.agent2)
        rows = self._standing(self._sheet(self.agent2), 3)
        self.assertIn(("late", "money", -40), rows)

    def test_tv_059_points_do_not_follow_the_money(self):
        for day, minutes in ((3, 10), (4, 31), (5, 61)):
            self._clock(day, (9, minutes), (18, 0))
        sheet = self._sheet()
        self.assertIn(("late", "points", -2), self._standing(sheet, 3))
        self.assertIn(("off_post", "points", -15), self._standing(sheet, 4))
        rows = self._standing(sheet, 5)
        self.assertIn(("absent", "points", -15), rows)
        self.assertIn(("absent", "days", 0.5), rows)

    def test_tv_035_a_day_absent_costs_double(self):
        self._work(skip=[3])
        sheet = self._sheet()
        rows = self._standing(sheet, 3)
        self.assertEqual(rows, [("absent", "day_wage", -2), ("absent", "days", 1)])
        self.assertEqual(self._paid(sheet, "day_wage", day_wage=200), 400)
        self.policy.is_on_top = True
        sheet.action_recount()
        self.assertEqual(self._paid(sheet, "day_wage", day_wage=200), 200)
        self.assertIn(("absent", "day_wage", -1), self._standing(sheet, 3))
        self.assertEqual(sheet.present_days, 19)
        self.assertFalse(sheet.is_full)

    def test_tv_036_two_days_are_a_question_to_hr(self):
        self.policy.resign_after = 2
        self._work(skip=[3])
        sheet = self._sheet()
        self.assertEqual((sheet.absent_days, sheet.needs_hr), (1, False))
        self.assertFalse(sheet.activity_ids)
        self._work(skip=[3, 4], employee=self.agent2)
        other = self._sheet(self.agent2)
        self.assertEqual((other.absent_days, other.needs_hr), (2, True))
        self.assertEqual(other.activity_ids.user_id, self.hr.user_id)
        self.assertTrue(self.agent2.active, "nothing ends by itself")
        self.assertFalse(self.agent2.departure_date)
        other.action_recount()
        self.assertEqual(len(other.activity_ids), 1, "asked once")
        rows = self._standing(other)
        self.assertEqual(rows.count(("deemed_resigned", "times", 1)), 1)

    def test_tv_037_hr_confirms_and_half_a_month_counts(self):
        self.policy.resign_after = 2
        for days, share in ((range(3, 15), 0.5), (range(3, 12), 0)):
            person = self._person(f"gone{share}", self.calls)
            person.resource_calendar_id = self.calendar
            self._work(days, person)
            sheet = self._sheet(person)
            self.assertEqual(sheet.counted_share, 1)
            sheet.with_user(self.hr.user_id).action_confirm_resignation()
            self.assertEqual(sheet.counted_share, share)

    def test_at_02_a_missing_clock_time_is_late_or_early(self):
        self._clock(3, (9, 0), None)
        self._clock(4, None, (18, 0))
        sheet = self._sheet()
        self.assertIn(("early", "money", -10), self._kinds(sheet, 3))
        self.assertIn(("late", "money", -10), self._kinds(sheet, 4))
        self.assertEqual(sheet.missing_count, 2)
        self.policy.missing_punch = "absent"
        sheet.action_recount()
        self.assertIn(("absent", "days", 0.5), self._standing(sheet, 3))
        self.policy.missing_punch = "ignore"
        sheet.action_recount()
        self.assertFalse(self._standing(sheet, 3))

    def test_a_day_is_said_with_the_punctuation_of_the_reader(self):
        self._clock(3, (9, 10), (17, 50))
        day = self._day(self._sheet(), 3)
        self.assertEqual(day.summary, "late 10 min and left 10 min early")
        self.env["res.lang"]._activate_lang("zh_CN")
        said = day.with_context(lang="zh_CN")
        self.assertEqual(said.summary, "迟到 10 分钟和早退 10 分钟")
        self.assertNotRegex(said.explanation, r"\w: |, ")

    def test_a_day_is_said_by_the_clock_of_the_work_place_to_everybody(self):
        self.calendar.tz = "Asia/Shanghai"
        self._clock(3, (1, 20), (10, 0))
        day = self._day(self._sheet(), 3)
        for zone in ("Asia/Shanghai", "America/New_York"):
            read = day.with_context(tz=zone)
            for words in ("09:00 – 18:00", "09:20"):
                self.assertIn(words, read.explanation, zone)
            self.assertRecordValues(
                read, [{"came_clock": "09:20", "left_clock": "18:00"}]
            )
            is_named = "Asia/Shanghai" in read.explanation
            self.assertEqual(is_named, zone == "America/New_York")
        [row] = [r for r in day.sheet_id._paper_rows() if r["came"]]
        self.assertEqual(row["came"], "09:20")

    def _kinds(self, sheet, day):
        """Name the price after what was found: bands call both of them late."""
        found = self._day(sheet, day).reasons["findings"][0][0]
        rows = self._standing(sheet, day)
        return [(found, unit, amount) for _kind, unit, amount in rows]

    def _by_count(self, second):
        """Let lateness cost 1 % of the base wage, and 5 % from that case on."""
        self.policy.money_band_ids.unlink()
        self._band("money", "late", None, 0, "late", unit="by_count")
        self.env["cs.attendance.tier"].create(
            [
                {"policy_id": self.policy.id, "count_from": n, "amount": rate}
                for n, rate in ((1, 1), (second, 5))
            ]
        )

    def _paid(self, sheet, unit, **of):
        """Return what the standing facts of a unit come to in money."""
        rows = [row for row in self._standing(sheet) if row[1] == unit]
        return -sum(float(in_money(unit, row[2], **of)) for row in rows)

    def test_tv_053_the_third_case_costs_more(self):
        self._by_count(3)
        for case, day in enumerate((3, 4, 5, 6), start=1):
            self._clock(day, (9, 5), (18, 0))
            sheet = self._sheet()
            paid = self._paid(sheet, "percent_base", base=3000)
            self.assertEqual(paid, {1: 30, 2: 60, 3: 210, 4: 360}[case])
        self.policy.is_retroactive = True
        sheet.action_recount()
        self.assertEqual(self._paid(sheet, "percent_base", base=3000), 600)

    def test_tv_053_the_other_readings(self):
        self._by_count(4)
        for case, day in enumerate((3, 4, 5, 6), start=1):
            self._clock(day, (9, 5), (18, 0))
            if case > 2:
                paid = self._paid(self._sheet(), "percent_base", base=3000)
                self.assertEqual(paid, {3: 90, 4: 240}[case])
        self.policy.tier_ids.filtered(lambda t: t.count_from == 4).count_from = 3
        self.policy.is_retroactive = True
        sheet = self._sheet()
        self.assertEqual(self._paid(sheet, "percent_base", base=3000), 600)
        with posting():
            last = self.env["cs.punch"].search(
                [("employee_id", "=", self.agent.id), ("at", "=", "2024-06-06 09:05")]
            )
            last.at = "2024-06-06 09:00:00"
        sheet.action_recount()
        self.assertEqual(self._paid(sheet, "percent_base", base=3000), 450)

    def test_tv_054_half_the_bonus_and_a_warning(self):
        self.policy.money_band_ids.unlink()
        self._band("money", "late", None, 50, "late", unit="percent_bonus")
        self.policy.warn_after = 3
        for case, day in enumerate((3, 4, 5), start=1):
            self._clock(day, (9, 5), (18, 0))
            sheet = self._sheet()
            paid = self._paid(sheet, "percent_bonus", bonus=1000)
            self.assertEqual(paid, {1: 500, 2: 1000, 3: 1000}[case])
            warned = ("warning", "times", 1) in self._standing(sheet)
            self.assertEqual(warned, case == 3)

    def test_tv_054_half_of_what_is_left(self):
        self.policy.money_band_ids.unlink()
        self._band("money", "late", None, 50, "late", unit="percent_bonus")
        self.policy.bonus_mode = "compounding"
        for day in (3, 4):
            self._clock(day, (9, 5), (18, 0))
        paid = self._paid(self._sheet(), "percent_bonus", bonus=1000)
        self.assertEqual(paid, 750)

    def test_at_07_who_is_not_tracked_has_no_sheet(self):
        self.policy.exempt_employee_ids = self.agent2
        self.policy.exempt_level = 3
        self.lead.cs_grade_id = self.supervisor
        people = self.agent + self.agent2 + self.lead
        self.assertEqual(self._sheet(people).employee_id, self.agent)

    def test_without_a_policy_nobody_is_tracked(self):
        self.policy.active = False
        self.assertFalse(self._sheet())

    def test_at_12_an_event_counts_as_absence(self):
        kind = self.env.ref("cs_department.fact_kind_event_drunk")
        self.env["cs.attendance.equivalence"].create(
            {"policy_id": self.policy.id, "kind_id": kind.id}
        )
        self._work()
        sheet = self._sheet()
        event = (
            self.env["cs.attendance.event"]
            .with_user(self.lead.user_id)
            .create(
                {
                    "employee_id": self.agent.id,
                    "date": "2024-06-05",
                    "kind_id": kind.id,
                }
            )
        )
        self.assertEqual(sheet.absent_days, 1)
        self.assertEqual(self._day(sheet, 5).summary, f"absent 1 day and {kind.name}")
        self.assertEqual(
            self._standing(sheet, 5),
            [
                ("absent", "day_wage", -2),
                ("absent", "days", 1),
                ("event_drunk", "times", 1),
            ],
        )
        event.unlink()
        self.assertEqual(sheet.absent_days, 0)
        self.assertFalse(self._standing(sheet, 5))

    def test_at_14_and_20_leaving_the_post(self):
        self.policy.write({"counts_away": True, "away_free": 10})
        self._band("money", "away", 30, 100, "off_post")
        self._band("money", "away", None, 200, "off_post")
        self._clock(3, (9, 0), (10, 0))
        self._clock(3, (10, 25), (18, 0))
        self._clock(4, (9, 0), (10, 0))
        self._clock(4, (10, 10), (18, 0))
        sheet = self._sheet()
        self.assertIn(("off_post", "money", -100), self._standing(sheet, 3))
        self.assertFalse(self._standing(sheet, 4))

    def test_at_20_the_head_answers_for_an_empty_post(self):
        self._band("money", "empty_post", 30, 100, "empty_post")
        self._band("money", "empty_post", None, 200, "empty_post")
        self._work(skip=[3, 4], employee=self.agent)
        self._clock(3, (9, 20), (18, 0), self.agent)
        self._clock(4, (9, 31), (18, 0), self.agent)
        self._work([3], self.lead)
        self._work([10], self.agent2)
        sheet = self._sheet(self.lead)
        self.assertIn(("empty_post", "money", -100), self._standing(sheet, 3))
        self.assertIn(("empty_post", "money", -200), self._standing(sheet, 4))
        self.assertNotIn(
            "empty_post", [row[0] for row in self._standing(self._sheet())]
        )

    def test_at_15_only_the_sources_of_the_group_count(self):
        self.env["cs.attendance.source"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.calls.id,
                "uses_device": False,
            }
        )
        self._work([3])
        self.assertEqual(self._day(self._sheet(), 3).state, "absent")
        self.env["hr.attendance"].create(
            {
                "employee_id": self.agent.id,
                "check_in": "2024-06-03 09:00:00",
                "check_out": "2024-06-03 18:00:00",
            }
        )
        self.assertEqual(self._day(self._sheet(), 3).state, "ok")

    def test_at_19_cases_on_probation_are_counted(self):
        self.agent.version_id.write(
            {"cs_probation_start": "2024-01-01", "cs_probation_end": "2024-06-04"}
        )
        for day in (3, 5):
            self._clock(day, (9, 5), (18, 0))
        self.assertEqual(self._sheet().probation_count, 1)

    def test_at_19_lv_06_who_misses_a_training_is_absent(self):
        kind = self.env.ref("cs_department.fact_kind_event_no_training")
        self.env["cs.attendance.equivalence"].create(
            {"policy_id": self.policy.id, "kind_id": kind.id}
        )
        self._work()
        sheet = self._sheet()
        lists = self.env["cs.attendance.sheet"].with_user(self.lead.user_id)
        trainings = lists.create(
            [
                {
                    "kind": "training",
                    "title": "New tariff",
                    "date": f"2024-06-{day:02d}",
                    "department_id": self.calls.id,
                    "company_id": self.company.id,
                    "line_ids": [
                        (0, 0, {"employee_id": self.agent.id, "is_in": is_in}),
                        (0, 0, {"employee_id": self.agent2.id}),
                    ],
                }
                for day, is_in in ((5, False), (6, True))
            ]
        )
        trainings.action_confirm()
        self.assertFalse(self.env["cs.punch"].search([("source", "=", "sheet")]))
        self.assertEqual((sheet.training_count, sheet.training_rate), (2, 50))
        self.assertEqual(sheet.absent_days, 1)
        event = ("event_no_training", "times", 1)
        self.assertIn(event, self._standing(sheet, 5))
        self.assertEqual(self._sheet(self.agent2).training_rate, 100)
        for user in (self.agent.user_id, self.lead.user_id, self.hr.user_id):
            for figure in ("training_count", "training_rate"):
                shown = sheet.with_user(user).with_context(figure=figure).action_show()
                lines = self.env[shown["res_model"]].with_user(user)
                rows = lines.search(shown["domain"], order="id")
                self.assertEqual(rows.mapped("is_in"), [False, True])
                self.assertEqual(set(rows.mapped("title")), {"New tariff"})
        own = trainings.line_ids.with_user(self.agent.user_id)
        with self.assertRaises(AccessError):
            own.filtered(lambda line: line.employee_id == self.agent).is_in = True
        trainings[0].action_reset()
        self.assertEqual((sheet.training_count, sheet.training_rate), (1, 100))
        self.assertFalse(self._standing(sheet, 5))
        rest = self.env["hr.leave.type"].create(
            {
                "name": "From training",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "company_id": self.company.id,
            }
        )
        self.env["hr.leave"].create(
            {
                "employee_id": self.agent.id,
                "holiday_status_id": rest.id,
                "request_date_from": "2024-06-05",
                "request_date_to": "2024-06-05",
            }
        )
        trainings[0].action_confirm()
        self.assertFalse(self._standing(sheet, 5), "excused by approved leave")
        self.assertEqual((sheet.training_count, sheet.training_rate), (1, 100))

    def test_people_who_come_or_go_in_the_month(self):
        person = self._person("fresh", self.calls, date_version="2024-06-17")
        person.resource_calendar_id = self.calendar
        self.assertEqual(self._sheet(person).expected_days, 10)

    def test_who_is_entered_late_works_his_shifts_before(self):
        """People come into Odoo later than they began: their shifts count at once."""
        kind = self.env["cs.shift.type"].create(
            {"name": "Day", "code": "D", "tz": "UTC", "start_hour": 9, "end_hour": 18}
        )
        roster = self.env["cs.roster"].create(
            {
                "department_id": self.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )
        shifts = self.env["cs.shift"].create(
            [
                {
                    "roster_id": roster.id,
                    "employee_id": self.agent.id,
                    "type_id": kind.id,
                    "date": f"2024-06-{day:02d}",
                }
                for day in (3, 4)
            ]
        )
        roster.action_publish()
        self.assertEqual(set(shifts.mapped("state")), {"published"})
        self.agent.version_ids.date_version = "2024-06-20"
        self._clock(3, (9, 20), (18, 0))
        days = self._sheet(self.agent).day_ids.grouped("date")
        self.assertEqual(days[date(2024, 6, 3)].late_minutes, 20)
        self.assertEqual(days[date(2024, 6, 4)].absent_days, 1)
        self.assertFalse(days[date(2024, 6, 5)].absent_days, "no shift, not there yet")

    def test_a_public_holiday_is_free(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon boat",
                "company_id": self.company.id,
                "date_from": "2024-06-10 00:00:00",
                "date_to": "2024-06-10 23:59:59",
            }
        )
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 10).state, "off")
        self.assertEqual(sheet.expected_days, 19)

    def test_lv_30_a_team_with_full_attendance(self):
        month = self.env["cs.attendance.month"]
        for person in (self.agent, self.agent2, self.lead):
            self._work(employee=person)
            self._sheet(person)
        self.assertTrue(month._full_teams(self.calls, date(2024, 6, 15))[self.calls.id])
        self._sheet(self.agent3)
        found = month._full_teams(self.calls + self.mail, date(2024, 6, 1))
        self.assertEqual(found, {self.calls.id: True, self.mail.id: False})

    @freeze_time("2024-06-03 09:30:00")
    def test_what_lies_ahead_is_not_counted(self):
        sheet = self._sheet()
        self.assertEqual(self._day(sheet, 3).state, "ahead")
        self.assertEqual(self._day(sheet, 3).presence, "late")
        self.assertEqual(self._day(sheet, 4).presence, "ahead")
        self.assertFalse(self._standing(sheet))
        self._clock(3, (9, 10), None)
        sheet._recount()
        self.assertEqual(self._day(sheet, 3).presence, "came_late")
        self.assertFalse(sheet.is_full)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendancePacks(AttendanceCase):
    """The policies that are shipped, in the departments of the tests."""

    def _pack(self, name):
        if not self.env.ref(f"cs_department.{name}_attendance_policy", False):
            path = f"data/packs/{name}/attendance_policy.xml"
            convert_file(self.env, "cs_department", path, {}, mode="init")
        pack = self.env.ref(f"cs_department.{name}_attendance_policy")
        self.policy.active = False
        self.policy.flush_recordset()
        self.policy = pack.copy(
            {
                "name": name,
                "department_id": self.centre.id,
                "company_id": self.company.id,
                "active": True,
            }
        )
        return self.policy

    def _cost(self, minutes):
        self._clock(3, (9, minutes), (18, 0))
        return self._standing(self._sheet(), 3)

    def test_s002_q(self):
        policy = self._pack("s002_q")
        self.assertIn(("late", "money", -20), self._cost(31))
        self.assertRegex(policy.preview, r"−\D{0,3}10\b")
        self.assertRegex(policy.preview, r"−\D{0,3}40\b")
        self.assertEqual((policy.absence_factor, policy.resign_after), (2, 2))
        self.assertEqual(policy.late_work_until, 21)

    def test_s002_a(self):
        self._pack("s002_a")
        rows = self._cost(31)
        self.assertIn(("off_post", "points", -15), rows)
        self.assertIn(("late", "money", -10), rows)

    def test_s003_10b(self):
        self._pack("s003_10b")
        self.assertIn(("late", "percent_base", -1), self._cost(1))
        path = "data/packs/s003_10b/calendar.xml"
        convert_file(self.env, "cs_department", path, {}, mode="init")
        calendar = self.env.ref("cs_department.s003_10b_calendar")
        self.agent2.write({"resource_calendar_id": calendar.id, "tz": "UTC"})
        calendar.tz = "UTC"
        self._clock(3, (8, 40), (17, 30), self.agent2)
        day = self._day(self._sheet(self.agent2), 3)
        self.assertEqual((day.late_minutes, day.early_minutes), (10, 0))

    def test_s004(self):
        self._pack("s004")
        self.assertIn(("late", "percent_bonus", -50), self._cost(5))
