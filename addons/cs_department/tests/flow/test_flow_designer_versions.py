from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .screen_common import ScreenCase


@tagged("post_install", "-at_install")
class TestFlowDesignerVersions(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._two_steps(manager_ids=[(6, 0, cls.designer.ids)])
        cls.mine = cls.flow.with_user(cls.designer)
        cls.first = cls.flow.version_id

    def _republish(self):
        self.flow.node_ids.filtered(lambda n: n.key == "two").unlink()
        self._draw(self.flow, [self._by(self.supervisor, key="three")])
        self.flow.node_ids.filtered(lambda n: n.key == "one").name = "Leader"
        self.flow.action_publish("Shorter")
        return self.flow.version_id

    def test_a_difference_names_its_nodes(self):
        second = self._republish()
        found = self.mine.get_difference(self.first.id, second.id)
        self.assertEqual(
            {(c["node"], c["what"]) for c in found["changes"]},
            {("two", "removed"), ("three", "added"), ("one", "renamed")},
        )
        self.assertEqual([n["key"] for n in found["old"]], ["one", "two"])
        self.assertEqual([n["key"] for n in found["new"]], ["one", "three"])
        self.assertEqual(self.mine.get_difference(second.id)["changes"], [])
        shown = self.mine.get_designer()["versions"]
        self.assertEqual([v["in_force"] for v in shown], [True, False])
        tree = self.mine.get_version_design(self.first.id)
        self.assertEqual([n["name"] for n in tree], ["Team leader", "Manager"])

    def test_requests_keep_their_version_until_they_are_moved(self):
        claims = [self._claim(), self._claim(), self._claim()]
        self._approve(claims[2], self.leader)
        second = self._republish()
        runs = [claim.flow_run_id for claim in claims]
        self.assertEqual({run.version_id for run in runs}, {self.first})
        rows = self.mine.get_migrations(second.id)
        self.assertEqual([row["is_possible"] for row in rows], [True, True, False])
        self.assertIn("has no step", rows[2]["reasons"][0])
        for row in rows:
            self.assertIn("'Manager' is gone.", row["differences"])
        ids = [runs[0].id, runs[2].id]
        lines = self.mine.migrate_runs(ids, second.id, "New rules")
        self.assertEqual([line["result"] for line in lines], ["done", "error"])
        self.assertIn("has no step", lines[1]["message"])
        self.assertEqual([run.version_id for run in runs[:2]], [second, self.first])
        self.assertEqual(runs[0].action_verify_log(), [])

    def test_only_managers_of_the_flow_move_requests(self):
        claim = self._claim()
        second = self._republish()
        self.flow.manager_ids = self.manager
        for user in (self.agent, self.leader, self.designer):
            flow = self.flow.with_user(user)
            with self.assertRaises(AccessError):
                flow.get_migrations(second.id)
            with self.assertRaises(AccessError):
                flow.migrate_runs(claim.flow_run_id.ids, second.id, "mine")
        self.assertEqual(claim.flow_run_id.version_id, self.first)

    def test_bad_input_gets_a_sentence(self):
        other = self._two_steps(code="other").version_id
        for wrong in (0, -1, "x", None, [1], 10**12, other.id):
            with self.assertRaises(UserError):
                self.mine.get_version_design(wrong)
            with self.assertRaises(UserError):
                self.mine.get_difference(wrong or -1)
            with self.assertRaises(UserError):
                self.mine.get_migrations(wrong)
        second = self._republish()
        for runs, reason in (([1], " "), ("x", "y"), ([1] * 99, "y"), (["a"], "y")):
            with self.assertRaises(UserError):
                self.mine.migrate_runs(runs, second.id, reason)
