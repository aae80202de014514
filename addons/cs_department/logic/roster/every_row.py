"""All legal rows of a person that cost no more than a budget.

The other way through the states of ``schedules``: from the last day to the first, with
all rows that are still cheap enough side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .problem import FREE
from .schedules import Schedules, Values

Rows = npt.NDArray[np.int8]
Indexes = npt.NDArray[np.intp]


def every_row(
    schedules: Schedules, prices: Values, budget: float, most: int
) -> Rows | None:
    """Return the legal rows whose cells cost no more than a budget, one per line.

    :param prices: of each cell
    :param most: above so many rows nothing is returned
    """
    return _Walk(schedules, prices, budget).run(most)


class _Walk:
    """Rows from the last day back to the day that was reached.

    :ivar rows: what is known of each; :ivar places: the state of each on that day
    :ivar spent: what the days behind it cost
    """

    def __init__(self, schedules: Schedules, prices: Values, budget: float) -> None:
        self.own, self.prices, self.budget = schedules, prices, budget
        self.size = math.prod(schedules.shape)
        self.first_off = len(schedules.units) * schedules.run
        self.least = [
            np.concatenate([day.work.ravel(), day.off.ravel()])
            for day in schedules.forward(prices)
        ]
        ends = self.least[-1].reshape(-1, *schedules.shape) <= budget
        ends[:, : schedules.least] = False
        self.places: Indexes = np.flatnonzero(ends)
        self.rows: Rows = np.full((len(self.places), len(prices)), FREE, np.int8)
        self.spent: Values = np.zeros(len(self.places))

    def run(self, most: int) -> Rows | None:
        last = len(self.least) - 1
        for day in range(last, -1, -1):
            states = self.places // self.size
            at_work = states < self.first_off
            self.rows[at_work, day] = states[at_work] // self.own.run
            if day:
                self._back(day, states)
            if len(self.rows) > most:
                return None
        found: Rows = np.unique(self.rows, axis=0)
        return found

    def _back(self, day: int, states: Indexes) -> None:
        """Go on to the day before, by every way that is cheap enough."""
        ways: list[tuple[Indexes, Indexes, Values]] = []
        for state in np.unique(states).tolist():
            chosen = np.flatnonzero(states == state)
            chosen, shift, earlier = self._past(day, state, chosen)
            spent = self.spent[chosen] + self._price(day, state)
            for before in earlier:
                places = self.places[chosen] + (before - state) * self.size - shift
                fits = self.least[day - 1][places] + spent <= self.budget
                ways.append((chosen[fits], places[fits], spent[fits]))
        if not ways:
            return
        which, places, spents = (
            np.concatenate(part) for part in zip(*ways, strict=True)
        )
        self.rows, self.places, self.spent = self.rows[which], places, spents

    def _price(self, day: int, state: int) -> float:
        if state >= self.first_off:
            return 0.0
        return float(self.prices[day, state // self.own.run])

    def _past(
        self, day: int, state: int, chosen: Indexes
    ) -> tuple[Indexes, int, Iterable[int]]:
        """Of one state: the rows that have a past, how far back, and its states."""
        if state >= self.first_off:
            # the last state of rest is its own past, which is one way and not two
            return chosen, 0, set(self.own.before_off(day, state - self.first_off))
        kind, run = divmod(state, self.own.run)
        moves = self.own.moves(kind, self.own.counts(day, is_first=run == 0))
        rest, shift = self.places[chosen] % self.size, 0
        fits = np.ones(len(chosen), bool)
        step = self.size
        for size, by in zip(self.own.shape, moves, strict=True):
            step //= size
            fits &= rest // step % size >= by
            shift += by * step
        return chosen[fits], shift, self.own.before_work(kind, run)
