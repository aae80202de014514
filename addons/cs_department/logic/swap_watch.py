"""Shifts that were worked by somebody else, or by nobody: who was there, whose fault.

Shares of a fault are percents that come to 100; what is shared comes out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from .limit import TOLERANCE
from .swap import Duty


@dataclass(frozen=True)
class Presence:
    """Somebody was at work from ``start`` to ``stop`` (naive UTC)."""

    person: int
    start: datetime
    stop: datetime


@dataclass(frozen=True)
class Stranger:
    """A shift whose person was away while somebody else, who was free, was there."""

    shift: int
    rostered: int
    attendee: int


def strangers(
    duties: Iterable[Duty], presences: Iterable[Presence], share: float = 0.5
) -> list[Stranger]:
    """Return the shifts that somebody else seems to have worked (SW-11).

    ``share``: the part of a shift from which on somebody counts as present. Who has a
    shift of his own at that time is there for that one.
    """
    duties, there = list(duties), list(presences)
    found = []
    for duty in duties:
        if duty.person is None or _part(duty, duty.person, there) >= share - TOLERANCE:
            continue
        own = {
            other.person
            for other in duties
            if other.start < duty.stop and duty.start < other.stop
        }
        for person in sorted({presence.person for presence in there} - own):
            if _part(duty, person, there) >= share - TOLERANCE:
                found.append(Stranger(duty.shift, duty.person, person))
    return found


def _part(duty: Duty, person: int, presences: Iterable[Presence]) -> float:
    """The part of a shift during which a person was there."""
    length = (duty.stop - duty.start).total_seconds()
    spans = sorted(
        (max(row.start, duty.start), min(row.stop, duty.stop))
        for row in presences
        if row.person == person and row.start < duty.stop and duty.start < row.stop
    )
    seconds, reached = 0.0, duty.start
    for start, stop in spans:
        seconds += max((stop - max(start, reached)).total_seconds(), 0.0)
        reached = max(reached, stop)
    return seconds / length if length else 0.0


def is_whole(shares: Iterable[float]) -> bool:
    """Whether shares in percent, none below 0, come to 100."""
    listed = list(shares)
    return all(share >= 0 for share in listed) and abs(sum(listed) - 100) < TOLERANCE


def split(total: float, shares: Mapping[int, float]) -> dict[int, float]:
    """Divide points or an amount by percents, to the cent; nothing is lost.

    What rounding leaves goes to the largest shares first.
    """
    whole = Decimal(str(total))
    cent = Decimal("0.01")
    parts = {
        who: (whole * Decimal(str(share)) / 100).quantize(cent, ROUND_DOWN)
        for who, share in shares.items()
    }
    left = whole.quantize(cent) - sum(parts.values(), Decimal())
    step = cent if left > 0 else -cent
    for who in sorted(parts, key=lambda key: (-shares[key], key)):
        if not left:
            break
        parts[who] += step
        left -= step
    return {who: float(part) for who, part in parts.items()}
