from datetime import timedelta

from odoo import api, models

from ...org.mark import Mark

#: leave is reckoned again: it is not approved for a moment
reckoning = Mark("cs_leave_reckoning")
#: what of a leave changes what it excuses
EXCUSING = {
    "state",
    "holiday_status_id",
    "request_date_from",
    "request_date_to",
    "date_from",
    "date_to",
}


class HrLeave(models.Model):
    """Leave that is approved, changed, taken back or deleted later counts attendance
    again."""

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        self.env["cs.attendance.month"]._touch(leaves._cs_excused_days())
        return leaves

    def write(self, vals):
        if reckoning.is_set() or not EXCUSING & vals.keys():
            return super().write(vals)
        before = self._cs_excused_days()
        result = super().write(vals)
        self.env["cs.attendance.month"]._touch(before | self._cs_excused_days())
        return result

    def unlink(self):
        before = self._cs_excused_days()
        result = super().unlink()
        self.env["cs.attendance.month"]._touch(before)
        return result

    def _cs_excused_days(self):
        """Return ``(employee id, date)`` of the days that approved leave excuses."""
        found = set()
        for leave in self.sudo():
            first, last = leave.request_date_from, leave.request_date_to
            if leave.state == "validate" and first and last:
                found |= {
                    (leave.employee_id.id, first + timedelta(days=offset))
                    for offset in range((last - first).days + 1)
                }
        return found
