from odoo import models
from odoo.fields import Domain

#: from here on nothing is left to do in a hand-over
OVER = ("closed", "cancelled")


class MyShifts(models.Model):
    """From somebody's own shift to its hand-over, on the phone.

    Whoever may read the shift as his own gets the number of the hand-over; the page
    itself checks who may read it.
    """

    _inherit = "cs.shift"

    def _my_rows(self, shifts):
        """Add the hand-over of each shift: one that is still open, else the last."""
        rows = super()._my_rows(shifts)
        seats = self.env["cs.handover.seat"].sudo()
        found = seats.search(
            Domain("handover_id.state", "!=", "cancelled")
            & (
                Domain("outgoing_shift_id", "in", shifts.ids)
                | Domain("incoming_shift_id", "in", shifts.ids)
            ),
            order="id",
        )
        for row in rows.values():
            row["handover"] = False
        # what is over comes first, so that what is open takes its place
        for seat in found.sorted(_rank):
            for side in ("outgoing", "incoming"):
                shift = seat[f"{side}_shift_id"]
                if seat[f"{side}_id"] and shift.id in rows:
                    rows[shift.id]["handover"] = seat.handover_id.id
        return rows


def _rank(seat):
    """Take open hand-overs last, the earliest of them at the very end."""
    handover = seat.handover_id
    is_open = handover.state not in OVER
    moment = handover.start.timestamp()
    return is_open, -moment if is_open else moment
