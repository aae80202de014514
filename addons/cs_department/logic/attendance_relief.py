"""What hand-overs say about attendance: who came late to one, who left before it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import spans
from .attendance import Excuse, Finding, Stay
from .spans import Moment


@dataclass(frozen=True)
class Arrival:
    """When somebody was expected to take over, and when he was there (SH-03)."""

    day: datetime.date
    due: Moment
    came: Moment
    minutes: int


@dataclass(frozen=True)
class Hold:
    """The shift after which somebody stays until his relief (SH-04).

    ``released`` is the moment when everybody had signed, None while they have not.
    """

    key: str
    released: Moment | None = None


def late_arrivals(arrivals: Iterable[Arrival]) -> list[Finding]:
    """Return who came too late to take over, by the roll call."""
    return [
        Finding(one.day, "handover_late", one.minutes, one.due, one.came)
        for one in arrivals
        if one.minutes > 0
    ]


def left_early(
    found: Sequence[Stay],
    holds: Iterable[Hold],
    excuses: Iterable[Excuse],
    now: Moment,
) -> list[Finding]:
    """Return who left before the relief, with the minutes nobody was there for.

    What he left before the end of the shift counts as leaving early already: minutes
    count from the end on. While nobody has taken over they are 0, as nobody knows them.
    Whoever was excused at the end of the shift was not held.
    """
    # the last stay of a split shift; whoever goes on with another shift has not left
    last = {stay.parts[-1].key.partition(".")[0]: stay for stay in found}
    free = spans.union((one.start, one.stop) for one in excuses)
    cases = []
    for hold in holds:
        stay = last.get(hold.key)
        if stay is None or stay.left is None:
            continue
        if any(start < stay.stop <= stop for start, stop in free):
            continue
        begin = max(stay.left, stay.stop)
        if hold.released is None and now >= begin:
            cases.append(_left(stay, begin, begin))
        elif hold.released is not None and hold.released > begin:
            cases.append(_left(stay, begin, hold.released))
    return cases


def _left(stay: Stay, begin: Moment, until: Moment) -> Finding:
    lost = spans.minutes([(begin, until)])
    return Finding(stay.parts[-1].day, "handover_left", lost, begin, until)
