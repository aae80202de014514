"""Arithmetic of leave: brackets, rounding, spreading, deduction, comp rest expiry."""

from __future__ import annotations

import calendar
import math
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import MAXYEAR, date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeVar

from .days import month_day, shifted
from .limit import TOLERANCE, Operator, holds

Key = TypeVar("Key")
Expiry = Literal["never", "days", "months", "end_of_month", "end_of_year"]
Rounding = Literal["up", "down", "nearest"]


def bracket(
    amount: float, brackets: Iterable[tuple[Operator, float | None, Key]]
) -> Key | None:
    """The key of the first bracket that takes the amount; None when none does.

    A bracket without a figure takes everything. LV-15: ≤ 1 day the department manager,
    ≤ 3 the operations manager, then the general manager.
    """
    for operator, figure, key in brackets:
        if figure is None or holds(amount, operator, figure):
            return key
    return None


def takes_all(types: Set[int], others: Set[int]) -> bool:
    """Whether a bracket for some types of leave is for all that another is for.

    Without types it is for every type.
    """
    return not types or (bool(others) and others <= types)


def never_asked(
    brackets: Sequence[tuple[Operator, float | None, frozenset[int]]],
) -> int | None:
    """The place of the first bracket that never decides; None when each may.

    One before it takes whatever it takes, for all of its types of leave; without types
    a bracket is for every type.
    """
    for place, (operator, figure, types) in enumerate(brackets):
        for first_operator, first, first_types in brackets[:place]:
            takes_more = first is None or (
                figure is not None
                and (first, first_operator == "le") >= (figure, operator == "le")
            )
            if takes_all(first_types, types) and takes_more:
                return place
    return None


def rounded(
    amount: float, step: float, how: Rounding = "up", minimum: float = 0.0
) -> float:
    """The amount in whole steps, and not below the minimum unless it is nothing.

    :raises ValueError: the step is negative, or an unknown way of rounding
    """
    if step < 0:
        raise ValueError("a step cannot be negative")
    if amount <= TOLERANCE:
        return 0.0
    if minimum and abs(amount - minimum) <= TOLERANCE:
        return minimum  # what was counted is not counted once more
    if step:
        steps = amount / step
        if how == "up":
            steps = math.ceil(steps - TOLERANCE)
        elif how == "down":
            steps = math.floor(steps + TOLERANCE)
        elif how == "nearest":
            steps = math.floor(steps + 0.5 + TOLERANCE)
        else:
            raise ValueError(f"unknown way of rounding {how!r}")
        amount = steps * step
    return max(amount, minimum)


def spread(total: float, weights: Mapping[date, float]) -> dict[date, float]:
    """Divide a total over days in proportion to their weights (hours to work).

    Without any weight everything falls on the first day, so that nothing is lost.
    """
    if not weights:
        return {}
    whole = sum(weights.values())
    if whole <= TOLERANCE:
        return {min(weights): total}
    return {
        day: total * weight / whole
        for day, weight in sorted(weights.items())
        if weight > 0
    }


def taken(
    hours: Mapping[date, float], begin: str = "am", end: str = "pm"
) -> tuple[float, float]:
    """Days and hours that leave takes of the hours to work on each of its days.

    Days without hours take nothing. Leave that begins in the afternoon, or ends in the
    morning, takes half of that day.
    """
    if not hours:
        return 0.0, 0.0
    shares = dict.fromkeys(hours, 1.0)
    if begin == "pm":
        shares[min(hours)] -= 0.5
    if end == "am":
        shares[max(hours)] -= 0.5
    return (
        sum(shares[day] for day, amount in hours.items() if amount > TOLERANCE),
        sum(shares[day] * amount for day, amount in hours.items()),
    )


def calendar_days(first: date, last: date, holidays: Collection[date] = ()) -> int:
    """Calendar days of first..last that are no statutory holidays (LV-19)."""
    days = (last - first).days + 1
    return sum(first + timedelta(days=offset) not in holidays for offset in range(days))


def last_day(first: date, days: int, holidays: Collection[date] = ()) -> date:
    """Last day of a leave of so many calendar days, holidays not counted (TV-042).

    :raises ValueError: fewer than one day
    """
    if days < 1:
        raise ValueError("a leave takes at least one day")
    day = first
    left = days
    while True:
        left -= day not in holidays
        if not left or day == date.max:
            return day
        day += timedelta(days=1)


def deduction(
    day_wage: Decimal | float,
    *,
    days: float = 0.0,
    hours: float | None = None,
    hours_per_day: float = 8.0,
    percent: float = 100.0,
) -> Decimal:
    """What a leave takes from the wage: a positive amount, to the cent.

    With ``hours`` the hourly wage (day wage / hours per day) is taken (LV-04), else the
    day wage for each day (LV-17). ``percent`` is what the type deducts (LV-18).

    :raises ValueError: hours per day is not positive
    """
    if hours_per_day <= 0:
        raise ValueError("a day has more than 0 hours")
    wage = Decimal(str(day_wage))
    if hours is None:
        amount = wage * Decimal(str(days))
    else:
        amount = wage * Decimal(str(hours)) / Decimal(str(hours_per_day))
    amount *= Decimal(str(percent)) / 100
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def expiry(worked: date, how: Expiry, figure: int = 0) -> date | None:
    """Last day on which comp rest for work on that day may be taken (LV-25, TV-046).

    ``months`` counts from the day (1 May + 2 = 1 July), ``end_of_month`` goes to the
    end of the month so many months later (0 = the same month), ``never`` answers None.

    :raises ValueError: unknown kind
    """
    if how == "never":
        return None
    if how == "days":
        return shifted(worked, figure)
    if how == "end_of_year":
        return month_day((worked.year + figure) * 12 + 11, 31)
    if how not in ("months", "end_of_month"):
        raise ValueError(f"unknown expiry {how!r}")
    index = worked.year * 12 + worked.month - 1 + figure
    first = month_day(index, 1)
    end = calendar.monthrange(first.year, first.month)[1]
    if index // 12 > MAXYEAR:
        return date.max
    return first.replace(day=min(worked.day, end) if how == "months" else end)


def weights(
    first: date,
    last: date,
    week: Sequence[float],
    holidays: Collection[date] = (),
) -> dict[date, float]:
    """Hours to work on each day of first..last: a week's pattern without the holidays.

    ``week`` has 7 entries, Monday first, or 14: the two weeks of an alternating
    pattern, changing every Monday (counted from 1 January of the year 1, as Odoo does).

    :raises ValueError: the pattern has another length
    """
    if len(week) not in (7, 14):
        raise ValueError("a pattern has 7 or 14 days")
    found = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        index = day.weekday()
        if len(week) == 14:
            index += 7 * ((day.toordinal() - 1) // 7 % 2)
        found[day] = 0.0 if day in holidays else week[index]
    return found
