from odoo import api, fields, models


class HrLeaveAllocation(models.Model):
    """Rest for work on a holiday lapses as the leave policy of the department says."""

    _inherit = "hr.leave.allocation"

    cs_is_comp_rest = fields.Boolean(related="holiday_status_id.cs_is_comp_rest")
    cs_worked_on = fields.Date(
        "For work on", copy=False, help="The holiday on which the person worked."
    )

    @api.model_create_multi
    def create(self, vals_list):
        allocations = super().create(vals_list)
        given = [bool(vals.get("date_to")) for vals in vals_list]
        for allocation, is_given in zip(allocations, given, strict=True):
            if not is_given:
                allocation._cs_set_expiry()
        return allocations

    def write(self, vals):
        result = super().write(vals)
        if "cs_worked_on" in vals and "date_to" not in vals:
            for allocation in self:
                allocation._cs_set_expiry()
        return result

    @api.onchange("cs_worked_on")
    def _onchange_cs_worked_on(self):
        self._cs_set_expiry()

    def _cs_set_expiry(self):
        """Set the last day of rest that was earned by work on a holiday (TV-046)."""
        self.ensure_one()
        if not (self.cs_worked_on and self.holiday_status_id.cs_is_comp_rest):
            return
        employee = self.employee_id.sudo()
        place = employee.department_id.id, employee.company_id.id
        policy = self.env["cs.leave.policy"]._nearest({place})[place]
        self.date_to = policy._comp_expiry(self.cs_worked_on) or False
        if self.date_to and self.date_from and self.date_from > self.date_to:
            self.date_from = self.cs_worked_on
