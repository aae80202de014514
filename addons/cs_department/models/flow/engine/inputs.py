"""Arguments that come over the wire: checked, and answered in a sentence."""

from odoo.exceptions import UserError

LONGEST_COMMENT = 10_000


def text(env, value):
    """Return a comment as text.

    :raises UserError: when it is not text or longer than 10,000 characters.
    """
    if value in (None, False):
        return ""
    if not isinstance(value, str):
        raise UserError(env._("The comment must be a text."))
    if len(value) > LONGEST_COMMENT:
        raise UserError(env._("The comment is too long."))
    return value.replace("\x00", "").strip()


def required(env, value, sentence):
    """Return a text that may not be empty."""
    found = text(env, value)
    if not found:
        raise UserError(sentence)
    return found


def users(env, value):
    """Return active internal users for an id or a list of ids.

    :raises UserError: when one of them is no active internal user.
    """
    ids = value if isinstance(value, list | tuple) else [value]
    if not ids or not all(isinstance(i, int) and not isinstance(i, bool) and i > 0 for i in ids):
        raise UserError(env._("Choose a person."))
    found = env["res.users"].sudo().browse(ids).exists()
    if len(found) != len(set(ids)) or not all(u.active and u._is_internal() for u in found):
        raise UserError(env._("This person cannot decide: there is no active user."))
    return found


def record(env, model, value):
    """Return one existing record of a model for an id, as superuser."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError(env._("This does not exist any more."))
    found = env[model].sudo().browse(value).exists()
    if not found:
        raise UserError(env._("This does not exist any more."))
    return found


def choices(env, value):
    """Return ``{node key: [user ids]}`` as people chose them."""
    if value in (None, False):
        return {}
    if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
        raise UserError(env._("The chosen people cannot be read."))
    return {key: users(env, ids).ids for key, ids in value.items()}
