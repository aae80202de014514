"""A small call centre for the tests of the engine, and short ways to draw a flow."""

from uuid import uuid4

from odoo.orm.model_classes import add_to_registry
from odoo.tests import TransactionCase, new_test_user

MODEL = "cs.flow.test.document"


class FlowCase(TransactionCase):
    """Manager, supervisor, leader and agents in three levels of departments."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(
                cls.env.context, queue_job__no_delay=True, no_reset_password=True
            )
        )
        cls._register_document()
        cls.company = cls.env.company
        cls.manager = cls._person("manager", "group_cs_manager")
        cls.supervisor = cls._person("supervisor", "group_cs_supervisor")
        cls.leader = cls._person("leader", "group_cs_leader")
        cls.agent = cls._person("agent", "group_cs_agent")
        cls.colleague = cls._person("colleague", "group_cs_agent")
        cls.outsider = cls._person("outsider", "group_cs_agent")
        cls.designer = new_test_user(
            cls.env, "designer", "base.group_user,cs_department.group_cs_designer"
        )
        cls.centre = cls._department("Centre", cls.manager)
        cls.floor = cls._department("Floor", cls.supervisor, cls.centre)
        cls.team = cls._department("Team", cls.leader, cls.floor)
        for user, department in (
            (cls.manager, cls.centre),
            (cls.supervisor, cls.floor),
            (cls.leader, cls.team),
            (cls.agent, cls.team),
            (cls.colleague, cls.team),
        ):
            user.employee_id.department_id = department

    @classmethod
    def _register_document(cls):
        from .flow_document import FlowTestDocument

        add_to_registry(cls.registry, FlowTestDocument)
        cls.registry._setup_models__(cls.env.cr, [MODEL])
        cls.registry.init_models(cls.env.cr, [MODEL], {"models_to_check": True})
        cls.addClassCleanup(cls.registry.__delitem__, MODEL)
        cls.env["ir.model.access"].create(
            {
                "name": "test document",
                "model_id": cls.env["ir.model"]._get(MODEL).id,
                "group_id": cls.env.ref("base.group_user").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )

    @classmethod
    def _person(cls, login, group="group_cs_agent"):
        user = new_test_user(cls.env, login, f"base.group_user,cs_department.{group}")
        cls.env["hr.employee"].create({"name": login, "user_id": user.id})
        return user

    @classmethod
    def _department(cls, name, head, parent=None):
        return cls.env["hr.department"].create(
            {
                "name": name,
                "manager_id": head.employee_id.id,
                "parent_id": parent.id if parent else False,
            }
        )

    @classmethod
    def _flow(cls, *nodes, publish=True, **values):
        """Draw a flow; a node is a dict of its fields with ``children``."""
        flow = cls.env["cs.flow"].create(
            {
                "name": "Test flow",
                "code": f"test_{uuid4().hex[:8]}",
                "model_id": cls.env["ir.model"]._get(MODEL).id,
                "manager_ids": [(6, 0, [])],
            }
            | values
        )
        cls._draw(flow, nodes)
        if publish:
            flow.action_publish()
        return flow

    @classmethod
    def _draw(cls, flow, nodes, parent=None):
        for index, node in enumerate(nodes):
            values = dict(node)
            children = values.pop("children", ())
            record = cls.env["cs.flow.node"].create(
                {
                    "flow_id": flow.id,
                    "parent_id": parent.id if parent else False,
                    "sequence": (index + 1) * 10,
                    "name": values.get("key", values.get("kind", "approve")),
                }
                | values
            )
            cls._draw(flow, children, record)

    @classmethod
    def _by(cls, *users, key=None, **values):
        """Return a node that asks named users."""
        node = {"approver_kind": "user", "user_ids": [(6, 0, [u.id for u in users])]}
        return node | ({"key": key} if key else {}) | values

    def _document(self, user=None, **values):
        user = user or self.agent
        return self.env[MODEL].create(
            {"name": "Request", "employee_id": user.employee_id.id} | values
        )

    def _submit(self, user=None, **values):
        document = self._document(user, **values)
        document.with_user(user or self.agent).action_submit()
        return document

    def _tasks(self, document, state="pending"):
        tasks = document.flow_run_id.task_ids.sorted("number")
        return tasks.filtered(lambda t: t.state == state) if state else tasks

    def _approve(self, document, user, comment=None):
        task = self._tasks(document).filtered(lambda t: t.user_id == user)
        return task.with_user(user).action_approve(comment)

    def assertAsked(self, document, *users):
        self.assertEqual(
            sorted(self._tasks(document).user_id.mapped("login")),
            sorted(u.login for u in users),
        )
