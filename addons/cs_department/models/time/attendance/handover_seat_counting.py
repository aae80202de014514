from odoo import fields, models


class HandoverSeatCounting(models.Model):
    """A seat whose lateness or relief changes counts again in the month sheets."""

    _inherit = "cs.handover.seat"

    def _keep(self, vals):
        is_late = {"late_minutes", "incoming_id"} & vals.keys()
        before = self.filtered("late_minutes")._days_of("incoming") if is_late else ()
        result = super()._keep(vals)
        if is_late:
            after = self.sudo().filtered("late_minutes")._days_of("incoming")
            self._count_again({*before, *after})
        if "closed_by_id" in vals:
            self.sudo()._count_past()
        return result

    def _day_of(self, side):
        """Return the day of who comes or goes, by his shift, else by the change."""
        return self[f"{side}_shift_id"].date or self.handover_id._local_day()

    def _days_of(self, side):
        """Return ``(employee id, date)`` of those who come or go."""
        return {
            (seat[f"{side}_id"].id, seat._day_of(side))
            for seat in self.sudo()
            if seat[f"{side}_id"]
        }

    def _count_past(self):
        """Those who went with a day that is over; today is counted by night."""
        today = fields.Date.context_today(self)
        days = self._days_of("outgoing")
        self._count_again({pair for pair in days if pair[1] < today})

    def _count_again(self, days):
        self.env["cs.attendance.month"].sudo()._touch(days)
