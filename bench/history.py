"""A long history of finished runs, made by SQL: what the inbox must not notice."""

from __future__ import annotations

from typing import Any

import psycopg2

from odoo.tools import SQL

from .world import REQUEST, World

#: tasks that the leader has to do while the history grows
OPEN = 200
TABLES = ("cs_flow_run", "cs_flow_task")
#: documents of the history do not exist, and nothing may read them
FIRST_DOCUMENT = 100_000_000


def grow(env: Any, size: int) -> None:
    """Bring the number of finished runs to ``size`` and tell PostgreSQL's planner."""
    world = World(env)
    if not env["cs.flow.task"].search_count(
        [("user_id", "=", world.leader.id)], limit=1
    ):
        world.documents(OPEN).with_user(world.clerk).action_submit()
    env.cr.commit()
    [(have,)] = env.execute_query(
        SQL("SELECT count(*) FROM cs_flow_run WHERE res_id > %s", FIRST_DOCUMENT)
    )
    if have < size:
        _insert(env, world, have + 1, size)
        env.cr.commit()
        _vacuum(env.cr.dbname)
    env.invalidate_all()


def _insert(env: Any, world: World, first: int, last: int) -> None:
    """Insert runs and their three tasks; the leader has decided every one of them."""
    references = _drop_references(env)
    flow = env["cs.flow"].search([("res_model", "=", REQUEST)], limit=1)
    values = {
        "flow": flow.id,
        "version": flow.version_id.id,
        "model": REQUEST,
        "offset": FIRST_DOCUMENT,
        "company": env.company.id,
        "department": world.leader.employee_id.department_id.id,
        "agents": env["res.users"].search([("login", "like", "bench_agent%")]).ids,
        "deciders": [world.leader.id, world.checker.id, world.panel.id],
        "first": first,
        "last": last,
    }
    env.cr.execute(
        SQL(
            """
            INSERT INTO cs_flow_run (flow_id, version_id, res_model, res_id, subject,
                requester_id, department_id, company_id, state, active_keys, rev, round,
                task_count, event_count, log_head, opened_at, closed_at)
            SELECT %(flow)s, %(version)s, %(model)s, %(offset)s + i, 'Request ' || i,
                   (%(agents)s)[1 + i %% array_length(%(agents)s, 1)], %(department)s,
                   %(company)s, 'approved', '[]', 4, 1, 3, 4, md5(i::text),
                   now() - i * interval '1 minute', now() - i * interval '1 minute'
              FROM generate_series(%(first)s, %(last)s) i
            """,
            **values,
        )
    )
    env.cr.execute(
        SQL(
            """
            INSERT INTO cs_flow_task (run_id, number, node_key, node_name, kind, round,
                sequence, state, user_id, done_by_id, source, opened_at, done_at,
                res_model, res_id, subject, requester_id, department_id, company_id)
            SELECT run.id, step, 'n' || step, 'Step ' || step, 'approve', 1, 0,
                   'approved', (%(deciders)s)[step], (%(deciders)s)[step], 'flow',
                   run.opened_at, run.closed_at, run.res_model, run.res_id, run.subject,
                   run.requester_id, run.department_id, run.company_id
              FROM cs_flow_run run, generate_series(1, 3) step
             WHERE run.res_id BETWEEN %(offset)s + %(first)s AND %(offset)s + %(last)s
            """,
            **values,
        )
    )
    for statement in references:
        env.cr.execute(statement)


def _drop_references(env: Any) -> list[SQL]:
    """Drop the foreign keys, checked row by row; return how to make them again."""
    rows = env.execute_query(
        SQL(
            """
            SELECT c.conname, t.relname, pg_get_constraintdef(c.oid)
              FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
             WHERE c.contype = 'f' AND t.relname IN %s
            """,
            TABLES,
        )
    )
    again = []
    for name, table, definition in rows:
        both = SQL.identifier(table), SQL.identifier(name)
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", *both))
        again.append(SQL("ALTER TABLE %s ADD CONSTRAINT %s " + definition, *both))
    return again


def _vacuum(database: str) -> None:
    """Do what the server's own vacuum does in quiet hours."""
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"VACUUM ANALYZE {table}")
    finally:
        connection.close()
