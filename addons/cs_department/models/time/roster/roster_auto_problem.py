"""Reads what an automatic roster is made from, as a problem of plain values."""

from datetime import timedelta
from functools import cached_property

from odoo import fields
from odoo.fields import Domain

from ....logic import roster as rules
from ....logic import shift_times as times
from . import roster_people
from .roster_auto_needs import Needs
from .roster_auto_staff import AROUND, Staff
from .roster_auto_wanted import Wanted
from .roster_fill import Hours


class Planning(Wanted, Staff):
    """One roster as a problem, and what its indexes mean.

    Shifts of a draft stay. Of a published roster stays what has begun, what was changed
    by hand since, and what people have agreed on (swaps, sick calls); all else that
    people were told is kept as far as its weight goes. A constant number of queries.

    :ivar at: ``{(person, day): shift}`` of the shifts that are cells
    :ivar fixed: ``{(person, day): type}`` that stay; ``told``: those that may move
    """

    def __init__(self, roster):
        roster.env.flush_all()
        self.roster = roster.sudo()
        self.env = self.roster.env
        self.first, self.last = roster.date_from, roster.date_to
        self.days = [
            self.first + timedelta(days=number)
            for number in range((self.last - self.first).days + 1)
        ]
        self.zone = roster._zone()
        self.base = times.at(self.first, 0, self.zone)
        self.policy = self.roster.policy_id
        self.shifts = self._own_shifts()
        self.kinds = self._kinds()
        self.index_of_kind = {kind.id: i for i, kind in enumerate(self.kinds)}
        self.hours = Hours(self.env["cs.shift.type"])
        ids = roster_people.members(
            self.env, self.roster.department_id.ids, self.roster.company_id.id
        )
        known = roster_people.people(self.env, ids)
        self.people = [known[key] for key in ids]
        self.index_of_person = {p.id: i for i, p in enumerate(self.people)}
        self.holidays = set(self.roster._holidays(self.first, self.last))
        self.flagged = self._flagged()
        self.times, self.closed = self._times()
        self.at, self.fixed, self.told = self._cells()
        self.needs = Needs(self)
        self.paths = self.env["hr.department"]._ancestor_ids(self.needs.below)
        self.cover_price = max(self.policy.weight_cover, 1) if self.policy else 1000

    @cached_property
    def fewest(self):
        """How many shifts of each (day, type) the minimums take at least."""
        return self.needs.fewest()

    # ---- what is read ----------------------------------------------------------------

    def _kinds(self):
        """Return the shift types of work that the department uses.

        Those of its own and those that are in the roster already; of a department
        without any all that it may use.
        """
        place = self.roster.department_id
        above = {int(part) for part in (place.parent_path or "").split("/") if part}
        kinds = self.env["cs.shift.type"].search(
            Domain("company_id", "=", self.roster.company_id.id)
            & Domain("kind", "=", "work")
        )
        used = kinds.filtered(lambda kind: kind._is_used_in(above))
        held = self.shifts.type_id
        own = used.filtered(lambda kind: kind.department_ids or kind in held)
        return own or used

    def _flagged(self):
        """Return the special days of the roster's department."""
        place = self.roster.department_id
        path = [int(part) for part in (place.parent_path or "").split("/") if part]
        company = self.roster.company_id.id
        flags = self.env["cs.roster.flag"]
        return set(flags._days(company, path, self.first, self.last))

    def _times(self):
        """Return the minutes of every type on every day, and where none is worked."""
        found, closed = {}, set()
        for number, day in enumerate(self.days):
            for index, kind in enumerate(self.kinds):
                span = self.hours.of(kind.id, day)[1]
                if span is None or span.start >= span.stop:
                    closed.add((number, index))
                    continue
                found[number, index] = (
                    self.minute(span.start),
                    self.minute(span.stop),
                    round(span.hours * 60),
                )
        return found, frozenset(closed)

    def minute(self, moment):
        """Return a moment in minutes from the first midnight."""
        return int((moment - self.base).total_seconds() // 60)

    def _own_shifts(self):
        """Return the shifts of work that the roster has already."""
        return self.env["cs.shift"].search(
            Domain("roster_id", "=", self.roster.id)
            & Domain("state", "!=", "cancelled")
            & Domain("layer", "=", 0)
        )

    def _cells(self):
        """Return the shifts that are cells: all, which stay, which go."""
        at, fixed, told = {}, {}, {}
        is_out = self.roster.state == "published"
        now = fields.Datetime.now()
        for shift in self.shifts:
            person = self.index_of_person.get(shift.employee_id.id)
            kind = self.index_of_kind.get(shift.type_id.id)
            cell = person, (shift.date - self.first).days
            if person is None or kind is None or cell in at:
                continue
            at[cell] = shift
            may_go = is_out and shift.start > now and _is_as_told(shift)
            (told if may_go else fixed)[cell] = kind
        return at, fixed, told

    # ---- the problem -----------------------------------------------------------------

    def problem(self, without=None):
        """Return the problem.

        :param without: a shift that is left out, though it is there, to compare people
            in its place; nothing is closed because it is over then, nor fixed
        """
        skip = set(without.ids) if without else set()
        ids = [person.id for person in self.people]
        spans = self._spans(ids, skip)
        away = self._away(ids)
        skills = roster_people.skills(self.env, ids, self.first, self.last)
        demands = self._demands(skip)
        closed = self.closed | self._idle(demands, skip)
        if without is None:
            closed |= self._over()
        return rules.Problem(
            days=len(self.days),
            types=tuple(self._type(index) for index in range(len(self.kinds))),
            people=tuple(
                self._person(person, spans, away, skills) for person in self.people
            ),
            demands=demands,
            requests=tuple(self._requests(ids)),
            fairness=tuple(self._fair(spans, away)),
            fixed=dict(self.fixed) if without is None else {},
            published=self._published() if without is None else {},
            change_weight=self.policy.weight_stable if self.policy else 20,
            closed=closed,
            times=self.times,
            known=(-AROUND.days, len(self.days) + AROUND.days),
        )

    def rows(self, without=None):
        """Return the roster as it is now, in cells."""
        rows = [[rules.FREE] * len(self.days) for _person in self.people]
        for (person, day), shift in self.at.items():
            if shift != without:
                rows[person][day] = self.index_of_kind[shift.type_id.id]
        return tuple(tuple(row) for row in rows)

    def _published(self):
        """Return what people were told, of the days to come: also to be free."""
        if self.roster.state != "published":
            return {}
        over = {day for day, _kind in self._over()}
        return {
            (person, day): self.told.get((person, day), rules.FREE)
            for person in range(len(self.people))
            for day in range(len(self.days))
            if day not in over and (person, day) not in self.fixed
        }

    def _over(self):
        """Return the cells that have begun, once people know the roster."""
        if self.roster.state != "published":
            return frozenset()
        now = self.minute(fields.Datetime.now())
        return frozenset(cell for cell, span in self.times.items() if span[0] <= now)

    def _idle(self, demands, skip):
        """Return the (day, type) cells that serve no minimum: nothing is planned there
        besides what is there already."""
        used = {
            (day, self.index_of_kind[shift.type_id.id])
            for (_person, day), shift in self.at.items()
        }
        for shift in self.shifts.filtered(lambda shift: shift.id in skip):
            kind = self.index_of_kind.get(shift.type_id.id)
            used.add(((shift.date - self.first).days, kind))
        for demand in demands:
            used |= {(demand.day, kind) for kind in demand.types}
            used |= {(demand.day - 1, kind) for kind in demand.types_before}
        return frozenset(self.times.keys() - used)

    def _type(self, index):
        kind = self.kinds[index]
        minutes = kind.start_hour * 60, kind.end_hour * 60
        return rules.ShiftType(
            key=str(kind.id),
            start=round(minutes[0]),
            stop=round(minutes[1]),
            minutes=round(kind.paid_hours * 60),
        )


def _is_as_told(shift):
    """Tell whether a shift is what its person was told by publishing."""
    return (
        not shift.is_untold
        and shift.origin not in ("swap", "sick")
        and shift.known_employee_id == shift.employee_id
        and shift.known_type_id == shift.type_id
    )
