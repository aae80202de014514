from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: what stands at a seat whose relief is not known, or not there yet
EXPECTED = {"presence": "expected", "arrived_at": False, "late_minutes": 0}


class HandoverFollowing(models.Model):
    """Open hand-overs follow the roster until the change of shift.

    A shift that went to somebody else changes the pair until somebody has signed. Who
    does not come any more is let go until he has signed himself; the seat takes the
    next shift that is published for that hour, else it stays without relief, and the
    leader is told. Whom the leader named himself, the roster does not send away.

    What planners change is followed at once, with the shift; what time alone changes
    every five minutes.
    """

    _inherit = "cs.handover"

    @api.model
    def _follow_roster(self, now):
        """Let seats of open hand-overs follow their shifts; new shifts fill gaps."""
        self._follow(self._following(Domain.TRUE, now))

    @api.model
    def _follow_shifts(self, shifts):
        """Let open hand-overs follow shifts that have changed.

        Seats are found in one query; what is done now at a hand-over that follows is
        done before, or starts anew.
        """
        vacant = Domain("incoming_id", "=", False) & Domain(
            "handover_id.department_id", "in", shifts.sudo().department_id.ids
        )
        seats = self._following(self._seats_of(shifts) | vacant)
        if not seats:
            return
        self.env.flush_all()
        seats.handover_id._take_turn()
        self._follow(seats)

    @api.model
    def _seats_of(self, shifts):
        """Return the domain of the seats of shifts."""
        return Domain("outgoing_shift_id", "in", shifts.ids) | Domain(
            "incoming_shift_id", "in", shifts.ids
        )

    @api.model
    def _following(self, domain, now=None):
        """Return the seats of open hand-overs before the change of shift."""
        return (
            self.env["cs.handover.seat"]
            .sudo()
            .search(
                Domain("handover_id.state", "=", "open")
                & Domain("handover_id.start", ">", now or fields.Datetime.now())
                & Domain("closed_by_id", "=", False)
                & domain
            )
        )

    @api.model
    def _follow(self, seats):
        """Let seats follow their shifts, then fill and tell what is vacant."""
        begun = seats.handover_id.signature_ids.filtered("signed_at").handover_id
        for seat in seats.filtered(lambda seat: seat.handover_id not in begun):
            seat.handover_id._follow_moved(seat)
        for seat in seats:
            seat.handover_id._follow_outgoing(seat)
        gone = seats.filtered(lambda seat: seat.handover_id._is_gone(seat))
        for seat in gone:
            seat.handover_id._let_go(seat)
        self._fill_gaps(seats.filtered(lambda seat: not seat.incoming_id))
        for handover, lost in gone.grouped("handover_id").items():
            left = lost.filtered(lambda seat: seat.outgoing_id and not seat.incoming_id)
            if left:
                handover._tell_vacant(left)

    # ---- parts

    def _follow_moved(self, seat):
        """Take over who has the shifts of a seat now."""
        vals = {}
        for side in ("outgoing", "incoming"):
            shift, person = seat[f"{side}_shift_id"], seat[f"{side}_id"]
            now = shift.employee_id if shift.state == "published" else person
            if side == "incoming" and seat.is_named:
                if shift.employee_id == person and self._is_relief(shift):
                    # the roster says the same by now, and goes on
                    seat._keep({"is_named": False})
                continue
            if person and now and now != person:
                vals[f"{side}_id"] = now.id
        comes = vals.get("incoming_id", seat.incoming_id.id)
        if vals and comes != vals.get("outgoing_id", seat.outgoing_id.id):
            if "incoming_id" in vals:
                self._take_back(seat)
                vals |= EXPECTED
            seat._keep(vals)
            self._ring()

    def _follow_outgoing(self, seat):
        """A seat whose outgoing shift was taken off the roster hands over nothing."""
        shift = seat.outgoing_shift_id
        is_off = shift.state != "published" or not shift.employee_id
        if is_off and seat.outgoing_id and not self._signed(seat, "outgoing"):
            user = seat.outgoing_id.user_id
            seat._keep({"outgoing_id": False, "is_live": False})
            self._ring()
            if user not in self.seat_ids.outgoing_id.user_id:
                self.activity_unlink(
                    ["cs_department.activity_type_cs_handover"], user_id=user.id
                )

    def _is_gone(self, seat):
        """Tell whether the shift of who comes is off the roster or at another hour."""
        if not seat.incoming_id or seat.is_named or self._signed(seat, "incoming"):
            return False
        shift = seat.incoming_shift_id
        return not shift or not self._is_relief(shift)

    def _is_relief(self, shift):
        """Tell whether a shift begins with this change, and somebody has it."""
        late = (shift.start - self.start).total_seconds() / 60
        return (
            shift.state == "published"
            and bool(shift.employee_id)
            and shift.department_id == self.department_id
            and 0 <= late <= self.template_id.join_minutes
        )

    def _let_go(self, seat):
        """Let who does not come any more go; he hears of it when he was at it."""
        person = seat.incoming_id
        was_at_it = bool(self._take_back(seat)) or seat.presence == "present"
        seat._keep({"incoming_id": False} | EXPECTED)
        self._ring()
        if was_at_it and person.user_id.active:
            there = self.with_context(lang=person.user_id.lang or "en_US")
            there.message_notify(
                partner_ids=person.user_id.partner_id.ids,
                subject=there.env._("You do not take over any more"),
                body=there.env._(
                    "Your shift was taken off the roster: you take over nothing at "
                    "%(time)s in %(department)s.",
                    time=there._clock(self.start),
                    department=there.department_id.name,
                ),
                force_send=False,
            )

    def _take_back(self, seat):
        """Open again what somebody accepted who does not take over this seat.

        Lines that a signature covers stay as they were signed.

        :return: the lines that are open again
        """
        person = seat.incoming_id
        is_elsewhere = person in (self.seat_ids - seat).incoming_id
        lines = self.item_ids.filtered(
            lambda item: (
                person
                and item.decided_by_id == person
                and item.side == "incoming"
                and item.verdict == "accepted"
                and (item.seat_id == seat or not (item.seat_id or is_elsewhere))
                and not item.is_resolved
                and not self._is_covered(item)
            )
        )
        for item in lines:
            vals = {"verdict": "open", "decided_by_id": False, "decided_at": False}
            if item.kind not in ("check", "asset"):
                owner = item.giver_id or item.first_owner_id
                vals |= {"owner_id": owner.id, "giver_id": False}
            item._keep(vals | {"counted": 0})
        return lines

    @api.model
    def _fill_gaps(self, vacant):
        """Give seats without relief the shifts that came on the roster meanwhile."""
        starts = vacant.handover_id.mapped("start")
        if not starts:
            return
        wide = max(vacant.handover_id.template_id.mapped("join_minutes"))
        last = max(starts) + timedelta(minutes=wide)
        places = vacant.handover_id.department_id.ids
        fresh = self._duties(min(starts), last, [Domain("department_id", "in", places)])
        for seat in vacant:
            handover = seat.handover_id
            if handover._signed(seat, "incoming"):
                continue
            taken = handover.seat_ids.filtered("incoming_id")
            people = handover.seat_ids.outgoing_id | taken.incoming_id
            # his own shift first: it may be back, or somebody else's by now
            for shift in (seat.incoming_shift_id & fresh) | fresh:
                if (
                    handover._is_relief(shift)
                    and shift not in taken.incoming_shift_id
                    and shift.employee_id not in people
                ):
                    seat._keep(
                        {
                            "incoming_id": shift.employee_id.id,
                            "incoming_shift_id": shift.id,
                        }
                    )
                    handover._ring()
                    handover._relieved()
                    break

    def _relieved(self):
        """Nobody is looked for any more when every seat has relief or is closed."""
        if not self.seat_ids.filtered(
            lambda seat: (
                seat.outgoing_id and not seat.incoming_id and not seat.closed_by_id
            )
        ):
            self.activity_unlink(["cs_department.activity_type_cs_handover_vacant"])
