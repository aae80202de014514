from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_duration

from ...flow.engine import inputs
from .overtime_limits import COUNTED


class OvertimeRegistering(models.Model):
    """How long the work really was: as HR registers it, or as clock times tell."""

    _inherit = "cs.overtime"

    is_over = fields.Boolean("The work is over", compute="_compute_is_over")

    @api.depends("stop")
    def _compute_is_over(self):
        now = fields.Datetime.now()
        for overtime in self:
            overtime.is_over = bool(overtime.stop and overtime.stop <= now)

    def action_register(self, hours, note=None):
        """Register the hours that were worked; for HR, after the work.

        What counts is reckoned anew, the rest and the facts follow, and the request
        keeps who registered what.

        :param hours: at most those that were approved
        """
        self._check_registering(inputs.one(self), hours)
        note, row = inputs.text(self.env, note), self.sudo()
        row.write(
            {
                "registered_hours": hours,
                "registered_at": fields.Datetime.now(),
                "registered_by_id": self.env.uid,
            }
        )
        row._recount()
        said = self.env._("Hours worked: %s.", format_duration(hours))
        row.request_id.message_post(body=f"{said} {note}".strip())

    def _check_registering(self, row, hours):
        if not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(
                self.env._("Human resources register how long overtime was.")
            )
        row.check_access("read")
        if row.state != "approved":
            raise UserError(self.env._("Only approved overtime is registered."))
        if not row.is_over:
            raise UserError(self.env._("This work is not over yet."))
        is_number = isinstance(hours, int | float) and not isinstance(hours, bool)
        if not is_number or not 0 <= hours <= row.approved_hours + 1e-6:
            raise UserError(
                self.env._(
                    "Register 0 to %s hours: more was not approved.",
                    format_duration(row.approved_hours),
                )
            )
        days = [(row.employee_id.id, row.date)]
        if self.env["cs.attendance.month"]._locked_days(days):
            raise UserError(self.env._("The month of this overtime is locked for pay."))

    @api.model
    def _clock_again(self, days):
        """Clock times changed on days: what counts by them is reckoned anew.

        What HR registered stays, and so does a month that is locked for pay.

        :param days: set of ``(employee id, date)``
        """
        rows = self.sudo().search(
            COUNTED
            & Domain("policy_id.counts", "=", "clocked")
            & Domain("registered_at", "=", False)
            & Domain("employee_id", "in", [owner for owner, _day in days])
            & Domain("date", ">=", min(day for _owner, day in days))
            & Domain("date", "<=", max(day for _owner, day in days))
        )
        rows = rows.filtered(lambda row: (row.employee_id.id, row.date) in days)
        if not rows:
            return
        of_days = [(row.employee_id.id, row.date) for row in rows]
        locked = set(self.env["cs.attendance.month"]._locked_days(of_days))
        rows.filtered(
            lambda row: (row.employee_id.id, row.date) not in locked
        )._recount()
