from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from .roster_common import PlannedRosterCase, RosterCase


class PackRosterCase(PlannedRosterCase):
    """A month of June 2024 in the calls department, by the data of one pack alone."""

    pack = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._follow_packs()
        if not cls.env.ref(f"cs_department.{cls.pack}_roster_policy", False):
            path = f"data/packs/{cls.pack}/shifts.xml"
            convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.policy.active = False
        cls.policy = cls._ref("roster_policy")
        cls.policy.write({"department_id": cls.calls.id, "active": True})
        data = cls.env["ir.model.data"].search(
            [("name", "=like", f"{cls.pack}_shift_%"), ("model", "=", "cs.shift.type")]
        )
        types = cls.env["cs.shift.type"].browse(data.mapped("res_id"))
        types.department_ids = False

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"cs_department.{cls.pack}_{name}")

    @classmethod
    def _people(cls, count, job=None):
        start = len(cls.env["hr.employee"].search([("name", "=like", "worker%")]))
        return cls.env["hr.employee"].create(
            [
                {
                    "name": f"worker{start + number:02d}",
                    "department_id": cls.calls.id,
                    "job_id": job and job.id,
                    "date_version": "2024-01-01",
                }
                for number in range(count)
            ]
        )

    def _rules(self):
        found = self.roster.shift_ids._broken_rules()
        return Counter(rule["rule"] for rules in found.values() for rule in rules)

    def _days_of(self, person):
        shifts = self.roster.shift_ids.filtered(lambda s: s.employee_id == person)
        return {s.date: s for s in shifts if s.layer == 0}


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterGame(PackRosterCase):
    pack = "s002_a"

    def test_a_month_of_the_twelve_hour_centre(self):
        people = self._people(8)
        self._join("duty", people)
        self._plan()
        shifts = self.roster.shift_ids
        self.assertEqual(len(shifts), 8 * 15)
        self.assertEqual(set(shifts.mapped("paid_hours")), {12})
        by_day = Counter((s.date, s.type_id.code) for s in shifts)
        self.assertEqual(set(by_day.values()), {2}, "two by day, two by night")
        self.assertFalse(self._rules())
        self.assertEqual(self.roster.state, "published")
        # the first morning is the end of a night of May
        gaps = [g for g in self.roster._gaps() if g[1].date() > date(2024, 6, 1)]
        self.roster.action_plan_breaks()
        later = [g for g in self.roster._gaps() if g[1].date() > date(2024, 6, 1)]
        self.assertTrue(gaps, "both eat at the same time")
        self.assertFalse(later, "in turns the line stays open")
        self.assertEqual(shifts[0].type_id.early_minutes, 15)


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterBuilding(PackRosterCase):
    pack = "s003_2"

    def test_a_month_of_the_two_shift_desk(self):
        people = self._people(7)
        self._join("duty", people)
        self._plan()
        hours = Counter()
        for shift in self.roster.shift_ids:
            hours[shift.type_id.code] += shift.paid_hours
        self.assertEqual(hours, {"E": 90 * 8, "L": 90 * 7})
        self.assertFalse(self._rules())
        starts = {s.start.strftime("%H:%M") for s in self.roster.shift_ids}
        self.assertEqual(starts, {"00:30", "08:30"}, "08:30 and 16:30 in Shanghai")
        with freeze_time("2024-06-27 01:00:00"):
            self.env["cs.roster"]._cron_remind_plan()
        july = self.env["cs.roster"].search(
            [("department_id", "=", self.calls.id), ("date_from", "=", "2024-07-01")]
        )
        self.assertEqual(july.activity_ids.user_id, self.lead.user_id)


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterElderCare(PackRosterCase):
    pack = "s002_l"

    def test_a_month_of_the_home(self):
        groups = {
            "floor": self._people(2, self._ref("job_floor")),
            "kitchen": self._people(2, self._ref("job_cook")),
            "carers": self._people(4, self._ref("job_carer")),
            "guards": self._people(2, self._ref("job_guard")),
        }
        heads = self._people(4)
        self._join("six_days", heads, 0)
        self._join("head_night", heads, 7)
        for rotation, people in groups.items():
            self._join(rotation, people)
        self._plan()
        for person in heads:
            days = self._days_of(person)
            self.assertEqual(len(days), 25, "Monday to Saturday")
            self.assertEqual({s.paid_hours for s in days.values()}, {8})
        nights = self.roster.shift_ids.filtered("layer")
        self.assertEqual(len(nights), 30, "every night somebody is on call")
        self.assertEqual(len(nights.mapped("date")), 30)
        self.assertEqual(len(set(nights.mapped("date"))), 30)
        self.assertEqual(nights.employee_id, heads)
        for person in groups["floor"] + groups["kitchen"]:
            self.assertEqual(len(self._days_of(person)), 28)
        for person in groups["carers"]:
            days = sorted(self._days_of(person))
            self.assertEqual(len(days), 15)
            steps = {two - one for one, two in zip(days, days[1:], strict=False)}
            self.assertEqual(steps, {timedelta(days=2)})
            shift = self._days_of(person)[days[0]]
            self.assertEqual((shift.stop - shift.start), timedelta(hours=24))
        kitchen = self._days_of(groups["kitchen"][0]).values()
        self.assertEqual({s.paid_hours for s in kitchen}, {11.5})
        self.assertFalse(self._rules(), "rest quotas of all jobs are kept")


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterHospital(PackRosterCase):
    pack = "s000_4"

    def test_the_weekly_rest_moves_and_staff_do_not_move_it(self):
        people = self._people(3)
        self._join("desk", people, 7)
        for number, person in enumerate(people):
            member = self.env["cs.rotation.member"].search(
                [("employee_id", "=", person.id)]
            )
            member.rest_weekday = str(number)
        self._plan()
        first = self._days_of(people[0])
        free = [
            day for day in (date(2024, 6, n) for n in range(1, 31)) if day not in first
        ]
        self.assertEqual(len({day.weekday() for day in free}), len(free))
        day = next(d for d in sorted(self._days_of(people[1])) if d in free)
        shift = self._days_of(people[1])[day]
        self.assertIn("rest_day", self._broken((shift, people[0]), by_staff=True)[0])
        self.assertNotIn("rest_day", self._broken((shift, people[0]))[0])


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterOtherPacks(RosterCase):
    def test_every_pack_loads_and_means_what_it_says(self):
        place = Path(__file__).parents[2] / "data" / "packs"
        for path in sorted(place.glob("*/shifts.xml")):
            pack = path.parent.name
            mark = self.env["ir.model.data"].search_count(
                [("module", "=", "cs_department"), ("name", "=like", f"{pack}_shift_%")]
            )
            if not mark:
                name = f"data/packs/{pack}/shifts.xml"
                convert_file(self.env, "cs_department", name, {}, mode="init")
        line = self.env.ref("cs_department.s002_d_shift_day")
        self.assertTrue(line._is_in_season(date(2024, 12, 24)))
        self.assertFalse(line._is_in_season(date(2024, 6, 1)))
        self.assertEqual(line.early_minutes, 10)
        office = self.env.ref("cs_department.s002_p_roster_policy")
        self.assertEqual(office._month_days(2024, 6), 25)
        self.assertEqual(
            self.env.ref("cs_department.s002_q_shift_project").paid_hours, 8
        )
        duty = self.env.ref("cs_department.s003_15_shift_duty")
        self.assertEqual(duty.paid_hours, 24)
