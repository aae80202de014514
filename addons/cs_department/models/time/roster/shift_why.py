from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ....logic import roster as rules
from ...flow.engine import inputs
from .roster_auto_problem import Planning
from .roster_auto_words import Sentences

#: which outcome of the policy says what a broken rule means; all others forbid
OUTCOMES = {
    "rest": "rest",
    "longest_run": "run",
    "week_hours": "week",
    "month_hours": "month",
    "free_days": "free",
    "not_allowed": "skill",
}


class ShiftWhy(models.Model):
    """Why this person, why not that one; who could take a shift.

    Answers are for those who make the roster, since they tell of leave and wishes. The
    judge is independent of the solver, so they hold for shifts made by hand, too.
    """

    _inherit = "cs.shift"

    @api.readonly
    def explain(self):
        """Return why somebody has a shift, and who else could have it.

        :return: ``{"shift", "employee", "person", "for": [sentence], "against":
            [sentence], "others": [{"id", "name", "may", "reasons": [sentence]}]}`` with
            those who may first, the best of them first; ``person`` is empty for a free
            shift
        :raises AccessError: the user does not make this roster
        :raises UserError: the shift cannot be compared
        """
        shift = inputs.one(self)
        shift.check_access("read")
        shift.roster_id.check_access("write")
        comparison = shift._comparison()
        if not comparison:
            raise UserError(
                self.env._(
                    "People are compared for shifts of work of their department, not "
                    "for those on call."
                )
            )
        own, others = comparison.ranked()
        return {
            "shift": shift._explained_name(),
            "employee": shift.employee_id.id,
            "person": shift.employee_id.sudo().name or "",
            "for": comparison.said(own.better) if own else [],
            "against": comparison.said(own.broken + own.lacking + own.worse)
            if own
            else [],
            "others": [comparison.told(one) for one in others],
        }

    @api.model
    def _rank_replacements(self, shift):
        """Return who could take a shift, the best first, those who may not at the end.

        :return: ``[{"id", "name", "may": bool, "reasons": [sentence]}]`` for everybody
            of the roster but its holder; a constant number of queries
        """
        comparison = shift._comparison()
        if not comparison:
            return []
        return [comparison.told(one) for one in comparison.ranked()[1]]

    def _explained_name(self):
        day = format_date(self.env, self.date, date_format="full")
        return f"{self.sudo().type_id.name} · {day}"

    def _comparison(self):
        """Return what compares people in this shift; None when nothing does."""
        planning = Planning(self.roster_id)
        kind = planning.index_of_kind.get(self.type_id.id)
        day = (self.date - planning.first).days
        if kind is None or (day, kind) not in planning.times:
            return None
        return Comparison(planning, self, day, kind)


class Comparison:
    """One shift that anybody could have, in the roster as it is without it."""

    def __init__(self, planning, shift, day, kind):
        self.planning, self.policy = planning, planning.policy
        self.day, self.kind = day, kind
        self.problem = planning.problem(without=shift)
        self.rows = planning.rows(without=shift)
        self.own = planning.index_of_person.get(shift.employee_id.id)
        names = {index: person.name for index, person in enumerate(planning.people)}
        self._sentences = Sentences(shift.roster_id, names)

    def ranked(self):
        """Return who has the shift, None for nobody, and the others, the best first."""
        found = rules.rank(self.problem, self.rows, self.day, self.kind)
        own = [one for one in found if one.person == self.own]
        others = [one for one in found if one.person != self.own]
        return (own or [None])[0], sorted(
            others,
            key=lambda one: (not self.may(one), len(one.broken), one.cost, one.person),
        )

    def may(self, one):
        """Tell whether the policy lets somebody have it, be it with a warning."""
        return all(self._outcome(row.rule) != "block" for row in one.broken)

    def _outcome(self, rule):
        return self.policy._outcome_of(OUTCOMES.get(rule, rule))

    def told(self, one):
        """Return one person as clients read it."""
        person = self.planning.people[one.person]
        reasons = (*one.broken, *one.lacking, *one.worse)
        if not self.may(one):
            reasons = [row for row in one.broken if self._outcome(row.rule) == "block"]
        return {
            "id": person.id,
            "name": person.name,
            "may": self.may(one),
            "reasons": self.said(reasons),
        }

    def said(self, findings):
        """Return findings as sentences, each once.

        That more people are there than needed says nothing about a person.
        """
        rows = [row for row in findings if row.rule != "over"]
        return list(dict.fromkeys(self._sentences.of_the_person(row) for row in rows))
