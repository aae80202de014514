from contextlib import contextmanager

from odoo.tools import SQL


@contextmanager
def deferred(records, *constraints):
    """Let Python name what is wrong before PostgreSQL refuses it.

    An exclusion constraint is checked with the INSERT, before any ``api.constrains``
    could say who is in the way. Inside this block it waits; at the end of the block
    everything is written and the database has the last word, as it must when two
    people save at the same moment.

    :param records: a recordset, to flush what is pending
    :param constraints: attribute names of DEFERRABLE constraints of its model
    :raise psycopg2.IntegrityError: when a constraint does not hold at the end
    """
    names = SQL(", ").join(
        SQL.identifier(f"{records._table}{constraint}") for constraint in constraints
    )
    cr = records.env.cr
    cr.execute(SQL("SET CONSTRAINTS %s DEFERRED", names))
    yield
    records.env.flush_all()
    cr.execute(SQL("SET CONSTRAINTS %s IMMEDIATE", names))
