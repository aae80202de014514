from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ....logic import offer as rules
from ...flow.engine import inputs
from ..roster.roster_fill import say
from . import words

#: the to-do of whoever has to find somebody
FIND = "mail.mail_activity_data_todo"
#: nobody is asked, and nobody works the shift
UNFILLED = ("escalated", "closed", "vacant")


class OfferDeciding(models.Model):
    """What whoever leads does with a shift that nobody takes: ask again, ask everybody
    who may, or leave it vacant; whom he asks or gives it to by hand, see the lines.
    """

    _inherit = "cs.shift.offer"

    is_for_all = fields.Boolean(readonly=True, export_string_translation=False)
    can_decide = fields.Boolean(
        compute="_compute_can_decide", export_string_translation=False
    )

    @api.depends("state", "kind", "start")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        now = fields.Datetime.now()
        offers = self.sudo()
        other = offers.search(
            [("shift_id", "in", offers.shift_id.ids), ("state", "=", "open")]
        )
        for offer in self:
            shift = offer.sudo().shift_id
            offer.can_decide = (
                offer.kind == "sick"
                and (
                    offer.state == "open"
                    or (offer.state in UNFILLED and shift not in other.shift_id)
                )
                and not shift.employee_id
                and offer.start > now
                and self._leads(offer.sudo().shift_id)
            )

    def _leads(self, shift):
        """Tell whether the user leads the department of a shift, or is HR there."""
        user, led = self.env.user, self.env.user.cs_led_department_ids
        is_hr = user.has_group("cs_department.group_cs_hr")
        is_hr = is_hr and shift.company_id in user.company_ids
        return self.env.su or is_hr or shift.department_id in led

    def _check_leads(self, shift):
        if not self._leads(shift):
            raise AccessError(
                self.env._("Only whoever leads the department offers its shifts.")
            )

    def action_ask_again(self):
        """Ask once more, in the waves of the policy and by what holds now.

        :raises UserError: by the rules nobody may take it
        """
        return self._to_decide(*UNFILLED)._ask_anew(is_for_all=False)

    def action_ask_next(self):
        """Ask the next people now; those who were asked may still take it."""
        offer = self._to_decide("open")
        offer._next_wave()
        if offer.state != "open":
            return say(self.env._("Nobody is left who could be asked."))
        asked = offer.line_ids.filtered(lambda line: line.state == "asked")
        names = format_list(self.env, asked.employee_id.mapped("name"))
        return say(self.env._("Asked now: %s", names))

    def action_ask_everybody(self):
        """Ask everybody at once who may, those further down the list as well."""
        return self._to_decide(*UNFILLED)._ask_anew(is_for_all=True)

    def action_leave_vacant(self):
        """Look for nobody any more; nobody works the shift."""
        offer = self._to_decide("escalated", "closed")
        offer._end("vacant")
        offer._settle_find()
        return say(self.env._("Nobody is looked for any more: %s", offer.times))

    def _ask_anew(self, is_for_all):
        declined = self.line_ids.filtered(lambda line: line.state == "declined")
        said_no = declined.employee_id
        self.line_ids.unlink()
        self.write({"wave": 0, "is_for_all": is_for_all})
        self._line_up(self.absent_id, last=said_no)
        if not self.line_ids.filtered(lambda line: line.state == "waiting"):
            raise UserError(
                self.env._(
                    "By the rules nobody may take it. Ask one person all the same, "
                    "give it to somebody, or leave it vacant."
                )
            )
        for line in self.line_ids.filtered(lambda line: line.employee_id in said_no):
            before = self.env._("Said no before.")
            line.why = " ".join(filter(None, [before, line.why]))
        self.state = "open"
        self._next_wave()
        self._settle_find()
        asked = self.line_ids.filtered(lambda line: line.state == "asked")
        names = format_list(self.env, asked.employee_id.mapped("name"))
        return say(self.env._("Asked now: %s", names))

    def _to_decide(self, *states):
        """Return the offer with sudo, claimed, when the user may decide about it.

        :raises AccessError: he does not lead the department
        :raises UserError: there is nothing to decide any more
        """
        offer = inputs.one(self)
        offer.check_access("read")
        offer._check_leads(offer.sudo().shift_id)
        offer = offer.sudo()
        offer._claim()
        if offer.state not in states or offer.kind != "sick":
            raise UserError(offer._too_late())
        shift = offer.shift_id
        offer._check_ahead(shift)
        if shift.employee_id:
            raise UserError(
                self.env._(
                    "%(person)s works %(shift)s by now.",
                    person=shift.employee_id.name,
                    shift=words.shift(shift),
                )
            )
        offer._check_not_offered(shift)
        return offer

    def _asks_one(self, line):
        """Ask one more person; he has as long as the last wave."""
        now, plan = fields.Datetime.now(), self._plan()
        until = rules.until(now, plan[-1].minutes, self.start)
        self.write(
            {"state": "open", "wave_until": max(self.wave_until or until, until)}
        )
        line.write(
            {"is_let": True, "state": "asked", "asked_at": now, "wave": self.wave}
        )
        self._tell_asked(line)
        self._settle_find()

    def _settle_find(self):
        self.activity_unlink([FIND])
