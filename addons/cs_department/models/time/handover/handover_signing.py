from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_list

from ....logic import handover as rules
from ...flow.engine import inputs
from .handover_item import DECIDED, LASTING


class HandoverSigning(models.Model):
    """Signing in turn, and what a signature means."""

    _inherit = "cs.handover"

    def action_sign(self):
        """Sign what it is my turn to sign.

        :raises UserError: what is in the way, in sentences
        :raises AccessError: when it is not my turn
        """
        handover = self._begin(("open", "signed"))
        slots = handover._ready_slots().filtered(self._is_mine)
        if not slots:
            waits_for_leader = "leader" in handover._ready_slots().mapped("kind")
            why = self._leader_words() if waits_for_leader else ""
            raise AccessError(why or handover._why_not_my_turn())
        me = self._me()
        for slot in slots:
            problems = handover._problems(slot, me)
            if problems:
                raise UserError("\n".join(problems))
        now = fields.Datetime.now()
        for slot in slots:
            slot._keep(
                {
                    "employee_id": me.id,
                    "user_id": self.env.uid,
                    "signed_at": now,
                    "digest": handover._fingerprint(slot),
                }
            )
        handover._go_on(now)
        return True

    def action_review(self):
        """Sign several hand-overs as a reviewer, as at the end of a day (SH-28)."""
        for handover in self:
            handover.action_sign()
        return True

    def action_verify(self):
        """Tell which signatures no longer fit what was signed.

        :return: a list of sentences, empty when all is as it was signed
        """
        inputs.rows(self).check_access("read")
        return [
            self.env._(
                "What %(person)s signed on %(time)s has been changed since.",
                person=slot.user_id.name,
                time=fields.Datetime.to_string(slot.signed_at),
            )
            for handover in self.sudo()
            for slot in handover.signature_ids
            if slot.signed_at and slot.digest != handover._fingerprint(slot)
        ]

    # ---- whose turn it is

    def _open_slots(self):
        """Return the signatures that are wanted, and those that were given."""
        return self.sudo().signature_ids.filtered(
            lambda slot: slot.signed_at or slot._is_wanted()
        )

    def _ready_slots(self):
        """Return the signatures whose turn it is."""
        slots = self._open_slots()
        ready = rules.ready(
            rules.Slot(s.id, s.sequence, s.seat_id.id or 0, bool(s.signed_at))
            for s in slots
        )
        return slots.filtered(lambda slot: slot.id in ready)

    def _is_mine(self, slot):
        """Tell whether the user may give a signature."""
        handover = slot.handover_id.with_env(self.env)
        if slot.kind == "leader":
            return handover._may_sign_as_leader()
        if slot.kind == "review":
            return self.env.user in slot.handover_id._holders(slot.role_id)
        seats = handover._my_seats(slot.kind)
        return bool(slot.seat_id & seats if slot.seat_id else seats)

    def _why_not_my_turn(self):
        names = [slot._who_text() for slot in self._ready_slots()]
        if not names:
            return self.env._("Everybody has signed already.")
        return self.env._(
            "It is not your turn to sign: the hand-over waits for %s.",
            format_list(self.env, dict.fromkeys(names)),
        )

    def _signed(self, seat, kind=None):
        """Tell whether somebody has signed for a seat, or for all."""
        return any(
            slot.signed_at
            and slot.kind != "review"
            and (kind is None or slot.kind == kind)
            and (not slot.seat_id or slot.seat_id == seat)
            for slot in self.sudo().signature_ids
        )

    def _covers(self, slot, seat, is_content):
        """Tell whether a signature that was given covers the lines of a seat.

        Whoever goes signs what he wrote for his seat; all others sign every line they
        saw, with what was decided.
        """
        if not slot.signed_at or (slot.kind == "outgoing" and not is_content):
            return False
        if slot.kind == "outgoing" and slot.seat_id:
            return slot.seat_id == seat
        return not slot.seat_id or not seat or slot.seat_id == seat

    def _check_unsigned(self, item, is_content=False):
        for slot in self.sudo().signature_ids:
            if self._covers(slot, item.seat_id, is_content):
                raise UserError(
                    self.env._(
                        "%(person)s has signed for '%(line)s': it does not change any "
                        "more.",
                        person=slot.user_id.name,
                        line=item.name,
                    )
                )

    def _check_may_add(self, seat):
        for slot in self.sudo().signature_ids:
            if self._covers(slot, seat, is_content=True):
                raise UserError(
                    self.env._(
                        "%(person)s has signed already: write it into the next "
                        "hand-over.",
                        person=slot.user_id.name,
                    )
                )

    # ---- what is in the way

    def _problems(self, slot, employee):
        """Return sentences about what keeps a person from giving a signature."""
        handover = self.sudo()
        seats = slot.seat_id or handover.seat_ids
        setting = rules.Setting(
            kind=slot.kind,
            seat=slot.seat_id.id or 0,
            person=employee.id or 0,
            is_live=bool(seats.outgoing_id & self._live_people()),
            is_present=self._is_present(seats, employee),
        )
        found = rules.obstacles(
            setting, handover._rule_lines(), handover.template_id._demands()
        )
        items = handover.item_ids
        return [
            self._obstacle_words(name, items.browse(keys), seats)
            for name, keys in found
        ]

    def _is_present(self, seats, employee):
        own = seats.filtered(lambda seat: seat.incoming_id == employee)
        return bool(own) and set(own.mapped("presence")) == {"present"}

    def _rule_lines(self):
        """Return the lines as ``logic`` looks at them."""
        closed = self.seat_ids.filtered("closed_by_id")
        return [
            rules.Line(
                key=item.id,
                seat=item.seat_id.id or 0,
                side=item.side,
                verdict=item.verdict,
                is_blocking=item.is_blocking and not item.waived_by_id,
                is_important=item.is_important
                and item.kind in LASTING
                and not item.is_resolved
                and not item.waived_by_id,
                needs_decision=item.kind in DECIDED and not item.is_resolved,
                seen=frozenset(
                    (item.read_ids.employee_id | item.question_ids.asked_by_id).ids
                ),
            )
            for item in self.item_ids
            if item.seat_id not in closed
        ]

    def _obstacle_words(self, name, items, seats):
        _ = self.env._
        lines = format_list(
            self.env, [_("'%(line)s'", line=item.name) for item in items[:3]]
        )
        if len(items) > 3:
            lines = _("%(lines)s and %(count)s more", lines=lines, count=len(items) - 3)
        return {
            "live": lambda: _(
                "%s still serves a customer: finish that first.",
                format_list(
                    self.env, (seats.outgoing_id & self._live_people()).mapped("name")
                ),
            ),
            "absent": lambda: _("Say first that you are there, at the roll call."),
            "important": lambda: _(
                "Important work is not finished and may not be handed over: %s", lines
            ),
            "unread": lambda: _("Not read yet: %s", lines),
            "undecided": lambda: _("Not decided yet: %s", lines),
            "blocked": lambda: _("Not in order, so nobody takes over: %s", lines),
        }[name]()

    # ---- what a signature means

    def _fingerprint(self, slot):
        """Return the fingerprint of the lines that a signature covers."""
        is_content = slot.kind == "outgoing"
        rows, told = [], self._told()
        for item in self.item_ids.sorted("id"):
            if is_content and slot.seat_id and item.seat_id != slot.seat_id:
                continue
            if slot.seat_id and item.seat_id and item.seat_id != slot.seat_id:
                continue
            row = (item.id, item.kind, *told[item.id], item.contact)
            if not is_content:
                row += (
                    item.verdict,
                    item.reason,
                    item.counted,
                    item.decided_by_id.id,
                    item.waived_by_id.id,
                )
            rows.append(row)
        return rules.digest(rows)

    def _told(self):
        """Return ``{line id: (name, progress)}``, each in all languages at once."""
        items = self.item_ids
        items.flush_recordset(["name", "progress"])
        query = SQL(
            "SELECT id, name::text, progress::text FROM cs_handover_item "
            "WHERE id IN %s",
            tuple(items.ids) or (None,),
        )
        return {number: texts for number, *texts in self.env.execute_query(query)}

    def _go_on(self, now):
        """Close the book when all have signed; the shift leaves before the review."""
        waiting = self._open_slots().filtered(lambda slot: not slot.signed_at)
        reviews = self.signature_ids.filtered(lambda slot: slot.kind == "review")
        if self.state == "open" and not waiting - reviews:
            self._keep({"state": "signed", "left_at": now})
            self._log(lambda env: env._("Handed over: everybody has signed."))
            self.activity_unlink(
                [
                    "cs_department.activity_type_cs_handover",
                    "cs_department.activity_type_cs_handover_vacant",
                ]
            )
        if self.state == "signed" and reviews and not waiting:
            self._keep({"state": "closed"})
            self._log(lambda env: env._("Reviewed: the hand-over is complete."))
