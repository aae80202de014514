from odoo import fields, models

SECTIONS = [
    ("step", "Steps"),
    ("record", "Record"),
    ("equipment", "Equipment"),
    ("property", "Public property"),
    ("hygiene", "Hygiene"),
    ("dress", "Dress and permit"),
    ("patrol", "Area"),
]
SIDES = [("outgoing", "who goes"), ("incoming", "who comes")]


class HandoverLine(models.Model):
    """One line of a template: a step, a check, or things to be counted.

    HR creates and edits; every employee may read, auditors read all.
    """

    _name = "cs.handover.line"
    _description = "Line of a hand-over template"
    _inherit = ["cs.typed"]
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "cs.handover.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    section = fields.Selection(
        SECTIONS, "Section of the sheet", required=True, default="equipment"
    )
    name = fields.Char("Thing or task", required=True, translate=True)
    post = fields.Char(
        translate=True, help="The post where the things are, if there are several."
    )
    side = fields.Selection(
        SIDES,
        "Checked by",
        required=True,
        default="incoming",
        help="Lines of who goes are duties to be done before the change.",
    )
    shift_type_ids = fields.Many2many(
        "cs.shift.type",
        "cs_handover_line_type_rel",
        string="Only shifts",
        help="Who goes has worked one of these, such as the late shift. Empty: any.",
    )
    expected = fields.Integer(
        "Should be there", help="How many there are of a thing. 0: nothing is counted."
    )
    is_blocking = fields.Boolean(
        "Stops the hand-over", help="Nobody takes over while this is not in order."
    )
    is_told = fields.Boolean(
        "Reported",
        default=True,
        help="The superior is told when this is not in order.",
    )

    _count_sane = models.Constraint(
        "CHECK (expected BETWEEN 0 AND 100000)", "A count is from 0 to 100,000."
    )
