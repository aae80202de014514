from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowNodes(FlowCase):
    def test_all_must_sign(self):
        self._flow(self._by(self.leader, self.supervisor, sign_mode="all"))
        document = self._submit()
        self._approve(document, self.leader)
        self.assertEqual(document.flow_state, "running")
        self._approve(document, self.supervisor)
        self.assertEqual(document.flow_state, "approved")

    def test_in_turn_asks_one_after_the_other(self):
        self._flow(self._by(self.manager, self.leader, sign_mode="in_turn"))
        document = self._submit()
        first = self._tasks(document).user_id
        self.assertEqual(len(first), 1)
        self._approve(document, first)
        self.assertEqual(len(self._tasks(document)), 1)
        self._approve(document, self._tasks(document).user_id)
        self.assertEqual(document.flow_state, "approved")

    def test_rg_28_votes_survive_one_refusal(self):
        panel = (self.leader, self.supervisor, self.manager)
        self._flow(self._by(*panel, sign_mode="votes", votes_needed=2))
        document = self._submit()
        self._tasks(document).filtered(lambda t: t.user_id == self.leader).with_user(
            self.leader
        ).action_refuse("no")
        self.assertEqual(document.flow_state, "running")
        self._approve(document, self.supervisor)
        self._approve(document, self.manager)
        self.assertEqual(document.flow_state, "approved")

    def test_votes_end_as_soon_as_they_are_certain(self):
        panel = (self.leader, self.supervisor, self.manager, self.colleague)
        self._flow(
            self._by(*panel, sign_mode="votes", votes_needed=75, votes_percent=True)
        )
        document = self._submit()
        for user in (self.leader, self.supervisor):
            self._tasks(document).filtered(lambda t, u=user: t.user_id == u).with_user(
                user
            ).action_refuse("no")
        self.assertEqual(document.flow_state, "refused")

    def test_requester_is_skipped(self):
        self._flow(self._by(self.leader, if_requester="skip"), self._by(self.manager))
        document = self._submit(self.leader)
        self.assertAsked(document, self.manager)

    def test_requester_moves_to_the_next_manager(self):
        self._flow(self._by(self.leader, if_requester="next_manager"))
        document = self._submit(self.leader)
        self.assertAsked(document, self.supervisor)

    def test_requester_may_decide_when_the_flow_allows_it(self):
        self._flow(
            self._by(self.leader, if_requester="allow"),
            no_requester=False,
            no_beneficiary=False,
        )
        document = self._submit(self.leader)
        self.assertAsked(document, self.leader)

    def test_nobody_falls_back(self):
        role = self.env["cs.role"].create({"name": "Nobody", "code": "nobody"})
        self._flow(
            {
                "approver_kind": "role",
                "role_id": role.id,
                "if_nobody": "fallback",
                "fallback_user_ids": [(6, 0, [self.manager.id])],
            }
        )
        self.assertAsked(self._submit(), self.manager)

    def test_nobody_skips(self):
        role = self.env["cs.role"].create({"name": "Nobody", "code": "nobody"})
        self._flow(
            {"approver_kind": "role", "role_id": role.id, "if_nobody": "skip"},
            self._by(self.manager),
        )
        self.assertAsked(self._submit(), self.manager)

    def test_nobody_and_no_fallback_is_a_sentence(self):
        self._flow({"approver_kind": "field", "field_name": "checker_id"})
        with self.assertRaises(UserError) as error:
            self._submit()
        self.assertIn("Nobody can be asked", str(error.exception))

    def test_person_named_in_the_document(self):
        self._flow({"approver_kind": "field", "field_name": "checker_id"})
        self.assertAsked(self._submit(checker_id=self.colleague.id), self.colleague)

    def test_repeated_approver_passes(self):
        self._flow(
            self._by(self.leader),
            self._by(self.leader, if_repeated="pass"),
            self._by(self.manager),
        )
        document = self._submit()
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)

    def test_repeated_approver_is_asked_again(self):
        self._flow(self._by(self.leader), self._by(self.leader, if_repeated="ask"))
        document = self._submit()
        self._approve(document, self.leader)
        self.assertAsked(document, self.leader)

    def test_role_in_the_department_or_upwards(self):
        role = self.env["cs.role"].create({"name": "Duty manager", "code": "duty"})
        self.env["cs.role.assignment"].create(
            {
                "role_id": role.id,
                "employee_id": self.colleague.employee_id.id,
                "department_id": self.floor.id,
            }
        )
        self._flow({"approver_kind": "role", "role_id": role.id})
        self.assertAsked(self._submit(), self.colleague)

    def test_chain_of_managers_up_to_a_level(self):
        self._flow(
            {"approver_kind": "manager_chain", "level": 2, "sign_mode": "in_turn"}
        )
        document = self._submit()
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.supervisor)
        self._approve(document, self.supervisor)
        self.assertEqual(document.flow_state, "approved")

    def test_department_head(self):
        self._flow({"approver_kind": "department_head", "level": 2})
        self.assertAsked(self._submit(), self.supervisor)

    def test_lv_01_requester_fills_in_the_middle(self):
        self._flow(
            self._by(self.leader),
            {
                "kind": "fill",
                "approver_kind": "requester",
                "open_fields": "note",
                "required_fields": "note",
            },
            self._by(self.manager),
        )
        document = self._submit()
        with self.assertRaises(UserError):
            document.with_user(self.agent).write({"note": "too early"})
        self._approve(document, self.leader)
        with self.assertRaises(UserError):
            self._approve(document, self.agent)
        with self.assertRaises(UserError):
            document.with_user(self.agent).write({"amount": 5})
        document.with_user(self.agent).write({"note": "because"})
        self._approve(document, self.agent)
        self.assertAsked(document, self.manager)

    def test_copies_do_not_hold_the_run(self):
        self._flow(self._by(self.leader), {"kind": "notify"} | self._by(self.colleague))
        document = self._submit()
        self._approve(document, self.leader)
        self.assertEqual(document.flow_state, "approved")
        copy = document.flow_run_id.task_ids.filtered(lambda t: t.kind == "notify")
        self.assertEqual(copy.user_id, self.colleague)

    def test_effect_happens_once_even_after_a_return(self):
        self._flow(
            self._by(self.leader, key="one"),
            {"kind": "action", "effect": "stamp"},
            self._by(self.manager, key="two"),
        )
        document = self._submit()
        self._approve(document, self.leader)
        self._tasks(document).with_user(self.manager).action_return("one", "again")
        self._approve(document, self.leader)
        self._approve(document, self.manager)
        self.assertEqual(document.effects, "stamp approved ")

    def test_large_group_shares_one_task(self):
        role = self.env["cs.role"].create({"name": "Desk", "code": "desk"})
        for user in (self.leader, self.supervisor, self.manager):
            self.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )
        self._flow({"approver_kind": "role", "role_id": role.id}, pool_size=2)
        document = self._submit()
        task = self._tasks(document)
        self.assertEqual((len(task), task.user_id.id), (1, False))
        self.assertEqual(
            self.env["cs.flow.task"].with_user(self.leader).inbox_count(), 1
        )
        self.assertEqual(
            self.env["cs.flow.task"].with_user(self.colleague).inbox_count(), 0
        )
        task.with_user(self.leader).action_claim()
        self.assertEqual(
            self.env["cs.flow.task"].with_user(self.manager).inbox_count(), 0
        )
        task.with_user(self.leader).action_approve()
        self.assertEqual(document.flow_state, "approved")

    def test_chosen_by_the_requester(self):
        self._flow({"key": "mine", "approver_kind": "requester_choice"})
        document = self._document()
        document.with_user(self.agent).action_submit({"mine": [self.manager.id]})
        self.assertAsked(document, self.manager)

    def test_chosen_by_the_approver_before(self):
        self._flow(
            self._by(self.leader), {"key": "next", "approver_kind": "previous_choice"}
        )
        document = self._submit()
        self._tasks(document).with_user(self.leader).action_approve(
            None, {"next": [self.manager.id]}
        )
        self.assertAsked(document, self.manager)

    def test_ap_18_substitute_signs_on_behalf(self):
        self.env["cs.substitution"].create(
            {
                "user_id": self.leader.id,
                "substitute_id": self.supervisor.id,
                "date_from": "2020-01-01",
                "date_to": "2120-01-01",
            }
        )
        self._flow(self._by(self.leader))
        document = self._submit()
        self.assertAsked(document, self.supervisor)
        self._approve(document, self.supervisor)
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual(
            (event.actor_id, event.on_behalf_of_id), (self.supervisor, self.leader)
        )
