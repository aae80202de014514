from odoo import fields, models


class HandoverQuestion(models.Model):
    """A question about a line, and its answer: 'both sides clear' (SH-06).

    The book writes it; whoever reads the hand-over reads it.
    """

    _name = "cs.handover.question"
    _description = "Question about a line of a hand-over"
    _inherit = ["cs.handover.kept"]
    _order = "id"
    _rec_name = "question"

    item_id = fields.Many2one(
        "cs.handover.item", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="item_id.company_id", store=True, index=True)
    question = fields.Text(required=True)
    asked_by_id = fields.Many2one("hr.employee", required=True, ondelete="restrict")
    asked_at = fields.Datetime(required=True)
    answer = fields.Text()
    answered_by_id = fields.Many2one("hr.employee", ondelete="restrict")
    answered_at = fields.Datetime()
