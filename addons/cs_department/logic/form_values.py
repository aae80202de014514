"""Values of a form: from whoever sends them, for expressions, and back again.

Outside they are plain JSON: texts, numbers, ``YYYY-MM-DD``, ``YYYY-MM-DD HH:MM:SS`` in
UTC, true and false, keys of options, ids or ``{"id", "name"}`` of records, lists of
them, and lists of rows.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .form_design import Field
from .form_kinds import LARGEST_NUMBER, LONGEST_LINE, LONGEST_TEXT, MOST_ITEMS
from .form_words import Sentence

DAY, MOMENT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
LARGEST_ID = 2**31 - 1
WRONG = Sentence("wrong_value")

Cleaned = tuple[object, Sentence | None]


def is_blank(value: object) -> bool:
    """Tell whether a value stands for nothing; a zero is a figure."""
    return value is None or value is False or value == "" or value == []


def clean(one: Field, value: object) -> Cleaned:
    """Return a value as it is kept, and what is wrong with it; never raises.

    A value that cannot be used becomes empty.
    """
    if one.kind == "boolean":
        if value is None or isinstance(value, bool):
            return bool(value), None
        return False, WRONG
    if is_blank(value):
        return None, None
    return _CLEANERS.get(one.kind, _nothing)(one, value)


def _nothing(_one: Field, _value: object) -> Cleaned:
    return None, None


def _text(one: Field, value: object) -> Cleaned:
    if not isinstance(value, str):
        return None, WRONG
    text = value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    limit = LONGEST_LINE if one.kind == "text" else LONGEST_TEXT
    if one.kind == "text":
        text = " ".join(text.splitlines())
    text = text.strip()
    if len(text) > limit:
        return text[:limit], Sentence("long_value", limit=limit)
    return text or None, None


def _number(one: Field, value: object) -> Cleaned:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None, WRONG
    if isinstance(value, float) and not math.isfinite(value):
        return None, WRONG
    if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        return None, Sentence("large_number")
    exact = Decimal(repr(value) if isinstance(value, float) else value)
    return rounded(one, exact), None


def rounded(one: Field, number: Decimal) -> float | int:
    """Return a number with the decimals of its field."""
    digits = 0 if one.kind == "number" and not one.digits else one.digits
    found = float(number.quantize(Decimal(1).scaleb(-digits), "ROUND_HALF_UP"))
    return int(found) if not digits else found + 0.0


def _date(_one: Field, value: object) -> Cleaned:
    if isinstance(value, datetime.datetime):
        return None, WRONG
    if isinstance(value, datetime.date):
        return value.isoformat(), None
    day = _read(value, DAY, 10)
    return (day.date().isoformat(), None) if day else (None, WRONG)


def _datetime(_one: Field, value: object) -> Cleaned:
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(" ", "seconds"), None
    if isinstance(value, str):
        value = value.replace("T", " ").removesuffix("Z")
        value = value + ":00" if len(value) == 16 else value
    moment = _read(value, MOMENT, 19)
    return (moment.isoformat(" ", "seconds"), None) if moment else (None, WRONG)


def _read(value: object, pattern: str, length: int) -> datetime.datetime | None:
    if not isinstance(value, str) or len(value) != length or not value.isascii():
        return None
    try:
        return datetime.datetime.strptime(value, pattern)  # noqa: DTZ007
    except ValueError:
        return None


def _choice(one: Field, value: object) -> Cleaned:
    if isinstance(value, str) and value in one.options:
        return value, None
    return None, Sentence("no_option") if isinstance(value, str) else WRONG


def _tags(one: Field, value: object) -> Cleaned:
    if not isinstance(value, list | tuple):
        return None, WRONG
    known = [v for v in value if isinstance(v, str) and v in one.options]
    kept = list(dict.fromkeys(known))
    return kept or None, Sentence("no_option") if len(known) < len(value) else None


def _record(_one: Field, value: object) -> Cleaned:
    found = as_record(value)
    return found, None if found else WRONG


def as_record(value: object) -> dict[str, Any] | None:
    """Return an id or a mapping with one as ``{"id", ...}``, anything else as none."""
    if isinstance(value, Mapping):
        found = {str(name): entry for name, entry in value.items()}
    else:
        found = {"id": value}
    number = found.get("id")
    return found if type(number) is int and 0 < number <= LARGEST_ID else None


def _records(_one: Field, value: object) -> Cleaned:
    if not isinstance(value, list | tuple):
        return None, WRONG
    if len(value) > MOST_ITEMS:
        return None, Sentence("many_items", limit=MOST_ITEMS)
    found = [record for record in map(as_record, value) if record]
    unique = {record["id"]: record for record in found}
    return list(unique.values()) or None, WRONG if len(found) < len(value) else None


_CLEANERS = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "money": _number,
    "duration": _number,
    "date": _date,
    "datetime": _datetime,
    "choice": _choice,
    "tags": _tags,
    "employee": _record,
    "department": _record,
    "customer": _record,
    "document": _record,
    "attachment": _records,
}


def as_fact(one: Field, value: object) -> object:
    """Return a kept value as expressions see it."""
    if one.kind == "attachment":
        return len(value) if isinstance(value, list) else 0
    if one.can.is_record and isinstance(value, Mapping):
        return value.get("name") or str(value.get("id"))
    if isinstance(value, str) and one.kind == "date":
        return datetime.date.fromisoformat(value)
    if isinstance(value, str) and one.kind == "datetime":
        return datetime.datetime.fromisoformat(value)
    return value


def from_fact(one: Field, value: object) -> Cleaned:
    """Return what an expression computed as the field keeps it."""
    if value is None:
        return (False, None) if one.kind == "boolean" else (None, None)
    if isinstance(value, Decimal):
        if abs(value) > LARGEST_NUMBER:
            return None, Sentence("large_number")
        return rounded(one, value), None
    if one.kind == "date" and isinstance(value, datetime.datetime):
        value = value.date()
    return clean(one, value)
