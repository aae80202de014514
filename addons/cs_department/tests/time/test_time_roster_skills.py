from datetime import date

from odoo.tests import tagged

from .roster_common import RosterCase
from .test_time_roster_auto import AutoCase


class SkillCase(RosterCase):
    """A language that the day shift needs, and who has it when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["hr.skill.type"].create(
            {
                "name": "Languages",
                "is_certification": True,
                "skill_ids": [(0, 0, {"name": "Japanese"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Fluent", "default_level": True}),
                ],
            }
        )
        cls.skill = cls.kind.skill_ids

    @classmethod
    def _has(cls, employee, first, last=False):
        return cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_type_id": cls.kind.id,
                "skill_id": cls.skill.id,
                "skill_level_id": cls.kind.skill_level_ids.id,
                "valid_from": first,
                "valid_to": last,
            }
        )


@tagged("post_install", "-at_install")
class TestRosterSkills(SkillCase):
    """A skill counts from the day on which it is valid, and until it lapses."""

    def test_a_certificate_counts_on_the_days_of_its_validity(self):
        self.day.skill_ids = self.skill
        self._has(self.agent, date(2024, 6, 10), date(2024, 6, 20))
        for day, is_lacking in ((9, True), (10, False), (20, False), (21, True)):
            shift = self._shift(self.agent, day)
            with self.subTest(day=day):
                [rules] = self._broken((shift, self.agent))
                self.assertEqual("skill" in rules, is_lacking)

    def test_shifts_that_are_judged_together_have_their_own_days(self):
        self.day.skill_ids = self.skill
        self._has(self.agent, date(2024, 6, 10))
        self._has(self.agent2, date(2024, 1, 1), date(2024, 6, 9))
        pairs = [
            (self._shift(e, d), e) for e in (self.agent, self.agent2) for d in (3, 12)
        ]
        found = self._broken(*pairs)
        self.assertEqual(
            ["skill" in rules for rules in found], [True, False, False, True]
        )

    def test_a_renewed_certificate_leaves_no_gap(self):
        self.day.skill_ids = self.skill
        self._has(self.agent, date(2023, 6, 10), date(2024, 6, 10))
        self._has(self.agent, date(2024, 6, 11), date(2025, 6, 10))
        pairs = [(self._shift(self.agent, day), self.agent) for day in (10, 11)]
        self.assertFalse([r for r in self._broken(*pairs) if "skill" in r])

    def test_a_minimum_with_a_skill_counts_who_has_it_on_the_day(self):
        self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "start_hour": 8,
                "end_hour": 12,
                "minimum": 1,
                "skill_id": self.skill.id,
            }
        )
        self._has(self.agent, date(2024, 6, 10))
        early, late = self._shift(self.agent, 5), self._shift(self.agent, 12)
        nobody = self.env["hr.employee"]
        self.assertNotIn("coverage", self._broken((early, nobody))[0])
        self.assertIn("coverage", self._broken((late, nobody))[0])

    def test_queries_do_not_grow_with_the_skills(self):
        self.day.skill_ids = self.skill
        days = iter(range(1, 31))

        def queries(count):
            pairs = []
            for _number in range(count):
                person = self._person(f"p{next(days)}", self.calls)
                self._has(person, date(2024, 6, 1))
                pairs.append((self._shift(person, 5), person))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._broken(*pairs)
            return self.env.cr.sql_log_count - before

        queries(1)
        one = queries(1)
        self.assertEqual(queries(20), one)


@tagged("post_install", "-at_install")
class TestRosterSkillsAutomatic(AutoCase, SkillCase):
    """The solver plans people only on days on which their skill counts."""

    def test_the_solver_knows_from_when_a_skill_counts(self):
        self.day.skill_ids = self.skill
        self._has(self.agent, date(2024, 6, 6))
        self._has(self.agent2, date(2024, 1, 1), date(2024, 6, 5))
        shifts = self.fill()
        self.assertEqual(len(shifts), 7)
        for shift in shifts:
            mine = self.agent if shift.date >= date(2024, 6, 6) else self.agent2
            self.assertEqual(shift.employee_id, mine, shift.date)
