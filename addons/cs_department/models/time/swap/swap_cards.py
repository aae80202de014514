from odoo import models
from odoo.tools import format_list

from . import words
from .check import LIMIT


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

    def _card(self, person, problems, hints=(), own=()):
        return {
            "id": person.id,
            "name": person.name,
            "department": person.department_id.name or "",
            "job": person.job_title or "",
            "problems": problems,
            "own": [
                sentence for sentence in dict.fromkeys(own) if sentence in problems
            ],
            "hints": list(hints),
            "shifts": [],
        }

    def _row(self, shift, kind, card, blocked):
        """Return a shift that could come back, with what stands against it.

        While a ring is built, what only keeps the requester from taking the shift is
        told apart: somebody else may take it.
        """
        closing = [
            p
            for p in blocked
            if kind == "ring"
            and p.person == shift.employee_id.id
            and not p.rule.startswith(LIMIT)
        ]
        return card | {
            "problems": [p.sentence for p in blocked if p not in closing],
            "closing": [p.sentence for p in closing],
        }

    def _shared(self, person, against, policy):
        """Return why none of somebody's shifts will do; nothing when one will.

        What stands against all of them comes first, then each other rule once.

        :param against: problems of each of the shifts
        """
        if not against:
            days = policy.exchange_days or 31
            return [
                words.sentence(self.env, "no_shift", person=person.name, figure=days)
            ]
        if not all(against):
            return []
        told = [{problem.sentence for problem in problems} for problems in against]
        shared = [p for p in against[0] if all(p.sentence in each for each in told)]
        said, rules = [p.sentence for p in shared], {p.rule for p in shared}
        for problem in (problem for problems in against for problem in problems):
            if problem.rule not in rules:
                rules.add(problem.rule)
                said.append(problem.sentence)
        return list(dict.fromkeys(said))


def own_problems(problems, shift):
    """Return what keeps the requester himself, or his shift, from any swap: limits of
    his and a holiday whose shifts are not swapped."""
    return [
        p.sentence
        for p in problems
        if p.outcome == "block"
        and (
            (p.rule.startswith(LIMIT) and p.person == shift.employee_id.id)
            or (p.rule == "festival" and p.shift == shift.id)
        )
    ]


def ordered(cards):
    """Return the cards: first those who may, each group by name."""
    return sorted(cards, key=lambda card: (bool(card["problems"]), card["name"]))
