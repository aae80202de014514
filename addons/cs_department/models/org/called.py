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
