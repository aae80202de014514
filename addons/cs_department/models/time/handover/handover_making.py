from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....logic import handover as rules
from .mark import keeping

#: a change of shift that was missed while the server stood still is still made
LOOK_BACK = timedelta(hours=2)
#: the longest gap and the longest shift before a change
LONGEST = timedelta(hours=50)
BATCH = 200


class HandoverMaking(models.Model):
    """How hand-overs come out of the published roster, in batches."""

    _inherit = "cs.handover"

    @api.model
    def _cron_make(self):
        """Make the hand-overs that are due; remind those who tidy up; follow swaps."""
        now = fields.Datetime.now()
        made = self._make_due(now)
        progress = self.env["ir.cron"]._commit_progress
        progress(len(made))
        self._follow_roster(now)
        self._remind_tidy(now)
        progress()

    @api.model
    def _make_due(self, now):
        """Make the hand-overs whose page opens by now, each once.

        :return: the new ones; a number of queries that does not depend on their number
        """
        ahead = self.env["cs.handover.template"].sudo()._longest_ahead()
        if ahead is None:
            return self
        first, last = now - LOOK_BACK, now + timedelta(minutes=ahead)
        coming = self._duties(first, last)
        found = [
            (change, template)
            for change, template in self._changes(coming, first, last)
            if now >= change.start - timedelta(minutes=template.ahead_minutes)
        ]
        known = self.sudo().search_fetch(
            Domain("start", ">=", first)
            & Domain("start", "<=", last)
            & Domain("department_id", "in", coming.department_id.ids),
            ["department_id", "start"],
        )
        there = {(handover.department_id.id, handover.start) for handover in known}
        fresh = [c for c in found if (c[0].place, c[0].start) not in there]
        return self._make(fresh[:BATCH])

    @api.model
    def _duties(self, first, last, extra=()):
        """Return the published shifts of known people that begin in a window."""
        return (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("state", "=", "published")
                & Domain("layer", "=", 0)
                & Domain("employee_id", "!=", False)
                & Domain("start", ">=", first)
                & Domain("start", "<=", last)
                & Domain.AND(extra),
                order="start, id",
            )
        )

    @api.model
    def _changes(self, coming, first, last):
        """Return ``[(change, template)]`` at the places of the coming shifts."""
        templates = self.env["cs.handover.template"]
        places = {
            department.id: (department.id, department.company_id.id)
            for department in coming.department_id
        }
        rows = templates._holding(set(places.values()))
        nearest = {i: rows[place] for i, place in places.items()}
        here = [i for i, found in nearest.items() if found]
        near = self._duties(
            first - LONGEST, last + LONGEST, [Domain("department_id", "in", here)]
        )
        duties = [
            rules.Duty(s.id, s.department_id.id, s.employee_id.id, s.start, s.stop)
            for s in near
        ]
        types = {shift.id: shift.type_id.id for shift in near}
        found = []
        for change in rules.changes(
            duties,
            lambda place: templates._chosen(nearest[place])._terms(),
            first,
            last,
        ):
            template = templates._chosen(
                nearest[change.place], types[change.incoming[0]]
            )
            found += [(change, template)] if template else []
        return found

    @api.model
    def _make(self, found):
        """Make one hand-over for each change, with its seats, lines and signatures."""
        if not found:
            return self
        shifts = self.env["cs.shift"].sudo()
        self = self.sudo().with_context(tracking_disable=True, mail_create_nolog=True)
        every = shifts.browse({k for c, _t in found for k in c.outgoing + c.incoming})
        every.fetch(["employee_id", "department_id", "company_id", "type_id"])
        with keeping():
            handovers = self.create(
                [
                    self._head_values(change, template, shifts.browse(change.incoming))
                    for change, template in found
                ]
            )
            plans = [
                (h, shifts.browse(c.outgoing), shifts.browse(c.incoming))
                for h, (c, _t) in zip(handovers, found, strict=True)
            ]
            self.env["cs.handover.seat"].create(
                [vals for plan in plans for vals in self._seat_values(*plan)]
            )
            handovers._add_items(plans)
            self.env["cs.handover.signature"].create(
                [vals for handover in handovers for vals in handover._slot_values()]
            )
        return handovers

    @api.model
    def _head_values(self, change, template, incoming):
        tidy = template.tidy_minutes
        return {
            "template_id": template.id,
            "company_id": incoming[:1].company_id.id,
            "department_id": change.place,
            "start": change.start,
            "mode": template.mode,
            "due_at": rules.begins(change.start, template.lead_minutes),
            "tidy_at": rules.begins(change.start, tidy) if tidy else False,
            "tz": incoming[:1].type_id.tz or "UTC",
        }

    @api.model
    def _seat_values(self, handover, outgoing, incoming):
        def named(shift):
            return shift.employee_id.name or "", shift.id

        outgoing, incoming = outgoing.sorted(named), incoming.sorted(named)
        shifts = {shift.id: shift for shift in outgoing + incoming}
        return [
            {
                "handover_id": handover.id,
                "sequence": number,
                "outgoing_shift_id": goes,
                "outgoing_id": goes and shifts[goes].employee_id.id,
                "incoming_shift_id": comes,
                "incoming_id": shifts[comes].employee_id.id,
            }
            for number, (goes, comes) in enumerate(
                rules.pairs(outgoing.ids, incoming.ids), 1
            )
        ]

    def _slot_values(self):
        """Return the values of the signatures that a hand-over needs."""
        self.ensure_one()
        rows = []
        for signer in self.template_id.signer_ids:
            head = {
                "handover_id": self.id,
                "sequence": signer.sequence,
                "kind": signer.kind,
                "role_id": signer.role_id.id,
            }
            seats = self.seat_ids
            if signer.kind == "outgoing":
                seats = seats.filtered("outgoing_id")
                if not seats:
                    continue
            if signer.kind in ("outgoing", "incoming") and self.mode == "seats":
                rows += [head | {"seat_id": seat.id} for seat in seats]
            else:
                rows.append(head)
        return rows
