from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..flow.engine.outside import OPEN

FLOW = "flow"


class HrLeaveType(models.Model):
    """A leave type may be approved by a configured workflow. HR maintains types."""

    _inherit = "hr.leave.type"

    leave_validation_type = fields.Selection(
        selection_add=[(FLOW, "By configured workflow")],
        ondelete={FLOW: lambda types: types.write({"leave_validation_type": "hr"})},
    )
    cs_code = fields.Char(
        "Code",
        copy=False,
        help="Short name used in conditions, such as personal or sick. It stays the "
        "same in every language; types of different departments may share it.",
    )
    cs_flow_id = fields.Many2one(
        "cs.flow",
        "Workflow",
        domain="[('res_model', '=', 'hr.leave')]",
        ondelete="restrict",
        help="Empty: the flow that the leave policy names, else the first that fits.",
    )
    cs_counts_calendar_days = fields.Boolean(
        "Rest days count",
        help="The duration is every calendar day but public holidays, as for a week of "
        "marriage leave. Otherwise only working days count.",
    )
    cs_is_absence = fields.Boolean(
        "Absence without leave",
        help="Time away that nobody allowed. Employees cannot ask for it; other leave "
        "turns into it, for instance when papers never came.",
    )
    cs_is_comp_rest = fields.Boolean(
        "Rest for work on holidays",
        help="Allocations of this type lapse as the leave policy of the department "
        "says.",
    )
    cs_needs_relation = fields.Boolean(
        "Ask for the relation", help="Who of the family it is about."
    )

    cs_is_offered = fields.Boolean(
        compute="_compute_cs_is_offered",
        search="_search_cs_is_offered",
        export_string_translation=False,
    )

    @api.depends_context("employee_id", "default_employee_id", "uid")
    def _compute_cs_is_offered(self):
        """Whether the employee of the form may ask for the type."""
        policy, earned = self._cs_policy(), self._cs_earned_by_contextual()
        for leave_type in self:
            leave_type.cs_is_offered = policy._offers(leave_type, earned)

    @api.model
    def _cs_policy(self):
        """Return the leave policy of the employee of the form."""
        employee = self.env["hr.employee"]._get_contextual_employee().sudo()
        place = employee.department_id.id, employee.company_id.id
        return self.env["cs.leave.policy"]._nearest({place})[place]

    def _search_cs_is_offered(self, operator, value):
        if operator != "in":
            return NotImplemented
        policy, earned = self._cs_policy(), self._cs_earned_by_contextual()
        offered = self.search([]).filtered(lambda one: policy._offers(one, earned))
        return [("id", "in", offered.ids)]

    @api.model
    def _cs_earned_by_contextual(self):
        """Return the types of rest that the employee of the form has earned."""
        employee = self.env["hr.employee"]._get_contextual_employee()
        return self._cs_earned(employee)[employee.id]

    @api.model
    def _cs_earned(self, employees):
        """Return ``{employee id: types of rest for work that was given to him}``.

        What somebody has earned he may take, whatever his leave policy lists (OT-07);
        how much is left, and until when, the allocations say.
        """
        given = (
            self.env["hr.leave.allocation"]
            .sudo()
            ._read_group(
                Domain("employee_id", "in", employees.ids)
                & Domain("state", "=", "validate")
                & Domain("holiday_status_id.cs_is_comp_rest", "=", True),
                ["employee_id"],
                ["holiday_status_id:recordset"],
            )
        )
        found = {employee.id: types for employee, types in given}
        nothing = self.browse()
        return {e: found.get(e, nothing) for e in [*employees.ids, False]}

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        if any(types.mapped("cs_flow_id")):
            self.env.registry.clear_cache()
        return types

    def write(self, vals):
        result = super().write(vals)
        if "cs_flow_id" in vals:
            self.env.registry.clear_cache()
        return result

    @api.onchange("leave_validation_type")
    def _onchange_cs_validation_type(self):
        """Say what becomes of the leave that is asked for already."""
        was, new = self._origin.leave_validation_type, self.leave_validation_type
        if was == new or FLOW not in (was, new):
            return None
        waiting = self.env["hr.leave"].search_count(
            [
                ("holiday_status_id", "=", self._origin.id),
                ("state", "in", ("confirm", "validate1")),
                ("flow_state", "in", OPEN if was == FLOW else ("none",)),
            ]
        )
        if not waiting:
            return None
        if was == FLOW:
            text = self.env._(
                "Requests on their way (%s) are still decided by their workflow.",
                waiting,
            )
        else:
            text = self.env._(
                "Requests that wait already (%s) do not enter the workflow by "
                "themselves. Find them in Time Off with the filter 'Not Submitted', "
                "and press Submit in the bar of each.",
                waiting,
            )
        title = self.name or self.env._("Leave type")
        return {"warning": {"title": title, "message": text}}

    @api.constrains("cs_counts_calendar_days", "request_unit")
    def _check_cs_calendar_days(self):
        for leave_type in self:
            if leave_type.cs_counts_calendar_days and leave_type.request_unit != "day":
                raise ValidationError(
                    self.env._(
                        "%s: only whole days can include rest days.", leave_type.name
                    )
                )

    def _cs_may_follow(self, other):
        """Tell whether leave of another type may become this one, times unchanged."""
        return other.request_unit == self.request_unit or (
            other.request_unit == "day" and self.request_unit == "half_day"
        )

    def _cs_is_flow(self):
        """Tell whether leave of this type is decided by a configured workflow."""
        return self.leave_validation_type == FLOW
