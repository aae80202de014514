"""Cells of a spreadsheet as values of a form."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .form_design import Field
from .form_words import Sentence

MOST_ROWS, MOST_COLUMNS = 2_000, 400
YES = frozenset({"yes", "y", "true", "1", "x", "是", "有", "对", "√"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "不", "×", "-"})
#: ways in which people write a day; the first that fits counts
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d.%m.%Y")
TIMES = ("", " %H:%M", " %H:%M:%S")

Cell = tuple[object, Sentence | None]


@dataclass(frozen=True)
class Column:
    """A column of the sheet: the field it fills, of which detail table."""

    index: int
    place: str
    table: str = ""


def head(
    cells: Sequence[object], labels: Mapping[str, str], person: Sequence[str]
) -> tuple[list[Column], list[str]]:
    """Return the columns that a heading names, and the headings that are not known.

    :param labels: ``{place: label}``; a column of a table is ``table.column``
    :param person: what the column of the requester may be called
    """
    known: dict[str, str] = {}
    for place, label in labels.items():
        table = place.partition(".")[0]
        names = {place, label}
        if "." in place:
            names = {place, f"{labels.get(table, table)} / {label}"}
        for name in names:
            known.setdefault(_word(name), place)
    for name in person:
        known.setdefault(_word(name), "")
    columns, strange = [], []
    for index, cell in enumerate(cells):
        word = _word(cell)
        if not word:
            continue
        if word not in known:
            strange.append(str(cell)[:60])
            continue
        place = known[word]
        columns.append(
            Column(index, place, place.partition(".")[0] if "." in place else "")
        )
    return columns, strange


def _word(cell: object) -> str:
    return " ".join(str(cell if cell is not None else "").split()).casefold()


def read(
    one: Field,
    cell: object,
    options: Mapping[str, str],
    records: Mapping[str, int | None],
    zone: datetime.tzinfo | None = None,
) -> Cell:
    """Return a cell as a value of its field, and what is wrong with it.

    :param options: ``{label or key: key}`` of a choice, in small letters
    :param records: ``{name: id}`` of what the field may name; ``None``: several
    :param zone: in which moments are meant
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None, None
    if one.can.is_record:
        return _record(cell, records)
    if one.kind == "datetime":
        return _moment(cell, zone)
    if one.kind in ("choice", "tags"):
        return _options(one, cell, options)
    return _READERS.get(one.kind, _plain)(cell)


def _plain(cell: object) -> Cell:
    return _text(cell), None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _number(cell: object) -> Cell:
    if isinstance(cell, bool):
        return None, Sentence("no_number", text=str(cell))
    if isinstance(cell, int | float):
        fine = math.isfinite(cell)
        return (cell, None) if fine else (None, Sentence("no_number", text="?"))
    text = re.sub(r"[\s,，]", "", str(cell)).strip("¥$€￥")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None, Sentence("no_number", text=str(cell)[:60])
    if not number.is_finite():
        return None, Sentence("no_number", text=str(cell)[:60])
    return float(number), None


def _parsed(cell: object, tails: Sequence[str]) -> datetime.datetime | None:
    if isinstance(cell, datetime.datetime):
        return cell
    if isinstance(cell, datetime.date):
        return datetime.datetime.combine(cell, datetime.time())
    text = " ".join(str(cell).replace("T", " ").split())
    for day in DAYS:
        for tail in tails:
            try:
                return datetime.datetime.strptime(text, day + tail)  # noqa: DTZ007
            except ValueError:
                continue
    return None


def _day(cell: object) -> Cell:
    found = _parsed(cell, TIMES)
    if found is None:
        return None, Sentence("no_day", text=str(cell)[:60])
    return found.date().isoformat(), None


def _moment(cell: object, zone: datetime.tzinfo | None) -> Cell:
    found = _parsed(cell, TIMES)
    if found is None:
        return None, Sentence("no_day", text=str(cell)[:60])
    try:
        local = found.replace(tzinfo=zone or datetime.UTC)
        moment = local.astimezone(datetime.UTC)
    except OverflowError:
        return None, Sentence("no_day", text=str(cell)[:60])
    return moment.strftime("%Y-%m-%d %H:%M:%S"), None


def _yes(cell: object) -> Cell:
    word = _word(cell if not isinstance(cell, bool) else int(cell))
    if word in YES:
        return True, None
    if word in NO:
        return False, None
    return None, Sentence("no_yes", text=str(cell)[:60])


def _options(one: Field, cell: object, options: Mapping[str, str]) -> Cell:
    words = [_text(cell)]
    if one.kind == "tags":
        words = [word.strip() for word in re.split(r"[,，、;；\n]", words[0])]
    found = []
    for word in words:
        if not word:
            continue
        key = options.get(word.casefold())
        if key is None:
            return None, Sentence("no_such_option", text=word[:60])
        found.append(key)
    return (found[0] if one.kind == "choice" else found) if found else None, None


def _record(cell: object, records: Mapping[str, int | None]) -> Cell:
    name = _text(cell)
    if name.casefold() not in records:
        return None, Sentence("not_found", text=name[:60])
    number = records[name.casefold()]
    if number is None:
        return None, Sentence("found_several", text=name[:60])
    return number, None


def _file(_cell: object) -> Cell:
    return None, Sentence("no_files")


_READERS: dict[str, Callable[[object], Cell]] = {
    "number": _number,
    "money": _number,
    "duration": _number,
    "date": _day,
    "boolean": _yes,
    "attachment": _file,
}
