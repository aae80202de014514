from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .screen_common import CLAIM, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowExpected(ScreenCase):
    """Requesters are told when they usually hear, learned from what was decided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._two_steps()
        cls.env.company.resource_calendar_id = False

    def _past(self, *pairs):
        """File claims that were decided in these hours by leader and manager."""
        for first, second in pairs:
            claim = self._claim()
            self._approve(claim, self.leader)
            self._approve(claim, self.manager)
            self.env.flush_all()
            for key, hours in (("one", first), ("two", second)):
                self.env.cr.execute(
                    "UPDATE cs_flow_task SET done_at = opened_at + %s"
                    " WHERE run_id = %s AND node_key = %s",
                    (timedelta(hours=hours), claim.flow_run_id.id, key),
                )
            self.env.invalidate_all()

    def _waits(self, claim, hours):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cs_flow_task SET opened_at = opened_at - %s WHERE id = %s",
            (timedelta(hours=hours), self._tasks(claim).id),
        )
        self.env.invalidate_all()

    def _bar(self, claim, user=None):
        runs = self.env["cs.flow.run"].with_user(user or self.agent)
        return runs.get_bar(CLAIM, claim.id)["expected"]

    def _hours(self, at):
        return (at - fields.Datetime.now()).total_seconds() / 3600

    def test_nothing_is_said_before_enough_was_decided(self):
        self._past((1, 1), (1, 1))
        claim = self._claim()
        self.assertIs(self._bar(claim), False)
        self.assertFalse(claim.with_user(self.agent).flow_expected_at)

    def test_the_medians_of_the_way_that_is_left_add_up(self):
        self._past((1, 10), (2, 20), (99, 300))
        claim = self._claim()
        found = self._bar(claim)
        self.assertAlmostEqual(self._hours(found["at"]), 22, delta=0.1)
        self.assertEqual((found["late"], found["count"]), (False, 3))
        mine = claim.with_user(self.agent)
        self.assertEqual(mine.flow_expected_at, found["at"])
        self.assertEqual(mine.flow_run_id.expected_at, found["at"])
        self._waits(claim, 1)
        self.assertAlmostEqual(self._hours(self._bar(claim)["at"]), 21, delta=0.1)
        self._approve(claim, self.leader)
        self.assertAlmostEqual(self._hours(self._bar(claim)["at"]), 20, delta=0.1)
        self._approve(claim, self.manager)
        self.assertIs(self._bar(claim), False)
        self.assertFalse(claim.flow_expected_at)

    def test_a_draft_is_told_before_it_is_sent(self):
        self._past((2, 4), (2, 4), (2, 4))
        claim = self.env[CLAIM].create(
            {"name": "x", "employee_id": self.agent.employee_id.id}
        )
        self.assertAlmostEqual(self._hours(self._bar(claim)["at"]), 6, delta=0.1)

    def test_who_waits_longer_than_nine_in_ten_is_told_so(self):
        self._past((2, 4), (2, 4), (3, 4))
        claim = self._claim()
        self._waits(claim, 2.5)
        self.assertFalse(self._bar(claim)["late"])
        self._waits(claim, 5)
        self.assertTrue(self._bar(claim)["late"])

    def test_a_finish_at_night_is_one_of_the_next_hours_of_work(self):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Days",
                "tz": "UTC",
                "attendance_ids": [
                    (0, 0, {"name": d, "dayofweek": d, "hour_from": 8, "hour_to": 16})
                    for d in "01234"
                ],
            }
        )
        company = self.env.company
        company.resource_calendar_id = calendar
        runs, at = self.env["cs.flow.run"], datetime(2026, 3, 6, 20, 15)
        found = runs._in_work(
            {1: {"at": at}, 2: {"at": at - timedelta(hours=9)}},
            {
                1: company,
                2: company,
            },
        )
        self.assertEqual(found[1]["at"], datetime(2026, 3, 9, 8))
        self.assertEqual(found[2]["at"], datetime(2026, 3, 6, 11, 15))

    def test_many_requests_cost_as_many_queries_as_one(self):
        self._past((2, 4), (2, 4), (2, 4))
        claims = self._claim()
        for _number in range(19):
            claims |= self._claim()
        runs = self.env["cs.flow.run"].with_user(self.agent)
        runs = runs.browse(claims.flow_run_id.ids)

        def count(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(all(run.expected_at for run in rows))
            return self.env.cr.sql_log_count - before

        count(runs[:1])
        self.assertEqual(count(runs), count(runs[:1]))
