"""A roster out of the linear program of rows: fix one column after the other."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from .columns import Columns
from .problem import Roster
from .schedules import TOLERANCE, Row

#: rounds after a column was fixed
ROUNDS = 10
#: columns of which the next one is chosen
CANDIDATES = 8
#: from here on a column counts as chosen
CHOSEN = 0.99


def dive(
    columns: Columns,
    chance: random.Random,
    below: float = math.inf,
    keep: Mapping[int, Row] | None = None,
    is_plain: bool = False,
) -> Roster | None:
    """Return the roster that the fixed columns make, if it is cheaper.

    The next column is that of which the linear program suffers least, among some that
    it would rather have.

    :param below: what the roster must stay under
    :param keep: rows of people that are fixed from the beginning
    :param is_plain: take the most used column without looking further
    """
    return _Dive(columns, chance, below).run(keep or {}, is_plain)


class _Dive:
    """One dive."""

    def __init__(self, columns: Columns, chance: random.Random, below: float) -> None:
        self.columns, self.chance = columns, chance
        self.limit = below - 1 + TOLERANCE  # costs are whole
        self.chosen: dict[int, int] = {}

    def run(self, keep: Mapping[int, Row], is_plain: bool) -> Roster | None:
        for person, row in keep.items():
            self.columns.add(person, row)
            self._fix([self.columns.index[person, row]])
        roster = None
        while self._refine() <= self.limit and not self.columns.is_over():
            if len(self.chosen) == len(self.columns.people):
                roster = self._roster()
                break
            free = self._wanted()
            if not free:
                break
            sure = [index for share, index in free if share > CHOSEN]
            self._fix(sure or [free[0][1] if is_plain else self._best(free)])
        for index in self.chosen.values():
            self.columns.variables[index].SetLb(0)
        return roster

    def _roster(self) -> Roster:
        columns = self.columns.columns
        return tuple(columns[self.chosen[p]].row for p in self.columns.people)

    def _refine(self) -> float:
        """Add columns for those who have none yet; what the linear program costs."""
        rest = [person for person in self.columns.people if person not in self.chosen]
        for _round in range(ROUNDS):
            value = self.columns.value()
            if value == math.inf:
                return value
            added, least = self.columns.more(rest)
            if not added:
                return value
            # no row that is still to come makes it cheaper than that
            if value + least > self.limit:
                return value + least
        return self.columns.value()

    def _wanted(self) -> list[tuple[float, int]]:
        """Columns of people who have none yet, the most used ones first."""
        columns = self.columns.columns
        shares = (
            (variable.solution_value(), index)
            for index, variable in enumerate(self.columns.variables)
            if columns[index].person not in self.chosen
        )
        used = [found for found in shares if found[0] > TOLERANCE]
        return sorted(used, key=lambda one: -one[0] * self.chance.uniform(0.5, 1))

    def _fix(self, indexes: list[int]) -> None:
        for index in indexes:
            self.chosen[self.columns.columns[index].person] = index
            self.columns.variables[index].SetLb(1)

    def _best(self, free: list[tuple[float, int]]) -> int:
        values = []
        for place, (_share, index) in enumerate(free[:CANDIDATES]):
            self.columns.variables[index].SetLb(1)
            values.append((self.columns.value(), place, index))
            self.columns.variables[index].SetLb(0)
        return min(values)[2]
