from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverUndecided(HandoverCase):
    """As long as nobody has decided what was not accepted, the page says who does, also
    when the line does not stop the hand-over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shifts.write({"state": "cancelled"})
        cls.shifts = cls._shifts(3, cls.agent, cls.agent2, cls.lead, cls.star)
        cls.handover = cls._open()
        seat = cls.handover.seat_ids.filtered(lambda s: s.incoming_id == cls.lead)
        cls.giver = seat.outgoing_id

    def _row(self, person, item):
        page = self._as(person, self.handover).get_page(self.handover.id)
        return next(row for row in page["items"] if row["id"] == item.id)

    def _refused_by(self, person):
        """Whom he relieves has signed; he does not accept the work."""
        giver = self._seat(self.handover, person).outgoing_id
        item = self._write(self.handover, giver)
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self._as(person, self.handover).action_refuse_item(item.id, "Who is it?")
        return item

    def test_a_leader_who_comes_does_not_decide_the_work_he_refused(self):
        item = self._refused_by(self.lead)
        self._take_over(self.handover, self.lead, self.star)
        mine = self._as(self.lead, self.handover)
        me = mine.get_page(self.handover.id)["me"]
        self.assertFalse(me["sign"])
        self.assertIn("signs as the leader: boss", me["leader_words"])
        self.assertRefused(
            "Not accepted at your own seat: 'Refund of Mr Li'",
            mine.action_sign,
            error=AccessError,
        )
        self.assertEqual(self.handover.state, "open", "nobody leaves over it")
        self._as(self.boss, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")
        self.assertEqual(item.owner_id, self.giver)

    def test_he_lets_that_work_not_pass_himself(self):
        item = self._refused_by(self.lead)
        for person, words in (
            (self.lead, "somebody else decides it as the leader: boss"),
            (self.agent, "The leader of the shift decides: boss"),
            (self.star, "The leader of the shift decides: boss"),
        ):
            row = self._row(person, item)
            self.assertFalse(row["can_waive"], person.name)
            self.assertIn(words, row["judged_by"])
        waive = self._as(self.lead, self.handover).action_waive
        self.assertRefused("boss", waive, item.id, "Fine", error=AccessError)
        row = self._row(self.boss, item)
        self.assertEqual((row["can_waive"], row["judged_by"]), (True, ""))
        self._as(self.boss, self.handover).action_waive(item.id, "He calls tomorrow")
        self.assertEqual(self._row(self.agent, item)["judged_by"], "")
        self._take_over(self.handover, self.lead, self.star)
        self._as(self.lead, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")

    def test_what_he_finds_out_of_order_he_takes_over_himself(self):
        headset = self._item(self.handover, "Headset works")
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self._as(self.lead, self.handover).action_refuse_item(headset.id, "It hums")
        self.assertTrue(self._row(self.lead, headset)["can_waive"])
        self.assertIn("lead", self._row(self.agent, headset)["judged_by"])
        self._take_over(self.handover, self.lead, self.star)
        self._as(self.lead, self.handover).action_sign()
        self.assertEqual(
            self._row(self.agent, headset)["judged_by"],
            "Not accepted. lead let the shift leave all the same.",
        )

    def test_what_is_signed_for_is_decided_by_the_signature_of_the_leader(self):
        item = self._refused_by(self.star)
        self._take_over(self.handover, self.star)
        row = self._row(self.lead, item)
        self.assertFalse(row["can_waive"], "star has signed for it")
        self.assertIn("Who signs as the leader decides", row["judged_by"])

    def test_what_nobody_took_goes_on_and_the_page_says_so(self):
        item = self._refused_by(self.star)
        self._take_over(self.handover, self.star, self.lead)
        self._as(self.lead, self.handover).action_sign()
        words = self._row(self.agent, item)["judged_by"]
        self.assertIn(f"it stays with {item.owner_id.name} and goes on", words)
        mine = self._as(self.lead, self.handover)
        mine.action_resolve(item.id, "He was paid")
        self.assertEqual(self._row(self.agent, item)["judged_by"], "")

    def test_nothing_is_said_of_what_was_not_refused(self):
        item = self._write(self.handover, self.agent)
        page = self._as(self.star, self.handover).get_page(self.handover.id)
        self.assertFalse([row for row in page["items"] if row["judged_by"]])
        self.assertFalse(self._row(self.lead, item)["can_waive"])
