from odoo import fields, models


class RotationStep(models.Model):
    """One step of a rotation: a shift type or free, for a day or several.

    HR edits; every employee reads.
    """

    _name = "cs.rotation.step"
    _inherit = ["cs.typed"]
    _description = "Step of a rotation"
    _order = "rotation_id, sequence, id"
    _check_company_auto = True

    rotation_id = fields.Many2one(
        "cs.rotation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rotation_id.company_id")
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "cs.shift.type",
        "Shift",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        domain="[('kind', '=', parent.kind)]",
        help="Empty: free.",
    )
    days = fields.Integer(default=1, required=True)

    _days_sane = models.Constraint(
        "CHECK (days BETWEEN 1 AND 366)", "A step lasts from 1 to 366 days."
    )
