from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeOffer(SwapCase):
    """Free shifts: waves, the first valid answer, escalation, pools."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules.wave_ids = [
            fields.Command.create({"size": size, "minutes": minutes})
            for size, minutes in ((1, 10), (2, 20))
        ]
        # whoever has worked least stands first
        cls._out(cls.agent4, 20)
        cls._out(cls.agent5, 20)
        cls._out(cls.agent5, 22)
        cls._out(cls.lead, 20)
        cls._out(cls.lead, 22)
        cls._out(cls.lead, 24)

    def _call_in(self, shift, note="Fever", user=None):
        offers = self.env["cs.shift.offer"].with_user(user or self.lead.user_id)
        return self.env["cs.shift.offer"].browse(offers.call_in(shift.id, note))

    def _states(self, offer):
        return {line.employee_id.name: line.state for line in offer.line_ids}

    def _take(self, offer, person):
        return offer.with_user(person.user_id).action_take()

    def _cron(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("cs_department.cron_shift_offer_waves")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_who_cannot_come_is_not_asked_for_the_same_hours(self):
        ill, other = self._out(self.agent, 10), self._out(self.agent2, 10)
        later = self._out(self.agent2, 14)
        self._call_in(ill)
        asked = self._call_in(other).line_ids
        line = asked.filtered(lambda row: row.employee_id == self.agent)
        self.assertEqual(line.state, "excluded")
        self.assertIn("cannot come at this time", line.why)
        line = self._call_in(later).line_ids.filtered(
            lambda row: row.employee_id == self.agent
        )
        self.assertNotEqual(line.state, "excluded", "another day")

    def test_a_sick_call_in_waves(self):
        shift = self._out(self.agent, 10)
        offer = self._call_in(shift)
        self.assertFalse(shift.employee_id, "the shift is free")
        self.assertEqual(offer.absent_id, self.agent)
        self.assertEqual(
            self._states(offer),
            {
                "agent2": "asked",
                "agent4": "waiting",
                "agent5": "waiting",
                "lead": "excluded",
            },
        )
        self.assertEqual(
            offer.wave_until, fields.Datetime.now() + timedelta(minutes=10)
        )
        with self.assertRaises(UserError):
            self._take(offer, self.agent4)
        with freeze_time("2024-05-20 01:11:00"):
            self._cron()
            self.assertEqual(offer.wave, 2)
            self.assertEqual(self._states(offer)["agent2"], "silent")
            self._take(offer, self.agent5)
        self.assertEqual(shift.employee_id, self.agent5)
        self.assertEqual(shift.origin, "sick")
        self.assertEqual(offer.state, "taken")
        self.assertEqual(self._states(offer)["agent4"], "lost")
        told = self.env["mail.message"].search(
            [
                ("model", "=", offer._name),
                ("res_id", "=", offer.id),
                ("subject", "ilike", "agent5 takes"),
            ]
        )
        self.assertIn(self.agent4.user_id.partner_id, told.partner_ids)
        self.assertIn(self.lead.user_id.partner_id, told.partner_ids)
        with self.assertRaises(UserError) as error:
            self._take(offer, self.agent4)
        self.assertIn("agent5 was faster", str(error.exception))

    def test_whoever_was_not_asked_does_not_take_it(self):
        offer = self._call_in(self._out(self.agent, 10))
        self.assertEqual(self._line(offer, self.lead).state, "excluded")
        with self.assertRaisesRegex(UserError, "not asked"):
            self._take(offer, self.lead)
        self.assertEqual(offer.state, "open")

    def test_hr_calls_in_for_its_own_companies_only(self):
        shift = self._out(self.agent, 10)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._user("stranger", "group_cs_hr", elsewhere)
        with self.assertRaises(AccessError):
            self._call_in(shift, user=stranger)
        self.assertEqual(shift.employee_id, self.agent)

    def test_when_all_say_no_the_next_are_asked_at_once(self):
        offer = self._call_in(self._out(self.agent, 10))
        offer.with_user(self.agent2.user_id).action_decline()
        self.assertEqual(offer.wave, 2)
        offer.with_user(self.agent4.user_id).action_decline()
        self.assertEqual(offer.state, "open")
        offer.with_user(self.agent5.user_id).action_decline()
        self.assertEqual(offer.state, "escalated")
        activity = offer.activity_ids
        self.assertEqual(activity.user_id, self.lead.user_id, "who heads calls")
        self.assertIn("Find somebody", activity.summary)

    def test_nobody_answers_and_the_role_is_told(self):
        role = self.env["cs.role"].create({"name": "Duty lead", "code": "duty_lead"})
        self._assign(self.boss, self.centre, role)
        self.rules.escalate_role_id = role
        offer = self._call_in(self._out(self.agent, 10))
        for moment in ("2024-05-20 01:10:00", "2024-05-20 01:30:00"):
            with freeze_time(moment):
                self._cron()
        self.assertEqual(offer.state, "escalated")
        self.assertEqual(offer.activity_ids.user_id, self.boss.user_id)
        self.assertNotIn("asked", self._states(offer).values())

    def test_rules_name_whom_they_exclude_and_hold_at_the_answer(self):
        self._out(self.agent4, 10, self.late)
        shift = self._out(self.agent, 10)
        offer = self._call_in(shift)
        line = offer.line_ids.filtered(lambda row: row.employee_id == self.agent4)
        self.assertEqual(line.state, "excluded")
        self.assertIn("agent4 would rest", line.why)
        self._out(self.agent2, 10, self.late)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._take(offer, self.agent2)
        self.assertIn("agent2 would rest", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(offer.state, "open")
        self.assertFalse(shift.employee_id)

    def _line(self, offer, person):
        return offer.line_ids.filtered(lambda row: row.employee_id == person)

    def test_the_policy_of_swaps_holds_for_free_shifts(self):
        # the roster itself would let people work like this
        self.policy.write({"min_rest_hours": 0, "rest_outcome": "off"})
        self._out(self.agent4, 10, self.late)
        self._out(self.agent5, 11, self.early)
        shift = self._out(self.agent, 10)
        offer = self._call_in(shift)
        line = self._line(offer, self.agent4)
        self.assertEqual(line.state, "excluded")
        self.assertIn("agent4 would work back to back", line.why)
        self.assertNotEqual(self._line(offer, self.agent5).state, "excluded")
        self._out(self.agent2, 10, self.late)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._take(offer, self.agent2)
        self.assertIn("agent2 would work back to back", str(error.exception))

    def test_rest_twice_a_day_and_swaps_before(self):
        self.policy.write({"min_rest_hours": 0, "rest_outcome": "off"})
        self.rules.write({"rest_hours": 17, "back_to_back_hours": 0})
        self._out(self.agent4, 11)
        short = self._type("S", 18, 22)
        self._out(self.agent5, 10, short)
        self._out(self.agent2, 9, self.early, origin="swap")
        self.rules.rest_hours = 16.5
        offer = self._call_in(self._out(self.agent, 10))
        self.assertIn("would rest 16 h", self._line(offer, self.agent4).why)
        self.assertIn("twice on one day", self._line(offer, self.agent5).why)
        self.assertIn("would rest 16 h", self._line(offer, self.agent2).why)
        self.assertEqual(offer.state, "escalated" if not offer.wave else "open")

    def test_the_rules_warn_only_or_say_nothing(self):
        self.policy.write({"min_rest_hours": 0, "rest_outcome": "off"})
        self.rules.wave_ids.unlink()
        self._out(self.agent4, 10, self.late)
        self.rules.free_rules = "warn"
        offer = self._call_in(self._out(self.agent, 10))
        line = self._line(offer, self.agent4)
        self.assertEqual(line.state, "asked")
        self.assertIn("back to back", line.why)
        self._take(offer, self.agent4)
        self.assertEqual(offer.shift_id.employee_id, self.agent4)
        self.rules.free_rules = "off"
        self._out(self.agent4, 14, self.late)
        offer = self._call_in(self._out(self.agent, 14))
        self.assertFalse(self._line(offer, self.agent4).why)

    def test_leave_that_is_asked_for_keeps_from_a_free_shift(self):
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Any",
                "requires_allocation": False,
                "leave_validation_type": "manager",
            }
        )
        self.env["hr.leave"].create(
            {
                "employee_id": self.agent2.id,
                "holiday_status_id": kind.id,
                "request_date_from": "2024-06-10",
                "request_date_to": "2024-06-10",
            }
        )
        shift = self._out(self.agent, 10)
        with self.env.cr.savepoint() as point:
            line = self._line(self._call_in(shift), self.agent2)
            self.assertEqual(line.state, "excluded")
            self.assertIn("agent2 has asked for leave", line.why)
            point.close(rollback=True)
        self.env.invalidate_all()
        self.rules.leave_blocks = "approved"
        self.assertEqual(self._line(self._call_in(shift), self.agent2).state, "asked")

    def test_only_leaders_call_in_and_only_what_is_ahead(self):
        shift = self._out(self.agent, 10)
        for person in (self.agent, self.agent2, self.lead2):
            with self.assertRaises(AccessError):
                self._call_in(shift, user=person.user_id)
        with freeze_time("2024-06-10 04:00:00"), self.assertRaises(UserError):
            self._call_in(shift)
        self._call_in(shift)
        with self.assertRaises(UserError) as error:
            self._call_in(shift)
        self.assertIn("on offer already", str(error.exception))

    def test_a_pool_asks_everybody_who_may(self):
        self.rules.wave_ids.unlink()
        shift = self._out(self.agent, 10)
        self._out(self.agent4, 10, self.late)
        swap = self._file("pool", shift)
        self.assertEqual(swap.flow_state, "none")
        self.assertIn("nobody has taken it", swap.status)
        offer = swap.offer_id
        self.assertEqual(
            self._states(offer),
            {
                "agent2": "asked",
                "agent4": "excluded",
                "agent5": "asked",
                "lead": "asked",
            },
        )
        mine = swap.with_user(self.agent.user_id)
        asked, _head, excluded = mine.offer_text.split("\n")
        self.assertIn("Asked, answers until ", asked)
        self.assertIn("agent2, agent5, and lead", asked)
        self.assertIn("agent4", excluded)
        self.assertFalse(swap.with_user(self.lead.user_id).offer_text)
        self.assertIn("in another swap", self._refused("give", shift, self.agent5))
        self._take(offer, self.agent5)
        self.assertEqual(swap.flow_state, "running")
        self.assertFalse(mine.offer_text)
        self.assertEqual(self._asked(swap), ["lead"], "who took it has agreed")
        self.assertEqual(shift.employee_id, self.agent, "the superiors decide")
        self._approve(swap, self.lead, self.boss)
        self.assertEqual(shift.employee_id, self.agent5)
        self.assertEqual(shift.origin, "swap")

    def test_a_shift_that_is_cancelled_is_not_on_offer_any_more(self):
        shift, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        offer = self._call_in(shift)
        swap = self._file("pool", other)
        (shift + other).action_cancel()
        self.assertEqual(offer.state, "closed")
        self.assertEqual(self._states(offer)["agent2"], "lost")
        self.assertEqual(swap.offer_id.state, "closed")
        self.assertFalse(swap.leg_ids.is_open)
        with self.assertRaises(UserError) as error:
            self._take(offer, self.agent2)
        self.assertIn("not on offer any more", str(error.exception))

    def test_who_takes_a_shift_is_told_whether_it_is_his_already(self):
        def say(offer, person):
            line = offer.line_ids.filtered(lambda row: row.employee_id == person)
            answer = line.with_user(person.user_id).action_take()
            return answer["params"]["message"]

        offer = self._call_in(self._out(self.agent, 10))
        self.assertIn("is yours now", say(offer, self.agent2))
        swap = self._file("pool", self._out(self.agent, 12))
        asked = swap.offer_id.line_ids.filtered(lambda row: row.state == "asked")
        taker = asked[:1].employee_id
        self.assertIn("until they agree it is not yours", say(swap.offer_id, taker))

    def test_an_offer_is_taken_back(self):
        shift = self._out(self.agent, 10)
        swap = self._file("pool", shift)
        with self.assertRaises(UserError):
            swap.with_user(self.agent2.user_id).offer_id.action_close()
        swap.with_user(self.agent.user_id).action_take_back()
        self.assertEqual(swap.offer_id.state, "closed")
        with self.assertRaises(UserError):
            self._take(swap.offer_id, self.agent2)
        self._file("give", shift, self.agent2)

    def test_a_shift_without_anybody_goes_to_the_leader_at_once(self):
        shift = self._out(self.agent, 10)
        for person in (self.agent2, self.agent4, self.agent5, self.lead):
            self._out(person, 10, self.late)
        offer = self._call_in(shift)
        self.assertEqual(offer.state, "escalated")
