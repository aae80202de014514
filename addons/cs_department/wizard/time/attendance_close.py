from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

from ...models.flow.engine import inputs

#: so many people who are in the way are named
MOST_NAMED = 3


class AttendanceClose(models.TransientModel):
    """HR counts, reconciles or locks the month of a department (AT-07, AT-17)."""

    _name = "cs.attendance.close"
    _inherit = ["cs.typed"]
    _description = "Closing of an attendance month"

    month = fields.Date(
        "A day of the month",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    department_id = fields.Many2one(
        "hr.department", help="With those below it. Empty: the whole company."
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    days_ahead = fields.Integer(compute="_compute_days_ahead")
    is_early = fields.Boolean(
        "Before the month is over",
        help="What happens on the days ahead waits until HR opens the sheets again.",
    )
    state = fields.Char(compute="_compute_state", string="How it stands")
    case_count = fields.Integer("Days that need a look", compute="_compute_doubts")
    empty_names = fields.Char("Nothing expected all month", compute="_compute_doubts")
    begins_text = fields.Text(compute="_compute_doubts")
    waiting_text = fields.Char("Not decided yet", compute="_compute_doubts")
    is_looked_at = fields.Boolean(
        "Go on all the same",
        help="Whoever was expected on no day of the month has a month without figures. "
        "What is decided after the month was locked changes it only if HR opens it "
        "again.",
    )

    @api.depends("month", "department_id", "company_id")
    def _compute_state(self):
        for wizard in self:
            sheets = wizard._sheets()
            counts = {
                state: len(sheets.filtered(lambda s, state=state: s.state == state))
                for state in ("open", "reconciled", "locked")
            }
            wizard.state = self.env._(
                "%(open)s open, %(reconciled)s reconciled, %(locked)s locked", **counts
            )

    @api.depends("month", "department_id", "company_id")
    def _compute_doubts(self):
        """Say what to look at in open sheets before they are marked as checked."""
        for wizard in self:
            closing = wizard._sheets().filtered(lambda sheet: sheet.state != "locked")
            sheets = closing.filtered(lambda sheet: sheet.state == "open")
            wizard.case_count = self.env["cs.attendance.day"].search_count(
                wizard._cases(sheets)
            )
            empty = sheets._idle()
            wizard.empty_names = format_list(self.env, empty.employee_id.mapped("name"))
            wizard.begins_text = "\n".join(wizard._rosters_of(sheets)._begins_texts())
            wizard.waiting_text = format_list(
                self.env,
                [
                    self.env._("%(what)s: %(figure)s", what=what, figure=count)
                    for what, count in closing._undecided()
                    if count
                ],
            )

    @api.onchange("month", "department_id", "company_id")
    def _onchange_place(self):
        """What was said of one place is not said of another."""
        self.is_looked_at = self.is_early = False

    @api.depends("month")
    def _compute_days_ahead(self):
        for wizard in self:
            ahead = self.env["cs.attendance.month"]._days_ahead_of(wizard.month)
            wizard.days_ahead = ahead

    def action_count(self):
        """Count everybody's sheet of the month."""
        inputs.one(self)
        if self.month.replace(day=1) > fields.Date.context_today(self):
            raise UserError(self.env._("This month has not begun."))
        people = self.env["hr.employee"].search(
            Domain("company_id", "=", self.company_id.id) & self._place()
        )
        sheets = self.env["cs.attendance.month"]._count(people, self.month)
        sheets.filtered(lambda sheet: sheet.state == "open").sudo()._stamp()
        return self._show()

    def action_reconcile(self):
        """Mark the open sheets as checked."""
        inputs.one(self)
        doubts = self._early_words()
        if self.empty_names and not self.is_looked_at:
            doubts.append(
                self.env._(
                    "Nothing was expected of %s in the whole month. If that is right, "
                    "tick 'Go on all the same'.",
                    self.empty_names,
                )
            )
        self._check_doubts(doubts)
        self._need(self._open_sheets()).action_reconcile()
        self.is_looked_at = False
        return self._show()

    def action_lock(self):
        """Lock the month for pay: every sheet of it must be reconciled."""
        inputs.one(self)
        sheets = self._sheets()
        doubts = self._early_words()
        still_open = sheets.filtered(lambda sheet: sheet.state == "open")
        if still_open:
            doubts.append(
                self.env._(
                    "Sheets that are not reconciled yet: %(count)s (%(people)s). Press "
                    "'Reconcile' first.",
                    count=len(still_open),
                    people=self._some_names(still_open),
                )
            )
        if self.waiting_text and not self.is_looked_at:
            doubts.append(
                self.env._(
                    "Not decided yet: %s. If the month is locked before that, tick 'Go "
                    "on all the same'.",
                    self.waiting_text,
                )
            )
        self._check_doubts(doubts)
        self._need(
            sheets - sheets.filtered(lambda s: s.state == "locked")
        ).action_lock()
        return self._show()

    def action_show_cases(self):
        """Open the days that need a look."""
        inputs.one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Days that need a look"),
            "res_model": "cs.attendance.day",
            "view_mode": "list,form",
            "domain": self._cases(self._open_sheets()),
        }

    def _early_words(self):
        """Return the question whether a month that goes on is meant, in a list."""
        if not self.days_ahead or self.is_early:
            return []
        return [
            self.env._(
                "The month is not over; days still ahead, today included: %s. If it is "
                "closed all the same, tick 'Before the month is over'.",
                self.days_ahead,
            )
        ]

    def _check_doubts(self, doubts):
        """Name everything that is in the way at once.

        :raises UserError: with one line for each
        """
        if doubts:
            raise UserError("\n".join(doubts))

    def _some_names(self, sheets):
        """Return the people of some sheets: the first ones by name, then how many."""
        names = sheets.employee_id.mapped("name")
        more = len(names) - MOST_NAMED
        if more <= 0:
            return format_list(self.env, names)
        return self.env._(
            "%(names)s and %(count)s more",
            names=format_list(self.env, names[:MOST_NAMED], "unit"),
            count=more,
        )

    def _need(self, sheets):
        if not sheets:
            raise UserError(self.env._("There is no such sheet in this month."))
        return sheets

    def _place(self):
        if not self.department_id:
            return Domain.TRUE
        return Domain("department_id", "child_of", self.department_id.id)

    @api.model
    def _rosters_of(self, sheets):
        """Return the rosters of a month's sheets that begin after its first day."""
        rosters = self.env["cs.roster"].sudo()
        if not sheets:
            return rosters
        return rosters.search(
            Domain("department_id", "parent_of", sheets.department_id.ids)
            & Domain("revision", ">", 0)
            & Domain("date_from", ">", sheets[0].month)
            & Domain("date_from", "<=", fields.Date.end_of(sheets[0].month, "month"))
        )

    def _open_sheets(self):
        return self._sheets().filtered(lambda sheet: sheet.state == "open")

    @api.model
    def _cases(self, sheets):
        return Domain("sheet_id", "in", sheets.ids) & Domain(
            "state", "in", ("case", "absent")
        )

    def _sheets(self):
        if not self.month:
            return self.env["cs.attendance.month"]
        return self.env["cs.attendance.month"].search(
            Domain("month", "=", self.month.replace(day=1))
            & Domain("company_id", "=", self.company_id.id)
            & self._place()
        )

    def _show(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cs_department.action_cs_attendance_month"
        )
        return action | {"domain": [("id", "in", self._sheets().ids)], "context": {}}
