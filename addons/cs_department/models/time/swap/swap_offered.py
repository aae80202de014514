from odoo import api, fields, models
from odoo.tools import format_list

from . import words

#: so many people who cannot are named with the reason
MOST_EXCLUDED = 20


class SwapOffered(models.Model):
    """What whoever offers a shift to everybody reads: who is asked, until when, and
    which rule keeps the others. Nobody else gets it here."""

    _inherit = "cs.shift.swap"

    offer_text = fields.Text("Who is asked", compute="_compute_offer_text")

    @api.depends("offer_id.state", "offer_id.wave_until", "offer_id.line_ids.state")
    @api.depends_context("lang", "uid")
    def _compute_offer_text(self):
        for swap in self:
            offer = swap.sudo().offer_id
            is_told = swap.is_own and offer.state == "open"
            swap.offer_text = swap._offer_words(offer) if is_told else False

    def _offer_words(self, offer):
        """Return who is asked, who was, and who cannot, a line each."""
        _ = self.env._
        by_state = offer.line_ids.grouped("state")

        def names(state):
            people = by_state.get(state, offer.line_ids.browse()).employee_id
            return people and format_list(self.env, people.mapped("name"))

        lines = []
        if names("asked"):
            until = words.moment(offer.shift_id, offer.wave_until)
            lines.append(
                _(
                    "Asked, answers until %(time)s: %(names)s",
                    time=until,
                    names=names("asked"),
                )
            )
        for state, sentence in (
            ("waiting", lambda named: _("Asked after that: %s", named)),
            ("declined", lambda named: _("Said no: %s", named)),
            ("silent", lambda named: _("Did not answer: %s", named)),
        ):
            if names(state):
                lines.append(sentence(names(state)))
        excluded = by_state.get("excluded", offer.line_ids.browse())
        if excluded:
            lines.append(_("Not asked:"))
        for line in excluded[:MOST_EXCLUDED]:
            name, why = line.employee_id.name, line.why or ""
            lines.append(
                why if name in why else _("%(person)s: %(why)s", person=name, why=why)
            )
        if len(excluded) > MOST_EXCLUDED:
            lines.append(_("… and %s more", len(excluded) - MOST_EXCLUDED))
        return "\n".join(lines)
