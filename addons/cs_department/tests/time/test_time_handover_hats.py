from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverHats(HandoverCase):
    """Whoever leads and goes or comes himself reads as what he signs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        signers = cls.template.signer_ids
        signers.filtered(lambda s: s.kind in ("incoming", "leader")).sequence = 20
        cls.shifts.write({"state": "cancelled"})
        cls.shifts = cls._shifts(3, cls.agent, cls.agent2, cls.lead, cls.star)
        cls.handover = cls._open()

    def _me(self, person):
        page = self._as(person, self.handover).get_page(self.handover.id)
        return page["me"]

    def _read_all(self, person):
        """Be there, and accept everything, without signing."""
        mine = self._as(person, self.handover)
        mine.action_here()
        seats = self._seat(self.handover, person)
        lines = self.handover.item_ids.filtered(
            lambda item: item.side == "incoming" and item.seat_id in (seats, seats[:0])
        )
        mine.action_accept(lines.ids)

    def test_the_button_and_what_was_signed_name_every_part(self):
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self._read_all(self.lead)
        me = self._me(self.lead)
        self.assertEqual(
            me["sign_label"], "Sign as who takes over and leader of the shift"
        )
        self.assertEqual(me["signed_as"], "")
        self._as(self.lead, self.handover).action_sign()
        me = self._me(self.lead)
        self.assertEqual(me["signed_as"], "who takes over and leader of the shift")
        self.assertEqual((me["sign"], me["sign_label"]), (False, ""))

    def test_who_takes_two_seats_reads_how_many(self):
        seat = self._seat(self.handover, self.star)
        seat._keep({"incoming_id": self.lead.id})
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self.assertEqual(
            self._me(self.lead)["sign_label"],
            "Sign as who takes over (seats: 2) and leader of the shift",
        )

    def test_whoever_signs_for_one_thing_reads_what_it_means(self):
        self.assertEqual(
            self._me(self.agent)["sign_label"], "Sign: the record is complete"
        )
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self.assertEqual(self._me(self.star)["sign_label"], "Sign: I take over")
        for person in (self.lead, self.star):
            self._take_over(self.handover, person)
        self.assertEqual(self._me(self.star)["signed_as"], "")
        self.assertEqual(self._me(self.director)["sign_label"], "Sign: reviewed")

    def test_in_turn_the_leader_signs_one_after_the_other(self):
        self.handover.signature_ids.filtered(lambda s: s.kind == "leader")._keep(
            {"sequence": 30}
        )
        self._finish_outgoing(self.handover, self.agent, self.agent2)
        self._take_over(self.handover, self.star)
        self.assertEqual(self._me(self.lead)["sign_label"], "Sign: I take over")
        self._take_over(self.handover, self.lead)
        self.assertEqual(
            self._me(self.lead)["sign_label"], "Sign as leader: the shift may leave"
        )
