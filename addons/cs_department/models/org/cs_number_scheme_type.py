from odoo import fields, models


class CsNumberSchemeType(models.Model):
    """An employee type that a number scheme is for (EN-11). HR maintains it."""

    _name = "cs.number.scheme.type"
    _inherit = ["cs.typed"]
    _description = "Employee Type of a Number Scheme"
    _rec_name = "employee_type"

    scheme_id = fields.Many2one(
        "cs.number.scheme", required=True, index=True, ondelete="cascade"
    )
    employee_type = fields.Selection(
        selection=lambda self: (
            self.env["hr.version"]
            ._fields["employee_type"]
            ._description_selection(self.env)
        ),
        required=True,
    )

    _type_uniq = models.Constraint(
        "UNIQUE (scheme_id, employee_type)",
        "The employee type is already in the list.",
    )
