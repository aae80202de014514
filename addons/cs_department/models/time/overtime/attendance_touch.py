from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


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

    def _undecided(self):
        rows = self.env["cs.overtime"].sudo()
        for month, sheets in self.grouped("month").items():
            rows |= rows.search(
                Domain("employee_id", "in", sheets.employee_id.ids)
                & Domain("state", "=", "asked")
                & Domain("date", ">=", month)
                & Domain("date", "<=", fields.Date.end_of(month, "month"))
            )
        return [*super()._undecided(), (self.env._("Overtime"), len(rows))]
