from odoo.exceptions import UserError
from odoo.tests import tagged

from .committed import CommittedCase

EIGHT = 8


@tagged("post_install", "-at_install")
class TestFlowRaces(CommittedCase):
    """Two people click at once: one decision, one polite answer."""

    @classmethod
    def _prepare(cls):
        cls.board = [cls._person(f"member_{n}") for n in range(EIGHT)]
        cls._flow(
            cls._by(cls.leader, cls.supervisor, key="any", sign_mode="any"),
            code="any",
            condition="amount < 10",
        )
        cls._flow(
            cls._by(*cls.board, key="all", sign_mode="all"),
            {"kind": "action", "effect": "stamp", "key": "act"},
            code="all",
            condition="amount = 10",
        )
        cls._flow(
            cls._by(
                cls.leader,
                key="limited",
                limit_hours=1,
                limit_action="refuse",
            ),
            code="limited",
            condition="amount = 20",
        )

    def _ask(self, amount):
        document = self._submit(amount=amount)
        tasks = {task.user_id.id: task.id for task in self._tasks(document)}
        self.commit()
        return document, tasks

    def _approve_task(self, task_id):
        return lambda env: env["cs.flow.task"].browse(task_id).action_approve("yes")

    def _refuse_task(self, task_id):
        return lambda env: env["cs.flow.task"].browse(task_id).action_refuse("no")

    def assert_one_of(self, answers, *sentences):
        """One act went through, the others got one of the sentences."""
        polite = [str(a) for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(polite), len(answers) - 1, answers)
        for sentence in polite:
            self.assertTrue(any(s in sentence for s in sentences), sentence)

    def assert_sound(self, document, events):
        run = document.flow_run_id
        self.assertEqual(len(run.event_ids), events)
        self.assertEqual(run.action_verify_log(), [])
        self.assertFalse(
            run.task_ids.filtered(lambda t: t.state in ("pending", "waiting"))
        )

    def test_two_approvers_at_once(self):
        document, tasks = self._ask(1)
        answers = self.together(
            (self.leader, self._approve_task(tasks[self.leader.id])),
            (self.supervisor, self._refuse_task(tasks[self.supervisor.id])),
        )
        self.assert_one_of(answers, "Already decided by")
        outcome = "approved" if answers[0] is True else "refused"
        self.assertEqual(document.flow_state, outcome)
        winner = self.leader if outcome == "approved" else self.supervisor
        loser = next(str(a) for a in answers if a is not True)
        self.assertIn(winner.name, loser)
        self.assert_sound(document, 2)

    def test_one_person_clicks_twice(self):
        document, tasks = self._ask(1)
        act = self._approve_task(tasks[self.leader.id])
        answers = self.together((self.leader, act), (self.leader, act))
        self.assert_one_of(answers, "Already decided by")
        self.assertEqual(document.effects, "approved ")
        self.assert_sound(document, 2)

    def test_eight_sign_at_once(self):
        document, tasks = self._ask(10)
        answers = self.together(
            *((user, self._approve_task(tasks[user.id])) for user in self.board)
        )
        self.assertEqual(answers, [True] * EIGHT)
        self.assertEqual(document.flow_state, "approved")
        self.assertEqual(document.effects, "stamp approved ")
        done = document.flow_run_id.task_ids.filtered(lambda t: t.state == "approved")
        self.assertEqual(len(done.done_by_id), EIGHT)
        self.assert_sound(document, 1 + EIGHT)

    def test_submitted_twice_at_once(self):
        document = self._document(amount=1)
        self.commit()
        act = lambda env: self.browse(env, document).action_submit()  # noqa: E731
        answers = self.together((self.agent, act), (self.agent, act))
        self.assert_one_of(answers, "already on its way", "submitted already")
        runs = self.env["cs.flow.run"].search(
            [("res_id", "=", document.id), ("res_model", "=", document._name)]
        )
        self.assertEqual(len(runs), 1)
        self.assertEqual(document.flow_run_id, runs)

    def test_withdrawn_while_approved(self):
        for _round in range(3):
            document, tasks = self._ask(1)
            answers = self.together(
                (self.leader, self._approve_task(tasks[self.leader.id])),
                (
                    self.agent,
                    lambda env, d=document: self.browse(env, d).action_withdraw(),
                ),
            )
            self.assert_one_of(answers, "not possible any more", "has been closed")
            outcome = "approved" if answers[0] is True else "withdrawn"
            self.assertEqual(document.flow_state, outcome)
            self.assert_sound(document, 2)

    def test_approved_while_the_time_runs_out(self):
        for _round in range(3):
            document, tasks = self._ask(20)
            self.env.cr.execute(
                "UPDATE cs_flow_task SET deadline = '2001-01-01' WHERE id = %s",
                [tasks[self.leader.id]],
            )
            root = self.env.ref("base.user_root")
            answers = self.together(
                (self.leader, self._approve_task(tasks[self.leader.id])),
                # the first to be over, and none of the demo's
                (root, lambda env: env["cs.flow.task"]._cron_due(1)),
            )
            self.assertIsNone(answers[1])
            if answers[0] is True:
                self.assertEqual(document.flow_state, "approved")
            else:
                self.assertIn("has been closed", str(answers[0]))
                self.assertEqual(document.flow_state, "refused")
            self.assert_sound(document, 2)

    def test_bulk_decisions_in_opposite_orders(self):
        documents = [self._submit(amount=1) for _number in range(10)]
        self.commit()

        def decide(reverse):
            def act(env):
                ids = [self.pending(env, d).id for d in documents]
                if reverse:
                    ids.reverse()
                tasks = env["cs.flow.task"].browse(ids)
                return [line["result"] for line in tasks.decide_many("approve")]

            return act

        answers = self.together(
            (self.leader, decide(False)), (self.supervisor, decide(True))
        )
        for answer in answers:
            self.assertTrue(set(answer) <= {"done", "stale", "error"}, answer)
        self.assertEqual(sum(a.count("done") for a in answers), len(documents))
        for document in documents:
            self.assertEqual(document.flow_state, "approved")
            self.assert_sound(document, 2)
