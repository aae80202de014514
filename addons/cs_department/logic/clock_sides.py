"""Clock times that come alone: a coming without a leaving, or the reverse.

Only times whose direction is known are judged; one without closes what is open.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby

from .attendance import Direction
from .clock_file import Clocked, Problem
from .shift_times import local

#: a leaving so long after a coming belongs to another one
LONGEST = datetime.timedelta(hours=30)
#: the same direction so shortly after is the same person at the clock once more
AGAIN = datetime.timedelta(minutes=5)


def one_sided(
    clocked: Iterable[Clocked],
    known: Iterable[tuple[int, datetime.datetime, Direction]],
    zone: str,
) -> list[Problem]:
    """Return what of a file stands alone, or lasts no time.

    :param known: person, time and direction of what was there before
    :param zone: the clock that the file is of
    """
    rows = list(clocked)
    there = {(one.person, one.at, one.direction) for one in rows}
    before = [
        Clocked(0, person, at, way)
        for person, at, way in known
        if (person, at, way) not in there
    ]
    found: list[Problem] = []
    every = sorted([*rows, *before], key=lambda one: (one.person, one.at))
    for _person, own in groupby(every, key=lambda one: one.person):
        found += _of_person(own, zone)
    return [one for one in found if one.row]


def _of_person(clocked: Iterable[Clocked], zone: str) -> Iterator[Problem]:
    is_open = False
    last: Clocked | None = None
    for at, group in groupby(clocked, key=lambda one: one.at):
        # who is there leaves first, who is not comes first
        first = "out" if is_open else "in"
        for one in sorted(group, key=lambda one: one.direction != first):
            if last and at - last.at > LONGEST:
                yield from _unclosed(last, is_open)
                is_open, last = False, None
            if last and last.direction == one.direction and at - last.at <= AGAIN:
                continue
            if one.direction == "in":
                yield from _unclosed(last, is_open)
            elif one.direction == "out":
                yield from _closed(one, last, is_open, zone)
            is_open, last = one.direction == "in" or _begins(one, is_open), one
    yield from _unclosed(last, is_open)


def _begins(one: Clocked, is_open: bool) -> bool:
    """Tell whether a time without a direction is that of a coming."""
    return one.direction == "any" and not is_open


def _unclosed(last: Clocked | None, is_open: bool) -> Iterator[Problem]:
    if last and is_open and last.direction == "in":
        yield Problem(last.row, "", "missing_out", is_error=False)


def _closed(
    one: Clocked, last: Clocked | None, is_open: bool, zone: str
) -> Iterator[Problem]:
    if not is_open or last is None:
        yield Problem(one.row, "", "missing_in", is_error=False)
    elif last.at == one.at:
        text = f"{local(one.at, zone):%H:%M}"
        yield Problem(one.row, "", "no_stay", text, is_error=False)
