from odoo import fields, models
from odoo.fields import Domain


class ShiftFollowing(models.Model):
    """What planners change of shifts is followed by open hand-overs at once."""

    _inherit = "cs.shift"

    def _log_changed(self, before):
        result = super()._log_changed(before)
        if before:
            self.env["cs.handover"]._follow_shifts(self.union(*before))
        return result

    def unlink(self):
        handovers = self.env["cs.handover"]
        seats = handovers._following(handovers._seats_of(self)) if self else ()
        result = super().unlink()
        if seats:
            handovers._follow(seats.exists())
        return result


class RosterFollowing(models.Model):
    """Shifts that are published fill what is vacant in open hand-overs."""

    _inherit = "cs.roster"

    def _publish(self):
        shifts = self._untold(Domain("stop", ">", fields.Datetime.now()))
        result = super()._publish()
        if shifts:
            self.env["cs.handover"]._follow_shifts(shifts)
        return result
