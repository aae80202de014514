"""Files of clock times: columns and formats of a saved mapping, read row by row.

Nothing here knows a person: names and numbers are looked up in what is given. What is
wrong comes back as problems with their row and column, never as an exception.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from zoneinfo import ZoneInfo

from .attendance import Direction
from .clock_layout import EXCEL_EPOCH, MIDNIGHT, Layout, from_excel, parsed, pattern
from .clock_turn import Turns
from .days import later

Row = Sequence[object]
#: coming, leaving and row
_Stay = tuple[datetime.datetime, datetime.datetime, int]


@dataclass(frozen=True)
class Clocked:
    """One clock time of a file, in naive UTC."""

    row: int
    person: int
    at: datetime.datetime
    direction: Direction = "any"


@dataclass(frozen=True)
class Problem:
    """What is wrong or odd in a row; ``code`` becomes a sentence elsewhere."""

    row: int
    column: str
    code: str
    value: str = ""
    is_error: bool = True


@dataclass
class Outcome:
    """What a file holds."""

    clocked: list[Clocked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """Return the problems for which nothing is imported."""
        return [one for one in self.problems if one.is_error]


def heading(first: Row, layout: Layout) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and the headings that are missing."""
    names = [str(cell or "").strip().casefold() for cell in first]
    places, missing = {}, []
    for role, name in layout.columns.items():
        word = name.strip().casefold()
        if word in names:
            places[role] = names.index(word)
        else:
            missing.append(name)
    return places, missing


def read(
    rows: Iterable[Row],
    layout: Layout,
    places: Mapping[str, int],
    people: Mapping[str, int | None],
    first_row: int = 2,
) -> Outcome:
    """Read the rows below the heading.

    :param people: ids by folded key; None: several people have it
    """
    outcome = Outcome()
    seen: dict[tuple[int, datetime.datetime, str], int] = {}
    stays: dict[int, list[_Stay]] = {}
    reader = _Reader(layout, places)
    for number, row in enumerate(rows, start=first_row):
        if not any(cell not in (None, "") for cell in row):
            continue
        answer = list(reader.read(number, row, people))
        _note_stay([one for one in answer if isinstance(one, Clocked)], stays)
        for found in answer:
            if isinstance(found, Problem):
                outcome.problems.append(found)
                continue
            identity = found.person, found.at, found.direction
            if identity in seen:
                value = str(seen[identity])
                problem = Problem(number, "", "doubled", value, is_error=False)
                outcome.problems.append(problem)
                continue
            seen[identity] = number
            outcome.clocked.append(found)
    for spans in stays.values():
        outcome.problems += _overlaps(spans)
    return outcome


def _note_stay(answer: Sequence[Clocked], stays: dict[int, list[_Stay]]) -> None:
    """Keep the coming and the leaving of one row."""
    match answer:
        case [Clocked() as came, Clocked() as left]:
            stays.setdefault(came.person, []).append((came.at, left.at, came.row))


def _overlaps(stays: list[_Stay]) -> Iterator[Problem]:
    """Flag stays of one person that begin before an earlier one has ended."""
    stays.sort()
    for (begin, stop, first), (start, end, row) in pairwise(stays):
        if start < stop and (start, end) != (begin, stop):
            yield Problem(row, "", "overlap", str(first), is_error=False)


def person_keys(rows: Iterable[Row], places: Mapping[str, int]) -> set[str]:
    """Return the folded keys of all people that the rows name."""
    index = places["person"]
    keys = {fold(row[index]) for row in rows if index < len(row)}
    return keys - {""}


def fold(cell: object) -> str:
    """Return a cell as a key; a number of a spreadsheet has no decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell if cell is not None else "").strip().casefold()


class _Reader:
    """Reads single rows of one layout; remembers days and times already parsed."""

    def __init__(self, layout: Layout, places: Mapping[str, int]) -> None:
        self.layout = layout
        self.places = places
        self.turns = Turns(ZoneInfo(layout.zone))
        self.formats = {
            "day": pattern(layout.day_format) or "%Y-%m-%d",
            "time": pattern(layout.time_format) or "%H:%M",
        }
        self.formats["moment"] = f"{self.formats['day']} {self.formats['time']}"
        self._known: dict[tuple[str, str], datetime.datetime | None] = {}

    def cell(self, row: Row, role: str) -> object:
        index = self.places.get(role)
        if index is None or index >= len(row):
            return None
        value = row[index]
        return value.strip() if isinstance(value, str) else value

    def read(
        self, number: int, row: Row, people: Mapping[str, int | None]
    ) -> Iterator[Clocked | Problem]:
        key = fold(self.cell(row, "person"))
        person = people.get(key)
        if person is None:
            code = "nobody" if not key else "several" if key in people else "unknown"
            yield Problem(number, self.layout.person, code, key)
            return
        day, problem = self._day(number, row)
        if problem:
            yield problem
            return
        if "moment" in self.places:
            yield from self._single(number, row, person, day)
        else:
            yield from self._pair(number, row, person, day)

    def _day(
        self, number: int, row: Row
    ) -> tuple[datetime.date | None, Problem | None]:
        if "day" not in self.places:
            return None, None
        cell = self.cell(row, "day")
        moment = self._parsed(cell, "day")
        if moment is None:
            code = "no_date" if cell not in (None, "") else "empty"
            return None, Problem(number, self.layout.day, code, str(cell or ""))
        return moment.date(), None

    def _single(
        self, number: int, row: Row, person: int, day: datetime.date | None
    ) -> Iterator[Clocked | Problem]:
        column, cell = self.layout.moment, self.cell(row, "moment")
        word = fold(self.cell(row, "direction"))
        direction: Direction = "any"
        if word in self.layout.in_words:
            direction = "in"
        elif word in self.layout.out_words:
            direction = "out"
        elif word:
            yield Problem(number, self.layout.direction, "no_direction", word)
            return
        if cell in (None, ""):
            yield Problem(number, column, "empty")
        else:
            local = self._local(cell, day)
            yield from self._clocked(number, column, person, local, direction, cell)

    def _pair(
        self, number: int, row: Row, person: int, day: datetime.date | None
    ) -> Iterator[Clocked | Problem]:
        """A coming and a leaving; a leaving before the coming is on the next day."""
        cells = self.cell(row, "came"), self.cell(row, "left")
        if cells[0] in (None, "") and cells[1] in (None, ""):
            yield Problem(number, self.layout.came, "empty")
            return
        came = self._local(cells[0], day) if cells[0] not in (None, "") else None
        left = self._local(cells[1], day) if cells[1] not in (None, "") else None
        is_turned = came and left and left < came and self._in_turn(came, left)
        if came and left and left < came and day is not None and not is_turned:
            left = later(left, datetime.timedelta(days=1))
        if came and left and left <= came and not is_turned:
            code = "reversed" if left < came else "no_stay"
            yield Problem(number, self.layout.left, code, str(cells[1]))
            return
        sides: tuple[tuple[str, object, datetime.datetime | None, Direction], ...] = (
            (self.layout.came, cells[0], came, "in"),
            (self.layout.left, cells[1], left, "out"),
        )
        for column, cell, local, direction in sides:
            if cell in (None, ""):
                yield Problem(number, column, f"missing_{direction}", is_error=False)
            else:
                yield from self._clocked(number, column, person, local, direction, cell)

    def _in_turn(self, came: datetime.datetime, left: datetime.datetime) -> bool:
        """Tell whether both lie in an hour that comes twice: he left in the second."""
        return self.turns.comes_twice(came) and self.turns.comes_twice(left)

    def _local(
        self, cell: object, day: datetime.date | None
    ) -> datetime.datetime | None:
        moment = self._parsed(cell, "time" if day is not None else "moment")
        if moment is None or day is None:
            return moment
        return datetime.datetime.combine(day, moment.time())

    def _clocked(
        self,
        number: int,
        column: str,
        person: int,
        local: datetime.datetime | None,
        direction: Direction,
        cell: object,
    ) -> Iterator[Clocked | Problem]:
        at, which = None, ""
        try:
            if local is not None:
                at, which = self.turns.place(person, local)
        except OverflowError:
            local = None
        if local is None:
            yield Problem(number, column, "no_time", str(cell))
        elif at is None:
            yield Problem(number, column, "clock_change", str(cell))
        else:
            yield Clocked(number, person, at, direction)
        if which:
            code = f"twice_{which}"
            yield Problem(number, column, code, str(cell), is_error=False)

    def _parsed(self, cell: object, what: str) -> datetime.datetime | None:
        """Return a cell as a moment: text in the format, or what a spreadsheet has."""
        if isinstance(cell, datetime.datetime):
            return cell.replace(microsecond=0)
        if isinstance(cell, datetime.date):
            return datetime.datetime.combine(cell, MIDNIGHT)
        if isinstance(cell, datetime.time):
            return datetime.datetime.combine(EXCEL_EPOCH, cell.replace(microsecond=0))
        if isinstance(cell, int | float):
            return from_excel(cell)
        known = what, str(cell)
        if known not in self._known:
            self._known[known] = parsed(str(cell), self.formats[what])
        return self._known[known]
