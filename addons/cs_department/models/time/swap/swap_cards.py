from odoo import models
from odoo.tools import format_list

from . import words


class SwapCards(models.Model):
    """What the page of swaps shows of shifts and of people."""

    _inherit = "cs.shift.swap"

    def _shift_cards(self, shifts):
        """Return ``{id: card}``: a split shift says its parts, and each its breaks."""
        lived = shifts._lived()
        return {
            shift.id: {
                "id": shift.id,
                "day": words.day(shift),
                "date": shift.date,
                "type": shift.type_id.name,
                "color": shift.color,
                "times": self._spans(shift, lived[shift.id].parts),
                "breaks": self._spans(shift, lived[shift.id].breaks),
            }
            for shift in shifts
        }

    def _spans(self, shift, spans):
        return format_list(self.env, [words.span(shift, *one) for one in spans])

    def _card(self, person, problems, hints=()):
        return {
            "id": person.id,
            "name": person.name,
            "department": person.department_id.name or "",
            "job": person.job_title or "",
            "problems": problems,
            "hints": list(hints),
            "shifts": [],
        }
