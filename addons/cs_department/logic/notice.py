"""Notice: how long before (or after) an event something was asked for or reported.

Three ways of counting, because regulations mean different things by "2 days ahead"
(rulebook LV-03, TV-043): clock hours between the two moments, calendar dates, or
working days of which one must have gone by.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Literal

from .days import later, shifted
from .limit import TOLERANCE, Operator, holds

Unit = Literal["hours", "dates", "working_days"]
Direction = Literal["before", "after"]
Anchor = Literal["start", "end", "return", "submit"]


def notice(
    applied: datetime,
    event: datetime,
    unit: Unit,
    is_working: Callable[[date], bool] = lambda day: day.weekday() < 5,
) -> float:
    """How far ``applied`` lies before ``event``; negative when it lies after it.

    Both moments are local times of the employee. Working days are those from the day
    of the application, itself included, to the day before the event: Friday to Monday
    is 1, Sunday to Monday is 0.

    :raises ValueError: unknown unit
    """
    if unit == "hours":
        return (event - applied).total_seconds() / 3600
    if unit == "dates":
        return float((event.date() - applied.date()).days)
    if unit == "working_days":
        if applied.date() > event.date():
            return -float(_working(event.date(), applied.date(), is_working))
        return float(_working(applied.date(), event.date(), is_working))
    raise ValueError(f"unknown unit {unit!r}")


def _working(first: date, until: date, is_working: Callable[[date], bool]) -> int:
    days = (until - first).days
    return sum(is_working(first + timedelta(days=offset)) for offset in range(days))


def notice_allowed(
    value: float, operator: Operator, figure: float, direction: Direction = "before"
) -> bool:
    """Whether a notice is allowed.

    ``before``: the value is the time ahead of the event. "Within the last hour before"
    (operator ≤ or <) does not mean after it, so a negative value is refused there.
    ``after``: the time gone by since the event; reporting before it is always in time
    for an upper bound.
    """
    if direction == "after":
        return holds(-value, operator, figure)
    if operator in ("le", "lt") and value < -TOLERANCE:
        return False
    return holds(value, operator, figure)


def due(anchor: datetime, figure: float, unit: Literal["hours", "days"]) -> datetime:
    """Until when papers may follow: N hours later, or the end of the Nth day later."""
    if unit == "hours":
        return later(anchor, timedelta(hours=figure))
    day = shifted(anchor.date(), int(figure))
    return datetime.combine(day, time(23, 59, 59))


def next_working_day(day: date, is_working: Callable[[date], bool]) -> date:
    """The first working day after ``day``; the next date when none comes in 60 days."""
    for offset in range(1, 61):
        candidate = shifted(day, offset)
        if is_working(candidate):
            return candidate
    return shifted(day, 1)
