from odoo import api, models
from odoo.exceptions import UserError

from ....logic import roster as rules
from .roster_auto_problem import Planning
from .roster_auto_words import Sentences

#: so many others are named
OTHERS = 10


class ShiftWhy(models.Model):
    """Why this person, why not that one; who could take a shift.

    Answers are for those who make the roster, since they tell of leave and wishes. The
    judge is independent of the solver, so they hold for shifts made by hand, too.
    """

    _inherit = "cs.shift"

    def explain(self):
        """Return why somebody has a shift and what speaks against others.

        :return: ``{"person", "for": [sentence], "against": [sentence], "others":
            [{"id", "name", "may": bool, "reasons": [sentence]}]}``, the best first
        :raises AccessError: the user does not make this roster
        :raises UserError: the shift is nobody's, or cannot be compared
        """
        self.ensure_one()
        self.check_access("read")
        self.roster_id.check_access("write")
        planning, place = self._place()
        person = planning.index_of_person.get(self.employee_id.id)
        if person is None or place is None:
            raise UserError(self.env._("There is nothing to compare for this shift."))
        problem, roster, day, _kind = self._compared(planning, place)
        row = list(roster[person])
        row[day] = place[1]
        roster = (*roster[:person], tuple(row), *roster[person + 1 :])
        own, others = rules.why(problem, roster, person, day)
        sentences = self._sentences(planning)
        return {
            "person": self.employee_id.sudo().name,
            "for": _said(sentences, own.better),
            "against": _said(sentences, own.worse + own.broken),
            "others": [_other(planning, sentences, one) for one in others[:OTHERS]],
        }

    @api.model
    def _rank_replacements(self, shift):
        """Return who could take a shift, the best first, those who may not at the end.

        :return: ``[{"id", "name", "may": bool, "reasons": [sentence]}]`` for everybody
            of the roster but its holder; a constant number of queries
        """
        planning, place = shift._place()
        if place is None:
            return []
        problem, roster, day, kind = shift._compared(planning, place)
        own = planning.index_of_person.get(shift.employee_id.id)
        found = rules.rank(problem, roster, day, kind)
        sentences = shift._sentences(planning)
        return [_other(planning, sentences, one) for one in found if one.person != own]

    def _place(self):
        """Return the planning of the shift's roster, and its (day, type) in it."""
        planning = Planning(self.roster_id)
        kind = planning.index_of_kind.get(self.type_id.id)
        day = (self.date - planning.first).days
        return planning, (day, kind) if kind is not None else None

    def _compared(self, planning, place):
        """Return the problem and the roster without this shift."""
        problem = planning.problem(without=self)
        rows = [[rules.FREE] * problem.days for _person in planning.people]
        for (person, day), kind in problem.fixed.items():
            rows[person][day] = kind
        return problem, tuple(tuple(row) for row in rows), *place

    def _sentences(self, planning):
        """Return what says findings about the people of a planning."""
        names = {index: person.name for index, person in enumerate(planning.people)}
        return Sentences(self.roster_id, names)


def _other(planning, sentences, one):
    """Return one person in the place of another, as clients read it."""
    person = planning.people[one.person]
    return {
        "id": person.id,
        "name": person.name,
        "may": one.is_legal,
        "reasons": _said(sentences, one.broken + one.worse),
    }


def _said(sentences, findings):
    """Return findings as sentences, each once."""
    return list(dict.fromkeys(sentences.of(row) for row in findings))
