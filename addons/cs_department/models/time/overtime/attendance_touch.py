from datetime import timedelta

from odoo import api, models


class AttendanceTouch(models.Model):
    """Overtime follows clock times and public holidays, as month sheets do."""

    _inherit = "cs.attendance.month"

    @api.model
    def _touch(self, days):
        result = super()._touch(days)
        if days:
            near = {(owner, day + timedelta(n)) for owner, day in days for n in (-1, 0)}
            self.env["cs.overtime"]._clock_again(near)
        return result

    @api.model
    def _touch_companies(self, company_ids, first, last):
        result = super()._touch_companies(company_ids, first, last)
        self.env["cs.overtime"]._holiday_again(company_ids, first, last)
        return result
