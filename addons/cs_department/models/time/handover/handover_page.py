from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...flow.engine import inputs
from .handover_item import DECIDED, LASTING

#: hand-overs of so many hours back and ahead are shown
AROUND_HOURS = 24
MOST_SHOWN = 60


class HandoverPage(models.Model):
    """What the page of a hand-over shows to whoever may read it."""

    _inherit = "cs.handover"

    @api.model
    def get_home(self):
        """Return the hand-overs around now that concern the user.

        :return: ``{"employee": bool, "mine": [...], "led": [...], "others": [...]}``,
            each a list of cards; the others are there to be read along
        """
        now = fields.Datetime.now()
        near = self.search(
            Domain("start", ">=", fields.Datetime.subtract(now, hours=AROUND_HOURS))
            & Domain("start", "<=", fields.Datetime.add(now, hours=AROUND_HOURS))
            & Domain("state", "!=", "cancelled"),
            order="start desc, id desc",
            limit=MOST_SHOWN,
        )
        people = self.env.user.sudo().employee_ids
        seats = near.sudo().seat_ids.filtered(
            lambda seat: (seat.incoming_id | seat.outgoing_id) & people
        )
        mine = near.filtered(lambda handover: handover in seats.handover_id)
        led = (near - mine)._led()
        return {
            "employee": bool(people),
            "mine": [handover._card() for handover in mine],
            "led": [handover._card() for handover in led],
            "others": [handover._card() for handover in near - mine - led],
        }

    @api.model
    def get_page(self, handover_id):
        """Return everything that the page of one hand-over needs.

        :raises UserError: when it does not exist
        :raises AccessError: when the user may not read it
        """
        handover = inputs.one(
            self.browse([handover_id] if inputs.is_id(handover_id) else [])
        )
        handover.check_access("read")
        return {
            "head": handover._card() | handover._page_head(),
            "me": handover._page_me(),
            "seats": handover._page_seats(),
            "items": handover._page_items(),
            "signatures": handover._page_signatures(),
            "kinds": self.env["cs.handover.item"]
            ._fields["kind"]
            ._description_selection(self.env)[:5],
            "sections": self.env["cs.handover.line"]
            ._fields["section"]
            ._description_selection(self.env),
        }

    def action_open_page(self):
        """Open the page of this hand-over."""
        inputs.one(self).check_access("read")
        return self.env["ir.actions.actions"]._for_xml_id(
            "cs_department.action_cs_handover_page"
        ) | {"params": {"handover_id": self.id}}

    # ---- parts

    def _card(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.sudo().department_id.name,
            "day": format_date(self.env, self._local_day()),
            "time": self._clock(self.start),
            "due": self._clock(self.due_at),
            "state": self.state,
            "state_text": states[self.state],
            "waits_for": self.waits_for or "",
            "refused": self.refused_count,
            "late": self.late_count,
            "decided": self.decided_count,
            "lines": self.item_count,
            "signed": self.signature_text,
        }

    def _page_head(self):
        record = self.sudo()
        return {
            "template": record.template_id.name,
            "regulation": record.template_id.note or "",
            "mode": record.mode,
            "due_at": fields.Datetime.to_string(record.due_at),
            "needs_roll_call": record.template_id.needs_roll_call,
            "refused_by": record.refused_by_id.name or "",
            "refusal": record.refusal or "",
        }

    def _page_me(self):
        outgoing, incoming = self._my_seats("outgoing"), self._my_seats("incoming")
        is_open = self.state == "open"
        slots = self._ready_slots().filtered(self._is_mine)
        if self.state not in ("open", "signed"):
            slots = slots.browse()
        me, is_leader = self._me(), self._is_leader()
        problems = [text for slot in slots for text in self._problems(slot, me)]
        return {
            "employee": me.id,
            "outgoing": outgoing.ids,
            "incoming": incoming.ids,
            "is_leader": is_leader,
            "is_here": set(incoming.mapped("presence")) == {"present"},
            "is_live": any(outgoing.mapped("is_live")),
            "sign": slots[:1].kind or False,
            "sign_label": slots._sign_label(),
            "signed_as": self._open_slots()._signed_as(self.env.user),
            "problems": list(dict.fromkeys(problems)),
            "waits": self._waits_before_me(),
            "can_write": is_open and bool(outgoing or is_leader),
            "can_refuse": is_open and bool(incoming),
            "can_settle": self.state == "refused" and self._is_superior(),
            "can_cancel": self.state in ("open", "refused") and self._may_cancel(),
            "leader_words": self._leader_words() if is_open else "",
        }

    def _waits_before_me(self):
        """Return the names of those who sign before the user may."""
        if self.state not in ("open", "signed"):
            return []
        waiting = self._open_slots().filtered(lambda slot: not slot.signed_at)
        before = waiting.browse()
        for slot in (waiting - self._ready_slots()).filtered(self._is_mine):
            before |= waiting.filtered(slot._is_after)
        return list(dict.fromkeys(slot._who_text() for slot in before))

    def _page_seats(self):
        me, live = self._me(), self._live_people()
        return [
            {
                "id": seat.id,
                "outgoing": seat.outgoing_id.name or "",
                "incoming": seat.incoming_id.name or "",
                "presence": seat.presence,
                "arrived": self._clock(seat.arrived_at),
                "late": seat.late_minutes,
                "is_live": bool(seat.outgoing_id & live),
                "closed": seat.closed_reason or "",
                "is_mine": bool(me & (seat.outgoing_id | seat.incoming_id)),
                **self._page_rostered(seat),
            }
            for seat in self.sudo().seat_ids
        ]

    def _clock(self, moment):
        """Return a moment on the clock of the place, such as 08:15."""
        return self._local(moment).strftime("%H:%M") if moment else ""

    def _page_items(self):
        me = self._me()
        outgoing, incoming = self._my_seats("outgoing"), self._my_seats("incoming")
        rows, judging = [], self._page_judges()
        for item in self.sudo().item_ids.with_context(lang=self.env.lang):
            seats = outgoing if item.side == "outgoing" else incoming
            is_for_me = bool(seats) and (
                self.mode == "team" or not item.seat_id or item.seat_id in seats
            )
            rows.append(
                item._page_row()
                | {
                    "is_read": me
                    in (item.read_ids.employee_id | item.question_ids.asked_by_id),
                    "is_for_me": is_for_me,
                    **self._page_judging(item, judging),
                    "can_decide": self.state == "open"
                    and is_for_me
                    and item.kind in DECIDED
                    and not item.is_resolved
                    and (item.verdict != "accepted" or item.decided_by_id == me)
                    and not self._is_covered(item),
                    "can_edit": self.state == "open"
                    and bool(me & (item.author_id | item.owner_id))
                    and item.verdict == "open"
                    and not self._is_covered(item, is_content=True),
                    "can_resolve": item.kind in LASTING
                    and not item.is_resolved
                    and bool(outgoing or incoming or self._is_leader())
                    and self._may_resolve(item),
                }
            )
        return rows

    def _is_covered(self, item, is_content=False):
        return any(
            self._covers(slot, item.seat_id, is_content)
            for slot in self.sudo().signature_ids
        )

    def _page_signatures(self):
        labels = dict(
            self.env["cs.handover.signature"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        ready = self._ready_slots()
        return [
            {
                "id": slot.id,
                "kind": slot.kind,
                "label": labels[slot.kind],
                "who": slot.employee_id.name or slot.user_id.name or slot._who_text(),
                "at": self._clock(slot.signed_at),
                "is_mine": slot.user_id == self.env.user,
                "is_next": slot in ready and self.state in ("open", "signed"),
            }
            for slot in self._open_slots()
        ]
