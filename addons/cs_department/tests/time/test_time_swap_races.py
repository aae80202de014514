from datetime import timedelta

from odoo.tests import tagged

from .swap_committed import SWAP, SwapRaceCase


@tagged("post_install", "-at_install")
class TestTimeSwapRaces(SwapRaceCase):
    """Two things at once: each ends in one consistent state, with one sentence."""

    def test_two_people_take_the_same_offer(self):
        shift = self._out(self.agent)
        env = self.env(user=self.leader.id)
        offer = self.env["cs.shift.offer"].browse(
            env["cs.shift.offer"].call_in(shift.id, "Fever")
        )

        def take(env):
            return env["cs.shift.offer"].browse(offer.id).action_take()

        answers = self.together((self.colleague, take), (self.outsider, take))
        self.assert_one(answers, "was faster")
        winner = (self.colleague, self.outsider)[answers.index(True)].employee_id
        self.assertEqual(offer.state, "taken")
        self.assertEqual(offer.taken_by_id, winner)
        self.assertEqual(shift.employee_id, winner)
        accepted = offer.line_ids.filtered(lambda line: line.state == "accepted")
        self.assertEqual(accepted.employee_id, winner)

    def test_a_swap_is_approved_while_one_leg_goes_on_leave(self):
        for number in range(3):
            # far apart: a free day near somebody's shift is no leave
            self.day = self.monday + timedelta(days=72 + 8 * number)
            shift = self._out(self.agent)
            swap = self._swap("give", shift, self.colleague)
            leave = self.env["hr.leave"].create(
                {
                    "employee_id": self.colleague.employee_id.id,
                    "holiday_status_id": self.kind.id,
                    "request_date_from": self.day,
                    "request_date_to": self.day,
                }
            )
            answers = self.together(
                (self.leader, self._decide(swap)), (self.leader, self._decide(leave))
            )
            self.assert_one(answers, "has leave during", "came from a swap")
            if swap.moved_at:
                self.assertEqual(shift.employee_id, self.colleague.employee_id)
                self.assertEqual(leave.state, "confirm")
            else:
                self.assertEqual(shift.employee_id, self.agent.employee_id)
                self.assertEqual(leave.state, "validate")
            self.assertEqual(swap.flow_run_id.action_verify_log(), [])

    def test_two_people_take_what_a_colleague_offers(self):
        shift = self._out(self.agent)
        swap = self._swap("pool", shift)
        offer = swap.offer_id

        def take(env):
            return env["cs.shift.offer"].browse(offer.id).action_take()

        answers = self.together((self.colleague, take), (self.outsider, take))
        self.assert_one(answers, "was faster")
        winner = (self.colleague, self.outsider)[answers.index(True)].employee_id
        self.assertEqual(offer.taken_by_id, winner)
        self.assertEqual(swap.leg_ids.taker_id, winner)
        self.assertEqual(swap.flow_state, "running")
        self.assertEqual(shift.employee_id, self.agent.employee_id, "not decided yet")

    def test_two_take_a_swap_back(self):
        shift = self._out(self.agent)
        swap = self._swap("give", shift, self.colleague)
        self._decide(swap)(self.env(user=self.leader.id))
        self.commit()
        self.assertEqual(shift.employee_id, self.colleague.employee_id)
        admin = self.env.ref("base.user_admin")

        def undo(env):
            return env[SWAP].browse(swap.id).action_undo("Needed")

        answers = self.together((admin, undo), (admin, undo))
        self.assert_one(answers, "taken back already")
        self.assertEqual(shift.employee_id, self.agent.employee_id)
        self.assertEqual(shift.origin, "hand")

    def test_a_swap_is_taken_back_while_its_shift_moves_on(self):
        shift = self._out(self.agent)
        swap = self._swap("give", shift, self.colleague)
        self._decide(swap)(self.env(user=self.leader.id))
        self.commit()
        admin = self.env.ref("base.user_admin")
        answers = self.together(
            (admin, lambda env: env[SWAP].browse(swap.id).action_undo("Needed")),
            (admin, lambda env: env["cs.shift.offer"].call_in(shift.id, "Fever")),
        )
        if swap.undone_at:
            # whoever called in then took it from the one who has it again
            offer = self.env["cs.shift.offer"].search([("shift_id", "=", shift.id)])
            self.assertEqual(offer.absent_id, self.agent.employee_id)
        else:
            self.assert_one(answers, "is not a shift of")
        self.assertFalse(shift.employee_id)

    def test_two_swaps_with_the_same_shift(self):
        shift = self._out(self.agent)
        takers = (self.colleague.employee_id.id, self.outsider.employee_id.id)
        ids = shift.ids
        answers = self.together(
            *(
                (
                    self.agent,
                    lambda env, taker=taker: self._file(
                        env, "give", env["cs.shift"].browse(ids), taker
                    ),
                )
                for taker in takers
            )
        )
        self.assert_one(answers, "in another swap already")
        legs = self.env["cs.shift.swap.leg"].search([("shift_id", "=", shift.id)])
        self.assertEqual(len(legs), 1)
        self.assertTrue(legs.is_open)

    def _once(self, model):
        """Let people have one document of a model on the days of this test."""
        self.env["cs.limit"].create(
            {
                "name": "One",
                "model_id": self.env["ir.model"]._get(model).id,
                "kind": "count",
                "figure": 1,
                "date_from": self.day,
                "date_to": self.day + timedelta(days=6),
            }
        )

    def test_two_swaps_at_once_are_both_counted(self):
        self._once(SWAP)
        shifts = [self._out(self.agent, offset).ids for offset in (1, 2)]
        taker = self.colleague.employee_id.id

        def act(ids):
            return lambda env: self._file(
                env, "give", env["cs.shift"].browse(ids), taker
            )

        answers = self.together(*((self.agent, act(ids)) for ids in shifts))
        self.assert_one(answers, "1")

    def test_two_leaves_at_once_are_both_counted(self):
        self._once("hr.leave")
        person, kind = self.agent.employee_id.id, self.kind.id

        def act(day):
            values = {"request_date_from": day, "request_date_to": day}
            values |= {"employee_id": person, "holiday_status_id": kind}
            return lambda env: env["hr.leave"].create(values).ids

        days = [self.day + timedelta(days=offset) for offset in (1, 2)]
        answers = self.together(*((self.agent, act(day)) for day in days))
        self.assert_one(answers, "1")

    def test_two_swaps_give_one_person_two_shifts_at_once(self):
        first, second = self._out(self.agent), self._out(self.outsider)
        swaps = [
            self._swap("give", first, self.colleague),
            self._swap("give", second, self.colleague),
        ]
        answers = self.together(*((self.leader, self._decide(s)) for s in swaps))
        self.assert_one(answers, "works already during")
        taken = (first + second).filtered(
            lambda s: s.employee_id == self.colleague.employee_id
        )
        self.assertEqual(len(taken), 1)
        self.assertEqual(sorted(s.flow_state for s in swaps), ["approved", "running"])

    def test_an_offer_is_taken_while_its_time_is_up(self):
        shift = self._out(self.agent)
        env = self.env(user=self.leader.id)
        offer = self.env["cs.shift.offer"].browse(
            env["cs.shift.offer"].call_in(shift.id, "Fever")
        )
        self.env.cr.execute(
            "UPDATE cs_shift_offer SET wave_until = '2001-01-01' WHERE id = %s",
            [offer.id],
        )
        root = self.env.ref("base.user_root")
        answers = self.together(
            (
                self.colleague,
                lambda env: env["cs.shift.offer"].browse(offer.id).action_take(),
            ),
            (root, lambda env: env["cs.shift.offer"]._cron_waves()),
        )
        if answers[0] is True:
            self.assertEqual(offer.state, "taken")
            self.assertEqual(shift.employee_id, self.colleague.employee_id)
        else:
            self.assertIn("not on offer any more", str(answers[0]))
            self.assertEqual(offer.state, "escalated")
            self.assertFalse(shift.employee_id)
