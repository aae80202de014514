import base64
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import convert_file, mute_logger

from .roster_common import RosterCase

JUNE = [date(2024, 6, day) for day in range(1, 31)]


@contextmanager
def refused(case):
    """What is in the block is refused: by a sentence, or by the database's own."""
    try:
        with mute_logger("odoo.sql_db"), case.env.cr.savepoint():
            yield
            case.env.flush_all()
    except (UserError, ValueError, IntegrityError):
        case.env.invalidate_all()
        return
    case.fail("it was not refused")


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterPatterns(RosterCase):
    """The cyclic patterns of the issue, each as a month on the real models."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.early = cls._type("E", 8, 16)
        cls.late = cls._type("L", 16, 24)
        cls.small = cls._type("S", 0, 8)
        cls.whole = cls._type("W", 8, 32)
        cls.people = cls.env["hr.employee"].create(
            [
                {
                    "name": f"worker{number}",
                    "department_id": cls.calls.id,
                    "date_version": "2024-01-01",
                }
                for number in range(8)
            ]
        )

    def _plan(self, steps, count, **values):
        """Fill June for some people, one step apart; return their codes by day."""
        people = self.people[:count]
        self._rotation("R", steps, people, **values)
        self.roster.with_user(self.boss.user_id).action_fill_by_rotation()
        found = {person: {} for person in people}
        for shift in self.roster.shift_ids:
            found[shift.employee_id][shift.date] = shift.type_id.code
        return [
            "".join(found[person].get(day, ".") for day in JUNE) for person in people
        ]

    def _by_day(self):
        return Counter((s.date, s.type_id.code) for s in self.roster.shift_ids)

    def test_two_shifts(self):
        rows = self._plan([(self.early, 1), (self.late, 1)], 2)
        self.assertEqual(rows, ["EL" * 15, "LE" * 15])
        self.assertEqual(set(self._by_day().values()), {1}, "both are always there")

    def test_three_shifts_cover_day_and_night(self):
        steps = [(self.early, 2), (self.late, 2), (self.small, 2), (None, 2)]
        people = self.people[:4]
        rotation = self._rotation("Three", steps)
        for number, person in enumerate(people):
            self.env["cs.rotation.member"].create(
                {
                    "rotation_id": rotation.id,
                    "employee_id": person.id,
                    "offset": 2 * number,
                    "date_from": "2024-01-01",
                }
            )
        self.roster.action_fill_by_rotation()
        by_day = self._by_day()
        self.assertEqual(len(by_day), 3 * 30)
        self.assertEqual(set(by_day.values()), {1}, "one in each of the three shifts")
        self.policy.needs_full_cover = True
        self.assertEqual(self.roster._gaps(), [], "day and night")

    def test_day_night_off_off(self):
        rows = self._plan([(self.day, 1), (self.night, 1), (None, 2)], 4)
        self.assertEqual(rows[0][:8], "DN..DN..")
        self.assertEqual(rows[1][:8], "N..DN..D")
        self.assertEqual(set(self._by_day().values()), {1})
        broken = self.roster.shift_ids._broken_rules()
        self.assertEqual(broken, {})

    def test_one_on_one_off_for_24_hours(self):
        rows = self._plan([(self.whole, 1), (None, 1)], 2)
        self.assertEqual(rows, ["W." * 15, ".W" * 15])
        shifts = self.roster.shift_ids.sorted("start")
        self.assertEqual(set(shifts.mapped("paid_hours")), {24})
        for before, after in zip(shifts, shifts[1:], strict=False):
            self.assertEqual(before.stop, after.start, "there is always somebody")

    def test_a_split_shift_pays_its_parts_and_is_one_shift(self):
        split = self._type("K", 5.5, 19, breaks=[(13, 15, False)])
        self.assertEqual(self._plan([(split, 1)], 1), ["K" * 30])
        shift = self.roster.shift_ids[0]
        self.assertEqual(shift.paid_hours, 11.5)
        self.env["cs.shift.demand"].create({"department_id": self.calls.id})
        [measured] = self.roster._coverage().measure()
        there = dict(zip(measured.moments, measured.counts, strict=True))
        # the clock of Shanghai is eight hours ahead
        self.assertEqual(there[datetime(2024, 6, 3, 4, 30)], 1)
        self.assertEqual(there[datetime(2024, 6, 3, 5, 30)], 0, "between the parts")
        self.assertEqual(there[datetime(2024, 6, 3, 7, 30)], 1)

    def test_nobody_is_free_by_a_step_that_was_only_begun(self):
        with Form(self.env["cs.rotation"]) as form:
            form.name = "Begun"
            with form.step_ids.new() as step:
                step.type_id = self.day
            with form.step_ids.new() as step:
                step.is_free = True
                step.days = 2
        self.assertEqual(form.record.step_ids.mapped("is_free"), [False, True])
        with (
            self.assertRaises(AssertionError),
            Form(form.record) as form,
            form.step_ids.new() as step,
        ):
            step.days = 1
        with Form(form.record) as form, form.step_ids.edit(1) as step:
            step.is_free = False
            step.type_id = self.night
        self.assertEqual(form.record.step_ids.type_id, self.day | self.night)
        first = form.record.step_ids[0]
        first.type_id = False
        self.assertTrue(first.is_free, "what exists and has no shift is free")
        with refused(self):
            first.is_free = False

    def test_an_end_before_the_beginning_is_on_the_next_day(self):
        with Form(self.env["cs.shift.type"]) as form:
            form.name, form.code = "Watch", "W2"
            form.start_hour, form.end_hour = 20, 8
            self.assertEqual((form.end_hour, form.paid_hours), (32, 12))
            with form.break_ids.new() as pause:
                pause.start_hour, pause.end_hour = 1, 2
            with form.break_ids.new() as pause:
                pause.start_hour, pause.end_hour = 23.5, 0.5
        kind = form.record
        self.assertEqual(
            [(p.start_hour, p.end_hour) for p in kind.break_ids],
            [(23.5, 24.5), (25, 26)],
        )
        kind.break_ids.unlink()
        with Form(kind) as form:
            form.start_hour = 6
        self.assertEqual(kind.end_hour, 8)
        with Form(self.env["cs.shift.demand"]) as form:
            form.department_id = self.calls
            form.start_hour, form.end_hour = 22, 6
            self.assertEqual(form.end_hour, 30)

    def test_a_weekly_rest_on_a_chosen_day(self):
        rows = self._plan([(self.early, 1)], 1, rest="fixed", rest_weekday="2")
        free = [day for day, code in zip(JUNE, rows[0], strict=True) if code == "."]
        self.assertEqual({day.weekday() for day in free}, {2})
        self.assertEqual(len(free), 4)
        self.env["cs.rotation.member"].search(
            [("employee_id", "=", self.people[0].id)]
        ).rest_weekday = "6"
        self.roster.shift_ids.unlink()
        self.roster.action_fill_by_rotation()
        worked = set(self.roster.shift_ids.mapped("date"))
        self.assertEqual({d.weekday() for d in JUNE if d not in worked}, {6})

    def test_two_free_days_a_month(self):
        rows = self._plan([(self.early, 1)], 3, free_days_month=2)
        for row in rows:
            self.assertEqual(row.count("."), 2)
        self.assertEqual(len(set(rows)), 3, "not all on the same days")


@tagged("post_install", "-at_install")
@freeze_time("2024-02-20 01:00:00")
class TestTimeRosterZones(RosterCase):
    """Real elapsed hours on the models, whatever the clock does."""

    def _night_in(self, zone, day):
        kind = self._type("Z", 20, 32)
        kind.tz = zone
        month = day.replace(day=1)
        roster = self._roster(
            self.calls, month, month + timedelta(days=27 if month.month == 2 else 29)
        )
        return self._shift(self.agent, day, kind, roster=roster)

    def test_a_night_with_a_jump_and_with_a_doubled_hour(self):
        spring = self._night_in("Europe/Berlin", date(2024, 3, 30))
        self.assertEqual(spring.paid_hours, 11)
        self.assertEqual(spring.start, datetime(2024, 3, 30, 19))
        self.assertEqual(spring.stop, datetime(2024, 3, 31, 6))
        self.assertEqual(spring.date, date(2024, 3, 30))
        with self.env.cr.savepoint() as point:
            spring.type_id.active = False
            autumn = self._night_in("Europe/Berlin", date(2024, 10, 26))
            self.assertEqual(autumn.paid_hours, 13)
            point.close(rollback=True)

    def test_a_zone_that_is_none(self):
        for zone in ("Mars/Olympus", "", "../../etc", 7):
            with refused(self):
                self._type("QZ7", 8, 16, tz=zone)
        self.assertFalse(self.env["cs.shift.type"].search([("code", "=", "QZ7")]))


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterRefused(RosterCase):
    """What is no shift is refused in a sentence, by the database, too."""

    def test_shifts_of_no_minutes(self):
        for start, stop in ((8, 8), (8, 7), (24, 32), (-1, 5), (8, 32.5)):
            with refused(self):
                self._type("Q", start, stop)
        shift = self._shift(self.agent, 3)
        for values in (
            {"stop": shift.start},
            {"stop": shift.start - timedelta(minutes=1)},
            {"stop": shift.start + timedelta(hours=51)},
        ):
            with refused(self):
                shift.write(values)
        self.env.invalidate_all()
        self.assertEqual(shift.paid_hours, 11)

    def test_a_break_outside_of_its_shift(self):
        for pause in ((7, 9, False), (19, 21, True), (12, 12, True)):
            with refused(self):
                self._type("Q", 8, 20, breaks=[pause])

    def test_a_day_outside_of_its_roster(self):
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self._shift(self.agent, date(2024, 7, 1))
        self.assertIn("outside of the roster", str(error.exception))

    def test_two_rosters_of_one_department_never_share_a_day(self):
        with refused(self):
            self._roster(self.calls, "2024-06-30", "2024-07-30")


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterSenior(RosterCase):
    """SH-33, SH-42: on special days somebody of the middle management is there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ladder = cls.env["cs.grade.ladder"].create({"name": "Ladder"})
        cls.grades = cls.env["cs.grade"].create(
            [
                {"name": "Agent", "code": "aa", "ladder_id": ladder.id, "level": 1},
                {"name": "Middle", "code": "mm", "ladder_id": ladder.id, "level": 5},
            ]
        )
        (cls.agent + cls.agent2).cs_grade_id = cls.grades[0]
        cls.lead.cs_grade_id = cls.grades[1]
        cls.policy.senior_grade_id = cls.grades[1]
        cls.env["cs.roster.flag"].create(
            {"name": "Open day", "date_from": "2024-06-10", "date_to": "2024-06-11"}
        )

    def test_sh_33_the_last_senior_stays(self):
        special = self._shift(self.lead, 10)
        plain = self._shift(self.lead, 13)
        found = self.env["cs.shift"]._legality([(special, self.agent)])[0]
        [row] = [row for row in found if row["rule"] == "senior"]
        self.assertIn("Open day", row["sentence"])
        self.assertIn("Middle", row["sentence"])
        self.assertEqual(row["outcome"], self.policy.senior_outcome)
        self.assertNotIn("senior", self._broken((plain, self.agent))[0])

    def test_sh_33_another_senior_takes_his_place(self):
        special, night = self._shift(self.lead, 10), self._shift(self.agent, 10)
        self.agent2.cs_grade_id = self.grades[1]
        self.assertNotIn("senior", self._broken((special, self.agent2))[0])
        # both move together: who comes is a senior, too
        moves = [(special, self.agent), (night, self.lead)]
        self.assertNotIn("senior", self._broken(*moves)[0])
        self._shift(self.agent2, 10, self.night)
        self.assertNotIn("senior", self._broken((special, None))[0])

    def test_sh_33_public_holidays_are_special_days(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat",
                "date_from": "2024-06-19 16:00:00",
                "date_to": "2024-06-20 15:59:59",
                "company_id": self.company.id,
            }
        )
        shift = self._shift(self.lead, 20)
        self.assertIn("senior", self._broken((shift, self.agent))[0])

    def test_sh_33_the_outcome_is_a_parameter(self):
        shift = self._shift(self.lead, 10)
        self.policy.senior_outcome = "block"
        found = self.env["cs.shift"]._legality([(shift, self.agent)])[0]
        self.assertIn(("senior", "block"), [(r["rule"], r["outcome"]) for r in found])
        self.policy.senior_outcome = "off"
        self.assertNotIn("senior", self._broken((shift, self.agent))[0])

    def test_sh_33_a_day_without_a_senior_is_a_gap(self):
        self._shift(self.lead, 10)
        self._shift(self.lead, 11, self.on_call)
        self._shift(self.agent, 11)
        roster = self.roster.with_user(self.boss.user_id)
        text = "Jun 11, 2024 (Open day): nobody of grade Middle or above works"
        self.assertIn(text.replace("Jun 11, 2024", "06/11/2024"), roster.coverage_html)
        self.assertNotIn("06/10/2024 (Open day)", roster.coverage_html)
        warnings = roster.board_publication()["warnings"]
        self.assertIn("Jun 11 (Open day)", " ".join(warnings))
        self.policy.senior_outcome = "off"
        self.assertNotIn("Open day", " ".join(roster.board_publication()["warnings"]))
        self._shift(self.lead, 11)
        self.policy.senior_outcome = "warn"
        self.assertFalse(self.roster._unled_days())

    def test_sh_33_days_are_read_with_as_many_queries(self):
        def count(last):
            flag.date_to = last
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.roster._unled_days()
            return self.env.cr.sql_log_count - before

        flag = self.env["cs.roster.flag"].create(
            {"name": "Sale", "date_from": "2024-06-01", "date_to": "2024-06-01"}
        )
        count("2024-06-01")
        self.assertEqual(count("2024-06-02"), count("2024-06-20"))

    def test_sh_33_an_import_takes_no_last_senior_away(self):
        self._shift(self.lead, 10)
        rows = ["No.,Name,2024-06-10,2024-06-12", ",lead,,D"]
        data = base64.b64encode("\n".join(rows).encode()).decode()
        self.policy.senior_outcome = "block"
        answer = self.roster.import_xlsx(data)
        [error] = answer["errors"]
        self.assertEqual((error["column"], error["row"]), ("C", 2))
        self.assertIn("Open day", error["message"])
        self.assertEqual(len(self.roster._unled_days()), 1, "nothing was changed")
        self.policy.senior_outcome = "warn"
        self.assertFalse(self.roster.import_xlsx(data)["errors"])


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimetable(RosterCase):
    """SH-38, F-13: a new timetable is filed and registered before it begins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = "data/packs/s002_p/timetable.xml"
        convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.form = cls.env.ref("cs_department.s002_p_form_timetable")
        cls._assign(cls.hr, None, cls.env.ref("cs_department.role_hr"))
        cls.form.department_ids = cls.calls
        cls.form._publish(None)

    def _values(self, **values):
        return {
            "section": self.calls.id,
            "begins": "2024-06-01",
            "why": "season",
            "hours": [
                {"part": "Morning", "from_hour": 8, "to_hour": 12},
                {"part": "Afternoon", "from_hour": 14, "to_hour": 18.5},
            ],
            "reason": "Summer",
            **values,
        }

    def _ask(self, **values):
        requests = self.env["cs.request"].with_user(self.agent.user_id)
        answer = requests.save_page(None, self.form.id, self._values(**values), True)
        return self.env["cs.request"].browse(answer["request_id"])

    def _task(self, request, person):
        return request.flow_run_id.task_ids.filtered(
            lambda t: t.state == "pending" and t.user_id == person.user_id
        ).with_user(person.user_id)

    def test_sh_38_the_head_agrees_and_hr_registers(self):
        request = self._ask()
        self._task(request, self.lead).action_approve()
        task = self._task(request, self.hr)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.action_approve()
        self.assertIn("register", str(error.exception).lower())
        mine = self.env["cs.request"].with_user(self.hr.user_id)
        mine.save_page(request.id, None, {"register_number": "2024-17"})
        task.action_approve()
        self.assertEqual(request.flow_state, "approved")
        values = request._stored_values()
        self.assertEqual(values["register_number"], "2024-17")

    def test_sh_38_never_afterwards(self):
        for day in ("2024-05-20", "2024-05-19"):
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                self._ask(begins=day)
            self.assertIn("before the day on which it begins", str(error.exception))
        request = self._ask(begins="2024-05-22")
        self._task(request, self.lead).action_approve()
        mine = self.env["cs.request"].with_user(self.hr.user_id)
        with freeze_time("2024-05-22 01:00:00"):
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                mine.save_page(request.id, None, {"register_number": "2024-17"})
                self._task(request, self.hr).action_approve()
            self.assertIn("before the day on which it begins", str(error.exception))

    def test_sh_38_hours_and_reason(self):
        for values in (
            {"hours": []},
            {"hours": [{"part": "Morning", "from_hour": -1, "to_hour": 12}]},
            {"reason": ""},
            {"why": "because"},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._ask(**values)
