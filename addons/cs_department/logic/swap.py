"""Swaps of shifts: who gives what to whom, and what the rosters look like afterwards.

A swap is a list of legs; each hands one shift from one person to another. The kinds
differ only in what the legs must come to: something back or not, two people or a ring.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from .limit import TOLERANCE

Kind = Literal["exchange", "give", "return", "ring", "appoint"]
Peer = Literal["any", "grade", "level"]


@dataclass(frozen=True)
class Duty:
    """A shift as a roster holds it: naive UTC times, the date at the work place."""

    shift: int
    person: int | None
    day: date
    start: datetime
    stop: datetime
    hours: float = 0.0
    is_swapped: bool = False
    layer: int = 0


@dataclass(frozen=True)
class Leg:
    """One shift that goes from one person to another; nobody takes it yet: None."""

    shift: int
    giver: int
    taker: int | None
    is_return: bool = False


@dataclass(frozen=True)
class Rules:
    """What a regulation asks of the rosters that a swap leaves behind.

    ``rest_hours`` and ``back_to_back_hours``: shifts of a person closer than this are
    refused, 0 asks nothing. ``distance``: so many other shifts lie between two swapped
    ones, and what came from a swap is not swapped again; 0 asks nothing.
    """

    rest_hours: float = 0.0
    back_to_back_hours: float = 0.0
    is_one_a_day: bool = False
    distance: int = 0


@dataclass(frozen=True)
class Broken:
    """A rule that the roster of a person would break with a shift he takes.

    ``other`` is the shift that stands against it, ``value`` the hours between the two.
    """

    person: int
    rule: str
    shift: int
    other: int | None = None
    value: float = 0.0


@dataclass(frozen=True)
class Person:
    """What decides whether somebody may be a counterpart."""

    id: int
    grade: int | None = None
    level: int | None = None
    place: int | None = None


# ---- do the legs make a swap


def flaw(kind: Kind, legs: Sequence[Leg]) -> str | None:
    """Return what is wrong with the legs of a swap, None when nothing is.

    ``none``: there is no shift · ``twice``: a shift is named twice · ``self``: somebody
    gives to himself · ``open``: nobody takes a shift · ``pair``: two people are wanted,
    each with one shift · ``one_way``: one shift and nothing back is wanted ·
    ``ring``: three or more people are wanted who give to each other in one circle ·
    ``returns``: one of the two shifts must be the return.
    """
    return _unusable(kind, legs) or _wrong_shape(kind, legs)


def _unusable(kind: Kind, legs: Sequence[Leg]) -> str | None:
    found = {
        "none": not legs,
        "twice": len({leg.shift for leg in legs}) < len(legs),
        "self": any(leg.giver == leg.taker for leg in legs),
        "open": kind != "appoint" and any(leg.taker is None for leg in legs),
    }
    return next((code for code, is_wrong in found.items() if is_wrong), None)


def _wrong_shape(kind: Kind, legs: Sequence[Leg]) -> str | None:
    if kind in ("give", "appoint"):
        return None if len(legs) == 1 else "one_way"
    if kind == "ring":
        return None if len(legs) > 2 and is_circle(legs) else "ring"
    if len(legs) != 2 or not is_circle(legs):
        return "pair"
    is_one_return = sum(leg.is_return for leg in legs) == 1
    return "returns" if kind == "return" and not is_one_return else None


def is_circle(legs: Sequence[Leg]) -> bool:
    """Whether everybody gives one shift and takes one, all in a single circle."""
    following = {leg.giver: leg.taker for leg in legs}
    if len(following) < len(legs) or set(following) != set(following.values()):
        return False
    seen: set[int] = set()
    person: int | None = legs[0].giver if legs else None
    while person is not None and person not in seen:
        seen.add(person)
        person = following[person]
    return len(seen) == len(legs)


def people(legs: Iterable[Leg]) -> list[int]:
    """Everybody who gives or takes, in the order of the legs."""
    named = [who for leg in legs for who in (leg.giver, leg.taker)]
    return list(dict.fromkeys(who for who in named if who is not None))


# ---- the rosters afterwards


def applied(duties: Iterable[Duty], legs: Iterable[Leg]) -> list[Duty]:
    """Return the duties as they are when every leg has been carried out.

    :raises ValueError: a shift is not worked by who should give it
    """
    moves = {leg.shift: leg for leg in legs}
    result = []
    for duty in duties:
        leg = moves.pop(duty.shift, None)
        if leg is None:
            result.append(duty)
            continue
        if leg.giver != duty.person:
            raise ValueError(f"shift {duty.shift} is not worked by {leg.giver}")
        result.append(replace(duty, person=leg.taker, is_swapped=True))
    if moves:
        raise ValueError(f"unknown shifts {sorted(moves)}")
    return result


def hours_of(duties: Iterable[Duty]) -> dict[int | None, float]:
    """Paid hours of each person; what nobody works is under None."""
    total: dict[int | None, float] = {}
    for duty in duties:
        total[duty.person] = total.get(duty.person, 0.0) + duty.hours
    return total


def balance(duties: Iterable[Duty], legs: Sequence[Leg]) -> dict[int, float]:
    """What each person of a swap works more (+) or less (-) after it, in paid hours."""
    hours = {duty.shift: duty.hours for duty in duties}
    delta = dict.fromkeys(people(legs), 0.0)
    for leg in legs:
        delta[leg.giver] -= hours[leg.shift]
        if leg.taker is not None:
            delta[leg.taker] += hours[leg.shift]
    return delta


def broken(
    after: Iterable[Duty],
    taken: Collection[int],
    rules: Rules,
    swapped_before: Collection[int] = (),
) -> list[Broken]:
    """Return the rules that the shifts somebody takes would break in his roster.

    ``after`` holds everybody's duties as ``applied`` gives them, ``taken`` the shifts
    that change hands, ``swapped_before`` those of them that a swap brought already.
    """
    rosters: dict[int, list[Duty]] = {}
    for duty in after:
        if duty.person is not None:
            rosters.setdefault(duty.person, []).append(duty)
    found = []
    for person, duties in rosters.items():
        duties.sort(key=lambda duty: (duty.start, duty.stop, duty.shift))
        for index, duty in enumerate(duties):
            if duty.shift not in taken:
                continue
            if rules.distance and duty.shift in swapped_before:
                found.append(Broken(person, "again", duty.shift))
            found += _clashes(person, duty, duties, rules)
            found += _follows(person, index, duties, rules)
    return found


def _clashes(
    person: int, duty: Duty, duties: Iterable[Duty], rules: Rules
) -> list[Broken]:
    found = []
    for other in duties:
        if other.shift == duty.shift or other.layer != duty.layer:
            continue
        rule, value = _clash(duty, other, rules)
        if rule:
            found.append(Broken(person, rule, duty.shift, other.shift, value))
    return found


def _clash(duty: Duty, other: Duty, rules: Rules) -> tuple[str | None, float]:
    """Return the worst rule that two shifts of one person break, and their distance."""
    if duty.start < other.stop and other.start < duty.stop:
        return "overlap", 0.0
    hours = gap(duty, other)
    if rules.back_to_back_hours and hours < rules.back_to_back_hours - TOLERANCE:
        return "back_to_back", hours
    if rules.is_one_a_day and duty.day == other.day:
        return "double", hours
    if rules.rest_hours and hours < rules.rest_hours - TOLERANCE:
        return "rest", hours
    return None, hours


def gap(one: Duty, other: Duty) -> float:
    """Hours between two shifts that do not overlap, whichever comes first."""
    first, second = sorted((one, other), key=lambda duty: duty.start)
    return (second.start - first.stop).total_seconds() / 3600


def _follows(
    person: int, index: int, duties: Sequence[Duty], rules: Rules
) -> list[Broken]:
    """A swap next to a swap: fewer other shifts between them than the distance."""
    near = [
        *duties[max(index - rules.distance, 0) : index],
        *duties[index + 1 : index + 1 + rules.distance],
    ]
    for other in near:
        if other.is_swapped:
            return [Broken(person, "consecutive", duties[index].shift, other.shift)]
    return []


def too_late_to_return(
    legs: Iterable[Leg], days: Mapping[int, date], within: int
) -> int | None:
    """Return the days between a shift and its return when they are more than allowed.

    ``days`` are the dates of the shifts; ``within`` 0 sets no limit.
    """
    back = [days[leg.shift] for leg in legs if leg.is_return]
    out = [days[leg.shift] for leg in legs if not leg.is_return]
    if not within or not back or not out:
        return None
    apart = max(abs((one - other).days) for one in back for other in out)
    return apart if apart > within else None


# ---- may two people swap at all


def peer_problem(one: Person, other: Person, peer: Peer) -> str | None:
    """Return 'grade' or 'level' when a regulation keeps two people from swapping.

    ``level`` compares across career sequences: leader with leader, agent with agent.
    Nobody knows the grade of somebody without one, so he is no one's equal but theirs.
    """
    if peer == "grade" and one.grade != other.grade:
        return "grade"
    if peer == "level" and one.level != other.level:
        return "level"
    return None
