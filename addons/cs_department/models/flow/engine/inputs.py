"""Arguments that come over the wire: checked, and answered in a sentence."""

from odoo.exceptions import UserError

from ...org.called import gone, is_id, one, rows, told

__all__ = [
    "choices",
    "gone",
    "is_id",
    "one",
    "record",
    "required",
    "rows",
    "storable",
    "text",
    "told",
    "users",
]

LONGEST_COMMENT = 10_000
MOST_PEOPLE = 100


def text(env, value):
    """Return a comment as text that the database can hold.

    :raises UserError: when it is not text or longer than 10,000 characters.
    """
    if value in (None, False):
        return ""
    if not isinstance(value, str):
        raise UserError(env._("The comment must be a text."))
    if len(value) > LONGEST_COMMENT:
        raise UserError(env._("The comment is too long."))
    return storable(value).strip()


def storable(text):
    """Return a text without what no database can hold: NUL and half surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def required(env, value, sentence):
    """Return a text that may not be empty."""
    found = text(env, value)
    if not found:
        raise UserError(sentence)
    return found


def users(env, value, companies=None):
    """Return active internal users for an id or a list of ids.

    :param companies: companies whose documents they must be able to see.
    :raises UserError: when one of them is no such user.
    """
    ids = value if isinstance(value, list | tuple) else [value]
    if not ids or not all(is_id(i) for i in ids):
        raise UserError(env._("Choose a person."))
    if len(ids) > MOST_PEOPLE:
        raise UserError(env._("Choose at most %s people.", MOST_PEOPLE))
    found = env["res.users"].sudo().browse(dict.fromkeys(ids)).exists()
    if len(found) != len(set(ids)):
        raise UserError(found.browse()._cs_why_no_decider())
    for user in found:
        why = user._cs_why_no_decider()
        if why:
            raise UserError(why)
        if companies and companies - user.company_ids:
            raise UserError(
                env._(
                    "%(person)s has no access to %(company)s.",
                    person=user.name,
                    company=(companies - user.company_ids)[:1].name,
                )
            )
    return found


def record(env, model, value):
    """Return one existing record of a model for an id, as superuser."""
    found = env[model].sudo().browse([value] if is_id(value) else []).exists()
    if not found:
        raise gone(env)
    return found


def choices(env, value):
    """Return ``{node key: [user ids]}`` as people chose them."""
    if value in (None, False):
        return {}
    if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
        raise UserError(env._("The chosen people cannot be read."))
    return {key: users(env, ids).ids for key, ids in value.items()}
