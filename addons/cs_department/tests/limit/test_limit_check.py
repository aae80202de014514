from odoo.exceptions import ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .common import LimitCase


@tagged("post_install", "-at_install")
class TestLimitCheck(LimitCase):
    def test_sw_03_fourth_of_the_month_is_refused(self):
        self._limit(kind="count", figure=3)
        for day in ("03", "10", "17"):
            self._document(f"2024-06-{day} 09:00:00")
        self.assertEqual(
            self._outcomes(self._document("2024-06-24 09:00:00")), ["block"]
        )
        self.assertFalse(self._outcomes(self._document("2024-07-01 09:00:00")))
        other = self._document("2024-06-24 09:00:00", employee=self.agent2)
        self.assertFalse(self._outcomes(other))

    def test_tv_039_days_of_the_month_need_an_exception(self):
        role = self.duty
        self._limit(kind="sum", figure=3, outcome="exception", role_id=role.id)
        self._document("2024-06-03 09:00:00", days=2.5)
        asked = self._document("2024-06-20 09:00:00", days=1)
        [finding] = self.env["cs.limit"]._check(asked)[asked.id]
        self.assertEqual(finding.outcome, "exception")
        self.assertEqual(finding.role_id, role.id)
        self.assertEqual(finding.figures["value"], 3.5)
        self.assertFalse(self._outcomes(self._document("2024-07-20 09:00:00", days=3)))

    def test_operator_decides_whether_the_figure_is_included(self):
        limit = self._limit(kind="size", figure=3)
        document = self._document("2024-06-03 09:00:00", days=3)
        self.assertFalse(self._outcomes(document))
        limit.operator = "lt"
        self.assertEqual(self._outcomes(document), ["block"])

    def test_tv_043_notice_by_the_clock_and_by_date(self):
        limit = self._limit(kind="notice", figure=48)
        self.assertEqual(limit.operator, "ge")
        document = self._document("2024-06-12 09:00:00")
        self.assertFalse(self._outcomes(document, "2024-06-10 08:59:00"))
        self.assertEqual(self._outcomes(document, "2024-06-10 09:01:00"), ["block"])
        limit.write({"notice_unit": "dates", "figure": 2})
        self.assertFalse(self._outcomes(document, "2024-06-10 08:59:00"))
        self.assertFalse(self._outcomes(document, "2024-06-10 09:01:00"))

    def test_tv_045_report_within_24_hours_after_it_began(self):
        self._limit(kind="notice", direction="after", figure=24)
        document = self._document("2024-06-10 08:00:00")
        self.assertFalse(self._outcomes(document, "2024-06-11 07:59:00"))
        self.assertEqual(self._outcomes(document, "2024-06-11 08:01:00"), ["block"])

    def test_working_days_of_notice_leave_out_public_holidays(self):
        self._limit(kind="notice", notice_unit="working_days", figure=1)
        monday = self._document("2024-06-17 09:00:00")
        self.assertFalse(self._outcomes(monday, "2024-06-14 17:00:00"))
        self.assertEqual(self._outcomes(monday, "2024-06-15 17:00:00"), ["block"])
        self._public_holiday("2024-06-14 00:00:00", "2024-06-14 23:59:59")
        self.assertEqual(self._outcomes(monday, "2024-06-14 17:00:00"), ["block"])

    def _public_holiday(self, start, end):
        self.company.resource_calendar_id.tz = "UTC"
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat Festival",
                "date_from": start,
                "date_to": end,
                "company_id": self.company.id,
            }
        )

    def test_sw_07_blackout_on_public_holidays_and_ranges(self):
        limit = self._limit(
            kind="blackout", with_public_holidays=True, outcome="exception"
        )
        self._public_holiday("2024-06-10 00:00:00", "2024-06-10 23:59:59")
        touching = self._document("2024-06-08 09:00:00", "2024-06-11 18:00:00")
        self.assertEqual(self._outcomes(touching), ["exception"])
        later = self._document("2024-06-11 09:00:00")
        self.assertFalse(self._outcomes(later))
        limit.range_ids = [
            Command.create(
                {"name": "Peak", "date_from": "2020-06-11", "is_yearly": True}
            )
        ]
        self.assertEqual(self._outcomes(later), ["exception"])
        [finding] = self.env["cs.limit"]._check(later)[later.id]
        self.assertIn("Peak", finding.sentence)

    def test_people_away_at_the_same_time(self):
        self._limit(kind="overlap", figure=2)
        self._document("2024-06-10 09:00:00", "2024-06-12 18:00:00", self.agent2)
        mine = self._document("2024-06-12 09:00:00")
        self.assertFalse(self._outcomes(mine))
        self._document("2024-06-12 09:00:00", employee=self.lead)
        self.assertEqual(self._outcomes(mine), ["block"])

    def test_ot_09_eligibility_and_condition(self):
        self._limit(kind="eligibility", eligibility="days < 5", condition="days > 2")
        self.assertFalse(self._outcomes(self._document("2024-06-12 09:00:00", days=1)))
        self.assertFalse(self._outcomes(self._document("2024-06-13 09:00:00", days=4)))
        self.assertEqual(
            self._outcomes(self._document("2024-06-14 09:00:00", days=5)), ["block"]
        )

    def test_a_limit_that_cannot_be_computed_says_so(self):
        self._limit(name="Score", kind="eligibility", eligibility="score * 2 > 1")
        document = self._document("2024-06-12 09:00:00")
        [finding] = self.env["cs.limit"]._check(document)[document.id]
        self.assertEqual(finding.outcome, "block")
        self.assertIn("Score cannot be decided", finding.sentence)
        document.score = 1
        self.assertFalse(self._outcomes(document))

    def test_ot_06_cap_counts_only_the_figure_and_warns_before(self):
        self._limit(kind="sum", unit="hours", figure=36, warn_from=32, outcome="cap")
        document = self._document("2024-06-12 09:00:00", days=5)
        [finding] = self.env["cs.limit"]._check(document)[document.id]
        self.assertEqual((finding.outcome, finding.figures["counted"]), ("cap", 36))
        document.days = 4
        self.assertEqual(self._outcomes(document), ["warn"])
        document.days = 3
        self.assertFalse(self._outcomes(document))

    def test_departments_dates_and_companies(self):
        limit = self._limit(kind="size", figure=0, department_ids=self.centre.ids)
        document = self._document("2024-06-12 09:00:00")
        self.assertTrue(self._outcomes(document), "departments below count")
        limit.department_ids = self.mail
        self.assertFalse(self._outcomes(document))
        limit.write({"department_ids": False, "date_to": "2024-06-11"})
        self.assertFalse(self._outcomes(document))
        limit.write({"date_to": False, "date_from": "2024-06-12"})
        self.assertTrue(self._outcomes(document))
        limit.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self._outcomes(document))

    def test_limit_of_a_screen_applies_where_the_screen_does(self):
        self._limit(kind="size", figure=0, origin_model="some.screen", origin_id=7)
        self.assertFalse(self._outcomes(self._document("2024-06-12 09:00:00")))
        self.assertTrue(self._outcomes(self._document("2024-06-12 09:00:00", origin=7)))

    def test_enforce_names_every_reason(self):
        self._limit(name="Short", kind="size", figure=1)
        self._limit(
            name="Early", kind="notice", figure=48, message="Only {value} of {figure} h"
        )
        self._limit(name="Soft", kind="size", figure=0, outcome="warn")
        document = self._document("2024-06-12 09:00:00", days=2)
        with self.assertRaises(ValidationError) as error:
            self.env["cs.limit"]._enforce(
                document, Datetime.to_datetime("2024-06-12 08:00:00")
            )
        text = str(error.exception)
        self.assertIn("Short: at most 1 day in one request, but this is 2 days.", text)
        self.assertIn("Only 1 of 48 h", text)
        self.assertNotIn("Soft", text)

    def test_queries_do_not_grow_with_documents(self):
        for kind in ("count", "sum", "size", "notice", "overlap"):
            self._limit(kind=kind, figure=1, can_override=True)
        self._limit(kind="blackout", with_public_holidays=True)
        self._limit(kind="eligibility", eligibility="days < 5", condition="days > 0")
        documents = self.env["cs.limit.test.document"]
        for day in range(1, 21):
            documents |= self._document(f"2024-06-{day:02} 09:00:00")
        counts = []
        for batch in (documents[:1], documents):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.limit"]._check(batch)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
