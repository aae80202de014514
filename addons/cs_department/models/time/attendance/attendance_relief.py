from odoo import models
from odoo.fields import Domain

from ....logic.attendance_relief import Arrival, Hold, late_arrivals, left_early
from .reading_values import MARGIN, moments


class AttendanceRelief(models.Model):
    """What hand-overs mean for a month: late to take over, gone before relief.

    It looks at when somebody left and when the hand-over was signed, whatever clock
    the times came from; counting again after one of them changed takes it back
    (SH-03, SH-04).
    """

    _inherit = "cs.attendance.month"

    def _read_book(self, first, last):
        read = super()._read_book(first, last)
        return read | {"relief": self._relief(list(read["book"]), first, last)}

    def _relief(self, ids, first, last):
        """Return ``{employee id: ([arrivals], [holds])}`` of hand-overs; one search."""
        begin, end = moments(first - MARGIN, last + MARGIN)
        seats = (
            self.env["cs.handover.seat"]
            .sudo()
            .search(
                Domain("handover_id.start", ">=", begin)
                & Domain("handover_id.start", "<=", end)
                & Domain("handover_id.state", "!=", "cancelled")
                & (Domain("outgoing_id", "in", ids) | Domain("incoming_id", "in", ids))
            )
        )
        found = {}
        for seat in seats:
            handover = seat.handover_id
            if seat.late_minutes:
                own = found.setdefault(seat.incoming_id.id, ([], []))
                own[0].append(
                    Arrival(
                        seat._day_of("incoming"),
                        handover.due_at,
                        seat.arrived_at,
                        seat.late_minutes,
                    )
                )
            is_held = handover.template_id.leaving != "free" and not seat.closed_by_id
            if seat.outgoing_id and seat.outgoing_shift_id and is_held:
                own = found.setdefault(seat.outgoing_id.id, ([], []))
                key = f"shift:{seat.outgoing_shift_id.id}"
                own[1].append(Hold(key, handover.left_at or None))
        return found

    def _relief_findings(self, read, stays, excuses, now):
        """Return what hand-overs found about the person of one sheet."""
        arrivals, holds = read["relief"].get(self.employee_id.id, ((), ()))
        return [*late_arrivals(arrivals), *left_early(stays, holds, excuses, now)]
