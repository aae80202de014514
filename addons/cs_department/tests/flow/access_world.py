"""Two companies, people in every role, requests at every place: who sees what."""

from odoo.fields import Command
from odoo.tests import new_test_user

from .common import MODEL, FlowCase

COMPANY_A = {"own", "mate", "next", "far", "shared"}
LINE = {
    "agent": {"own", "shared"},
    "colleague": {"mate"},
    "agent2": {"next", "far"},
    "outsider": {"far"},
    "leader": {"own", "mate", "shared"},
    "leader2": {"next", "far"},
    "supervisor": COMPANY_A,
    "manager": COMPANY_A,
    "hr": COMPANY_A,
    "auditor": COMPANY_A,
    "admin": COMPANY_A,
    "designer": set(),
    "keeper": {"far"},
    "agent_b": {"other"},
    "manager_b": {"other"},
    "hr_b": {"other"},
}
#: who holds the role that is asked may take the shared task, and so sees it
TASKS = LINE | {"colleague": {"mate", "shared"}}
#: what has happened for good: for HR and auditors
EFFECTS = {
    "hr": {"mate"},
    "auditor": {"mate"},
    "admin": {"mate"},
    "hr_b": {"other"},
}
#: drawings are for those who draw them, and for auditors
DRAWINGS = {
    "hr": {"a", "both"},
    "auditor": {"a", "both"},
    "admin": {"a", "both"},
    "designer": {"a", "both"},
    "hr_b": {"b", "both"},
}
#: {model: {who: which of the rows below}}; who is left out may not even ask
SEEN = {
    "cs.flow.run": LINE,
    "cs.flow.task": TASKS,
    "cs.flow.event": LINE,
    "cs.flow.effect": EFFECTS,
    "cs.flow": DRAWINGS,
    "cs.flow.node": DRAWINGS,
    "cs.flow.version": DRAWINGS,
    "cs.flow.signer": {
        who: {"far"} if "a" in seen else set() for who, seen in DRAWINGS.items()
    },
}
#: the people who use Odoo from outside
STRANGERS = {"portal", "public"}


class AccessWorld(FlowCase):
    """Adds a second team, a second company and requests to the small call centre.

    ``own``, ``mate`` and ``next`` are of two teams and ask the leaders; ``far`` asks
    somebody from another place; ``shared`` asks whoever holds a role in the team;
    ``other`` is of another company. ``mate`` and ``other`` are approved.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader2 = cls._person("leader2", "group_cs_leader")
        cls.agent2 = cls._person("agent2")
        cls.team2 = cls._department("Team 2", cls.leader2, cls.floor)
        (cls.leader2 | cls.agent2).employee_id.department_id = cls.team2
        for login, group in (("hr", "hr"), ("auditor", "auditor"), ("boss", "admin")):
            new_test_user(
                cls.env, login, f"base.group_user,cs_department.group_cs_{group}"
            )
        new_test_user(cls.env, "keeper", "base.group_user")
        new_test_user(cls.env, "portal_guest", "base.group_portal")
        cls._other_company()
        cls.people = {
            name: cls.env["res.users"].search([("login", "=", login)])
            for name, login in [
                *((name, name) for name in LINE if name != "admin"),
                ("admin", "boss"),
                ("portal", "portal_guest"),
            ]
        }
        cls.people["public"] = cls.env.ref("base.public_user")
        cls._draw_flows()
        cls._file_all()

    @classmethod
    def _other_company(cls):
        cls.company_b = cls.env["res.company"].create({"name": "Elsewhere"})
        users = {}
        for login, group in (
            ("agent_b", "agent"),
            ("manager_b", "manager"),
            ("hr_b", "hr"),
        ):
            users[login] = new_test_user(
                cls.env,
                login,
                f"base.group_user,cs_department.group_cs_{group}",
                company_id=cls.company_b.id,
                company_ids=[Command.set(cls.company_b.ids)],
            )
            cls.env["hr.employee"].create(
                {
                    "name": login,
                    "user_id": users[login].id,
                    "company_id": cls.company_b.id,
                }
            )
        department = cls.env["hr.department"].create(
            {
                "name": "Elsewhere",
                "company_id": cls.company_b.id,
                "manager_id": cls._employee(users["manager_b"]).id,
            }
        )
        for user in users.values():
            cls._employee(user).department_id = department

    @classmethod
    def _employee(cls, user):
        # a user knows his employee in the active company only
        return cls.env["hr.employee"].search([("user_id", "=", user.id)])

    @classmethod
    def _draw_flows(cls):
        role = cls.env["cs.role"].create({"name": "Duty", "code": "t_duty"})
        cls.env["cs.role.assignment"].create(
            [
                {
                    "role_id": role.id,
                    "employee_id": user.employee_id.id,
                    "department_id": department.id,
                    "date_from": "2020-01-01",
                    "date_to": end,
                }
                for user, department, end in (
                    (cls.colleague, cls.team, False),
                    (cls.leader, cls.team, False),
                    # holds it elsewhere, and held it once
                    (cls.agent2, cls.team2, False),
                    (cls.outsider, cls.team, "2021-01-01"),
                )
            ]
        )
        head = {"approver_kind": "manager", "level": 1, "key": "head"}
        company, company_b = cls.company.id, cls.company_b.id
        cls.flows = {
            "a": cls._flow(head, company_id=company, condition="amount = 1"),
            "b": cls._flow(head, company_id=company_b, condition="amount = 1"),
            "both": cls._flow(
                {"approver_kind": "role", "role_id": role.id, "key": "duty"},
                condition="amount = 2",
                company_id=False,
                pool_size=1,
            ),
            "far": cls._flow(
                cls._by(cls.outsider, key="far"),
                condition="amount = 3",
                company_id=company,
                manager_ids=[Command.set(cls.people["keeper"].ids)],
            ),
        }

    @classmethod
    def _file_all(cls):
        amounts = {"shared": 2, "far": 3}
        authors = {
            "own": cls.agent,
            "mate": cls.colleague,
            "next": cls.agent2,
            "far": cls.agent2,
            "shared": cls.agent,
            "other": cls.people["agent_b"],
        }
        cls.documents = {}
        for name, author in authors.items():
            document = cls.env[MODEL].create(
                {
                    "name": name,
                    "employee_id": cls._employee(author).id,
                    "company_id": author.company_id.id,
                    "amount": amounts.get(name, 1),
                }
            )
            document.with_user(author).action_submit()
            cls.documents[name] = document
        for name in ("mate", "other"):
            [task] = cls.documents[name].flow_run_id.task_ids
            task.with_user(task.user_id).action_approve()
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.env.registry.clear_cache()

    def rows(self, model):
        """Return ``{name: ids}``: the rows of a model that are about each thing."""
        if model in ("cs.flow", "cs.flow.node", "cs.flow.version"):
            flows = {name: self.flows[name] for name in ("a", "b", "both")}
            field = {"cs.flow.node": "node_ids", "cs.flow.version": "version_ids"}
            return {
                name: set((flow[field[model]] if model in field else flow).ids)
                for name, flow in flows.items()
            }
        if model == "cs.flow.signer":
            return {"far": set(self.flows["far"].node_ids.signer_ids.ids)}
        runs = {name: d.flow_run_id for name, d in self.documents.items()}
        if model == "cs.flow.run":
            return {name: set(run.ids) for name, run in runs.items()}
        return {
            name: set(self.env[model].search([("run_id", "=", run.id)]).ids)
            for name, run in runs.items()
        }

    def expected(self, model, who):
        """Return the ids that somebody sees, and the ids of all rows of these tests."""
        rows = self.rows(model)
        seen = set().union(*(rows[name] for name in SEEN[model][who]))
        return seen, set().union(*rows.values())
