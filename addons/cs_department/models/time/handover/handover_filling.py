from odoo import api, models
from odoo.tools import html2plaintext

from ...flow.engine import words
from .handover_item import LASTING

#: what a source may say of a line
SAID = (
    "kind",
    "name",
    "progress",
    "contact",
    "is_important",
    "first_owner_id",
    "res_model",
    "res_id",
    "origin_id",
)
MOST_TEXT = 2000


class HandoverFilling(models.Model):
    """What is written into new hand-overs by itself."""

    _inherit = "cs.handover"

    def _add_items(self, plans):
        """Write the lines of new hand-overs, in all languages: nobody knows who reads
        them; for the whole batch at once.

        :param plans: ``[(hand-over, outgoing shifts, incoming shifts)]``
        """
        rows = self._planned_rows(plans)
        others = {
            code: self.with_context(lang=code)._planned_rows(plans)
            for code in words.others(self.env)
        }
        items = self.env["cs.handover.item"].create(rows)
        items._copy_words()
        for code, told in others.items():
            items._tell(code, told)
        origins = items.origin_id
        origins._keep({"is_carried": True})

    def _planned_rows(self, plans):
        """Return the values of the lines, in the language of the environment: work in
        hand, what is carried over, swaps, checks and announcements."""
        shifts = self.env["cs.shift"]
        going = shifts.union(*(outgoing for _h, outgoing, _i in plans))
        work = self.env["cs.handover.source"]._all_items(going.with_env(self.env))
        carried = self._carried_items()
        swaps = self._handover_swaps(
            shifts.union(*(outgoing + incoming for _h, outgoing, incoming in plans))
        )
        news = self._news()
        rows = []
        for plan in plans:
            handover, outgoing, incoming = (one.with_env(self.env) for one in plan)
            told = carried.get(handover.department_id.id, [])
            rows += handover._carried_values(told)
            rows += handover._work_values(outgoing, work)
            rows += handover._swap_values(outgoing + incoming, swaps)
            rows += handover._check_values(outgoing)
            rows += handover._news_values(news)
        return rows

    @api.model
    def _handover_swaps(self, shifts):
        """Return ``{shift id: [sentence]}`` of approved swaps (SW-15)."""
        return {
            shift_id: [f"{row['number']}: {row['sentence']}" for row in rows]
            for shift_id, rows in self.env["cs.shift.swap"]._of_shifts(shifts).items()
        }

    # ---- parts, each as values of lines

    def _carried_items(self):
        """Return ``{department id: lines}`` that were not resolved so far (SH-08)."""
        items = (
            self.env["cs.handover.item"]
            .sudo()
            .search(
                [
                    ("department_id", "in", self.department_id.ids),
                    ("kind", "in", LASTING),
                    ("is_resolved", "=", False),
                    ("is_carried", "=", False),
                    ("handover_id", "not in", self.ids),
                    ("handover_id.state", "in", ("signed", "closed")),
                    ("res_model", "=", False),
                ],
                order="start, sequence, id",
            )
        )
        return {d.id: rows for d, rows in items.grouped("department_id").items()}

    def _carried_values(self, items):
        seats = {seat.outgoing_id.id: seat.id for seat in self.seat_ids}
        return [
            {
                "handover_id": self.id,
                "seat_id": seats.get(item.owner_id.id),
                "sequence": 10,
                "kind": item.kind,
                "name": item.name,
                "progress": item.progress,
                "contact": item.contact,
                "is_important": item.is_important,
                "author_id": item.author_id.id,
                "first_owner_id": item.first_owner_id.id,
                "owner_id": item.owner_id.id,
                "origin_id": item.id,
            }
            for item in items
        ]

    def _work_values(self, outgoing, work):
        seats = {seat.outgoing_shift_id.id: seat.id for seat in self.seat_ids}
        rows = []
        for shift in outgoing:
            person = shift.employee_id.id
            for said in work.get(shift.id, ()):
                row = {name: said[name] for name in SAID if name in said}
                row["name"] = (row.get("name") or "")[:MOST_TEXT] or self.env._("Work")
                rows.append(
                    {"first_owner_id": person, "owner_id": person}
                    | row
                    | {
                        "handover_id": self.id,
                        "seat_id": seats.get(shift.id),
                        "sequence": 20,
                    }
                )
        return rows

    def _swap_values(self, shifts, swaps):
        sentences = [text for shift in shifts for text in swaps.get(shift.id, ())]
        return [
            {"handover_id": self.id, "sequence": 40, "kind": "swap", "name": text}
            for text in dict.fromkeys(sentences)
        ]

    def _check_values(self, outgoing):
        types = outgoing.type_id
        return [
            {
                "handover_id": self.id,
                "sequence": 100 + line.sequence,
                "kind": "asset" if line.expected else "check",
                "section": line.section,
                "side": line.side,
                "line_id": line.id,
                "name": line.name,
                "post": line.post,
                "expected": line.expected,
                "is_blocking": line.is_blocking,
                "is_told": line.is_told,
            }
            for line in self.template_id.line_ids
            if (line.side == "incoming" or outgoing)
            and (not line.shift_type_ids or line.shift_type_ids & types)
        ]

    def _news(self):
        """Return ``{place: announcements}`` of the days of these hand-overs."""
        days = [handover._local_day() for handover in self]
        places = {(h.department_id.id, h.company_id.id) for h in self}
        return self.env["cs.announcement"]._current_for(places, min(days), max(days))

    def _news_values(self, news):
        place, day = (self.department_id.id, self.company_id.id), self._local_day()
        return [
            {
                "handover_id": self.id,
                "sequence": 50,
                "kind": "announcement",
                "name": one.name,
                "progress": html2plaintext(one.body or "")[:MOST_TEXT],
                "res_model": one._name,
                "res_id": one.id,
            }
            for one in news.get(place, ())
            if one.date_from <= day and (not one.date_to or one.date_to >= day)
        ]
