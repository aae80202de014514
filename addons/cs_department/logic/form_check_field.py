"""What is wrong with one field of a design."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .form_design import EXPRESSIONS, KEY, rows_of, text_of
from .form_kinds import (
    KINDS,
    LONGEST_KEY,
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_CHOICES,
    READONLY,
    REQUIRED,
    WIDTHS,
)
from .form_words import Sentence

Spec = Mapping[str, Any]
Problem = dict[str, Any]

_CHOICES = {"required": REQUIRED, "readonly": READONLY, "width": WIDTHS}


def problem(
    place: str,
    attribute: str,
    message: Sentence,
    column: int | None = None,
    suggestion: str | None = None,
) -> Problem:
    """Return a finding; see ``form_check.problems``."""
    return {
        "field": place,
        "attribute": attribute,
        "column": column,
        "message": message,
        "suggestion": suggestion,
    }


def place_of(spec: Spec) -> str:
    """Return the place of a field as findings name it."""
    key, parent = text_of(spec.get("key")), text_of(spec.get("parent"))
    return f"{parent}.{key}" if parent else key


def labels_of(specs: Iterable[Spec]) -> dict[str, str]:
    """Return ``{place: label}`` of fields."""
    return {place_of(spec): spec["label"] for spec in specs}


def field_problems(
    spec: Spec, specs: list[Spec], nodes: Collection[str] | None
) -> Iterator[Problem]:
    """Yield what is wrong with a field, expressions and names aside."""
    place, kind = place_of(spec), spec.get("kind")
    yield from _texts(spec, place)
    if not isinstance(kind, str) or kind not in KINDS:
        yield problem(place, "kind", Sentence("unknown_kind"))
        return
    yield from _shape(spec, specs, place, kind)
    for name, values in _CHOICES.items():
        value = spec.get(name)
        if value not in (None, "", False) and value not in values:
            shown = str(value)[:60]
            yield problem(place, name, Sentence("unknown_value", value=shown))
    yield from _steps(spec, place, nodes)
    yield from _abilities(spec, place, kind)
    if kind in ("choice", "tags"):
        yield from _options(spec, place)


def _texts(spec: Spec, place: str) -> Iterator[Problem]:
    label = spec.get("label")
    if not isinstance(label, str) or not label.strip():
        yield problem(place, "label", Sentence("no_label"))
    for name, limit in (
        ("label", LONGEST_LABEL),
        ("help", LONGEST_TEXT),
        ("placeholder", LONGEST_LABEL),
        ("unit", 40),
    ):
        value = spec.get(name)
        if value not in (None, False) and not isinstance(value, str):
            yield problem(place, name, Sentence("not_text"))
        elif isinstance(value, str) and len(value) > limit:
            yield problem(place, name, Sentence("long", limit=limit))


def _shape(spec: Spec, specs: list[Spec], place: str, kind: str) -> Iterator[Problem]:
    parent, key = text_of(spec.get("parent")), text_of(spec.get("key"))
    tables = {text_of(s.get("key")) for s in specs if s.get("kind") == "table"}
    if parent and parent not in tables:
        yield problem(place, "parent", Sentence("no_table", name=parent))
    elif parent and not KINDS[kind].can_be_column:
        yield problem(place, "kind", Sentence("bad_column"))
    if kind == "table" and not [s for s in specs if s.get("parent") == key]:
        yield problem(place, "kind", Sentence("no_column"))
    digits = spec.get("digits")
    given = digits is not None and digits is not False
    if given and (type(digits) is not int or not 0 <= digits <= 6):
        yield problem(place, "digits", Sentence("bad_digits"))


def _steps(spec: Spec, place: str, nodes: Collection[str] | None) -> Iterator[Problem]:
    for mode, name in (
        ("required", "required_nodes"),
        ("readonly", "editable_nodes"),
        ("", "hidden_nodes"),
    ):
        value = spec.get(name) or []
        if not isinstance(value, list):
            yield problem(place, name, Sentence("no_nodes"))
            continue
        if mode and spec.get(mode) == "nodes" and not value:
            yield problem(place, name, Sentence("no_nodes"))
        for key in value:
            if nodes is not None and key not in nodes:
                shown = str(key)[:60]
                yield problem(place, name, Sentence("unknown_node", name=shown))


def not_able(attribute: str) -> Sentence:
    """Return the sentence for an attribute that a kind of field cannot have."""
    if attribute in ("minimum", "maximum"):
        return Sentence("bad_limit")
    return Sentence("cannot_default" if attribute == "default" else "cannot_compute")


def _abilities(spec: Spec, place: str, kind: str) -> Iterator[Problem]:
    can = KINDS[kind]
    able = {
        "minimum": bool(can.limits),
        "maximum": bool(can.limits),
        "default": can.can_default,
        "computed": can.can_compute,
    }
    for name, allowed in able.items():
        if text_of(spec.get(name)) and not allowed:
            yield problem(place, name, not_able(name))
    for name in EXPRESSIONS:
        if spec.get(name) not in (None, False) and not isinstance(spec[name], str):
            yield problem(place, name, Sentence("not_text"))
    if spec.get("unique") and (not can.can_be_unique or text_of(spec.get("parent"))):
        yield problem(place, "unique", Sentence("cannot_be_unique"))
    if text_of(spec.get("computed")):
        if text_of(spec.get("default")):
            yield problem(place, "default", Sentence("computed_default"))
        if spec.get("required") not in (None, "", False, "never"):
            yield problem(place, "required", Sentence("computed_required"))


def _options(spec: Spec, place: str) -> Iterator[Problem]:
    choices, seen = rows_of(spec.get("choices")), set()
    if not choices:
        yield problem(place, "choices", Sentence("no_choices"))
    if len(choices) > MOST_CHOICES:
        limit = MOST_CHOICES
        yield problem(place, "choices", Sentence("too_many_choices", limit=limit))
    for choice in choices[:MOST_CHOICES]:
        key = text_of(choice.get("key"))
        if not key or len(key) > LONGEST_KEY or not KEY.fullmatch(key):
            yield problem(place, "choices", Sentence("bad_key", limit=LONGEST_KEY))
        elif key in seen:
            yield problem(place, "choices", Sentence("same_choice", name=key))
        seen.add(key)
        label = choice.get("label")
        if not isinstance(label, str) or not label.strip():
            yield problem(place, "choices", Sentence("no_choice_label"))
        elif len(label) > LONGEST_LABEL:
            yield problem(place, "choices", Sentence("long", limit=LONGEST_LABEL))
