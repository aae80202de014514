"""Looks for rosters close to the bound, and proves where there are none.

One cost is looked for at a time: the bound itself, which rises where nothing is found,
and the next above it, in turn. The fewer rows there are, the easier is the search.
"""

from __future__ import annotations

import random

from .branch import Branching
from .columns import Columns
from .pool import pool
from .problem import Roster

#: useless ends until the shortest try is given up
PATIENCE = 15
#: how far above the bound costs are looked for, one more for each so many useless ends
REACH, FURTHER = 1, 300
#: useless ends until others look for better rosters in their way, too
ALONE = 2000


def turns(number: int) -> int:
    """Return how many times as long as the shortest a try is: 1 1 2 1 1 2 4 and so on.

    Nobody knows how long a try needs that was begun with luck. This order is never
    much slower than the best one (Luby, Sinclair, Zuckerman, "Optimal speedup of Las
    Vegas algorithms", Information Processing Letters 47, 1993).

    :param number: which try, from 1
    """
    longest = 1 << number.bit_length() - 1
    if number == 2 * longest - 1:
        return longest
    return turns(number - longest + 1)


class _Target:
    """Tries for one cost."""

    def __init__(self, branching: Branching) -> None:
        self.branching = branching
        self.tries = self.failed = 0

    def run(self) -> Roster | None:
        self.tries += 1
        roster = self.branching.run(PATIENCE * turns(self.tries))
        self.failed += self.branching.failed
        return roster


class Narrow:
    """Tries costs between the bound and the best that is known.

    :ivar lowest: no roster costs less
    :ivar is_open: more tries may be of use
    :ivar is_alone: it has hardly tried yet, and others would only take time away
    """

    def __init__(self, columns: Columns, lowest: int, chance: random.Random) -> None:
        """Begin at the bound of a linear program that is solved."""
        self.columns, self.lowest, self.chance = columns, lowest, chance
        self.targets: dict[int, _Target] = {}
        #: from this cost on a pool has too many rows, as far as known
        self.too_wide: float = float("inf")
        self.is_open = self.is_alone = True
        self.failed = 0

    def step(self, cost: int) -> Roster | None:
        """Try once for less than a cost; a roster if one was found."""
        spent = sum(target.failed for target in self.targets.values())
        reach = self.lowest + REACH + spent // FURTHER
        top = int(min(cost - 1, reach, self.too_wide - 1))
        if top < self.lowest:
            self.is_open = self.is_alone = False
            return None
        goal = min(range(top, self.lowest - 1, -1), key=self._spent)
        target = self._target(goal)
        if target is None:
            self.too_wide = goal
            return None
        roster = target.run()
        self.failed += target.branching.failed
        self.is_alone = self.failed < ALONE
        if roster is None and target.branching.is_whole:
            self.lowest = max(self.lowest, goal + 1)
        return roster

    def _spent(self, goal: int) -> int:
        target = self.targets.get(goal)
        return target.failed if target else 0

    def _target(self, cost: int) -> _Target | None:
        if cost not in self.targets:
            rows = pool(self.columns, cost, self.chance)
            if rows is None:
                return None
            kept = {c: t for c, t in self.targets.items() if c >= self.lowest}
            found = _Target(Branching(self.columns, rows, self.chance))
            self.targets = {**kept, cost: found}
        return self.targets[cost]
