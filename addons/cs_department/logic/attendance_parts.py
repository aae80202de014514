"""What somebody is expected for, later starts after late work, approved extra times."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import spans
from .attendance import Excuse, Finding, Part, Punch, Stay
from .spans import Moment, Span

#: whoever works besides the plan clocks at most so long before and after
NEAR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class LateWork:
    """Leave to come later after a day: who left after ``since`` may (AT-04)."""

    day: datetime.date
    since: Moment
    minutes: int
    includes: bool = True
    key: str = ""


def later_starts(found: Sequence[Stay], allowed: Iterable[LateWork]) -> list[Excuse]:
    """Return the excuses that late work gives for the stay of the following day."""
    by_day = {one.day: one for one in allowed}
    excuses = []
    for stay, following in zip(found, found[1:], strict=False):
        rule, left = by_day.get(stay.parts[-1].day), stay.left
        if rule is None or left is None or left < rule.since:
            continue
        is_late = rule.includes or left > rule.since
        if is_late and (following.parts[0].day - rule.day).days == 1:
            until = following.due + datetime.timedelta(minutes=rule.minutes)
            excuses.append(Excuse(following.due, until, rule.key))
    return excuses


def split(
    part: Part, pauses: Iterable[Span], longest: datetime.timedelta
) -> list[Part]:
    """Cut a shift at its long pauses: people go home and clock in again.

    Shorter pauses stay breaks of the part.
    """
    pauses = spans.common([(part.start, part.stop)], pauses)
    long = [pause for pause in pauses if pause[1] - pause[0] >= longest]
    found = []
    for number, (start, stop) in enumerate(
        spans.minus([(part.start, part.stop)], long)
    ):
        breaks = tuple(spans.common([(start, stop)], pauses))
        early = 0 if number else part.early
        key = f"{part.key}.{number}" if number else part.key
        found.append(Part(part.day, start, stop, breaks, early, key))
    return found


def empty_posts(
    team: Iterable[tuple[Stay, Sequence[Excuse]]], until: Moment
) -> list[Finding]:
    """Return the times at which somebody should have been there and nobody was (AT-20).

    A post is wanted while anybody of the team works who is not excused; it is held
    while anybody of the team is there, whoever it is. The day is that of the shift.
    """
    wanted: list[Span] = []
    held: list[Span] = []
    days: list[tuple[Span, datetime.date]] = []
    for stay, excuses in team:
        away = [(one.start, one.stop) for one in excuses]
        days += [((part.start, part.stop), part.day) for part in stay.parts]
        work = [span for part in stay.parts for span in part.work]
        wanted += spans.minus(work, away)
        held += there(stay)
    found = []
    for start, stop in spans.minus(wanted, held):
        stop = min(stop, until)
        lost = spans.minutes([(start, stop)])
        if lost:
            day = min(day for span, day in days if span[0] <= start < span[1])
            found.append(Finding(day, "empty_post", lost, start, stop))
    return found


def answers(
    gap: Finding, duties: Iterable[tuple[int, Span]], head: int | None
) -> int | None:
    """Return who answers for an empty post: the leader on duty, else the head (AT-20).

    On duty is whose shift runs when the post becomes empty; of several the one whose
    shift began first. Who comes on duty later while it is empty answers before the
    head does.
    """
    near = [
        (start > gap.start, start, person)
        for person, (start, stop) in duties
        if start < gap.stop and stop > gap.start
    ]
    return min(near)[2] if near else head


def there(stay: Stay) -> list[Span]:
    """Return when somebody was there; a missing clock time is taken as on time."""
    if stay.came is None and stay.left is None:
        return []
    came, left = stay.came or stay.due, stay.left or stay.stop
    outside = [
        (out.at, back.at)
        for out, back in zip(stay.punches, stay.punches[1:], strict=False)
        if out.direction == "out" and back.direction == "in"
    ]
    pauses = [pause for part in stay.parts for pause in part.breaks]
    return spans.minus([(came, left)], spans.minus(outside, pauses))


def granted_of(
    punches: Iterable[Punch], granted: Iterable[Excuse]
) -> tuple[list[Excuse], list[Punch]]:
    """Return the approved times that were used, and the clock times outside of all."""
    times, used, alien = list(granted), set(), []
    for punch in punches:
        near = {one for one in times if one.start - NEAR <= punch.at <= one.stop + NEAR}
        used |= near
        if not near:
            alien.append(punch)
    return [one for one in times if one in used], alien
