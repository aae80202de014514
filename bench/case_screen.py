"""What screens ask of the engine: lists, the forecast, the proof, expressions."""

from datetime import date

from odoo.addons.cs_department.logic import expression

from .case import Case
from .case_flow import FlowCase
from .world import PEER, World, make_flow, make_node

ROWS = 80


class List(FlowCase):
    """A list of 80 requests in approval, with who decides next."""

    name = "flow.list_80_rows"
    n = ROWS
    max_queries = 8
    repeat = 9

    def prepare(self):
        self.world.documents(ROWS).with_user(self.world.clerk).action_submit()
        self.requests = self.env["cs.bench.request"].with_user(self.world.clerk)
        self.run()

    def run(self):
        page = self.requests.web_search_read(
            [],
            {
                "name": {},
                "amount": {},
                "state": {},
                "employee_id": {"fields": {"display_name": {}}},
                "flow_state": {},
                "flow_who": {},
                "flow_run_id": {"fields": {"display_name": {}}},
            },
            limit=ROWS,
        )
        assert all(row["flow_who"] for row in page["records"])

    def prepare_floor(self):
        self.prepare()

    def floor(self):
        """List the same rows without the columns of the flow."""
        self.requests.web_search_read(
            [],
            {
                "name": {},
                "amount": {},
                "state": {},
                "employee_id": {"fields": {"display_name": {}}},
            },
            limit=ROWS,
        )

    def prepare_peer(self):
        self.world.documents(ROWS, PEER).with_user(
            self.world.clerk
        ).request_validation()
        self.peers = self.env[PEER].with_user(self.world.clerk)
        self.peer()

    def peer(self):
        self.peers.web_search_read(
            [],
            {
                "name": {},
                "amount": {},
                "state": {},
                "employee_id": {"fields": {"display_name": {}}},
                "validation_status": {},
                "can_review": {},
                "reviewer_ids": {"fields": {"display_name": {}}},
                "next_review": {},
            },
            limit=ROWS,
        )


class Forecast(FlowCase):
    """The way ahead of one request, before it is submitted."""

    name = "flow.forecast"
    max_queries = 25
    repeat = 9

    def prepare(self):
        self.request = self.world.documents(1).with_user(self.world.clerk)
        self.run()

    def run(self):
        assert len(self.request.flow_forecast()) == 3

    def prepare_floor(self):
        self.request = self.world.documents(1).with_user(self.world.clerk)
        self.people = self.world.leader | self.world.checker | self.world.panel

    def floor(self):
        """Read the request and the names of three people."""
        self.request.read(["name", "amount", "employee_id", "checker_id"])
        self.people.mapped("name")


class Proof(Case):
    """The proof of a flow of sixty nodes: twelve branches of two cases."""

    name = "flow.proof_60_nodes"
    n = 60
    max_queries = 25

    def prepare(self):
        world = World(self.env)
        role = self.env["cs.role"].search([("code", "=", "bench_panel")])
        self.flow = make_flow(self.env, "Bench sixty nodes")
        for number in range(1, 13):
            branch = make_node(self.flow, number, "branch")
            small = make_node(
                self.flow, 1, "case", branch, condition=f"amount < {number * 100}"
            )
            other = make_node(self.flow, 2, "case", branch)
            make_node(
                self.flow,
                1,
                "approve",
                small,
                approver_kind="role",
                role_id=role.id,
                sign_mode="all",
            )
            make_node(
                self.flow,
                1,
                "approve",
                other,
                approver_kind="user",
                user_ids=[(6, 0, world.panel.ids)],
            )

    def run(self):
        findings = self.flow._findings()
        assert not [f for f in findings if f["level"] == "error"], findings


class Evaluate(Case):
    """A condition computed for a thousand documents."""

    name = "expr.evaluate_1000"
    n = 1000
    repeat = 9
    text = "amount > 500 and days >= 3 or grade in ('A', 'B') and weekday(start) = 1"
    names = {"amount": "number", "days": "number", "grade": "text", "start": "date"}

    def prepare(self):
        self.values = [
            {
                "amount": i,
                "days": i % 7,
                "grade": "ABC"[i % 3],
                "start": date(2026, 1, 1 + i % 28),
            }
            for i in range(self.n)
        ]

    def run(self):
        for values in self.values:
            expression.compile(self.text, self.names, expect="bool").evaluate(values)

    def prepare_floor(self):
        self.prepare()
        self.code = compile(
            "amount > 500 and days >= 3 or grade in ('A', 'B')"
            " and start.weekday() == 0",
            "floor",
            "eval",
        )

    def floor(self):
        """Let Python itself compute it."""
        for values in self.values:
            eval(self.code, {}, values)

    def prepare_peer(self):
        self.peers = World(self.env).documents(self.n, PEER)
        self.tier = self.env["tier.definition"].search([("model", "=", PEER)], limit=1)
        self.tier.definition_domain = (
            "[('amount', '>', 500), ('name', 'in', ['A', 'B'])]"
        )
        self.peers.mapped("amount")

    def peer(self):
        for document in self.peers:
            document.evaluate_tier(self.tier)


class Designer(Case):
    """The drawn designer of a flow of sixty nodes with twenty approvers each."""

    name = "flow.designer_60_nodes"
    n = 60
    max_queries = 25
    repeat = 9

    def prepare(self):
        World(self.env)
        self.flow = make_flow(self.env, "Bench designer")
        people = [
            {"name": f"Bench person {number}", "login": f"bench_person_{number}"}
            for number in range(20)
        ]
        users = self.env["res.users"].with_context(no_reset_password=True)
        chosen = [(6, 0, users.create(people).ids)]
        for number in range(1, self.n + 1):
            make_node(
                self.flow, number, "approve", approver_kind="user", user_ids=chosen
            )
        self.run()

    def run(self):
        design = self.flow.get_designer()
        assert len(design["tree"]) == self.n

    def prepare_floor(self):
        self.prepare()

    def floor(self):
        """Read the settings of the same nodes."""
        names = [
            name
            for name, field in self.flow.node_ids._fields.items()
            if field.store and field.type != "many2one"
        ]
        self.flow.node_ids.read(names)
