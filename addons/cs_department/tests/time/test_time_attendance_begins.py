from datetime import date

from odoo.tests import freeze_time, tagged

from .attendance_common import NOW, AttendanceCase

JUNE = date(2024, 6, 1)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeAttendanceBegins(AttendanceCase):
    """A department that begins within a month is not absent on the days before."""

    def _roster(self, first, **values):
        return self.env["cs.roster"].create(
            {
                "department_id": self.agent.department_id.id,
                "company_id": self.company.id,
                "date_from": first,
                "date_to": "2024-06-30",
                **values,
            }
        )

    def test_days_before_the_policy_counts_are_nothing(self):
        self.policy.counts_from = "2024-06-10"
        self._clock(4, (9, 20), (18, 0))
        self._work(skip=[*range(1, 10), 11])
        sheet = self._sheet()
        self.assertEqual(sheet.absent_days, 1, "the 11th only")
        self.assertEqual(sheet.expected_days, 15)
        self.assertEqual(sheet.late_count, 0)
        early = sheet.day_ids.filtered(lambda day: day.date < date(2024, 6, 10))
        self.assertEqual(set(early.mapped("state")), {"early"})
        self.assertEqual(early[0].summary, "Not counted yet")
        facts = sheet.fact_ids
        self.assertEqual(set(facts.mapped("date")), {date(2024, 6, 11)})

    def test_who_was_elsewhere_before_stays_elsewhere(self):
        self.policy.counts_from = "2024-06-01"
        self._work()
        self.assertNotIn("early", self._sheet().day_ids.mapped("state"))

    def test_a_month_before_it_has_no_sheet_and_a_counted_one_is_emptied(self):
        sheet = self._sheet()
        self.assertTrue(sheet.absent_days)
        self.policy.counts_from = "2024-07-01"
        self._sheet()
        self.assertEqual((sheet.absent_days, sheet.expected_days), (0, 0))
        self.assertEqual(sum(sheet.fact_ids.mapped("amount")), 0, "taken back")
        other = self.env["cs.attendance.month"]._count(self.agent2, JUNE)
        self.assertFalse(other)

    def test_hr_reads_of_a_first_roster_when_it_is_published_and_closed(self):
        roster = self._roster("2024-06-10")
        text = "no roster before Mon, Jun 10"
        self.assertIn(text, " ".join(roster.board_publication()["warnings"]))
        roster.action_publish()
        self._sheet()
        values = {"month": JUNE, "company_id": self.company.id}
        closing = self.env["cs.attendance.close"].create(values)
        self.assertIn(text, closing.begins_text)
        self.assertIn(self.policy.name, closing.begins_text)
        self.policy.counts_from = "2024-06-10"
        self.assertFalse(self.env["cs.attendance.close"].create(values).begins_text)

    def test_what_follows_another_roster_is_not_the_first(self):
        above = self._roster(
            "2024-05-01", department_id=self.centre.id, date_to="2024-06-09"
        )
        roster = self._roster("2024-06-10")
        self.assertTrue(roster._begins_texts())
        above.action_publish()
        self.assertFalse(roster._begins_texts())
        whole = self._roster("2024-06-01", date_to="2024-06-09")
        self.assertFalse(whole._begins_texts(), "it begins with the month")
