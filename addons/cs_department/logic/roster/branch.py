"""Looks through the rosters that a pool of rows can make: branch and price.

At each place the linear program over the rows that are still allowed says what any
roster costs from here on, and which rows none can have that is cheap enough. One row is
chosen and looked behind, then it is left out. The choice follows the linear program,
with some chance, so that a search that was given up is begun anew elsewhere.
"""

from __future__ import annotations

import math
import random

import numpy as np

from .columns import Columns
from .every_row import Indexes
from .pool import MARGIN, Pool, values_of
from .problem import Roster
from .schedules import TOLERANCE, Values

#: rows that one person gets in one round
EACH_ROUND = 6
#: what makes no sense costs so much more than all that is looked for
DEAR = 1_000


class Branching:
    """A search for a roster of a pool that costs no more than its target.

    :ivar is_whole: nothing was left out: where no roster was found there is none
    """

    def __init__(self, columns: Columns, pool: Pool, chance: random.Random) -> None:
        """Begin without rows; they come as they make the linear program cheaper.

        :param columns: whose problem it is, and that says when time is up
        """
        self.pool, self.chance, self.is_over = pool, chance, columns.is_over
        self.program = Columns(columns.problem, columns.is_over)
        objective = self.program.solver.Objective()
        for allowed, variables in zip(pool.slack, self.program.slack, strict=True):
            for most, variable in zip(allowed, variables, strict=True):
                if most < 1:
                    objective.SetCoefficient(variable, DEAR + pool.target)
        #: places in the pool of the columns of the program, in their order
        self.known: list[int] = []
        self.column_of: dict[int, int] = {}
        self.is_known = np.zeros(len(pool.rows), bool)
        self.failed = self.patience = 0
        self.is_whole = True

    def run(self, patience: int) -> Roster | None:
        """Search until so many ends were of no use.

        :returns: a roster that costs no more than the target, if one was found
        """
        self.failed, self.patience, self.is_whole = 0, patience, True
        return self._look(np.arange(len(self.pool.rows)))

    def _is_ended(self) -> bool:
        if self.failed > self.patience or self.is_over():
            self.is_whole = False
        return not self.is_whole

    # ---- branches ----

    def _look(self, rows: Indexes) -> Roster | None:
        """Look through the rosters of some rows."""
        left_out: list[int] = []
        roster = None
        while not self._is_ended():
            place = self._settle(rows)
            if place is None:
                self.failed += 1
                break
            rows, shares = place
            if min(share for share, _row in shares) > 1 - TOLERANCE:
                roster = self._roster([row for _share, row in shares])
                break
            left_out += self._close_all_but(rows)
            choice = self._choose(shares)
            roster = self._behind(rows, choice)
            if roster:
                break
            rows = rows[rows != choice]
            left_out += self._close([choice])
        self._open(left_out)
        return roster

    def _behind(self, rows: Indexes, choice: int) -> Roster | None:
        """Look through the rosters that have a row."""
        people = self.pool.people
        others = rows[people[rows] != people[choice]]
        chosen = np.append(others, choice)
        closed = self._close_all_but(chosen)
        roster = self._look(chosen)
        self._open(closed)
        return roster

    def _choose(self, shares: list[tuple[float, int]]) -> int:
        """The row to look behind: one that is used much and not by all."""
        open_ = [found for found in shares if found[0] < 1 - TOLERANCE]
        return max(open_, key=lambda found: found[0] * self.chance.uniform(0.5, 1))[1]

    def _roster(self, rows: list[int]) -> Roster:
        by_person = sorted(rows, key=lambda row: int(self.pool.people[row]))
        return tuple(tuple(self.pool.rows[row].tolist()) for row in by_person)

    # ---- the linear program ----

    def _settle(self, rows: Indexes) -> tuple[Indexes, list[tuple[float, int]]] | None:
        """Solve the linear program over some rows.

        :returns: the rows that a roster can have, and how much the program uses which;
            None where no roster is cheap enough
        """
        target = self.pool.target + MARGIN
        while True:
            value = self.program.value()
            if value == math.inf or self.is_over():
                self.is_whole = False
                return None
            reduced = self._reduced(rows)
            least = np.zeros(len(self.program.people))
            np.minimum.at(least, self.pool.people[rows], reduced)
            if value + least.sum() > target:
                return None
            shares = self._shares()
            if not self._add(rows, reduced):
                break
        return rows[reduced <= target - value], shares

    def _reduced(self, rows: Indexes) -> Values:
        """By how much each row is dearer than those that the program uses."""
        program, people = self.program, self.pool.people[rows]
        duals = np.array([row.dual_value() for row in program.demand_rows])
        own = [row.dual_value() for row in program.person_rows]
        reduced = np.empty(len(rows))
        for person in program.people:
            his = people == person
            prices = program.prices_of(person, duals)
            offset = program.schedules[person].nothing - own[person]
            reduced[his] = values_of(self.pool.rows[rows[his]], prices) + offset
        return reduced

    def _shares(self) -> list[tuple[float, int]]:
        values = (v.solution_value() for v in self.program.variables)
        found = zip(values, self.known, strict=True)
        return [(share, row) for share, row in found if share > TOLERANCE]

    def _add(self, rows: Indexes, reduced: Values) -> int:
        """Add the rows that make the program cheapest; how many."""
        cheap = np.flatnonzero((reduced < -TOLERANCE) & ~self.is_known[rows])
        added: dict[int, int] = {}
        for index in cheap[np.argsort(reduced[cheap])].tolist():
            row = int(rows[index])
            person = int(self.pool.people[row])
            if added.get(person, 0) < EACH_ROUND:
                added[person] = added.get(person, 0) + 1
                self.program.add(person, tuple(self.pool.rows[row].tolist()))
                self.column_of[row] = len(self.known)
                self.known.append(row)
                self.is_known[row] = True
        return len(added)

    def _close_all_but(self, rows: Indexes) -> list[int]:
        """Take rows that are not allowed out of the program; which."""
        allowed = np.zeros(len(self.pool.rows), bool)
        allowed[rows] = True
        known = np.array(self.known, dtype=np.intp)
        return self._close(known[~allowed[known]].tolist())

    def _close(self, rows: list[int]) -> list[int]:
        """Take rows out of the program; those that were in it."""
        closed = []
        for row in rows:
            variable = self.program.variables[self.column_of[row]]
            if variable.ub() > 0:
                variable.SetUb(0)
                closed.append(row)
        return closed

    def _open(self, rows: list[int]) -> None:
        infinity = self.program.solver.infinity()
        for row in rows:
            self.program.variables[self.column_of[row]].SetUb(infinity)
