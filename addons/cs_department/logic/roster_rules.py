"""What a roster may not do to a person: rest, runs, hours, free days.

Everything here is about the duties of one person, as plain values. What is wrong comes
back as names of rules with their figures; sentences are made elsewhere.
"""

import datetime
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Day = datetime.date
Moment = datetime.datetime
ONE = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
#: what is forgiven when hours are added up
CRUMB = 1e-6


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift of a person: its id, the date it belongs to, when it is, what counts.

    :ivar layer: 0 is work, 1 is on call
    """

    key: int
    day: Day
    start: Moment
    stop: Moment
    hours: float
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures that hold for a person; 0 where there is no such rule."""

    rest: float = 0
    run: int = 0
    week: float = 0
    month: float = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a duty breaks, with the figures and duties for a sentence."""

    rule: str
    figures: Mapping[str, Any] = field(default_factory=dict)


class Plan:
    """The duties of one person, prepared for questions about any of them.

    Answers need only look at the neighbours: a whole roster takes as long as its
    number of duties.
    """

    def __init__(self, duties: Iterable[Duty]) -> None:
        """Sort the duties and add up their hours, once."""
        self.duties = sorted(duties, key=lambda duty: (duty.start, duty.stop))
        self._layers: dict[int, list[Duty]] = {}
        self._weeks: dict[Day, float] = {}
        self._months: dict[tuple[int, int], float] = {}
        worked: dict[Day, int] = {}
        for duty in self.duties:
            self._layers.setdefault(duty.layer, []).append(duty)
            if duty.layer:
                continue
            worked[duty.day] = worked.get(duty.day, 0) + 1
            week, month = monday(duty.day), (duty.day.year, duty.day.month)
            self._weeks[week] = self._weeks.get(week, 0) + duty.hours
            self._months[month] = self._months.get(month, 0) + duty.hours
        self.worked = worked
        self._starts = {
            layer: [duty.start for duty in found]
            for layer, found in self._layers.items()
        }

    def broken(self, duty: Duty, limits: Limits) -> list[Broken]:
        """Return the rules that one of the duties breaks."""
        found = self.overlaps(duty)
        if duty.layer:
            return found
        found += self._rest(duty, limits) if limits.rest else []
        run = self.run(duty.day)
        if limits.run and run > limits.run:
            found.append(Broken("run", {"days": run, "most": limits.run}))
        hours = self._weeks[monday(duty.day)]
        if limits.week and hours > limits.week + CRUMB:
            found.append(Broken("week", {"hours": hours, "most": limits.week}))
        hours = self.month_hours(duty.day)
        if limits.month and hours > limits.month + CRUMB:
            found.append(Broken("month", {"hours": hours, "most": limits.month}))
        free = self.free_days(duty.day)
        if limits.free and free < limits.free:
            found.append(Broken("free", {"days": free, "least": limits.free}))
        return found

    def overlaps(self, duty: Duty) -> list[Broken]:
        """Return the duties of the same layer at the same time."""
        duties = self._layers.get(duty.layer, [])
        last = bisect_left(self._starts.get(duty.layer, []), duty.stop)
        # a duty lasts two days at most, so the others began not much earlier
        first = bisect_left(self._starts.get(duty.layer, []), duty.start - 3 * ONE)
        return [
            Broken("overlap", {"other": other})
            for other in duties[first:last]
            if other.key != duty.key and other.stop > duty.start
        ]

    def _rest(self, duty: Duty, limits: Limits) -> list[Broken]:
        duties, starts = self._layers[0], self._starts[0]
        found = []
        index = bisect_right(starts, duty.start)
        earlier = [d for d in duties[max(index - 3, 0) : index] if d.key != duty.key]
        ended = [d for d in earlier if d.stop <= duty.start]
        later = [d for d in duties[index : index + 2] if d.start >= duty.stop][:1]
        for other, rest in (
            *((other, duty.start - other.stop) for other in ended[-1:]),
            *((other, other.start - duty.stop) for other in later),
        ):
            if rest < limits.rest * HOUR - datetime.timedelta(seconds=1):
                figures = {"hours": rest / HOUR, "least": limits.rest, "other": other}
                found.append(Broken("rest", figures))
        return found

    def run(self, day: Day) -> int:
        """Return how many days in a row somebody works around a day."""
        if day not in self.worked:
            return 0
        first = last = day
        while first - ONE in self.worked:
            first -= ONE
        while last + ONE in self.worked:
            last += ONE
        return (last - first).days + 1

    def month_hours(self, day: Day) -> float:
        """Return the hours of work in the month of a day."""
        return self._months.get((day.year, day.month), 0.0)

    def week_hours(self, day: Day) -> float:
        """Return the hours of work in the week of a day, Monday to Sunday."""
        return self._weeks.get(monday(day), 0.0)

    def free_days(self, day: Day) -> int:
        """Return the days of the month of a day on which no work begins."""
        length = monthrange(day.year, day.month)[1]
        worked = sum(
            1 for d in self.worked if (d.year, d.month) == (day.year, day.month)
        )
        return length - worked


def monday(day: Day) -> Day:
    """Return the Monday of the week of a day."""
    return day - ONE * day.weekday()


def short(counts: Sequence[int], minimum: int) -> list[int]:
    """Return how many people are missing in each half hour."""
    return [max(minimum - count, 0) for count in counts]


def gaps(
    grid: Sequence[Moment], missing: Sequence[int], slot: datetime.timedelta
) -> list[tuple[Moment, Moment, int]]:
    """Return the stretches in which people are missing, and how many at the worst.

    Half hours next to each other with the same number make one stretch.
    """
    found: list[tuple[Moment, Moment, int]] = []
    for moment, count in zip(grid, missing, strict=True):
        if not count:
            continue
        if found and found[-1][1] == moment and found[-1][2] == count:
            found[-1] = found[-1][0], moment + slot, count
        else:
            found.append((moment, moment + slot, count))
    return found


def month_base(year: int, month: int, base: str, figure: float) -> float:
    """Return the days by which a month's wage is divided (SH-37).

    :param base: "fixed" is the figure itself, "no_sundays" the calendar days without
        Sundays, "no_weekends" those from Monday to Friday; public holidays count inside
    """
    if base == "fixed":
        return figure
    days = monthrange(year, month)[1]
    rest = {5, 6} if base == "no_weekends" else {6}
    weekdays = (Day(year, month, number + 1).weekday() for number in range(days))
    return float(sum(1 for weekday in weekdays if weekday not in rest))
