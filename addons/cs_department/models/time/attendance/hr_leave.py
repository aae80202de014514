from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list

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
    again; whoever files or decides it reads which of its months are locked for pay."""

    _inherit = "hr.leave"

    cs_locked_months = fields.Char(
        "Locked for pay",
        compute="_compute_cs_locked_months",
        help="The month sheets stay as they were paid, until HR opens them again.",
    )

    @api.depends("employee_id", "request_date_from", "request_date_to")
    @api.depends_context("lang")
    def _compute_cs_locked_months(self):
        """Name the locked months of leave that has or asks for days in them."""
        dated = self.filtered("request_date_from")
        (self - dated).cs_locked_months = ""
        if not dated:
            return
        lasts = {one: one.request_date_to or one.request_date_from for one in dated}
        first = fields.Date.start_of(min(dated.mapped("request_date_from")), "month")
        sheets = (
            self.env["cs.attendance.month"]
            .sudo()
            .search(
                Domain("employee_id", "in", dated.employee_id.ids)
                & Domain("state", "=", "locked")
                & Domain("month", ">=", first)
                & Domain("month", "<=", max(lasts.values())),
                order="month",
            )
        )
        own = sheets.grouped("employee_id")
        for leave, last in lasts.items():
            months = [
                sheet._month_text()
                for sheet in own.get(leave.employee_id, ())
                if sheet.month <= last
                and leave.request_date_from <= fields.Date.end_of(sheet.month, "month")
            ]
            leave.cs_locked_months = format_list(self.env, months)

    def _flow_summary(self):
        """Whoever decides reads that a month is locked: what is paid stays."""
        result = super()._flow_summary()
        for leave in self.sudo().filtered("cs_locked_months"):
            label = self._fields["cs_locked_months"]._description_string(self.env)
            result[leave.id].append([label, leave.cs_locked_months])
        return result

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
