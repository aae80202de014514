from odoo import models

from ...models.flow.engine_mark import driving
from ...models.org import called


class HrLeaveGenerateMultiWizard(models.TransientModel):
    """Group time off asks the workflow where the leave type has one."""

    _inherit = "hr.leave.generate.multi.wizard"

    def _prepare_employees_holiday_values(self, employees, date_from_tz, date_to_tz):
        """Group time off of a type with a workflow is asked for, not decided."""
        vals_list = super()._prepare_employees_holiday_values(
            employees, date_from_tz, date_to_tz
        )
        if self.holiday_status_id._cs_is_flow():
            for vals in vals_list:
                vals["state"] = "confirm"
        return vals_list

    def action_generate_time_off(self):
        """Leave that gives way to group time off ends its run."""
        called.one(self)
        given_way = self.env["hr.leave"].sudo()
        if self.date_from and self.date_to:
            given_way = given_way.search(
                [
                    (
                        "employee_id",
                        "in",
                        self._get_employees_from_allocation_mode().ids,
                    ),
                    ("request_date_from", "<=", self.date_to),
                    ("request_date_to", ">=", self.date_from),
                    ("state", "not in", ("cancel", "refuse")),
                ]
            )._cs_ours()
        approved = given_way.filtered(lambda leave: leave.state == "validate")
        with driving(given_way):
            action = super().action_generate_time_off()
            refused = given_way.filtered(lambda leave: leave.state == "refuse")
        (refused - approved)._cs_end_runs(self.env._("Replaced by group time off."))
        (refused & approved)._cs_revoke(self.env._("Replaced by group time off."))
        return action
