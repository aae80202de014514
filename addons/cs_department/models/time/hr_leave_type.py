from odoo import api, fields, models
from odoo.exceptions import ValidationError

FLOW = "flow"


class HrLeaveType(models.Model):
    _inherit = "hr.leave.type"

    leave_validation_type = fields.Selection(
        selection_add=[(FLOW, "By configured workflow")],
        ondelete={FLOW: lambda types: types.write({"leave_validation_type": "hr"})},
    )
    cs_code = fields.Char(
        "Code",
        copy=False,
        help="Short name used in conditions, such as personal or sick. It stays the "
        "same in every language.",
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
        "marriage leave (LV-19). Otherwise only working days count.",
    )
    cs_is_absence = fields.Boolean(
        "Absence without leave",
        help="Time away that nobody allowed. Employees cannot ask for it; other leave "
        "turns into it, for instance when papers never came (LV-13).",
    )
    cs_is_comp_rest = fields.Boolean(
        "Rest for work on holidays",
        help="Allocations of this type lapse as the leave policy of the department "
        "says (LV-25).",
    )
    cs_needs_relation = fields.Boolean(
        "Ask for the relation", help="Who of the family it is about (LV-20)."
    )

    _cs_code_company_uniq = models.UniqueIndex(
        "(cs_code, COALESCE(company_id, 0)) WHERE cs_code IS NOT NULL AND active",
        "Two leave types of a company cannot share a code.",
    )

    @api.constrains("cs_counts_calendar_days", "request_unit")
    def _check_cs_calendar_days(self):
        for leave_type in self:
            if leave_type.cs_counts_calendar_days and leave_type.request_unit != "day":
                raise ValidationError(
                    self.env._(
                        "%s: only whole days can include rest days.", leave_type.name
                    )
                )

    def _cs_is_flow(self):
        """Tell whether leave of this type is decided by a configured workflow."""
        return self.leave_validation_type == FLOW
