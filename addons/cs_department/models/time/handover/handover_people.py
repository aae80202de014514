from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...flow.engine import inputs
from .handover import OPEN


class HandoverPeople(models.Model):
    """Who somebody is at a hand-over, and whether he may act now."""

    _inherit = "cs.handover"

    def _begin(self, states=OPEN):
        """Let one act at a time go on with one hand-over.

        Whoever comes second waits here, starts anew and sees what the first one did.

        :raises UserError: when it is too late
        """
        handover = inputs.one(self)
        handover.check_access("read")
        handover._take_turn()
        handover._ring()
        if handover.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "It is too late: the hand-over is in the state '%s'.",
                    labels[handover.state],
                )
            )
        return handover.sudo()

    def _take_turn(self):
        """Count one more act of hand-overs: who acts at the same moment starts anew."""
        self.flush_recordset(["rev"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_handover SET rev = rev + 1 WHERE id IN (
                    SELECT id FROM cs_handover WHERE id IN %s
                  ORDER BY id FOR NO KEY UPDATE)
                """,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["rev"])

    def _ring(self):
        """Let who has the page open see it; the channel says nothing but the id."""
        self.env["bus.bus"]._sendone(
            f"cs_department.handover_{self.id}",
            "cs_department.handover",
            {"id": self.id},
        )

    def _me(self):
        """Return the employee of the user in the company of the hand-over."""
        self.ensure_one()
        return self._who(self.env.user)

    def _who(self, user):
        """Return the employee that a user is here."""
        people, company = user.sudo().employee_ids, self.sudo().company_id
        return people.filtered(lambda e: e.company_id == company)[:1]

    def _my_seats(self, side):
        """Return the seats where the user goes or comes."""
        me, field = self._me(), f"{side}_id"
        return self.sudo().seat_ids.filtered(lambda seat: me and seat[field] == me)

    def _is_leader(self):
        """Tell whether the user leads the shift: the department, or by his role."""
        return bool(self._led())

    def _led(self):
        """Return those of many that the user leads; the same queries for all."""
        user = self.env.user
        led = self.filtered(
            lambda one: one.sudo().department_id in user.cs_led_department_ids
        )
        by_role = (self - led).grouped(
            lambda one: (one.sudo().template_id.leader_role_id, one.sudo()._local_day())
        )
        for (role, day), rows in by_role.items():
            keys = {
                one: (role.id, one.sudo().department_id.id, one.sudo().company_id.id)
                for one in rows
                if role
            }
            found = role._resolve_holders(set(keys.values()), day) if role else {}
            led += rows.browse(o.id for o, k in keys.items() if user.id in found[k][0])
        return led

    def _holders(self, role):
        """Return the users who hold a role for the department today."""
        key = role.id, self.department_id.id, self.company_id.id
        found = role._resolve_holders({key}, self._local_day())
        return self.env["res.users"].browse(found[key][0])

    def _need_leader(self):
        if not self._is_leader():
            raise AccessError(self.env._("Only the leader of the shift may do this."))

    def _need_side(self, side):
        """Return the user's seats on a side.

        :raises AccessError: when he has none
        """
        seats = self._my_seats(side)
        if not seats:
            raise AccessError(
                self.env._("You do not go with this shift.")
                if side == "outgoing"
                else self.env._("You do not come with this shift.")
            )
        return seats

    def _superiors(self):
        """Return who hears of damage and refusals: a role, else the managers above."""
        return self._above(self.template_id.superior_role_id)

    def _leaders(self):
        """Return who hears that a seat has no relief: as for damage, by his role."""
        return self._above(self.template_id.leader_role_id)

    def _above(self, role):
        """Return who holds a role, else the nearest manager above.

        Somebody who goes or comes himself is passed over, as long as there is another.
        """
        found = self._holders(role) if role else self.env["res.users"]
        chains = self.env["hr.department"]._manager_chains([self.department_id.id])
        chain = [user for _d, _e, user in chains[self.department_id.id] if user]
        people = self.seat_ids.outgoing_id | self.seat_ids.incoming_id
        others = [user for user in chain if user not in people.user_id.ids]
        return found or self.env["res.users"].browse((others or chain)[:1])

    def _local_day(self):
        """Return the day of the change of shift on the clock of the place."""
        return self._local(self.start).date()

    def _local(self, moment):
        there = self.with_context(tz=self.tz or "UTC")
        return self.env["cs.handover"]._fields["start"].context_timestamp(there, moment)
