"""Why this person, why not that one; who could take a free shift.

Answers come from the independent checker: what it finds with the change, against what
it finds without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .checker import Checker
from .findings import Finding
from .problem import FREE, Demand, Problem, Roster


@dataclass(frozen=True, slots=True)
class Alternative:
    """One person in the place of another, or in a free shift.

    :ivar broken: the rules that it would break
    :ivar cost: by how much the roster would become dearer
    :ivar worse: the wishes that would no longer be met, or less; ``better``: the others
    :ivar lacking: the demands that others could meet here, and this person does not
    """

    person: int
    broken: tuple[Finding, ...]
    cost: int
    worse: tuple[Finding, ...]
    better: tuple[Finding, ...]
    lacking: tuple[Finding, ...] = ()

    @property
    def is_legal(self) -> bool:
        """Whether no rule forbids it."""
        return not self.broken


def rank(
    problem: Problem,
    roster: Roster,
    day: int,
    kind: int,
    among: Iterable[int] | None = None,
) -> list[Alternative]:
    """Everybody in one more shift, the best first, those who may not at the end."""
    return _Comparison(problem, roster, day, kind).of(among)


def why(
    problem: Problem,
    roster: Roster,
    person: int,
    day: int,
    among: Iterable[int] | None = None,
) -> tuple[Alternative, list[Alternative]]:
    """The person who has a shift, and everybody else in that place.

    Costs are relative to the shift being nobody's, so that they compare.

    :raises ValueError: the person is free on that day
    """
    kind = roster[person][day]
    if kind == FREE:
        raise ValueError("the person is free on that day")
    without = list(roster)
    without[person] = _with(roster[person], day, FREE)
    comparison = _Comparison(problem, tuple(without), day, kind)
    others = comparison.of(among)
    own = next((found for found in others if found.person == person), None)
    own = own or comparison.of([person])[0]
    return own, [found for found in others if found.person != person]


def _with(row: tuple[int, ...], day: int, kind: int) -> tuple[int, ...]:
    return (*row[:day], kind, *row[day + 1 :])


class _Comparison:
    """One shift that anybody could have."""

    def __init__(self, problem: Problem, roster: Roster, day: int, kind: int) -> None:
        self.problem, self.roster, self.day, self.kind = problem, roster, day, kind
        if not 0 <= day < problem.days or not 0 <= kind < len(problem.types):
            raise ValueError("no such day or type")
        self.checker = Checker(problem)
        self.demands: list[tuple[Demand, int]] = [
            (demand, self.checker.present(demand, roster))
            for demand in problem.demands
            if (demand.day == day and kind in demand.types)
            or (demand.day == day + 1 and kind in demand.types_before)
        ]

        people = range(len(problem.people))
        self.short = [
            (demand, present)
            for demand, present in self.demands
            if present < demand.minimum
            and any(self.checker.counts(demand, person) for person in people)
        ]

    def of(self, among: Iterable[int] | None) -> list[Alternative]:
        """The people, ranked."""
        people = range(len(self.problem.people)) if among is None else among
        found = [self._alternative(person) for person in people]
        return sorted(found, key=lambda one: (len(one.broken), one.cost, one.person))

    def _alternative(self, person: int) -> Alternative:
        row = self.roster[person]
        before = self.checker.person(person, row)
        after = self.checker.person(person, _with(row, self.day, self.kind))
        if row[self.day] != FREE:
            after.append(Finding("overlap", person, self.day, 2, 1, type=row[self.day]))
        for demand, present in self.demands:
            if self.checker.counts(demand, person):
                before += self.checker.demand(demand, present)
                after += self.checker.demand(demand, present + 1)
        new, gone = Counter(after), Counter(before)
        worse = tuple((new - gone).elements())
        better = tuple((gone - new).elements())
        return Alternative(
            person,
            tuple(finding for finding in worse if not finding.is_legal),
            sum(f.cost for f in worse) - sum(f.cost for f in better),
            tuple(finding for finding in worse if finding.is_legal),
            tuple(finding for finding in better if finding.is_legal),
            self._lacking(person),
        )

    def _lacking(self, person: int) -> tuple[Finding, ...]:
        """The demands that stay unmet with somebody, each at its worst."""
        worst: dict[tuple[str, int], Finding] = {}
        for demand, present in self.short:
            if self.checker.counts(demand, person):
                continue
            place = demand.key, demand.day
            for found in self.checker.demand(demand, present):
                if place not in worst or found.found < worst[place].found:
                    worst[place] = found
        return tuple(worst.values())
