from odoo import fields, models


class SwapWave(models.Model):
    """How many people are asked at once for a free shift, and how long they may answer.

    HR writes; every employee reads.
    """

    _name = "cs.swap.wave"
    _inherit = ["cs.typed"]
    _description = "Wave of a free shift"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "cs.swap.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    size = fields.Integer(
        "People", default=3, help="The best of those not asked yet. 0: all of them."
    )
    minutes = fields.Float("Minutes to answer", default=15.0, digits=(16, 2))

    _figures_range = models.Constraint(
        "CHECK (size BETWEEN 0 AND 1000 AND minutes > 0 AND minutes <= 10080)",
        "A wave asks from 0 to 1,000 people and waits more than 0 minutes and at most "
        "a week.",
    )
