"""Gives some people other rows while the rest stays: a lane that works beside others.

Nearly all time of a lane goes into the linear program and the prices of rows, which
let other threads run meanwhile.
"""

from __future__ import annotations

import math
import random

from .checker import check
from .columns import Columns
from .dive import dive
from .problem import Roster

#: people who get other rows at first, and the fewest afterwards
FIRST_PEOPLE, FEWEST_PEOPLE = 4, 3
#: times without success until one person more gets another row
PATIENCE = 6
#: steps without success until a lane begins anew somewhere else
STALE = 30
#: columns for each person from which on the dearer half is forgotten: the linear
#: program grows slower than it finds
MOST_COLUMNS = 150


class Lane:
    """Looks for a better roster from one that stands, by other rows for some people.

    A roster that costs as much is walked on from, too: the way down often begins
    level. A lane that finds nothing for long begins anew from another roster, and comes
    back when that leads nowhere either.

    :param columns: what is known; the lane has a program of its own
    :ivar roster: where it stands
    :ivar cost: of ``roster``
    """

    def __init__(
        self, columns: Columns, roster: Roster, cost: int, chance: random.Random
    ) -> None:
        """Begin at a roster."""
        self.root, self.chance = columns, chance
        self.people = len(roster)
        #: what the best cost when the lane began anew, None while it is not apart
        self.left_at: int | None = None
        self._begin(columns.twin(cost), roster, cost)

    def _begin(self, columns: Columns, roster: Roster, cost: int) -> None:
        self.columns, self.roster, self.cost = columns, roster, cost
        self.size, self.failed = min(FIRST_PEOPLE, self.people), 0
        self.idle = 0

    def follow(self, roster: Roster, cost: int) -> None:
        """Go on from the best that anybody has found, or apart from it.

        :param cost: of ``roster``
        """
        if self.left_at is not None:
            if cost < self.left_at or self.idle >= STALE:
                self.left_at = None
                self._begin(self.root.twin(cost), roster, cost)
        elif cost < self.cost:
            self._stand_at(roster, cost)
        elif self.idle >= STALE:
            self._begin_anew()

    def _begin_anew(self) -> None:
        columns = self.root.twin(math.inf)
        roster = dive(columns, self.chance, is_plain=True)
        self.idle = 0
        if roster is not None:
            self.left_at = self.cost
            cost = check(columns.problem, roster).cost
            self._begin(columns, roster, cost)

    def _stand_at(self, roster: Roster, cost: int) -> None:
        self.roster, self.cost = roster, cost
        self.columns = self.columns.twin(cost)
        self.idle = 0

    def step(self) -> bool:
        """Try other rows for some people; whether the roster is better now."""
        most = MOST_COLUMNS * self.people
        if len(self.columns.columns) > most:
            self.columns = self.columns.twin(self.cost, most // 2)
        gone = self.chance.sample(range(self.people), self.size)
        keep = {p: row for p, row in enumerate(self.roster) if p not in gone}
        is_level = self.failed >= PATIENCE // 2
        found = dive(self.columns, self.chance, self.cost + is_level, keep)
        is_better = found is not None and self._take(found)
        self._learn(is_better)
        return is_better

    def _take(self, roster: Roster) -> bool:
        """Go on from a roster that is no dearer; whether it is better."""
        cost = check(self.columns.problem, roster).cost
        if cost < self.cost:
            self._stand_at(roster, cost)
            return True
        if cost == self.cost:
            self.roster = roster
        return False

    def _learn(self, is_better: bool) -> None:
        self.idle = 0 if is_better else self.idle + 1
        self.failed = 0 if is_better else self.failed + 1
        if self.failed > PATIENCE:
            self.failed = 0
            self.size = self.size + 1 if self.size < self.people else FEWEST_PEOPLE
            self.size = min(self.size, self.people)
