from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import OwnCompanyCase


@tagged("post_install", "-at_install")
class TestOrgGrades(OwnCompanyCase):
    """Grades, their history and probation (RG-06, RG-07, RG-16, RG-29, RG-32)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ladder = cls.env["cs.grade.ladder"].create(
            {"name": "Seat grades", "company_id": cls.company.id}
        )
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

    def test_codes_and_levels_are_sane(self):
        for values in ({"code": ""}, {"code": " "}, {"level": -5}, {"level": 10**6}):
            with self.subTest(values), self._refused():
                self.star.write(values)

    def test_nobody_moves_into_a_department_that_is_no_more(self):
        closed = self._department("Closed", active=False)
        for call in (
            lambda: self.newcomer.write({"department_id": closed.id}),
            lambda: self._person("late", closed),
        ):
            with self.assertRaises(ValidationError) as error, self.cr.savepoint():
                call()
            self.assertIn("is archived", str(error.exception))
        self.calls.active = False
        self.newcomer.create_version({"date_version": "2024-06-01"})
        self.newcomer.write({"name": "Still here", "department_id": self.calls.id})

    def test_rg07_a_hire_is_on_probation_for_the_months_of_the_company(self):
        self.assertEqual(self.newcomer.cs_probation_start, date(2024, 1, 10))
        self.assertEqual(self.newcomer.cs_probation_end, date(2024, 4, 9))
        self.assertEqual(
            self._on_probation(
                (2024, 1, 9), (2024, 1, 10), (2024, 4, 9), (2024, 4, 10)
            ),
            [False, True, True, False],
        )

    def test_rg07_hr_may_say_otherwise_from_the_start(self):
        veteran = self._person(
            "veteran",
            self.calls,
            date_version="2024-03-01",
            contract_date_start="2024-03-01",
            cs_probation_end="2024-03-15",
        )
        self.assertEqual(veteran.cs_probation_start, date(2024, 3, 1))
        self.assertEqual(veteran.cs_probation_end, date(2024, 3, 15))

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

    def test_rg14_rg15_rg31_months_are_counted(self):
        self.newcomer.create_version(
            {"date_version": "2024-07-01", "cs_grade_id": self.second.id}
        )
        self.newcomer.create_version({"date_version": "2024-09-01"})
        grades, day = self.env["cs.grade"], date(2024, 12, 31)
        people = self.newcomer | self.agent
        self.assertEqual(
            grades._months_of_service(people, day),
            {self.newcomer.id: 11, self.agent.id: 12},
        )
        self.assertEqual(
            grades._months_on_rung(people, day),
            {self.newcomer.id: (self.second.id, 6), self.agent.id: (False, 0)},
        )

    def test_rg29_rg31_what_keeps_from_a_promotion(self):
        self.second.write({"min_service_months": 12, "min_previous_months": 6})
        day = date(2024, 5, 31)
        sentences = self.second._obstacles(self.newcomer, day)[self.newcomer.id]
        self.assertEqual(
            sentences,
            [
                "newcomer has been here for 4 months; second takes 12.",
                "newcomer has been ordinary for 4 months; second takes 6.",
            ],
        )
        sentences = self.first._obstacles(self.newcomer, day)[self.newcomer.id]
        self.assertEqual(sentences, ["newcomer must be second before first."])
        self.ladder.is_stepwise = False
        self.assertEqual(
            self.first._obstacles(self.newcomer, day), {self.newcomer.id: []}
        )

    def test_rg34_hr_is_reminded_once_before_a_probation_ends(self):
        remind = self.env.ref("cs_department.cron_cs_remind_probation")
        for day, count in [("2024-03-20", 0), ("2024-03-27", 1), ("2024-03-28", 1)]:
            with freeze_time(f"{day} 06:00:00"), self.enter_registry_test_mode():
                remind.method_direct_trigger()
            self.assertEqual(len(self.newcomer.activity_ids), count, day)
        self.assertEqual(self.newcomer.activity_ids.date_deadline, date(2024, 4, 9))
        self.newcomer.version_id.cs_probation_end = "2024-06-09"
        with freeze_time("2024-06-01 06:00:00"), self.enter_registry_test_mode():
            remind.method_direct_trigger()
        self.assertEqual(len(self.newcomer.activity_ids), 2)

    def test_the_figures_open_on_one_screen_for_hr(self):
        other = self.env["res.company"].create({"name": "Other"})
        policies = self.env["cs.employment.policy"].with_company(other)
        action = policies.action_open_mine()
        self.assertEqual(policies.browse(action["res_id"]).company_id, other)
        self.assertEqual(policies.action_open_mine()["res_id"], action["res_id"])

    def test_probation_costs_the_same_for_one_and_for_twenty(self):
        people = self.newcomer | self.env["hr.employee"].create(
            [{"name": f"{n}", "department_id": self.calls.id} for n in range(19)]
        )
        self.env.flush_all()
        for employees in (self.newcomer, people):
            self.env.invalidate_all()
            with self.assertQueryCount(2):
                employees._is_on_probation(date(2024, 1, 15))
