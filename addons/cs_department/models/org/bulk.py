"""Rows of a table, added or read from arrays in a few statements.

Through the ORM each hundred rows would take a statement of their own, and each row its
time. Who may write, defaults and what is computed are the caller's to see to.
"""

import json

from odoo.tools import SQL, split_every

_NUMBERS = ("integer", "float", "many2one_reference")


def insert(model, names, vals_list, many=1000):
    """Add rows past the ORM.

    :param names: the fields that are given, all with a column
    :param many: rows in one statement
    :return: the ids, in order
    """
    fields, ids = [model._fields[name] for name in names], []
    for some in split_every(many, vals_list):
        rows = model.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s ORDER BY new.place RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(SQL.identifier(name) for name in names),
                SQL(", ").join(cast(field) for field in fields),
                table(fields, [[v.get(name) for v in some] for name in names]),
            )
        )
        ids += [row[0] for row in rows]
    return ids


def table(fields, columns):
    """Return columns of values as a table ``new``, in the order of its ``place``.

    One array for each column: written and read in a fraction of the time that a list of
    values for each row takes.
    """
    arrays = [
        SQL("%s::%s[]", [_plain(field, v) for v in values], SQL(_type(field)))
        for field, values in zip(fields, columns, strict=True)
    ]
    return SQL(
        "unnest(%s) WITH ORDINALITY AS new (%s, place)",
        SQL(", ").join(arrays),
        SQL(", ").join(SQL.identifier(field.name) for field in fields),
    )


def cast(field):
    """Return a column of such a table as the column of the field keeps it."""
    column = SQL.identifier("new", field.name)
    return SQL("%s::jsonb", column) if field.type == "json" else column


def _type(field):
    return "text" if field.type == "json" else (field.column_type or ("int4",))[0]


def _plain(field, value):
    """Return a plain value as the database takes it."""
    if field.type in _NUMBERS:
        return value or 0
    if field.type == "json":
        return json.dumps(value) if value else None
    return bool(value) if field.type == "boolean" else value or None
