"""What is wrong with the design of a form; every finding names its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from . import expression
from .expression import ExpressionError, Type
from .form_design import (
    BASE_FACTS,
    CONDITIONS,
    EXPRESSIONS,
    KEY,
    Form,
    expected,
    read,
    rows_of,
    text_of,
)
from .form_kinds import (
    KINDS,
    LONGEST_KEY,
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_CHOICES,
    MOST_FIELDS,
    MOST_RULES,
    READONLY,
    REQUIRED,
    ROLES,
    WIDTHS,
)
from .form_words import Sentence

Spec = Mapping[str, Any]
Problem = dict[str, Any]

#: words of the expression language and columns of every line
RESERVED = frozenset(
    {
        *BASE_FACTS,
        *("and", "or", "not", "in", "true", "false", "id", "if", "submit"),
    }
)
_CHOICES = {"required": REQUIRED, "readonly": READONLY, "width": WIDTHS}


def problems(
    design: object,
    nodes: Collection[str] | None = None,
    extra: Mapping[str, Type] | None = None,
) -> list[Problem]:
    """Return what is wrong with a design; never raises.

    :param nodes: keys of the flow's steps; ``None`` when no flow is known
    :param extra: names besides the fields that expressions may use, with their type
    :return: ``[{"field", "attribute", "column", "message", "suggestion"}]``; ``field``
        is a key (``table.column`` for a column, ``rule:0`` for a rule, empty for the
        whole), ``message`` a :class:`~.form_words.Sentence`
    """
    if not isinstance(design, Mapping):
        return [_problem("", "", Sentence("not_design"))]
    found = [*_sizes(design)]
    specs = rows_of(design.get("fields"))[:MOST_FIELDS]
    found += _keys(specs)
    for spec in specs:
        found += _field(spec, specs, nodes)
    found += _roles(specs)
    form = read(design, extra)
    found += _expressions(form)
    found += _circles(form)
    for index, spec in enumerate(rows_of(design.get("rules"))[:MOST_RULES]):
        found += _rule(form, index, spec, nodes)
    return found


def check_expression(
    design: object,
    text: object,
    place: str = "",
    attribute: str = "visible_if",
    extra: Mapping[str, Type] | None = None,
) -> Problem | None:
    """Return what is wrong with one expression of a field, or ``None``.

    :param place: the field (``table.column`` for a column) or empty for a rule
    """
    form = read(design, extra)
    one = form.fields.get(place)
    wanted: Type | None = "bool"
    if one is not None and attribute in EXPRESSIONS:
        wanted = expected(one, attribute)
        if wanted is None:
            return _problem(place, attribute, _not_able(attribute))
    try:
        scope = form.scope(one.parent if one else place.partition(".")[0])
        expression.compile(text, scope, expect=wanted)
    except ExpressionError as error:
        return _of_error(place, attribute, error)
    return None


def _problem(
    place: str,
    attribute: str,
    message: Sentence,
    column: int | None = None,
    suggestion: str | None = None,
) -> Problem:
    return {
        "field": place,
        "attribute": attribute,
        "column": column,
        "message": message,
        "suggestion": suggestion,
    }


def _of_error(place: str, attribute: str, error: ExpressionError) -> Problem:
    return _problem(
        place,
        attribute,
        Sentence("bad_expression", reason=error),
        error.column,
        error.suggestion,
    )


def _sizes(design: Spec) -> Iterator[Problem]:
    fields, rules = design.get("fields"), design.get("rules")
    if len(fields if isinstance(fields, list) else ()) > MOST_FIELDS:
        yield _problem("", "fields", Sentence("too_many_fields", limit=MOST_FIELDS))
    if len(rules if isinstance(rules, list) else ()) > MOST_RULES:
        yield _problem("", "rules", Sentence("too_many_rules", limit=MOST_RULES))
    if not [f for f in rows_of(fields) if f.get("kind") not in (None, "section")]:
        yield _problem("", "fields", Sentence("no_field"))


def place_of(spec: Spec) -> str:
    """Return the place of a field as findings name it."""
    key, parent = text_of(spec.get("key")), text_of(spec.get("parent"))
    return f"{parent}.{key}" if parent else key


def _keys(specs: list[Spec]) -> Iterator[Problem]:
    seen: set[str] = set()
    for spec in specs:
        key, place = text_of(spec.get("key")), place_of(spec)
        if not key:
            yield _problem(place, "key", Sentence("no_key"))
        elif len(key) > LONGEST_KEY or not KEY.fullmatch(key) or key.endswith("_html"):
            yield _problem(place, "key", Sentence("bad_key", limit=LONGEST_KEY))
        elif key in RESERVED:
            yield _problem(place, "key", Sentence("reserved_key", name=key))
        elif key in seen:
            yield _problem(place, "key", Sentence("same_key", name=key))
        seen.add(key)
    for spec in specs:
        key, parent = text_of(spec.get("key")), text_of(spec.get("parent"))
        made = f"{parent}_{key}" if parent else f"{key}_count"
        if (parent or spec.get("kind") == "table") and made in seen:
            yield _problem(place_of(spec), "key", Sentence("reserved_key", name=made))


def _field(
    spec: Spec, specs: list[Spec], nodes: Collection[str] | None
) -> Iterator[Problem]:
    place, kind = place_of(spec), spec.get("kind")
    yield from _texts(spec, place)
    if not isinstance(kind, str) or kind not in KINDS:
        yield _problem(place, "kind", Sentence("unknown_kind"))
        return
    yield from _shape(spec, specs, place, kind)
    for name, values in _CHOICES.items():
        value = spec.get(name)
        if value not in (None, "", False) and value not in values:
            shown = str(value)[:60]
            yield _problem(place, name, Sentence("unknown_value", value=shown))
    yield from _steps(spec, place, nodes)
    yield from _abilities(spec, place, kind)
    if kind in ("choice", "tags"):
        yield from _options(spec, place)


def _texts(spec: Spec, place: str) -> Iterator[Problem]:
    label = spec.get("label")
    if not isinstance(label, str) or not label.strip():
        yield _problem(place, "label", Sentence("no_label"))
    for name, limit in (
        ("label", LONGEST_LABEL),
        ("help", LONGEST_TEXT),
        ("placeholder", LONGEST_LABEL),
        ("unit", 40),
    ):
        value = spec.get(name)
        if value not in (None, False) and not isinstance(value, str):
            yield _problem(place, name, Sentence("not_text"))
        elif isinstance(value, str) and len(value) > limit:
            yield _problem(place, name, Sentence("long", limit=limit))


def _shape(
    spec: Spec, specs: list[Spec], place: str, kind: str
) -> Iterator[Problem]:
    parent, key = text_of(spec.get("parent")), text_of(spec.get("key"))
    tables = {text_of(s.get("key")) for s in specs if s.get("kind") == "table"}
    if parent and parent not in tables:
        yield _problem(place, "parent", Sentence("no_table", name=parent))
    elif parent and not KINDS[kind].can_be_column:
        yield _problem(place, "kind", Sentence("bad_column"))
    if kind == "table" and not [s for s in specs if s.get("parent") == key]:
        yield _problem(place, "kind", Sentence("no_column"))
    digits = spec.get("digits")
    given = digits is not None and digits is not False
    if given and (type(digits) is not int or not 0 <= digits <= 6):
        yield _problem(place, "digits", Sentence("bad_digits"))


def _steps(
    spec: Spec, place: str, nodes: Collection[str] | None
) -> Iterator[Problem]:
    for mode, name in (
        ("required", "required_nodes"),
        ("readonly", "editable_nodes"),
        ("", "hidden_nodes"),
    ):
        value = spec.get(name) or []
        if not isinstance(value, list):
            yield _problem(place, name, Sentence("no_nodes"))
            continue
        if mode and spec.get(mode) == "nodes" and not value:
            yield _problem(place, name, Sentence("no_nodes"))
        for key in value:
            if nodes is not None and key not in nodes:
                shown = str(key)[:60]
                yield _problem(place, name, Sentence("unknown_node", name=shown))


def _not_able(attribute: str) -> Sentence:
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
            yield _problem(place, name, _not_able(name))
    for name in EXPRESSIONS:
        if spec.get(name) not in (None, False) and not isinstance(spec[name], str):
            yield _problem(place, name, Sentence("not_text"))
    if spec.get("unique") and (not can.can_be_unique or text_of(spec.get("parent"))):
        yield _problem(place, "unique", Sentence("cannot_be_unique"))
    if text_of(spec.get("computed")):
        if text_of(spec.get("default")):
            yield _problem(place, "default", Sentence("computed_default"))
        if spec.get("required") not in (None, "", False, "never"):
            yield _problem(place, "required", Sentence("computed_required"))


def _options(spec: Spec, place: str) -> Iterator[Problem]:
    choices, seen = rows_of(spec.get("choices")), set()
    if not choices:
        yield _problem(place, "choices", Sentence("no_choices"))
    if len(choices) > MOST_CHOICES:
        limit = MOST_CHOICES
        yield _problem(place, "choices", Sentence("too_many_choices", limit=limit))
    for choice in choices[:MOST_CHOICES]:
        key = text_of(choice.get("key"))
        if not key or len(key) > LONGEST_KEY or not KEY.fullmatch(key):
            yield _problem(place, "choices", Sentence("bad_key", limit=LONGEST_KEY))
        elif key in seen:
            yield _problem(place, "choices", Sentence("same_choice", name=key))
        seen.add(key)
        label = choice.get("label")
        if not isinstance(label, str) or not label.strip():
            yield _problem(place, "choices", Sentence("no_choice_label"))
        elif len(label) > LONGEST_LABEL:
            yield _problem(place, "choices", Sentence("long", limit=LONGEST_LABEL))


def _roles(specs: list[Spec]) -> Iterator[Problem]:
    seen: set[str] = set()
    for spec in specs:
        role, kind = spec.get("role"), spec.get("kind")
        if role in (None, "", False):
            continue
        place = place_of(spec)
        if not isinstance(role, str) or role not in ROLES:
            shown = str(role)[:60]
            yield _problem(place, "role", Sentence("unknown_value", value=shown))
            continue
        if kind not in ROLES[role] or text_of(spec.get("parent")):
            yield _problem(place, "role", Sentence("role_kind"))
        elif role in seen:
            yield _problem(place, "role", Sentence("same_role"))
        seen.add(role)


def _expressions(form: Form) -> Iterator[Problem]:
    for place, attribute, error in form.errors:
        if place.startswith("rule:") and error.code == "empty":
            yield _problem(place, attribute, Sentence("no_expression"))
        else:
            yield _of_error(place, attribute, error)


def _circles(form: Form) -> Iterator[Problem]:
    names = ", ".join(place for place in form.fields if place in form.circle)
    for place in sorted(form.circle):
        attributes = [
            name
            for name in ("computed", "visible_if", "default", *CONDITIONS)
            if name in form.fields[place].compiled
        ]
        attribute = attributes[0] if attributes else "kind"
        yield _problem(place, attribute, Sentence("circle", names=names))


def _rule(
    form: Form, index: int, spec: Spec, nodes: Collection[str] | None
) -> Iterator[Problem]:
    place, message = f"rule:{index}", spec.get("message")
    if not isinstance(message, str) or not message.strip():
        yield _problem(place, "message", Sentence("no_message"))
    elif len(message) > LONGEST_LABEL:
        yield _problem(place, "message", Sentence("long", limit=LONGEST_LABEL))
    name = text_of(spec.get("field"))
    if name and not form.rules[index].field:
        yield _problem(place, "field", Sentence("unknown_field", name=name[:60]))
    for key in form.rules[index].nodes:
        if nodes is not None and key not in nodes and key != "submit":
            yield _problem(
                place, "nodes", Sentence("unknown_node", name=key[:60])
            )
