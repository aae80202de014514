from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..swap import words


class HandoverRelief(models.Model):
    """Whom the leader may name for a seat: one seat each, nobody who is away or at work
    elsewhere then, and nobody from where the policy of swaps lets nobody come from."""

    _inherit = "cs.handover"

    def _check_relief(self, seat, person):
        """Refuse somebody who cannot take over a seat; a constant number of queries.

        :raises UserError: with what is in the way
        """
        others = (self.seat_ids - seat).filtered(lambda other: not other.closed_by_id)
        taken = others.filtered(lambda other: other.incoming_id == person)[:1]
        if taken.outgoing_id:
            raise UserError(
                self.env._(
                    "%(person)s relieves %(other)s already: one person takes one seat.",
                    person=person.name,
                    other=taken.outgoing_id.name,
                )
            )
        if taken:
            raise UserError(
                self.env._("%s takes another seat of this hand-over.", person.name)
            )
        self._check_place(person)
        self._check_free(person, *self._span_of(seat))

    def _check_place(self, person):
        """Refuse who works where the policy of swaps lets nobody take shifts from.

        Those of the departments above may always help out.
        """
        own = self.department_id.id
        place = own, self.company_id.id
        policy = self.env["cs.swap.policy"]._nearest({place})[place]
        theirs = person.department_id.id
        paths = self.env["hr.department"]._ancestor_ids({own, theirs} - {False})
        is_above = theirs in paths.get(own, ())
        path = paths.get(theirs, ())
        if policy and not (is_above or policy._is_in_scope(own, theirs, path)):
            raise UserError(words.sentence(self.env, "place", person=person.name))

    def _check_free(self, person, start, stop):
        """Refuse who has leave or another shift at the time of the seat's shift."""
        leave = (
            self.env["hr.leave"]
            .sudo()
            .search_count(
                Domain("employee_id", "=", person.id)
                & Domain("state", "in", ("validate", "validate1"))
                & Domain("date_from", "<", stop)
                & Domain("date_to", ">", start),
                limit=1,
            )
        )
        if leave:
            raise UserError(self.env._("%s is on leave at that time.", person.name))
        shifts = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "=", person.id)
                & Domain("state", "=", "published")
                & Domain("layer", "=", 0)
                & Domain("start", "<", stop)
                & Domain("stop", ">", start),
                order="start, id",
            )
        )
        # a shift that begins with this change is what he comes for
        busy = shifts.filtered(lambda shift: not self._is_relief(shift))[:1]
        if busy:
            raise UserError(
                self.env._(
                    "%(person)s works at that time: %(shift)s.",
                    person=person.name,
                    shift=words.shift(busy.with_env(self.env).sudo()),
                )
            )

    def _page_rostered(self, seat):
        """Return whose the shift of a seat still is where the leader named somebody
        else, and from which day on its board is opened; nothing for other readers."""
        shift = seat.incoming_shift_id
        is_other = (
            seat.is_named
            and shift.state == "published"
            and shift.employee_id
            and shift.employee_id != seat.incoming_id
        )
        if not is_other or not self._is_leader():
            return {"rostered": "", "board": False}
        sees_board = self.env.user.has_group("cs_department.group_cs_leader")
        place = {"department_id": shift.department_id.id, "first": str(shift.date)}
        return {"rostered": shift.employee_id.name, "board": sees_board and place}

    def _span_of(self, seat):
        """Return from when to when the seat is worked.

        Its shift tells; once somebody took it without one, those of the other seats do.
        """
        shift = (seat.incoming_shift_id or self.seat_ids.incoming_shift_id)[:1]
        if shift:
            return shift.start, shift.stop
        return self.start, self.start + timedelta(minutes=1)
