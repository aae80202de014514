"""The differences between two graphs, in sentences."""

from functools import reduce

from odoo.tools import format_list

from ...logic import flow_diff, flow_graph
from .flow_words import field_label

#: setting of a compiled node → field of the node that is edited
NODE_FIELDS = {
    "who": "approver_kind",
    "users": "user_ids",
    "role": "role_id",
    "until_role": "until_role_id",
    "field": "field_name",
    "fallback": "fallback_user_ids",
    "sign": "sign_mode",
    "votes": "votes_needed",
    "percent": "votes_percent",
    "transfer": "allow_transfer",
    "return": "allow_return",
    "add_signer": "allow_add_signer",
    "server_action": "server_action_id",
}
WAIT_FIELDS = {"field": "wait_field", "hours": "wait_hours"}


#: settings that hold technical names of fields of the document
FIELD_NAMES = ("field_name", "wait_field", "open_fields", "required_fields")


def sentences(env, old, new, res_model=None):
    """Return one sentence for every difference between two compiled graphs.

    :param res_model: the model of the documents, for the labels of its fields.
    """
    return [change["message"] for change in marked(env, old, new, res_model)]


def marked(env, old, new, res_model=None):
    """Return the differences with the nodes they are about.

    :return: ``[{"node": key or "", "what", "message"}]``, see ``logic.flow_diff``.
    """
    graphs = [flow_graph.in_language(graph, env.lang) for graph in (old, new)]
    return [
        {"node": c.key, "what": c.what, "message": _sentence(env, c, res_model)}
        for c in flow_diff.changes(*graphs)
    ]


def _sentence(env, change, res_model):
    name = change.name
    if change.what == "policy":
        details = _details(env["cs.flow"], change, {}, res_model)
        return env._("The rules of the whole flow differ: %s.", details)
    if change.what == "changed":
        fields = WAIT_FIELDS if change.kind == "wait" else NODE_FIELDS
        details = _details(env["cs.flow.node"], change, fields, res_model)
        return env._(
            "'%(node)s' works differently: %(details)s.", node=name, details=details
        )
    if change.what == "renamed":
        return env._(
            "'%(old)s' is called '%(new)s' now.",
            old=change.entries["name"][0],
            new=name,
        )
    return {
        "added": env._("'%s' is new.", name),
        "removed": env._("'%s' is gone.", name),
        "moved": env._("'%s' stands at another place.", name),
    }[change.what]


def _details(model, change, fields, res_model):
    """Return the settings that differ: 'Level: 2 instead of 1'."""
    _ = model.env._
    clauses = [
        _(
            "%(setting)s: %(new)s instead of %(old)s",
            setting=_label(model, fields.get(name, name)),
            new=_value(model, fields.get(name, name), new, res_model),
            old=_value(model, fields.get(name, name), old, res_model),
        )
        for name, (old, new) in change.entries.items()
    ]
    return reduce(lambda one, more: _("%(one)s; %(more)s", one=one, more=more), clauses)


def _label(model, name):
    field = model._fields.get(name)
    return field.get_description(model.env, ["string"])["string"] if field else name


def _value(model, name, value, res_model):
    """Return a setting of a compiled node as people read it."""
    field, _ = model._fields.get(name), model.env._
    kind = field.type if field is not None else ""
    if kind == "boolean":
        return _("yes") if value else _("no")
    if kind in ("many2one", "many2many") and value:
        ids = value if isinstance(value, list) else [value]
        records = model.env[field.comodel_name].sudo().browse(ids).exists()
        value = records.mapped("display_name")
    if kind == "selection":
        value = dict(field._description_selection(model.env)).get(value, value)
    if name in FIELD_NAMES and value:
        names = value if isinstance(value, list) else [value]
        value = [field_label(model.env, res_model, text) for text in names]
    if isinstance(value, list):
        value = format_list(model.env, [str(item) for item in value])
    text = f"{value:g}" if isinstance(value, float) else str(value or "")
    return text or _("nothing")
