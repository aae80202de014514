from odoo import api, fields, models
from odoo.fields import Domain


class AttendanceSheetLine(models.Model):
    """One person on an attendance sheet. Whoever keeps the sheet writes it, until it is
    confirmed; people read what confirmed sheets say of themselves."""

    _name = "cs.attendance.sheet.line"
    _inherit = ["cs.typed"]
    _description = "Person on an attendance sheet"
    _order = "sheet_id, id"
    _rec_name = "employee_id"

    sheet_id = fields.Many2one(
        "cs.attendance.sheet", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(related="sheet_id.date")
    title = fields.Char(related="sheet_id.title")
    recorder_id = fields.Many2one(related="sheet_id.recorder_id")
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, ondelete="restrict"
    )
    is_in = fields.Boolean("Clocked in", default=True)
    time_in = fields.Float("At", default=8.0)
    is_out = fields.Boolean("Clocked out", default=True)
    time_out = fields.Float("Left at", default=17.0)

    _once = models.UniqueIndex(
        "(sheet_id, employee_id)", "A person stands on a sheet once."
    )
    _times = models.Constraint(
        "CHECK (time_in >= 0 AND time_in < 24 AND time_out >= 0 AND time_out <= 48 "
        "AND (NOT is_in OR NOT is_out OR time_out > time_in))",
        "Somebody comes between 0:00 and 24:00 and leaves after that.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.sheet_id._check_draft()
        return lines

    def write(self, vals):
        self.sheet_id._check_draft()
        result = super().write(vals)
        self.sheet_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self.sheet_id._check_draft()

    def _excused(self):
        """Return the lines of those who have approved leave that day (LV-06); one
        search."""
        if not self:
            return self
        days = self.sheet_id.mapped("date")
        leaves = self.env["hr.leave"].search(
            Domain("employee_id", "in", self.employee_id.ids)
            & Domain("state", "=", "validate")
            & Domain("request_date_from", "<=", max(days))
            & Domain("request_date_to", ">=", min(days))
        )
        own = leaves.grouped("employee_id")
        return self.filtered(
            lambda line: any(
                leave.request_date_from <= line.sheet_id.date <= leave.request_date_to
                for leave in own.get(line.employee_id, ())
            )
        )

    def _hours(self):
        """Return ``[(hour, direction)]`` of the line, as the kind of sheet says."""
        self.ensure_one()
        sheet = self.sheet_id
        if sheet.kind == "group":
            return [(sheet.time_in, "in"), (sheet.time_out, "out")]
        found = [(self.time_in, "in")] if self.is_in else []
        return found + ([(self.time_out, "out")] if self.is_out else [])
