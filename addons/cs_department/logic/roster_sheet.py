"""A roster as a sheet: people in rows, days in columns, shift codes in the cells."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Day = datetime.date
Cell = tuple[int | None, Day]

#: the columns before the days: number and name
HEAD = 2
#: what one cell may hold
MOST_IN_CELL = 20
_BETWEEN = re.compile(r"[\s,;，；、+]+")
#: cells that say that somebody is free
_FREE = {"", "-", "–", "—", "/", "休", "off"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of the sheet; rows and columns count from 1."""

    rule: str
    row: int
    column: int
    text: str = ""


@dataclass(slots=True)
class Sheet:
    """What a sheet wants, and what is wrong with it."""

    wanted: dict[Cell, list[int]] = field(default_factory=dict)
    #: where each cell stands
    places: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of a sheet can mean.

    :ivar numbers: people by number; ``names`` holds all people of a name
    :ivar codes: shift types by code, in small letters
    :ivar free: the words for the row of free shifts, in small letters
    """

    first: Day
    last: Day
    numbers: Mapping[str, int]
    names: Mapping[str, Collection[int]]
    codes: Mapping[str, int]
    free: Collection[str]


def read(rows: Sequence[Sequence[Any]], known: Known) -> Sheet:
    """Return what a sheet wants of the people and days that it names."""
    sheet = Sheet()
    if not rows:
        sheet.problems.append(Problem("empty", 1, 1))
        return sheet
    days = _days(rows[0], known, sheet)
    seen: dict[int | None, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = [*row, *[None] * (HEAD - len(row))]
        if not any(_text(cell) for cell in cells):
            continue
        person, problem = _person(cells, known)
        if problem:
            column = HEAD - 1 if problem == "number" else HEAD
            text = _text(cells[column - 1])
            sheet.problems.append(Problem(problem, number, column, text))
        elif person in seen:
            name = _text(cells[1]) or _text(cells[0])
            sheet.problems.append(Problem("twice", number, HEAD, name))
        else:
            seen[person] = number
            _row(cells, number, person, days, known, sheet)
    if not seen and not sheet.problems:
        sheet.problems.append(Problem("empty", 2, 1))
    return sheet


def _days(heads: Sequence[Any], known: Known, sheet: Sheet) -> dict[int, Day]:
    found: dict[int, Day] = {}
    for index, head in enumerate(heads[HEAD:], start=HEAD):
        if not _text(head):
            continue
        day = as_day(head, known.first, known.last)
        if day is None:
            sheet.problems.append(Problem("date", 1, index + 1, _text(head)))
        elif not known.first <= day <= known.last:
            sheet.problems.append(Problem("outside", 1, index + 1, str(day)))
        elif day in found.values():
            sheet.problems.append(Problem("doubled", 1, index + 1, str(day)))
        else:
            found[index] = day
    if not found and not sheet.problems:
        sheet.problems.append(Problem("days", 1, HEAD + 1))
    return found


def as_day(value: object, first: Day, last: Day) -> Day | None:
    """Return the date of a heading: a date, or text such as 2024-06-03 or 6月3日.

    :param first: and ``last``: the days of the roster, for dates without a year
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _text(value)
    short = re.fullmatch(r"(\d{1,2})月(\d{1,2})日?\D?.*", text)
    if short:
        month = int(short[1])
        year = first.year if month >= first.month else last.year
        text = f"{year}-{month}-{short[2]}"
    parts = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?.*", text)
    if not parts:
        return None
    try:
        return Day(*(int(part) for part in parts.groups()))
    except ValueError:
        return None


def _person(cells: Sequence[Any], known: Known) -> tuple[int | None, str]:
    number, name = _text(cells[0]), _text(cells[1])
    if not number and name.casefold() in known.free:
        return None, ""
    people = known.names.get(name.casefold(), ())
    if number:
        found = known.numbers.get(number.casefold())
        if found and people and found not in people:
            return None, "other"
        return (found, "") if found else (None, "number")
    if len(people) != 1:
        return None, "namesakes" if people else "name"
    return next(iter(people)), ""


def _row(
    cells: Sequence[Any],
    number: int,
    person: int | None,
    days: Mapping[int, Day],
    known: Known,
    sheet: Sheet,
) -> None:
    for index, day in days.items():
        text = _text(cells[index]) if index < len(cells) else ""
        codes = [] if text.casefold() in _FREE else _BETWEEN.split(text)
        if len(codes) > MOST_IN_CELL:
            sheet.problems.append(Problem("many", number, index + 1, text[:30]))
            continue
        found = []
        for code in filter(None, codes):
            if code.casefold() in known.codes:
                found.append(known.codes[code.casefold()])
            else:
                sheet.problems.append(Problem("code", number, index + 1, code))
        sheet.wanted[person, day] = found
        sheet.places[person, day] = number, index + 1


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def column_name(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def clashes(
    spans: Iterable[tuple[Cell, int, datetime.datetime, datetime.datetime]],
) -> list[tuple[Cell, Cell]]:
    """Return pairs of cells whose shifts would be at the same time.

    :param spans: (cell, layer, start, stop)
    """
    found = []
    kept: dict[
        tuple[int, int], list[tuple[datetime.datetime, datetime.datetime, Cell]]
    ] = {}
    for cell, layer, start, stop in spans:
        if cell[0] is not None:
            kept.setdefault((cell[0], layer), []).append((start, stop, cell))
    for rows in kept.values():
        rows.sort(key=lambda row: row[:2])
        for index, (start, stop, cell) in enumerate(rows):
            if start >= stop:
                continue
            for later in rows[index + 1 : index + 5]:
                if later[0] < stop:
                    found.append((cell, later[2]))
    return found
