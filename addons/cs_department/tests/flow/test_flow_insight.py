from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .screen_common import ScreenCase


@tagged("post_install", "-at_install")
class TestFlowInsight(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._two_steps()
        cls.insight = cls.env["cs.flow.insight"].with_user(cls.designer)

    def _took(self, task, hours, **values):
        """Let a decided task have taken so long."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cs_flow_task SET done_at = opened_at + interval '1 hour' * %s "
            "WHERE id = %s",
            (hours, task.id),
        )
        self.env.invalidate_all()

    def _history(self, *hours):
        """File claims; the leader takes these hours, the manager is still asked."""
        for number in hours:
            claim = self._claim()
            task = self._tasks(claim)
            self._approve(claim, self.leader)
            self._took(task, number)

    def test_median_and_ninetieth_percentile_are_of_the_rows(self):
        self._history(1, 2, 3, 4, 100)
        found = self.flow.with_user(self.designer).get_insight()
        leader = found["nodes"]["one"]
        self.assertEqual((leader["count"], leader["median"]), (5, 3))
        self.assertAlmostEqual(leader["p90"], 61.6)
        self.assertEqual(found["nodes"]["two"]["waiting"], 5)
        self.assertIs(found["nodes"]["two"]["median"], False)
        [person] = found["people"]["one"]
        self.assertEqual((person["name"], person["median"]), (self.leader.name, 3))
        self.assertEqual(found["total"]["waiting"], 5)

    def test_the_pivot_gets_the_same_figures(self):
        self._history(1, 2, 3, 4, 100)
        [[node, median, p90]] = self.insight._read_group(
            [("flow_id", "=", self.flow.id), ("state", "=", "approved")],
            ["node_name"],
            ["hours_median:avg", "hours_p90:avg"],
        )
        self.assertEqual((node, median), ("Team leader", 3))
        self.assertAlmostEqual(p90, 61.6)
        groups = self.insight.formatted_read_group(
            [("flow_id", "=", self.flow.id)],
            ["node_name", "user_id"],
            ["hours_median:avg", "waiting:sum", "__count"],
        )
        self.assertEqual(sum(group["__count"] for group in groups), 10)

    def test_managers_read_what_came_from_their_departments(self):
        self._history(1, 2)
        self.env.flush_all()
        read = {"flow_id": {"fields": {"display_name": {}}}, "node_name": {}}
        mine = [("flow_id", "=", self.flow.id)]
        found = (
            self.env["cs.flow.insight"]
            .with_user(self.manager)
            .web_search_read(mine, read)
        )
        self.assertEqual(found["length"], 4)
        self.assertEqual(
            found["records"][0]["flow_id"]["display_name"], self.flow.display_name
        )
        other = self._person("elsewhere", "group_cs_manager")
        self._department("Elsewhere", other)
        self.assertFalse(
            self.env["cs.flow.insight"].with_user(other).search_count(mine)
        )

    def test_what_is_late_waits_and_comes_back(self):
        claim, late = self._claim(), self._claim()
        self._tasks(claim).with_user(self.leader).action_return(comment="Which train?")
        past = fields.Datetime.now() - timedelta(hours=5)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cs_flow_task SET opened_at = %s, deadline = %s WHERE id = %s",
            (past, past + timedelta(hours=1), self._tasks(late).id),
        )
        self.env.invalidate_all()
        figures = self.flow.get_insight()["nodes"]["one"]
        self.assertEqual(
            [figures[n] for n in ("returned", "overdue", "waiting")], [1, 1, 1]
        )
        self.assertAlmostEqual(figures["longest"], 5, delta=0.1)
        # of two that were asked one had a time limit, and is late
        [[share, late]] = self.insight._read_group(
            [("flow_id", "=", self.flow.id)], [], ["late_share:avg", "overdue:sum"]
        )
        self.assertEqual((share, late), (1, 1))
        found = self.insight.search(
            [("flow_id", "=", self.flow.id), ("is_late", "=", True)]
        )
        self.assertEqual(found.mapped("overdue"), [1])

    def test_old_decisions_do_not_count_but_old_waiting_does(self):
        self._history(2)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cs_flow_task SET opened_at = opened_at - interval '200 days', "
            "done_at = done_at - interval '200 days' WHERE run_id IN "
            "(SELECT id FROM cs_flow_run WHERE flow_id = %s)",
            (self.flow.id,),
        )
        self.env.invalidate_all()
        self.assertEqual(set(self.flow.get_insight(90)["nodes"]), {"two"})
        self.assertEqual(set(self.flow.get_insight(365)["nodes"]), {"one", "two"})
        for wrong in (0, -1, "x", None, 10**9, True):
            self.assertEqual(set(self.flow.get_insight(wrong)["nodes"]), {"two"})

    def test_designers_and_auditors_look_others_do_not(self):
        self._history(1)
        auditor = self._person("auditor", "group_cs_auditor")
        for user in (self.designer, auditor):
            flow = self.flow.with_user(user)
            self.assertEqual(flow.get_insight()["total"]["count"], 2)
            rows = self.insight.with_user(user).search([("flow_id", "=", flow.id)])
            self.assertEqual(len(rows.mapped("node_name")), 2)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(rows.has_access(operation))
        for user in (self.agent, self.leader, self.manager):
            with self.assertRaises(AccessError):
                self.flow.with_user(user).get_insight()
        for user in (self.agent, self.leader, self.supervisor):
            with self.assertRaises(AccessError):
                self.insight.with_user(user).search([])

    def test_other_companies_stay_hidden(self):
        self._history(1)
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger",
                "company_id": other.id,
                "company_ids": [(6, 0, other.ids)],
                "group_ids": [(4, self.env.ref("cs_department.group_cs_designer").id)],
            }
        )
        rows = self.insight.with_user(stranger).search([])
        self.assertNotIn(self.company, rows.company_id)

    def test_a_hundred_requests_cost_no_more_queries(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.flow.with_user(self.designer).get_insight()
            return self.env.cr.sql_log_count - start

        self._history(1)
        cost()
        few = cost()
        self._history(*range(1, 20))
        self.assertLessEqual(cost(), few + 1)
