from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ....logic import handover as rules
from ...flow.engine import inputs
from .handover_following import EXPECTED


class HandoverRoll(models.Model):
    """The roll call (SH-03), who still serves somebody (SH-05), relief (SH-04)."""

    _inherit = "cs.handover"

    def action_here(self):
        """Say that I am there."""
        handover = self._begin()
        handover._arrive(self._need_side("incoming"))
        return True

    def action_call_roll(self, present_ids=None, absent_ids=None):
        """Call the roll: who is there, and who is not.

        :param present_ids: ids of seats whose incoming person is there
        :param absent_ids: ids of seats whose incoming person is not
        """
        handover = self._begin()
        self._need_leader()
        there = handover._seats(present_ids)
        missing = handover._seats(absent_ids)
        if there & missing:
            raise UserError(self.env._("Nobody is both there and absent."))
        if not all(seat.incoming_id for seat in there | missing):
            raise UserError(
                self.env._("Nobody relieves this seat: name somebody, or close it.")
            )
        handover._arrive(there)
        missing._keep({"presence": "absent", "arrived_at": False, "late_minutes": 0})
        return True

    def action_live(self, is_live=True):
        """Say that I still serve a customer, or that I have finished."""
        self._begin()
        self._need_side("outgoing")._keep({"is_live": is_live is True})
        return True

    def action_replace(self, seat_id, employee_id):
        """Let somebody else take over a seat, as when nobody came (SH-04, SH-29)."""
        handover = self._begin()
        self._need_leader()
        seat = handover._seats([seat_id])
        person = inputs.record(self.env, "hr.employee", employee_id)
        if person.company_id != handover.company_id or not person.active:
            raise UserError(self.env._("Choose somebody of this company."))
        if person == seat.outgoing_id:
            raise UserError(self.env._("Nobody hands over to himself."))
        if handover._signed(seat, "incoming"):
            raise UserError(self.env._("This seat has been taken over already."))
        handover._check_relief(seat, person)
        new, old = person.name, seat.incoming_id.name
        handover._log(
            lambda env: (
                env._("%(new)s takes over instead of %(old)s.", new=new, old=old)
                if old
                else env._("%s takes over the seat without relief.", new)
            )
        )
        handover._take_back(seat)
        shift = seat.incoming_shift_id
        is_named = not (shift.employee_id == person and handover._is_relief(shift))
        seat._keep({"incoming_id": person.id, "is_named": is_named} | EXPECTED)
        handover._relieved()
        return True

    def action_close_seat(self, seat_id, reason):
        """Let the outgoing person of a seat go without relief; the leader says why."""
        text = inputs.required(self.env, reason, self.env._("Please give a reason."))
        handover = self._begin()
        self._need_leader()
        seat = handover._seats([seat_id])
        if handover._signed(seat, "incoming"):
            raise UserError(self.env._("This seat has been taken over already."))
        words = self._me() in seat.outgoing_id and self._leader_words(seat)
        if words:
            raise AccessError(words)
        seat._keep({"closed_reason": text[:200], "closed_by_id": self.env.uid})
        handover._relieved()
        return True

    # ---- parts

    def _arrive(self, seats):
        """Note that people are there, the first time with the minute."""
        fresh = seats.filtered(lambda seat: seat.presence != "present")
        if not fresh:
            return
        now = fields.Datetime.now()
        late = rules.late_minutes(self.due_at, now)
        fresh._keep({"presence": "present", "arrived_at": now, "late_minutes": late})

    def _seats(self, seat_ids):
        """Return seats of this hand-over for ids from a client, as superuser."""
        ids = seat_ids or []
        if not isinstance(ids, list | tuple) or not all(inputs.is_id(i) for i in ids):
            raise inputs.gone(self.env)
        seats = self.env["cs.handover.seat"].sudo().browse(dict.fromkeys(ids)).exists()
        if len(seats) != len(set(ids)) or seats.handover_id - self:
            raise inputs.gone(self.env)
        return seats

    def _live_people(self):
        """Return the employees who serve somebody now: marked, or by live work."""
        seats = self.sudo().seat_ids
        marked = seats.filtered("is_live").outgoing_id
        return marked | self._handover_live(seats.outgoing_id)

    def _handover_live(self, employees):
        """Return those of the employees who serve a customer now (SH-05)."""
        busy = self.env["cs.handover.source"]._all_live(employees)
        return employees.filtered(lambda e: e.id in busy)

    def _handover_holds(self, employees):
        """Return ``{employee id: seat}`` of those who may not go yet (SH-04).

        Attendance asks it when somebody clocks out.
        """
        now = fields.Datetime.now()
        seats = (
            self.env["cs.handover.seat"]
            .sudo()
            .search(
                [
                    ("outgoing_id", "in", employees.ids),
                    ("closed_by_id", "=", False),
                    ("handover_id.state", "in", ("open", "refused")),
                    ("handover_id.due_at", "<=", now),
                ]
            )
        )
        return {seat.outgoing_id.id: seat for seat in seats}
