from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs


class OfferAnswering(models.Model):
    """The page of an offer lets whoever is asked answer it."""

    _inherit = "cs.shift.offer"

    is_asked = fields.Boolean(
        compute="_compute_is_asked", export_string_translation=False
    )

    @api.depends("state", "line_ids.state")
    @api.depends_context("uid")
    def _compute_is_asked(self):
        lines = self._own_lines()
        for offer in self:
            offer.is_asked = offer.state == "open" and offer in lines.offer_id

    def action_ask_take(self):
        """Ask once more before the user takes the shift; see his line."""
        offer = inputs.one(self)
        offer.check_access("read")
        line = offer._own_lines()
        if not line:
            raise UserError(self.env._("You were not asked for this shift."))
        return line.with_env(self.env).action_ask_take()

    def _own_lines(self):
        """Return the lines of the user who is asked just now, with sudo."""
        return (
            self.env["cs.shift.offer.line"]
            .sudo()
            .search(
                Domain("offer_id", "in", self.ids)
                & Domain("employee_id.user_id", "=", self.env.uid)
                & Domain("state", "=", "asked")
            )
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Whoever is only asked does not follow what comes of it."""
        if self.env.context.get("cs_is_asked_only"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)
