from odoo import fields, models


class CsGradeLadder(models.Model):
    """A career sequence: management, technical, seat grades (RG-06, RG-29, RG-30).

    HR maintains ladders; every employee may read them.
    """

    _name = "cs.grade.ladder"
    _inherit = ["cs.typed"]
    _description = "Career Sequence"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Leave it empty for a career sequence that every company may use.",
    )
    is_stepwise = fields.Boolean(
        "One rung at a time",
        default=True,
        help="A promotion goes to the next rung only, unless HR overrides it.",
    )
    active = fields.Boolean(default=True)
    grade_ids = fields.One2many("cs.grade", "ladder_id", "Grades")
