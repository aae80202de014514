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


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverFollowingAtOnce(HandoverCase):
    """What planners change of shifts is followed in the same transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roster.with_user(cls.boss.user_id).action_publish()
        cls.handover = cls._open()

    def test_a_shift_that_is_cancelled_vacates_its_seat_at_once(self):
        seat = self._seat(self.handover, self.moon)
        goes, shift = seat.outgoing_id, self.shifts[2]
        shift.with_user(self.boss.user_id).action_cancel()
        self.assertFalse(seat.incoming_id)
        self.assertEqual(
            self.handover.activity_ids.summary, f"Nobody relieves {goes.name} any more"
        )
        key = (
            shift.roster_id.id,
            self.moon.id,
            shift.type_id.id,
            shift.date,
            shift.start,
            shift.stop,
        )
        self.env["cs.shift"].with_user(self.boss.user_id)._call_back({key})
        self.assertEqual(seat.incoming_id, self.moon)
        self.assertFalse(self.handover.activity_ids)

    def test_a_shift_that_is_given_to_somebody_brings_him_at_once(self):
        seat = self._seat(self.handover, self.moon)
        self.shifts[2]._move(self.agent3, "swap", told=True)
        self.assertEqual(seat.incoming_id, self.agent3)
        goes = self._seat(self.handover, self.agent)
        self.shifts[0]._move(self.agent3, "hand")
        self.assertEqual(goes.outgoing_id, self.agent, "one does not relieve himself")

    def test_a_shift_that_nobody_has_any_more_vacates_its_seat_at_once(self):
        seat = self._seat(self.handover, self.star)
        self.shifts[3]._move(self.env["hr.employee"], "sick")
        self.assertFalse(seat.incoming_id)

    def test_a_shift_that_is_published_fills_the_gap_at_once(self):
        seat = self._seat(self.handover, self.moon)
        self.shifts[2].with_user(self.boss.user_id).action_cancel()
        self._shift(self.agent3, 3, self.night)
        self.assertFalse(seat.incoming_id)
        self.roster.with_user(self.boss.user_id).action_publish()
        self.assertEqual(seat.incoming_id, self.agent3)

    def test_a_deleted_shift_named_nobody(self):
        goes, comes = (self._seat(self.handover, p) for p in (self.agent, self.star))
        gone = self.shifts[0] + self.shifts[3]
        gone._write({"known_type_id": None})
        gone.invalidate_recordset()
        gone.unlink()
        self.assertFalse(comes.incoming_id)
        self.assertFalse(goes.outgoing_id)
        self.assertFalse(comes.is_named)

    def test_whom_the_roster_names_as_well_follows_the_roster_again(self):
        seat = self._seat(self.handover, self.moon)
        self._as(self.lead, self.handover).action_replace(seat.id, self.agent3.id)
        self.assertTrue(seat.is_named)
        self.shifts[2]._move(self.agent3, "swap", told=True)
        self.assertFalse(seat.is_named)
        self.shifts[2]._move(self.moon, "swap", told=True)
        self.assertEqual(seat.incoming_id, self.moon)

    def test_whom_the_leader_named_stays_when_the_shift_is_deleted(self):
        seat = self._seat(self.handover, self.moon)
        self._as(self.lead, self.handover).action_replace(seat.id, self.agent3.id)
        self.shifts[2]._write({"known_type_id": None})
        self.shifts[2].invalidate_recordset()
        self.shifts[2].unlink()
        self.assertEqual(seat.incoming_id, self.agent3)

    def test_what_has_begun_does_not_follow(self):
        seat = self._seat(self.handover, self.moon)
        with freeze_time("2024-06-03 12:01:00"):
            self.shifts[2].with_user(self.boss.user_id).action_cancel()
        self.assertEqual(seat.incoming_id, self.moon)

    def test_who_acts_at_that_moment_starts_anew(self):
        before = self.handover.rev
        self.shifts[2].with_user(self.boss.user_id).action_cancel()
        self.assertGreater(self.handover.rev, before)

    def test_a_batch_follows_with_the_same_queries_however_many_move(self):
        def queries(day, number):
            people = [
                self._person(f"q{day}n{n}", self.calls, "group_cs_agent")
                for n in range(3 * number)
            ]
            shifts = self._shifts(day, *people[: 2 * number])
            self.roster.with_user(self.boss.user_id).action_publish()
            with freeze_time(f"2024-06-{day:02} 11:30:00"):
                handover = self._open(f"2024-06-{day:02} 11:30:00")
                self.assertEqual(len(handover.seat_ids), number)
                others = people[2 * number :]
                for shift, person in zip(shifts[number:], others, strict=True):
                    self.env.cr.execute(
                        "UPDATE cs_shift SET employee_id = %s WHERE id = %s",
                        [person.id, shift.id],
                    )
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["cs.handover"]._follow_shifts(shifts)
                self.env.flush_all()
                count = self.env.cr.sql_log_count - before
            self.assertEqual(
                handover.seat_ids.incoming_id.sorted("id").ids, [p.id for p in others]
            )
            return count

        queries(4, 2)
        self.assertLessEqual(queries(6, 8), queries(5, 2))
