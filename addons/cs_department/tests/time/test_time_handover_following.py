from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverFollowing(HandoverCase):
    """Open hand-overs follow the roster; nobody waits for who does not come."""

    def _follow(self):
        self.env["cs.handover"]._follow_roster(datetime(2024, 6, 3, 11, 40))

    def test_it_follows_the_roster_until_somebody_signs(self):
        handover = self._open()
        self.shifts[2].employee_id = self.agent3
        self._follow()
        self.assertIn(self.agent3, handover.seat_ids.incoming_id)
        self.assertNotIn(self.moon, handover.seat_ids.incoming_id)
        self._finish_outgoing(handover, self.agent)
        self.shifts[2].employee_id = self.moon
        self._follow()
        self.assertIn(self.agent3, handover.seat_ids.incoming_id)

    def test_sh_04_who_was_taken_off_the_roster_is_let_go(self):
        """Nobody waits for him, the leader is told once; a new shift fills the gap."""
        handover = self._open()
        seat = self._seat(handover, self.moon)
        goes = seat.outgoing_id
        item = self._write(handover, goes)
        self._as(self.moon, handover).action_here()
        self._as(self.moon, handover).action_accept(item.ids)
        self.assertEqual(item.owner_id, self.moon)
        self.shifts[2].state = "cancelled"
        for _time in range(2):
            self._follow()
        self.assertFalse(seat.incoming_id)
        self.assertEqual((seat.presence, seat.arrived_at), ("expected", False))
        self.assertEqual((item.verdict, item.owner_id), ("open", goes))
        self.assertForbidden(self._as(self.moon, handover).get_page, handover.id)
        told = handover.activity_ids
        self.assertEqual(told.summary, f"Nobody relieves {goes.name} any more")
        self.assertEqual(told.user_id, self.lead.user_id)
        said = self.env["mail.message"].search(
            [("partner_ids", "=", self.moon.user_id.partner_id.id)]
        )
        self.assertEqual(said.mapped("subject"), ["You do not take over any more"])
        self._shift(self.agent3, 3, self.night, state="published")
        self._follow()
        self.assertEqual(seat.incoming_id, self.agent3)
        self.assertFalse(handover.activity_ids)

    def test_a_seat_without_relief_waits_for_whoever_relieves(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        goes = seat.outgoing_id
        self.shifts[2].state = "cancelled"
        self._follow()
        page = self._as(goes, handover).get_page(handover.id)
        row = next(row for row in page["seats"] if row["id"] == seat.id)
        self.assertEqual(row["incoming"], "")
        slots = handover.signature_ids.filtered(lambda slot: slot.seat_id == seat)
        takes_over = slots.filtered(lambda slot: slot.kind == "incoming")
        self.assertEqual(takes_over._who_text(), f"whoever relieves {goes.name}")
        self.assertIn(takes_over, handover._open_slots())
        self.assertRefused(
            "Nobody relieves this seat",
            self._as(self.lead, handover).action_call_roll,
            seat.ids,
        )

    def test_a_shift_that_comes_back_takes_its_seat_again(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        self.shifts[2].state = "draft"
        self._follow()
        self.assertFalse(seat.incoming_id)
        # nobody was at it, and nobody is bothered
        self.assertFalse(
            self.env["mail.message"].search(
                [("partner_ids", "=", self.moon.user_id.partner_id.id)]
            )
        )
        self.shifts[2].state = "published"
        self._follow()
        self.assertEqual(seat.incoming_id, self.moon)

    def test_a_shift_at_another_hour_relieves_nobody(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        hours = timedelta(hours=2)
        shift = self.shifts[2]
        shift.write({"start": shift.start + hours, "stop": shift.stop + hours})
        self._follow()
        self.assertFalse(seat.incoming_id)

    def test_whom_the_leader_named_the_roster_does_not_send_away(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        self._as(self.lead, handover).action_replace(seat.id, self.agent3.id)
        self.shifts[2].state = "cancelled"
        self._follow()
        self.assertEqual(seat.incoming_id, self.agent3)

    def test_the_leader_names_somebody_or_closes_a_seat_without_relief(self):
        handover = self._open()
        named, closed = (self._seat(handover, who) for who in (self.moon, self.star))
        self.shifts[2:].write({"state": "cancelled"})
        self._follow()
        self.assertEqual(len(handover.activity_ids), 1)
        lead = self._as(self.lead, handover)
        lead.action_replace(named.id, self.agent3.id)
        self.assertTrue(handover.activity_ids)
        lead.action_close_seat(closed.id, "Quiet night")
        self.assertFalse(handover.activity_ids)
        self._follow()
        self.assertEqual(named.incoming_id, self.agent3)
        self.assertFalse(closed.incoming_id)

    def test_who_goes_and_was_taken_off_the_roster_signs_nothing(self):
        handover = self._open()
        seat = self._seat(handover, self.agent)
        comes = seat.incoming_id
        self.env["cs.handover"]._remind_tidy(datetime(2024, 6, 3, 11, 46))
        self.shifts[0].state = "cancelled"
        self._follow()
        self.assertFalse(seat.outgoing_id)
        self.assertEqual(seat.incoming_id, comes)
        self.assertEqual(handover.activity_ids.user_id, self.agent2.user_id)
        wanted = handover._open_slots().filtered(lambda slot: slot.seat_id == seat)
        self.assertEqual(wanted.mapped("kind"), ["incoming"])
        self.assertForbidden(self._as(self.agent, handover).get_page, handover.id)

    def test_after_the_outgoing_signed_who_was_taken_off_is_let_go_all_the_same(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        self._finish_outgoing(handover, seat.outgoing_id)
        self.shifts[2].state = "cancelled"
        self._follow()
        self.assertFalse(seat.incoming_id)
        self.assertEqual(handover.action_verify(), [])

    def test_who_took_over_stays_whatever_becomes_of_the_roster(self):
        handover = self._open()
        seat = self._seat(handover, self.moon)
        goes = seat.outgoing_id
        others = (self.agent + self.agent2) - goes
        self._finish_outgoing(handover, goes, *others)
        self._take_over(handover, self.moon)
        (self.shifts[0] + self.shifts[1] + self.shifts[2]).write({"state": "cancelled"})
        self._follow()
        self.assertEqual((seat.outgoing_id, seat.incoming_id), (goes, self.moon))

    def test_nobody_is_there_at_a_seat_without_relief(self):
        seat = self._open().seat_ids[:1]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            seat._keep({"incoming_id": False, "presence": "present"})

    def test_who_may_not_sign_yet_reads_for_whom_he_waits(self):
        handover = self._open()
        goes = self._seat(handover, self.moon).outgoing_id
        page = self._as(self.moon, handover).get_page(handover.id)["me"]
        self.assertEqual((page["sign"], page["waits"]), (False, [goes.name]))
        self._finish_outgoing(handover, goes)
        page = self._as(self.moon, handover).get_page(handover.id)["me"]
        self.assertEqual((page["sign"], page["waits"]), ("incoming", []))
