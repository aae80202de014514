from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowMigration(FlowCase):
    def _republish(self, flow):
        flow.action_publish("changed")
        return flow.version_id

    def _manage(self, flow, run):
        flow.manager_ids = self.manager
        return run.with_user(self.manager)

    def test_the_difference_is_told_in_sentences(self):
        flow = self._flow(
            self._by(self.leader, key="a"), self._by(self.manager, key="b")
        )
        old = flow.version_id
        first, second = flow.node_ids.sorted("path")
        first.write({"approver_kind": "manager", "level": 2, "if_repeated": "ask"})
        second.write({"name": "The boss", "user_ids": self.supervisor.ids})
        flow.no_subordinate = True
        self._draw(flow, [self._by(self.colleague, key="c")])
        told = old._difference(self._republish(flow))
        self.assertEqual(old._difference(old), [])
        text = " ".join(told)
        for part in (
            "'c' is new.",
            "Who: The n-th manager instead of Named people",
            f"People: {self.supervisor.name} instead of {self.manager.name}",
            "Level: 2 instead of 1",
            "'b' is called 'The boss' now.",
            "Their subordinates may not decide: yes instead of no",
        ):
            self.assertIn(part, text)

    def test_what_a_run_would_lose(self):
        flow = self._flow(
            self._by(self.leader, key="a"), self._by(self.supervisor, key="b")
        )
        run = self._submit().flow_run_id
        self._approve(run._document(), self.leader)
        flow.node_ids.filtered(lambda n: n.key == "a").unlink()
        here = flow.node_ids
        here.user_ids = self.colleague
        self._draw(flow, [self._by(self.manager, key="new")])
        here.sequence = 100
        version = self._republish(flow)
        told = self._manage(flow, run).get_migration(version.id)
        self.assertTrue(told["is_possible"])
        self.assertEqual(
            told["losses"],
            [
                "'a' was decided and does not exist any more.",
                "'new' is not asked any more: the request is past its place.",
                "'b' keeps the people who are asked now.",
            ],
        )
        run.with_user(self.manager).action_migrate_run(version.id, "new rules")
        self._approve(run._document(), self.supervisor)
        self.assertEqual(run.state, "approved")
        self.assertEqual(run.action_verify_log(), [])

    def test_a_place_of_another_kind_is_refused(self):
        flow = self._flow(
            self._by(self.leader, key="a"), self._by(self.manager, key="b")
        )
        run = self._submit().flow_run_id
        flow.node_ids.filtered(lambda n: n.key == "a").write(
            {"kind": "fill", "open_fields": "note"}
        )
        version = self._republish(flow)
        mine = self._manage(flow, run)
        told = mine.get_migration(version.id)
        self.assertFalse(told["is_possible"])
        self.assertIn("has no step a", told["reasons"][0])
        with self.assertRaises(UserError):
            mine.action_migrate_run(version.id, "new rules")
        self.assertAsked(run._document(), self.leader)

    def test_lanes_that_became_a_list_are_refused(self):
        lanes = [
            {"kind": "lane", "children": [self._by(self.leader, key="a")]},
            {"kind": "lane", "children": [self._by(self.manager, key="b")]},
        ]
        flow = self._flow({"kind": "parallel", "children": lanes})
        run = self._submit().flow_run_id
        nodes = flow.node_ids.filtered(lambda n: n.key in ("a", "b"))
        nodes.write({"parent_id": False})
        (flow.node_ids - nodes).unlink()
        version = self._republish(flow)
        told = self._manage(flow, run).get_migration(version.id)
        self.assertIn("does not run side by side", told["reasons"][0])

    def test_only_managers_of_the_flow_ask(self):
        flow = self._flow(self._by(self.leader))
        run = self._submit().flow_run_id
        flow.node_ids.name = "Renamed"
        version = self._republish(flow)
        with self.assertRaises(AccessError):
            run.with_user(self.agent).get_migration(version.id)
        for wrong in (run.version_id.id, 0, "x", None, 10**9):
            with self.assertRaises(UserError):
                self._manage(flow, run).get_migration(wrong)
