from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import OrgCase


@tagged("post_install", "-at_install")
class TestOrgGrades(OrgCase):
    """Grades, their history and probation (RG-06, RG-07, RG-16, RG-29, RG-32)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ladder = cls.env["cs.grade.ladder"].create({"name": "Seat grades"})
        cls.ordinary, cls.second, cls.first, cls.star = cls.env["cs.grade"].create(
            [
                {
                    "name": name,
                    "code": name,
                    "ladder_id": cls.ladder.id,
                    "sequence": rung,
                }
                for rung, name in enumerate(["ordinary", "second", "first", "star"])
            ]
        )
        cls.env["cs.employment.policy"].create(
            {
                "probation_months": 3,
                "promotion_probation_months": 3,
                "probation_max_months": 6,
            }
        )
        cls.newcomer = cls._person(
            "newcomer",
            cls.calls,
            date_version="2024-01-10",
            contract_date_start="2024-01-10",
            cs_grade_id=cls.ordinary.id,
        )

    def _on_probation(self, *days, employee=None):
        employee = employee or self.newcomer
        return [employee._is_on_probation(date(*day))[employee.id] for day in days]

    def test_rg07_a_hire_is_on_probation_for_the_months_of_the_company(self):
        self.assertEqual(self.newcomer.cs_probation_start, date(2024, 1, 10))
        self.assertEqual(self.newcomer.cs_probation_end, date(2024, 4, 9))
        self.assertEqual(
            self._on_probation(
                (2024, 1, 9), (2024, 1, 10), (2024, 4, 9), (2024, 4, 10)
            ),
            [False, True, True, False],
        )

    def test_rg16_the_months_of_the_grade_go_before_those_of_the_company(self):
        self.ordinary.probation_months = 1
        trainee = self._person(
            "trainee",
            self.calls,
            contract_date_start="2024-03-01",
            date_version="2024-03-01",
            cs_grade_id=self.ordinary.id,
        )
        self.assertEqual(trainee.cs_probation_end, date(2024, 3, 31))

    def test_rg07_hr_confirms_early_and_later_versions_follow(self):
        raise_of_wage = self.newcomer.create_version({"date_version": "2024-03-01"})
        self.assertEqual(raise_of_wage.cs_probation_end, date(2024, 4, 9))
        first = self.newcomer._get_version(date(2024, 2, 1))
        first.cs_probation_end = "2024-02-15"
        self.assertEqual(raise_of_wage.cs_probation_end, date(2024, 2, 15))
        self.assertEqual(
            self._on_probation((2024, 2, 15), (2024, 2, 16), (2024, 3, 5)),
            [True, False, False],
        )

    def test_tv136_rg32_promoted_on_1_march(self):
        promoted = self.newcomer.create_version(
            {"date_version": "2025-03-01", "cs_grade_id": self.second.id}
        )
        self.assertEqual(promoted.cs_probation_start, date(2025, 3, 1))
        self.assertEqual(promoted.cs_probation_end, date(2025, 5, 31))
        promoted.cs_probation_end = "2025-08-31"
        with self.assertRaises(ValidationError) as error:
            promoted.cs_probation_end = "2025-09-01"
        self.assertIn("6 months at most", str(error.exception))

    def test_rg06_the_history_of_the_grade_is_that_of_the_versions(self):
        self.newcomer.create_version(
            {"date_version": "2024-07-01", "cs_grade_id": self.second.id}
        )
        grades = [
            self.newcomer._get_version(date(2024, month, 15)).cs_grade_id
            for month in (6, 7)
        ]
        self.assertEqual(grades, [self.ordinary, self.second])

    def test_without_contract_start_nobody_is_on_probation(self):
        self.assertFalse(self.agent.cs_probation_end)
        self.assertEqual(
            self._on_probation((2024, 1, 15), employee=self.agent), [False]
        )

    def test_odoo_s_own_trial_period_counts_without_ours(self):
        self.agent.version_id.trial_date_end = "2024-02-01"
        self.assertEqual(
            self._on_probation((2024, 2, 1), (2024, 2, 2), employee=self.agent),
            [True, False],
        )

    def test_rg29_the_next_rung(self):
        above = (self.ordinary | self.star)._next_rungs()
        self.assertEqual(
            above, {self.ordinary.id: self.second, self.star.id: self.env["cs.grade"]}
        )

    def test_probation_costs_the_same_for_one_and_for_twenty(self):
        people = self.newcomer | self.env["hr.employee"].create(
            [{"name": f"{n}", "department_id": self.calls.id} for n in range(19)]
        )
        self.env.flush_all()
        for employees in (self.newcomer, people):
            self.env.invalidate_all()
            with self.assertQueryCount(2):
                employees._is_on_probation(date(2024, 1, 15))
