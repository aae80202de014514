from odoo import fields, models


class HrEmployeePublic(models.Model):
    """Colleagues know the number of each other (EN-09, EN-13)."""

    _inherit = "hr.employee.public"

    cs_number = fields.Char(related="employee_id.cs_number")
