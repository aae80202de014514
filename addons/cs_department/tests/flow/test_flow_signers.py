from importlib.util import module_from_spec, spec_from_file_location

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import file_path, mute_logger

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowSigners(FlowCase):
    """Named people sign in the order that HR gave them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the ids of the three rise in another order
        cls.order = cls.colleague | cls.manager | cls.leader

    def _in_turn(self, *users, **values):
        users = users or self.order
        return self._flow(self._by(*users, sign_mode="in_turn", key="one"), **values)

    def _signed(self):
        """Submit a document, let everybody sign, and return who signed in turn."""
        document, signed = self._submit(), []
        while document.flow_state == "running":
            [user] = self._tasks(document).user_id
            signed.append(user.login)
            self._approve(document, user)
        return signed

    def test_they_sign_as_they_were_named(self):
        self.assertNotEqual(self.order.ids, sorted(self.order.ids))
        flow = self._in_turn()
        self.assertEqual(flow.node_ids.user_ids, self.order)
        self.assertEqual(flow.node_ids.user_ids.ids, self.order.ids)
        self.assertEqual(self._signed(), ["colleague", "manager", "leader"])

    def test_hr_changes_the_order(self):
        flow = self._in_turn()
        self.assertEqual(flow.state, "published")
        signers = flow.node_ids.signer_ids.with_user(self.designer)
        signers.filtered(lambda s: s.user_id == self.leader).sequence = 1
        self.assertEqual(flow.state, "changed")
        old = flow.version_id
        flow.with_user(self.designer).action_publish()
        self.assertEqual(self._signed(), ["leader", "colleague", "manager"])
        [told] = old._difference(flow.version_id)
        self.assertIn("leader (base.group_user,cs_department.group_cs_leader), ", told)

    def test_the_drawing_keeps_and_changes_the_order(self):
        flow = self._in_turn().with_user(self.designer)
        shown = flow.get_designer()
        [node] = shown["tree"]
        self.assertEqual(node["user_ids"], self.order.ids)
        answer = flow.save_designer([node], shown["rev"])
        self.assertEqual(flow.state, "published")
        node["user_ids"] = [self.leader.id, *(self.colleague | self.manager).ids]
        answer = flow.save_designer([node], answer["rev"])
        self.assertTrue(answer["saved"], answer["problems"])
        self.assertEqual(flow.get_designer()["tree"][0]["user_ids"], node["user_ids"])
        self.assertEqual(flow.state, "changed")
        twin = node | {"key": "again", "user_ids": node["user_ids"][::-1]}
        answer = flow.save_designer([node, twin], answer["rev"])
        self.assertEqual(
            [n["user_ids"] for n in flow.get_designer()["tree"]],
            [node["user_ids"], twin["user_ids"]],
        )

    def test_the_order_matters_only_in_turn(self):
        flow = self._in_turn()
        flow.node_ids.sign_mode = "all"
        flow.action_publish()
        flow.node_ids.signer_ids[0].sequence = 99
        self.assertEqual(flow.state, "published")

    def test_who_stays_keeps_the_place(self):
        flow = self._in_turn()
        node = flow.node_ids
        node.user_ids -= self.manager
        self.assertEqual(node.user_ids.ids, (self.colleague | self.leader).ids)
        node.user_ids = self.manager | self.leader | self.colleague
        self.assertEqual(node.signer_ids.user_id, self.order)
        self.assertEqual(
            node.user_ids.ids, (self.colleague | self.leader | self.manager).ids
        )
        self.env.invalidate_all()
        self.assertEqual(
            node.user_ids.ids, (self.colleague | self.leader | self.manager).ids
        )

    def test_the_form_shows_those_just_named(self):
        flow = self._flow(publish=False)
        nodes = self.env["cs.flow.node"].with_user(self.designer)
        with Form(nodes.with_context(default_flow_id=flow.id)) as form:
            form.name = "Three in turn"
            form.approver_kind = "user"
            form.user_ids.add(self.manager)
            form.user_ids.add(self.leader)
            form.sign_mode = "in_turn"
            self.assertEqual(len(form.signer_ids), 2)
            with form.signer_ids.new() as signer:
                signer.user_id = self.colleague
        node = flow.node_ids
        self.assertEqual(
            node.user_ids.ids, (self.manager | self.leader | self.colleague).ids
        )

    def test_copies_and_definitions_keep_the_order(self):
        flow = self._in_turn()
        self.assertEqual(flow.copy().node_ids.user_ids.ids, self.order.ids)
        data = flow.export_definition()
        self.assertEqual(data["nodes"][0]["users"], self.order.mapped("login"))
        answer = self.env["cs.flow"].with_user(self.designer).import_definition(data)
        twin = self.env["cs.flow"].browse(answer["flow_id"])
        self.assertEqual(twin.node_ids.user_ids.ids, self.order.ids)
        self.assertEqual(twin._compile()["nodes"], flow._compile()["nodes"])

    def test_who_left_is_not_asked_but_keeps_the_place(self):
        flow = self._in_turn()
        self.manager.active = False
        self.assertEqual(flow.node_ids.user_ids, self.colleague | self.leader)
        flow.node_ids.user_ids |= self.supervisor
        self.manager.active = True
        self.assertEqual(flow.node_ids.user_ids.ids, (self.order | self.supervisor).ids)

    def test_nobody_is_named_twice(self):
        flow = self._in_turn()
        twice = [Command.create({"user_id": self.leader.id})]
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            flow.node_ids.signer_ids = twice
            self.env.flush_all()

    def test_only_designers_change_signers(self):
        signer = self._in_turn().node_ids.signer_ids[0]
        for user in (self.agent, self.leader, self.manager):
            with self.assertRaises(AccessError):
                signer.with_user(user).sequence = 1
        auditor = self._person("auditor", "group_cs_auditor")
        self.assertTrue(signer.with_user(auditor).user_id)
        with self.assertRaises(AccessError):
            signer.with_user(auditor).unlink()

    def test_people_named_before_keep_the_order_in_which_they_were_asked(self):
        flow = self._in_turn()
        node = flow.node_ids
        node.signer_ids.unlink()
        self.env.flush_all()
        self.env.cr.execute(
            "CREATE TABLE cs_flow_node_user_rel"
            " (cs_flow_node_id integer, res_users_id integer)"
        )
        self.env.cr.executemany(
            "INSERT INTO cs_flow_node_user_rel VALUES (%s, %s)",
            [(node.id, user.id) for user in self.order],
        )
        path = file_path("cs_department/migrations/19.0.1.1.0/post-signers.py")
        spec = spec_from_file_location("post_signers", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        for _again in range(2):
            script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(node.user_ids.ids, sorted(self.order.ids))
