from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL

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
            "title": {},
            "facts": {},
            "requester_id": {"fields": {"display_name": {}}},
            "deadline": {},
            "is_inbox": {},
            "is_overdue": {},
            "buttons": {},
            "objection": {},
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

    def test_bar_shows_what_was_passed_after_the_approval_that_passed_it(self):
        self._claims_flow(
            self._by(self.leader, key="one", name="One"),
            self._by(self.leader, key="two", name="Two", if_repeated="pass"),
        )
        claim = self._claim()
        self.env.flush_all()
        for table in ("cs_flow_run", "cs_flow_task"):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET opened_at = opened_at - interval '1 hour'",
                    SQL.identifier(table),
                )
            )
        self.env.invalidate_all()
        self._approve(claim, self.leader)
        runs = self.env["cs.flow.run"].with_user(self.agent)
        path = runs.get_bar(CLAIM, claim.id)["path"]
        self.assertEqual(
            [(task["key"], task["state"]) for task in path],
            [("one", "approved"), ("two", "skipped")],
        )

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

    # ---- what the buttons say --------------------------------------------------------

    def test_buttons_say_what_the_step_chose(self):
        flow = self._claims_flow(
            self._by(self.leader, key="one", name="Colleague", buttons="agree"),
            self._by(self.manager, key="two", name="Manager"),
        )
        claim = self._claim()
        task = self._tasks(claim).with_user(self.leader)
        self.assertEqual(task.buttons, "agree")
        bars = self.env["cs.flow.run"]
        [mine] = bars.with_user(self.leader).get_bar(CLAIM, claim.id)["mine"]
        self.assertEqual(mine["buttons"], "agree")
        # requests keep the words of the version with which they were sent
        flow.node_ids.filtered(lambda node: node.key == "one").buttons = "confirm"
        flow.action_publish()
        self.env.invalidate_all()
        self.assertEqual(task.buttons, "agree")
        self.assertEqual(self._tasks(self._claim()).buttons, "confirm")
        self._approve(claim, self.leader)
        self.assertEqual(self._tasks(claim).buttons, "approve")

    def test_the_words_of_the_buttons_travel_and_are_no_other_words(self):
        flow = self._claims_flow(
            self._by(self.leader, key="one", name="Colleague", buttons="agree")
        )
        data = flow.export_definition()
        self.assertEqual(data["nodes"][0]["buttons"], "agree")
        data["nodes"][0]["buttons"] = "marry"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["cs.flow"].import_definition(data)
        del data["nodes"][0]["buttons"]
        twin = self.env["cs.flow"].import_definition(data)["flow_id"]
        self.assertEqual(self.env["cs.flow"].browse(twin).node_ids.buttons, "approve")
