"""Column generation: whole rows of people as columns of a linear program.

Its bound is far tighter than that of the model of single cells, and a dive through it
(``dive``) finds rosters close to the bound. For plain problems (see ``schedules``)
only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from .problem import Demand, Problem
from .schedules import MOST_STATES, TOLERANCE, Row, Schedules, Values, is_plain

#: columns that one person gets in one round
EACH_ROUND = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A row that a person could have."""

    person: int
    row: Row
    cost: int


def wanted(demand: Demand) -> tuple[float, float]:
    """The fewest and the most people of the roster that a demand wants."""
    most = math.inf if demand.maximum is None else demand.maximum - demand.there
    return demand.minimum - demand.there, most


def suits(problem: Problem) -> bool:
    """Whether column generation can take the problem."""
    return is_plain(problem) and all(
        Schedules(problem, person).states <= MOST_STATES
        for person in range(len(problem.people))
    )


class Columns:
    """The linear program and what it has found.

    :ivar bound: no roster costs less
    :ivar is_infeasible: somebody has no legal row at all
    :param is_over: says that the time is up
    """

    def __init__(
        self, problem: Problem, is_over: Callable[[], bool], workers: int = 1
    ) -> None:
        """Begin without columns, each person at a price that no roster has."""
        self.problem, self.is_over = problem, is_over
        self.workers = workers
        self.bound = -math.inf
        self.is_infeasible = False
        self.people = range(len(problem.people))
        self.most = math.inf
        self.prices: list[Values] = []
        self.root: list[float] = []
        self.schedules = [Schedules(problem, person) for person in self.people]
        self.columns: list[Column] = []
        self.index: dict[tuple[int, Row], int] = {}
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.variables: list[pywraplp.Variable] = []
        self.serving = self._serving()
        self._add_rows()

    def twin(self, most: float, count: int | None = None) -> Columns:
        """Return a linear program of its own, for one worker.

        :param most: rows that no roster of this cost can have are left out
        :param count: how many columns it begins with at most, those that are cheapest
            by the prices at the end of the linear program
        """
        twin = Columns(self.problem, self.is_over)
        twin.prices, twin.root, twin.most = self.prices, self.root, most
        columns = self.columns
        if count is not None and count < len(columns):
            columns = sorted(columns, key=self._at_root)[:count]
        for column in columns:
            twin.add(column.person, column.row)
        return twin

    def _serving(self) -> dict[tuple[int, int], list[int]]:
        """(day, type) -> the demands it serves."""
        found: dict[tuple[int, int], list[int]] = {}
        for index, demand in enumerate(self.problem.demands):
            for kind in demand.types:
                found.setdefault((demand.day, kind), []).append(index)
            for kind in demand.types_before:
                found.setdefault((demand.day - 1, kind), []).append(index)
        return found

    def _add_rows(self) -> None:
        solver, objective = self.solver, self.solver.Objective()
        infinity = solver.infinity()
        unfilled = 10 * sum(
            demand.under + demand.over for demand in self.problem.demands
        )
        self.person_rows = [solver.Constraint(1, 1) for _person in self.people]
        for constraint in self.person_rows:
            variable = solver.NumVar(0, infinity, "")
            constraint.SetCoefficient(variable, 1)
            objective.SetCoefficient(variable, unfilled + 1_000)
        self.demand_rows = []
        #: what is missing, and what is too much, of each demand
        self.slack: list[tuple[pywraplp.Variable, pywraplp.Variable]] = []
        for demand in self.problem.demands:
            constraint = solver.Constraint(*wanted(demand))
            missing, extra = (solver.NumVar(0, infinity, "") for _side in range(2))
            for variable, sign, price in (
                (missing, 1, demand.under),
                (extra, -1, demand.over),
            ):
                constraint.SetCoefficient(variable, sign)
                objective.SetCoefficient(variable, price)
            self.slack.append((missing, extra))
            self.demand_rows.append(constraint)
        objective.SetMinimization()

    def _serves(self, person: int, demand: int) -> bool:
        return self.problem.demands[demand].counts(self.problem.people[person])

    def add(self, person: int, row: Row) -> bool:
        """Add a row of a person, unless it is there."""
        if (person, row) in self.index or self._is_dear(person, row):
            return False
        self.index[person, row] = len(self.columns)
        own = self.schedules[person]
        cells = [(day, kind) for day, kind in enumerate(row) if kind >= 0]
        cost = own.nothing + round(sum(own.own[cell] for cell in cells))
        variable = self.solver.NumVar(0, self.solver.infinity(), "")
        self.person_rows[person].SetCoefficient(variable, 1)
        counts: dict[int, int] = {}
        for cell in cells:
            for demand in self.serving.get(cell, ()):
                counts[demand] = counts.get(demand, 0) + self._serves(person, demand)
        for demand, count in counts.items():
            self.demand_rows[demand].SetCoefficient(variable, count)
        self.solver.Objective().SetCoefficient(variable, cost)
        self.columns.append(Column(person, row, cost))
        self.variables.append(variable)
        return True

    def _is_dear(self, person: int, row: Row) -> bool:
        """Whether no roster with this row costs ``most`` or less."""
        return self._at_root(Column(person, row, 0)) > self.most + TOLERANCE

    def _at_root(self, column: Column) -> float:
        """What any roster with this row costs at least.

        By the prices at the end of the linear program: each row costs at least what it
        costs there more than nothing.
        """
        if not self.prices:
            return -math.inf
        prices = self.prices[column.person]
        cells = (prices[day, kind] for day, kind in enumerate(column.row) if kind >= 0)
        return float(self.root[column.person] + sum(cells))

    # ---- rounds ----

    def solve_linear(self) -> None:
        """Add columns until none makes the linear program cheaper, or time is up."""
        while not self.is_over():
            self.solver.Solve()
            value = self.solver.Objective().Value()
            added, least = self.more(self.people)
            self.bound = max(self.bound, value + least)
            if not added or value - self.bound < TOLERANCE:
                self._remember(value + least)
                break

    def settle(self) -> float:
        """Add columns until none makes the linear program cheaper; what it costs."""
        while True:
            value = self.value()
            if value == math.inf or not self.more(self.people)[0]:
                return value

    def _remember(self, bound: float) -> None:
        """Keep the last prices, and what the cheapest roster of each person costs."""
        duals, own = self.duals
        self.prices = [self.prices_of(person, duals) for person in self.people]
        self.root = [
            bound + self.schedules[person].nothing - own[person]
            for person in self.people
        ]

    def more(self, people: Iterable[int]) -> tuple[int, float]:
        """Columns added for these people, and the sum of their least reduced costs."""
        duals = np.array([row.dual_value() for row in self.demand_rows])
        # read before a column is added: a changed program has no duals
        own = [row.dual_value() for row in self.person_rows]
        self.duals = duals, own
        added, total = 0, 0.0
        for person, (least, found) in self._priced(list(people), duals, own):
            if self.is_over():
                return 0, -math.inf
            if least == math.inf:
                self.is_infeasible = True
                continue
            total += min(0.0, least)
            for row in found:
                added += self.add(person, row)
        return added, total

    def _priced(
        self, people: list[int], duals: Values, own: list[float]
    ) -> Iterator[tuple[int, tuple[float, list[Row]]]]:
        """Each person's least reduced cost and rows that improve the program."""

        def price(person: int) -> tuple[float, list[Row]]:
            offset = self.schedules[person].nothing - own[person]
            least, found = self.schedules[person].cheapest(
                self.prices_of(person, duals), EACH_ROUND, -TOLERANCE - offset
            )
            return least + offset, [row for _value, row in found]

        if self.workers == 1:
            yield from zip(people, map(price, people), strict=True)
            return
        with ThreadPoolExecutor(self.workers) as pool:
            try:
                yield from zip(people, pool.map(price, people), strict=True)
            finally:
                pool.shutdown(cancel_futures=True)

    def prices_of(self, person: int, duals: Values) -> Values:
        """What each cell of a person costs at these prices of the demands."""
        prices = self.schedules[person].own.copy()
        for cell, demands in self.serving.items():
            for demand in demands:
                if cell[0] >= 0 and self._serves(person, demand):
                    prices[cell] -= duals[demand]
        return prices

    def value(self) -> float:
        """What the linear program costs with the columns it has."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return math.inf
        return float(self.solver.Objective().Value())
