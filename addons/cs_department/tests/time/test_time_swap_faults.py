from odoo.tests import freeze_time, tagged

from ..flow.every_write import EveryWrite
from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapFaults(EveryWrite, SwapCase):
    """A failure at any write moves all shifts or none, and no hour is lost."""

    def _state(self, *records):
        return [record.read(self._names(record)) for record in records if record]

    def _names(self, record):
        known = {
            "cs.shift": ["employee_id", "origin", "is_return", "state"],
            "cs.shift.swap": ["flow_state", "moved_at", "undone_at"],
            "cs.shift.swap.leg": ["is_open", "taker_id"],
            "cs.shift.offer": ["state", "wave", "taken_by_id"],
            "cs.shift.offer.line": ["state"],
            "cs.flow.run": ["state", "rev"],
        }
        return known[record._name]

    def _at_every_write(self, records, act):
        return self.at_every_write(lambda: self._state(*records), act)

    def test_a_ring_is_carried_out_or_not(self):
        shifts = self.env["cs.shift"].union(
            self._out(self.agent, 10),
            self._out(self.agent2, 10, self.late),
            self._out(self.agent4, 12),
        )
        swap = self._file("ring", shifts)
        self._approve(swap, self.agent2, self.agent4, self.lead)
        hours = sum(shifts.mapped("paid_hours"))
        task = self._tasks(swap).with_user(self.boss.user_id)
        records = (shifts, swap, swap.leg_ids, swap.flow_run_id)
        writes = self._at_every_write(records, task.action_approve)
        self.assertGreater(writes, 5)
        self.assertEqual(shifts.employee_id, self.agent2 + self.agent4 + self.agent)
        self.assertEqual(sum(shifts.mapped("paid_hours")), hours)
        self.assertEqual(swap.flow_run_id.action_verify_log(), [])

    def test_a_swap_is_taken_back_or_not(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self._approve(swap, self.agent2, self.lead, self.boss)
        act = lambda: swap.with_user(self.lead.user_id).action_undo("Needed")  # noqa: E731
        records = (mine + other, swap, swap.leg_ids)
        self.assertGreater(self._at_every_write(records, act), 4)
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(other.employee_id, self.agent2)
        self.assertTrue(swap.undone_at)

    def test_an_offer_is_taken_or_not(self):
        shift = self._out(self.agent, 10)
        offers = self.env["cs.shift.offer"]
        number = offers.with_user(self.lead.user_id).call_in(shift.id, "Fever")
        offer = offers.browse(number)
        act = offer.with_user(self.agent4.user_id).action_take
        records = (shift, offer, offer.line_ids)
        self.assertGreater(self._at_every_write(records, act), 4)
        self.assertEqual(shift.employee_id, self.agent4)
        self.assertEqual(offer.state, "taken")

    def test_a_sick_call_goes_out_or_not(self):
        shift = self._out(self.agent, 10)
        offers = self.env["cs.shift.offer"]

        def act():
            offers.with_user(self.lead.user_id).call_in(shift.id, "Fever")

        self.assertGreater(self._at_every_write((shift,), act), 4)
        self.assertFalse(shift.employee_id)
        offer = offers.search([("shift_id", "=", shift.id)])
        self.assertEqual(len(offer), 1)
        self.assertIn("asked", offer.line_ids.mapped("state"))

    def test_a_swap_is_filed_or_not(self):
        shift = self._out(self.agent, 10)
        count = self.env["cs.shift.swap"].search_count([])

        def act():
            self._file("give", shift, self.agent2)

        self.assertGreater(self._at_every_write((shift,), act), 4)
        self.assertEqual(self.env["cs.shift.swap"].search_count([]), count + 1)
