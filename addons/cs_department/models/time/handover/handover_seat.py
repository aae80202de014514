from odoo import fields, models


class HandoverSeat(models.Model):
    """Who hands over to whom at one change of shift (SH-05).

    Without an outgoing person the seat was empty. While the incoming one is absent, who
    sits there stays (SH-04) until the leader names somebody else or closes the seat.
    The same holds when nobody comes any more because the shift was taken off.
    The book writes it; whoever reads the hand-over reads it.
    """

    _name = "cs.handover.seat"
    _description = "Seat of a hand-over"
    _inherit = ["cs.handover.kept"]
    _order = "handover_id, sequence, id"
    _rec_name = "handover_id"

    handover_id = fields.Many2one(
        "cs.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    outgoing_id = fields.Many2one(
        "hr.employee", "Goes", index="btree_not_null", ondelete="restrict"
    )
    outgoing_shift_id = fields.Many2one(
        "cs.shift", index="btree_not_null", ondelete="set null"
    )
    incoming_id = fields.Many2one(
        "hr.employee", "Comes", index="btree_not_null", ondelete="restrict"
    )
    incoming_shift_id = fields.Many2one(
        "cs.shift", index="btree_not_null", ondelete="set null"
    )
    is_named = fields.Boolean(
        "Named by the leader",
        help="Somebody else comes than the roster says; the shift is still there.",
    )
    presence = fields.Selection(
        [
            ("expected", "Not here yet"),
            ("present", "Present"),
            ("absent", "Did not come"),
        ],
        required=True,
        default="expected",
    )
    arrived_at = fields.Datetime("There since")
    late_minutes = fields.Integer("Minutes late")
    is_live = fields.Boolean("Still serves a customer")
    closed_reason = fields.Char("Closed because")
    closed_by_id = fields.Many2one("res.users", ondelete="restrict")

    _not_oneself = models.Constraint(
        "CHECK (outgoing_id <> incoming_id)", "Nobody hands over to himself."
    )
    _nobody_there = models.Constraint(
        "CHECK (incoming_id IS NOT NULL OR "
        "(presence = 'expected' AND arrived_at IS NULL AND late_minutes = 0))",
        "Nobody is there, absent or late at a seat without relief.",
    )
    _late_sane = models.Constraint(
        "CHECK (late_minutes BETWEEN 0 AND 100000)", "Lateness is not negative."
    )
