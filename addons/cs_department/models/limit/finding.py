"""What a check of limits reads and answers: plain values, no records."""

from dataclasses import dataclass, field
from datetime import date, datetime

#: From harmless to final; a document goes as far as its worst finding allows.
OUTCOMES = ("none", "cap", "warn", "exception", "block")


@dataclass(frozen=True)
class Case:
    """One person's side of one document, in the person's local time.

    A leave has one case, a swap has one for each person and shift, of which the first
    alone is counted. ``portions`` holds ``(days, hours)`` by day.
    """

    document_id: int
    employee_id: int
    company_id: int
    start: datetime
    end: datetime
    applied: datetime
    department_id: int | None = None
    category_id: int | None = None
    calendar_id: int | None = None
    portions: dict[date, tuple[float, float]] = field(default_factory=dict)
    is_main: bool = True
    is_counted: bool = True


@dataclass(frozen=True)
class Entry:
    """A document that already counts: approved, or still waiting for a decision."""

    document_id: int
    employee_id: int
    start: date
    end: date
    department_id: int | None = None
    category_id: int | None = None
    portions: dict[date, tuple[float, float]] = field(default_factory=dict)
    is_main: bool = True


@dataclass(frozen=True)
class Finding:
    """A limit that a document does not keep.

    :ivar outcome: block, exception, warn or cap; ``none`` when a manager allowed it
    :ivar sentence: what the requester reads, in the language of the environment
    :ivar figures: value, figure and what else the sentence was made of
    :ivar employee_id: whose limit it is
    :ivar override_id: the override that made it harmless
    """

    limit_id: int
    document_id: int
    outcome: str
    sentence: str
    figures: dict
    role_id: int | None = None
    employee_id: int | None = None
    override_id: int | None = None


def worst(findings):
    """Return the worst outcome of some findings, ``none`` without any."""
    return max((row.outcome for row in findings), key=OUTCOMES.index, default="none")
