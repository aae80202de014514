"""Which shift of a rotation somebody has on which day.

A rotation repeats its steps for ever, from an anchor date on and also before it. Each
person stands at a place of his own, the offset. Rest that the regulation promises comes
on top: a fixed day of the week, one that moves on with every week, or so many days a
month, spread over the days on which the person would work.
"""

import datetime
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

Day = datetime.date
ONE = datetime.timedelta(days=1)
#: a Monday, from which the weeks of moving rest days are counted
MONDAY = datetime.date(1970, 1, 5)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The steps of a rotation, one entry a day: the id of a shift type, or None.

    :ivar rest: "none", "fixed" or "moving", the weekly rest
    :ivar free: days a month that are free on top
    :ivar keeps_holidays: whether nobody works on public holidays
    """

    steps: tuple[int | None, ...]
    anchor: Day
    rest: str = "none"
    weekday: int = 6
    free: int = 0
    keeps_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person stands in a rotation, from when to when."""

    offset: int = 0
    first: Day | None = None
    last: Day | None = None
    weekday: int | None = None


def step(cycle: Cycle, place: Place, day: Day) -> int | None:
    """Return the shift type that the steps alone give on a day."""
    if not cycle.steps:
        return None
    return cycle.steps[((day - cycle.anchor).days + place.offset) % len(cycle.steps)]


def is_weekly_rest(cycle: Cycle, place: Place, day: Day) -> bool:
    """Tell whether a day is the weekly day of rest.

    A moving one is a day later every week: who rests on Monday now rests on Tuesday of
    the week after.
    """
    if cycle.rest == "none":
        return False
    weekday = cycle.weekday if place.weekday is None else place.weekday
    if cycle.rest == "moving":
        weekday += (day - MONDAY).days // 7
    return day.weekday() == weekday % 7


def plan(
    cycle: Cycle,
    place: Place,
    first: Day,
    last: Day,
    holidays: Collection[Day] = (),
) -> dict[Day, int]:
    """Return ``{day: shift type}`` of the days first..last on which somebody works."""
    found: dict[Day, int] = {}
    free = _free_days(cycle, place, first, last, holidays) if cycle.free else set()
    for day in days(first, last):
        kind = _works(cycle, place, day, holidays)
        if kind is not None and day not in free:
            found[day] = kind
    return found


def days(first: Day, last: Day) -> Iterable[Day]:
    """Yield the days first..last."""
    return (first + ONE * number for number in range((last - first).days + 1))


def spread(length: int, count: int, offset: int) -> set[int]:
    """Return ``count`` of the places 0..length-1, evenly spread and begun at an offset.

    People with different offsets get different places, as far as there are any.
    """
    count = min(count, length)
    return {(offset + number * length // count) % length for number in range(count)}


def _works(
    cycle: Cycle, place: Place, day: Day, holidays: Collection[Day]
) -> int | None:
    if (place.first and day < place.first) or (place.last and day > place.last):
        return None
    if is_weekly_rest(cycle, place, day):
        return None
    if cycle.keeps_holidays and day in holidays:
        return None
    return step(cycle, place, day)


def _free_days(
    cycle: Cycle, place: Place, first: Day, last: Day, holidays: Collection[Day]
) -> set[Day]:
    """Return the extra days of rest of every month that first..last touches.

    They are chosen from whole months, so that a roster of two weeks agrees with one of
    the month.
    """
    found: set[Day] = set()
    month = first.replace(day=1)
    while month <= last:
        end = month.replace(day=monthrange(month.year, month.month)[1])
        worked = [
            day
            for day in days(month, end)
            if _works(cycle, place, day, holidays) is not None
        ]
        if worked:
            chosen = spread(len(worked), cycle.free, place.offset)
            found |= {worked[index] for index in chosen}
        month = end + ONE
    return found


def offsets(count: int, length: int) -> Sequence[int]:
    """Return places for so many people that spread them over the cycle."""
    return [number % length for number in range(count)] if length else [0] * count
