from odoo import Command
from odoo.tests import new_test_user, tagged

from . import chains
from .common import MODEL, FlowCase


@tagged("post_install", "-at_install")
class TestFlowChains(FlowCase):
    """Every chain of section 5 of the catalogue is drawn, published and walked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holders, cls.roles = {}, {}
        for code in chains.ROLES:
            cls._role(code, 3 if code == "panel" else 1)

    @classmethod
    def _role(cls, code, count):
        """Make a role with its holders, who work at the top of the company."""
        role = cls.roles[code] = cls.env["cs.role"].create(
            {"name": code, "code": f"t_{code}"}
        )
        cls.holders[code] = cls.env["res.users"]
        for number in range(count):
            user = cls._person(f"t_{code}_{number}")
            cls.holders[code] |= user
            cls.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )

    def _step(self, step):
        if isinstance(step, str):
            return {
                "name": step,
                "approver_kind": "role",
                "role_id": self.roles[step].id,
                "if_repeated": "ask",
            }
        kind, *rest = step
        return getattr(self, f"_step_{kind}")(*rest)

    def _step_fill(self, who):
        if who == "requester":
            return {"name": who, "kind": "fill", "approver_kind": "requester"}
        return self._step(who) | {"kind": "fill"}

    def _step_copy(self, who):
        return self._step(who) | {"kind": "notify"}

    def _step_panel(self, who):
        return self._step(who) | {
            "sign_mode": "votes",
            "votes_needed": 50.1,
            "votes_percent": True,
        }

    def _step_everyone(self, who):
        return self._step(who) | {"sign_mode": "all"}

    def _step_chosen(self):
        return {"name": "chosen", "key": "chosen", "approver_kind": "requester_choice"}

    def _step_lanes(self, *lanes):
        return {
            "name": "lanes",
            "kind": "parallel",
            "children": [
                {"name": f"lane {n}", "kind": "lane", "children": self._steps(lane)}
                for n, lane in enumerate(lanes)
            ],
        }

    def _step_if(self, condition, then, otherwise):
        return {
            "name": condition,
            "kind": "branch",
            "children": [
                {
                    "name": "then",
                    "kind": "case",
                    "condition": condition,
                    "children": self._steps(then),
                },
                {
                    "name": "otherwise",
                    "kind": "case",
                    "children": self._steps(otherwise),
                },
            ],
        }

    def _steps(self, steps):
        return [self._step(step) for step in steps]

    def _people(self, code):
        if code == "requester":
            return self.agent
        return self.manager if code == "chosen" else self.holders[code]

    def _walk(self, document, path):
        """Let everybody on the path decide; return the names of the nodes met."""
        run = document.flow_run_id
        for _step in path:
            for task in run.task_ids.filtered(lambda t: t.state == "pending").sorted(
                "number"
            ):
                if task.state == "pending":
                    task.with_user(task.user_id).action_approve("agreed")
        return [t.node_name for t in run.task_ids.sorted("number")]

    def test_every_chain_of_the_catalogue(self):
        for name, (steps, examples) in chains.CHAINS.items():
            flow = self._flow(*self._steps(steps), sequence=1, name=name)
            for facts, path in examples:
                with self.subTest(chain=name, facts=facts):
                    document = self.env[MODEL].create(
                        {"name": name, "employee_id": self.agent.employee_id.id} | facts
                    )
                    ahead = document.with_user(self.agent).flow_forecast()
                    asked = [step["name"] for step in ahead]
                    self.assertEqual(asked, path)
                    for step, code in zip(ahead, path, strict=True):
                        if code != "chosen":
                            self.assertEqual(
                                sorted(step["users"]), sorted(self._people(code).ids)
                            )
                    document.with_user(self.agent).action_submit(
                        {"chosen": [self.manager.id]}
                    )
                    met = self._walk(document, path)
                    self.assertEqual(document.flow_state, "approved")
                    self.assertEqual(sorted(set(met)), sorted(set(path)))
            flow.active = False

    def test_ap_07_ot_03_overtime_in_three_steps(self):
        steps, _examples = chains.CHAINS["AC-19/20"]
        self._flow(*self._steps(steps))
        document = self._submit(urgent=True)
        for code in ("department_head", "hr", "general_manager"):
            self.assertAsked(document, *self.holders[code])
            self._approve(document, self.holders[code])
        self.assertEqual(document.flow_state, "approved")

    def test_rc_07_four_recruitment_chains(self):
        self._flow(
            *self._steps(
                [
                    (
                        "if",
                        'IN(note, "branch", "branch temporary")',
                        ["branch"],
                        ["department_head"],
                    ),
                    "hr",
                    (
                        "if",
                        'IN(note, "branch", "branch temporary")',
                        ["branch_manager"],
                        [],
                    ),
                    ("if", 'note = "branch temporary"', [], ["general_manager"]),
                    ("if", 'note = "head office"', ["chairman"], []),
                ]
            )
        )
        paths = {
            "head office": ["department_head", "hr", "general_manager", "chairman"],
            "branch": ["branch", "hr", "branch_manager", "general_manager"],
            "temporary": ["department_head", "hr", "general_manager"],
            "branch temporary": ["branch", "hr", "branch_manager"],
        }
        for note, path in paths.items():
            document = self._document(note=note)
            asked = [
                step["name"]
                for step in document.with_user(self.agent).flow_forecast()
                if step["kind"] == "approve"
            ]
            self.assertEqual(asked, path)

    def test_rg_33_promotion_to_supervisor_needs_the_regional_office(self):
        steps, _examples = chains.CHAINS["AC-33"]
        self._flow(*self._steps(steps))
        document = self._submit(amount=4)
        self._approve(document, self.holders["general_manager"])
        self.assertEqual(document.flow_state, "running")
        self._approve(document, self.holders["regional_office"])
        self.assertEqual(document.flow_state, "approved")

    def test_sw_09_counterpart_then_both_superiors_then_the_manager(self):
        steps, _examples = chains.CHAINS["AC-16"]
        self._flow(*self._steps(steps))
        document = self._submit()
        self._approve(document, self.holders["counterpart"])
        self.assertAsked(document, *self.holders["leader"], *self.holders["supervisor"])
        self._approve(document, self.holders["leader"])
        self._approve(document, self.holders["supervisor"])
        self.assertAsked(document, *self.holders["manager"])

    def test_ap_03_urgent_matter_jumps_a_level_and_tells_the_one_skipped(self):
        self._flow(
            {"name": "chosen", "key": "chosen", "approver_kind": "requester_choice"},
            {
                "name": "told later",
                "kind": "notify",
                "approver_kind": "manager",
                "level": 1,
            },
        )
        document = self._document(urgent=True)
        document.with_user(self.agent).action_submit({"chosen": [self.manager.id]})
        self._approve(document, self.manager)
        copy = document.flow_run_id.task_ids.filtered(lambda t: t.kind == "notify")
        self.assertEqual(copy.user_id, self.leader)

    def test_ap_12_escalates_one_level_at_a_time(self):
        self._flow(
            {"approver_kind": "manager_chain", "level": 3, "sign_mode": "in_turn"}
        )
        document = self._submit()
        for user in (self.leader, self.supervisor, self.manager):
            self.assertAsked(document, user)
            self._approve(document, user)

    def test_ap_10_until_the_role_that_decides(self):
        role = self.env["cs.role"].create({"name": "last", "code": "t_last"})
        self.env["cs.role.assignment"].create(
            {
                "role_id": role.id,
                "employee_id": self.supervisor.employee_id.id,
                "department_id": self.floor.id,
            }
        )
        self._flow(
            {
                "approver_kind": "manager_chain",
                "until_role_id": role.id,
                "sign_mode": "in_turn",
            }
        )
        asked = [u for step in self._document().flow_forecast() for u in step["users"]]
        self.assertEqual(asked, [self.leader.id, self.supervisor.id])

    def test_ap_19_rg_28_a_panel_decides_by_majority(self):
        self._flow(*self._steps([("panel", "panel")]))
        document = self._submit()
        first, second, third = self.holders["panel"]
        self._tasks(document).filtered(lambda t: t.user_id == first).with_user(
            first
        ).action_refuse("I would not")
        self._approve(document, second)
        self.assertEqual(document.flow_state, "running")
        self._approve(document, third)
        self.assertEqual(document.flow_state, "approved")

    def test_rg_04_the_same_step_with_another_role_holder(self):
        self._flow(*self._steps(["duty_manager"]))
        assignment = self.env["cs.role.assignment"].search(
            [("role_id", "=", self.roles["duty_manager"].id)]
        )
        assignment.employee_id = self.supervisor.employee_id
        self.assertAsked(self._submit(), self.supervisor)

    def test_hr_changes_the_route_without_code(self):
        flow = self._flow(*self._steps(["leader"]))
        before = self._submit()
        hr = new_test_user(self.env, "t_hr_route", "cs_department.group_cs_hr")
        flow.with_user(hr).write(
            {
                "node_ids": [
                    Command.create(
                        {
                            "name": "manager",
                            "approver_kind": "role",
                            "role_id": self.roles["manager"].id,
                            "sequence": 99,
                        }
                    )
                ]
            }
        )
        flow.with_user(hr).action_publish("The manager decides too")
        after = self._submit()
        for document in (before, after):
            self._approve(document, self.holders["leader"])
        self.assertEqual(before.flow_state, "approved")
        self.assertAsked(after, *self.holders["manager"])
        self.assertEqual(
            (before.flow_run_id.version_id.number, after.flow_run_id.version_id.number),
            (1, 2),
        )
