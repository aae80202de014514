from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .swap_committed import SWAP, SwapRaceCase

UNABLE = "cs.shift.unable"


@tagged("post_install", "-at_install")
class TestTimeSwapBetween(SwapRaceCase):
    """What meets a swap between two approvals, and somebody who cannot come."""

    @classmethod
    def _prepare(cls):
        super()._prepare()
        cls.rules.flow_id = cls._flow_of(
            SWAP, cls._by(cls.leader, key="lead"), cls._by(cls.manager, key="head")
        )
        cls.late = cls.env["cs.shift.type"].create(
            {
                "name": "Late",
                "code": "RL",
                "tz": "UTC",
                "start_hour": 14,
                "end_hour": 22,
            }
        )
        cls.admin = cls.env.ref("base.user_admin")

    def _rows(self, shift):
        return self.env[UNABLE].search([("shift_id", "=", shift.id)])

    def _tell(self, shift):
        number = shift.id
        return lambda env: env[UNABLE].tell(number, "Fever")

    def _pending(self, swap):
        return swap.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")

    def test_a_middle_approval_while_the_shift_gets_other_times(self):
        late = self.late.id
        for _number in range(3):
            shift = self._out(self.agent)
            swap = self._swap("give", shift, self.colleague)
            answers = self.together(
                (self.leader, self._decide(swap)),
                (
                    self.admin,
                    lambda env, i=shift.id: (
                        env["cs.shift"].browse(i).write({"type_id": late})
                    ),
                ),
            )
            self.assertIs(answers[1], True)
            self.assertTrue(swap.hindered_at)
            self.assertEqual(swap.flow_state, "running")
            if isinstance(answers[0], UserError):
                self.assertIn("things have changed", str(answers[0]))
            asked = self._pending(swap).user_id
            self.assertIn(asked, self.leader | self.manager)
            with self.assertRaises(UserError):
                self._decide(swap)(self.env(user=asked.id))
            self.look()
            self.assertEqual(shift.employee_id, self.agent.employee_id)
            self.assertEqual(swap.flow_run_id.action_verify_log(), [])
            self.day += timedelta(days=2)

    def test_one_person_tells_it_twice_at_once(self):
        shift = self._out(self.agent)
        act = self._tell(shift)
        answers = self.together((self.agent, act), (self.agent, act))
        self.assert_one(answers, "told your leader already")
        told = self._rows(shift)
        self.assertEqual((len(told), told.state), (1, "open"))
        self.assertEqual(len(told.activity_ids), 1)

    def test_somebody_cannot_come_while_others_are_asked_already(self):
        shift = self._out(self.agent)
        number = shift.id
        answers = self.together(
            (self.agent, self._tell(shift)),
            (self.leader, lambda env: env["cs.shift.offer"].call_in(number, "Fever")),
        )
        self.assertIsInstance(answers[1], int)
        self.assertFalse(shift.employee_id)
        told = self._rows(shift)
        if isinstance(answers[0], UserError):
            self.assertFalse(told)
        else:
            self.assertEqual((told.state, len(told.activity_ids)), ("settled", 0))

    def test_somebody_cannot_come_while_the_shift_goes_to_another(self):
        shift = self._out(self.agent)
        number, other = shift.id, self.colleague.employee_id.id
        answers = self.together(
            (self.agent, self._tell(shift)),
            (
                self.admin,
                lambda env: (
                    env["cs.shift"].browse(number).write({"employee_id": other})
                ),
            ),
        )
        self.assertIs(answers[1], True)
        self.assertEqual(shift.employee_id, self.colleague.employee_id)
        told = self._rows(shift)
        if isinstance(answers[0], UserError):
            self.assertIn("not a shift of yours", str(answers[0]))
            self.assertFalse(told)
        else:
            self.assertEqual((told.state, len(told.activity_ids)), ("settled", 0))

    def test_two_leaders_ask_others_at_once(self):
        shift = self._out(self.agent)
        self._tell(shift)(self.env(user=self.agent.id))
        told = self._rows(shift)

        def act(env):
            return env[UNABLE].browse(told.id).action_call_in()["res_id"]

        answers = self.together((self.leader, act), (self.manager, act))
        self.assertEqual(sum(isinstance(a, UserError) for a in answers), 1, answers)
        offers = self.env["cs.shift.offer"].search([("shift_id", "=", shift.id)])
        self.assertEqual(len(offers), 1)
        self.assertEqual(told.state, "settled")
