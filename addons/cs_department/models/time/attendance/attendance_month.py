from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...flow.engine import inputs
from ...org.dated import short_day
from ..roster.roster_fill import say
from .fact_mark import is_posting, posting

#: what people may write; everything else comes from counting and from the buttons
OPEN = {"note", "message_follower_ids", "message_ids", "activity_ids"}


class AttendanceMonth(models.Model):
    """The month sheet of a person: days, figures and what they come to (AT-07, AT-17).

    Counting writes it from shifts, clock times and excuses; the same input gives the
    same sheet. HR reconciles and locks sheets; a locked one stays as it is until HR
    unlocks it. Employees read their own, leaders those of the departments they lead,
    HR and auditors all.
    """

    _name = "cs.attendance.month"
    _description = "Attendance month"
    _systray_view = "kanban"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _order = "month desc, department_id, employee_id"
    _rec_names_search = ["employee_id.name"]
    _allow_sudo_commands = False

    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one("hr.department", index="btree_not_null")
    policy_id = fields.Many2one(
        "cs.attendance.policy", ondelete="set null", index="btree_not_null"
    )
    month = fields.Date(required=True, index=True)
    state = fields.Selection(
        [("open", "Open"), ("reconciled", "Reconciled"), ("locked", "Locked for pay")],
        default="open",
        required=True,
        tracking=True,
    )
    is_stale = fields.Boolean(
        "To be counted again", help="Something changed after the sheet was closed."
    )
    revision = fields.Integer(
        default=0, aggregator=None, help="Counts how often its facts changed."
    )
    counted_at = fields.Datetime("Counted")
    note = fields.Text()
    day_ids = fields.One2many("cs.attendance.day", "sheet_id", "Days")
    fact_ids = fields.One2many(
        "cs.fact",
        "res_id",
        "Attendance facts",
        domain=[("res_model", "=", "cs.attendance.month")],
    )

    expected_days = fields.Integer("Days expected")
    present_days = fields.Integer(
        "Days present", help="The person was there, if only for a part of the day."
    )
    leave_days = fields.Integer("Days on leave")
    late_count = fields.Integer("Times late")
    late_minutes = fields.Integer("Minutes late")
    early_count = fields.Integer("Times left early")
    away_count = fields.Integer("Times away")
    missing_count = fields.Integer("Clock times missing")
    handover_late_count = fields.Integer("Times late to take over")
    handover_left_count = fields.Integer("Times left before relief")
    absent_days = fields.Float("Days absent", digits=(16, 2))
    worked_hours = fields.Float("Hours there", digits=(16, 2))
    probation_count = fields.Integer(
        "Cases on probation", help="Late or early while on probation (AT-19)."
    )
    training_count = fields.Integer(
        "Trainings", help="Invited to and not excused (AT-19)."
    )
    training_rate = fields.Float(
        "At trainings (%)",
        default=0.0,
        digits=(16, 2),
        aggregator="avg",
        help="How many of them the person was at.",
    )
    rate = fields.Float(
        "Attendance (%)",
        default=0.0,  # averages leave out what is empty
        digits=(16, 2),
        aggregator="avg",
        help="Days present of the days expected so far, without excused ones; what is "
        "counted as absence is taken off.",
    )
    is_full = fields.Boolean(
        "Full attendance",
        default=False,  # a team is full when all are: what is empty is left out
        help="No leave, no lateness, no absence (LV-30).",
    )
    is_resigned = fields.Boolean(
        "Deemed to have left",
        tracking=True,
        help="HR confirmed it; the part of the month that counts follows.",
    )
    needs_hr = fields.Boolean("HR is asked")
    counted_share = fields.Float(
        "Part of the month that counts",
        compute="_compute_counted_share",
        digits=(16, 2),
    )

    _once = models.UniqueIndex(
        "(employee_id, month)", "A person has one sheet for each month."
    )
    _first_day = models.Constraint(
        "CHECK (extract(day FROM month) = 1)", "A month begins with its first day."
    )
    _place_idx = models.Index("(department_id, month)")

    @api.depends("is_resigned", "present_days", "expected_days", "policy_id")
    def _compute_counted_share(self):
        for sheet in self:
            sheet.counted_share = sheet._share()

    @api.depends("employee_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            month = sheet.month and sheet._month_text()
            name = sheet.sudo().employee_id.name or ""
            sheet.display_name = f"{name} {month or ''}".strip()

    def _month_text(self):
        return short_day(self.env, self.month, "yMMMM")

    # ---- guards ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not is_posting():
            raise AccessError(self.env._("Month sheets are made by counting."))
        return super().create(vals_list)

    def write(self, vals):
        closed = vals.keys() & self._fields.keys() - OPEN
        if closed and not is_posting():
            label = self._fields[sorted(closed)[0]].string
            raise AccessError(self.env._("'%s' cannot be set by hand.", label))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        raise UserError(self.env._("Month sheets are kept: facts refer to them."))

    # ---- buttons ---------------------------------------------------------------------

    def action_recount(self):
        """Count open sheets again and say so; the others say why not."""
        self._check_leads()
        self._check_state("open", lambda _: _("%s is closed: reopen it first."))
        sheets = self.sudo()
        before = {sheet: sheet.revision for sheet in sheets}
        sheets._recount()
        sheets._stamp()
        changed = sheets.filtered(lambda sheet: sheet.revision != before[sheet])
        return say(self._counted_text(len(changed)))

    def _counted_text(self, changed):
        """Return how many sheets were counted, and how many got other facts."""
        if not changed:
            return self.env._(
                "Sheets counted again: %s. No fact has changed.", len(self)
            )
        return self.env._(
            "Sheets counted again: %(count)s. Facts changed in %(changed)s of them.",
            count=len(self),
            changed=changed,
        )

    def _stamp(self):
        """Keep when somebody had sheets counted, also if no figure changed."""
        with posting():
            quiet = self.with_context(tracking_disable=True)
            quiet.write({"counted_at": fields.Datetime.now()})

    def action_reconcile(self):
        """Mark sheets as checked against slips and system data (AT-07)."""
        self._check_leads()
        self._check_state("open", lambda _: _("%s is closed already."))
        self.sudo()._recount()
        return self._set_state("reconciled")

    def action_lock(self):
        """Lock sheets for pay; only HR."""
        self._check_hr()
        self._check_state("reconciled", lambda _: _("%s is not reconciled."))
        return self._set_state("locked")

    def action_reopen(self):
        """Open sheets again: a locked one only by HR."""
        if inputs.rows(self).filtered(lambda sheet: sheet.state == "locked"):
            self._check_hr()
        self._check_leads()
        self._set_state("open")
        self.sudo()._recount()
        return True

    def action_confirm_resignation(self):
        """HR confirms that the person is deemed to have left, or takes it back."""
        self._check_hr()
        for sheet in self:
            if sheet.state == "locked":
                raise UserError(self.env._("%s is locked.", sheet.display_name))
        with posting():
            for sheet in self.sudo():
                sheet.is_resigned = not sheet.is_resigned
        self.sudo().activity_feedback(["cs_department.mail_activity_resignation"])
        return True

    def _set_state(self, state):
        with posting():
            self.sudo().write({"state": state})
        return True

    def _check_state(self, state, sentence):
        for sheet in self:
            if sheet.state != state:
                raise UserError(sentence(self.env._) % sheet.display_name)

    def _check_hr(self):
        inputs.rows(self).check_access("read")
        if not self.env.su and not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(self.env._("Only HR does this."))

    def _check_leads(self):
        """Refuse whoever is neither HR nor leads the department."""
        inputs.rows(self).check_access("read")
        if self.env.su or self.env.user.has_group("cs_department.group_cs_hr"):
            return
        led = self.env.user.cs_led_department_ids
        own = self.env.user.employee_ids
        if any(
            sheet.department_id not in led or sheet.employee_id in own for sheet in self
        ):
            raise AccessError(self.env._("Only the leader or HR does this."))

    # ---- what others ask -------------------------------------------------------------

    @api.model
    def _full_teams(self, departments, month):
        """Return ``{department id: whether everybody has full attendance}`` (LV-30)."""
        rows = self.sudo()._read_group(
            Domain("department_id", "in", departments.ids)
            & Domain("month", "=", month.replace(day=1)),
            ["department_id"],
            ["is_full:bool_and"],
        )
        known = {department.id: is_full for department, is_full in rows}
        return {
            department.id: bool(known.get(department.id)) for department in departments
        }
