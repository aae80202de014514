"""What a roster is made from: people, shift types, demands, rules and wishes.

Everything is counted in days from the first one of the horizon and in minutes from its
midnight. People, types and demands are named by their index; ``key`` is what the caller
knows them by. Days before and after the horizon count where they are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: the cell of a person who does not work on a day
FREE = -1
DAY = 24 * 60

Cell = tuple[int, int]
#: one row per person, one cell per day: the index of a shift type, or FREE
Roster = tuple[tuple[int, ...], ...]

Rule = Literal[
    "overlap",
    "rest",
    "succession",
    "longest_run",
    "shortest_run",
    "shortest_break",
    "most_minutes",
    "least_minutes",
    "week_hours",
    "month_hours",
    "free_days",
    "most_of_type",
    "weekends",
    "day_off",
    "leave",
    "closed",
    "not_allowed",
    "fixed",
    "minimum",
    "skill",
    "senior",
    "free",
    "over",
    "wish_on",
    "wish_off",
    "published",
    "fairness",
]


@dataclass(frozen=True, slots=True)
class ShiftType:
    """A kind of shift.

    :ivar start: and ``stop``: minutes from midnight of its day; may pass midnight
    :ivar minutes: what counts as work
    :ivar parts: when somebody is at the post, if not from start to stop
    :ivar not_before: the types that the same person may not have on the next day
    """

    key: str
    start: int
    stop: int
    minutes: int
    parts: tuple[tuple[int, int], ...] = ()
    not_before: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """A shift that is there already and not to be planned: history, other rosters."""

    day: int
    start: int
    stop: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a person works from day ``first`` to the day before ``last``.

    Minutes, or days on which the person works. Known days outside the horizon count.
    """

    rule: Rule
    first: int
    last: int
    minimum: int | None = None
    maximum: int | None = None
    in_days: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """The hard rules of one person; None: no such rule.

    :ivar is_strict: what is too little (a short run, few minutes) is as illegal as what
        is too much; otherwise it costs ``Problem.shortfall_weight`` for each unit
    """

    min_rest: int = 0
    longest_run: int | None = None
    shortest_run: int = 1
    shortest_break: int = 1
    limits: tuple[Limit, ...] = ()
    most_of_type: Mapping[int, int] = field(default_factory=dict)
    most_weekends: int | None = None
    is_strict: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be rostered.

    :ivar rank: of the grade; the higher, the more senior
    :ivar lapsed: the (day, skill) on which one of the skills does not count
    :ivar leave: intervals of absence, in minutes
    :ivar barred: the (day, type) cells that the person cannot do
    :ivar places: the departments that the person's shifts belong to
    """

    key: str
    contract: Contract = field(default_factory=Contract)
    skills: frozenset[str] = frozenset()
    lapsed: frozenset[tuple[int, str]] = frozenset()
    rank: int = 0
    days_off: frozenset[int] = frozenset()
    leave: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()
    barred: frozenset[Cell] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Demand:
    """How many people are wanted on a day, by the shift types that serve it.

    :ivar rule: ``minimum``, ``skill``, ``senior`` or ``free`` (a shift that waits for
        somebody): what is missed when too few come
    :ivar under: cost of each person too few
    :ivar over: cost of each person above ``maximum``
    :ivar types_before: the types of the day before that reach into this one
    :ivar place: the department whose people count; empty: everybody
    :ivar there: how many others are there, whom this roster does not plan
    """

    key: str
    day: int
    types: frozenset[int]
    minimum: int
    maximum: int | None = None
    rule: Rule = "minimum"
    skill: str = ""
    rank: int = 0
    under: int = 10_000
    over: int = 0
    types_before: frozenset[int] = frozenset()
    place: str = ""
    there: int = 0

    def counts(self, who: Person) -> bool:
        """Whether somebody counts."""
        return (
            who.rank >= self.rank
            and (not self.skill or self._is_skilled(who))
            and (not self.place or self.place in who.places)
        )

    def _is_skilled(self, who: Person) -> bool:
        return self.skill in who.skills and (self.day, self.skill) not in who.lapsed


@dataclass(frozen=True, slots=True)
class Request:
    """A wish of a person about a day; ``type`` None means any shift."""

    person: int
    day: int
    type: int | None
    is_on: bool
    weight: int


@dataclass(frozen=True, slots=True)
class Fairness:
    """Shifts to spread by share, with what earlier months have already given.

    Above a person's target the first shift costs ``weight``, the second twice that, and
    so on up to ``STEPS`` times.

    :ivar unit: 0: shifts are counted; otherwise minutes, and so many of them, or a part
        of them, are what a shift is above
    """

    key: str
    cells: frozenset[Cell]
    weight: int
    targets: tuple[int, ...]
    unit: int = 0

    def above(self, amount: int, target: int) -> int:
        """How often ``weight`` is paid for an amount."""
        units = -(-(amount - target) // (self.unit or 1))
        return sum(max(0, units - step) for step in range(STEPS))


#: how far the price of unfairness climbs
STEPS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """A roster to make.

    :ivar days: the horizon
    :ivar known: first and last (exclusive) day that ``Person.spans`` tells of; a run
        that touches its edge may go on outside and is long enough
    :ivar fixed: cells that stay as they are: (person, day) to type or FREE
    :ivar published: what people have been told; a cell that differs costs
        ``change_weight``
    :ivar closed: (day, type) that is not offered
    :ivar times: (day, type) whose minutes differ from the type's (daylight saving)
    """

    days: int
    types: tuple[ShiftType, ...]
    people: tuple[Person, ...]
    demands: tuple[Demand, ...] = ()
    requests: tuple[Request, ...] = ()
    fairness: tuple[Fairness, ...] = ()
    fixed: Mapping[Cell, int] = field(default_factory=dict)
    published: Mapping[Cell, int] = field(default_factory=dict)
    change_weight: int = 0
    shortfall_weight: int = 1_000
    weekends: tuple[tuple[int, ...], ...] = ()
    closed: frozenset[Cell] = frozenset()
    times: Mapping[Cell, tuple[int, int, int]] = field(default_factory=dict)
    known: tuple[int, int] | None = None

    @property
    def window(self) -> tuple[int, int]:
        """First and last (exclusive) day that is known."""
        return self.known or (0, self.days)

    def time(self, day: int, kind: int) -> tuple[int, int, int]:
        """Start, stop and counted minutes of a shift of type ``kind`` on ``day``."""
        if (day, kind) in self.times:
            return self.times[day, kind]
        shift = self.types[kind]
        return day * DAY + shift.start, day * DAY + shift.stop, shift.minutes

    def is_possible(self, person: int, day: int, kind: int) -> bool:
        """Whether nothing but other cells can forbid the shift."""
        who = self.people[person]
        start, stop, _minutes = self.time(day, kind)
        rest = who.contract.min_rest
        return not (
            day in who.days_off
            or (day, kind) in self.closed
            or (day, kind) in who.barred
            or who.contract.most_of_type.get(kind, 1) == 0
            or any(begin < stop and start < end for begin, end in who.leave)
            or any(
                span.day == day
                or (span.start < stop + rest and start < span.stop + rest)
                for span in who.spans
            )
        )
