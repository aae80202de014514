from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .screen_common import CLAIM, UGLY, ScreenCase


def node(key, kind="approve", children=(), **values):
    """Return a node as the browser sends it."""
    return {"key": key, "kind": kind, "name": key, "children": list(children)} | values


def keys(tree):
    """Return the keys of a tree as nested lists."""
    return [
        [row["key"], keys(row["children"])] if row["children"] else row["key"]
        for row in tree
    ]


@tagged("post_install", "-at_install")
class TestFlowDesigner(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._two_steps().with_user(cls.designer)

    def _save(self, tree, flow=None):
        flow = flow or self.flow
        return flow.save_designer(tree, flow.get_designer()["rev"])

    def test_a_drawing_is_read_back_as_it_was_saved(self):
        """Add, move into a case, change, delete: one save, the same tree again."""
        one, _two = self.flow.get_designer()["tree"]
        one |= {"name": UGLY, "sign_mode": "all", "limit_hours": 4.5}
        one["user_ids"] = sorted([self.leader.id, self.manager.id])
        drawn = [
            node(
                "b",
                "branch",
                [
                    node("c1", "case", [one], condition="amount > 5"),
                    node("c2", "case", [node("x", approver_kind="manager")]),
                ],
            ),
            node("z", "notify", approver_kind="requester"),
        ]
        answer = self._save(drawn)
        self.assertTrue(answer["saved"], answer["problems"])
        self.assertEqual(answer["state"], "changed")
        tree = self.flow.get_designer()["tree"]
        self.assertEqual(keys(tree), [["b", [["c1", ["one"]], ["c2", ["x"]]]], "z"])
        saved = tree[0]["children"][0]["children"][0]
        self.assertEqual(saved, one)
        self.assertEqual(self.flow.get_designer()["rev"], answer["rev"])
        self.assertFalse(self.flow.node_ids.filtered(lambda n: n.key == "two"))

    def test_saving_what_was_shown_changes_nothing(self):
        before = self.flow.get_designer()
        written = self.flow.node_ids.mapped("write_date")
        answer = self.flow.save_designer(before["tree"], before["rev"])
        self.assertEqual((answer["saved"], answer["rev"]), (True, before["rev"]))
        self.assertEqual(self.flow.node_ids.mapped("write_date"), written)
        self.assertEqual(self.flow.state, "published")

    def test_holder_and_held_change_places(self):
        inner = node("b2", "branch", [node("c3", "case"), node("c4", "case")])
        self._save(
            [node("b1", "branch", [node("c1", "case", [inner]), node("c2", "case")])]
        )
        outer = node("b1", "branch", [node("c1", "case"), node("c2", "case")])
        answer = self._save(
            [node("b2", "branch", [node("c3", "case", [outer]), node("c4", "case")])]
        )
        self.assertTrue(answer["saved"], answer["problems"])
        tree = self.flow.get_designer()["tree"]
        self.assertEqual(keys(tree), [["b2", [["c3", [["b1", ["c1", "c2"]]]], "c4"]]])

    def test_a_stale_drawing_is_refused_and_nothing_lost(self):
        before = self.flow.get_designer()
        self.flow.node_ids[:1].name = "Changed by somebody else"
        for rev in (before["rev"], "", None, 7, [], "x" * 10_000):
            with self.assertRaises(UserError) as error:
                self.flow.save_designer([], rev)
            self.assertIn("Somebody else has changed", str(error.exception))
        self.assertEqual(len(self.flow.node_ids), 2)

    def test_others_neither_save_nor_look(self):
        before = self.flow.get_designer()
        for user in (self.agent, self.leader, self.manager):
            with self.assertRaises(AccessError):
                self.flow.with_user(user).get_designer()
            with self.assertRaises(AccessError):
                self.flow.with_user(user).save_designer([], before["rev"])
            with self.assertRaises(AccessError):
                self.flow.with_user(user).check_condition("amount > 1")
        auditor = self._person("auditor", "group_cs_auditor")
        shown = self.flow.with_user(auditor).get_designer()
        self.assertEqual((shown["rev"], shown["can_edit"]), (before["rev"], False))
        with self.assertRaises(AccessError):
            self.flow.with_user(auditor).save_designer([], before["rev"])
        self.assertEqual(len(self.flow.node_ids), 2)

    def test_every_fault_gets_a_sentence_on_its_node(self):
        portal = self.env["res.users"].search([("share", "=", True)], limit=1)
        tree = [
            node("a", name="n" * 10_000),
            node("b", name="  "),
            node("c", limit_hours=-1, votes_needed=0),
            node("d", sign_mode="<script>", level=1.5),
            node("e", user_ids=[2**31 - 1, *portal.ids]),
            node("f", "case"),
            node("g", "approve", [node("h")]),
            node("i", role_id="1; DROP TABLE", limit_hours=10**400),
            node("j", server_action_id=self.env["ir.actions.server"].search([])[0].id),
            node("k", condition="x" * 5000, name="half \ud800"),
        ]
        answer = self._save(tree)
        self.assertFalse(answer["saved"])
        self.assertEqual(
            {problem["node"] for problem in answer["problems"]}, set("abcdefgijk")
        )
        for problem in answer["problems"]:
            self.assertTrue(problem["message"].endswith("."), problem)
        self.assertEqual(len(self.flow.node_ids), 2)

    def test_what_is_no_tree_is_refused_in_a_sentence(self):
        deep = node("0", "branch")
        for number in range(1, 60):
            deep = node(str(number), "branch", [deep])
        for wrong in (
            None,
            "x",
            7,
            {"key": "a"},
            [None],
            [[]],
            [{"kind": "approve"}],
            [node("a"), node("a")],
            [node("a b")],
            [node("")],
            [node("a") | {"children": "x"}],
            [node(str(n)) for n in range(600)],
            [deep],
        ):
            with self.assertRaises(UserError, msg=repr(wrong)[:80]):
                self._save(wrong)
        self.assertEqual(len(self.flow.node_ids), 2)

    def test_ugly_names_stay_as_they_are(self):
        for name in (UGLY, "'; DROP TABLE cs_flow;--", "%s %(x)s {0}", "שלום 你好 😀"):
            self._save([node("a", name=name)])
            self.assertEqual(self.flow.get_designer()["tree"][0]["name"], name)
            self.assertIsInstance(self.flow.get_findings(), list)

    def test_people_who_left_may_stay_but_not_come(self):
        [one, two] = self.flow.get_designer()["tree"]
        self.leader.active = False
        one["name"] = "Still the same"
        self.assertTrue(self._save([one, two])["saved"])
        two["user_ids"] = self.leader.ids
        self.assertFalse(self._save([one, two])["saved"])

    def test_a_server_action_is_kept_but_not_chosen_by_designers(self):
        actions = self.env["ir.actions.server"].search([], limit=2)
        root = self.flow.with_user(self.env.ref("base.user_admin"))
        tree = [node("a", "action", server_action_id=actions[0].id)]
        self.assertTrue(self._save(tree, root)["saved"])
        tree[0]["name"] = "Renamed"
        self.assertTrue(self._save(tree)["saved"])
        tree[0]["server_action_id"] = actions[1].id
        self.assertFalse(self._save(tree)["saved"])

    def test_a_condition_is_checked_where_it_is_typed(self):
        self.assertFalse(self.flow.check_condition("amount > 5"))
        self.assertFalse(self.flow.check_condition(""))
        wrong = self.flow.check_condition("amont > 5")
        self.assertEqual((wrong["column"], wrong["suggestion"]), (1, "amount"))
        self.assertEqual(self.flow.check_condition("amount > 'x")["column"], 10)
        for text in (UGLY, "(" * 5000, "\x00", "amount >", "__import__('os')"):
            self.assertTrue(self.flow.check_condition(text)["message"])
        with self.assertRaises(UserError):
            self.flow.check_condition(["amount"])

    def test_versions_are_drawn_like_the_draft(self):
        draft = self.flow.get_designer()["tree"]
        self.assertEqual(self.flow._drawn_version(self.flow.version_id), draft)

    def test_sixty_nodes_cost_as_many_queries_as_two(self):
        self.flow.get_designer()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            start = self.env.cr.sql_log_count
            self.flow.get_designer()
            few = self.env.cr.sql_log_count - start
        people = [self._person(f"p{n}").id for n in range(20)]
        tree = [node(f"k{n}", approver_kind="user", user_ids=people) for n in range(60)]
        self.assertTrue(self._save(tree)["saved"])
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        shown = self.flow.get_designer()
        # names of people, and 1,200 signers, who are read a thousand at a time
        self.assertLessEqual(self.env.cr.sql_log_count - start, few + 3)
        self.assertEqual(len(shown["names"]["users"]), 20)
        self.assertEqual(shown["document"], self.env[CLAIM]._description)
