from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .handover_signer import STEP, TURNS

#: PostgreSQL's check of the figures, in words and numbers
FIGURES = (
    "CHECK (lead_minutes BETWEEN 0 AND 240 AND tidy_minutes BETWEEN 0 AND 240 "
    "AND ahead_minutes BETWEEN 0 AND 1440 AND join_minutes BETWEEN 0 AND 240 "
    "AND gap_hours >= 0 AND gap_hours <= 48)"
)


class HandoverTemplate(models.Model):
    """How a department hands over: when, what is checked, who signs in which order.

    The nearest department upwards with a template decides, else that of the company;
    of several, one for the type of the incoming shift comes first.

    HR creates and edits; every employee may read, auditors read all.
    """

    _name = "cs.handover.template"
    _description = "Hand-over template"
    _inherit = ["cs.policy", "mail.thread"]
    _order = "company_id, department_id, sequence, id"

    name = fields.Char(tracking=True)
    active = fields.Boolean(tracking=True)
    sequence = fields.Integer(default=10)
    shift_type_ids = fields.Many2many(
        "cs.shift.type",
        "cs_handover_template_type_rel",
        string="Incoming shifts",
        check_company=True,
        help="Only when one of these begins. Empty: every shift.",
    )
    note = fields.Html(
        "Regulation", translate=True, help="The text that employees read."
    )
    mode = fields.Selection(
        [("seats", "Seat by seat"), ("team", "The whole shift at once")],
        default="seats",
        required=True,
        tracking=True,
        help="Seat by seat, everybody who goes hands over to one who comes.",
    )

    # ---- when
    lead_minutes = fields.Integer(
        "Come early, minutes",
        default=15,
        tracking=True,
        help="The incoming shift is there so many minutes before its start; whoever "
        "comes later is late.",
    )
    tidy_minutes = fields.Integer(
        "Tidy up before, minutes",
        default=15,
        tracking=True,
        help="The outgoing shift is reminded so many minutes before the change. 0: "
        "nobody is reminded.",
    )
    ahead_minutes = fields.Integer(
        "Open the page before, minutes",
        default=60,
        help="So many minutes before the change the hand-over is there to be filled.",
    )
    join_minutes = fields.Integer(
        "Shifts change together within, minutes",
        default=30,
        help="Shifts whose start or end differs by no more belong to one hand-over.",
    )
    gap_hours = fields.Float(
        "The post may be empty, hours",
        help="With a gap between the shifts, such as at night, the last shift before "
        "it hands over by its book.",
    )
    is_alone = fields.Boolean(
        "Also when nobody goes",
        help="The first shift checks the place although it takes over from nobody.",
    )

    # ---- what is demanded
    needs_roll_call = fields.Boolean("Roll call", default=True, tracking=True)
    needs_reading = fields.Boolean(
        "Every line is read",
        default=True,
        tracking=True,
        help="Nobody takes over before he has ticked, or asked about, every line.",
    )
    is_not_live = fields.Boolean(
        "Not during a live service", default=True, tracking=True
    )
    is_nothing_important = fields.Boolean(
        "Important work is not handed over",
        tracking=True,
        help="Work that is marked as important and not finished stops the hand-over.",
    )
    leaving = fields.Selection(
        [("free", "may go"), ("flag", "is put on record"), ("refuse", "cannot")],
        "Who clocks out before relief",
        default="free",
        required=True,
        tracking=True,
        help="Until the hand-over is signed or the seat is closed. Clock times of a "
        "file and those that HR enters are never refused: the month sheet puts them "
        "on record.",
    )
    line_ids = fields.One2many("cs.handover.line", "template_id", "Checks", copy=True)
    signer_ids = fields.One2many(
        "cs.handover.signer",
        "template_id",
        "Signatures",
        copy=True,
        default=lambda self: self._usual_signers(),
    )

    # ---- who
    leader_role_id = fields.Many2one(
        "cs.role",
        "Leader of the shift",
        check_company=True,
        ondelete="restrict",
        help="Calls the roll and signs, beside those who lead the department.",
    )
    superior_role_id = fields.Many2one(
        "cs.role",
        "Told of damage and refusals",
        check_company=True,
        ondelete="restrict",
        help="Empty: the managers of the department and above it, the nearest first.",
    )
    duty_role_id = fields.Many2one(
        "cs.role",
        "Told of incidents",
        check_company=True,
        ondelete="restrict",
        help="The officer on duty, who hears of every incident at once.",
    )

    _figures = models.Constraint(
        FIGURES,
        "Minutes of a hand-over are from 0 to 240, the page opens at most a day "
        "before, and the post is empty for at most 48 hours.",
    )

    @api.model
    def _usual_signers(self):
        """Return the signatures of a new template: who goes and who comes, side by
        side, then the leader."""
        return [
            Command.create({"kind": kind, "sequence": turn * STEP})
            for kind, turn in TURNS.items()
            if kind != "review"
        ]

    @api.constrains("signer_ids")
    def _check_signers(self):
        for template in self:
            kinds = template.signer_ids.mapped("kind")
            if not {"incoming", "outgoing"} & set(kinds):
                raise ValidationError(
                    self.env._(
                        "Somebody signs a hand-over: add the outgoing or the incoming "
                        "side to '%s'.",
                        template.name,
                    )
                )
