from odoo import models
from odoo.exceptions import AccessError

from ...flow.engine import inputs


class HandoverRefusal(models.Model):
    """Refusing to take over at all, and what superiors do about it (SH-27)."""

    _inherit = "cs.handover"

    def action_refuse(self, reason):
        """Refuse to take over; the superior is told and settles it.

        :raises AccessError: for anybody but those who come
        """
        text = inputs.required(self.env, reason, self.env._("Please give a reason."))
        handover = self._begin()
        self._need_side("incoming")
        me = self._me()
        handover._keep({"state": "refused", "refused_by_id": me.id, "refusal": text})
        handover._log(
            lambda env: env._(
                "%(person)s refuses to take over: %(reason)s",
                person=me.name,
                reason=text,
            )
        )
        handover._tell_refusal()
        return True

    def action_settle(self, comment):
        """Say how a refusal was settled; the hand-over goes on.

        :raises AccessError: for anybody but a superior; whoever refused is none
        """
        text = inputs.required(
            self.env, comment, self.env._("Please write how it was settled.")
        )
        handover = self._begin(("refused",))
        if not self._is_superior():
            raise AccessError(self.env._("A superior settles a refusal."))
        handover._keep({"state": "open"})
        handover._log(
            lambda env: env._("The refusal is settled, the hand-over goes on: %s", text)
        )
        handover.activity_feedback(
            ["cs_department.activity_type_cs_handover_refused"], feedback=text
        )
        return True

    def action_cancel(self, reason):
        """Cancel a hand-over that does not take place; the leader says why."""
        text = inputs.required(self.env, reason, self.env._("Please give a reason."))
        handover = self._begin(("open", "refused"))
        self._need_leader()
        if not self._may_cancel():
            raise AccessError(
                self._leader_words() or self.env._("A superior settles a refusal.")
            )
        handover._keep({"state": "cancelled"})
        handover._log(lambda env: env._("Cancelled: %s", text))
        handover.activity_unlink(
            [
                "cs_department.activity_type_cs_handover",
                "cs_department.activity_type_cs_handover_refused",
                "cs_department.activity_type_cs_handover_vacant",
            ]
        )
        return True

    def _is_superior(self):
        """Tell whether the user settles refusals: he leads, or is one of those who are
        told; whoever goes or comes himself settles none."""
        if self._is_inside(self._me()):
            return False
        return self._is_leader() or self.env.user in self.sudo()._settlers()

    def _is_inside(self, person):
        seats = self.sudo().seat_ids
        return bool(person & (seats.outgoing_id | seats.incoming_id))

    def _settlers(self):
        """Return who is told of a refusal: superiors who neither go nor come, or the
        next leader above; HR when there is none."""

        def outside(users):
            return users.filtered(lambda user: not self._is_inside(self._who(user)))

        return (
            outside(self._superiors())
            or outside(self._leading())[:1]
            or self._hr_users()
        )

    def _may_cancel(self):
        """A leader cancels no hand-over that his own other side refuses."""
        if not self._is_leader() or self._own_refused(self._me()):
            return False
        return self.state == "open" or self._is_superior()
