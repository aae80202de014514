"""Clock times against expected times: late, early, away, absent, and why.

All moments are naive UTC. What somebody is expected for comes as parts: one part is a
time without going home in between. Parts that touch (a shift right after another one)
are one stay: nobody clocks in between.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from . import spans
from .spans import Moment, Span

Direction = Literal["in", "out", "any"]
Measure = Literal[
    "late",
    "early",
    "away",
    "absent",
    "empty_post",
    "handover_late",
    "handover_left",
]


@dataclass(frozen=True, order=True)
class Punch:
    """One clock time."""

    at: Moment
    direction: Direction = "any"
    key: str = ""


@dataclass(frozen=True)
class Part:
    """What somebody is expected for."""

    day: datetime.date
    start: Moment
    stop: Moment
    breaks: tuple[Span, ...] = ()
    early: int = 0
    key: str = ""

    @cached_property
    def due(self) -> Moment:
        """The moment to be there: so many minutes early for a hand-over (AT-10)."""
        return self.start - datetime.timedelta(minutes=self.early)

    @cached_property
    def work(self) -> list[Span]:
        """The time to work, without breaks."""
        return spans.minus([(self.start, self.stop)], self.breaks)


@dataclass(frozen=True)
class Excuse:
    """A time for which nobody is missed: leave, an outing slip, a later start.

    ``is_rest`` tells that nobody is thought to be at work then.
    """

    start: Moment
    stop: Moment
    key: str = ""
    is_rest: bool = False


@dataclass(frozen=True)
class Rules:
    """The figures of a policy that measuring needs."""

    tolerance: int = 0
    away_free: int | None = None
    before: datetime.timedelta = datetime.timedelta(hours=4)
    after: datetime.timedelta = datetime.timedelta(hours=8)


@dataclass(frozen=True)
class Finding:
    """What was found of a part: so many minutes, and whether a clock time is missing.

    ``minutes`` of a missing clock time are 0: nobody knows them.
    """

    day: datetime.date
    measure: Measure
    minutes: int
    start: Moment
    stop: Moment
    is_missing: bool = False


@dataclass(frozen=True)
class Stay:
    """Parts that touch, with the clock times that belong to them."""

    parts: tuple[Part, ...]
    punches: tuple[Punch, ...] = field(default=())

    @property
    def due(self) -> Moment:
        """The moment to be there."""
        return self.parts[0].due

    @property
    def stop(self) -> Moment:
        """The end of the last part."""
        return self.parts[-1].stop

    @cached_property
    def duty(self) -> list[Span]:
        """The time to be there: what comes before the first part, too."""
        first = self.parts[0]
        work = [span for part in self.parts for span in part.work]
        return spans.union([(first.due, first.start), *work])

    @cached_property
    def came(self) -> Moment | None:
        """The first clock time that may be a coming."""
        return _came(self)

    @cached_property
    def left(self) -> Moment | None:
        """The last clock time that may be a leaving."""
        return _left(self)


def stays(parts: Iterable[Part], punches: Iterable[Punch], rules: Rules) -> list[Stay]:
    """Give each clock time to the stay it belongs to; some belong to none.

    A coming belongs to the stay that follows or runs, a leaving to the one that ran;
    one without direction to the nearer.
    """
    chains: list[list[Part]] = []
    for part in sorted(parts, key=lambda one: (one.start, one.stop, one.key)):
        if chains and part.start <= chains[-1][-1].stop:
            chains[-1].append(part)
        else:
            chains.append([part])
    found = [Stay(tuple(chain)) for chain in chains]
    taken: list[list[Punch]] = [[] for _stay in found]
    dues = [stay.due for stay in found]
    for punch in sorted(set(punches)):
        index = _owner(punch, found, dues, rules)
        if index is not None:
            taken[index].append(punch)
    return [
        Stay(stay.parts, tuple(own)) for stay, own in zip(found, taken, strict=True)
    ]


def loose(punches: Iterable[Punch], found: Iterable[Stay], rules: Rules) -> list[Punch]:
    """Return the clock times that are near no stay: nothing was planned then."""
    near = [(stay.due - rules.before, stay.stop + rules.after) for stay in found]
    return [
        punch
        for punch in sorted(set(punches))
        if not any(first <= punch.at <= last for first, last in near)
    ]


def _owner(
    punch: Punch, found: Sequence[Stay], dues: Sequence[Moment], rules: Rules
) -> int | None:
    begun = bisect_right(dues, punch.at) - 1
    inside = [i for i in (begun - 1, begun) if i >= 0 and punch.at <= found[i].stop]
    if inside:
        # the end of one stay may be the time to be there for the next
        return inside[0] if punch.direction == "out" else inside[-1]
    last: int | None = begun if begun >= 0 else None
    following: int | None = begun + 1 if begun + 1 < len(found) else None
    if last is not None and punch.at - found[last].stop > rules.after:
        last = None
    if following is not None and found[following].due - punch.at > rules.before:
        following = None
    if last is None or following is None:
        return _one_side(punch, last, following)
    if punch.direction == "any":
        gap = punch.at - found[last].stop
        return last if gap < found[following].due - punch.at else following
    return last if punch.direction == "out" else following


def _one_side(punch: Punch, last: int | None, following: int | None) -> int | None:
    """A coming after the end, or a leaving before the beginning, tells nothing."""
    if last is not None:
        return None if punch.direction == "in" else last
    return None if punch.direction == "out" else following


def _came(stay: Stay) -> Moment | None:
    first = stay.punches[0] if stay.punches else None
    if first is None or first.direction == "out" or first.at >= stay.stop:
        return None
    if first.direction == "any" and len(stay.punches) == 1 and _is_leaving(stay):
        return None
    return first.at


def _left(stay: Stay) -> Moment | None:
    last = stay.punches[-1] if stay.punches else None
    if last is None or last.direction == "in" or last.at <= stay.due:
        return None
    if last.direction == "any" and len(stay.punches) == 1 and not _is_leaving(stay):
        return None
    return last.at


def _is_leaving(stay: Stay) -> bool:
    """Tell whether the only clock time is nearer to the end than to the beginning."""
    [only] = stay.punches
    return stay.stop - only.at < only.at - stay.due


def measure(
    stay: Stay, excuses: Iterable[Excuse], rules: Rules, now: Moment
) -> list[Finding]:
    """Say what of a stay is missing at a moment.

    What excuses cover counts for nothing; what lies ahead is not looked at. Without any
    clock time every part that is over is an absence.
    """
    away = [(one.start, one.stop) for one in excuses]
    wanted = spans.minus(stay.duty, away)
    if stay.came is None and stay.left is None:
        return _absences(stay, away, now)
    return [
        *_late(stay, wanted, rules),
        *_gaps(stay, wanted, rules),
        *_early(stay, wanted, rules, now),
    ]


def _absences(stay: Stay, away: list[Span], now: Moment) -> list[Finding]:
    found = []
    for part in stay.parts:
        missed = spans.minus(part.work, away)
        if part.stop <= now and spans.minutes(missed):
            found.append(
                Finding(
                    part.day, "absent", spans.minutes(missed), part.start, part.stop
                )
            )
    return found


def _late(stay: Stay, wanted: list[Span], rules: Rules) -> list[Finding]:
    first = stay.parts[0]
    if stay.came is None:
        is_expected = bool(wanted) and wanted[0][0] == stay.due
        missing = Finding(first.day, "late", 0, stay.due, stay.due, is_missing=True)
        return [missing] if is_expected else []
    lost = spans.minutes(spans.common(wanted, [(stay.due, stay.came)]))
    if lost <= rules.tolerance:
        return []
    return [Finding(first.day, "late", lost, stay.due, stay.came)]


def _early(stay: Stay, wanted: list[Span], rules: Rules, now: Moment) -> list[Finding]:
    last = stay.parts[-1]
    if now < stay.stop:
        return []
    if stay.left is None:
        is_expected = bool(wanted) and wanted[-1][1] == stay.stop
        missing = Finding(last.day, "early", 0, stay.stop, stay.stop, is_missing=True)
        return [missing] if is_expected else []
    lost = spans.minutes(spans.common(wanted, [(stay.left, stay.stop)]))
    if lost <= rules.tolerance:
        return []
    return [Finding(last.day, "early", lost, stay.left, stay.stop)]


def _gaps(stay: Stay, wanted: list[Span], rules: Rules) -> list[Finding]:
    """Times outside between a leaving and the next coming, longer than is free."""
    if rules.away_free is None:
        return []
    found = []
    for out, back in zip(stay.punches, stay.punches[1:], strict=False):
        if out.direction != "out" or back.direction != "in":
            continue
        lost = spans.minutes(spans.common(wanted, [(out.at, back.at)]))
        if lost > rules.away_free:
            day = _day_of(stay, out.at)
            found.append(Finding(day, "away", lost, out.at, back.at))
    return found


def _day_of(stay: Stay, moment: Moment) -> datetime.date:
    begun = [part for part in stay.parts if part.start <= moment]
    return (begun or [stay.parts[0]])[-1].day
