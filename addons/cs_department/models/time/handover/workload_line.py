from odoo import fields, models


class WorkloadLine(models.Model):
    """One figure of one person in a report of the day; nobody edits it.

    Whoever reads the report reads it.
    """

    _name = "cs.workload.line"
    _description = "Figure of a report of the day"
    _inherit = ["cs.handover.kept"]
    _order = "report_id, employee_id, id"

    report_id = fields.Many2one(
        "cs.workload.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="report_id.department_id", store=True, index=True
    )
    date = fields.Date(related="report_id.date", store=True)
    employee_id = fields.Many2one(
        "hr.employee", "Who", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Figure", required=True)
    amount = fields.Float("Quantity", required=True, digits=(16, 2))
