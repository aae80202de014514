from datetime import timedelta

from odoo import api, models


class AttendanceTouch(models.Model):
    """Overtime that counts by clock times follows them, as month sheets do."""

    _inherit = "cs.attendance.month"

    @api.model
    def _touch(self, days):
        result = super()._touch(days)
        if days:
            near = {(owner, day + timedelta(n)) for owner, day in days for n in (-1, 0)}
            self.env["cs.overtime"]._clock_again(near)
        return result
