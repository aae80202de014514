"""Rules of handing over: when, from whom to whom, what is in the way, who signs."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

Side = Literal["outgoing", "incoming"]
Signer = Literal["outgoing", "incoming", "leader", "review"]
Verdict = Literal["open", "accepted", "refused"]
#: what keeps somebody from signing
Obstacle = Literal["live", "absent", "important", "unread", "undecided", "blocked"]


def begins(start: datetime, lead_minutes: int) -> datetime:
    """When the incoming shift has to be there (SH-03, SH-22, SH-25; TV-131)."""
    return start - timedelta(minutes=lead_minutes)


def late_minutes(due: datetime, arrived: datetime) -> int:
    """Whole minutes somebody came late; a minute that has begun counts."""
    return max(0, math.ceil((arrived - due).total_seconds() / 60))


def minutes_away(left: datetime, back: datetime) -> float:
    """Minutes that a seat was empty."""
    return max(0.0, (back - left).total_seconds() / 60)


def is_overrun(left: datetime, back: datetime, allowed_minutes: int) -> bool:
    """Tell whether somebody was away longer than allowed (SH-12; TV-130)."""
    return minutes_away(left, back) > allowed_minutes


class Duty(NamedTuple):
    """A shift of one person at one place."""

    key: int
    place: int
    person: int
    start: datetime
    stop: datetime


class Terms(NamedTuple):
    """How shifts follow each other at a place.

    join: minutes by which starts, and ends, may differ within one change of shift
    gap: minutes for which the place may stay empty between the shifts
    alone: a shift that takes over from nobody has a hand-over, too
    """

    join: int
    gap: int
    alone: bool


class Change(NamedTuple):
    """One change of shift: who goes and who comes, as keys of duties."""

    place: int
    start: datetime
    outgoing: tuple[int, ...]
    incoming: tuple[int, ...]


def changes(
    duties: Iterable[Duty],
    terms: Callable[[int], Terms | None],
    first: datetime,
    last: datetime,
) -> list[Change]:
    """The changes of shift that begin from ``first`` to ``last``, in order.

    Who works in both shifts stays, and hands over to nobody.

    :param terms: those of a place; without any, the place has no hand-overs
    """
    places = defaultdict(list)
    for duty in duties:
        places[duty.place].append(duty)
    found = []
    for place, there in places.items():
        rule = terms(place)
        if rule is None:
            continue
        join = timedelta(minutes=rule.join)
        for coming in _together(there, join):
            start = coming[0].start
            if first <= start <= last:
                change = _change(place, coming, there, rule)
                found += [change] if change else []
    return sorted(found, key=lambda change: (change.start, change.place))


def _together(duties: list[Duty], join: timedelta) -> list[list[Duty]]:
    """Group duties that start together."""
    groups: list[list[Duty]] = []
    for duty in sorted(duties, key=lambda duty: (duty.start, duty.key)):
        if groups and duty.start - groups[-1][0].start <= join:
            groups[-1].append(duty)
        else:
            groups.append([duty])
    return groups


def _change(
    place: int, coming: list[Duty], there: list[Duty], rule: Terms
) -> Change | None:
    start = coming[0].start
    join = timedelta(minutes=rule.join)
    earliest, latest = start - timedelta(minutes=rule.gap), start + join
    arriving = {duty.key for duty in coming}
    going = [
        duty
        for duty in there
        if duty.key not in arriving
        and duty.start < start
        and earliest - join <= duty.stop <= latest
    ]
    if going:
        end = max(duty.stop for duty in going)
        going = [duty for duty in going if duty.stop >= min(end, start) - join]
    both = {duty.person for duty in going} & {duty.person for duty in coming}
    outgoing = [duty.key for duty in going if duty.person not in both]
    incoming = [duty.key for duty in coming if duty.person not in both]
    if not incoming or not (outgoing or rule.alone):
        return None
    return Change(place, start, tuple(outgoing), tuple(incoming))


def pairs(
    outgoing: Sequence[int], incoming: Sequence[int]
) -> list[tuple[int | None, int]]:
    """Seat by seat, who hands over to whom (SH-05).

    When fewer come than go, some take over several seats, so that nobody goes without
    relief (SH-04); when more come, some seats were empty.
    """
    if not incoming:
        return []
    most = max(len(outgoing), len(incoming))
    goes: list[int | None] = [*outgoing, *[None] * (most - len(outgoing))]
    return [
        (person, incoming[seat % len(incoming)]) for seat, person in enumerate(goes)
    ]


class Line(NamedTuple):
    """A line of the hand-over book, as far as signing looks at it.

    seat: 0 for a line that concerns everybody
    side: who decides it; lines of the outgoing are what they do before they go
    seen: people who read it or asked about it
    """

    key: int
    seat: int
    side: Side
    verdict: Verdict
    is_blocking: bool
    is_important: bool
    needs_decision: bool
    seen: frozenset[int]


class Demands(NamedTuple):
    """What a template demands before somebody signs."""

    roll_call: bool
    reading: bool
    not_live: bool
    nothing_important: bool


class Setting(NamedTuple):
    """Who signs, and how it stands with him and his counterpart."""

    kind: Signer
    seat: int
    person: int
    is_live: bool
    is_present: bool


def obstacles(
    setting: Setting, lines: Iterable[Line], demands: Demands
) -> list[tuple[Obstacle, tuple[int, ...]]]:
    """What keeps somebody from signing, with the lines that do.

    Nobody signs during a live service (SH-05) or over a blocking line that is refused
    (SH-31). The outgoing finish what is theirs (SH-26); the incoming are present
    (SH-03), have read or asked about every line (SH-07) and decided it.
    """
    if setting.kind == "review":
        return []
    mine = [
        line
        for line in lines
        if not setting.seat or not line.seat or line.seat == setting.seat
    ]
    found: list[tuple[Obstacle, tuple[int, ...]]] = []
    if demands.not_live and setting.is_live:
        found.append(("live", ()))
    if setting.kind == "incoming" and demands.roll_call and not setting.is_present:
        found.append(("absent", ()))
    for name, blames in _BLAMES:
        keys = tuple(line.key for line in mine if blames(setting, line, demands))
        found += [(name, keys)] if keys else []
    return found


def _is_important(_setting: Setting, line: Line, demands: Demands) -> bool:
    return demands.nothing_important and line.is_important


def _is_unread(setting: Setting, line: Line, demands: Demands) -> bool:
    return (
        setting.kind == "incoming"
        and demands.reading
        and line.side == "incoming"
        and setting.person not in line.seen
    )


def _is_undecided(setting: Setting, line: Line, _demands: Demands) -> bool:
    if not line.needs_decision or line.verdict != "open":
        return False
    return setting.kind != "outgoing" or line.side == "outgoing"


def _is_blocked(setting: Setting, line: Line, _demands: Demands) -> bool:
    if not line.is_blocking or line.verdict != "refused":
        return False
    return setting.kind != "outgoing" or line.side == "outgoing"


_BLAMES: tuple[tuple[Obstacle, Callable[[Setting, Line, Demands], bool]], ...] = (
    ("important", _is_important),
    ("unread", _is_unread),
    ("undecided", _is_undecided),
    ("blocked", _is_blocked),
)


class Slot(NamedTuple):
    """A signature that is wanted; seat 0: one for the whole shift."""

    key: int
    sequence: int
    seat: int
    is_signed: bool


def ready(slots: Iterable[Slot]) -> set[int]:
    """The slots whose turn it is: what comes before them is signed (SH-09, SH-28).

    Seats do not wait for each other; what is signed for all waits for every seat.
    """
    everything = list(slots)
    waiting = [slot for slot in everything if not slot.is_signed]
    return {
        slot.key
        for slot in waiting
        if not any(
            before.sequence < slot.sequence
            and (not slot.seat or not before.seat or before.seat == slot.seat)
            for before in waiting
        )
    }


def digest(rows: Iterable[Sequence[object]]) -> str:
    """A fingerprint of what somebody signed; any later change of it shows."""
    text = json.dumps([list(row) for row in rows], ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
