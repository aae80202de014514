"""What the roster board shows and takes, as plain values."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

Day = datetime.date
Moment = datetime.datetime
ONE = datetime.timedelta(days=1)
#: half hours of a day on the wall clock
HALVES = 48
#: changes in one request, and days on one page
MOST_CHANGES = 2000
MOST_DAYS = 93
#: PostgreSQL's integer
LARGEST = 2**31 - 1
#: rules that several shifts break together
SUMS = frozenset({"run", "week", "month", "free"})
#: what each change must say: ``s`` a shift, ``e`` a person, ``d`` a day, ``t`` a type
NEEDED = {"put": "edt", "remove": "s", "move": "sed", "retype": "st"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change that somebody makes on the board.

    :ivar op: "put", "remove", "move" or "retype"
    :ivar shift: id of the shift, None for "put"
    :ivar person: id of whom it is for; None is nobody, a free shift
    :ivar seen: person, day and type of the shift as the client saw it
    """

    op: str
    shift: int | None = None
    person: int | None = None
    day: Day | None = None
    type: int | None = None
    seen: tuple[int | None, Day, int] | None = None


class UnreadableError(ValueError):
    """What came over the wire is no such thing."""


def read_day(value: object) -> Day:
    """Return the day that a text such as 2026-11-02 means."""
    if not isinstance(value, str) or len(value) != 10:
        raise UnreadableError
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise UnreadableError from None


def read_id(value: object) -> int:
    """Return a value that can be the id of a record."""
    if type(value) is not int or not 0 < value <= LARGEST:
        raise UnreadableError
    return value


def read_person(value: object) -> int | None:
    """Return the id of a person; nobody is false."""
    return None if value is False or value is None else read_id(value)


def read_days(first: object, last: object) -> tuple[Day, Day]:
    """Return the days of a page, which must be in order and not too many."""
    days = read_day(first), read_day(last)
    if not Day(1970, 1, 5) <= days[0] <= days[1] <= Day(2999, 12, 31):
        raise UnreadableError
    if (days[1] - days[0]).days >= MOST_DAYS:
        raise UnreadableError
    return days


def read_changes(values: object) -> list[Change]:
    """Return the changes of a request; each shift may be changed once."""
    if not isinstance(values, list) or not 0 < len(values) <= MOST_CHANGES:
        raise UnreadableError
    changes = [_read_change(value) for value in values]
    shifts = [change.shift for change in changes if change.shift]
    if len(shifts) != len(set(shifts)):
        raise UnreadableError
    return changes


def _read_change(value: object) -> Change:
    if not isinstance(value, dict) or not isinstance(value.get("op"), str):
        raise UnreadableError
    if value["op"] not in NEEDED:
        raise UnreadableError
    needed = NEEDED[value["op"]]
    seen = value.get("seen")
    return Change(
        value["op"],
        read_id(value.get("s")) if "s" in needed else None,
        read_person(value.get("e")) if "e" in needed else None,
        read_day(value.get("d")) if "d" in needed else None,
        read_id(value.get("t")) if "t" in needed else None,
        _read_seen(seen) if seen is not None else None,
    )


def _read_seen(value: object) -> tuple[int | None, Day, int]:
    if not isinstance(value, list) or len(value) != 3:
        raise UnreadableError
    return read_person(value[0]), read_day(value[1]), read_id(value[2])


def local(moment: Moment, zone: str) -> Moment:
    """Return what the clock of a place shows at a moment in UTC without a zone."""
    return moment.replace(tzinfo=datetime.UTC).astimezone(ZoneInfo(zone))


def day_coverage(
    measured: Iterable[tuple[int, Sequence[Moment], Sequence[int]]], zone: str
) -> dict[Day, dict[str, list[int]]]:
    """Return per day and half hour of the wall clock how many it takes and there are.

    Of several minimums at one half hour the one counts that is met worst; of two met
    alike the larger one. A half hour that a changed clock repeats counts as its worse.

    :param measured: minimum, the half hours in which it holds, who is there then
    """
    found: dict[Day, dict[str, list[int]]] = {}
    places: dict[Moment, tuple[Day, int]] = {}
    for minimum, moments, counts in measured:
        for moment, count in zip(moments, counts, strict=True):
            if moment not in places:
                wall = local(moment, zone)
                places[moment] = wall.date(), wall.hour * 2 + wall.minute // 30
            day, half = places[moment]
            halves = found.setdefault(day, {"need": [0] * HALVES, "have": [0] * HALVES})
            need, have = halves["need"][half], halves["have"][half]
            if not need or (minimum - count, minimum) > (need - have, need):
                halves["need"][half], halves["have"][half] = minimum, count
    return found


def days_of(start: Moment, stop: Moment, zone: str) -> tuple[Day, Day, str]:
    """Return the first and last day of an absence, and which half of a single day.

    :return: first day, last day, "am", "pm" or "" for a whole day or several
    """
    begins, ends = local(start, zone), local(stop, zone)
    last = ends.date()
    if ends.time() == datetime.time() and ends.date() > begins.date():
        last -= ONE
    half = ""
    if begins.date() == last:
        half = "am" if ends.hour <= 13 and last == ends.date() else ""
        half = "pm" if begins.hour >= 12 else half
    return begins.date(), last, half


def hints(stakes: Mapping[int, Iterable[str]]) -> dict[int, list[dict[str, Any]]]:
    """Return sentences that break no rule in the shape of rules: ``{key: [hint]}``."""
    return {
        key: [
            {"rule": "waiting", "sentence": sentence, "outcome": "hint"}
            for sentence in sentences
        ]
        for key, sentences in stakes.items()
    }


def last_of_each(conflicts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep one of the conflicts that say the same of a person's sums: the latest day's.

    Sums of a week or a month are broken by all shifts of it together; one mark will do.
    What is wrong with each shift by itself is marked on each.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for conflict in conflicts:
        shift = None if conflict["rule"] in SUMS else conflict["s"]
        key = conflict["e"], conflict["rule"], conflict["sentence"], shift
        if key not in found or conflict["d"] > found[key]["d"]:
            found[key] = conflict
    return list(found.values())


def differences(
    now: Mapping[tuple[int, Day], Sequence[int]],
    known: Mapping[tuple[int, Day], Sequence[int]],
) -> list[tuple[int, Day, list[int]]]:
    """Return what people were told where it is another now.

    :param now: types of the shifts per person and day
    :param known: the same as people were told
    """
    return [
        (person, day, sorted(known.get((person, day), ())))
        for person, day in sorted(now.keys() | known.keys())
        if sorted(now.get((person, day), ())) != sorted(known.get((person, day), ()))
    ]
