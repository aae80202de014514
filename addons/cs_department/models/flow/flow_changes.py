"""The differences between two graphs, in sentences."""

from ...logic import flow_diff

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


def sentences(env, old, new):
    """Return one sentence for every difference between two compiled graphs."""
    return [_sentence(env, change) for change in flow_diff.changes(old, new)]


def _sentence(env, change):
    name = change.name
    if change.what == "policy":
        details = _details(env["cs.flow"], change, {})
        return env._("The rules of the whole flow differ: %s.", details)
    if change.what == "changed":
        fields = WAIT_FIELDS if change.kind == "wait" else NODE_FIELDS
        details = _details(env["cs.flow.node"], change, fields)
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


def _details(model, change, fields):
    """Return the settings that differ: 'Level: 2 instead of 1'."""
    return "; ".join(
        model.env._(
            "%(setting)s: %(new)s instead of %(old)s",
            setting=_label(model, fields.get(name, name)),
            new=_value(model, fields.get(name, name), new),
            old=_value(model, fields.get(name, name), old),
        )
        for name, (old, new) in change.entries.items()
    )


def _label(model, name):
    field = model._fields.get(name)
    return field.get_description(model.env, ["string"])["string"] if field else name


def _value(model, name, value):
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
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = f"{value:g}" if isinstance(value, float) else str(value or "")
    return text or _("nothing")
