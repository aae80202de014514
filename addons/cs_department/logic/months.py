"""Whole months: how long a probation lasts, how long somebody has been here."""

from calendar import monthrange
from datetime import date, timedelta

from .days import month_day, shifted


def last_day(start: date, months: int) -> date:
    """Return the last day of a period of so many months (RG-32).

    Three months from 1 March end on 31 May, one month from 31 January on the last of
    February.
    """
    first = month_day(start.year * 12 + start.month - 1 + months, 1)
    if first == date.max:
        return first
    length = monthrange(first.year, first.month)[1]
    if start.day > length:
        return first.replace(day=length)
    return shifted(first, start.day - 2)


def whole_months(start: date, day: date) -> int:
    """Return the number of months that are complete when a day is over."""
    months = (day.year - start.year) * 12 + day.month - start.month + 1
    while months > 0 and last_day(start, months) > day:
        months -= 1
    return max(months, 0)


#: how often something is due → how many months its period has; others are of days
PERIODS = {"week": 0, "month": 1, "quarter": 3, "year": 12}


def due_day(day: date, every: str, place: int) -> date:
    """Return the day within the period around ``day`` on which something is due.

    :param every: one of ``PERIODS``
    :param place: the number of the day in the period; beyond its end, the last one
    """
    months = PERIODS[every]
    if not months:
        first = day - timedelta(days=day.weekday())
        last = shifted(first, 6)
    else:
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        last = last_day(first, months)
    return min(shifted(first, max(place, 1) - 1), last)
