from odoo import fields, models


class SwapReason(models.Model):
    """Why somebody may swap a shift (SW-01). HR writes; every employee reads."""

    _name = "cs.swap.reason"
    _inherit = ["cs.typed"]
    _description = "Reason for a swap"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: every company."
    )
    needs_note = fields.Boolean(
        "Ask for more", help="Whoever gives this reason says more in words."
    )
