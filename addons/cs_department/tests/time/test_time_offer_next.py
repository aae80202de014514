from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeOfferNext(SwapCase):
    """Nobody took a shift: whoever leads asks others, gives it away or leaves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules.wave_ids = [fields.Command.create({"size": 1, "minutes": 10})]
        # the roster itself would let people work back to back
        cls.policy.write({"min_rest_hours": 0, "rest_outcome": "off"})
        for person, days in ((cls.agent4, (20,)), (cls.agent5, (20, 22))):
            for day in days:
                cls._out(person, day)
        cls.busy = cls._out(cls.lead, 10)
        cls._out(cls.agent5, 10, cls.late)
        cls.shift = cls._out(cls.agent, 10)
        offers = cls.env["cs.shift.offer"].with_user(cls.lead.user_id)
        cls.offer = cls.env["cs.shift.offer"].browse(
            offers.call_in(cls.shift.id, "Ill")
        )
        cls.offer.with_user(cls.agent2.user_id).action_decline()

    def setUp(self):
        super().setUp()
        self.led = self.offer.with_user(self.lead.user_id)

    def _line(self, person):
        return self.offer.line_ids.filtered(lambda row: row.employee_id == person)

    def _of_lead(self, person):
        return self._line(person).with_user(self.lead.user_id)

    def _todos(self):
        return self.offer.activity_ids.filtered(lambda one: "Find" in one.summary)

    def test_the_best_stand_first_with_every_reason(self):
        self.assertEqual(self.offer.state, "escalated")
        self.assertEqual(
            [(row.employee_id.name, row.state) for row in self.offer.line_ids.sorted()],
            [
                ("agent2", "declined"),
                ("agent4", "excluded"),
                ("agent5", "excluded"),
                ("lead", "excluded"),
            ],
        )
        self.assertIn("Further down", self._line(self.agent4).why)
        self.assertIn("back to back", self._line(self.agent5).why)
        self.assertEqual(
            [row.can_give for row in self.led.line_ids.sorted()],
            [True, True, True, False],
            "whoever works at that time cannot",
        )
        self.assertIn("leave it vacant", self._told("Nobody takes the shift").body)

    def _told(self, subject):
        return self.env["mail.message"].search(
            [
                ("model", "=", self.offer._name),
                ("res_id", "=", self.offer.id),
                ("subject", "ilike", subject),
            ],
            limit=1,
        )

    def test_ask_again_and_everybody_who_may(self):
        self.assertTrue(self._todos())
        answer = self.led.action_ask_again()
        self.assertIn("agent4", answer["params"]["message"], "who said no comes last")
        self.assertEqual((self.offer.state, self.offer.wave), ("open", 1))
        self.assertEqual(self._line(self.agent4).state, "asked")
        self.assertNotEqual(self._line(self.agent2).state, "asked")
        self.assertIn("Said no before", self._line(self.agent2).why)
        self.assertFalse(self._todos())
        self.offer.with_user(self.agent4.user_id).action_decline()
        self.assertEqual(self.offer.state, "escalated")
        self.led.action_ask_everybody()
        self.assertEqual(self._line(self.agent2).state, "asked")
        self.assertEqual(self._line(self.agent4).state, "asked")
        self.assertEqual(self._line(self.agent5).state, "excluded")
        self.offer.with_user(self.agent4.user_id).action_take()
        self.assertEqual(self.shift.employee_id, self.agent4)
        with self.assertRaises(UserError):
            self.led.action_ask_again()

    def test_nobody_may_by_the_rules(self):
        for person in (self.agent2, self.agent4):
            self._out(person, 10, self.late)
        with self.assertRaisesRegex(UserError, "By the rules nobody"):
            self.led.action_ask_everybody()

    def test_every_rule_is_named_and_who_has_no_login_is_only_given_it(self):
        self.agent5.user_id.active = False
        self.led.action_ask_everybody()
        line = self._of_lead(self.agent5)
        self.assertIn("back to back", line.why)
        self.assertIn("no login", line.why)
        self.assertEqual((line.can_ask, line.can_give), (False, True))
        with self.assertRaisesRegex(UserError, "no login"):
            line.action_ask()

    def test_one_is_asked_although_a_rule_of_swaps_speaks_against_it(self):
        line = self._of_lead(self.agent5)
        question = line.ask_question()
        self.assertIn("agent5 is asked to take", question)
        self.assertIn("back to back", question)
        line.action_ask()
        self.assertEqual((self.offer.state, line.state), ("open", "asked"))
        self.assertFalse(self._todos())
        self.assertIn(
            self.agent5.user_id.partner_id, self._told("A shift is free").partner_ids
        )
        with self.assertRaisesRegex(UserError, "asked already"):
            line.action_ask()
        self.offer.with_user(self.agent5.user_id).action_take()
        self.assertEqual(self.shift.employee_id, self.agent5)

    def test_who_is_asked_says_no_and_the_leader_has_it_again(self):
        self._of_lead(self.agent5).action_ask()
        self.offer.with_user(self.agent5.user_id).action_decline()
        self.assertEqual(self.offer.state, "escalated")
        self.assertTrue(self._todos())

    def test_given_by_hand(self):
        line = self._of_lead(self.agent5)
        self.assertIn("who is told at once", line.give_question())
        self.assertEqual(line.action_question_give()["params"]["step"], "give")
        line.action_give()
        self.assertEqual(self.shift.employee_id, self.agent5)
        self.assertEqual(self.offer.state, "taken")
        self.assertFalse(self._todos())
        self.assertFalse(self.led.can_decide)

    def test_the_rules_of_the_roster_hold(self):
        for step in ("give_question", "action_give", "action_ask"):
            with self.assertRaisesRegex(UserError, "already has a shift"):
                getattr(self._of_lead(self.lead), step)()
        self.assertFalse(self.shift.employee_id)

    def test_left_vacant(self):
        self.led.action_leave_vacant()
        self.assertEqual(self.offer.state, "vacant")
        self.assertFalse(self._todos())
        self.assertFalse(self.shift.employee_id)
        with self.assertRaisesRegex(UserError, "not on offer any more"):
            self.led.action_leave_vacant()

    def test_the_next_are_asked_before_the_time_is_up(self):
        self.rules.wave_ids = [fields.Command.create({"size": 1, "minutes": 600})]
        self.led.action_ask_again()
        self.assertEqual(self._line(self.agent4).state, "asked")
        answer = self.led.action_ask_next()
        self.assertIn("agent2", answer["params"]["message"])
        self.assertEqual(self._line(self.agent4).state, "silent")
        self.assertIn("Nobody is left", self.led.action_ask_next()["params"]["message"])
        self.assertEqual(self.offer.state, "escalated")
        self.led.action_ask_again()
        self.led.action_ask_next()
        self.offer.with_user(self.agent4.user_id).action_take()
        self.assertEqual(self.offer.taken_by_id, self.agent4, "asked earlier")

    def test_what_was_taken_back_or_left_vacant_is_taken_up_again(self):
        for step in ("action_close", "action_leave_vacant"):
            getattr(self.led, step)()
            self.led.invalidate_recordset()
            self.assertTrue(self.led.can_decide, step)
            self.led.action_ask_again()
            self.assertEqual(self.offer.state, "open", step)
            asked = self.offer.line_ids.filtered(lambda row: row.state == "asked")
            self.offer.with_user(asked.employee_id.user_id).action_decline()
            self.assertEqual(self.offer.state, "escalated")

    def test_who_leads_is_asked_last(self):
        self.busy.with_user(self.boss.user_id).unlink()
        self.led.action_ask_everybody()
        lines = self.offer.line_ids.filtered(lambda row: row.state == "asked")
        self.assertIn(self.lead, lines.employee_id)
        self.assertEqual(lines.sorted("rank")[-1].employee_id, self.agent2, "said no")
        self.assertEqual(lines.sorted("rank")[-2].employee_id, self.lead)

    def test_somebody_works_it_by_now(self):
        self.shift._move(self.agent4, "hand")
        with self.assertRaisesRegex(UserError, "agent4 works"):
            self.led.action_ask_again()

    def test_only_whoever_leads_decides(self):
        offer = self.offer.with_user(self.agent2.user_id)
        self.assertFalse(offer.can_decide)
        line = self._line(self.agent2).with_user(self.agent2.user_id)
        self.assertFalse(line.can_give)
        for step in (
            offer.action_ask_again,
            offer.action_ask_everybody,
            offer.action_leave_vacant,
            line.action_give,
            line.action_ask,
            line.give_question,
        ):
            with self.assertRaises(AccessError):
                step()

    def test_the_page_offers_it(self):
        with Form(self.led) as page:
            self.assertTrue(page.can_decide)
