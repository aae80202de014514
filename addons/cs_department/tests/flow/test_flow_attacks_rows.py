from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import MODEL
from .wire import WireCase


@tagged("post_install", "-at_install")
class TestFlowAttacksRows(WireCase):
    """Nobody reaches the rows of the engine, directly or through another record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr = cls._person("hr_officer", "group_cs_hr")
        cls.admin = cls._person("head_admin", "group_cs_admin")
        cls.admin.group_ids += cls.env.ref("base.group_system")
        cls.portal = new_test_user(cls.env, "portal_user", "base.group_portal")
        cls.flow = cls._flow(
            cls._by(cls.leader, key="one"),
            {"kind": "action", "effect": "stamp", "key": "act"},
            cls._by(cls.manager, key="two"),
            manager_ids=[(6, 0, [cls.hr.id])],
        )
        cls.everyone = cls.agent + cls.leader + cls.hr + cls.designer + cls.admin

    def setUp(self):
        super().setUp()
        self.document = self._submit(amount=10)
        self.run = self.document.flow_run_id
        self._approve(self.document, self.leader)
        self.task = self._tasks(self.document)
        self.effect = self.env["cs.flow.effect"].search([("run_id", "=", self.run.id)])
        self.version = self.flow.version_id

    def _rows(self):
        return {
            "cs.flow.run": (self.run, {"state": "approved"}),
            "cs.flow.task": (self.task, {"state": "approved"}),
            "cs.flow.event": (self.run.event_ids[0], {"comment": "x"}),
            "cs.flow.effect": (self.effect, {"effect": "x"}),
            "cs.flow.version": (self.version, {"graph": {"nodes": []}}),
        }

    def test_nobody_writes_or_deletes_a_row(self):
        for name, (row, values) in self._rows().items():
            self.assertTrue(row, name)
            for user in (*self.everyone, self.portal):
                self.refused(user, name, "write", row.ids, values)
                self.refused(user, name, "unlink", row.ids)
                self.refused(user, name, "copy", row.ids)
                self.refused(user, name, "web_save", row.ids, values, {"id": {}})

    def test_nobody_adds_a_row(self):
        run = self.run.id
        for name, values in {
            "cs.flow.run": {
                "flow_id": self.flow.id,
                "version_id": self.version.id,
                "res_model": MODEL,
                "res_id": self._document().id,
                "subject": "forged",
                "requester_id": self.agent.id,
                "company_id": self.company.id,
                "state": "approved",
                "opened_at": "2026-01-01 00:00:00",
            },
            "cs.flow.task": {
                "run_id": run,
                "number": 9,
                "node_key": "two",
                "kind": "approve",
                "state": "pending",
                "user_id": self.agent.id,
                "res_model": MODEL,
                "res_id": self.document.id,
                "company_id": self.company.id,
            },
            "cs.flow.event": {
                "run_id": run,
                "sequence": 9,
                "kind": "approved",
                "at": "2026-01-01 00:00:00",
                "previous_hash": "0",
                "hash": "0",
            },
            "cs.flow.effect": {"run_id": run, "node_key": "two", "effect": "approved"},
            "cs.flow.version": {
                "flow_id": self.flow.id,
                "number": 9,
                "graph": {"nodes": []},
                "digest": "0",
                "published_by_id": self.designer.id,
                "published_at": "2026-01-01 00:00:00",
            },
        }.items():
            for user in (self.agent, self.hr, self.admin):
                self.refused(user, name, "create", [values])
                self.refused(user, name, "web_save", [], values, {"id": {}})

    def test_even_the_superuser_leaves_them_alone(self):
        """An administrator can become superuser in the browser; code may use sudo."""
        for name, (row, values) in self._rows().items():
            before = self.snapshot()
            for attempt in (
                lambda r=row, v=values: r.sudo().write(v),
                lambda r=row: r.sudo().unlink(),
                lambda r=row: r.sudo().copy(),
                lambda n=name: self.env[n].sudo().create({}),
            ):
                with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                    attempt()
                kind = type(caught.exception)
                self.assertIn(f"odoo.exceptions.{kind.__name__}", self.SENTENCES, name)
            self.assertEqual(self.snapshot(), before)

    def test_commands_through_a_flow_reach_no_row(self):
        other = self._flow(self._by(self.colleague), publish=False)
        values = {"subject": "x", "state": "approved"}
        for field, row in (("run_ids", self.run), ("version_ids", self.version)):
            for command in (
                Command.create(values),
                Command.update(row.id, values),
                Command.delete(row.id),
                Command.unlink(row.id),
                Command.link(row.id),
                Command.clear(),
                Command.set([]),
            ):
                for user in (self.designer, self.admin):
                    target = other if command[0] == Command.LINK else self.flow
                    before = self.snapshot()
                    self.call(user, "cs.flow", "write", target.ids, {field: [command]})
                    # the flow itself they may write: its date has changed
                    after = self.snapshot() | {"cs.flow": before["cs.flow"]}
                    self.assertEqual(after, before)

    def test_commands_through_people_and_places_reach_no_row(self):
        """No field of a user, employee or department leads to the engine."""
        engine = {*self.ENGINE, "cs.flow.version"}
        for name in ("res.users", "res.partner", "hr.employee", "hr.department"):
            for field in self.env[name]._fields.values():
                if field.type in ("one2many", "many2many"):
                    self.assertNotIn(field.comodel_name, engine, f"{name}.{field.name}")
        command = [Command.update(self.task.id, {"state": "approved"})]
        self.refused(
            self.admin, "cs.flow.run", "write", self.run.ids, {"task_ids": command}
        )
        self.refused(
            self.agent, MODEL, "web_save", self.document.ids, {"flow_run_id": False}, {}
        )

    def test_a_version_is_chosen_by_publishing_only(self):
        first = self.version
        self.flow.node_ids[:1].name = "changed"
        self.flow.with_user(self.designer).action_publish()
        self.assertNotEqual(self.flow.version_id, first)
        for user in (self.designer, self.hr, self.admin):
            values = {"version_id": first.id}
            self.refused(user, "cs.flow", "write", self.flow.ids, values)
            self.refused(user, "cs.flow", "copy", self.flow.ids, values)
            context = {"default_version_id": first.id}
            fields = {
                "name": "new",
                "code": "new",
                "model_id": self.flow.model_id.id,
            }
            self.refused(user, "cs.flow", "create", [fields | values])
            self.refused(user, "cs.flow", "create", [fields], context=context)

    def test_who_does_not_design_touches_no_design(self):
        node = self.flow.node_ids[:1]
        for user in (self.agent, self.leader, self.manager, self.portal):
            self.refused(user, "cs.flow", "write", self.flow.ids, {"name": "x"})
            self.refused(user, "cs.flow", "action_publish", self.flow.ids)
            self.refused(user, "cs.flow", "import_definition", {"code": "x"})
            self.refused(user, "cs.flow.node", "write", node.ids, {"level": 2})
            self.refused(user, "cs.flow.node", "unlink", node.ids)

    def test_what_a_flow_is_about_stays(self):
        """Another model or trigger would put running requests on the wrong
        documents."""
        model = self.env["ir.model"]._get("res.partner").id
        for values in ({"model_id": model}, {"trigger": "gate"}):
            self.refused(self.designer, "cs.flow", "write", self.flow.ids, values)
        self.refused(self.admin, "cs.flow", "unlink", self.flow.ids)

    def test_interventions_are_for_managers_of_the_flow(self):
        for user in (self.agent, self.leader, self.manager, self.designer):
            for method, *args in (
                ("action_cancel_run", "because"),
                ("action_reassign", self.task.id, user.id, "because"),
                ("action_migrate_run", self.version.id, "because"),
            ):
                self.refused(user, "cs.flow.run", method, self.run.ids, *args)
        # and they do not make themselves one
        values = {"manager_ids": [Command.link(self.leader.id)]}
        self.refused(self.leader, "cs.flow", "write", self.flow.ids, values)
        # a manager cannot put a person concerned in, nor touch what is closed
        reassign = ("cs.flow.run", "action_reassign", self.run.ids)
        self.refused(self.hr, *reassign, self.task.id, self.agent.id, "because")
        done = self.run.task_ids.sorted("number")[0]
        self.refused(self.hr, *reassign, done.id, self.colleague.id, "because")

    def test_withdrawing_is_for_the_requester(self):
        for user in (self.leader, self.manager, self.hr, self.admin, self.colleague):
            for method in ("action_withdraw", "action_urge", "action_resubmit"):
                self.refused(user, "cs.flow.run", method, self.run.ids)
            self.refused(user, MODEL, "action_withdraw", self.document.ids)
