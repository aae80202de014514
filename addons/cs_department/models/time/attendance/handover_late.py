from odoo import models

KIND = "handover_late"


class HandoverLate(models.Model):
    """Who comes late to take over has it on record, in minutes (SH-03).

    Whoever may call the roll takes it back by calling it anew; nobody posts it by hand.
    """

    _inherit = "cs.handover"

    def _handover_late(self, seats):
        """Make the facts what the roll says; the caller holds the hand-over."""
        super()._handover_late(seats)
        wanted = {
            (seat.id, "late"): {
                "employee_id": seat.incoming_id.id,
                "company_id": seat.company_id.id,
                "department_id": seat.handover_id.department_id.id,
                "date": seat.incoming_shift_id.date or seat.handover_id.due_at.date(),
                "kind": KIND,
                "amount": seat.late_minutes,
                "unit": "minutes",
                "because": {"handover": seat.handover_id.id},
            }
            for seat in seats.sudo()
            if seat.late_minutes
        }
        self.env["cs.fact"]._settle(seats, wanted)
