"""Counting along somebody's working time: when so many working hours have passed.

Intervals come from a calendar or a roster, as naive UTC; this module does not know
where from. Deadlines of approvers are counted with it.
"""

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

Moment = datetime.datetime
Interval = tuple[Moment, Moment]


class WorkingTime:
    """Working time made of ``(start, stop)`` intervals, asked any number of times.

    Intervals may come in any order, overlap and be empty; what they share counts once.
    """

    def __init__(self, intervals: Iterable[Interval]) -> None:
        """Prepare for questions, each of which is then answered by bisection."""
        self._spans = _merged(intervals)
        lengths = (stop - start for start, stop in self._spans)
        # how much working time lies before each span, and at last all of it
        self._before = list(accumulate(lengths, initial=datetime.timedelta()))
        self._starts = [start for start, _stop in self._spans]

    def after(self, start: Moment, hours: float) -> Moment | None:
        """Return the first moment from ``start`` on with ``hours`` worked in between.

        No hours are over at once, at ``start``. ``None``: the intervals do not reach
        far enough, so ask again with later ones. Raises ValueError when ``hours`` are
        negative, not a number or more than the calendar holds.
        """
        needed = _duration(hours)
        if not needed:
            return start
        goal = self._until(start) + needed
        if goal > self._before[-1]:
            return None
        # the span in which the goal is reached: the last with less before it
        index = bisect_right(self._before, goal - datetime.timedelta.resolution) - 1
        return self._starts[index] + (goal - self._before[index])

    def between(self, start: Moment, stop: Moment) -> datetime.timedelta:
        """Return the working time from ``start`` to ``stop``, negative if reversed."""
        return self._until(stop) - self._until(start)

    def _until(self, moment: Moment) -> datetime.timedelta:
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return datetime.timedelta()
        start, stop = self._spans[index]
        return self._before[index] + (min(moment, stop) - start)


def add_working_hours(
    start: Moment, hours: float, intervals: Iterable[Interval]
) -> Moment | None:
    """Return when ``hours`` of ``intervals`` have passed since ``start``.

    For one question; for many about the same person keep a ``WorkingTime``, whose
    ``after`` this is.
    """
    return WorkingTime(intervals).after(start, hours)


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for start, stop in sorted(intervals):
        if stop <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged


def _duration(hours: float) -> datetime.timedelta:
    try:
        duration = datetime.timedelta(hours=float(hours))
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f"not a number of working hours: {hours!r}") from None
    if duration < datetime.timedelta():
        raise ValueError(f"not a number of working hours: {hours!r}")
    return duration
