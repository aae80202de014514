from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...flow.engine import inputs
from ...org import bulk
from .fact_mark import is_posting

#: what counting writes of a day
COUNTED = (
    "state",
    "expected_start",
    "expected_stop",
    "expected_minutes",
    "first_in",
    "last_out",
    "worked_minutes",
    "late_minutes",
    "early_minutes",
    "away_minutes",
    "absent_days",
    "is_missing_punch",
    "is_on_leave",
    "is_present",
    "reasons",
)
COLUMNS = ("sheet_id", "employee_id", "company_id", "department_id", "date", *COUNTED)
#: rows of one INSERT
MANY = 5000


class AttendanceDay(models.Model):
    """One day of a month sheet: what was expected, what was found, and why.

    Only counting writes days. Whoever may read the sheet reads its days.
    """

    _name = "cs.attendance.day"
    _inherit = ["cs.typed"]
    _description = "Attendance day"
    _order = "date desc, id desc"
    _rec_name = "date"
    _log_access = False
    _allow_sudo_commands = False

    sheet_id = fields.Many2one(
        "cs.attendance.month", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    department_id = fields.Many2one("hr.department", index="btree_not_null")
    date = fields.Date(required=True)
    state = fields.Selection(
        [
            ("off", "Free"),
            ("elsewhere", "Works elsewhere"),
            ("early", "Not counted yet"),
            ("ahead", "Not over yet"),
            ("ok", "In order"),
            ("excused", "Excused"),
            ("case", "To look at"),
            ("absent", "Absent"),
        ],
        default="off",
        required=True,
    )
    expected_start = fields.Datetime("Expected from")
    expected_stop = fields.Datetime("Expected until")
    expected_minutes = fields.Integer("Minutes expected")
    first_in = fields.Datetime("Clocked in")
    last_out = fields.Datetime("Clocked out")
    worked_minutes = fields.Integer("Minutes there")
    late_minutes = fields.Integer("Late")
    early_minutes = fields.Integer("Early")
    away_minutes = fields.Integer("Minutes away")
    absent_days = fields.Float("Absent", digits=(16, 2))
    is_missing_punch = fields.Boolean("Clock time missing")
    is_on_leave = fields.Boolean("On leave")
    is_present = fields.Boolean("Was there")
    reasons = fields.Json(export_string_translation=False)
    summary = fields.Char(compute="_compute_summary")
    color = fields.Integer(compute="_compute_color", export_string_translation=False)

    sheet_state = fields.Selection(
        string="State of the sheet",
        related="sheet_id.state",
        export_string_translation=False,
    )
    can_correct = fields.Boolean(
        compute="_compute_can_correct", export_string_translation=False
    )

    _once = models.UniqueIndex("(employee_id, date)", "A person has each day once.")
    _place_idx = models.Index("(department_id, date)")

    @api.depends("reasons", "state")
    @api.depends_context("lang")
    def _compute_summary(self):
        words = self.env["cs.attendance.words"]
        for day in self:
            day.summary = words._summary(day)

    @api.depends("state")
    def _compute_color(self):
        colors = {"ok": 10, "excused": 4, "case": 3, "absent": 1}
        for day in self:
            day.color = colors.get(day.state, 0)

    @api.depends("state", "is_missing_punch", "sheet_id.state", "employee_id")
    @api.depends_context("uid")
    def _compute_can_correct(self):
        """Tell whether somebody may object to his day here: the sheet is not locked."""
        own = self.env.user.employee_ids
        for day in self:
            is_case = day.state in ("case", "absent") or day.is_missing_punch
            is_open = day.sheet_id.state != "locked"
            day.can_correct = is_case and is_open and day.employee_id in own

    def action_correct(self):
        """Open a correction with the times that were expected and not clocked."""
        day = inputs.one(self)
        day.check_access("read")
        lines = [
            Command.create({"at": fields.Datetime.to_string(at), "direction": way})
            for at, way, is_due in (
                (day._due(), "in", not day.first_in or day.late_minutes),
                (day.expected_stop, "out", not day.last_out or day.early_minutes),
            )
            if at and is_due and at <= fields.Datetime.now()
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correction"),
            "res_model": "cs.attendance.correction",
            "views": [(False, "form")],
            "context": {
                "default_employee_id": day.employee_id.id,
                "default_line_ids": lines,
            },
        }

    @api.depends("date", "employee_id")
    def _compute_display_name(self):
        for day in self:
            day.display_name = day.summary or str(day.date or "")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_counting()
        return super().create(vals_list)

    def write(self, vals):
        self._check_counting()
        return super().write(vals)

    def unlink(self):
        if self:
            self._check_counting()
        return super().unlink()

    def _check_counting(self):
        if not is_posting():
            raise AccessError(self.env._("Only counting writes attendance days."))

    @api.model
    def _insert(self, rows):
        """Add the many days of many sheets with few statements.

        :param rows: dicts of plain values, as counting gives them
        """
        self._check_counting()
        rounded = [row | {"absent_days": round(row["absent_days"], 2)} for row in rows]
        if bulk.insert(self, COLUMNS, rounded, MANY):
            self.invalidate_model()
            self.env["cs.attendance.month"].invalidate_model(["day_ids"])

    def _plain(self, name):
        """Return a value as counting gives it."""
        value = self[name]
        return value.id if isinstance(value, models.BaseModel) else value
