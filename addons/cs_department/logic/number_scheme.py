"""Employee numbers put together from segments (EN-01 to EN-11).

A scheme is a sequence of segments, one of which counts. Nothing here knows a database:
the caller gives what is taken and what the counters stand at, and gets back who has
which number and where the counters stand then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["text", "company", "centre", "department", "year", "month", "sequence"]
Scope = Literal["never", "centre", "department", "year", "month"]

LONGEST = 32
# what must stand in the number if the counter starts again with it
NEEDED: Mapping[Scope, frozenset[Kind]] = {
    "never": frozenset(),
    "centre": frozenset({"centre"}),
    "department": frozenset({"department"}),
    "year": frozenset({"year"}),
    "month": frozenset({"year", "month"}),
}


class NumberSchemeError(ValueError):
    """A scheme that cannot work, or a number that cannot be made.

    ``code`` and ``params`` say which of the known problems it is, so that a caller may
    put it into another language; the text itself is an English sentence.
    """

    def __init__(self, code: str, message: str, **params: object) -> None:
        """Keep the code and its parameters beside the sentence."""
        super().__init__(message)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Segment:
    """A part of the number; ``width`` 0 leaves a code as long as it is."""

    kind: Kind
    text: str = ""
    width: int = 0
    scope: Scope = "never"
    first: int = 1


@dataclass(frozen=True)
class Person:
    """What is known about somebody who needs a number."""

    key: int
    entered: date | None = None
    company: str = ""
    centre: str = ""
    department: str = ""
    job: int | None = None
    rank: int = 0
    education: int = 0
    born: date | None = None


@dataclass(frozen=True)
class Reserved:
    """A number kept for a person or for whoever has a position (EN-02)."""

    number: str
    person: int | None = None
    job: int | None = None


@dataclass(frozen=True)
class Issued:
    """A number that was found; ``counter`` is None for a reserved one."""

    number: str
    counter: str | None = None
    value: int | None = None


@dataclass(frozen=True)
class Stock:
    """What numbers there are: counters by key, freed values by key, what is taken."""

    counters: Mapping[str, int] = field(default_factory=dict)
    freed: Mapping[str, Collection[int]] = field(default_factory=dict)
    taken: Collection[str] = frozenset()
    reserved: Sequence[Reserved] = ()


def check(segments: Sequence[Segment]) -> None:
    """Refuse a scheme that cannot make numbers.

    :raise NumberSchemeError: with the first problem found
    """
    counting = [segment for segment in segments if segment.kind == "sequence"]
    if len(counting) != 1:
        raise NumberSchemeError(
            "one_sequence",
            "A number needs exactly one sequence: without it two people would get the "
            "same number, and two cannot both count.",
        )
    for segment in segments:
        _check_width(segment)
    if sum(segment.width or len(segment.text) for segment in segments) > LONGEST:
        raise NumberSchemeError(
            "too_long",
            f"A number can have {LONGEST} characters at most.",
            longest=LONGEST,
        )
    present = {segment.kind for segment in segments}
    lacking = NEEDED[counting[0].scope] - present
    if lacking:
        raise NumberSchemeError(
            "scope",
            "The sequence starts again with something that is not part of the number, "
            "so numbers would repeat.",
            kind=min(lacking),
        )


def _check_width(segment: Segment) -> None:
    if segment.kind == "text" and not segment.text:
        raise NumberSchemeError("empty_text", "A text segment needs a text.")
    if segment.kind == "sequence" and not 1 <= segment.width <= 12:
        raise NumberSchemeError("sequence_width", "The sequence has 1 to 12 digits.")
    if segment.kind == "sequence" and not 0 <= segment.first < 10**segment.width:
        raise NumberSchemeError(
            "sequence_first", "The first number does not fit into the sequence."
        )
    if segment.kind == "year" and segment.width not in {2, 4}:
        raise NumberSchemeError("year_width", "A year has 2 or 4 digits.")
    if not 0 <= segment.width <= LONGEST:
        raise NumberSchemeError("width", "A width cannot be negative.")


def missing(segments: Sequence[Segment], person: Person) -> tuple[Kind, ...]:
    """Return the kinds of segments for which a person lacks what they show."""
    has = {
        "company": bool(person.company),
        "centre": bool(person.centre),
        "department": bool(person.department),
        "year": person.entered is not None,
        "month": person.entered is not None,
    }
    kinds = dict.fromkeys(segment.kind for segment in segments)
    return tuple(kind for kind in kinds if not has.get(kind, True))


def counter_key(segments: Sequence[Segment], person: Person) -> str:
    """Return the name of the counter that a person's number comes from.

    It is made of the codes as they stand in the number: '1' filled up to '01' counts
    together with '01'.
    """
    shown = {segment.kind: _part(segment, person) for segment in segments}
    scope = _counting(segments).scope
    if scope == "centre":
        return shown["centre"]
    if scope == "department":
        return "/".join(
            shown[kind] for kind in ("centre", "department") if kind in shown
        )
    if scope in {"year", "month"} and person.entered:
        entered = person.entered
        return f"{entered:%Y-%m}" if scope == "month" else f"{entered:%Y}"
    return ""


def ends(segments: Sequence[Segment], person: Person) -> tuple[str, str]:
    """Return what stands before and after the counting segment."""
    place = segments.index(_counting(segments))
    parts = [_part(segment, person) for segment in segments]
    return "".join(parts[:place]), "".join(parts[place + 1 :])


def render(segments: Sequence[Segment], person: Person, value: int) -> str:
    """Return the number of a person for a value of the counter.

    :raise NumberSchemeError: when the value or a code does not fit its width
    """
    head, tail = ends(segments, person)
    width = _counting(segments).width
    if value >= 10**width:
        raise NumberSchemeError(
            "used_up",
            f"All numbers that begin with '{head}' and count in {width} digits are "
            "used.",
            head=head,
            width=width,
        )
    return f"{head}{value:0{width}d}{tail}"


def tie_break(people: Iterable[Person]) -> list[Person]:
    """Return people in the order in which they get numbers (EN-08).

    By the day of entry; on the same day the higher rank, then the higher education,
    then the older one comes first.
    """
    return sorted(
        people,
        key=lambda person: (
            person.entered or date.max,
            -person.rank,
            -person.education,
            person.born or date.max,
            person.key,
        ),
    )


def allocate(
    segments: Sequence[Segment], people: Iterable[Person], stock: Stock
) -> tuple[dict[int, Issued], dict[str, int]]:
    """Give each person a number.

    Somebody with a reserved number gets that one; reserved numbers are passed over for
    everybody else. Freed values are given out before the counter moves on. Who lacks
    what a segment shows (``missing``) and has no reserved number gets none.

    :return: (numbers by person, the counters as they stand afterwards)
    :raise NumberSchemeError: when the numbers are used up
    """
    taken = set(stock.taken)
    kept = {reserved.number for reserved in stock.reserved}
    counters = dict(stock.counters)
    freed = {key: sorted(values, reverse=True) for key, values in stock.freed.items()}
    found: dict[int, Issued] = {}
    for person in tie_break(people):
        own = _reserved_for(person, stock.reserved, taken)
        if own:
            found[person.key] = Issued(own)
            taken.add(own)
        if own or missing(segments, person):
            continue
        key = counter_key(segments, person)
        last = counters.get(key, _counting(segments).first - 1)
        while True:
            pool = freed.get(key)
            if pool:
                value = pool.pop()
            else:
                value = last = last + 1
            number = render(segments, person, value)
            if number not in taken and number not in kept:
                break
        counters[key] = last
        taken.add(number)
        found[person.key] = Issued(number, key, value)
    return found, counters


def _reserved_for(
    person: Person, reserved: Sequence[Reserved], taken: Collection[str]
) -> str | None:
    """Return the first number kept for a person, or else for the position."""
    personal = [item for item in reserved if item.person == person.key]
    positional = [
        item
        for item in reserved
        if item.person is None and item.job and item.job == person.job
    ]
    return next(
        (item.number for item in personal + positional if item.number not in taken),
        None,
    )


def _counting(segments: Sequence[Segment]) -> Segment:
    return next(segment for segment in segments if segment.kind == "sequence")


def _part(segment: Segment, person: Person) -> str:
    entered = person.entered or date.min
    texts: Mapping[Kind, str] = {
        "text": segment.text,
        "company": person.company,
        "centre": person.centre,
        "department": person.department,
        "year": f"{entered:%Y}"[-(segment.width or 4) :],
        "month": f"{entered:%m}",
        "sequence": "",
    }
    text = texts[segment.kind]
    if segment.kind in {"text", "sequence", "year", "month"} or not segment.width:
        return text
    if len(text) > segment.width:
        raise NumberSchemeError(
            "code_too_long",
            f"The code '{text}' is longer than the {segment.width} characters it may "
            "have in the number.",
            text=text,
            width=segment.width,
        )
    return text.zfill(segment.width)
