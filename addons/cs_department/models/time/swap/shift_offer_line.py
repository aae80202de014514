from odoo import fields, models
from odoo.exceptions import UserError

from ...flow.engine import inputs
from ..roster.roster_fill import say
from . import words


class ShiftOfferLine(models.Model):
    """Somebody who is asked for a shift on offer, or is not and why.

    Those who are asked read their own line and answer it; leaders read those of their
    departments, HR and auditors all. Only the offer writes.
    """

    _name = "cs.shift.offer.line"
    _inherit = ["cs.typed"]
    _description = "Person asked for a shift"
    _order = "offer_id desc, rank, id"
    _rec_name = "employee_id"

    offer_id = fields.Many2one(
        "cs.shift.offer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="offer_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        related="offer_id.department_id", store=True, precompute=True, index=True
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="cascade"
    )
    rank = fields.Integer(aggregator=None)
    wave = fields.Integer(aggregator=None)
    state = fields.Selection(
        [
            ("waiting", "Not asked yet"),
            ("asked", "Asked"),
            ("accepted", "Took it"),
            ("declined", "Said no"),
            ("lost", "Somebody else"),
            ("silent", "No answer"),
            ("excluded", "Not asked"),
        ],
        required=True,
        default="waiting",
        index=True,
    )
    why = fields.Char("Because")
    is_let = fields.Boolean("Asked all the same", readonly=True)
    is_barred = fields.Boolean(
        "The rules of the roster forbid it",
        readonly=True,
        export_string_translation=False,
    )
    asked_at = fields.Datetime()
    answered_at = fields.Datetime()
    # what a card shows
    times = fields.Char(related="offer_id.times", related_sudo=True)
    date = fields.Date(related="offer_id.date", store=True, precompute=True)
    kind = fields.Selection(related="offer_id.kind", related_sudo=True)
    wave_until = fields.Datetime(related="offer_id.wave_until", related_sudo=True)
    offer_state = fields.Selection(
        related="offer_id.state", related_sudo=True, string="State of the offer"
    )
    status = fields.Char(related="offer_id.status", related_sudo=True)

    _once = models.UniqueIndex(
        "(offer_id, employee_id)", "Somebody is asked once for a shift."
    )

    def action_take(self, said=None):
        """Take the shift, see the offer; say what comes next.

        :param said: what the user was asked, see ``take_question``
        :raises UserError: the shift is another by now
        """
        line = inputs.one(self)
        if said is not None and said != line.take_question():
            raise UserError(
                self.env._("The shift was changed meanwhile. Look at it again.")
            )
        line.offer_id.action_take()
        offer = line.offer_id.sudo().with_env(self.env(su=True))
        shift = words.shift(offer.shift_id)
        if offer.swap_id:
            return say(
                self.env._(
                    "You have said that you take %s. Those who decide are asked now; "
                    "until they agree it is not yours, and you are told.",
                    shift,
                )
            )
        return say(self.env._("%s is yours now. It stands in My Shifts.", shift))

    def action_decline(self):
        """Say no, see the offer; say that the mind may be changed."""
        line = inputs.one(self)
        line.offer_id.action_decline()
        if line.sudo().offer_id.state != "open":
            return say(self.env._("You have said no."))
        return say(
            self.env._("You have said no. Until somebody takes it, you still can.")
        )
