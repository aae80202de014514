from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowLanes(FlowCase):
    """Side by side: joins wait, returns and questions disturb nobody else."""

    def _lanes(self, *lanes):
        return {
            "kind": "parallel",
            "children": [{"kind": "lane", "children": list(lane)} for lane in lanes],
        }

    def _copy(self, user):
        return {"kind": "notify"} | self._by(user)

    def test_lanes_that_begin_with_copies_join_when_all_have_ended(self):
        self._flow(
            self._lanes(
                [self._copy(self.colleague), self._by(self.leader)],
                [self._copy(self.outsider)],
            ),
            self._by(self.manager),
        )
        document = self._submit()
        self.assertAsked(document, self.leader)
        self._approve(document, self.leader)
        self.assertAsked(document, self.manager)
        self._approve(document, self.manager)
        self.assertEqual(document.effects, "approved ")

    def test_a_return_in_one_lane_keeps_the_signatures_of_another(self):
        self._flow(
            self._lanes(
                [self._by(self.leader, key="a1"), self._by(self.supervisor, key="a2")],
                [self._by(self.manager, self.colleague, key="b", sign_mode="all")],
            )
        )
        document = self._submit()
        self._approve(document, self.leader)
        tasks = self._tasks(document)
        mine = tasks.filtered(lambda t: t.node_key == "a2")
        mine.with_user(self.supervisor).action_return("a1", "again")
        theirs = self._tasks(document).filtered(lambda t: t.user_id == self.manager)
        theirs.with_user(self.manager).action_transfer(self.outsider.id)
        self._approve(document, self.outsider)
        self.assertAsked(document, self.leader, self.colleague)

    def test_a_question_does_not_hold_up_the_next_in_turn(self):
        self._flow(self._by(self.leader, self.manager, sign_mode="in_turn"))
        document = self._submit()
        first = self._tasks(document).user_id
        second = (self.leader | self.manager) - first
        self._tasks(document).with_user(first).action_ask(self.colleague.id, "why?")
        self._approve(document, first)
        self.assertAsked(document, second, self.colleague)
        self._approve(document, second)
        self.assertEqual(document.flow_state, "approved")

    def test_the_forecast_asks_one_person_in_two_lanes_twice(self):
        by_leader = [self._by(self.leader)]
        self._flow(self._lanes(by_leader, by_leader), self._by(self.leader))
        document = self._document().with_user(self.agent)
        ahead = document.flow_forecast()
        self.assertEqual([s["why"] for s in ahead], [False, False, "repeated"])
        document.action_submit()
        tasks = self._tasks(document.with_env(self.env))
        self.assertEqual((len(tasks), tasks.user_id), (2, self.leader))

    def test_the_forecast_waits_at_a_join(self):
        self._flow(
            self._lanes(
                [self._copy(self.colleague), self._by(self.leader)],
                [self._copy(self.outsider)],
            ),
            self._by(self.manager),
        )
        ahead = self._document().with_user(self.agent).flow_forecast()
        self.assertEqual(
            [s["users"] for s in ahead],
            [self.colleague.ids, self.outsider.ids, self.leader.ids, self.manager.ids],
        )

    def test_a_document_that_fits_no_case_is_told_so(self):
        flow = self._flow(
            {
                "kind": "branch",
                "name": "How long",
                "children": [
                    {
                        "kind": "case",
                        "condition": "days <= 3",
                        "children": [self._by(self.leader)],
                    }
                ],
            },
            publish=False,
        )
        flow._freeze(None)  # as if published before the proof knew better
        with self.assertRaises(UserError) as error:
            self._submit(days=5)
        self.assertIn("No case of 'How long'", str(error.exception))
