from odoo import api, fields, models
from odoo.exceptions import UserError

from ...flow.engine import inputs
from . import words

#: the activity of whoever is asked for a free shift
ASKED = "cs_department.activity_type_cs_offer"


class OfferAsking(models.Model):
    """Whoever is asked for a free shift has it to do until he answers, somebody else
    takes it, or the wave is over; each reads it in his own language.
    """

    _inherit = "cs.shift.offer.line"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "asked":
            self._ask()
        elif "state" in vals:
            self._ask_no_more()
        return result

    def _ask(self):
        """Give each an activity; the mail is that of the wave."""
        kind = self.env.ref(ASKED)
        model = self.env["ir.model"]._get_id("cs.shift.offer")
        values = []
        for line in self.filtered("employee_id.user_id.active"):
            user = line.employee_id.user_id
            offer = line.offer_id.with_context(lang=user.lang or "en_US")
            values.append(
                {
                    "activity_type_id": kind.id,
                    "date_deadline": words.local(offer.shift_id, offer.wave_until),
                    "note": line.with_env(offer.env)._question(),
                    "res_id": offer.id,
                    "res_model_id": model,
                    "summary": offer.env._("Take it? %s", offer.times),
                    "user_id": user.id,
                }
            )
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True, cs_is_asked_only=True
        ).create(values)

    def _ask_no_more(self):
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", "cs.shift.offer"),
                ("res_id", "in", self.offer_id.ids),
                ("user_id", "in", self.employee_id.user_id.ids),
                ("activity_type_id", "=", self.env.ref(ASKED).id),
            ]
        ).unlink()

    def _question(self):
        """Return until when the person may take which shift, in one sentence."""
        offer = self.offer_id
        return self.env._(
            "You are asked to take %(shift)s, until %(time)s.",
            shift=offer.times,
            time=words.moment(offer.shift_id, offer.wave_until),
        )

    @api.model
    def _my_questions(self):
        """Return what the user is asked at present: ``[{"id", "text"}]``."""
        lines = self.sudo().search(
            [
                ("employee_id.user_id", "=", self.env.uid),
                ("state", "=", "asked"),
                ("offer_id.state", "=", "open"),
                ("offer_id.start", ">", fields.Datetime.now()),
            ]
        )
        return [
            {"id": line.id, "text": line._question()}
            for line in lines.sorted(lambda line: (line.wave_until, line.id))
        ]

    def action_ask_take(self):
        """Ask once more before the shift is taken; the page does it."""
        line = inputs.one(self)
        line.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "cs_take_shift",
            "params": {"line_id": line.id},
        }

    @api.readonly
    def take_question(self):
        """Return what somebody is asked before he takes a shift: its hours.

        :raises UserError: the shift is not on offer any more
        """
        line = inputs.one(self)
        line.check_access("read")
        offer = line.sudo().offer_id
        if offer.state != "open":
            raise UserError(offer._too_late())
        if offer.swap_id:
            return self.env._(
                "You take %s when those who decide agree. Go on?", offer.times
            )
        return self.env._("You take %s. It is yours at once. Go on?", offer.times)
