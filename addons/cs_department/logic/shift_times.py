"""From the clock on the wall to points in time: shifts, breaks, half hours.

A shift is planned on a date in hours from that date's midnight: 20 to 32 is from eight
in the evening until eight the next morning. Here this becomes naive UTC, with two rules
for the nights on which clocks are changed:

* a time that the clock jumps over is the moment of the jump;
* a time that comes twice is the first of the two.

So the later of two times on the wall is never the earlier moment, and where one shift
ends the next one begins, on every night and in every zone. What is paid is time that
really passed: twelve hours on the wall may be eleven or thirteen of them.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

Moment = datetime.datetime
Interval = tuple[Moment, Moment]

UTC = datetime.UTC
SLOT = datetime.timedelta(minutes=30)
#: the longest shift ends with the day after its date
LONGEST = 48
_MINUTE = datetime.timedelta(minutes=1)
_SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A break of a shift type; the hours count from midnight of the shift's date.

    Whoever has the n-th turn goes ``stagger`` minutes later for each turn before his.
    """

    start: float
    stop: float
    is_paid: bool = False
    stagger: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """The hours of a shift type, on the clock of one place."""

    start: float
    stop: float
    zone: str = "UTC"
    pauses: tuple[Pause, ...] = ()

    @property
    def hours(self) -> float:
        """What is paid on a day without a change of clocks."""
        unpaid = [(p.start, p.stop) for p in self.pauses if not p.is_paid]
        return self.stop - self.start - _length(unpaid, self.start, self.stop)


@dataclass(frozen=True, slots=True)
class Times:
    """One shift on one date, in naive UTC."""

    start: Moment
    stop: Moment
    pauses: tuple[Interval, ...]
    hours: float


@lru_cache(maxsize=65536)
def at(day: datetime.date, hour: float, zone: str) -> Moment:
    """Return the moment of so many hours on the wall after a date's midnight.

    :param zone: a name of the time zone database
    :raise ValueError: for a zone that is not known, or a day no calendar holds
    """
    try:
        place = ZoneInfo(zone)
        wall = datetime.datetime.combine(day, datetime.time())
        wall += datetime.timedelta(minutes=round(hour * 60))
        moment = wall.replace(tzinfo=place).astimezone(UTC)
    except (KeyError, OSError, OverflowError, ValueError) as error:
        raise ValueError(f"no such time: {day} {hour} {zone}") from error
    if moment.astimezone(place).replace(tzinfo=None) != wall:
        moment = _jump(wall, place)
    return moment.replace(tzinfo=None)


def _jump(wall: datetime.datetime, place: ZoneInfo) -> Moment:
    """Return the moment at which the clock jumps over a time."""
    before = wall.replace(tzinfo=place, fold=0).utcoffset()
    after = wall.replace(tzinfo=place, fold=1).utcoffset()
    assert before is not None and after is not None
    # the jump lies between the two readings of the time that never was
    early = (wall - after).replace(tzinfo=UTC)
    late = (wall - before).replace(tzinfo=UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle <= early:
            break
        if middle.astimezone(place).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


def times(day: datetime.date, pattern: Pattern, turn: int = 0) -> Times:
    """Return when a shift of this type on this date begins, pauses and ends.

    :param turn: whose turn the breaks are, from 0
    """
    start = at(day, pattern.start, pattern.zone)
    stop = at(day, pattern.stop, pattern.zone)
    pauses, unpaid = [], []
    for pause in pattern.pauses:
        span = pause_at(day, pattern, pause, turn)
        pauses.append(span)
        if not pause.is_paid:
            unpaid.append(span)
    return Times(start, stop, tuple(pauses), hours_between(start, stop, unpaid))


def pause_at(day: datetime.date, pattern: Pattern, pause: Pause, turn: int) -> Interval:
    """Return when a break of a shift is, for whoever has this turn.

    The turns never lead out of the shift: the last that fits is for all later ones.
    """
    room = (pattern.stop - pause.stop) * 60
    later = min(turn * pause.stagger, max(room, 0)) / 60
    return (
        at(day, pause.start + later, pattern.zone),
        at(day, pause.stop + later, pattern.zone),
    )


def hours_between(start: Moment, stop: Moment, unpaid: Iterable[Interval]) -> float:
    """Return the hours that really pass, without what is not paid."""
    away = sum(
        (last - first for first, last in merged(unpaid, start, stop)),
        datetime.timedelta(),
    )
    return (stop - start - away) / datetime.timedelta(hours=1)


def merged(spans: Iterable[Interval], start: Moment, stop: Moment) -> list[Interval]:
    """Return what lies between two moments, in order and each moment once."""
    found: list[Interval] = []
    for first, last in sorted(spans):
        first, last = max(first, start), min(last, stop)
        if first >= last:
            continue
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def presence(start: Moment, stop: Moment, pauses: Iterable[Interval]) -> list[Interval]:
    """Return when somebody is at the desk: the shift without its breaks."""
    edges = [start]
    for first, last in merged(pauses, start, stop):
        edges += [first, last]
    edges.append(stop)
    return [
        (edges[i], edges[i + 1])
        for i in range(0, len(edges), 2)
        if edges[i] < edges[i + 1]
    ]


def slots(first: datetime.date, last: datetime.date, zone: str) -> list[Moment]:
    """Return the beginnings of the half hours of the days first..last at a place.

    Days on which clocks are changed have one or two more, or fewer.
    """
    moment, end = at(first, 0, zone), at(last, 24, zone)
    found = []
    while moment < end:
        found.append(moment)
        moment += SLOT
    return found


def lowest(spans: Iterable[Interval], grid: Sequence[Moment]) -> list[int]:
    """Return how many spans run at the same time, at least, in each half hour.

    :param spans: when people are there, in any order
    :param grid: the beginnings of the half hours, in order
    """
    if not grid:
        return []
    change: dict[Moment, int] = {}
    for start, stop in spans:
        if start < stop:
            change[start] = change.get(start, 0) + 1
            change[stop] = change.get(stop, 0) - 1
    edges = sorted(change)
    found, count, index = [], 0, 0
    while index < len(edges) and edges[index] <= grid[0]:
        count += change[edges[index]]
        index += 1
    for slot in grid:
        while index < len(edges) and edges[index] <= slot:
            count += change[edges[index]]
            index += 1
        least = count
        while index < len(edges) and edges[index] < slot + SLOT:
            count += change[edges[index]]
            least = min(least, count)
            index += 1
        found.append(least)
    return found


def early(start: Moment, minutes: int) -> Moment:
    """Return when somebody must be there who comes so many minutes early (SH-03)."""
    return start - minutes * _MINUTE


def touches_night(start: float, stop: float, night: tuple[float, float]) -> bool:
    """Tell whether hours of a shift meet a nightly window such as (22, 6)."""
    first, last = night
    if first == last:
        return False
    length = (last - first) % 24
    return any(
        start < begin + length and begin < stop
        for begin in (first - 24, first, first + 24)
    )


def in_season(day: datetime.date, first: str, last: str) -> bool:
    """Tell whether a date lies in a season such as ("11-15", "03-15").

    A season may go over New Year; without its ends it is the whole year.
    """
    if not first or not last:
        return True
    place = day.strftime("%m-%d")
    if first <= last:
        return first <= place <= last
    return place >= first or place <= last


def _length(spans: Iterable[tuple[float, float]], start: float, stop: float) -> float:
    """Return how much of start..stop the spans take, each moment once."""
    total, reached = 0.0, start
    for first, last in sorted(spans):
        first, last = max(first, reached), min(last, stop)
        if first < last:
            total += last - first
            reached = last
    return total


def problems(pattern: Pattern) -> list[str]:
    """Return what is wrong with the hours of a type, as names of the rules."""
    found = []
    if not 0 <= pattern.start < 24:
        found.append("start")
    if not pattern.start < pattern.stop <= LONGEST:
        found.append("order")
    elif pattern.stop - pattern.start > 24:
        found.append("long")
    ordered = sorted(pattern.pauses, key=lambda pause: pause.start)
    for pause in ordered:
        if not pattern.start <= pause.start < pause.stop <= pattern.stop:
            found.append("pause")
            break
    if any(later.start < former.stop for former, later in pairwise(ordered)):
        found.append("pauses")
    if not found and pattern.hours <= 0:
        found.append("empty")
    return found


def after(start: float, stop: float) -> float:
    """Return an end as people mean it: 8:00 after 20:00 is on the next day.

    :param start: hours after midnight
    :param stop: hours after the same midnight; equal hours are those of the next day
    """
    return stop + 24 if stop <= start else stop


def moved(start: float, stop: float) -> float:
    """Return an end after the beginning has moved: no later than a day after it."""
    return after(start, stop - 24 if stop > start + 24 else stop)


def local(moment: Moment, zone: str) -> Moment:
    """Return what the clock on the wall of a place shows at a moment."""
    place = ZoneInfo(zone)
    return moment.replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None)
