"""Writing a batch back and telling the documents."""

from odoo.exceptions import UserError

from ..engine_mark import driving, storing
from . import log, rows, words
from .batch import Batch

_HOOKS = {
    "approved": "_flow_on_approved",
    "refused": "_flow_on_refused",
    "returned": "_flow_on_returned",
    "withdrawn": "_flow_on_withdrawn",
    "cancelled": "_flow_on_withdrawn",
}
_NONE = (None, None)
CLOSED = ("approved", "refused", "withdrawn", "cancelled")


def flush(batch: Batch, events):
    """Write tasks, events, runs and documents of a batch, each table once.

    :param events: list of (motion, keyword arguments of :func:`log.append`).
    """
    batch.load_facts()
    with storing():
        changed = _store_tasks(batch)
        rows.insert(
            batch.env["cs.flow.event"],
            [log.append(motion, **values) for motion, values in events],
        )
        rows.update(
            (batch.env["cs.flow.task"], changed),
            (
                batch.env["cs.flow.run"],
                {motion.row.id: _run_values(motion) for motion in batch.motions},
            ),
        )
    batch.env["cs.flow.notice"]._queue(batch)
    _tell_documents(batch)


def _store_tasks(batch):
    """Create the new tasks; return what to write of the others: ``{id: values}``."""
    ids = {
        (motion, task.number): task.id
        for motion in batch.motions
        for task in motion.tasks.values()
        if task.id
    }
    fresh = [(motion, task) for motion in batch.motions for task in motion.fresh]
    summaries = _summaries(batch) if fresh else {}
    created = rows.insert(
        batch.env["cs.flow.task"],
        [_task_values(motion, task, ids, summaries) for motion, task in fresh],
    )
    for (motion, task), record_id in zip(fresh, created, strict=True):
        task.id = ids[motion, task.number] = record_id
    changed = {}
    for motion in batch.motions:
        for number, values in motion.changed.items():
            values = changed[motion.tasks[number].id] = dict(values)
            if "parent" in values:
                values["parent_id"] = ids[motion, values.pop("parent")]
    return changed


def _summaries(batch):
    """Return what the cards show: ``{document: (facts, facts by language)}``."""
    found, by_model = {}, {}
    for motion in batch.motions:
        if motion.fresh:
            by_model.setdefault(motion.document._name, []).append(motion.document.id)
    for name, record_ids in by_model.items():
        documents = batch.env[name].browse(record_ids)
        if hasattr(documents, "_flow_summary"):
            base, others = words.of_documents(documents, _summary_of)
            for record_id, summary in base.items():
                found[name, record_id] = summary, others.get(record_id)
    return found


def _summary_of(documents):
    return documents._flow_summary()


def _task_values(motion, task, ids, summaries):
    row, node = motion.row, motion.graph.nodes[task.node]
    summary, summaries_by_language = summaries.get((row.res_model, row.res_id), _NONE)
    return {
        "run_id": row.id,
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
        "res_model": row.res_model,
        "res_id": row.res_id,
        "subject": row.subject,
        "summary": summary,
        "words": words.joined(
            subject=words.part(row.words, "subject"),
            step=words.of_node(motion.batch.env, node),
            facts=summaries_by_language,
        ),
        "requester_id": row.requester_id,
        "department_id": row.department_id,
        "company_id": row.company_id,
        "readers": row.readers,
    } | {name: value for name, value in task.extra.items() if value}


def _run_values(motion):
    row = motion.row
    values = {
        "rev": row.rev + 1,
        "round": motion.round,
        "version_id": motion.version.id,
        "state": motion.state,
        "active_keys": sorted(motion.active),
        "choices": motion.choices,
        "log_head": motion.log_head,
        "event_count": motion.event_count,
        "task_count": len(motion.tasks),
    }
    if motion.state != row.state and motion.state in CLOSED:
        values["closed_at"] = motion.batch.now
    return values


def _tell_documents(batch):
    by_outcome = {}
    for motion in batch.motions:
        if motion.outcome:
            key = (motion.document._name, motion.outcome)
            by_outcome.setdefault(key, []).append(motion)
    for (name, outcome), motions in by_outcome.items():
        if outcome in CLOSED:
            motions = _claimed(batch, motions, "", outcome)
        gated = [m for m in motions if m.row.gate_values]
        plain = [m for m in motions if not m.row.gate_values]
        with driving(_documents(batch, name, motions)):
            if plain:
                documents = _documents(batch, name, plain)
                documents._flow_set_state(outcome)
                getattr(documents, _HOOKS[outcome])()
            for motion in gated if outcome == "approved" else ():
                motion.document._flow_release(motion.row.gate_values)


def _documents(batch, name, motions):
    return batch.env[name].browse([motion.document.id for motion in motions])


def _claimed(batch, motions, key, effect):
    """Return the motions whose effect has not happened yet, and mark it as done."""
    runs = batch.env["cs.flow.run"].browse([motion.run.id for motion in motions])
    fresh = set(batch.env["cs.flow.effect"]._claim(runs, key, effect).ids)
    return [motion for motion in motions if motion.run.id in fresh]


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
        effect = spec.get("effect") or f"server_action_{spec.get('server_action')}"
        fresh = _claimed(batch, [m for m, _node in members], key, effect)
        documents = _documents(batch, name, fresh)
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
            active_model=documents._name,
            active_ids=documents.ids,
            active_id=documents[:1].id,
        ).run()
