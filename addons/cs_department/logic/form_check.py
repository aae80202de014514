"""What is wrong with the design of a form; every finding names its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from . import expression
from .expression import ExpressionError, Type
from .form_check_field import Problem, Spec, field_problems, not_able, place_of, problem
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
    LONGEST_KEY,
    LONGEST_LABEL,
    MOST_FIELDS,
    MOST_RULES,
    ROLES,
)
from .form_words import Sentence

#: words of the expression language and columns of every line
RESERVED = frozenset(
    {
        *BASE_FACTS,
        *("and", "or", "not", "in", "true", "false", "id", "if", "submit"),
    }
)


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
        return [problem("", "", Sentence("not_design"))]
    found = [*_sizes(design)]
    specs = rows_of(design.get("fields"))[:MOST_FIELDS]
    found += _keys(specs)
    for spec in specs:
        found += field_problems(spec, specs, nodes)
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
            return problem(place, attribute, not_able(attribute))
    try:
        scope = form.scope(one.parent if one else place.partition(".")[0])
        expression.compile(text, scope, expect=wanted)
    except ExpressionError as error:
        return _of_error(place, attribute, error)
    return None


def _of_error(place: str, attribute: str, error: ExpressionError) -> Problem:
    return problem(
        place,
        attribute,
        Sentence("bad_expression", reason=error),
        error.column,
        error.suggestion,
    )


def _sizes(design: Spec) -> Iterator[Problem]:
    fields, rules = design.get("fields"), design.get("rules")
    if len(fields if isinstance(fields, list) else ()) > MOST_FIELDS:
        yield problem("", "fields", Sentence("too_many_fields", limit=MOST_FIELDS))
    if len(rules if isinstance(rules, list) else ()) > MOST_RULES:
        yield problem("", "rules", Sentence("too_many_rules", limit=MOST_RULES))
    if not [f for f in rows_of(fields) if f.get("kind") not in (None, "section")]:
        yield problem("", "fields", Sentence("no_field"))


def _keys(specs: list[Spec]) -> Iterator[Problem]:
    seen: set[str] = set()
    for spec in specs:
        key, place = text_of(spec.get("key")), place_of(spec)
        if not key:
            yield problem(place, "key", Sentence("no_key"))
        elif len(key) > LONGEST_KEY or not KEY.fullmatch(key) or key.endswith("_html"):
            yield problem(place, "key", Sentence("bad_key", limit=LONGEST_KEY))
        elif key in RESERVED:
            yield problem(place, "key", Sentence("reserved_key", name=key))
        elif key in seen:
            yield problem(place, "key", Sentence("same_key", name=key))
        seen.add(key)
    for spec in specs:
        key, parent = text_of(spec.get("key")), text_of(spec.get("parent"))
        made = f"{parent}_{key}" if parent else f"{key}_count"
        if (parent or spec.get("kind") == "table") and made in seen:
            yield problem(place_of(spec), "key", Sentence("reserved_key", name=made))


def _roles(specs: list[Spec]) -> Iterator[Problem]:
    seen: set[str] = set()
    for spec in specs:
        role, kind = spec.get("role"), spec.get("kind")
        if role in (None, "", False):
            continue
        place = place_of(spec)
        if not isinstance(role, str) or role not in ROLES:
            shown = str(role)[:60]
            yield problem(place, "role", Sentence("unknown_value", value=shown))
            continue
        if kind not in ROLES[role] or text_of(spec.get("parent")):
            yield problem(place, "role", Sentence("role_kind"))
        elif role in seen:
            yield problem(place, "role", Sentence("same_role"))
        seen.add(role)


def _expressions(form: Form) -> Iterator[Problem]:
    for place, attribute, error in form.errors:
        if place.startswith("rule:") and error.code == "empty":
            yield problem(place, attribute, Sentence("no_expression"))
        else:
            yield _of_error(place, attribute, error)


def _circles(form: Form) -> Iterator[Problem]:
    names = [place for place in form.fields if place in form.circle]
    for place in sorted(form.circle):
        attributes = [
            name
            for name in ("computed", "visible_if", "default", *CONDITIONS)
            if name in form.fields[place].compiled
        ]
        attribute = attributes[0] if attributes else "kind"
        yield problem(place, attribute, Sentence("circle", names=names))


def _rule(
    form: Form, index: int, spec: Spec, nodes: Collection[str] | None
) -> Iterator[Problem]:
    place, message = f"rule:{index}", spec.get("message")
    if not isinstance(message, str) or not message.strip():
        yield problem(place, "message", Sentence("no_message"))
    elif len(message) > LONGEST_LABEL:
        yield problem(place, "message", Sentence("long", limit=LONGEST_LABEL))
    name = text_of(spec.get("field"))
    if name and not form.rules[index].field:
        yield problem(place, "field", Sentence("unknown_field", name=name[:60]))
    for key in form.rules[index].nodes:
        if nodes is not None and key not in nodes and key != "submit":
            yield problem(place, "nodes", Sentence("unknown_node", name=key[:60]))
