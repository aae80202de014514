from odoo.tools.sql import SQL


def pre_init_hook(env):
    """Prepare the database for the exclusion constraints, before any table exists.

    ``btree_gist`` lets one constraint compare plain columns (a person, a role) and
    periods; it is a trusted extension, so the owner of the database may add it.
    """
    env.cr.execute(SQL("CREATE EXTENSION IF NOT EXISTS btree_gist"))
