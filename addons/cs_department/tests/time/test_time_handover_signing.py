from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverSigning(HandoverCase):
    """Read, ask, decide, sign in turn: the rules of the catalogue by their number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = cls._open()

    def test_a_whole_hand_over(self):
        handover = self.handover
        item = self._write(handover, self.agent, contact="Ms Wang, 6204")
        self._finish_outgoing(handover, self.agent, self.agent2)
        self._take_over(handover, self.moon, self.star)
        self.assertEqual(handover.state, "open")
        self.assertFalse(handover.left_at)
        self._as(self.lead, handover).action_sign()
        self.assertEqual(handover.state, "signed")
        self.assertEqual(handover.left_at, datetime(2024, 6, 3, 11, 30))
        self._as(self.director, handover).action_review()
        self.assertEqual(handover.state, "closed")
        self.assertEqual(item.owner_id, self.moon)
        self.assertEqual(handover.action_verify(), [])
        signed = handover.signature_ids
        self.assertTrue(all(s.user_id and s.signed_at and s.digest for s in signed))

    def test_sh_03_roll_call_and_lateness(self):
        handover = self.handover
        with freeze_time("2024-06-03 11:45:00"):
            self._as(self.moon, handover).action_here()
        seat = self._seat(handover, self.moon)
        self.assertEqual((seat.presence, seat.late_minutes), ("present", 0))
        star = self._seat(handover, self.star)
        with freeze_time("2024-06-03 11:51:30"):
            self._as(self.lead, handover).action_call_roll(star.ids, [])
        self.assertEqual(star.late_minutes, 7)
        self.assertEqual(handover.late_count, 1)
        with freeze_time("2024-06-03 12:30:00"):
            self._as(self.star, handover).action_here()
        self.assertEqual(star.late_minutes, 7)

    def test_sh_03_only_the_leader_calls_the_roll(self):
        seats = self.handover.seat_ids
        for person in (self.agent, self.moon, self.lead2, self.hr):
            self.assertForbidden(
                self._as(person, self.handover).action_call_roll, seats.ids, []
            )
        self._as(self.boss, self.handover).action_call_roll(seats[0].ids, seats[1].ids)
        self.assertEqual(seats.mapped("presence"), ["present", "absent"])
        self.assertRefused(
            "both there and absent",
            self._as(self.lead, self.handover).action_call_roll,
            seats.ids,
            seats.ids,
        )

    def test_sh_04_absent_relief_is_replaced_or_the_seat_is_closed(self):
        handover = self.handover
        moon, star = self._seat(handover, self.moon), self._seat(handover, self.star)
        leader = self._as(self.lead, handover)
        leader.action_call_roll([], (moon + star).ids)
        leader.action_replace(moon.id, self.agent3.id)
        self.assertEqual(moon.incoming_id, self.agent3)
        leader.action_close_seat(star.id, "Quiet night")
        self._finish_outgoing(handover, self.agent)
        self._take_over(handover, self.agent3)
        leader.action_sign()
        self.assertEqual(handover.state, "signed")

    def test_sh_04_nobody_leaves_before_relief(self):
        handover = self.handover
        with freeze_time("2024-06-03 12:05:00"):
            holds = handover._handover_holds(self.agent + self.agent2 + self.moon)
        self.assertEqual(set(holds), {self.agent.id, self.agent2.id})
        self._finish_outgoing(handover, self.agent, self.agent2)
        self._take_over(handover, self.moon, self.star)
        self._as(self.lead, handover).action_sign()
        with freeze_time("2024-06-03 12:05:00"):
            self.assertFalse(handover._handover_holds(self.agent + self.agent2))

    def test_sh_05_not_during_a_live_service(self):
        mine = self._as(self.agent, self.handover)
        mine.action_accept(self._item(self.handover, "Bin is empty").ids)
        mine.action_live(True)
        self.assertRefused("agent still serves a customer", mine.action_sign)
        mine.action_live(False)
        mine.action_sign()

    def test_sh_07_every_line_is_read_or_questioned(self):
        handover = self.handover
        work = self._write(handover, self.agent)
        lesson = self._write(handover, self.agent, "How to reset", kind="lesson")
        self._finish_outgoing(handover, self.agent, self.agent2)
        mine = self._as(self.moon, handover)
        mine.action_here()
        checks = handover.item_ids.filtered(
            lambda i: i.kind in ("check", "asset") and i.side == "incoming"
        )
        mine.action_accept(checks.ids)
        self.assertRefused("Not read yet: 'Refund of Mr Li'", mine.action_sign)
        mine.action_accept(work.ids)
        self.assertRefused("Not read yet: 'How to reset'", mine.action_sign)
        mine.action_ask(lesson.id, "Which button?")
        mine.action_sign()

    def test_sh_06_questions_are_answered_until_both_sides_are_clear(self):
        item = self._write(self.handover, self.agent)
        self._as(self.moon, self.handover).action_ask(item.id, "Since when?")
        question = item.question_ids
        self.assertForbidden(
            self._as(self.moon, self.handover).action_answer, question.id, "Hm"
        )
        self._as(self.agent, self.handover).action_answer(question.id, "Since noon")
        self.assertEqual(question.answered_by_id, self.agent)
        self.assertEqual(question.answer, "Since noon")

    def test_one_refused_line_does_not_stop_the_others(self):
        handover = self.handover
        item = self._write(handover, self.agent)
        self._finish_outgoing(handover, self.agent, self.agent2)
        mine = self._as(self.moon, handover)
        mine.action_refuse_item(item.id, "Nobody knows the customer")
        self.assertEqual(item.question_ids.question, "Nobody knows the customer")
        self._take_over_rest(handover)
        self.assertEqual(handover.state, "signed")
        self.assertEqual(item.verdict, "refused")
        self.assertEqual(item.owner_id, self.agent)
        self.assertEqual(handover.refused_count, 1)

    def _take_over_rest(self, handover):
        self._take_over(handover, self.moon, self.star)
        self._as(self.lead, handover).action_sign()

    def test_sh_31_a_blocking_line_that_is_not_in_order_stops_it(self):
        handover = self.handover
        self._finish_outgoing(handover, self.agent, self.agent2)
        desk = self._item(handover, "Desk is clean")
        mine = self._as(self.moon, handover)
        mine.action_refuse_item(desk.id, "Coffee everywhere")
        others = handover.item_ids.filtered(
            lambda i: i.side == "incoming" and i != desk
        )
        mine.action_here()
        mine.action_accept(others.ids)
        self.assertRefused("so nobody takes over: 'Desk is clean'", mine.action_sign)
        mine.action_accept(desk.ids)
        mine.action_sign()
        self.assertEqual(desk.verdict, "accepted")
        self.assertFalse(desk.reason)

    def test_a_leader_lets_a_line_pass_and_answers_for_it(self):
        handover = self.handover
        self._finish_outgoing(handover, self.agent, self.agent2)
        desk = self._item(handover, "Desk is clean")
        self._as(self.moon, handover).action_refuse_item(desk.id, "Coffee everywhere")
        self.assertForbidden(
            self._as(self.moon, handover).action_waive, desk.id, "Please"
        )
        self._as(self.lead, handover).action_waive(desk.id, "The cleaner comes")
        self._take_over_rest(handover)
        self.assertEqual(handover.state, "signed")
        self.assertEqual(desk.waived_by_id, self.lead.user_id)

    def test_sh_26_important_work_is_finished_first(self):
        item = self._write(self.handover, self.agent, is_important=True)
        mine = self._as(self.agent, self.handover)
        mine.action_accept(self._item(self.handover, "Bin is empty").ids)
        self.assertRefused("Important work is not finished", mine.action_sign)
        mine.action_resolve(item.id, "Done")
        mine.action_sign()

    def test_sh_26_the_duties_of_who_goes_come_first(self):
        self.assertRefused(
            "Not decided yet: 'Bin is empty'",
            self._as(self.agent, self.handover).action_sign,
        )

    def test_sh_10_damage_goes_to_the_supervisor(self):
        failed = []
        model = self.registry["cs.handover"]
        self.patch(
            model, "_handover_failed", lambda self, items: failed.extend(items.ids)
        )
        phone = self._item(self.handover, "Phone")
        mine = self._as(self.moon, self.handover)
        mine.action_refuse_item(phone.id, "One is broken", 1)
        [activity] = self.handover.activity_ids
        self.assertEqual(activity.user_id, self.lead.user_id)
        self.assertIn("Phone", activity.summary)
        self.assertEqual((phone.expected, phone.counted), (2, 1))
        self.assertEqual(failed, phone.ids)
        self.assertRefused(
            "A count is from 0", mine.action_refuse_item, phone.id, "Hm", -1
        )

    def test_sh_17_incidents_go_to_the_officer_on_duty(self):
        self.template.duty_role_id = self.duty
        self._write(self.handover, self.agent, "Alarm", kind="incident")
        [activity] = self.handover.activity_ids
        self.assertEqual(activity.user_id, self.director.user_id)

    def test_sh_09_the_leader_signs_after_the_seats(self):
        leader = self._as(self.lead, self.handover)
        self.assertRefused(
            "waits for agent and agent2", leader.action_sign, error=AccessError
        )
        self.assertEqual(self.handover.waits_for, "agent and agent2")

    def test_sh_27_refusing_it_all_goes_to_the_superior(self):
        handover = self.handover
        mine = self._as(self.moon, handover)
        self.assertForbidden(self._as(self.agent, handover).action_refuse, "No")
        self.assertRefused("give a reason", mine.action_refuse, " ")
        mine.action_refuse("The record is empty and nobody answers")
        self.assertEqual(handover.state, "refused")
        [activity] = handover.activity_ids
        self.assertEqual(activity.user_id, self.lead.user_id)
        self.assertRefused("It is too late", mine.action_here)
        self.assertForbidden(mine.action_settle, "All fine")
        self.assertForbidden(self._as(self.agent, handover).action_settle, "Fine")
        self._as(self.lead, handover).action_settle("The record was completed")
        self.assertEqual(handover.state, "open")
        self.assertFalse(handover.activity_ids)
        self._finish_outgoing(handover, self.agent, self.agent2)
        self._take_over_rest(handover)
        self.assertEqual(handover.state, "signed")

    def test_sh_27_a_leader_who_comes_himself_has_a_superior(self):
        seat = self._seat(self.handover, self.moon)
        self._as(self.lead, self.handover).action_replace(seat.id, self.lead.id)
        self._as(self.lead, self.handover).action_refuse("Nobody explains it")
        self.assertEqual(self.handover.activity_ids.user_id, self.boss.user_id)
        self.assertForbidden(
            self._as(self.lead, self.handover).action_settle, "I am content"
        )

    def test_sh_28_only_holders_of_the_role_review(self):
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self._take_over_rest(self.handover)
        for person in (self.lead, self.agent, self.boss):
            self.assertForbidden(self._as(person, self.handover).action_review)
        self._as(self.director, self.handover).action_review()
        self.assertEqual(self.handover.state, "closed")

    def test_sh_46_lessons_are_published_for_all(self):
        item = self._write(self.handover, self.agent, "Reset a router", kind="lesson")
        stranger = item.with_user(self.agent3.user_id)
        self.assertFalse(stranger.search([("id", "=", item.id)]))
        self.assertForbidden(
            self._as(self.agent, self.handover).action_publish_lesson, item.id
        )
        self._as(self.lead, self.handover).action_publish_lesson(item.id)
        self.assertTrue(stranger.search([("id", "=", item.id)]))
