from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...models.org import called
from ...models.org.zone import day_of


class LeaveEmergency(models.TransientModel):
    """A leader records leave that somebody reported by phone (LV-13).

    For whoever stands above the person in the reporting line or leads the department,
    and HR of the company. The moment of the call is the moment of the application; the
    form and the papers follow, and the workflow of the leave type decides.
    """

    _name = "cs.leave.emergency"
    _inherit = ["cs.typed"]
    _description = "Leave reported by phone"

    employee_id = fields.Many2one(
        "hr.employee",
        "Who phoned",
        required=True,
        domain=lambda self: self._domain_employee_id(),
    )
    company_id = fields.Many2one(related="employee_id.company_id")
    leave_type_id = fields.Many2one(
        "hr.leave.type",
        required=True,
        domain="[('leave_validation_type', '=', 'flow'), "
        "('cs_is_absence', '=', False), ('company_id', 'in', [company_id, False])]",
    )
    request_unit = fields.Selection(related="leave_type_id.request_unit")
    called_at = fields.Datetime(
        "Phoned at",
        required=True,
        default=lambda self: fields.Datetime.now(),
        help="When the call came.",
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: fields.Date.context_today(self)
    )
    date_to = fields.Date(
        "To",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
    )
    hour_from = fields.Float("From hour")
    hour_to = fields.Float("To hour")
    reason = fields.Text("What happened")

    @api.model
    def _domain_employee_id(self):
        domain = [
            ("company_id", "in", self.env.companies.ids),
            ("user_id", "!=", self.env.uid),
        ]
        if not self.env.user.has_group("cs_department.group_cs_hr"):
            led = self.env.user.cs_led_department_ids.ids
            domain.append(("department_id", "in", led))
        return domain

    @api.depends("date_from")
    def _compute_date_to(self):
        for call in self:
            if not call.date_to or (call.date_from and call.date_to < call.date_from):
                call.date_to = call.date_from

    def action_record(self):
        """Create the leave and send it on its way.

        :raises AccessError: the user stands neither above the person nor in HR
        :raises UserError: the policy knows no leave by phone, or none for these days
        """
        called.one(self)
        self._check_caller()
        if self.called_at > fields.Datetime.now():
            raise UserError(self.env._("The call cannot be in the future."))
        leave = self.env["hr.leave"].sudo().new(self._leave_values())
        policy = leave._cs_terms()[leave.id][0]
        if not policy.has_emergency:
            raise UserError(
                self.env._(
                    "The leave policy of %s knows no leave by phone.",
                    self.employee_id.name,
                )
            )
        self._check_days(policy)
        leave = leave.create(self._leave_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.leave",
            "res_id": leave.id,
            "views": [(False, "form")],
        }

    def _check_days(self, policy):
        """A call is about leave that begins about then, and is recorded soon.

        :raises UserError: says which days the policy allows
        """
        here = self.with_context(tz=self.employee_id.sudo().tz or self.env.user.tz)
        called_on = fields.Datetime.context_timestamp(here, self.called_at).date()
        earliest = fields.Date.context_today(here) - timedelta(policy.call_kept_days)
        if called_on < earliest:
            raise UserError(
                self.env._(
                    "This call came too long ago: those since %s can be recorded.",
                    format_date(self.env, earliest),
                )
            )
        first = called_on - timedelta(policy.call_days_before)
        last = called_on + timedelta(policy.call_days_after)
        if not first <= self.date_from <= last:
            raise UserError(
                self.env._(
                    "Leave reported by this call begins from %(first)s to %(last)s. "
                    "For other days it is asked for in Time Off.",
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )

    def _check_caller(self):
        user, employee = self.env.user, self.employee_id.sudo()
        above = self.env["hr.employee"]._reporting_lines(employee.ids)[employee.id]
        led = user._led_department_ids(user.id, day_of(user.company_id))
        is_hr = user.has_group("cs_department.group_cs_hr")
        allowed = (
            (is_hr and employee.company_id in user.company_ids)
            or user.id in above
            or employee.department_id.id in led
        )
        if not allowed or employee.user_id == user:
            raise AccessError(
                self.env._("You cannot record leave for %s.", employee.name)
            )

    def _leave_values(self):
        values = {
            "employee_id": self.employee_id.id,
            "holiday_status_id": self.leave_type_id.id,
            "request_date_from": self.date_from,
            "request_date_to": self.date_to,
            "private_name": self.reason,
            "cs_is_emergency": True,
            "cs_reported_at": self.called_at,
            "cs_reported_by_id": self.env.uid,
        }
        if self.request_unit == "hour" and self.hour_to > self.hour_from:
            values |= {
                "request_unit_hours": True,
                "request_hour_from": self.hour_from,
                "request_hour_to": self.hour_to,
            }
        return values
