from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import MODEL
from .wire import WireCase


@tagged("post_install", "-at_install")
class TestFlowGates(WireCase):
    """A guarded change waits for its approval; everything else goes on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(
            cls.env, "clerk", "base.group_user,base.group_partner_manager"
        )
        cls.env["hr.employee"].create({"name": "clerk", "user_id": cls.clerk.id})
        cls.partner = cls.env["res.partner"].create({"name": "Customer", "ref": "A"})

    def _gate(self, name, model="res.partner", values="", **flow):
        return self._flow(
            self._by(self.leader, key="one"),
            trigger="gate",
            model_id=self.env["ir.model"]._get(model).id,
            gate_field_id=self.env["ir.model.fields"]._get(model, name).id,
            gate_values=values,
            **flow,
        )

    def _run(self, record):
        return self.env["cs.flow.run"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def _task(self, record):
        return self._run(record).task_ids.filtered(lambda t: t.state == "pending")

    def test_held_back_and_the_rest_goes_through(self):
        self._gate("ref")
        self.partner.with_user(self.clerk).write({"ref": "B", "comment": "new"})
        self.assertEqual(self.partner.ref, "A")
        self.assertIn("new", self.partner.comment)
        self.assertEqual(self._task(self.partner).user_id, self.leader)
        self._task(self.partner).with_user(self.leader).action_approve()
        self.assertEqual(self.partner.ref, "B")
        self.assertEqual(self._run(self.partner).state, "approved")
        self.assertEqual(self._run(self.partner).action_verify_log(), [])

    def test_refusal_changes_nothing(self):
        self._gate("ref")
        self.partner.with_user(self.clerk).ref = "B"
        self._task(self.partner).with_user(self.leader).action_refuse("no")
        self.assertEqual(self.partner.ref, "A")
        self.partner.with_user(self.clerk).ref = "B"
        self.assertEqual(len(self._run(self.partner)), 2)

    def test_returned_and_sent_again(self):
        self._gate("ref")
        self.partner.with_user(self.clerk).ref = "B"
        self._task(self.partner).with_user(self.leader).action_return(None, "why?")
        self.assertEqual(self.partner.ref, "A")
        self._run(self.partner).with_user(self.clerk).action_resubmit("because")
        self._task(self.partner).with_user(self.leader).action_approve()
        self.assertEqual(self.partner.ref, "B")

    def test_the_same_value_needs_nobody(self):
        self._gate("ref")
        self.partner.with_user(self.clerk).write({"ref": "A"})
        self.assertFalse(self._run(self.partner))

    def test_only_the_guarded_values(self):
        self._gate("ref", values="X, Y")
        self.partner.with_user(self.clerk).ref = "B"
        self.assertEqual(self.partner.ref, "B")
        self.partner.with_user(self.clerk).ref = "Y"
        self.assertEqual(self.partner.ref, "B")

    def test_only_under_the_condition_that_was_published(self):
        flow = self._gate("ref", condition="is_company")
        self.partner.with_user(self.clerk).ref = "B"
        self.assertEqual(self.partner.ref, "B")
        flow.condition = False
        self.partner.with_user(self.clerk).ref = "C"
        self.assertEqual(self.partner.ref, "C", "a draft is not in force")
        self.partner.is_company = True
        self.partner.with_user(self.clerk).ref = "D"
        self.assertEqual(self.partner.ref, "C")

    def test_a_value_of_every_shape_is_recognised(self):
        self._gate("active", values="False")
        for value in (False, 0, None, ""):
            self.partner.with_user(self.clerk).write({"active": value})
            self.assertTrue(self.partner.active)
            self._task(self.partner).with_user(self.leader).action_refuse("no")
        self.partner.with_user(self.clerk).action_archive()
        self.assertTrue(self.partner.active)
        self._task(self.partner).with_user(self.leader).action_approve()
        self.assertFalse(self.partner.active)

    def test_a_person_is_held_back_too(self):
        self._gate("user_id")
        self.partner.with_user(self.clerk).user_id = self.clerk
        self.assertFalse(self.partner.user_id)
        self._task(self.partner).with_user(self.leader).action_approve()
        self.assertEqual(self.partner.user_id, self.clerk)

    def test_bulk_holds_only_those_that_need_it(self):
        self._gate("ref", condition="is_company")
        firm = self.partner.copy({"name": "Firm", "is_company": True, "ref": "A"})
        both = self.partner + firm
        both.with_user(self.clerk).write({"ref": "B", "comment": "both"})
        self.assertEqual(both.mapped("ref"), ["B", "A"])
        self.assertTrue(all("both" in text for text in both.mapped("comment")))
        self.assertFalse(self._run(self.partner))
        self.assertTrue(self._run(firm))

    def test_a_second_change_waits_for_the_first(self):
        self._gate("ref")
        self.partner.with_user(self.clerk).ref = "B"
        with self.assertRaises(UserError):
            self.partner.with_user(self.clerk).ref = "C"
        self.partner.with_user(self.clerk).comment = "still workable"

    def test_who_may_not_write_may_not_ask(self):
        self._gate("ref")
        with self.assertRaises(AccessError):
            self.partner.with_user(self.agent).write({"ref": "B"})
        field = self.env["res.partner"]._fields["ref"]
        self.patch(field, "groups", "base.group_system")
        with self.assertRaises(AccessError):
            self.partner.with_user(self.clerk).write({"ref": "B"})
        self.assertFalse(self._run(self.partner))

    def test_the_one_who_asks_does_not_decide(self):
        self._gate("ref")
        self.leader.group_ids += self.env.ref("base.group_partner_manager")
        self.partner.with_user(self.leader).ref = "B"
        self.assertEqual(self._task(self.partner).user_id, self.supervisor)

    def test_the_person_concerned_does_not_decide(self):
        self._gate("barcode", "hr.employee", no_requester=True)
        hr = self._person("hr_officer", "group_cs_hr")
        with self.assertRaises(UserError):
            self.leader.employee_id.with_user(hr).barcode = "123"
        employee = self.agent.employee_id
        employee.with_user(hr).barcode = "123"
        self.assertFalse(employee.barcode)
        self._task(employee).with_user(self.leader).action_approve()
        self.assertEqual(employee.barcode, "123")
        self.assertEqual(self._run(employee).employee_id, employee)

    def test_another_company_is_not_guarded(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._gate("ref", company_id=other.id)
        self.partner.with_user(self.clerk).ref = "B"
        self.assertEqual(self.partner.ref, "B")

    def test_no_record_begins_with_a_guarded_value(self):
        self._gate("ref", values="X")
        partners = self.env["res.partner"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            partners.create({"name": "New", "ref": "X"})
        with self.assertRaises(AccessError):
            partners.with_context(default_ref="X").create({"name": "New"})
        self.assertTrue(partners.create({"name": "New", "ref": "Z"}))

    def test_a_gate_on_a_document_with_a_flow(self):
        self._flow(self._by(self.manager, key="submit"))
        self._gate("note", MODEL)
        document = self._document()
        document.with_user(self.agent).note = "new"
        self.assertFalse(document.note)
        self.assertEqual(document.flow_state, "none")
        self._task(document).with_user(self.leader).action_return(None, "why?")
        self._run(document).with_user(self.agent).action_resubmit()
        self.assertEqual(document.flow_state, "none", "the document itself is not sent")
        self._task(document).with_user(self.leader).action_approve()
        self.assertEqual((document.note, document.state), ("new", "draft"))

    def test_what_cannot_be_guarded(self):
        for model, name in (
            ("cs.flow.run", "state"),
            ("cs.flow.task", "state"),
            ("ir.cron", "active"),
            ("res.partner", "category_id"),
            ("res.users", "email"),
            ("res.partner", "display_name"),
            ("hr.employee", "department_id"),
        ):
            with self.subTest(f"{model}.{name}"), self.assertRaises(UserError):
                self._gate(name, model)

    def test_a_model_without_a_gate_costs_nothing(self):
        self._gate("note", MODEL)
        self.env["cs.flow"]._gates_by_model()
        self.partner.write({"ref": "warm"})
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.partner.write({"ref": "B"})
            self.env.flush_all()

    def test_the_way_round_over_the_wire(self):
        self._gate("ref")
        parent = self.env["res.partner"].create(
            {"name": "Parent", "child_ids": [Command.link(self.partner.id)]}
        )
        ids, new = self.partner.ids, {"ref": "B"}
        context = {"install_mode": True, "active_test": False, "driving": True}
        commands = [Command.update(self.partner.id, new)]
        for model, method, *args in (
            ("res.partner", "write", ids, new),
            ("res.partner", "web_save", ids, new, {"ref": {}}),
            ("res.partner", "write", parent.ids, {"child_ids": commands}),
            ("res.partner", "load", [".id", "ref"], [[str(ids[0]), "B"]]),
            ("res.partner", "_flow_release", ids, new),
            ("res.partner", "write", ids, {"ref": "\x00B\ud800"}),
        ):
            with self.subTest(f"{method} {args}"):
                self.call(self.clerk, model, method, *args, context=context)
                self.assertEqual(self.partner.ref, "A")
                for task in self._task(self.partner):
                    task.with_user(self.leader).action_refuse("no")
