"""Overtime: what of it counts, and for whom it is not arranged.

Amounts are hours as Decimal. A day or a month counts as a whole; what one piece of work
adds is the difference that it makes, so the order of approvals changes no total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from .attendance import Punch
from .limit import Operator, holds
from .months import whole_months
from .spans import Span, length, minus

Mode = Literal["all", "excess"]
DayKind = Literal["workday", "rest_day", "holiday"]
Later = Literal["never", "emergency", "always"]

ZERO = Decimal(0)
LONGEST_STAY = timedelta(days=1)


@dataclass(frozen=True)
class Threshold:
    """How much work after hours on a working day is no overtime yet (OT-05).

    ``operator`` says for which hours that is so: with "le" and 4, four hours are none.
    ``mode``: beyond it all hours count, or only those in excess.
    """

    hours: Decimal
    operator: Operator = "le"
    mode: Mode = "all"


def exact(hours: float) -> Decimal:
    """Return hours that a database keeps as a float, as reckoning takes them."""
    return Decimal(str(round(hours, 4)))


def of_day(hours: Decimal, kind: DayKind, threshold: Threshold) -> Decimal:
    """Return the hours of one day that are overtime (TV-055).

    The threshold is one of working days; on rest days and holidays every hour counts.
    """
    if kind != "workday" or not threshold.hours or not hours:
        return hours
    if holds(float(hours), threshold.operator, float(threshold.hours)):
        return ZERO
    return hours if threshold.mode == "all" else max(hours - threshold.hours, ZERO)


def added(
    before: Decimal, hours: Decimal, kind: DayKind, threshold: Threshold
) -> Decimal:
    """Return what ``hours`` add to a day that had ``before`` already."""
    return of_day(before + hours, kind, threshold) - of_day(before, kind, threshold)


def capped(used: Decimal, asked: Decimal, caps: Iterable[Decimal]) -> Decimal:
    """Return what counts of ``asked`` after ``used``, under the tightest cap (TV-056).

    :param used: what counts already in the period of the caps
    """
    left = [max(cap - used, ZERO) for cap in caps]
    return min([asked, *left])


def may_file(is_later: bool, is_emergency: bool, later: Later) -> bool:
    """Tell whether overtime may be applied for then (OT-04, TV-057).

    :param is_later: the work began before the application
    """
    if not is_later or later == "always":
        return True
    return later == "emergency" and is_emergency


def is_protected(
    day: date, kind: str, first: date, last: date | None, from_month: int
) -> bool:
    """Tell whether somebody is protected from overtime on a day (OT-09, TV-058).

    A pregnancy protects once ``from_month`` months of it are complete, any other kind
    from its first day; both until ``last``, which may be open.
    """
    if day < first or (last and day > last):
        return False
    return kind != "pregnancy" or whole_months(first, day) >= from_month


def presence(punches: Iterable[Punch]) -> list[Span]:
    """Return when somebody was there: from each coming to the leaving after it.

    Who comes again without having left was there since the later coming only, and a
    stay of more than a day is none: nothing is credited that was not clocked.
    """
    found: list[Span] = []
    came: datetime | None = None
    for punch in sorted(punches):
        if punch.direction == "in" or (punch.direction == "any" and came is None):
            came = punch.at
        elif came is not None:
            if came < punch.at <= came + LONGEST_STAY:
                found.append((came, punch.at))
            came = None
    return found


def outside(start: datetime, stop: datetime, shifts: Iterable[Span]) -> Decimal:
    """Return the hours between start and stop that lie in no shift."""
    seconds = length(minus([(start, stop)], shifts)).total_seconds()
    return round(Decimal(str(seconds)) / 3600, 4)


def clocked(
    start: datetime, stop: datetime, presence: Iterable[tuple[datetime, datetime]]
) -> Decimal:
    """Return the hours between start and stop during which somebody was there.

    ``presence`` may overlap and come in any order; what it shares counts once.
    """
    total, reached = 0.0, start
    for first, last in sorted(presence):
        begin, end = max(first, reached), min(last, stop)
        if end > begin:
            total += (end - begin).total_seconds()
            reached = end
    return round(Decimal(str(total)) / 3600, 4)
