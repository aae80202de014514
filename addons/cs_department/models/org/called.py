"""The records on which a client calls a method; ids that cannot be get a sentence."""

from odoo.exceptions import UserError

#: PostgreSQL's integer; a larger number cannot be an id
LARGEST_ID = 2**31 - 1


def is_id(value):
    """Tell whether a value can be the id of a record."""
    return type(value) is int and 0 < value <= LARGEST_ID


def rows(records):
    """Return the records a method was called on, when their ids can be ids.

    :raises UserError: when one of them cannot.
    """
    if not all(is_id(i) for i in records._ids):
        raise gone(records.env)
    return records


def one(records):
    """Return the one record a method was called on.

    :raises UserError: when it is none, several, or cannot exist.
    """
    if len(rows(records)) != 1 or not records.sudo().exists():
        raise gone(records.env)
    return records


def gone(env):
    """Return the error for what does not exist (any more)."""
    return UserError(env._("This does not exist any more."))


def told(value):
    """Return what a method tells in a form that every protocol carries.

    XML-RPC knows no None and no class of texts: nothing is False, as Odoo itself says
    it, and the keys of a dictionary are texts, which JSON makes of them anyway.
    """
    if value is None:
        return False
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(key): told(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [told(item) for item in value]
    return value
