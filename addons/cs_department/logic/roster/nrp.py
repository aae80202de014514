"""Reads the text format of the published employee shift scheduling benchmarks.

Sections HORIZON, SHIFTS, STAFF, DAYS_OFF, SHIFT_ON_REQUESTS, SHIFT_OFF_REQUESTS and
COVER; lines that begin with ``#`` are comments. The horizon starts on a Monday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .problem import (
    DAY,
    Contract,
    Demand,
    Limit,
    Person,
    Problem,
    Request,
    ShiftType,
)

SECTIONS = (
    "HORIZON",
    "SHIFTS",
    "STAFF",
    "DAYS_OFF",
    "SHIFT_ON_REQUESTS",
    "SHIFT_OFF_REQUESTS",
    "COVER",
)
PREFIX = "SECTION_"
STAFF_COLUMNS = 8
MONDAY_TO_FRIDAY = 5
WEEK = 7
#: bounds of what is read, so that a damaged file is refused and not computed
MOST_DAYS, MOST_ROWS, MOST_FIGURE = 1_000, 1_000_000, 10_000_000


class FormatError(ValueError):
    """The text is not in the format.

    :ivar line: the number of the line, from 1; 0 when it is about the whole text
    """

    def __init__(self, line: int, message: str) -> None:
        """Keep the line beside the sentence."""
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line


@dataclass(slots=True)
class _Row:
    """A line with its place."""

    line: int
    cells: list[str]

    def number(self, column: int) -> int:
        """The figure in a column."""
        text = self.cells[column].strip()
        if not text.isascii() or not text.isdigit() or int(text) > MOST_FIGURE:
            raise FormatError(self.line, f"{text!r} is not a number of the format")
        return int(text)

    def wide(self, columns: int) -> _Row:
        """The row itself when it has so many columns."""
        if len(self.cells) != columns:
            message = f"{columns} columns expected, found {len(self.cells)}"
            raise FormatError(self.line, message)
        return self


@dataclass(slots=True)
class _Names:
    """The names of people or shifts, by their index."""

    what: str
    index: dict[str, int] = field(default_factory=dict)

    def add(self, row: _Row, name: str) -> None:
        """Add a new name."""
        name = name.strip()
        if not name or name in self.index:
            raise FormatError(row.line, f"{self.what} {name!r} is empty or twice there")
        self.index[name] = len(self.index)

    def find(self, row: _Row, name: str) -> int:
        """The index of a name that was added."""
        try:
            return self.index[name.strip()]
        except KeyError:
            message = f"unknown {self.what} {name.strip()!r}"
            raise FormatError(row.line, message) from None


def read(text: str) -> Problem:
    """Return the problem that a text in the format describes.

    :raises FormatError: it is not in the format
    """
    return _Reader(_sections(text)).problem()


def _sections(text: str) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    rows: list[_Row] | None = None
    lines = text.splitlines()
    if len(lines) > MOST_ROWS:
        raise FormatError(0, "the text is too long")
    for number, line in enumerate(lines, 1):
        line = line.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        if line.startswith(PREFIX):
            name = line.removeprefix(PREFIX)
            if name not in SECTIONS or name in found:
                raise FormatError(number, f"unexpected section {name!r}")
            rows = found[name] = []
        elif rows is None:
            raise FormatError(number, "a section is expected first")
        else:
            rows.append(_Row(number, line.split(",")))
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        raise FormatError(0, f"sections missing: {', '.join(missing)}")
    return found


class _Reader:
    """Builds the problem from its sections, in their order."""

    def __init__(self, sections: dict[str, list[_Row]]) -> None:
        self.sections = sections
        self.days = self._horizon()
        self.shifts = _Names("shift")
        self.staff = _Names("employee")
        self.types = self._types()

    def problem(self) -> Problem:
        """The whole."""
        people = tuple(self._people())
        requests = (
            *self._requests("SHIFT_ON_REQUESTS", is_on=True),
            *self._requests("SHIFT_OFF_REQUESTS", is_on=False),
        )
        return Problem(
            self.days,
            self.types,
            people,
            demands=tuple(self._demands()),
            requests=requests,
            weekends=tuple(
                tuple(day for day in (saturday, saturday + 1) if day < self.days)
                for saturday in range(MONDAY_TO_FRIDAY, self.days, WEEK)
            ),
        )

    def _horizon(self) -> int:
        rows = self.sections["HORIZON"]
        if len(rows) != 1:
            raise FormatError(0, "the section HORIZON has one figure")
        days = rows[0].wide(1).number(0)
        if not 1 <= days <= MOST_DAYS:
            raise FormatError(rows[0].line, f"a horizon of {days} days")
        return days

    def _day(self, row: _Row, column: int) -> int:
        day = row.number(column)
        if day >= self.days:
            raise FormatError(row.line, f"day {day} lies outside the horizon")
        return day

    def _types(self) -> tuple[ShiftType, ...]:
        rows = self.sections["SHIFTS"]
        for row in rows:
            self.shifts.add(row.wide(3), row.cells[0])
        found = []
        for row in rows:
            minutes = row.number(1)
            if not 0 < minutes <= DAY:
                raise FormatError(row.line, f"a shift of {minutes} minutes")
            barred = [name for name in row.cells[2].split("|") if name.strip()]
            found.append(
                ShiftType(
                    row.cells[0].strip(),
                    0,
                    minutes,
                    minutes,
                    not_before=frozenset(self.shifts.find(row, n) for n in barred),
                )
            )
        return tuple(found)

    def _people(self) -> Iterator[Person]:
        rows = self.sections["STAFF"]
        for row in rows:
            self.staff.add(row.wide(STAFF_COLUMNS), row.cells[0])
        days_off: list[set[int]] = [set() for _row in rows]
        for row in self.sections["DAYS_OFF"]:
            person = self.staff.find(row, row.cells[0])
            days_off[person] |= {self._day(row, i) for i in range(1, len(row.cells))}
        for row, off in zip(rows, days_off, strict=True):
            key = row.cells[0].strip()
            yield Person(key, self._contract(row), days_off=frozenset(off))

    def _contract(self, row: _Row) -> Contract:
        most = {}
        for text in filter(None, row.cells[1].split("|")):
            name, _sign, figure = text.partition("=")
            kind = self.shifts.find(row, name)
            most[kind] = _Row(row.line, [figure]).number(0)
        return Contract(
            longest_run=row.number(4),
            shortest_run=row.number(5),
            shortest_break=row.number(6),
            limits=(
                Limit("most_minutes", 0, self.days, maximum=row.number(2)),
                Limit("least_minutes", 0, self.days, minimum=row.number(3)),
            ),
            most_of_type=most,
            most_weekends=row.number(7),
        )

    def _requests(self, section: str, *, is_on: bool) -> Iterator[Request]:
        for row in self.sections[section]:
            row.wide(4)
            yield Request(
                self.staff.find(row, row.cells[0]),
                self._day(row, 1),
                self.shifts.find(row, row.cells[2]),
                is_on,
                row.number(3),
            )

    def _demands(self) -> Iterator[Demand]:
        for row in self.sections["COVER"]:
            kind = self.shifts.find(row.wide(5), row.cells[1])
            day, wanted = self._day(row, 0), row.number(2)
            yield Demand(
                f"{day}/{row.cells[1].strip()}",
                day,
                frozenset([kind]),
                wanted,
                wanted,
                under=row.number(3),
                over=row.number(4),
            )
