from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowRun(FlowCase):
    def test_lv_01_level_by_level(self):
        self._flow(
            {"key": "one", "approver_kind": "manager", "level": 1},
            {"key": "two", "approver_kind": "manager", "level": 2},
            {"key": "three", "approver_kind": "manager", "level": 3},
        )
        document = self._submit()
        self.assertEqual(document.flow_state, "running")
        for user in (self.leader, self.supervisor, self.manager):
            self.assertAsked(document, user)
            self._approve(document, user)
        self.assertEqual(document.flow_state, "approved")
        self.assertEqual(document.state, "done")
        self.assertEqual(document.effects, "approved ")
        run = document.flow_run_id
        self.assertEqual(run.action_verify_log(), [])
        self.assertEqual(
            run.event_ids.mapped("kind"),
            ["submitted", "approved", "approved", "approved"],
        )

    def test_refusal_ends_the_run(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_refuse("no")
        self.assertEqual((document.flow_state, document.state), ("refused", "rejected"))

    def test_refusal_needs_a_reason(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        with self.assertRaises(UserError):
            self._tasks(document).with_user(self.leader).action_refuse()

    def test_nobody_decides_out_of_turn(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        document = self._submit()
        for user in (self.manager, self.agent, self.outsider):
            with self.assertRaises(AccessError):
                self._tasks(document).with_user(user).action_approve()
        self.assertEqual(document.flow_state, "running")

    def test_lv_15_approver_by_days(self):
        self._flow(
            {
                "kind": "branch",
                "children": [
                    {
                        "kind": "case",
                        "condition": "days <= 1",
                        "children": [self._by(self.leader)],
                    },
                    {
                        "kind": "case",
                        "condition": "days <= 3",
                        "children": [self._by(self.supervisor)],
                    },
                    {"kind": "case", "children": [self._by(self.manager)]},
                ],
            }
        )
        for days, user in (
            (1, self.leader),
            (1.5, self.supervisor),
            (3, self.supervisor),
            (3.5, self.manager),
        ):
            self.assertAsked(self._submit(days=days), user)

    def test_parallel_lanes_join(self):
        self._flow(
            {
                "kind": "parallel",
                "children": [
                    {"kind": "lane", "key": "a", "children": [self._by(self.leader)]},
                    {
                        "kind": "lane",
                        "key": "b",
                        "children": [self._by(self.supervisor)],
                    },
                ],
            },
            self._by(self.manager),
        )
        document = self._submit()
        self.assertAsked(document, self.leader, self.supervisor)
        self._approve(document, self.supervisor)
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)
        self._approve(document, self.manager)
        self.assertEqual(document.flow_state, "approved")
