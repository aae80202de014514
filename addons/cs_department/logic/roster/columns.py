"""Column generation: whole rows of people as columns of a linear program.

Its bound is far tighter than that of the model of single cells, and a dive through it
finds rosters close to the bound. For plain problems (see ``schedules``) only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from .problem import Problem, Roster
from .schedules import MOST_STATES, TOLERANCE, Row, Schedules, Values, is_plain

#: columns that one person gets in one round
EACH_ROUND = 6
#: rounds after a column of the dive was fixed
ROUNDS_OF_DIVE = 10
#: columns of which the next one of a dive is chosen
CANDIDATES = 8
#: from here on a column counts as chosen
CHOSEN = 0.99


@dataclass(frozen=True, slots=True)
class Column:
    """A row that a person could have."""

    person: int
    row: Row
    cost: int


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

    def twin(self, most: float) -> Columns:
        """Return a linear program of its own, for one worker.

        :param most: rows that no roster of this cost can have are left out
        """
        twin = Columns(self.problem, self.is_over)
        twin.prices, twin.root, twin.most = self.prices, self.root, most
        for column in self.columns:
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
        for demand in self.problem.demands:
            most = infinity if demand.maximum is None else demand.maximum - demand.there
            constraint = solver.Constraint(demand.minimum - demand.there, most)
            for sign, price in ((1, demand.under), (-1, demand.over)):
                variable = solver.NumVar(0, infinity, "")
                constraint.SetCoefficient(variable, sign)
                objective.SetCoefficient(variable, price)
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
        """Whether no roster with this row costs ``most`` or less.

        By the prices at the end of the linear program: each row costs at least what it
        costs there more than nothing.
        """
        if not self.prices:
            return False
        prices = self.prices[person]
        cells = sum(prices[day, kind] for day, kind in enumerate(row) if kind >= 0)
        return bool(self.root[person] + cells > self.most + TOLERANCE)

    # ---- rounds ----

    def solve_linear(self) -> None:
        """Add columns until none makes the linear program cheaper, or time is up."""
        while not self.is_over():
            self.solver.Solve()
            value = self.solver.Objective().Value()
            added, least = self._round(self.people)
            self.bound = max(self.bound, value + least)
            if not added or value - self.bound < TOLERANCE:
                self._remember(value + least)
                break

    def _remember(self, bound: float) -> None:
        """Keep the last prices, and what the cheapest roster of each person costs."""
        duals, own = self.duals
        self.prices = [self._prices(person, duals) for person in self.people]
        self.root = [
            bound + self.schedules[person].nothing - own[person]
            for person in self.people
        ]

    def _round(self, people: Iterable[int]) -> tuple[int, float]:
        """Columns added for these people, and the sum of their least reduced costs."""
        duals = np.array([row.dual_value() for row in self.demand_rows])
        # read before a column is added: a changed program has no duals
        own = [row.dual_value() for row in self.person_rows]
        self.duals = duals, own
        added, total = 0, 0.0
        asked = list(people)
        with ThreadPoolExecutor(self.workers) as pool:
            answers = pool.map(lambda person: self._priced(person, duals), asked)
            for person, found in zip(asked, answers, strict=True):
                if self.is_over():
                    pool.shutdown(cancel_futures=True)
                    return 0, -math.inf
                if not found:
                    self.is_infeasible = True
                    continue
                offset = self.schedules[person].nothing - own[person]
                total += min(0.0, found[0][0] + offset)
                for value, row in found:
                    if value + offset < -TOLERANCE:
                        added += self.add(person, row)
        return added, total

    def _priced(self, person: int, duals: Values) -> list[tuple[float, Row]]:
        """The cheapest rows of a person; several people are priced side by side."""
        return self.schedules[person].cheapest(self._prices(person, duals), EACH_ROUND)

    def _prices(self, person: int, duals: Values) -> Values:
        prices = self.schedules[person].own.copy()
        for cell, demands in self.serving.items():
            for demand in demands:
                if cell[0] >= 0 and self._serves(person, demand):
                    prices[cell] -= duals[demand]
        return prices

    # ---- a roster ----

    def dive(
        self,
        chance: random.Random,
        below: float = math.inf,
        keep: Mapping[int, Row] | None = None,
        is_plain: bool = False,
    ) -> Roster | None:
        """Fix one column after the other; the roster they make, if it is cheaper.

        The next one is that of which the linear program suffers least, among some
        that it would rather have.

        :param keep: rows of people that are fixed from the beginning
        :param is_plain: take the most used column without looking further
        """
        self.chosen: dict[int, int] = {}
        for person, row in (keep or {}).items():
            self.add(person, row)
            self._fix([self.index[person, row]])
        roster = None
        while not self.is_over():
            # costs are whole
            if self._refine() > below - 1 + TOLERANCE:
                break
            if len(self.chosen) == len(self.people):
                rows = [self.columns[self.chosen[p]].row for p in self.people]
                roster = tuple(rows)
                break
            free = self._wanted(chance)
            if not free:
                break
            sure = [index for share, index in free if share > CHOSEN]
            self._fix(sure or [free[0][1] if is_plain else self._best(free)])
        for index in self.chosen.values():
            self.variables[index].SetLb(0)
        return roster

    def _refine(self) -> float:
        """Add columns for those who have none yet; what the linear program costs."""
        rest = [person for person in self.people if person not in self.chosen]
        for _round in range(ROUNDS_OF_DIVE):
            value = self._solve()
            if value == math.inf or not self._round(rest)[0]:
                return value
        return self._solve()

    def _solve(self) -> float:
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return math.inf
        return float(self.solver.Objective().Value())

    def _wanted(self, chance: random.Random) -> list[tuple[float, int]]:
        """Columns of people who have none yet, the most used ones first."""
        shares = (
            (variable.solution_value(), index)
            for index, variable in enumerate(self.variables)
            if self.columns[index].person not in self.chosen
        )
        used = [found for found in shares if found[0] > TOLERANCE]
        return sorted(used, key=lambda one: -one[0] * chance.uniform(0.5, 1))

    def _fix(self, indexes: list[int]) -> None:
        for index in indexes:
            self.chosen[self.columns[index].person] = index
            self.variables[index].SetLb(1)

    def _best(self, free: list[tuple[float, int]]) -> int:
        values = []
        for place, (_share, index) in enumerate(free[:CANDIDATES]):
            self.variables[index].SetLb(1)
            values.append((self._solve(), place, index))
            self.variables[index].SetLb(0)
        return min(values)[2]
