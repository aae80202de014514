from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .screen_common import CLAIM, UGLY, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowScreen(ScreenCase):
    def _inbox(self, user):
        return (
            self.env["cs.flow.task"].with_user(user).search([("is_inbox", "=", True)])
        )

    # ---- the inbox -------------------------------------------------------------------

    def test_inbox_holds_what_waits_for_the_person(self):
        self._two_steps()
        claim = self._claim()
        self.assertEqual(self._inbox(self.leader).res_id, claim.id)
        self.assertTrue(self._inbox(self.leader).is_inbox)
        self.assertFalse(self._inbox(self.manager) | self._inbox(self.agent))
        self._approve(claim, self.leader)
        self.assertFalse(self._inbox(self.leader))
        self.assertEqual(self._inbox(self.manager).res_id, claim.id)

    def test_inbox_holds_shared_tasks(self):
        role = self.env["cs.role"].create({"name": "Desk", "code": "desk"})
        for user in (self.leader, self.supervisor, self.manager):
            self.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )
        self._claims_flow({"approver_kind": "role", "role_id": role.id}, pool_size=2)
        self._claim()
        self.assertEqual(len(self._inbox(self.supervisor)), 1)
        self.assertFalse(self._inbox(self.colleague))

    def test_inbox_page_costs_the_same_for_one_and_for_many(self):
        self._two_steps()
        specification = {
            "subject": {},
            "summary": {},
            "requester_id": {"fields": {"display_name": {}}},
            "deadline": {},
            "is_inbox": {},
            "is_overdue": {},
        }
        counts = []
        for number in (1, 20):
            for _number in range(number):
                self._claim()
            self.env.flush_all()
            self.env.invalidate_all()
            tasks = self.env["cs.flow.task"].with_user(self.leader)
            tasks.web_search_read([("is_inbox", "=", True)], specification, limit=40)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tasks.web_search_read([("is_inbox", "=", True)], specification, limit=40)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_newest_tasks_for_the_top_bar(self):
        self._two_steps()
        for number in range(10):
            self._claim(name=f"Claim {number}")
        newest = self.env["cs.flow.task"].with_user(self.leader).inbox_newest()
        self.assertEqual((newest["count"], len(newest["tasks"])), (10, 8))
        self.assertEqual(newest["tasks"][0]["requester"]["id"], self.agent.id)

    def test_opening_a_task_opens_its_document(self):
        self._two_steps()
        claim = self._claim(name=UGLY)
        action = self._tasks(claim).with_user(self.leader).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), (CLAIM, claim.id))
        self.assertEqual(action["name"], UGLY)

    def test_opening_a_task_opens_its_run_when_the_document_is_closed_to_one(self):
        self._two_steps()
        claim = self._claim()
        access = self.env["ir.model.access"].search([("name", "=", "test claim")])
        access.group_id = self.env.ref("base.group_system")
        action = self._tasks(claim).with_user(self.leader).action_open_document()
        self.assertEqual(action["res_model"], "cs.flow.run")

    def test_stranger_opens_nothing(self):
        self._two_steps()
        task = self._tasks(self._claim())
        with self.assertRaises(AccessError):
            task.with_user(self.outsider).action_open_document()

    def test_copies_are_read_by_their_owner_only(self):
        self._claims_flow(
            self._by(self.leader), self._by(self.supervisor, kind="notify", name="Copy")
        )
        claim = self._claim()
        self._approve(claim, self.leader)
        copy = claim.flow_run_id.task_ids.filtered(lambda t: t.kind == "notify")
        unread = [("kind", "=", "notify"), ("is_read", "=", False)]
        tasks = self.env["cs.flow.task"].with_user(self.supervisor)
        self.assertEqual(tasks.search(unread), copy)
        with self.assertRaises(AccessError):
            copy.with_user(self.manager).action_mark_read()
        copy.with_user(self.supervisor).action_open_document()
        self.assertTrue(copy.is_read)
        self.assertFalse(tasks.search(unread))

    # ---- the bar ---------------------------------------------------------------------

    def test_bar_offers_to_submit_again_what_was_withdrawn(self):
        self._claims_flow({"key": "mine", "approver_kind": "requester_choice"})
        claim = self.env[CLAIM].create(
            {"name": "x", "employee_id": self.agent.employee_id.id}
        )
        runs = self.env["cs.flow.run"].with_user(self.agent)
        bar = runs.get_bar(CLAIM, claim.id)
        self.assertTrue(bar["can"]["submit"])
        self.assertEqual([c["key"] for c in bar["choices"]], ["mine"])
        claim.with_user(self.agent).action_submit({"mine": [self.manager.id]})
        self.assertFalse(runs.get_bar(CLAIM, claim.id)["can"]["submit"])
        claim.with_user(self.agent).action_withdraw()
        bar = runs.get_bar(CLAIM, claim.id)
        self.assertTrue(bar["can"]["submit"])
        self.assertEqual([c["key"] for c in bar["choices"]], ["mine"])

    # ---- managers of a flow ----------------------------------------------------------

    def _intervene(self, run, user, intervention, **values):
        wizard = self.env["cs.flow.intervention"].with_user(user)
        wizard = wizard.with_context(
            default_run_id=run.id, default_intervention=intervention
        )
        form = Form(wizard)
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_manager_of_a_flow_sees_its_runs_and_intervenes(self):
        self._two_steps(manager_ids=[(6, 0, self.colleague.ids)])
        claim = self._claim()
        run = claim.flow_run_id
        self.assertTrue(run.with_user(self.colleague).has_access("read"))
        self.assertFalse(run.with_user(self.outsider).has_access("read"))
        wizard = self._intervene(
            run, self.colleague, "reassign", user_id=self.supervisor, reason="Away"
        )
        wizard.action_confirm()
        self.assertAsked(claim, self.supervisor)
        self._intervene(run, self.colleague, "cancel", reason="Twice").action_confirm()
        self.assertEqual(claim.flow_state, "cancelled")

    def test_others_cannot_intervene(self):
        self._two_steps()
        run = self._claim().flow_run_id
        wizard = self.env["cs.flow.intervention"].with_user(self.leader)
        for intervention, values in (
            ("cancel", {}),
            ("reassign", {"task": str(run.task_ids.id), "user_id": self.manager.id}),
            ("migrate", {"version": str(run.version_id.id)}),
        ):
            record = wizard.create(
                {"run_id": run.id, "intervention": intervention, "reason": "x"} | values
            )
            self.assertEqual(record.choices, {"tasks": [], "versions": []})
            with self.assertRaises(UserError):
                record.action_confirm()
        self.assertEqual(run.state, "running")

    def test_moving_to_another_version_shows_what_differs(self):
        flow = self._two_steps()
        claim = self._claim()
        flow.node_ids.filtered(lambda n: n.key == "two").name = "Head"
        self._draw(flow, [self._by(self.supervisor, key="new", name="Extra")])
        flow.action_publish("Extra step")
        wizard = self._intervene(
            claim.flow_run_id,
            self.designer,
            "migrate",
            version=str(flow.version_id.id),
            reason="New rule",
        )
        self.assertEqual(wizard.place, "Team leader")
        self.assertIn("'Extra' is new.", wizard.differences)
        wizard.action_confirm()
        self.assertEqual(claim.flow_run_id.version_id, flow.version_id)

    def test_intervention_needs_its_details(self):
        self._two_steps()
        run = self._claim().flow_run_id
        for values in (
            {"intervention": "reassign"},
            {"intervention": "reassign", "task": "0", "user_id": self.manager.id},
            {"intervention": "migrate", "version": "nonsense"},
        ):
            wizard = self.env["cs.flow.intervention"].with_user(self.designer)
            record = wizard.create({"run_id": run.id, "reason": "x"} | values)
            with self.assertRaises(UserError):
                record.action_confirm()

    def test_log_is_checked_from_the_screen(self):
        self._two_steps()
        run = self._claim().flow_run_id
        self.assertEqual(run.action_check_log()["params"]["type"], "success")

    def test_unknown_intervention_is_refused(self):
        self._two_steps()
        run = self._claim().flow_run_id
        with self.assertRaises(UserError):
            run.action_manage()
        run = run.with_context(cs_intervention="cancel")
        self.assertEqual(run.action_manage()["res_model"], "cs.flow.intervention")

    # ---- designing -------------------------------------------------------------------

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


@tagged("post_install", "-at_install")
class TestFlowWords(ScreenCase):
    """Every kind of node is put into words."""

    def _texts(self, *nodes):
        flow = self._claims_flow(*nodes, publish=False)
        found = []

        def walk(rows):
            for row in rows:
                found.append((row["text"], row["badges"]))
                walk(row["children"])

        walk(flow.get_design())
        return found

    def test_who(self):
        role = self.env["cs.role"].create({"name": UGLY, "code": "ugly"})
        people = [
            self.leader,
            self.supervisor,
            self.manager,
            self.agent,
            self.colleague,
        ]
        texts = self._texts(
            self._by(*people),
            {"approver_kind": "role", "role_id": role.id},
            {"approver_kind": "manager", "level": 1},
            {"approver_kind": "manager", "level": 3},
            {"approver_kind": "manager_chain", "level": 2},
            {"approver_kind": "manager_chain", "until_role_id": role.id},
            {"approver_kind": "department_head"},
            {"approver_kind": "department_head", "level": 2},
            {"approver_kind": "field", "field_name": "employee_id"},
            {"approver_kind": "requester"},
            {"approver_kind": "requester_choice"},
            {"approver_kind": "previous_choice"},
        )
        self.assertIn("and 1 more", texts[0][0])
        self.assertEqual(
            [text for text, _badges in texts[1:]],
            [
                f"{UGLY} of the department, or the nearest one above",
                "the direct manager",
                "the manager of level 3",
                "every manager up to level 2",
                f"every manager up to the role {UGLY}",
                "the head of the department",
                "the head of the department, level 2",
                "the person named in 'Employee'",
                "the requester",
                "whom the requester chooses",
                "whom the approver before chooses",
            ],
        )

    def test_other_kinds(self):
        texts = self._texts(
            {"kind": "action", "effect": "stamp"},
            {"kind": "wait", "wait_hours": 2},
            {"kind": "wait", "wait_field": "create_date"},
            {"kind": "wait", "wait_field": "create_date", "wait_hours": 2.5},
            {
                "kind": "branch",
                "children": [
                    {"kind": "case", "condition": "amount > 1"},
                    {"kind": "case", "name": "Otherwise"},
                ],
            },
            {"kind": "parallel", "children": [{"kind": "lane"}]},
        )
        self.assertEqual(
            [text for text, _badges in texts],
            [
                "stamp",
                "2 hours",
                "until 'Created on'",
                "2.5 hours after 'Created on'",
                "the first case that fits is taken",
                "if amount > 1",
                "",
                "all lanes run at the same time",
                "",
            ],
        )

    def test_badges(self):
        texts = self._texts(
            self._by(
                self.leader, sign_mode="all", limit_hours=8, comment_required=True
            ),
            self._by(self.leader, sign_mode="votes", votes_needed=2, if_nobody="skip"),
            self._by(
                self.leader,
                sign_mode="votes",
                votes_needed=50,
                votes_percent=True,
                if_nobody="fallback",
                fallback_user_ids=[(6, 0, self.manager.ids)],
            ),
            self._by(self.leader, sign_mode="in_turn", open_fields="cost_centre"),
        )
        self.assertEqual(
            [badges for _text, badges in texts],
            [
                ["all sign", "8 h, then remind", "comment required"],
                ["2 votes", "skipped if nobody"],
                ["50 % of the votes", f"else {self.manager.name}"],
                ["one after the other", "may edit Cost Centre"],
            ],
        )
