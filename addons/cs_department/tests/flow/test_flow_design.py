from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .screen_common import CLAIM, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowDesign(ScreenCase):
    """The screen on which HR and designers draw a flow."""

    def test_moving_nodes(self):
        flow = self._claims_flow(
            {
                "kind": "branch",
                "key": "b",
                "children": [
                    {
                        "kind": "case",
                        "key": "c",
                        "children": [self._by(self.leader, key="in")],
                    },
                    {"kind": "case", "key": "d", "children": []},
                ],
            },
            self._by(self.manager, key="out"),
            publish=False,
        ).with_user(self.designer)
        nodes = {node.key: node.id for node in flow.node_ids}

        def keys(rows):
            return [(row["key"], keys(row["children"])) for row in rows]

        flow.move_node(nodes["out"], False, nodes["b"])
        flow.move_node(nodes["in"], nodes["d"], False)
        self.assertEqual(
            keys(flow.get_design()),
            [("out", []), ("b", [("c", []), ("d", [("in", [])])])],
        )
        flow.node_ids.filtered(lambda node: node.key == "c").condition = "amount > 3"
        case, rest = flow.get_design()[1]["children"]
        self.assertEqual([fact["label"] for fact in case["facts"]], ["Amount"])
        self.assertFalse(rest["facts"])
        for node, parent in (("in", "b"), ("c", False), ("b", "d")):
            with self.assertRaises(UserError):
                flow.move_node(nodes[node], nodes.get(parent, False))
        with self.assertRaises(UserError):
            flow.move_node(0)
        with self.assertRaises(AccessError):
            flow.with_user(self.leader).move_node(nodes["out"])

    def test_holders_are_added_to_a_new_branch(self):
        flow = self._claims_flow(
            {"kind": "branch", "key": "b"},
            {"kind": "parallel", "key": "p"},
            publish=False,
        )
        flow.node_ids.action_add_holders()
        self.assertEqual(
            sorted(flow.node_ids.mapped("kind")),
            ["branch", "case", "case", "lane", "lane", "parallel"],
        )
        flow.node_ids.action_add_holders()
        self.assertEqual(len(flow.node_ids), 6)

    def test_flow_form_is_filled_in_by_a_designer(self):
        form = Form(self.env["cs.flow"].with_user(self.designer))
        form.name = "New flow"
        form.code = "new"
        form.document = CLAIM
        form.condition = "amont > 3"
        self.assertIn("amount", form.condition_problem)
        self.assertIn(["amount", "a number", "Amount"], form.names_help)
        form.condition = "amount > 3"
        self.assertFalse(form.condition_problem)
        flow = form.save()
        self.assertEqual(flow.res_model, CLAIM)

    def test_gate_form_offers_the_fields_of_any_document(self):
        form = Form(self.env["cs.flow"].with_user(self.designer))
        form.name = "Gate"
        form.code = "gate"
        form.trigger = "gate"
        self.assertIn("res.partner", [name for name, _l in form.choices["documents"]])
        form.document = "res.partner"
        form.gate_field = "active"
        flow = form.save()
        self.env.invalidate_all()
        self.assertEqual(flow.gate_field, "active")
        with self.assertRaises(UserError):
            flow.trigger = "submit"
        flow.trigger = "gate"
        self.assertTrue(flow.get_findings())

    def test_node_form_speaks_of_the_document(self):
        flow = self._two_steps()
        node = flow.node_ids[:1].with_user(self.designer)
        choices = node.choices
        self.assertIn(["employee_id", "Employee"], choices["people"])
        self.assertIn(["stamp", "Put a stamp on it"], choices["effects"])
        editable = [name for name, _label in choices["editable"]]
        self.assertIn("cost_centre", editable)
        self.assertFalse({"flow_state", "id", "message_ids"} & set(editable))

    def test_publishing_dialog_shows_changes_and_defects(self):
        flow = self._two_steps().with_user(self.designer)
        self._claim()
        flow.node_ids[:1].name = "First"
        action = flow.action_open_publication()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.designer)
            .with_context(**action["context"])
        ).save()
        self.assertEqual((wizard.number, wizard.running), (2, 1))
        self.assertEqual(wizard.changes, ["'Team leader' is called 'First' now."])
        self.assertFalse(wizard.is_blocked)
        wizard.note = "Renamed"
        wizard.action_confirm()
        self.assertEqual((flow.version_id.number, flow.version_id.note), (2, "Renamed"))
        flow.node_ids.unlink()
        wizard = self.env["cs.flow.publication"].create({"flow_id": flow.id})
        self.assertTrue(wizard.is_blocked)
        self.assertTrue(flow.action_show_findings()["params"]["findings"])

    def test_design_and_versions_are_for_designers_and_auditors(self):
        flow = self._two_steps()
        for record in (flow, flow.version_id):
            with self.assertRaises(AccessError):
                record.with_user(self.leader).get_design()
            rows = record.with_user(self.designer).get_design()
            self.assertEqual([row["name"] for row in rows], ["Team leader", "Manager"])
