"""What a roster breaks and costs, counted without the model that made it.

Everything is counted per person and per demand, so that a change of one cell is judged
by counting one person and the demands of two days anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from .findings import Finding, Verdict
from .problem import (
    FREE,
    Contract,
    Demand,
    Fairness,
    Limit,
    Person,
    Problem,
    Request,
    Roster,
    Rule,
)


def check(problem: Problem, roster: Roster) -> Verdict:
    """Return everything that a roster does not meet.

    :raises ValueError: the roster has not one known cell per person and day
    """
    return Checker(problem).check(roster)


class Checker:
    """Judges rosters of one problem."""

    def __init__(self, problem: Problem) -> None:
        """Sort wishes and published cells by person, once."""
        self.problem = problem
        self.wishes: dict[int, list[Request]] = {}
        for wish in problem.requests:
            self.wishes.setdefault(wish.person, []).append(wish)
        self.told: dict[int, list[tuple[int, int]]] = {}
        for (person, day), kind in problem.published.items():
            self.told.setdefault(person, []).append((day, kind))

    def check(self, roster: Roster) -> Verdict:
        """Return everything that a roster does not meet."""
        problem = self.problem
        if len(roster) != len(problem.people) or any(
            len(row) != problem.days
            or not all(FREE <= kind < len(problem.types) for kind in row)
            for row in roster
        ):
            raise ValueError("the roster does not fit the problem")
        findings: list[Finding] = []
        for person, row in enumerate(roster):
            findings += self.person(person, row)
        for demand in problem.demands:
            findings += self.demand(demand, self.present(demand, roster))
        return Verdict(tuple(findings))

    def person(self, person: int, row: Sequence[int]) -> list[Finding]:
        """What the days of one person do not meet."""
        own = _Row(self.problem, person, row)
        wishes, told = self.wishes.get(person, ()), self.told.get(person, ())
        return [*own.findings(), *own.wishes(wishes, told)]

    def counts(self, demand: Demand, person: int) -> bool:
        """Whether somebody counts for a demand."""
        return demand.counts(self.problem.people[person])

    def present(self, demand: Demand, roster: Roster) -> int:
        """How many are there for a demand."""
        present = demand.there
        for person, row in enumerate(roster):
            if self.counts(demand, person):
                present += row[demand.day] in demand.types
                if demand.day > 0:
                    present += row[demand.day - 1] in demand.types_before
        return present

    def demand(self, demand: Demand, present: int) -> Iterator[Finding]:
        """What a demand lacks or has too much."""
        least, most = demand.minimum, demand.maximum
        if present < least and demand.under:
            cost = demand.under * (least - present)
            yield Finding(
                demand.rule, None, demand.day, present, least, cost, key=demand.key
            )
        if most is not None and present > most and demand.over:
            cost = demand.over * (present - most)
            yield Finding("over", None, demand.day, present, most, cost, key=demand.key)


@dataclass(frozen=True, slots=True)
class _Shift:
    """A shift of a person, planned or there before."""

    day: int
    start: int
    stop: int
    minutes: int
    type: int | None


class _Row:
    """The days of one person."""

    def __init__(self, problem: Problem, person: int, row: Sequence[int]) -> None:
        self.problem, self.index, self.row = problem, person, row
        self.person: Person = problem.people[person]
        self.contract: Contract = self.person.contract
        self.shifts = sorted(self._shifts(), key=lambda shift: (shift.start, shift.day))
        self.days = {shift.day for shift in self.shifts}

    def _shifts(self) -> Iterator[_Shift]:
        for span in self.person.spans:
            yield _Shift(span.day, span.start, span.stop, span.minutes, None)
        for day, kind in enumerate(self.row):
            if kind != FREE:
                yield _Shift(day, *self.problem.time(day, kind), kind)

    def findings(self) -> Iterator[Finding]:
        """All broken rules."""
        yield from self._cells()
        yield from self._pairs()
        yield from self._runs()
        for limit in self.contract.limits:
            yield from self._limit(limit)
        yield from self._counts()

    def _found(self, rule: Rule, day: int | None, found: int, wanted: int) -> Finding:
        kind = self.row[day] if day is not None and 0 <= day < len(self.row) else None
        return Finding(rule, self.index, day, found, wanted, type=kind)

    def _priced(
        self, rule: Rule, day: int | None, found: int, wanted: int, units: int
    ) -> Finding:
        """Something too little: illegal, or priced for those who are not strict."""
        cost = 0 if self.contract.is_strict else units * self.problem.shortfall_weight
        return Finding(rule, self.index, day, found, wanted, cost)

    # ---- single cells ----

    def _cells(self) -> Iterator[Finding]:
        for day, kind in enumerate(self.row):
            if self.problem.fixed.get((self.index, day), kind) != kind:
                yield self._found(
                    "fixed", day, kind, self.problem.fixed[self.index, day]
                )
        for shift in self.shifts:
            if shift.type is None:
                continue
            if shift.day in self.person.days_off:
                yield self._found("day_off", shift.day, 1, 0)
            if (shift.day, shift.type) in self.problem.closed:
                yield self._found("closed", shift.day, 1, 0)
            if (shift.day, shift.type) in self.person.barred:
                yield self._found("not_allowed", shift.day, 1, 0)
            for begin, end in self.person.leave:
                if begin < shift.stop and shift.start < end:
                    yield self._found("leave", shift.day, 1, 0)

    def _pairs(self) -> Iterator[Finding]:
        planned = [shift for shift in self.shifts if shift.type is not None]
        spans = [shift for shift in self.shifts if shift.type is None]
        taken = {span.day for span in spans}
        for shift in planned:
            if shift.day in taken:
                yield self._found("overlap", shift.day, 2, 1)
        for first, second in pairwise(planned):
            yield from self._pair(first, second)
            barred = self.problem.types[first.type or 0].not_before
            if second.day == first.day + 1 and second.type in barred:
                yield self._found("succession", second.day, 1, 0)
        for shift in planned:
            for span in spans:
                if span.day != shift.day:
                    yield from self._pair(*sorted((shift, span), key=_start))

    def _pair(self, first: _Shift, second: _Shift) -> Iterator[Finding]:
        gap = second.start - first.stop
        if gap < self.contract.min_rest:
            rule: Rule = "overlap" if gap < 0 else "rest"
            day = second.day if second.type is not None else first.day
            yield self._found(rule, day, gap, self.contract.min_rest)

    # ---- runs ----

    def _runs(self) -> Iterator[Finding]:
        begin, end = self.problem.window
        for at_work, group in groupby(range(begin, end), lambda day: day in self.days):
            run = list(group)
            is_whole = run[0] > begin and run[-1] < end - 1
            if at_work:
                longest = self.contract.longest_run
                if longest is not None and len(run) > longest:
                    yield self._found("longest_run", run[0], len(run), longest)
            wanted = (
                self.contract.shortest_run if at_work else self.contract.shortest_break
            )
            if is_whole and len(run) < wanted:
                rule: Rule = "shortest_run" if at_work else "shortest_break"
                yield self._priced(rule, run[0], len(run), wanted, wanted - len(run))

    # ---- counts ----

    def _limit(self, limit: Limit) -> Iterator[Finding]:
        inside = [
            shift for shift in self.shifts if limit.first <= shift.day < limit.last
        ]
        if limit.in_days:
            amount, unit = len({shift.day for shift in inside}), 1
        else:
            amount, unit = sum(shift.minutes for shift in inside), 60
        if limit.maximum is not None and amount > limit.maximum:
            yield self._found(limit.rule, limit.first, amount, limit.maximum)
        if limit.minimum is not None and amount < limit.minimum:
            units = -(-(limit.minimum - amount) // unit)
            yield self._priced(limit.rule, limit.first, amount, limit.minimum, units)

    def _counts(self) -> Iterator[Finding]:
        for kind, most in self.contract.most_of_type.items():
            amount = sum(other == kind for other in self.row)
            if amount > most:
                yield Finding("most_of_type", self.index, None, amount, most, type=kind)
        worked = sum(
            any(day in self.days for day in days) for days in self.problem.weekends
        )
        allowed = self.contract.most_weekends
        if allowed is not None and worked > allowed:
            yield Finding("weekends", self.index, None, worked, allowed)

    # ---- wishes ----

    def wishes(
        self, wishes: Iterable[Request], told: Iterable[tuple[int, int]]
    ) -> Iterator[Finding]:
        """What the person asked for, was told, or has had too often."""
        for wish in wishes:
            kind = self.row[wish.day]
            has = kind != FREE and wish.type in (None, kind)
            if has != wish.is_on and wish.weight:
                rule: Rule = "wish_on" if wish.is_on else "wish_off"
                yield Finding(
                    rule, self.index, wish.day, cost=wish.weight, type=wish.type
                )
        cost = self.problem.change_weight
        for day, kind in told:
            if self.row[day] != kind and cost:
                yield Finding("published", self.index, day, cost=cost, type=kind)
        for fairness in self.problem.fairness:
            had = self._had(fairness)
            target = fairness.targets[self.index]
            cost = fairness.above(had, target) * fairness.weight
            if cost:
                yield Finding(
                    "fairness", self.index, None, had, target, cost, key=fairness.key
                )

    def _had(self, fairness: Fairness) -> int:
        cells = [cell for cell in enumerate(self.row) if cell in fairness.cells]
        if not fairness.unit:
            return len(cells)
        return sum(self.problem.time(day, kind)[2] for day, kind in cells)


def _start(shift: _Shift) -> int:
    return shift.start
