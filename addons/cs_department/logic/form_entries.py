"""What is said of one field of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .expression import Type
from .form_design import Field, Form, Rule
from .form_values import Cleaned
from .form_words import Sentence


def empty(one: Field) -> Cleaned:
    """Return what an empty field has."""
    return (False if one.kind == "boolean" else None), None


def new_entry(
    one: Field, visible: bool, value: object, error: Sentence | None
) -> dict[str, Any]:
    """Return the state of a field before it is known what is asked of it."""
    return {
        "visible": visible,
        "required": False,
        "readonly": "computed" in one.compiled,
        "computed": "computed" in one.compiled,
        "value": value,
        "error": error,
    }


def row_value(
    given: Mapping[str, Any], row: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the values of a row, with the id that it was given."""
    number = given.get("id")
    known = {"id": number} if type(number) is int and number > 0 else {}
    return known | {key: entry["value"] for key, entry in row.items()}


def broken_rule(rule: Rule, row: int | None = None) -> dict[str, Any]:
    """Return a rule that does not hold, in a row or in the whole form."""
    return {
        "index": rule.index,
        "field": rule.field,
        "row": row,
        "message": rule.message,
    }


def missing(found: Mapping[str, Any]) -> list[tuple[str, int | None, str]]:
    """Return what is required and empty: ``[(key, row or None, column)]``."""
    gaps: list[tuple[str, int | None, str]] = []
    for key, entry in found["fields"].items():
        if entry["required"] and entry["value"] in (None, []):
            gaps.append((key, None, ""))
        for index, row in enumerate(entry.get("rows") or ()):
            gaps += [
                (key, index, column)
                for column, cell in row.items()
                if cell["required"] and cell["value"] is None
            ]
    return gaps


def names_with_types(form: Form) -> dict[str, Type]:
    """Return every name that a condition about the form may use."""
    return dict(form.names)
