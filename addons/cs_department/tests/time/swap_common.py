from odoo.fields import Command
from odoo.tests import freeze_time

from .roster_common import RosterCase


@freeze_time("2024-05-20 01:00:00")
class SwapCase(RosterCase):
    """The roster of June 2024 is out; agents of ``calls`` swap their shifts.

    Early (E) 08:00–16:00 and late (L) 16:00–24:00. The flow asks the others, then both
    superiors side by side, then the head of the centre (boss).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, queue_job__no_delay=True))
        cls.early = cls._type("E", 8, 16)
        cls.late = cls._type("L", 16, 24)
        cls.agent4 = cls._person("agent4", cls.calls, "group_cs_agent")
        cls.agent5 = cls._person("agent5", cls.calls, "group_cs_agent")
        everybody = cls.env["hr.employee"].search([("user_id", "!=", False)])
        everybody.write({"tz": cls.ZONE})
        cls.reason = cls.env.ref("cs_department.swap_reason_private")
        cls.flow = cls._swap_flow("swaps", *cls._usual())
        cls.rules = cls.env["cs.swap.policy"].create(
            {
                "name": "Swaps",
                "department_id": cls.centre.id,
                "flow_id": cls.flow.id,
                "peer": "any",
            }
        )
        cls.roster.action_publish()

    @classmethod
    def _usual(cls):
        consent = {"approver_kind": "field", "field_name": "partners"}
        superiors = {"approver_kind": "field", "field_name": "partner_superiors"}
        shared = {"sign_mode": "all", "if_nobody": "skip", "if_requester": "skip"}
        return (
            {"key": "consent", **consent, **shared},
            {
                "key": "both",
                "kind": "parallel",
                "children": [
                    {
                        "key": "one",
                        "kind": "lane",
                        "children": [
                            {"key": "own", "approver_kind": "manager", "level": 1}
                        ],
                    },
                    {
                        "key": "two",
                        "kind": "lane",
                        "children": [{"key": "other", **superiors, **shared}],
                    },
                ],
            },
            {
                "key": "manager",
                "approver_kind": "user",
                "user_ids": [Command.set(cls.boss.user_id.ids)],
            },
        )

    @classmethod
    def _swap_flow(cls, code, *nodes, **values):
        flow = cls.env["cs.flow"].create(
            {
                "name": code,
                "code": code,
                "model_id": cls.env["ir.model"]._get("cs.shift.swap").id,
                "manager_ids": [Command.set(cls.hr.user_id.ids)],
                **values,
            }
        )
        cls._draw(flow, nodes)
        flow.action_publish()
        return flow

    @classmethod
    def _draw(cls, flow, nodes, parent=None):
        for index, node in enumerate(nodes):
            node = {"name": node["key"], "sequence": index + 1, **node}
            children = node.pop("children", ())
            node |= {"flow_id": flow.id, "parent_id": parent and parent.id}
            if node.get("approver_kind") == "manager":
                node |= {
                    "if_nobody": "fallback",
                    "fallback_user_ids": [Command.set(cls.hr.user_id.ids)],
                }
            cls._draw(flow, children, cls.env["cs.flow.node"].create(node))

    @classmethod
    def _out(cls, employee, day, kind=None, **values):
        """Make a published shift that people know of."""
        values = {"state": "published", "is_untold": False, **values}
        return cls._shift(employee, day, kind or cls.early, **values)

    @classmethod
    def _limit(cls, **values):
        return cls.env["cs.limit"].create(
            {
                "name": "Limit",
                "model_id": cls.env["ir.model"]._get("cs.shift.swap").id,
                "origin_model": "cs.swap.policy",
                "origin_id": cls.rules.id,
                **values,
            }
        )

    def _file(self, kind, shifts, taker=None, user=None, **values):
        """File a swap as its requester does, and return it as the tests see it."""
        if isinstance(shifts, list):
            shifts = self.env["cs.shift"].union(*shifts)
        user = user or shifts[0].employee_id.user_id
        swaps = self.env["cs.shift.swap"].with_user(user)
        values = {"reason_id": self.reason.id, **values}
        found = swaps.file_swap(
            kind, shifts.ids, taker_id=taker.id if taker else None, **values
        )
        return self.env["cs.shift.swap"].browse(found["id"])

    def _refused(self, *args, **kwargs):
        """File a swap and return the sentences with which it is refused."""
        count = self.env["cs.shift.swap"].search_count([])
        with self.assertRaises(Exception) as error, self.env.cr.savepoint():
            self._file(*args, **kwargs)
        self.env.invalidate_all()
        self.assertEqual(self.env["cs.shift.swap"].search_count([]), count)
        return str(error.exception)

    def _tasks(self, swap):
        return swap.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")

    def _asked(self, swap):
        return sorted(self._tasks(swap).user_id.mapped("login"))

    def _approve(self, swap, *people):
        for person in people:
            user = person.user_id
            task = self._tasks(swap).filtered(lambda t, user=user: t.user_id == user)
            self.assertTrue(task, f"{person.name} is not asked")
            task.with_user(user).action_approve()

    def _candidates(self, shift, kind, user=None, legs=None):
        """Return ``{name: card}`` of the colleagues that the page shows."""
        user = user or shift.employee_id.user_id
        swaps = self.env["cs.shift.swap"].with_user(user)
        return {row["name"]: row for row in swaps.candidates(shift.id, kind, legs)}
