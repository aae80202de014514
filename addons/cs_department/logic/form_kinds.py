"""The kinds of fields that a form may have, and what each can do."""

from __future__ import annotations

from dataclasses import dataclass

from .expression import Type


@dataclass(frozen=True)
class Kind:
    """What a kind of field can do.

    ``type`` is the type of its value in expressions (``None``: it has none),
    ``limits`` what its minimum and maximum are compared with.
    """

    type: Type | None
    limits: str = ""
    can_compute: bool = False
    can_default: bool = False
    can_be_unique: bool = False
    can_be_column: bool = True
    is_record: bool = False


_PERSON = Kind("text", can_be_unique=True, is_record=True)

KINDS: dict[str, Kind] = {
    "text": Kind("text", "length", True, True, True),
    "long_text": Kind("text", "length", True, True),
    "number": Kind("number", "number", True, True, True),
    "money": Kind("number", "number", True, True),
    "date": Kind("date", "day", True, True, True),
    "datetime": Kind("datetime", "day", True, True, True),
    "duration": Kind("number", "number", True, True),
    "boolean": Kind("bool", "", True, True),
    "choice": Kind("text", "", True, True, True),
    "tags": Kind("list", "count"),
    "employee": _PERSON,
    "department": _PERSON,
    "customer": _PERSON,
    "document": _PERSON,
    "attachment": Kind("number", "count", can_be_column=False),
    "table": Kind(None, "count", can_be_column=False),
    "section": Kind(None, can_be_column=False),
}

#: which kinds may play which role in the facts of a flow
ROLES: dict[str, frozenset[str]] = {
    "start": frozenset({"date", "datetime"}),
    "end": frozenset({"date", "datetime"}),
    "amount": frozenset({"number", "money", "duration"}),
    "person": frozenset({"employee"}),
}

REQUIRED = ("never", "always", "submit", "nodes")
READONLY = ("never", "always", "nodes")
WIDTHS = ("half", "full")

MOST_FIELDS = 300
MOST_RULES = 200
MOST_CHOICES = 500
MOST_ROWS = 500
MOST_ITEMS = 100
LONGEST_TEXT = 10_000
LONGEST_LINE = 2_000
LONGEST_LABEL = 1_000
LONGEST_KEY = 40
LARGEST_NUMBER = 10**15
