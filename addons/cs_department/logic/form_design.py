"""The design of a form: read from plain data into what can be evaluated.

A design is ``{"fields": [field], "rules": [rule]}`` with fields in their order. Reading
never fails: what is wrong with it is for :mod:`form_check` to say, and an expression
that cannot be used counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from . import expression
from .expression import Expression, ExpressionError, Type
from .form_kinds import KINDS, MOST_FIELDS, MOST_RULES, Kind

KEY = re.compile(r"[a-z][a-z0-9_]*")
#: attributes of a field that hold an expression, and the type of their result
CONDITIONS = ("visible_if", "required_if", "readonly_if", "attachment_required")
EXPRESSIONS = (*CONDITIONS, "default", "computed", "minimum", "maximum")
#: facts of every request, besides its fields
BASE_FACTS: dict[str, Type] = {
    "department": "text",
    "company": "text",
    "roles": "list",
    "grade": "text",
    "earlier_this_month": "number",
    "earlier_this_year": "number",
}
#: of these, those that count what the person has filed with the form before
EARLIER = ("earlier_this_month", "earlier_this_year")


@dataclass
class Field:
    """A field of a form with its compiled rules."""

    key: str
    kind: str
    spec: Mapping[str, Any]
    place: str
    parent: str = ""
    section: str = ""
    compiled: dict[str, Expression] = field(default_factory=dict)
    options: frozenset[str] = frozenset()

    @property
    def can(self) -> Kind:
        """Return what a field of this kind can do."""
        return KINDS[self.kind]

    @property
    def digits(self) -> int:
        """Return the number of decimals that a number keeps."""
        digits = self.spec.get("digits")
        return digits if type(digits) is int and 0 <= digits <= 6 else 2

    def names(self, name: str) -> list[str]:
        """Return a list of texts of the field's own data, whatever stands there."""
        value = self.spec.get(name)
        return (
            [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
        )


@dataclass
class Rule:
    """A validation of the whole form or of one field."""

    index: int
    field: str
    message: str
    nodes: list[str]
    expression: Expression | None


@dataclass
class Form:
    """A design that was read: fields by place, the order in which values arise."""

    fields: dict[str, Field]
    rules: list[Rule]
    names: dict[str, Type]
    order: list[str] = field(default_factory=list)
    circle: frozenset[str] = frozenset()
    errors: list[tuple[str, str, ExpressionError]] = field(default_factory=list)

    def top(self) -> Iterable[Field]:
        """Return the fields of the form itself, in order."""
        return (f for f in self.fields.values() if not f.parent)

    def columns(self, table: str) -> list[Field]:
        """Return the columns of a detail table, in order."""
        return [f for f in self.fields.values() if f.parent == table]

    @cached_property
    def counts_earlier(self) -> bool:
        """Whether an expression asks how many requests there were before."""
        used = [c for one in self.fields.values() for c in one.compiled.values()]
        used += [rule.expression for rule in self.rules if rule.expression]
        return any(name in EARLIER for compiled in used for name in compiled.names)

    def scope(self, table: str) -> dict[str, Type]:
        """Return the names that a column of a table, or the form itself, may use."""
        own = {f.key: f.can.type for f in self.columns(table)} if table else {}
        return self.names | {key: kind for key, kind in own.items() if kind}


def rows_of(value: object) -> list[Mapping[str, Any]]:
    """Return the entries of a list that are mappings."""
    if not isinstance(value, list | tuple):
        return []
    return [row for row in value if isinstance(row, Mapping)]


def text_of(value: object) -> str:
    """Return a text without spaces around it; empty for what is no text."""
    return value.strip() if isinstance(value, str) else ""


def names_of(fields: Iterable[Field]) -> dict[str, Type]:
    """Return what expressions of the form itself may use, with its type."""
    fields = list(fields)
    names = dict(BASE_FACTS)
    for one in fields:
        if one.kind == "table":
            names[f"{one.key}_count"] = "number"
        elif one.can.type and not one.parent:
            names[one.key] = one.can.type
        elif one.parent and one.can.type == "number":
            names[f"{one.parent}_{one.key}"] = "number"
    return names


def read(design: object, extra: Mapping[str, Type] | None = None) -> Form:
    """Return a design as a form; never raises.

    :param extra: names besides the fields that expressions may use, with their type
    """
    data = design if isinstance(design, Mapping) else {}
    fields = _fields(rows_of(data.get("fields"))[:MOST_FIELDS])
    names = dict(extra or {}) | names_of(fields.values())
    form = Form(fields, [], names)
    for one in fields.values():
        _compile(form, one)
    form.rules = [
        _rule(form, index, spec)
        for index, spec in enumerate(rows_of(data.get("rules"))[:MOST_RULES])
    ]
    form.order, form.circle = _order(form)
    return form


def _fields(specs: list[Mapping[str, Any]]) -> dict[str, Field]:
    tables = {text_of(spec.get("key")) for spec in specs if spec.get("kind") == "table"}
    found: dict[str, Field] = {}
    section = ""
    for spec in specs:
        key, kind = text_of(spec.get("key")), spec.get("kind")
        parent = text_of(spec.get("parent"))
        if not isinstance(kind, str) or kind not in KINDS or not KEY.fullmatch(key):
            continue
        if parent and (parent not in tables or not KINDS[kind].can_be_column):
            continue
        place = f"{parent}.{key}" if parent else key
        if place in found:
            continue
        if kind == "section":
            section = key
        options = frozenset(
            text_of(choice.get("key")) for choice in rows_of(spec.get("choices"))
        )
        own = "" if parent or kind == "section" else section
        found[place] = Field(key, kind, spec, place, parent, own, {}, options)
    return found


def expected(one: Field, attribute: str) -> Type | None:
    """Return the type an expression of a field must have; ``None``: it has none."""
    if attribute in CONDITIONS:
        return "bool"
    if attribute in ("minimum", "maximum"):
        if one.can.limits == "day":
            return "date" if one.kind == "date" else one.can.type
        return "number" if one.can.limits else None
    able = one.can.can_default if attribute == "default" else one.can.can_compute
    return one.can.type if able else None


def _compile(form: Form, one: Field) -> None:
    scope = form.scope(one.parent)
    for attribute in EXPRESSIONS:
        text = text_of(one.spec.get(attribute))
        wanted = expected(one, attribute)
        if not text or wanted is None:
            continue
        try:
            one.compiled[attribute] = expression.compile(text, scope, expect=wanted)
        except ExpressionError as error:
            form.errors.append((one.place, attribute, error))


def _rule(form: Form, index: int, spec: Mapping[str, Any]) -> Rule:
    name, found = text_of(spec.get("field")), ""
    for place, one in form.fields.items():
        if name and name in (place, one.key):
            found = place
            break
    parent = form.fields[found].parent if found else ""
    nodes = spec.get("nodes")
    rule = Rule(
        index,
        found,
        text_of(spec.get("message")),
        [n for n in nodes if isinstance(n, str)] if isinstance(nodes, list) else [],
        None,
    )
    try:
        text = text_of(spec.get("expression"))
        rule.expression = expression.compile(text, form.scope(parent), expect="bool")
    except ExpressionError as error:
        form.errors.append((f"rule:{index}", "expression", error))
    return rule


# ---- what depends on what ------------------------------------------------------------


def _order(form: Form) -> tuple[list[str], frozenset[str]]:
    """Return the places in the order of their values, and those in a circle."""
    waits = {place: _needs(form, one) for place, one in form.fields.items()}
    order: list[str] = []
    done: set[str] = set()
    circle: set[str] = set()
    left = list(waits)
    while left:
        ready = [place for place in left if waits[place] <= done]
        if not ready:
            # in one order however the design is ordered: what is around comes first
            ready = sorted(_inner(waits, left), key=lambda p: _rank(form.fields[p]))
            circle.update(ready)
        order += ready
        done.update(ready)
        left = [place for place in left if place not in done]
    return order, frozenset(circle)


def _rank(one: Field) -> tuple[bool, bool, str]:
    return one.kind != "section", bool(one.parent), one.place


def _needs(form: Form, one: Field) -> set[str]:
    """Return the places whose values decide that of a field."""
    needs = {one.section, one.parent} - {""}
    for attribute in ("visible_if", "computed", "default"):
        compiled = one.compiled.get(attribute)
        if compiled is None or (attribute == "default" and "computed" in one.compiled):
            continue
        for name in compiled.names:
            needs |= sources(form, name, one.parent)
    return needs


def sources(form: Form, name: str, table: str) -> set[str]:
    """Return the places that a name stands for in an expression."""
    if table and f"{table}.{name}" in form.fields:
        return {f"{table}.{name}"}
    if name in form.fields:
        return {name}
    return {place for place, one in form.fields.items() if name == _made(one)}


def _made(one: Field) -> str | None:
    """Return the name that a table or a column makes for the form around it."""
    if one.parent:
        return f"{one.parent}_{one.key}"
    return f"{one.key}_count" if one.kind == "table" else None


def _inner(waits: dict[str, set[str]], left: list[str]) -> frozenset[str]:
    """Return those of ``left`` that stand in a circle, not those that only wait."""
    inner = set(left)
    while True:
        needed = {place for other in inner for place in waits[other] & inner}
        if needed == inner:
            return frozenset(inner)
        inner &= needed
