from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs
from ...flow.engine.anew import tell_anew
from ...flow.engine.outside import OPEN
from .attendance_checked import in_lines
from .fact_mark import posting

ACTIVITY = "cs_department.mail_activity_locked_changed"


class AttendanceLocked(models.Model):
    """A locked sheet stays as it was paid.

    What changes on its days later, such as leave that is approved then, is a task for
    HR: open the sheet and count it again, or keep it as it was paid. Both are told in
    the chatter of the sheet.
    """

    _inherit = "cs.attendance.month"

    locked_by_id = fields.Many2one(
        "res.users", "Locked by", ondelete="set null", index="btree_not_null"
    )

    kept_sources = fields.Json(
        export_string_translation=False,
        help="What the days would have been counted from when HR kept the sheet.",
    )
    changed_text = fields.Char("What has changed", compute="_compute_changed_text")

    @api.depends("is_stale", "state")
    @api.depends_context("lang")
    def _compute_changed_text(self):
        stale = self.filtered(lambda sheet: sheet.is_stale and sheet.id)
        compared = stale.sudo()._compared()
        for sheet in self:
            sheet.changed_text = (
                sheet._differences_text(*compared[sheet.sudo()])
                if sheet in stale
                else False
            )

    def action_keep(self):
        """Keep locked sheets as they were paid, whatever changed since; only HR."""
        self._check_hr()
        self._check_state("locked", lambda _: _("%s is not locked."))
        sheets = self.sudo()
        for sheet in sheets:
            if not sheet.is_stale:
                raise UserError(
                    self.env._("Nothing has changed in %s.", sheet.display_name)
                )
        for sheet, (_known, sources) in sheets._compared().items():
            kept = {str(day): source for day, source in sources.items()}
            with posting():
                sheet.write({"is_stale": False, "kept_sources": kept})
            sheet.message_post(
                body=self.env._("Kept as it was paid."),
                author_id=self.env.user.partner_id.id,
            )
        sheets.activity_feedback([ACTIVITY])
        return True

    def _set_state(self, state):
        sheets = self.sudo()
        was_locked = sheets.filtered(lambda sheet: sheet.state == "locked")
        result = super()._set_state(state)
        with posting():
            if state == "locked":
                sheets.write({"locked_by_id": self.env.uid})
            else:
                was_locked.write({"locked_by_id": False, "kept_sources": False})
                was_locked.activity_feedback([ACTIVITY])
        waiting = (sheets if state == "locked" else was_locked)._waiting_leave()
        waiting.invalidate_recordset(["cs_locked_months"])
        tell_anew(waiting)
        return result

    def action_reopen(self):
        """Open sheets again; a locked one says what its paid figures become."""
        paid = {
            sheet: sheet.sudo()._as_checked()[2]
            for sheet in inputs.rows(self)
            if sheet.state == "locked"
        }
        result = super().action_reopen()
        for sheet, figures in paid.items():
            lines = sheet.sudo()._figures_lines(figures)
            if lines:
                sheet.sudo().message_post(
                    body=in_lines(lines),
                    author_id=self.env.user.partner_id.id,
                )
        return result

    def _compared(self):
        """What HR kept is compared with what it was then, not with what was paid."""
        found = super()._compared()
        for sheet in self.filtered("kept_sources"):
            kept = sheet.kept_sources.items()
            known = {fields.Date.to_date(day): source for day, source in kept}
            found[sheet] = known, found[sheet][1]
        return found

    # ---- what is still being decided

    def _waiting_leave(self):
        """Return the leave in the months of these sheets that nobody has decided."""
        found = self.env["hr.leave"].sudo()
        for month, sheets in self.grouped("month").items():
            found |= found.search(
                Domain("employee_id", "in", sheets.employee_id.ids)
                & Domain("state", "in", ("confirm", "validate1"))
                & Domain("request_date_from", "<=", fields.Date.end_of(month, "month"))
                & Domain("request_date_to", ">=", month)
            )
        return found

    def _waiting_corrections(self):
        """Return the corrections of clock times that nobody has decided."""
        months = {(sheet.employee_id.id, sheet.month) for sheet in self}
        found = self.env["cs.attendance.correction"].sudo()
        found = found.search(
            Domain("employee_id", "in", self.employee_id.ids)
            & Domain("flow_state", "in", OPEN)
        )
        return found.filtered(
            lambda correction: any(
                (owner, day.replace(day=1)) in months
                for owner, day in correction._days()
            )
        )

    def _undecided(self):
        """Return ``[(what, how many)]`` of requests that may still change sheets."""
        return [
            (self.env._("Leave"), len(self._waiting_leave())),
            (self.env._("Corrections"), len(self._waiting_corrections())),
        ]

    # ---- what changed after the month was locked

    def _mark(self):
        result = super()._mark()
        locked = self.filtered(lambda sheet: sheet.state == "locked")
        asked = locked.activity_search([ACTIVITY]).mapped("res_id")
        waiting = locked.filtered(lambda sheet: sheet.id not in asked)
        compared = waiting._compared()
        for sheet in waiting:
            sheet._ask_about(*compared[sheet])
        return result

    def _ask_about(self, known, sources):
        """Ask HR what becomes of a locked sheet whose days have changed.

        :param known: ``{day: sources}`` by which it was counted
        :param sources: the same as it would be counted now
        """
        user = self._asked_about()
        told = self.with_context(lang=user.lang)
        what = told._differences_text(known, sources)
        lines = [
            told.env._("The month is locked for pay, and something has changed since."),
            *([what] if what else []),
            told.env._("Open it again to count it anew, or keep it as it was paid."),
        ]
        told.activity_schedule(
            ACTIVITY,
            summary=told.env._("Changed after it was locked"),
            note=in_lines(lines),
            user_id=user.id,
        )

    def _differences_text(self, known, sources):
        """Return which kinds of sources changed on which days; empty when none did."""
        dates = [
            day
            for day in sorted(known.keys() | sources.keys())
            if known.get(day) != sources.get(day)
        ]
        return self._causes_text(dates, known, sources) if dates else ""

    def _asked_about(self):
        """Return who locked the sheet, or somebody of HR where he does no longer."""
        people = self.env["res.users"]._cs_hr_people(self.company_id)
        return self.locked_by_id & people or self._hr_user(self.company_id)
