"""The cheapest legal weeks of one person, by dynamic programming.

A state is what the rules need to know of the past: the run the person is in, the
minutes worked, the weekends and the shifts of capped types. Made for plain problems:
nobody has a history, nothing is fixed, and the rules are those of the published
benchmarks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from types import EllipsisType

import numpy as np
import numpy.typing as npt

from .problem import FREE, Problem

Values = npt.NDArray[np.float64]
Row = tuple[int, ...]
Place = tuple[int, ...]
Slices = tuple[EllipsisType | slice, ...]
#: states of one person on one day above which another method is better
MOST_STATES = 60_000
#: how much two sums of the same figures may differ
TOLERANCE = 1e-6


def is_plain(problem: Problem) -> bool:
    """Whether the states know all rules of the problem."""
    return not (
        problem.fixed
        or problem.published
        or problem.fairness
        or problem.times
        or problem.closed
        or problem.known
        or any(
            person.spans
            or person.leave
            or person.barred
            or person.contract.min_rest
            or not person.contract.is_strict
            or any(
                limit.in_days or (limit.first, limit.last) != (0, problem.days)
                for limit in person.contract.limits
            )
            for person in problem.people
        )
        or any(kind.stop - kind.start > 24 * 60 for kind in problem.types)
        or any(len(days) > 2 for days in problem.weekends)
    )


def own_costs(problem: Problem, person: int) -> tuple[Values, int]:
    """What each cell costs by the person's own wishes, and what nothing costs."""
    costs = np.zeros((problem.days, len(problem.types)))
    nothing = 0
    for wish in problem.requests:
        if wish.person != person:
            continue
        kinds = slice(None) if wish.type is None else wish.type
        costs[wish.day, kinds] += -wish.weight if wish.is_on else wish.weight
        nothing += wish.weight if wish.is_on else 0
    return costs, nothing


@dataclass(slots=True)
class _Day:
    """Least cost by state: of those at work by type and run, of those off by break."""

    work: Values
    off: Values


class Schedules:
    """The legal rows of one person."""

    def __init__(self, problem: Problem, person: int) -> None:
        """Count in the largest unit that all shifts are made of."""
        self.problem, self.person = problem, problem.people[person]
        contract = self.person.contract
        self.own, self.nothing = own_costs(problem, person)
        self.run = contract.longest_run or problem.days
        self.shortest, self.rest = contract.shortest_run, contract.shortest_break
        minutes = [kind.minutes for kind in problem.types]
        unit = math.gcd(*minutes)
        self.units = [value // unit for value in minutes]
        longest = problem.days * max(minutes)
        limits = contract.limits
        most = min(
            (x.maximum for x in limits if x.maximum is not None), default=longest
        )
        least = max((x.minimum for x in limits if x.minimum is not None), default=0)
        self.most, self.least = min(most, longest) // unit, -(-least // unit)
        weekends = len(problem.weekends)
        self.weekends = min(
            weekends if contract.most_weekends is None else contract.most_weekends,
            weekends,
        )
        self.caps = {
            kind: cap
            for kind, cap in contract.most_of_type.items()
            if 0 < cap < min(problem.days, self.most // self.units[kind])
        }
        self.barred = {k for k, cap in contract.most_of_type.items() if cap == 0}
        self.first_of_weekend = {days[0] for days in problem.weekends}
        self.second_of_weekend = {days[1] for days in problem.weekends if days[1:]}
        self.shape = (
            self.most + 1,
            self.weekends + 1,
            *(c + 1 for c in self.caps.values()),
        )
        kinds = range(len(self.units))
        self.earlier = [
            [k for k in kinds if self._may_follow(k, kind)] for kind in kinds
        ]
        self.slices = {
            (kind, is_weekend): self._slices(kind, is_weekend)
            for kind in kinds
            for is_weekend in (False, True)
        }

    @property
    def states(self) -> int:
        """How many states a day has."""
        runs = len(self.units) * self.run + self.rest
        return runs * math.prod(self.shape)

    def cheapest(
        self, prices: Values, wanted: int, below: float = math.inf
    ) -> tuple[float, list[tuple[float, Row]]]:
        """The least cost of a legal row, and rows that cost less than a limit.

        :param prices: of each cell
        :param wanted: how many rows at most, the best first
        :returns: infinity and no row where no row is legal
        """
        days = self.forward(prices)
        last = days[-1]
        ends = np.concatenate([last.work.reshape(-1, *self.shape), last.off])
        ends = ends[:, self.least :]
        if not ends.size:
            return math.inf, []
        # one for each number of minutes and weekends, so that they differ
        grouped = np.moveaxis(ends, (1, 2), (0, 1)).reshape(
            ends.shape[1] * ends.shape[2], -1
        )
        best = grouped.argmin(axis=1)
        values = grouped[np.arange(len(grouped)), best]
        found: list[tuple[float, Row]] = []
        for index in np.argsort(values)[:wanted]:
            if not np.isfinite(values[index]) or values[index] >= below:
                break
            units, weekends = divmod(int(index), ends.shape[2])
            rest = np.unravel_index(int(best[index]), (ends.shape[0], *ends.shape[3:]))
            place = (units + self.least, weekends, *(int(i) for i in rest[1:]))
            row = self._backward(days, prices, int(rest[0]), place)
            found.append((float(values[index]), row))
        return float(values.min()), found

    # ---- forward ----

    def forward(self, prices: Values) -> list[_Day]:
        """The least cost of each state, by day."""
        days, kinds = self.problem.days, len(self.units)
        work = np.full((days, kinds, self.run, *self.shape), np.inf)
        off = np.full((days, self.rest, *self.shape), np.inf)
        found: list[_Day] = []
        for day in range(days):
            new = _Day(work[day], off[day])
            self._step(day, found[-1] if found else None, new, prices[day])
            found.append(new)
        return found

    def _step(self, day: int, before: _Day | None, new: _Day, prices: Values) -> None:
        if before is None:
            origin = (0,) * len(self.shape)
            start = np.full(self.shape, np.inf)
            start[origin] = 0
            new.off[(self.rest - 1, *origin)] = 0
        else:
            start = before.off[-1]
            self._rest(day, before, new)
        if day in self.person.days_off:
            return
        first, later = (
            self.counts(day, is_first=True),
            self.counts(day, is_first=False),
        )
        for kind in range(len(self.units)):
            if kind in self.barred:
                continue
            self._move(start, new.work[kind, 0], kind, first, prices[kind])
            if before is not None and self.run > 1 and self.earlier[kind]:
                longer = before.work[self.earlier[kind][0], :-1]
                for other in self.earlier[kind][1:]:
                    longer = np.minimum(longer, before.work[other, :-1])
                self._move(longer, new.work[kind, 1:], kind, later, prices[kind])

    def _rest(self, day: int, before: _Day, new: _Day) -> None:
        ended = before.work[:, self.shortest - 1 :]
        if ended.size:
            ended.min(axis=(0, 1), out=new.off[0])
        # a run since the first day may have begun before it
        if day <= min(self.shortest - 1, self.run):
            np.minimum(new.off[0], before.work[:, day - 1].min(axis=0), out=new.off[0])
        if self.rest > 1:
            new.off[1:] = before.off[:-1]
        np.minimum(new.off[-1], before.off[-1], out=new.off[-1])

    def _may_follow(self, earlier: int, later: int) -> bool:
        return later not in self.problem.types[earlier].not_before

    def counts(self, day: int, *, is_first: bool) -> bool:
        """Whether a shift makes a weekend count: the first one that falls on it."""
        return day in self.first_of_weekend or (
            is_first and day in self.second_of_weekend
        )

    def moves(self, kind: int, weekend: bool) -> tuple[int, ...]:
        """How far a shift moves a state in each direction."""
        return (self.units[kind], int(weekend), *(int(kind == k) for k in self.caps))

    def _move(
        self, values: Values, result: Values, kind: int, weekend: bool, price: float
    ) -> None:
        """Write what the states cost after a shift where they lie after it."""
        source, target = self.slices[kind, weekend]
        np.add(values[source], price, out=result[target])

    def _slices(self, kind: int, weekend: bool) -> tuple[Slices, Slices]:
        """Where states stand before and after a shift."""
        moves = list(zip(self.shape, self.moves(kind, weekend), strict=True))
        return (
            (..., *(slice(0, max(size - by, 0)) for size, by in moves)),
            (..., *(slice(min(by, size), None) for size, by in moves)),
        )

    # ---- backward ----

    def _backward(
        self, days: list[_Day], prices: Values, state: int, place: Place
    ) -> Row:
        row = []
        for day in range(len(days) - 1, -1, -1):
            at_work = state < len(self.units) * self.run
            row.append(state // self.run if at_work else FREE)
            if not day:
                break
            value = self._value(days[day], state, place)
            if at_work:
                value -= prices[day, state // self.run]
            states, place = self._past(day, state, place)
            state = next(
                earlier
                for earlier in states
                if abs(self._value(days[day - 1], earlier, place) - value) < TOLERANCE
            )
        return tuple(reversed(row))

    def _past(self, day: int, state: int, place: Place) -> tuple[Iterator[int], Place]:
        """The states of the day before that lead here, and their place."""
        first_off = len(self.units) * self.run
        if state >= first_off:
            return self.before_off(day, state - first_off), place
        kind, run = divmod(state, self.run)
        moves = self.moves(kind, self.counts(day, is_first=run == 0))
        place = tuple(a - b for a, b in zip(place, moves, strict=True))
        return self.before_work(kind, run), place

    def _value(self, day: _Day, state: int, place: Place) -> float:
        first_off = len(self.units) * self.run
        if state >= first_off:
            return float(day.off[(state - first_off, *place)])
        return float(day.work[(*divmod(state, self.run), *place)])

    def before_work(self, kind: int, run: int) -> Iterator[int]:
        """The states of the day before a shift."""
        if not run:
            yield len(self.units) * self.run + self.rest - 1
            return
        for earlier in self.earlier[kind]:
            yield earlier * self.run + run - 1

    def before_off(self, day: int, off: int) -> Iterator[int]:
        """The states of the day before a free day."""
        first_off = len(self.units) * self.run
        if off == 0:
            for kind, run in product(range(len(self.units)), range(self.run)):
                if run >= self.shortest - 1 or run == day - 1:
                    yield kind * self.run + run
        else:
            yield first_off + off - 1
        if off == self.rest - 1:
            yield first_off + off
