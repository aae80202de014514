"""Limits: what a regulation allows, with the operator that the regulation wrote.

A limit states the *allowed* side: "at most 3 a month" is ``total <= 3``, "2 days ahead"
is ``notice >= 48``. Every comparison takes its operator as data, because regulations
disagree on whether their figure is included (rulebook C-04, boundary convention).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from .days import month_day, shifted

Operator = Literal["ge", "gt", "le", "lt"]
Period = Literal["day", "week", "month", "quarter", "year"]

#: Amounts are sums of hours and days kept as floats; less than this is the same amount.
TOLERANCE = 1e-6

#: The sign that people read for each operator.
SIGNS: dict[Operator, str] = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


@dataclass(frozen=True)
class Portion:
    """What one document takes on one day, in the unit of the limit."""

    day: date
    amount: float


@dataclass(frozen=True)
class Use:
    """How much of a period is used, and whether that is still allowed."""

    start: date
    end: date
    used: float
    asked: float
    allowed: bool

    @property
    def total(self) -> float:
        """What the period would hold with the new document."""
        return self.used + self.asked


def holds(value: float, operator: Operator, figure: float) -> bool:
    """Whether ``value operator figure``, equal within ``TOLERANCE``.

    :raises ValueError: the operator is none of ge, gt, le, lt
    """
    same = abs(value - figure) <= TOLERANCE
    if operator == "ge":
        return value > figure or same
    if operator == "gt":
        return value > figure and not same
    if operator == "le":
        return value < figure or same
    if operator == "lt":
        return value < figure and not same
    raise ValueError(f"unknown operator {operator!r}")


def period_of(day: date, period: Period, month_start: int = 1) -> tuple[date, date]:
    """First and last day of the period that holds ``day``.

    ``month_start`` is the day of the month on which months begin (1 to 28): some
    regulations count from the 26th to the 25th. Quarters and years follow it.

    :raises ValueError: unknown period, or a month_start outside 1..28
    """
    if not 1 <= month_start <= 28:
        raise ValueError("a month starts on a day from 1 to 28")
    if period == "day":
        return day, day
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, shifted(first, 6)
    months = {"month": 1, "quarter": 3, "year": 12}.get(period)
    if months is None:
        raise ValueError(f"unknown period {period!r}")
    index = day.year * 12 + day.month - 1 - (day.day < month_start)
    index -= index % months
    following = month_day(index + months, month_start)
    last = following if following == date.max else shifted(following, -1)
    return month_day(index, month_start), last


def uses(
    existing: Iterable[Portion],
    asked: Sequence[Portion],
    period: Period,
    operator: Operator,
    figure: float,
    month_start: int = 1,
) -> list[Use]:
    """Use of every period that the asked document touches, oldest first.

    A document that crosses the end of a month counts in each month with its own part.
    """
    wanted: dict[tuple[date, date], float] = {}
    for portion in asked:
        window = period_of(portion.day, period, month_start)
        wanted[window] = wanted.get(window, 0.0) + portion.amount
    used = dict.fromkeys(wanted, 0.0)
    for portion in existing:
        for first, last in used:
            if first <= portion.day <= last:
                used[first, last] += portion.amount
    return [
        Use(
            first,
            last,
            used[first, last],
            amount,
            holds(used[first, last] + amount, operator, figure),
        )
        for (first, last), amount in sorted(wanted.items())
    ]


def capped(total: float, figure: float) -> float:
    """What counts of a total when more than the figure is counted as the figure."""
    return min(total, figure)


def blocked_days(
    first: date, last: date, ranges: Iterable[tuple[date, date]]
) -> list[date]:
    """Days of first..last (both included) that fall into one of the closed ranges."""
    found: set[int] = set()
    for start, end in ranges:
        begins, ends = max(first, start), min(last, end)
        found.update(range(begins.toordinal(), ends.toordinal() + 1))
    return [date.fromordinal(day) for day in sorted(found)]


def most_at_once(
    first: date, last: date, others: Iterable[tuple[int, date, date]]
) -> tuple[date, int]:
    """The day of first..last on which most others are away, and how many they are.

    ``others`` are (person, first day, last day); a person counts once a day. The first
    such day wins. Without anybody: the first day and 0.
    """
    people: dict[date, set[int]] = {}
    for person, start, end in others:
        for day in blocked_days(first, last, [(start, end)]):
            people.setdefault(day, set()).add(person)
    if not people:
        return first, 0
    day = min(people, key=lambda day: (-len(people[day]), day))
    return day, len(people[day])


def yearly(first: date, last: date, year: int) -> tuple[date, date]:
    """The range moved so that it begins in ``year``; 29 February becomes the 28th."""
    shift = last.year - first.year
    return _in_year(first, year), _in_year(last, year + shift)


def _in_year(day: date, year: int) -> date:
    year = min(max(year, MINYEAR), MAXYEAR)
    return day.replace(
        year=year, day=min(day.day, calendar.monthrange(year, day.month)[1])
    )
