"""Every row that a roster of some cost can have: few, once the cost is near the bound.

Each row costs, by the prices of a linear program, at least so much more than the bound;
what is dearer than the cost that is looked for leaves is left out. Prices that belong
to slightly other demands are as true and leave out other rows, so several are tried:
reduced cost fixing over many duals (after Irnich et al., "Path-reduced costs for
eliminating arcs in routing and scheduling", INFORMS J. Computing 22, 2010).
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .columns import Columns, wanted
from .every_row import Rows, every_row
from .schedules import TOLERANCE, Values

#: costs are whole: a row is only left out for more than sums may differ
MARGIN = 1e-3
#: rows of all people together above which a pool is too wide
MOST_ROWS = 600_000
#: how often prices are shaken, and by how many people the demands are moved for it
SHAKES = 40
SHAKEN = (0.02, 0.04, 0.06, 0.08, 0.1)


@dataclass(frozen=True, slots=True)
class Pool:
    """The rows of all people, and how far demands may be missed.

    :ivar target: the cost that no roster made of these rows exceeds by need
    :ivar rows: one per line; ``people`` says whose it is
    :ivar slack: by demand how many may be missing, and how many too much
    """

    target: int
    rows: Rows
    people: npt.NDArray[np.intp]
    slack: list[tuple[float, float]]


def pool(columns: Columns, target: int, chance: random.Random) -> Pool | None:
    """Return all rows of rosters that cost no more than a target.

    :param columns: whose linear program is solved
    :returns: None where there are too many, or time is up
    """
    found: list[Rows] = []
    for person in columns.people:
        budget = target - columns.root[person] + MARGIN
        most = MOST_ROWS - sum(map(len, found))
        rows = every_row(
            columns.schedules[person], columns.prices[person], budget, most
        )
        if rows is None or columns.is_over():
            return None
        found.append(rows)
    sieve = _Sieve(columns, target, found)
    for round_ in range(SHAKES):
        if columns.is_over():
            return None
        sieve.shake(chance, SHAKEN[round_ % len(SHAKEN)])
    return sieve.pool()


def values_of(rows: Rows, prices: Values) -> Values:
    """Return what rows of one person cost by the prices of his cells."""
    wide = np.pad(prices, ((0, 0), (0, 1)))  # FREE is the last
    return np.asarray(wide[np.arange(len(prices)), rows].sum(axis=1))


class _Sieve:
    """The rows that are left."""

    def __init__(self, columns: Columns, target: int, rows: list[Rows]) -> None:
        self.columns, self.target, self.rows = columns, target, rows
        self.program = columns.twin(math.inf)
        self.wanted = [wanted(demand) for demand in columns.problem.demands]
        self.slack = [(math.inf, math.inf)] * len(self.wanted)

    def shake(self, chance: random.Random, size: float) -> None:
        """Leave out rows by the prices of demands that differ a little."""
        program = self.program
        for row, (least, most) in zip(program.demand_rows, self.wanted, strict=True):
            by = chance.gauss(0, size)
            row.SetBounds(least + by, most + by)
        program.settle()
        duals = np.array([row.dual_value() for row in program.demand_rows])
        self._leave_out(duals)

    def _leave_out(self, duals: Values) -> None:
        demands = self.columns.problem.demands
        for index, demand in enumerate(demands):
            over = demand.over if demand.maximum is not None else 0
            duals[index] = min(max(duals[index], -over), demand.under)
        prices, least = self._priced(duals)
        bound = sum(least) + sum(
            price * (fewest if price >= 0 else most)
            for price, (fewest, most) in zip(duals.tolist(), self.wanted, strict=True)
        )
        gap = self.target - bound + MARGIN
        for person, rows in enumerate(self.rows):
            more = values_of(rows, prices[person]) + self._nothing(person)
            self.rows[person] = rows[more - least[person] <= gap]
        self.slack = [
            (
                min(missing, _most(gap, demand.under - price)),
                min(extra, _most(gap, demand.over + price)),
            )
            for (missing, extra), demand, price in zip(
                self.slack, demands, duals.tolist(), strict=True
            )
        ]

    def _priced(self, duals: Values) -> tuple[list[Values], list[float]]:
        """The prices of each person's cells, and what his cheapest row costs."""
        prices, least = [], []
        for person in self.columns.people:
            own = self.columns.prices_of(person, duals)
            cheapest, _rows = self.columns.schedules[person].cheapest(own, 0)
            prices.append(own)
            least.append(cheapest + self._nothing(person))
        return prices, least

    def _nothing(self, person: int) -> int:
        return self.columns.schedules[person].nothing

    def pool(self) -> Pool:
        sizes = [len(rows) for rows in self.rows]
        people = np.repeat(np.arange(len(sizes)), sizes)
        return Pool(self.target, np.concatenate(self.rows), people, self.slack)


def _most(gap: float, each: float) -> float:
    """How many at a price fit into what is left."""
    return gap // each if each > TOLERANCE else math.inf
