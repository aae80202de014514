from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ....logic.shift_times import at
from ...flow.engine import inputs
from .fact_mark import posting


class AttendanceSheet(models.Model):
    """Attendance taken on paper or by word: a group, or a sign-in list (AT-16, AT-18).

    Leaders keep sheets of the departments they lead, recorders those of the people
    whose policy names them, HR all. Confirming a sheet makes its lines clock times.
    """

    _name = "cs.attendance.sheet"
    _description = "Attendance sheet"
    _inherit = ["cs.typed", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    kind = fields.Selection(
        [("group", "One time for everybody"), ("sign_in", "Sign-in list")],
        default="group",
        required=True,
    )
    date = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self),
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    recorder_id = fields.Many2one(
        "res.users",
        "Kept by",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    time_in = fields.Float("Begins", default=8.0)
    time_out = fields.Float(
        "Ends", default=17.0, help="After midnight: 26:00 is two in the morning."
    )
    line_ids = fields.One2many(
        "cs.attendance.sheet.line", "sheet_id", "People", copy=True
    )
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    note = fields.Text()

    _times = models.Constraint(
        "CHECK (time_in >= 0 AND time_in < 24 AND time_out > time_in "
        "AND time_out <= 48)",
        "A sheet begins between 0:00 and 24:00 and ends after it begins.",
    )

    @api.depends("department_id", "date")
    def _compute_display_name(self):
        for sheet in self:
            day = sheet.date and format_date(self.env, sheet.date)
            sheet.display_name = f"{sheet.department_id.name or ''} {day or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if isinstance(vals, dict) and {"state", "recorder_id"} & vals.keys():
                raise AccessError(self.env._("Confirm the sheet with its button."))
        sheets = super().create(vals_list)
        sheets._check_keeps()
        return sheets

    def write(self, vals):
        if {"state", "recorder_id"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("Confirm the sheet with its button."))
        content = vals.keys() & {
            "kind",
            "date",
            "department_id",
            "time_in",
            "time_out",
            "line_ids",
            "title",
        }
        if content:
            self._check_draft()
        result = super().write(vals)
        self._check_keeps()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_draft()

    def action_confirm(self):
        """Make the lines clock times."""
        inputs.rows(self).check_access("write")
        self._check_draft()
        self._check_keeps()
        for sheet in self:
            if not sheet.line_ids:
                raise UserError(self.env._("%s has no people.", sheet.display_name))
        sheets, days = self.sudo(), self._days()
        self._check_unlocked(days)
        wanted = [row for sheet in sheets for row in sheet._punch_values()]
        if any(row["at"] > fields.Datetime.now() for row in wanted):
            raise UserError(self.env._("A clock time lies ahead of us."))
        sheets._enter(wanted)
        sheets.write({"state": "confirmed"})
        self.env["cs.attendance.month"]._touch(days)
        return True

    def _enter(self, wanted):
        """Create the clock times that are not known yet."""
        if not wanted:
            return
        times = [row["at"] for row in wanted]
        people = {row["employee_id"] for row in wanted}
        punches = self.env["cs.punch"]
        known = punches._known(people, min(times), max(times))
        with posting():
            punches.create(
                [
                    row
                    for row in wanted
                    if (row["employee_id"], row["at"], row["direction"]) not in known
                ]
            )

    def action_reset(self):
        """Take the clock times back and open the sheet again."""
        inputs.rows(self).check_access("write")
        self._check_keeps()
        days = self._days()
        self._check_unlocked(days)
        with posting():
            self.env["cs.punch"].sudo().search([("sheet_id", "in", self.ids)]).unlink()
        self.sudo().write({"state": "draft"})
        self.env["cs.attendance.month"]._touch(days)
        return True

    def action_fill(self):
        """List everybody of the department who is not on the sheet yet."""
        inputs.one(self).check_access("write")
        self._check_draft()
        self._check_keeps()
        people = (
            self.env["hr.employee"]
            .sudo()
            .search(
                [("department_id", "child_of", self.department_id.id)], order="name"
            )
        )
        fresh = people - self.sudo().line_ids.employee_id
        self.write(
            {"line_ids": [(0, 0, {"employee_id": person.id}) for person in fresh]}
        )
        return True

    def _days(self):
        return {
            (line.employee_id.id, sheet.date)
            for sheet in self.sudo()
            for line in sheet.line_ids
        }

    def _punch_values(self):
        self.ensure_one()
        found = []
        for line in self.line_ids:
            zone = (
                line.employee_id.tz or self.company_id.resource_calendar_id.tz or "UTC"
            )
            for hour, direction in line._hours():
                found.append(
                    {
                        "employee_id": line.employee_id.id,
                        "company_id": self.company_id.id,
                        "department_id": self.department_id.id,
                        "at": at(self.date, hour, zone),
                        "direction": direction,
                        "source": "sheet",
                        "sheet_id": self.id,
                    }
                )
        return found

    def _check_draft(self):
        if any(sheet.state == "confirmed" for sheet in self):
            raise UserError(self.env._("This sheet is confirmed: open it again first."))

    def _check_unlocked(self, days):
        if self.env["cs.attendance.month"]._locked_days(days):
            raise UserError(self.env._("The month of this sheet is locked for pay."))

    def _check_keeps(self):
        """Refuse whoever may not keep sheets of these people.

        :raises ValidationError: somebody on the sheet works elsewhere
        """
        user = self.env.user
        is_hr = self.env.su or user.has_group("cs_department.group_cs_hr")
        for sheet in self.sudo():
            top = sheet.department_id
            policy = self.env["cs.attendance.policy"]._nearest(
                {(top.id, sheet.company_id.id)}
            )[top.id, sheet.company_id.id]
            keeps = top in user.cs_led_department_ids or user in policy.recorder_ids
            if not is_hr and not keeps:
                raise AccessError(
                    self.env._("You do not keep sheets of %s.", top.display_name)
                )
            path = top.parent_path
            for person in sheet.line_ids.employee_id:
                if not (person.department_id.parent_path or "").startswith(path):
                    raise ValidationError(
                        self.env._(
                            "%(person)s does not belong to %(department)s.",
                            person=person.name,
                            department=top.name,
                        )
                    )
