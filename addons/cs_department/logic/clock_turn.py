"""Clock times in the nights in which clocks are put forward or back.

When they go back, an hour comes twice and a file does not say which one it means. The
order within one person decides: a time that would go backwards is the second one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

Moment = datetime.datetime


@dataclass
class Turns:
    """Places the clock times of a file in naive UTC, in the order of its rows."""

    zone: ZoneInfo
    _last: dict[int, Moment] = field(default_factory=dict)

    def place(self, person: int, local: Moment) -> tuple[Moment | None, str]:
        """Return a local time in UTC, and "first" or "second" where it comes twice.

        A time that is left out when the clocks are put forward is None.

        :raises OverflowError: the time is out of all bounds
        """
        first, second = self._offsets(local)
        if first < second:
            return None, ""
        at, which = local - first, ""
        if first > second:
            at, which = self._chosen(person, at, local - second)
        last = self._last.get(person)
        self._last[person] = at if last is None else max(last, at)
        return at, which

    def comes_twice(self, local: Moment) -> bool:
        """Tell whether a local time comes twice."""
        first, second = self._offsets(local)
        return first > second

    def _chosen(self, person: int, first: Moment, second: Moment) -> tuple[Moment, str]:
        last = self._last.get(person)
        if last is not None and first < last <= second:
            return second, "second"
        return first, "first"

    def _offsets(self, local: Moment) -> tuple[datetime.timedelta, datetime.timedelta]:
        there = local.replace(tzinfo=self.zone)
        nothing = datetime.timedelta()
        return (
            there.utcoffset() or nothing,
            there.replace(fold=1).utcoffset() or nothing,
        )
