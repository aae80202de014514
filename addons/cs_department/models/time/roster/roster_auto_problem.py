"""Reads what an automatic roster is made from, as a problem of plain values."""

from collections import defaultdict
from datetime import timedelta

from odoo.fields import Domain

from ....logic import roster as rules
from ....logic import shift_times as times
from . import roster_people
from .roster_auto_wanted import Wanted
from .roster_fill import Hours

#: how far before and after the roster shifts are looked at
AROUND = timedelta(days=14)


class Planning(Wanted):
    """One roster as a problem, and what its indexes mean.

    Shifts that are there already stay; the solver fills the rest. A constant number of
    queries.
    """

    def __init__(self, roster):
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
        self.shifts = self._own_shifts()

    # ---- what is read ----------------------------------------------------------------

    def _kinds(self):
        """Return the shift types of work that the department may use."""
        place = self.roster.department_id
        above = {int(part) for part in (place.parent_path or "").split("/") if part}
        kinds = self.env["cs.shift.type"].search(
            Domain("company_id", "=", self.roster.company_id.id)
            & Domain("kind", "=", "work")
        )
        used = kinds.filtered(
            lambda kind: not kind.department_ids or above & set(kind.department_ids.ids)
        )
        own = used.filtered("department_ids")
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
                    self._minute(span.start),
                    self._minute(span.stop),
                    round(span.hours * 60),
                )
        return found, frozenset(closed)

    def _minute(self, moment):
        return int((moment - self.base).total_seconds() // 60)

    def _own_shifts(self):
        """Return the shifts of work that the roster has already."""
        return self.env["cs.shift"].search(
            Domain("roster_id", "=", self.roster.id)
            & Domain("state", "!=", "cancelled")
            & Domain("layer", "=", 0)
        )

    # ---- the problem -----------------------------------------------------------------

    def problem(self, without=None):
        """Return the problem, in which the shifts of the roster are fixed.

        :param without: shifts that are not fixed, though they are there
        """
        fixed, mapped = self._fixed(without)
        ids = [person.id for person in self.people]
        nights = self._night_cells()
        weekends = {(d, k) for d, k in self.times if self.days[d].weekday() >= 5}
        holidays = {(d, k) for d, k in self.times if self.days[d] in self.holidays}
        carried = self._carried()
        spans = self._spans(ids, mapped, without)
        away = roster_people.leaves(self.env, ids, self.first, self.last)
        skills = roster_people.skills(self.env, ids, self.first)
        demands = self._demands()
        return rules.Problem(
            days=len(self.days),
            types=tuple(self._type(index) for index in range(len(self.kinds))),
            people=tuple(
                self._person(person, spans, away, skills, carried)
                for person in self.people
            ),
            demands=demands,
            requests=tuple(self._requests(ids)),
            fairness=tuple(
                self._fairness(key, frozenset(cells), weight, demands, carried)
                for key, cells, weight in (
                    ("nights", nights, self.policy.weight_nights),
                    ("weekends", weekends, self.policy.weight_weekends),
                    ("holidays", holidays, self.policy.weight_holidays),
                )
                if weight and cells and self.people
            ),
            fixed=fixed,
            closed=self.closed | self._idle(demands, fixed, without),
            times=self.times,
            known=(-AROUND.days, len(self.days) + AROUND.days),
        )

    def _idle(self, demands, fixed, without):
        """Return the (day, type) cells that serve no minimum: nothing is planned there
        besides what is there already."""
        used = {(number, kind) for (_person, number), kind in fixed.items()}
        for shift in without or ():
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

    def _fixed(self, without):
        """Return the cells that stay, and the shifts that these are."""
        fixed, mapped = {}, self.env["cs.shift"]
        for shift in self.shifts - (without or self.env["cs.shift"]):
            person = self.index_of_person.get(shift.employee_id.id)
            kind = self.index_of_kind.get(shift.type_id.id)
            cell = person, (shift.date - self.first).days
            if person is None or kind is None or cell in fixed:
                continue
            fixed[cell] = kind
            mapped |= shift
        return fixed, mapped

    def _spans(self, ids, mapped, without):
        """Return ``{employee id: spans}``: shifts that are no cells of the roster."""
        skip = (mapped | self.shifts).ids
        found = defaultdict(list)
        duties = roster_people.duties(
            self.env, ids, self.first - AROUND, self.last + AROUND, skip
        )
        others = self.shifts - mapped - (without or self.env["cs.shift"])
        for person, rows in duties.items():
            for duty in rows:
                if duty.layer == 0:
                    found[person].append(
                        self._span(duty.day, duty.start, duty.stop, duty.hours)
                    )
        for shift in others.filtered("employee_id"):
            found[shift.employee_id.id].append(
                self._span(shift.date, shift.start, shift.stop, shift.paid_hours)
            )
        return found

    def _span(self, day, start, stop, hours):
        return rules.Span(
            day=(day - self.first).days,
            start=self._minute(start),
            stop=self._minute(stop),
            minutes=round(hours * 60),
        )

    def _person(self, person, spans, away, skills, carried):
        owned = skills.get(person.id, set())
        return rules.Person(
            key=str(person.id),
            contract=self._contract(person),
            skills=frozenset(str(skill) for skill in owned),
            rank=person.level,
            leave=tuple(
                (self._minute(leave.start), self._minute(leave.stop))
                for leave in away.get(person.id, ())
            ),
            spans=tuple(spans.get(person.id, ())),
            allowed=self._allowed(owned),
            carried={key: rows.get(person.id, 0) for key, rows in carried.items()},
        )

    def _allowed(self, owned):
        """Return the types whose skills somebody has; None: all."""
        if self.policy and self.policy.skill_outcome == "off":
            return None
        found = frozenset(
            index
            for index, kind in enumerate(self.kinds)
            if set(kind.skill_ids.ids) <= owned
        )
        return None if len(found) == len(self.kinds) else found

    def _contract(self, person):
        """Return the hard rules of a person out of the policy."""
        figures = self.policy._limits(person.job, self.first.month)
        limits = []
        if figures.week and self.policy.week_outcome != "off":
            limits += self._weekly(figures.week)
        for first, last in self._months():
            if figures.month and self.policy.month_outcome != "off":
                hours = round(figures.month * 60)
                limits.append(rules.Limit("month_hours", first, last, None, hours))
            if figures.free and self.policy.free_outcome != "off":
                most = max(last - first - figures.free, 0)
                limits.append(
                    rules.Limit("free_days", first, last, None, most, in_days=True)
                )
        run = figures.run if self.policy.run_outcome != "off" else 0
        rest = figures.rest if self.policy.rest_outcome != "off" else 0
        return rules.Contract(
            min_rest=round(rest * 60),
            longest_run=run or None,
            limits=tuple(limits),
            is_strict=False,
        )

    def _weekly(self, hours):
        monday = -self.first.weekday()
        return [
            rules.Limit("week_hours", start, start + 7, None, round(hours * 60))
            for start in range(monday, len(self.days), 7)
        ]

    def _months(self):
        """Return the calendar months in the roster as (first, last exclusive)."""
        found, start = [], 0
        for number, day in enumerate(self.days):
            is_end = (day + timedelta(days=1)).day == 1
            if is_end or number == len(self.days) - 1:
                found.append((start, number + 1))
                start = number + 1
        return found
