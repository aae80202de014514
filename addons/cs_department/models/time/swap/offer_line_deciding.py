from odoo import api, fields, models
from odoo.exceptions import UserError

from ...flow.engine import inputs
from ..roster.roster_fill import say
from . import words
from .offer_deciding import UNFILLED


class OfferLineDeciding(models.Model):
    """Whoever leads asks one person although a rule of swaps speaks against him, or
    gives him the shift; the rules of the roster hold for both.
    """

    _inherit = "cs.shift.offer.line"

    can_ask = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_give = fields.Boolean(compute="_compute_can", export_string_translation=False)

    @api.depends("state", "is_barred", "offer_id.can_decide")
    @api.depends_context("uid")
    def _compute_can(self):
        for line in self:
            line.can_give = line.offer_id.can_decide and not line.is_barred
            line.can_ask = (
                line.can_give
                and line.state != "asked"
                and line.sudo().employee_id.user_id.active
            )

    def action_question_ask(self):
        """Ask the user once more whom he asks; the page does it."""
        return self._question_of("ask")

    def action_question_give(self):
        """Ask the user once more to whom he gives it; the page does it."""
        return self._question_of("give")

    def _question_of(self, step):
        line = inputs.one(self)
        line.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "cs_decide_offer",
            "params": {"line_id": line.id, "step": step},
        }

    def ask_question(self):
        """Return whom the user asks, and what speaks against him."""
        return self._asked_for_one(
            lambda _: _("%(person)s is asked to take %(shift)s. Go on?")
        )

    def give_question(self):
        """Return to whom the user gives it, and what speaks against him."""
        return self._asked_for_one(
            lambda _: _("%(shift)s goes to %(person)s, who is told at once. Go on?")
        )

    def _asked_for_one(self, words_of):
        offer, line = self._decided()
        person = line.employee_id
        asked = words_of(self.env._) % {"person": person.name, "shift": offer.times}
        said = offer._said_each(person)[person.id]
        against = list(dict.fromkeys(one.sentence for one in said))
        if not against:
            return asked
        return "\n\n".join(
            [asked, "\n".join([self.env._("What speaks against it:"), *against])]
        )

    def action_ask(self):
        """Ask the person, whatever the policy of swaps says.

        :raises UserError: a rule of the roster forbids it
        """
        offer, line = self._decided()
        if not line.employee_id.user_id.active:
            raise UserError(
                words.sentence(self.env, "login", person=line.employee_id.name)
            )
        if line.state == "asked":
            raise UserError(self.env._("%s is asked already.", line.employee_id.name))
        offer._asks_one(line)
        return say(self.env._("Asked now: %s", line.employee_id.name))

    def action_give(self):
        """Give the shift to the person; he is told.

        :raises UserError: a rule of the roster forbids it
        """
        offer, line = self._decided()
        offer._goes_to(line)
        offer._settle_find()
        return say(
            self.env._(
                "%(person)s works %(shift)s now.",
                person=line.employee_id.name,
                shift=offer.times,
            )
        )

    def _decided(self):
        """Return offer and line with sudo, when the user may decide about them.

        :raises UserError: the rules of the roster that forbid it
        """
        line = inputs.one(self)
        line.check_access("read")
        self.env["cs.duty.lock"].sudo()._take(line.sudo().employee_id.ids)
        offer = line.offer_id._to_decide("open", *UNFILLED)
        problems = offer._problems_of(line.sudo().employee_id, all_the_same=True)
        if problems:
            raise UserError("\n".join(problems))
        return offer, line.sudo()
