"""The department in which the cases play: made once in the benchmark's database."""

from __future__ import annotations

from functools import cached_property
from typing import Any

REQUEST = "cs.bench.request"
PEER = "cs.bench.peer"
AGENTS = 24
PANEL = 10
STEPS = 3


class World:
    """Leader, agents, supervisor, manager, a panel of ten; a flow of three steps.

    The steps: the manager of the requester, the person in a field of the document, any
    one of the panel. The peer has the same three tiers.
    """

    def __init__(self, env: Any):
        self.env = env

    def user(self, login: str) -> Any:
        """Return the user with a login of this world."""
        return self.env["res.users"].search([("login", "=", f"bench_{login}")])

    @cached_property
    def leader(self) -> Any:
        """Return who decides the first step."""
        return self.user("leader")

    @cached_property
    def checker(self) -> Any:
        """Return who decides the second step."""
        return self.user("checker")

    @cached_property
    def panel(self) -> Any:
        """Return one of those who may decide the third step."""
        return self.user("panel0")

    @cached_property
    def clerk(self) -> Any:
        """Return who submits."""
        return self.user("agent0")

    def documents(self, count: int, model: str = REQUEST) -> Any:
        """Create requests of the agents, turn by turn."""
        employees = self.env["hr.employee"].search(
            [("user_id.login", "like", "bench_agent%")], order="id"
        )
        return self.env[model].create(
            [
                {
                    "name": f"Request {number}",
                    "employee_id": employees[number % len(employees)].id,
                    "checker_id": self.checker.id,
                    "amount": number,
                }
                for number in range(count)
            ]
        )

    def rows(self, count: int) -> list[dict[str, Any]]:
        """Return values of plain rows, as wide as a task."""
        return [
            {
                "name": f"Row {number}",
                "state": "pending",
                "key": "n1",
                "number": number,
                "user_id": self.leader.id,
                "employee_id": self.leader.employee_id.id,
                "company_id": self.env.company.id,
                "opened_at": "2026-01-01 08:00:00",
                "payload": {"state": "running", "active": ["n1"]},
            }
            for number in range(count)
        ]


def make(env: Any) -> None:
    """Make the people, the flow and the peer's tiers, once."""
    if World(env).leader:
        return
    people = _people(env)
    role = env["cs.role"].create({"name": "Panel", "code": "bench_panel"})
    env["cs.role.assignment"].create(
        [
            {"role_id": role.id, "employee_id": people[f"panel{i}"].employee_id.id}
            for i in range(PANEL)
        ]
    )
    # the leader may also take tasks that a group shares: his inbox looks there too
    duty = env["cs.role"].create({"name": "Duty", "code": "bench_duty"})
    env["cs.role.assignment"].create(
        {"role_id": duty.id, "employee_id": people["leader"].employee_id.id}
    )
    _make_steps(env, role)
    _make_tiers(env, people)
    env.cr.commit()


def _people(env: Any) -> dict[str, Any]:
    names = ["manager", "supervisor", "leader", "checker"]
    names += [f"panel{i}" for i in range(PANEL)] + [f"agent{i}" for i in range(AGENTS)]
    users = env["res.users"].create(
        [
            {
                "name": f"Bench {name}",
                "login": f"bench_{name}",
                "group_ids": [(6, 0, env.ref("cs_department.group_cs_agent").ids)],
            }
            for name in names
        ]
    )
    env["hr.employee"].create(
        [{"name": user.name, "user_id": user.id} for user in users]
    )
    people = dict(zip(names, users, strict=True))
    above = None
    for place, head in (
        ("Centre", "manager"),
        ("Floor", "supervisor"),
        ("Team", "leader"),
    ):
        above = env["hr.department"].create(
            {
                "name": f"Bench {place}",
                "manager_id": people[head].employee_id.id,
                "parent_id": above and above.id,
            }
        )
    users.employee_id.department_id = above
    return people


def make_flow(env: Any, name: str, model: str = REQUEST) -> Any:
    """Create a flow for the documents of the department, still empty."""
    centre = env["hr.department"].search([("name", "=", "Bench Centre")])
    return env["cs.flow"].create(
        {
            "name": name,
            "department_ids": [(6, 0, centre.ids)],
            "code": name.lower().replace(" ", "_"),
            "model_id": env["ir.model"]._get(model).id,
            "manager_ids": [(6, 0, World(env).user("manager").ids)],
        }
    )


def make_node(
    flow: Any, number: int, kind: str, parent: Any = None, **values: Any
) -> Any:
    """Draw one node of a flow."""
    return flow.env["cs.flow.node"].create(
        {
            "flow_id": flow.id,
            "parent_id": parent and parent.id,
            "sequence": number * 10,
            "kind": kind,
            "name": f"{kind} {number}",
        }
        | values
    )


def _make_steps(env: Any, role: Any) -> None:
    flow = make_flow(env, "Bench three steps")
    make_node(flow, 1, "approve", approver_kind="manager", level=1)
    make_node(flow, 2, "approve", approver_kind="field", field_name="checker_id")
    make_node(
        flow, 3, "approve", approver_kind="role", role_id=role.id, sign_mode="any"
    )
    flow.action_publish()


def _make_tiers(env: Any, people: dict[str, Any]) -> None:
    group = env["res.groups"].create(
        {
            "name": "Bench panel",
            "user_ids": [(6, 0, [people[f"panel{i}"].id for i in range(PANEL)])],
        }
    )
    field = env["ir.model.fields"]._get(PEER, "checker_id")
    tiers = (
        {"review_type": "individual", "reviewer_id": people["leader"].id},
        {"review_type": "field", "reviewer_field_id": field.id},
        {"review_type": "group", "reviewer_group_id": group.id},
    )
    env["tier.definition"].create(
        [
            {
                "name": f"Step {number}",
                "model_id": env["ir.model"]._get(PEER).id,
                "definition_domain": "[]",
                "approve_sequence": True,
                # the peer starts with the highest number
                "sequence": 100 - number * 10,
            }
            | tier
            for number, tier in enumerate(tiers, start=1)
        ]
    )
