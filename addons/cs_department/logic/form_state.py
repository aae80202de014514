"""What a form shows for given values: the same for preview, form and server.

``state`` never raises, whatever the design and the values are. Fields are looked at in
the order in which they depend on each other, so that the order of the design does not
matter.

* An invisible field is empty, never required, and a section takes its fields with it.
* A computed field has what its expression gives; it is empty when that is not possible
  because something it needs is still empty.
* A default counts where no value was given, that is where the key is missing.
* A rule or a limit that needs an empty field is not looked at.
* A condition that cannot be decided shows the field, and does not demand it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .expression import Expression, ExpressionError
from .form_design import Field, Form, read, rows_of, sources
from .form_entries import broken_rule, empty, new_entry, row_value
from .form_kinds import MOST_ROWS
from .form_limits import CODES, is_beyond, measure, shown
from .form_values import Cleaned, as_fact, clean, from_fact
from .form_words import Sentence

#: what an expression is missing when a field has not been filled in yet
_EMPTY = ("empty_value", "no_value", "empty_list")

Facts = dict[str, object]
Row = Mapping[str, Any]


@dataclass
class Setting:
    """Where and when the form is looked at.

    ``node``: ``None`` while the request is being filled in, the key of a step while
    somebody decides there, empty for a reader who may change nothing. ``opened``: the
    fields that the step opens. ``facts``: what is known besides the fields. ``kept``:
    the request is decided, and what was computed stays as it was then.
    """

    node: str | None = None
    opened: Collection[str] = ()
    today: datetime.date | None = None
    zone: datetime.tzinfo | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    kept: bool = False


def state(
    design: Form | object,
    values: object,
    node: str | None = None,
    today: datetime.date | None = None,
    setting: Setting | None = None,
) -> dict[str, Any]:
    """Return what the form shows.

    :param design: a design as plain data, or read already
    :param values: ``{key: value}``; a detail table has a list of rows
    :return: ``{"fields": {key: {"visible", "required", "readonly", "value", "error",
        "rows"}}, "rules": [{"index", "field", "row", "message"}]}``; ``error`` is a
        :class:`~.form_words.Sentence` or ``None``, ``rows`` of a detail table has the
        same for every column of every row; ``rules`` are those that do not hold.
    """
    form = design if isinstance(design, Form) else read(design)
    setting = setting or Setting(node, today=today)
    return _Look(form, values if isinstance(values, Mapping) else {}, setting).state()


class _Look:
    """One look at a form with one set of values."""

    def __init__(self, form: Form, values: Mapping[str, Any], setting: Setting) -> None:
        self.form, self.values, self.setting = form, values, setting
        self.facts: Facts = {name: setting.facts.get(name) for name in form.names}
        self.rows: dict[str, list[Mapping[str, Any]]] = {}
        self.row_facts: dict[str, list[Facts]] = {}
        self.found: dict[str, dict[str, Any]] = {}
        self.row_found: dict[str, list[dict[str, dict[str, Any]]]] = {}

    def state(self) -> dict[str, Any]:
        for place in self.form.order:
            one = self.form.fields[place]
            if one.parent:
                self._column(one)
            elif one.kind == "table":
                self._table(one)
            else:
                self._field(one)
        self._decide()
        fields = {one.key: self.found[one.key] for one in self.form.top()}
        return {"fields": fields, "rules": self._rules()}

    # ---- values ----------------------------------------------------------------------

    def _field(self, one: Field) -> None:
        visible = self._visible(one, self.facts)
        value, error = (
            self._value(one, self.values, self.facts) if visible else empty(one)
        )
        self.found[one.key] = new_entry(one, visible, value, error)
        if one.can.type:
            self.facts[one.key] = as_fact(one, value)

    def _table(self, one: Field) -> None:
        visible = self._visible(one, self.facts)
        given = rows_of(self.values.get(one.key)) if visible else []
        error = (
            Sentence("many_rows", limit=MOST_ROWS) if len(given) > MOST_ROWS else None
        )
        given = given[:MOST_ROWS]
        self.rows[one.key] = given
        self.row_facts[one.key] = [{} for _row in given]
        self.row_found[one.key] = [{} for _row in given]
        self.found[one.key] = new_entry(one, visible, None, error)
        self.facts[f"{one.key}_count"] = len(given)

    def _column(self, one: Field) -> None:
        total: float = 0
        table = self.form.fields[one.parent]
        for index, row in enumerate(self.rows.get(one.parent, ())):
            facts = {**self.facts, **self._row_scope(one.parent, index)}
            visible = self._visible(one, facts)
            value, error = self._value(one, row, facts) if visible else empty(one)
            self.row_found[table.key][index][one.key] = new_entry(
                one, visible, value, error
            )
            self.row_facts[table.key][index][one.key] = as_fact(one, value)
            if isinstance(value, int | float) and one.can.type == "number":
                total += value
        if one.can.type == "number":
            self.facts[f"{one.parent}_{one.key}"] = round(total, 6)

    def _row_scope(self, table: str, index: int) -> Facts:
        own: Facts = {c.key: None for c in self.form.columns(table) if c.can.type}
        return own | self.row_facts[table][index]

    def _visible(self, one: Field, facts: Facts) -> bool:
        around = one.section or one.parent
        if around and not self.found.get(around, {}).get("visible", True):
            return False
        return one.place in self.form.circle or self._holds(
            one, "visible_if", facts, True
        )

    def _value(self, one: Field, given: Mapping[str, Any], facts: Facts) -> Cleaned:
        if one.kind == "section":
            return None, None
        circular = one.place in self.form.circle
        if "computed" in one.compiled and not self.setting.kept:
            return empty(one) if circular else self._computed(one, facts)
        if one.key not in given and "default" in one.compiled and not circular:
            return self._computed(one, facts, "default")
        return clean(one, given.get(one.key))

    def _computed(
        self, one: Field, facts: Facts, attribute: str = "computed"
    ) -> Cleaned:
        value, error = self._evaluate(one.compiled[attribute], facts)
        if error is None:
            return from_fact(one, value)
        if error.code in _EMPTY:
            return empty(one)
        return empty(one)[0], Sentence("cannot_compute_value", reason=error)

    def _evaluate(
        self, compiled: Expression, facts: Facts
    ) -> tuple[Any, ExpressionError | None]:
        try:
            value = compiled.evaluate(
                facts, today=self.setting.today, tz=self.setting.zone
            )
        except ExpressionError as error:
            return None, error
        return value, None

    def _holds(self, one: Field, attribute: str, facts: Facts, otherwise: bool) -> bool:
        compiled = one.compiled.get(attribute)
        if compiled is None:
            return otherwise
        value, error = self._evaluate(compiled, facts)
        return otherwise if error else bool(value)

    # ---- what is asked of a person ---------------------------------------------------

    def _decide(self) -> None:
        for one in self.form.fields.values():
            if not one.parent:
                self._demand(one, self.found[one.key], self.facts)
                continue
            for index, row in enumerate(self.row_found.get(one.parent, ())):
                facts = {**self.facts, **self._row_scope(one.parent, index)}
                self._demand(one, row[one.key], facts)
        for table, rows in self.row_found.items():
            entry = self.found[table]
            entry["rows"] = rows
            entry["value"] = [
                row_value(given, row)
                for given, row in zip(self.rows[table], rows, strict=True)
            ]

    def _demand(self, one: Field, entry: dict[str, Any], facts: Facts) -> None:
        if not entry["visible"] or one.kind == "section":
            entry["readonly"] = entry["readonly"] or one.kind == "section"
            return
        entry["readonly"] = self._readonly(one, facts)
        entry["required"] = not entry["readonly"] and self._required(one, facts)
        if entry["error"] is None:
            entry["error"] = self._limits(one, entry, facts)
        if entry["error"] is None:
            entry["error"] = self._attachment(one, entry, facts)

    def _readonly(self, one: Field, facts: Facts) -> bool:
        node, around = self.setting.node, one.parent or one.key
        if "computed" in one.compiled or one.spec.get("readonly") == "always":
            return True
        if one.parent and self.found[one.parent]["readonly"]:
            return True
        if one.spec.get("readonly") == "nodes":
            return not node or node not in one.names("editable_nodes")
        if node is not None and around not in self.setting.opened:
            return True
        return self._holds(one, "readonly_if", facts, False)

    def _required(self, one: Field, facts: Facts) -> bool:
        mode = one.spec.get("required")
        if mode in ("always", "submit"):
            return True
        if mode == "nodes" and self.setting.node in one.names("required_nodes"):
            return True
        return self._holds(one, "required_if", facts, False)

    def _limits(
        self, one: Field, entry: Mapping[str, Any], facts: Facts
    ) -> Sentence | None:
        found = measure(one, entry["value"], self.rows)
        if found is None:
            return None
        for attribute, code in (("minimum", 0), ("maximum", 1)):
            compiled = one.compiled.get(attribute)
            if compiled is None:
                continue
            limit, error = self._evaluate(compiled, facts)
            if error or limit is None or type(limit) is bool:
                continue
            if is_beyond(found, limit, attribute):
                return Sentence(CODES[one.can.limits][code], limit=shown(limit))
        return None

    def _attachment(
        self, one: Field, entry: Mapping[str, Any], facts: Facts
    ) -> Sentence | None:
        if not self._holds(one, "attachment_required", facts, False):
            return None
        if one.kind == "attachment":
            return None if entry["value"] else Sentence("attachment_missing")
        given = any(
            other.kind == "attachment" and self.found[other.key]["value"]
            for other in self.form.top()
        )
        return None if given or not entry["value"] else Sentence("attachment_missing")

    # ---- validations -----------------------------------------------------------------

    def _rules(self) -> list[dict[str, Any]]:
        broken: list[dict[str, Any]] = []
        for rule in self.form.rules:
            if rule.expression is None:
                continue
            if rule.nodes and (self.setting.node or "submit") not in rule.nodes:
                continue
            one = self.form.fields.get(rule.field)
            if one is None or not one.parent:
                if self._is_broken(rule.expression, self.facts, ""):
                    broken.append(broken_rule(rule))
                continue
            for index in range(len(self.rows.get(one.parent, ()))):
                facts = {**self.facts, **self._row_scope(one.parent, index)}
                if self._is_broken(rule.expression, facts, one.parent):
                    broken.append(broken_rule(rule, index))
        return broken

    def _is_broken(self, compiled: Expression, facts: Facts, table: str) -> bool:
        filled = all(
            facts.get(name) is not None
            for name in compiled.names
            if sources(self.form, name, table)
        )
        if not filled:
            return False
        value, error = self._evaluate(compiled, facts)
        return error is None and not value
