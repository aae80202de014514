from odoo import api, models
from odoo.fields import Domain


class HandoverSourceFlow(models.AbstractModel):
    """Requests that wait for people whose shift ends, of forms that are work.

    What concerns people, such as leave, is nobody's to hand over.
    """

    _name = "cs.handover.source.flow"
    _description = "Approvals in a hand-over"
    _inherit = ["cs.handover.source"]

    @api.model
    def _handover_items(self, shifts):
        tasks = self.env["cs.flow.task"].search(
            Domain("user_id", "in", shifts.employee_id.user_id.ids)
            & Domain("state", "=", "pending")
            & Domain("res_model", "=", "cs.request")
            & Domain("company_id", "in", shifts.company_id.ids),
            order="opened_at, id",
        )
        work = set(
            self.env["cs.request"]
            .sudo()
            .search(
                Domain("id", "in", tasks.mapped("res_id"))
                & Domain("form_id.is_handed_over", "=", True)
            )
            .ids
        )
        tasks = tasks.filtered(lambda task: task.res_id in work)
        of_user = tasks.grouped("user_id")
        found = {}
        for shift in shifts:
            user, company = shift.employee_id.user_id, shift.company_id
            found[shift.id] = [
                {
                    "kind": "open_item",
                    "name": task.title or task.step_name,
                    "progress": task.step_name,
                    "contact": task.requester_id.name,
                    "is_important": task.is_overdue,
                    "res_model": task.res_model,
                    "res_id": task.res_id,
                }
                for task in of_user.get(user, ())
                if task.company_id == company
            ]
        return found

    @api.model
    def _handover_workload(self, employees, first, last):
        label = self.env._("Approvals decided")
        rows = self.env["cs.flow.task"]._read_group(
            Domain("done_by_id", "in", employees.user_id.ids)
            & Domain("done_at", ">=", first)
            & Domain("done_at", "<", last),
            ["done_by_id"],
            ["__count"],
        )
        counts = {user.id: number for user, number in rows}
        return {
            employee.id: {label: counts[employee.user_id.id]}
            for employee in employees
            if employee.user_id.id in counts
        }
