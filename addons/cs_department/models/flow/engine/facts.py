"""What a flow may know of a document."""

import hashlib
import json
from datetime import date, datetime

from odoo.exceptions import UserError, ValidationError

from ....logic import expression
from ...org.zone import zone_of

#: context: the conditions that will be asked, as a tuple of texts
ASKED = "cs_flow_asked"

_GENERIC = {
    "char": "text",
    "text": "text",
    "selection": "text",
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "date": "date",
    "datetime": "datetime",
    "boolean": "bool",
    "many2one": "text",
}


def fact_types(model):
    """Return ``{name: (type, label)}`` for a model, with or without the mixin."""
    if hasattr(model, "_flow_fact_types"):
        return model._flow_fact_types()
    return {
        name: (_GENERIC[field.type], field.string)
        for name, field in model._fields.items()
        if field.store and field.type in _GENERIC
    }


def types_of(model):
    """Return ``{name: type}``, what a condition of this model is compiled with."""
    return {name: kind for name, (kind, _label) in fact_types(model).items()}


def condition_error(text, model):
    """Return why a condition could not be asked of a document, or ``None``.

    :param model: what the flow decides on, or ``None`` when it is not known.
    :return: the language's own error, with column and, if there is one, remedy.
    """
    if not text or model is None:
        return None
    try:
        expression.compile(text, types_of(model), expect="bool")
    except expression.ExpressionError as error:
        return error
    return None


def check_condition(env, text, model, place):
    """Refuse a condition that no document of the model could be asked.

    :param model: what the flow decides on, or ``None`` when it is not known.
    :param place: the name of what the condition belongs to.
    :raises ValidationError: in a sentence with column and, if there is one, remedy.
    """
    error = condition_error(text, model)
    if error:
        raise ValidationError(
            env._(
                "The condition of '%(node)s': %(reason)s",
                node=place,
                reason=error.translated(env._),
            )
        ) from error


def load_facts(documents, graphs=()):
    """Return ``{document id: {name: value}}`` for a batch of one model.

    :param graphs: what decides on them, besides the flows that are in force for them;
        a fact that costs a query is read when some condition names it
    """
    names = fact_types(documents)
    if hasattr(documents, "_flow_facts"):
        asked = tuple({text for graph in graphs for text in graph.conditions})
        found = documents.with_context(**{ASKED: asked})._flow_facts()
        return {
            record_id: {name: values.get(name) for name in names}
            for record_id, values in found.items()
        }
    return {
        document.id: {name: _plain(document, name) for name in names}
        for document in documents
    }


def _plain(document, name):
    value, kind = document[name], document._fields[name].type
    if kind == "many2one":
        return value.display_name or None
    if kind in ("boolean", "integer", "float", "monetary"):
        return value
    return value or None


def as_json(values):
    """Return facts as JSON keeps them: dates as text, records never."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in values.items()
    }


def facts_hash(values):
    """Return the hash of the facts a person saw when deciding."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def holds(env, text, names, values, place, company):
    """Tell whether a condition holds.

    :param place: where it stands, a name or a record that has one.
    :raises UserError: when it cannot be computed, naming the node and the reason.
    """
    try:
        compiled = expression.compile(text, names, expect="bool")
        return bool(compiled.evaluate(values, tz=zone_of(company)))
    except expression.ExpressionError as error:
        raise UserError(
            env._(
                "The condition of '%(node)s' cannot be decided: %(reason)s",
                node=place if isinstance(place, str) else place.display_name,
                reason=error.translated(env._),
            )
        ) from error
