from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs
from ...flow.engine.anew import tell_anew


class SwapChange(models.Model):
    """A swap whose shifts, rosters or people change while it waits says so at once.

    It is marked as no longer possible: its cards name what has changed, nobody can
    approve it, and whoever is in it may take it back. It is possible again as soon as
    the change is undone.
    """

    _inherit = "cs.shift.swap"

    hindered_at = fields.Datetime("No longer possible since", readonly=True, copy=False)
    hindrance = fields.Text("Why not any more", compute="_compute_hindrance")
    can_file_anew = fields.Boolean(
        compute="_compute_hindrance", export_string_translation=False
    )

    @api.depends("hindered_at", "flow_state")
    @api.depends_context("lang", "uid")
    def _compute_hindrance(self):
        found, mine = self._hindered(), self.env.user.employee_ids
        for swap in self:
            swap.hindrance = "\n".join(found.get(swap.id, ())) or False
            swap.can_file_anew = swap._own_leg(mine).shift_id.can_swap

    def _own_leg(self, people):
        """Return the shift that the requester gave, if he is one of these people."""
        self.ensure_one()
        legs = self.sudo().leg_ids.with_env(self.env(su=True))
        asked = self.sudo().employee_id
        return legs.filtered(
            lambda leg: leg.giver_id == asked and asked in people
        ).sorted("sequence")[:1]

    def _hindered(self):
        """Return ``{swap id: sentences}`` of those that are marked; none without."""
        marked = self.sudo().filtered(
            lambda swap: swap.hindered_at and swap.flow_state == "running"
        )
        return marked._hindrances() if marked else {}

    def _hindrances(self):
        """Return ``{swap id: [sentence, ...]}`` of what makes swaps impossible now;
        constant queries."""
        return self._swap_check().hindrances()

    # ---- what changes ----------------------------------------------------------------

    @api.model
    def _shifts_changed(self, shifts):
        """Shifts were moved, cancelled or given other times."""
        self._look_at(Domain("shift_id", "in", shifts.ids))

    @api.model
    def _people_changed(self, people):
        """Somebody is away, came back or does not work here any more."""
        named = Domain("giver_id", "in", people.ids)
        named |= Domain("taker_id", "in", people.ids)
        self._look_at(named | Domain("swap_id.stand_in_id", "in", people.ids))

    @api.model
    def _look_at(self, domain):
        legs = self.env["cs.shift.swap.leg"].sudo()
        held = legs.search(
            domain
            & Domain("is_open", "=", True)
            & Domain("swap_id.flow_state", "=", "running")
        )
        held.swap_id.with_env(self.env)._look_again()

    @api.model
    def _cron_look_again(self):
        """Look at all swaps on their way: time passes, and rosters change around
        them."""
        self._look_at(Domain.TRUE)

    def _look_again(self):
        """Mark swaps that are impossible by now, and those that are possible again.

        Whoever is in one, and whoever is asked, is told once each time.
        """
        if not self:
            return
        swaps = self.sudo()
        found = swaps._hindrances()
        stopped = swaps.filtered(lambda swap: found[swap.id] and not swap.hindered_at)
        freed = swaps.filtered(lambda swap: not found[swap.id] and swap.hindered_at)
        stopped._driven_write({"hindered_at": fields.Datetime.now()})
        freed._driven_write({"hindered_at": False})
        tell_anew(swaps)
        turned = stopped | freed
        if turned:
            turned.with_delay(description="Tell people of swaps")._tell_hindered()

    def _tell_hindered(self):
        """Tell those in the swaps, and those who are asked, what has changed."""
        for swap in self.sudo().filtered(lambda swap: swap.flow_state == "running"):
            asked = swap.flow_run_id.task_ids.filtered(
                lambda task: task.state == "pending"
            )
            users = (swap.employee_id | swap._others()).user_id | asked.user_id
            for lang, group in users.filtered("active").grouped("lang").items():
                told = swap.with_context(lang=lang or "en_US")
                subject, body = told._hindered_words()
                told.message_notify(
                    partner_ids=group.partner_id.ids,
                    subject=subject,
                    body=body,
                    force_send=False,
                )

    def _hindered_words(self):
        """Return the subject and the text of the note, in one language."""
        if not self.hindered_at:
            return (
                self.env._("The swap is possible again: %s", self.display_name),
                self.env._("It waits for its approval as before."),
            )
        return (
            self.env._("The swap is no longer possible: %s", self.display_name),
            "\n".join([self.hindrance or "", self._hindered_advice()]).strip(),
        )

    def _hindered_advice(self):
        return self.env._(
            "Nobody can approve it like this. Whoever is in it can take it back, and "
            "%s can ask for it anew.",
            self.sudo().employee_id.name,
        )

    # ---- what the workflow asks ------------------------------------------------------

    def _flow_objections(self):
        found = super()._flow_objections()
        for swap_id, sentences in self._hindrances().items():
            if sentences:
                swap = self.browse(swap_id)
                found[swap_id] = "\n".join(
                    [
                        self.env._("Nothing was moved, because things have changed:"),
                        *sentences,
                        swap._hindered_advice(),
                    ]
                )
        return found

    def _flow_withdrawers(self):
        """Everybody in a swap that is no longer possible may take it back."""
        found = super()._flow_withdrawers()
        for swap in self.sudo().filtered("hindered_at"):
            found[swap.id] = swap._others().user_id
        return found

    # ---- a way out -------------------------------------------------------------------

    def action_file_anew(self):
        """Take the swap back and open the page on which its shift is swapped.

        :raises UserError: the shift cannot be swapped by the user any more
        """
        swap = inputs.one(self)
        swap.check_access("read")
        leg = swap._own_leg(self.env.user.employee_ids)
        if not swap.can_file_anew:
            raise UserError(self.env._("This shift cannot be swapped any more."))
        if swap.flow_state == "running":
            swap.action_withdraw()
        return leg.shift_id.with_env(self.env).action_swap()
