"""Reading and writing the engine's own tables in a constant number of statements.

One statement locks the runs and brings them with all their tasks; one updates any
number of rows. Through the ORM each would take one statement for every hundred rows,
and time for each row.
"""

from collections import namedtuple
from itertools import groupby

from odoo.tools import SQL, split_every

from ...org import bulk

#: rows in one statement
MANY = 1000
#: updates in one statement
TOGETHER = 4
Run = namedtuple(
    "Run",
    "id version_id res_model res_id subject requester_id employee_id company_id "
    "department_id state active_keys choices gate_values rev round event_count "
    "log_head words readers",
)
TaskRow = namedtuple(
    "TaskRow",
    "id number node_key kind state user_id owner_id pool_role_id pool_department_id "
    "sequence source parent_id round deadline done_by_id",
)


def of_runs(run_ids):
    """Return the condition for runs with these ids."""
    return SQL("run.id IN %s", tuple(run_ids) or (None,))


def of_tasks(task_ids):
    """Return the condition for the runs of some tasks."""
    return SQL(
        "run.id IN (SELECT run_id FROM cs_flow_task WHERE id IN %s)",
        tuple(task_ids) or (None,),
    )


def lock(env, condition):
    """Lock runs in the order of their ids."""
    env["cs.flow.run"].flush_model()
    env["cs.flow.task"].flush_model()
    env.execute_query(
        SQL(
            "SELECT id FROM cs_flow_run run WHERE %s ORDER BY id FOR NO KEY UPDATE",
            condition,
        )
    )


def read(env, condition, with_lock=True):
    """Lock runs in the order of their ids, and read them with their tasks.

    :param condition: see :func:`of_runs` and :func:`of_tasks`.
    :return: ([(run, its tasks)], {user id: partner id} of requesters and those asked).
    """
    runs, tasks = env["cs.flow.run"], env["cs.flow.task"]
    runs.flush_model()
    tasks.flush_model()
    found = env.execute_query(
        SQL(
            """
            SELECT %(run)s, %(task)s, requester.partner_id, asked.partner_id
              FROM cs_flow_run run
         LEFT JOIN res_users requester ON requester.id = run.requester_id
         LEFT JOIN cs_flow_task task ON task.run_id = run.id
         LEFT JOIN res_users asked ON asked.id = task.user_id
             WHERE %(condition)s
          ORDER BY run.id, task.number
          %(lock)s
            """,
            lock=SQL("FOR NO KEY UPDATE OF run") if with_lock else SQL(),
            run=_columns("run", Run),
            task=_columns("task", TaskRow),
            condition=condition,
        )
    )
    if with_lock:
        # what was read before the lock may have changed
        runs.invalidate_model(flush=False)
        tasks.invalidate_model(flush=False)
    width, partners, answer = len(Run._fields), {}, []
    for _id, rows in groupby(found, key=lambda row: row[0]):
        group = list(rows)
        run = Run(*group[0][:width])
        own = [TaskRow(*row[width:-2]) for row in group if row[width]]
        partners[run.requester_id] = group[0][-2]
        partners.update(
            (task.user_id, row[-1]) for task, row in zip(own, group, strict=bool(own))
        )
        answer.append((run, own))
    partners.pop(None, None)
    return answer, partners


def _columns(alias, names):
    return SQL(", ").join(SQL.identifier(alias, name) for name in names._fields)


def insert(model, vals_list):
    """Add rows to one of the engine's tables.

    Who reads the new rows fetches them; what was computed from them before is computed
    anew. Defaults are those of the model: what users set as theirs has no meaning here.

    :param vals_list: dicts with all that is required and has no default.
    :return: the ids, in order.
    """
    if not vals_list:
        return []
    model._check_engine()
    given = {name for vals in vals_list for name in vals}
    columns = [
        field
        for field in model._fields.values()
        if field.column_type and field.store and (field.name in given or field.default)
    ]
    defaults = {f.name: f.default(model) for f in columns if f.default}
    names = [field.name for field in columns]
    ids = bulk.insert(model, names, [defaults | vals for vals in vals_list], MANY)
    _announce(model.browse(ids), columns, vals_list)
    return ids


def _announce(records, columns, vals_list):
    """Let everything computed from new rows, and every list of them, be read anew."""
    for field in columns:
        if field.type == "many2one":
            field._insert_cache(records, [v.get(field.name) or None for v in vals_list])
            for inverse in records.pool.field_inverses[field]:
                records.env[inverse.model_name].invalidate_model(
                    [inverse.name], flush=False
                )
    records.modified([field.name for field in columns], create=True)


def update(*changes):
    """Write rows of the engine's tables, all of them in one statement if they are few.

    :param changes: pairs (model, ``{id: {field: value}}``).
    """
    statements, env = [], None
    for model, values_by_id in changes:
        env, records = model.env, model.browse(values_by_id)
        records.flush_recordset()
        by_columns = {}
        for record_id, values in values_by_id.items():
            names = tuple(sorted(values))
            row = (record_id, *(values[name] for name in names))
            by_columns.setdefault(names, []).append(row)
        statements += [
            _update(model, names, some)
            for names, rows in by_columns.items()
            for some in split_every(MANY, rows)
        ]
        records.invalidate_recordset(flush=False)
    for some in split_every(TOGETHER, statements):
        *first, last = some
        steps = [
            SQL("%s AS (%s)", SQL.identifier(f"step_{number}"), statement)
            for number, statement in enumerate(first)
        ]
        prefix = SQL("WITH %s ", SQL(", ").join(steps)) if steps else SQL()
        env.execute_query(SQL("%s%s", prefix, last))


def _update(model, names, rows):
    fields = [model._fields[name] for name in names]
    return SQL(
        "UPDATE %(table)s SET %(assigned)s FROM %(rows)s WHERE %(table)s.id = new.id",
        table=SQL.identifier(model._table),
        assigned=SQL(", ").join(
            SQL("%s = %s", SQL.identifier(field.name), bulk.cast(field))
            for field in fields
        ),
        rows=bulk.table([model._fields["id"], *fields], zip(*rows, strict=True)),
    )
