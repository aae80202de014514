"""Writing a batch back and telling the documents."""

from odoo.exceptions import UserError

from ..engine_mark import driving, storing
from . import log
from .motion import Batch

_HOOKS = {
    "approved": "_flow_on_approved",
    "refused": "_flow_on_refused",
    "returned": "_flow_on_returned",
    "withdrawn": "_flow_on_withdrawn",
    "cancelled": "_flow_on_withdrawn",
}
CLOSED = ("approved", "refused", "withdrawn", "cancelled")


def flush(batch: Batch, events):
    """Write tasks, events, runs and documents of a batch, each table once.

    :param events: list of (motion, keyword arguments of :func:`log.append`).
    """
    batch.load_facts()
    with storing():
        _write_tasks(batch)
        batch.env["cs.flow.event"].create(
            [log.append(motion, **values) for motion, values in events]
        )
        for motion in batch.motions:
            _write_run(batch, motion)
    batch.env["cs.flow.notice"]._queue(batch)
    _tell_documents(batch)


def _write_tasks(batch):
    vals_list, fresh = [], []
    for motion in batch.motions:
        for task in motion.fresh:
            fresh.append((motion, task))
    ids = {}
    for motion in batch.motions:
        ids.update({(motion, t.number): t.id for t in motion.tasks.values() if t.id})
    summaries = _summaries(batch) if fresh else {}
    for motion, task in fresh:
        vals_list.append(_task_values(motion, task, ids, summaries))
    for (motion, task), record in zip(
        fresh, batch.env["cs.flow.task"].create(vals_list), strict=True
    ):
        task.id = record.id
        ids[motion, task.number] = record.id
    for motion in batch.motions:
        for number, values in motion.changed.items():
            task, values = motion.tasks[number], dict(values)
            if "parent" in values:
                values["parent_id"] = ids[motion, values.pop("parent")]
            batch.env["cs.flow.task"].browse(task.id).write(values)


def _summaries(batch):
    found, by_model = {}, {}
    for motion in batch.motions:
        if motion.fresh:
            by_model.setdefault(motion.document._name, []).append(motion.document.id)
    for name, record_ids in by_model.items():
        documents = batch.env[name].browse(record_ids)
        if hasattr(documents, "_flow_summary"):
            for record_id, summary in documents._flow_summary().items():
                found[name, record_id] = summary
    return found


def _task_values(motion, task, ids, summaries):
    run = motion.run
    node = motion.graph.nodes[task.node]
    return {
        "run_id": run.id,
        "number": task.number,
        "node_key": task.node,
        "node_name": node.name,
        "kind": task.kind,
        "round": task.round,
        "sequence": task.sequence,
        "state": task.state,
        "user_id": task.user or False,
        "owner_id": task.owner or False,
        "done_by_id": task.done_by or False,
        "source": task.source,
        "parent_id": ids.get((motion, task.parent), False),
        "res_model": run.res_model,
        "res_id": run.res_id,
        "subject": run.subject,
        "summary": summaries.get((run.res_model, run.res_id)),
        "requester_id": run.requester_id.id,
        "department_id": run.department_id.id,
        "company_id": run.company_id.id,
    } | {name: value for name, value in task.extra.items() if value}


def _write_run(batch, motion):
    run = motion.run
    values = {
        "rev": run.rev + 1,
        "round": motion.round,
        "active_keys": sorted(motion.active),
        "choices": motion.choices,
        "log_head": motion.log_head,
        "event_count": motion.event_count,
        "task_count": len(motion.tasks),
    }
    if motion.version != run.version_id:
        values["version_id"] = motion.version.id
    if motion.state != run.state:
        values["state"] = motion.state
        if motion.state in CLOSED:
            values["closed_at"] = batch.now
    run.write(values)


def _tell_documents(batch):
    by_outcome = {}
    for motion in batch.motions:
        if motion.outcome:
            key = (motion.document._name, motion.outcome)
            by_outcome.setdefault(key, []).append(motion)
    for (name, outcome), motions in by_outcome.items():
        runs = batch.env["cs.flow.run"].browse([m.run.id for m in motions])
        documents = batch.env[name].browse([m.document.id for m in motions])
        if outcome in CLOSED:
            runs = batch.env["cs.flow.effect"]._claim(runs, "", outcome)
            documents = documents.browse(runs.mapped("res_id"))
        gates = runs.filtered("gate_values")
        with driving(documents):
            if runs - gates:
                plain = documents.browse((runs - gates).mapped("res_id"))
                plain._flow_set_state(outcome)
                getattr(plain, _HOOKS[outcome])()
            for run in gates if outcome == "approved" else ():
                batch.env[name].browse(run.res_id)._flow_release(run.gate_values)


def run_effects(batch, wanted):
    """Run the effects of action nodes, once for each run and node.

    :param wanted: list of (motion, node).
    """
    groups = {}
    for motion, node in wanted:
        key = (motion.document._name, motion.version.id, node.key)
        groups.setdefault(key, []).append((motion, node))
    for (name, _version, key), members in groups.items():
        spec = members[0][1].spec
        runs = batch.env["cs.flow.run"].browse([m.run.id for m, _node in members])
        effect = spec.get("effect") or f"server_action_{spec.get('server_action')}"
        fresh = batch.env["cs.flow.effect"]._claim(runs, key, effect)
        documents = batch.env[name].browse(fresh.mapped("res_id"))
        with driving(documents):
            _run_effect(batch, documents, spec)
        for motion, _node in members:
            motion.forget_facts()


def _run_effect(batch, documents, spec):
    if not documents:
        return
    if spec.get("effect"):
        effects = documents._flow_effects()
        if spec["effect"] not in effects:
            raise UserError(
                batch.env._("The document knows no effect '%s'.", spec["effect"])
            )
        getattr(documents, f"_flow_effect_{spec['effect']}")()
    elif spec.get("server_action"):
        action = batch.env["ir.actions.server"].browse(spec["server_action"])
        action.with_context(
            active_model=documents._name, active_ids=documents.ids, active_id=documents[:1].id
        ).run()
