from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowAbsence(FlowCase):
    """Tasks of people who are away or have left find somebody else, in the log."""

    def _cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("cs_department.cron_cs_flow_absent").method_direct_trigger()
        self.env.invalidate_all()

    def _away(self, user, substitute, **values):
        return self.env["cs.substitution"].create(
            {
                "user_id": user.id,
                "substitute_id": substitute.id,
                "date_from": "2020-01-01",
                "date_to": "2120-01-01",
            }
            | values
        )

    def assert_sound(self, document):
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    # ---- away

    def test_open_tasks_go_to_the_substitute(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        document = self._submit()
        self._away(self.leader, self.supervisor)
        self._cron()
        task = self._tasks(document)
        self.assertEqual((task.user_id, task.owner_id), (self.supervisor, self.leader))
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual(event.kind, "substituted")
        self.assertEqual(event.on_behalf_of_id, self.leader)
        self._approve(document, self.supervisor)
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual(event.actor_id, self.supervisor)
        self.assertEqual(event.on_behalf_of_id, self.leader)
        self.assert_sound(document)

    def test_who_is_away_may_decide_all_the_same(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        self._away(self.leader, self.supervisor)
        self._cron()
        self._tasks(document).with_user(self.leader).action_approve()
        self.assertEqual(document.flow_state, "approved")

    def test_a_substitute_decides_before_the_cron_comes(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        self._away(self.leader, self.supervisor)
        self._tasks(document).with_user(self.supervisor).action_approve()
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual(event.on_behalf_of_id, self.leader)

    def test_a_chain_of_substitutes(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        self._away(self.leader, self.supervisor)
        self._cron()
        later = self._away(self.supervisor, self.manager)
        self._cron()
        task = self._tasks(document)
        self.assertEqual((task.user_id, task.owner_id), (self.manager, self.leader))
        # the substitute is back, nothing moves; then the owner himself comes back
        later.active = False
        self._cron()
        self.assertEqual(self._tasks(document).user_id, self.manager)
        self.assert_sound(document)

    def test_a_task_returns_to_its_owner_when_the_substitute_leaves(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        first = self._away(self.leader, self.supervisor)
        self._cron()
        first.active = False
        self._away(self.supervisor, self.manager)
        self._cron()
        task = self._tasks(document)
        self.assertEqual((task.user_id, task.owner_id.id), (self.leader, False))

    def test_a_substitute_who_is_concerned_gets_nothing(self):
        self._flow(self._by(self.leader))
        document = self._submit(self.agent)
        self._away(self.leader, self.agent)
        self._cron()
        self.assertEqual(self._tasks(document).user_id, self.leader)

    def test_the_requester_does_not_substitute_his_way_in(self):
        """Even where the flow lets requesters decide, this node does not."""
        self._flow(
            self._by(self.leader, if_requester="skip"),
            no_requester=False,
            no_beneficiary=False,
        )
        self._away(self.leader, self.agent)
        document = self._submit(self.agent)
        self.assertAsked(document, self.leader)
        with self.assertRaises(Exception):  # noqa: B017
            self._tasks(document).with_user(self.agent).action_approve()
        self.assertEqual(document.flow_state, "running")

    def test_an_added_signer_who_is_away_is_replaced(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        self._away(self.supervisor, self.colleague)
        for position in ("before", "after"):
            document = self._submit()
            self._tasks(document).with_user(self.leader).action_add_signer(
                self.supervisor.ids, position
            )
            if position == "after":
                self._approve(document, self.leader)
            task = self._tasks(document)
            self.assertEqual(task.user_id, self.colleague)
            self.assertEqual(task.owner_id, self.supervisor)
            self.assertEqual(task.reason["substitute_of"], self.supervisor.id)
            self._approve(document, self.colleague)
            event = document.flow_run_id.event_ids[-1]
            self.assertEqual(event.on_behalf_of_id, self.supervisor)
            self.assert_sound(document)

    def test_an_added_signer_keeps_what_his_substitute_may_not_sign(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        self._away(self.supervisor, self.agent)
        self._away(self.colleague, self.leader)
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_add_signer(
            (self.supervisor | self.colleague).ids, "before"
        )
        self.assertAsked(document, self.supervisor, self.colleague)
        self.assertFalse(self._tasks(document).owner_id)

    def test_somebody_asked_already_gets_no_second_signature(self):
        self._flow(self._by(self.leader, self.supervisor, sign_mode="all"))
        document = self._submit()
        self._away(self.leader, self.supervisor)
        self._cron()
        self.assertAsked(document, self.leader, self.supervisor)

    # ---- left

    def _leave(self, user):
        user.employee_id.action_archive()
        user.sudo().active = False

    def test_the_new_manager_is_asked(self):
        self._flow({"approver_kind": "manager", "level": 1})
        document = self._submit()
        self.assertAsked(document, self.leader)
        self.team.manager_id = self.colleague.employee_id
        self._leave(self.leader)
        self._cron()
        self.assertAsked(document, self.colleague)
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual(event.kind, "reassigned")
        self.assertEqual(event.on_behalf_of_id, self.leader)
        self._approve(document, self.colleague)
        self.assertEqual(document.flow_state, "approved")
        self.assert_sound(document)

    def test_the_others_of_a_joint_signature_decide(self):
        for mode in ("any", "all"):
            flow = self._flow(
                self._by(self.leader, self.supervisor, sign_mode=mode), code=mode
            )
            document = self._submit()
            if mode == "all":
                self._approve(document, self.supervisor)
                self._leave(self.leader)
                self._cron()
                self.assertEqual(document.flow_state, "approved")
            else:
                other = self._person(f"left_{mode}")
                task = self._tasks(document).filtered(
                    lambda t: t.user_id == self.leader
                )
                task.with_user(self.leader).action_transfer(other.id)
                self._leave(other)
                self._cron()
                self.assertAsked(document, self.supervisor)
            self.assert_sound(document)
            flow.active = False

    def test_the_fallback_is_asked_last(self):
        self._flow(
            self._by(
                self.leader,
                if_nobody="fallback",
                fallback_user_ids=[(6, 0, [self.supervisor.id])],
            )
        )
        document = self._submit()
        self._leave(self.leader)
        self._cron()
        self.assertAsked(document, self.supervisor)

    def test_a_vote_keeps_its_number(self):
        users = self.leader + self.supervisor + self.manager
        self._flow(
            self._by(*users, sign_mode="votes", votes_needed=3),
            manager_ids=[(6, 0, [self.colleague.id])],
        )
        document = self._submit()
        self._leave(self.leader)
        self._cron()
        self.assertEqual(document.flow_state, "running")
        self.assertAsked(document, self.supervisor, self.manager, self.colleague)

    def test_nobody_is_left_and_the_managers_are_told_once(self):
        self._flow(self._by(self.leader))
        document = self._submit()
        self._leave(self.leader)
        flow = document.flow_run_id.flow_id
        before = len(flow.message_ids)
        self._cron()
        self._cron()
        self.assertEqual(len(flow.message_ids), before + 1)
        self.assertEqual(document.flow_state, "running")

    def test_an_opinion_or_answer_nobody_gives_is_closed(self):
        self._flow(self._by(self.leader), self._by(self.manager))
        document = self._submit()
        task = self._tasks(document)
        task.with_user(self.leader).action_ask(self.colleague.id, "What do you know?")
        task.with_user(self.leader).action_delegate(self.outsider.id)
        self._leave(self.colleague)
        self._leave(self.outsider)
        self._cron()
        self.assertAsked(document, self.leader)
        self.assert_sound(document)

    def test_a_claimed_task_goes_back_to_the_group(self):
        role = self.env["cs.role"].create({"name": "Desk", "code": "desk"})
        for user in self.leader + self.supervisor + self.manager:
            self.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )
        self._flow({"approver_kind": "role", "role_id": role.id}, pool_size=2)
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_claim()
        self._leave(self.leader)
        self._cron()
        self.assertFalse(self._tasks(document).user_id)
        self._tasks(document).with_user(self.manager).action_approve()
        self.assertEqual(document.flow_state, "approved")
        self.assert_sound(document)

    # ---- gone

    def test_the_run_of_a_document_deleted_in_the_database_is_closed(self):
        self._flow(self._by(self.leader))
        document, kept = self._submit(), self._submit()
        run = document.flow_run_id
        self.env.cr.execute(
            "DELETE FROM cs_flow_test_document WHERE id = %s", [document.id]
        )
        self.env.invalidate_all()
        self._cron()
        self.assertEqual(run.state, "cancelled")
        self.assertEqual(run.task_ids.mapped("state"), ["cancelled"])
        self.assertEqual(run.action_verify_log(), [])
        self.assertEqual(kept.flow_state, "running")
