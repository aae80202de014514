"""What the checker reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .problem import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule or wish that is not met.

    :ivar cost: what it costs; 0 when no price makes it legal
    :ivar found: and ``wanted``: the figures, in the unit of the rule
    :ivar key: of the demand or the fairness
    """

    rule: Rule
    person: int | None = None
    day: int | None = None
    found: int = 0
    wanted: int = 0
    cost: int = 0
    key: str = ""
    type: int | None = None

    @property
    def is_legal(self) -> bool:
        """Whether it has a price."""
        return self.cost > 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says."""

    findings: tuple[Finding, ...]

    @property
    def cost(self) -> int:
        """The price of all that has one."""
        return sum(finding.cost for finding in self.findings)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What makes the roster illegal."""
        return tuple(found for found in self.findings if not found.is_legal)

    @property
    def is_legal(self) -> bool:
        """Whether nothing does."""
        return not self.violations

    def is_no_worse(self, other: Verdict) -> bool:
        """Whether no rule is broken further than there: what stands may break some."""
        mine, theirs = excess(self.violations), excess(other.violations)
        return all(amount <= theirs[key] for key, amount in mine.items())


def excess(findings: Iterable[Finding]) -> Counter[tuple[Rule, int | None]]:
    """By how much each rule is broken, by person."""
    found: Counter[tuple[Rule, int | None]] = Counter()
    for finding in findings:
        found[finding.rule, finding.person] += abs(finding.found - finding.wanted)
    return found
