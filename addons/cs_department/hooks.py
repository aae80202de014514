from odoo.tools.sql import SQL

from .models.flow.engine.retell import retell

MODULE = "cs_department"
#: models of other modules whose records are people's own, whoever made them
PEOPLE = {
    "hr.department",
    "hr.employee",
    "hr.job",
    "hr.leave",
    "hr.leave.allocation",
    "hr.leave.type",
    "hr.version",
    "res.company",
    "res.partner",
    "res.users",
    "resource.calendar",
    "resource.calendar.attendance",
    "resource.calendar.leaves",
    "resource.resource",
}


def pre_init_hook(env):
    """Prepare the database for the exclusion constraints, before any table exists.

    ``btree_gist`` lets one constraint compare plain columns (a person, a role) and
    periods; it is a trusted extension, so the owner of the database may add it.
    """
    env.cr.execute(SQL("CREATE EXTENSION IF NOT EXISTS btree_gist"))


def post_init_hook(env):
    """Tell in all languages what came before their words did.

    Flows of the module are published, and the requests of the demo filed, while the
    data loads; translations load after them. So do hand-overs with their checks.
    """
    retell(env, env["cs.flow.run"].search([]))
    env["cs.handover.item"].search([])._copy_words()


def uninstall_hook(env):
    """Leave people's records in order before the module goes.

    Employees, departments, leave and its types came with the demo or a policy pack, but
    they are people's own now: they stay. What only this module understands (the log of
    approvals that nothing may delete, requests under way, reminders) goes first and in
    one go, so that nothing refers to it any more.
    """
    env.flush_all()
    _keep_people(env)
    _end_activities(env)
    _end_jobs(env)
    _empty_own_tables(env)
    env.invalidate_all()


def _own(env):
    """Return the names of the module's own models."""
    return [n for n, m in env.registry.items() if m._original_module == MODULE]


def _keep_people(env):
    """Forget that records of other modules came from here, so that they stay."""
    env["ir.model.data"].search(
        [("module", "=", MODULE), ("model", "in", sorted(PEOPLE))]
    ).unlink()


def _end_activities(env):
    """Delete the reminders whose kind goes with the module."""
    data = env["ir.model.data"].search(
        [("module", "=", MODULE), ("model", "=", "mail.activity.type")]
    )
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("activity_type_id", "in", data.mapped("res_id"))]).unlink()


def _end_jobs(env):
    """Delete queued work on models that will not exist any more."""
    env["queue.job"].search([("model_name", "in", _own(env))]).unlink()


def _empty_own_tables(env):
    """Empty the module's tables, without the guards that protect them in service."""
    own = _own(env)
    tables = tuple(env[n]._table for n in own if env[n]._auto and not env[n]._abstract)
    _drop_references(env, tables)
    _drop_guards(env, tables)
    env.cr.execute(
        SQL("TRUNCATE %s", SQL(", ").join(SQL.identifier(t) for t in tables))
    )
    env["ir.model.data"].search([("model", "in", own)]).unlink()


def _drop_references(env, tables):
    """Drop the foreign keys that lead to the tables, from wherever."""
    rows = env.execute_query(
        SQL(
            """
            SELECT origin.relname, conname
              FROM pg_constraint
              JOIN pg_class origin ON origin.oid = conrelid
              JOIN pg_class target ON target.oid = confrelid
             WHERE contype = 'f' AND target.relname IN %s
               AND target.relnamespace = current_schema::regnamespace
            """,
            tables,
        )
    )
    for table, name in rows:
        env.cr.execute(
            SQL(
                "ALTER TABLE %s DROP CONSTRAINT %s",
                SQL.identifier(table),
                SQL.identifier(name),
            )
        )


def _drop_guards(env, tables):
    """Drop the triggers of the tables together with their functions."""
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT proname
              FROM pg_trigger
              JOIN pg_class guarded ON guarded.oid = tgrelid
              JOIN pg_proc ON pg_proc.oid = tgfoid
             WHERE NOT tgisinternal AND guarded.relname IN %s
               AND guarded.relnamespace = current_schema::regnamespace
            """,
            tables,
        )
    )
    for (name,) in rows:
        env.cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(name)))
