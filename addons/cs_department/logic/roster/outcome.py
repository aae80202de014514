"""What a search tells while it goes on, and what it has found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .findings import Verdict
from .problem import Roster

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
#: rules that say how many people are wanted
MINIMUMS = ("minimum", "skill", "senior", "free")


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known while the search goes on."""

    seconds: float
    cost: int | None
    bound: int
    #: people who are missing for a minimum, by the best that is found
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the search has found.

    :ivar bound: no legal roster costs less
    """

    status: Status
    roster: Roster | None
    verdict: Verdict | None
    bound: int
    seconds: float

    @property
    def cost(self) -> int | None:
        """The cost by the independent checker."""
        return self.verdict.cost if self.verdict else None

    @property
    def missing(self) -> int | None:
        """How many people the minimums lack."""
        return missing_people(self.verdict) if self.verdict else None


def missing_people(verdict: Verdict) -> int:
    """How many people the minimums lack."""
    return sum(
        found.wanted - found.found
        for found in verdict.findings
        if found.rule in MINIMUMS
    )
