"""Who is there in each half hour, against how many there must be.

A need says who counts (departments, skill, tier) and when; a presence is one shift
without its breaks. Free shifts are nobody's presence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .shift_times import SLOT, Interval, Moment, lowest


@dataclass(frozen=True, slots=True)
class Need:
    """A minimum of people.

    :ivar windows: when it holds
    :ivar level: the lowest tier that counts; 0 is everybody
    """

    key: int
    minimum: int
    departments: frozenset[int]
    windows: tuple[Interval, ...]
    layer: int = 0
    skill: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A skill or certificate, and from when until when it counts."""

    skill: int
    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> bool:
        """Tell whether it counts on a day, both ends included."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )


@dataclass(frozen=True, slots=True)
class Who:
    """What of a person decides whether he counts."""

    level: int = 0
    skills: tuple[Held, ...] = ()

    def has(self, skill: int, day: date) -> bool:
        """Tell whether somebody has a skill on a day."""
        return any(held.skill == skill and held.on(day) for held in self.skills)


@dataclass(frozen=True, slots=True)
class Presence:
    """When somebody is at his desk during one shift, which is of the day ``day``."""

    key: int
    day: date
    person: int
    department: int
    layer: int
    spans: tuple[Interval, ...]


@dataclass(slots=True)
class Measured:
    """How one need is met: the half hours in which it holds, and who is there then."""

    need: Need
    moments: list[Moment] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[int]:
        """How many people are missing in each half hour."""
        return [max(self.need.minimum - count, 0) for count in self.counts]


def counts_for(need: Need, presence: Presence, people: Mapping[int, Who]) -> bool:
    """Tell whether a presence counts for a need."""
    if presence.layer != need.layer or presence.department not in need.departments:
        return False
    who = people.get(presence.person, _NOBODY)
    if need.skill is not None and not who.has(need.skill, presence.day):
        return False
    return who.level >= need.level


def measure(
    needs: Iterable[Need],
    presences: Sequence[Presence],
    grid: Sequence[Moment],
    people: Mapping[int, Who],
) -> list[Measured]:
    """Return how each need is met in the half hours in which it holds."""
    counted: dict[tuple[object, ...], list[int]] = {}
    found = []
    for need in needs:
        kind = need.departments, need.layer, need.skill, need.level
        if kind not in counted:
            spans = [
                span
                for presence in presences
                if counts_for(need, presence, people)
                for span in presence.spans
            ]
            counted[kind] = lowest(spans, grid)
        measured = Measured(need)
        for moment, count in zip(grid, counted[kind], strict=True):
            if any(
                start < moment + SLOT and stop > moment for start, stop in need.windows
            ):
                measured.moments.append(moment)
                measured.counts.append(count)
        found.append(measured)
    return found


def worse(
    need: Need,
    presences: Sequence[Presence],
    gone: Sequence[Presence],
    come: Sequence[Presence],
    people: Mapping[int, Who],
) -> list[tuple[Moment, int, int]]:
    """Return the half hours that a change leaves short, and shorter than before.

    :param presences: as it is now, with ``gone`` and without ``come``
    :return: ``[(half hour, people before, people after)]``
    """
    lost = [s for p in gone if counts_for(need, p, people) for s in p.spans]
    won = [s for p in come if counts_for(need, p, people) for s in p.spans]
    if Counter(lost) == Counter(won):
        return []
    spans = [
        span
        for presence in presences
        if counts_for(need, presence, people)
        for span in presence.spans
    ]
    grid = _grid(need, lost)
    before = lowest(spans, grid)
    left = Counter(spans)
    left.subtract(lost)
    after = lowest([*left.elements(), *won], grid)
    return [
        (moment, old, new)
        for moment, old, new in zip(grid, before, after, strict=True)
        if new < need.minimum and new < old
    ]


def _grid(need: Need, lost: Iterable[Interval]) -> list[Moment]:
    """Return the half hours of a need's windows in which somebody goes away."""
    found = set()
    for first, last in need.windows:
        for start, stop in lost:
            if start < last and stop > first:
                steps = max((start - first) // SLOT, 0)
                moment = first + steps * SLOT
                while moment < min(stop, last):
                    found.add(moment)
                    moment += SLOT
    return sorted(found)


_NOBODY = Who()
