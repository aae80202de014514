from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowDecisions(FlowCase):
    def _two_steps(self):
        self._flow(self._by(self.leader, key="one"), self._by(self.manager, key="two"))

    def test_return_to_the_requester_and_resubmit(self):
        self._two_steps()
        document = self._submit(amount=1)
        self._approve(document, self.leader)
        self._tasks(document).with_user(self.manager).action_return(None, "more detail")
        self.assertEqual((document.flow_state, document.state), ("returned", "back"))
        document.with_user(self.agent).write({"amount": 2})
        document.with_user(self.agent).action_submit()
        self.assertEqual(document.flow_state, "running")
        self.assertAsked(document, self.leader)
        self.assertEqual(document.flow_run_id.round, 2)
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    def test_only_the_requester_changes_what_came_back(self):
        self._two_steps()
        document = self._submit(amount=1)
        self._tasks(document).with_user(self.leader).action_return(None, "Which?")
        for user in (self.leader, self.manager, self.colleague):
            with self.assertRaises(UserError) as error:
                document.with_user(user).write({"amount": 9})
            self.assertIn("went back to agent", str(error.exception))
        mine = document.with_user(self.agent)
        mine.write({"amount": 2, "name": "As it is now"})
        runs = self.env["cs.flow.run"].with_user(self.agent)
        self.assertEqual(
            runs.get_bar(document._name, document.id)["subject"], "As it is now"
        )
        self.assertEqual(document.flow_run_id.title, "As it is now")
        mine.action_submit()
        self.assertEqual(self._tasks(document).title, "As it is now")
        self.assertEqual(document.flow_run_id.action_verify_log(), [])
        with self.assertRaises(UserError):
            mine.write({"amount": 3})

    def test_return_to_a_passed_node_counts_the_entry(self):
        self._two_steps()
        document = self._submit()
        self._approve(document, self.leader)
        self._tasks(document).with_user(self.manager).action_return("one", "look again")
        self.assertAsked(document, self.leader)
        self.assertEqual(document.flow_run_id.round, 2)
        self._approve(document, self.leader)
        self._approve(document, self.manager)
        self.assertEqual(document.flow_state, "approved")

    def test_return_out_of_a_lane_cancels_the_other_signatures(self):
        self._flow(
            self._by(self.leader, key="first"),
            {
                "kind": "parallel",
                "children": [
                    {
                        "kind": "lane",
                        "key": "a",
                        "children": [self._by(self.supervisor, key="sa")],
                    },
                    {
                        "kind": "lane",
                        "key": "b",
                        "children": [self._by(self.manager, key="sb")],
                    },
                ],
            },
        )
        document = self._submit()
        self._approve(document, self.leader)
        task = self._tasks(document).filtered(lambda t: t.user_id == self.manager)
        task.with_user(self.manager).action_return("first", "again")
        self.assertAsked(document, self.leader)
        self.assertEqual(document.flow_run_id.active_keys, ["first"])

    def test_return_forward_is_refused(self):
        self._two_steps()
        document = self._submit()
        with self.assertRaises(UserError):
            self._tasks(document).with_user(self.leader).action_return("two", "no")
        self.assertAsked(document, self.leader)

    def test_transfer_gives_the_task_away_for_good(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_transfer(
            self.supervisor.id, "please"
        )
        self.assertAsked(document, self.supervisor)
        self._approve(document, self.supervisor)
        self.assertAsked(document, self.manager)
        first = document.flow_run_id.task_ids.sorted("number")[0]
        self.assertEqual(first.state, "transferred")

    def test_transfer_to_the_requester_is_refused(self):
        self._two_steps()
        document = self._submit()
        with self.assertRaises(UserError):
            self._tasks(document).with_user(self.leader).action_transfer(self.agent.id)

    def test_an_auditor_reads_and_is_asked_for_nothing(self):
        self._two_steps()
        task = self._tasks(self._submit()).with_user(self.leader)
        self.colleague.group_ids += self.env.ref("cs_department.group_cs_auditor")
        for hand in (
            lambda: task.action_transfer(self.colleague.id),
            lambda: task.action_delegate(self.colleague.id),
            lambda: task.action_add_signer(self.colleague.ids, "before"),
        ):
            with self.assertRaisesRegex(UserError, "auditor"):
                hand()

    def test_a_delegate_who_refuses_leaves_nobody_waiting_behind_him(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_delegate(self.supervisor.id)
        asked = self._tasks(document).with_user(self.supervisor)
        asked.action_add_signer(self.colleague.ids, "after")
        asked.action_refuse("I would not")
        self.assertAsked(document, self.leader)
        after = self._tasks(document, "cancelled")
        self.assertEqual(after.user_id, self.colleague)
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)

    def test_delegate_comes_back(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_delegate(self.supervisor.id)
        self.assertAsked(document, self.supervisor)
        self._tasks(document).with_user(self.supervisor).action_refuse("I would not")
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)

    def test_signer_added_before_comes_first(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_add_signer(
            [self.supervisor.id, self.colleague.id], "before"
        )
        self.assertAsked(document, self.supervisor, self.colleague)
        self._approve(document, self.supervisor)
        self._approve(document, self.colleague)
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)

    def test_signer_added_before_who_refuses_ends_it(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_add_signer(
            [self.supervisor.id], "before"
        )
        self._tasks(document).with_user(self.supervisor).action_refuse("no")
        self.assertEqual(document.flow_state, "refused")

    def test_signer_added_after_signs_last(self):
        self._two_steps()
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_add_signer(
            [self.supervisor.id], "after"
        )
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.supervisor)
        self._approve(document, self.supervisor)
        self.assertAsked(document, self.manager)

    def test_question_leaves_the_decision_open(self):
        self._two_steps()
        document = self._submit()
        task = self._tasks(document)
        task.with_user(self.leader).action_ask(self.agent.id, "Why?")
        question = self._tasks(document).filtered(lambda t: t.kind == "answer")
        with self.assertRaises(UserError):
            question.with_user(self.agent).action_approve()
        question.with_user(self.agent).action_answer("Because.")
        task.with_user(self.leader).action_approve()
        self.assertEqual(
            document.flow_run_id.event_ids.mapped("kind"),
            ["submitted", "asked", "answered", "approved"],
        )

    def test_withdraw_and_submit_again(self):
        self._two_steps()
        document = self._submit()
        with self.assertRaises(AccessError):
            document.flow_run_id.with_user(self.leader).action_withdraw()
        document.with_user(self.agent).action_withdraw("changed my mind")
        self.assertEqual(document.flow_state, "withdrawn")
        self.assertFalse(self._tasks(document))
        document.with_user(self.agent).action_submit()
        self.assertEqual(document.flow_state, "running")

    def test_urge_is_rate_limited(self):
        self._two_steps()
        document = self._submit()
        document.with_user(self.agent).action_urge()
        with self.assertRaises(UserError):
            document.with_user(self.agent).action_urge()

    def test_managers_of_the_flow_reassign_and_cancel(self):
        self._flow(self._by(self.leader), manager_ids=[(6, 0, [self.designer.id])])
        document = self._submit()
        run, task = document.flow_run_id, self._tasks(document)
        with self.assertRaises(AccessError):
            run.with_user(self.agent).action_reassign(
                task.id, self.manager.id, "why not"
            )
        run.with_user(self.designer).action_reassign(task.id, self.manager.id, "is ill")
        self.assertAsked(document, self.manager)
        with self.assertRaises(UserError):
            run.with_user(self.designer).action_cancel_run("")
        run.with_user(self.designer).action_cancel_run("entered twice")
        self.assertEqual(document.flow_state, "cancelled")

    def test_second_click_is_told_who_decided(self):
        self._flow(
            self._by(self.leader, self.supervisor, sign_mode="any"),
            self._by(self.manager),
        )
        document = self._submit()
        other = self._tasks(document).filtered(lambda t: t.user_id == self.supervisor)
        self._approve(document, self.leader)
        with self.assertRaises(UserError) as error:
            other.with_user(self.supervisor).action_approve()
        self.assertIn("leader", str(error.exception))

    def test_decide_many_answers_line_by_line(self):
        self._two_steps()
        documents = [self._submit() for _i in range(3)]
        tasks = self.env["cs.flow.task"].browse([self._tasks(d).id for d in documents])
        tasks[0].with_user(self.leader).action_refuse("no")
        foreign = self._flow(self._by(self.supervisor), sequence=1) and self._submit()
        tasks |= self._tasks(foreign)
        answers = tasks.with_user(self.leader).decide_many("approve")
        self.assertEqual(
            [a["result"] for a in answers], ["stale", "done", "done", "forbidden"]
        )
        self.assertAsked(documents[1], self.manager)

    def test_decide_many_isolates_a_document_that_objects(self):
        self._flow(self._by(self.leader))
        good, bad = self._submit(), self._submit()
        tasks = self.env["cs.flow.task"].browse(
            [self._tasks(d).id for d in (good, bad)]
        )
        model = type(self.env[good._name])

        def approve(documents):
            if bad in documents:
                raise UserError("not possible")
            documents.write({"state": "done"})

        self.patch(model, "_flow_on_approved", approve)
        answers = tasks.with_user(self.leader).decide_many("approve")
        self.assertEqual([a["result"] for a in answers], ["done", "error"])
        self.assertEqual((good.flow_state, bad.flow_state), ("approved", "running"))
