from odoo import fields, models


class HrEmployeePublic(models.Model):
    _inherit = "hr.employee.public"

    cs_number = fields.Char(related="employee_id.cs_number")
