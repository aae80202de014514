"""Whole months: how long a probation lasts, how long somebody has been here."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def last_day(start: date, months: int) -> date:
    """Return the last day of a period of so many months (RG-32).

    Three months from 1 March end on 31 May. A day that the last month lacks counts as
    its end: one month from 31 January ends on 27 or 28 February, the day before the
    month is over.
    """
    return start + relativedelta(months=months) - timedelta(days=1)


def whole_months(start: date, day: date) -> int:
    """Return the number of months that are complete on the evening of a day.

    A period that begins after the day has none. It is the inverse of ``last_day``.
    """
    if day < start:
        return 0
    span = relativedelta(day + timedelta(days=1), start)
    return span.years * 12 + span.months
