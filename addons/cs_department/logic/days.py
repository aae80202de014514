"""Dates near the ends of the calendar: the first or last day, never an error."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

FIRST = datetime.combine(date.min, time.min)
LAST = datetime.combine(date.max, time.max)


def shifted(day: date, days: int) -> date:
    """The date so many days later, or the first or last one that there is."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def month_day(index: int, day: int) -> date:
    """A day of a month counted from the year 0 (``year * 12 + month - 1``)."""
    year, month = divmod(index, 12)
    if year < MINYEAR:
        return date.min
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, day)


def later(moment: datetime, duration: timedelta) -> datetime:
    """The moment so much later, or the first or last one that there is."""
    try:
        return moment + duration
    except OverflowError:
        return FIRST if duration < timedelta() else LAST
