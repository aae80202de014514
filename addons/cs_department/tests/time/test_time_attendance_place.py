from datetime import date

from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendancePlace(AttendanceCase):
    """Each day counts by the policy of the department of that day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nowhere = cls.env["hr.department"].create(
            {"name": "Without policy", "company_id": cls.company.id}
        )

    def _moves(self, day, department, employee=None):
        """Let somebody change the department from a day of June on."""
        return (employee or self.agent).create_version(
            {"date_version": date(2024, 6, day), "department_id": department.id}
        )

    def test_who_leaves_the_place_of_a_policy_keeps_the_days_before(self):
        self._work(skip=(4, 21))
        before = self._sheet()
        self.assertEqual((before.expected_days, before.absent_days), (20, 2))
        self._moves(17, self.nowhere)
        sheet = self._sheet()
        self.assertEqual(sheet, before)
        self.assertEqual(sheet.policy_id, self.policy)
        self.assertEqual((sheet.expected_days, sheet.absent_days), (10, 1))
        self.assertEqual(self._day(sheet, 4).state, "absent")
        self.assertEqual(self._day(sheet, 21).state, "elsewhere")
        self.assertFalse(self._day(sheet, 21).reasons)
        self.assertFalse(self._standing(sheet, 21))
        self.assertTrue(self._standing(sheet, 4))

    def test_who_comes_to_the_place_of_a_policy_is_not_absent_before(self):
        self.agent.department_id = self.nowhere
        self._moves(24, self.centre)
        self._clock(24, (9, 20), (18, 2))
        sheet = self._sheet()
        self.assertEqual((sheet.expected_days, sheet.absent_days), (5, 4))
        self.assertEqual(sheet.department_id, self.centre)
        self.assertEqual(self._day(sheet, 24).late_minutes, 20)
        self.assertEqual(self._day(sheet, 21).state, "elsewhere")

    def test_between_two_policies_the_last_counts_the_month(self):
        other = self.policy.copy(
            {"department_id": self.nowhere.id, "name": "Other", "active": True}
        )
        self._work()
        self._moves(17, self.nowhere)
        sheet = self._sheet()
        self.assertEqual((sheet.policy_id, sheet.expected_days), (other, 20))

    def test_a_policy_that_begins_later_takes_no_days_of_another(self):
        other = self.policy.copy(
            {"department_id": self.nowhere.id, "name": "Other", "active": True}
        )
        other.counts_from = "2024-06-10"
        self._work()
        self._moves(17, self.nowhere)
        self.assertEqual(self._sheet().expected_days, 20)
        other.counts_from = False
        self.policy.counts_from = "2024-06-10"
        self.assertEqual(self._sheet().expected_days, 15)

    def test_a_counted_month_is_not_emptied_by_a_correction_of_the_department(self):
        self._work(skip=(4,))
        before = self._sheet()
        figures = before.expected_days, before.absent_days, self._standing(before)
        self.agent.department_id = self.nowhere
        # a roster in which he has no shift is not the one of the days before
        self.env["cs.roster"].create(
            {
                "department_id": self.nowhere.id,
                "date_from": date(2024, 6, 1),
                "date_to": date(2024, 6, 30),
            }
        ).action_publish()
        sheet = self._sheet()
        self.assertEqual(
            (sheet.expected_days, sheet.absent_days, self._standing(sheet)), figures
        )
        self.policy.active = False
        self.assertEqual(self._sheet().expected_days, 0)

    def test_whoever_is_nowhere_counted_gets_no_sheet(self):
        self.agent.department_id = self.nowhere
        self.assertFalse(self._sheet())
