"""The append-only log: adding to it, checking it, rebuilding a run from it."""

from ..flow_event import GENESIS, chain_hash
from ..flow_version import graph_digest
from . import facts

#: what the log keeps of a change of a task
_KEPT = ("state", "user_id", "owner_id", "done_by_id")
#: events that say what the run is about
TELLING = ("submitted", "resubmitted", "migrated")


def append(motion, kind, **about):
    """Return the values of the next event of a motion, chained to the one before.

    :param about: ``node_key``, ``task``, ``actor``, ``owner`` and ``comment``, as far
        as the event has them.
    """
    motion.event_count += 1
    key, task = about.get("node_key"), about.get("task")
    actor, owner = about.get("actor"), about.get("owner")
    values = {
        "run_id": motion.run.id,
        "sequence": motion.event_count,
        "kind": kind,
        "node_key": key or False,
        "node_name": motion.graph.nodes[key].name if key else False,
        "task_id": task.id if task and task.id else False,
        "actor_id": actor or False,
        "on_behalf_of_id": owner if owner and owner != actor else False,
        "comment": about.get("comment") or False,
        "payload": _payload(motion, kind),
        "document_hash": facts.facts_hash(motion.seen),
        "at": motion.batch.now,
        "previous_hash": motion.log_head or GENESIS,
    }
    values["hash"] = motion.log_head = chain_hash(values)
    return values


def _payload(motion, kind):
    payload = {
        "state": motion.state,
        "active": sorted(motion.active),
        "round": motion.round,
        "passed": motion.passed,
        "new": {str(t.number): _new(t) for t in motion.fresh},
        "set": {
            str(number): {
                n.removesuffix("_id"): values[n] for n in _KEPT if n in values
            }
            for number, values in motion.changed.items()
            if values.keys() & set(_KEPT)
        },
    }
    if kind in TELLING:
        payload["about"] = _about(motion)
    return payload


def _new(task):
    return {
        "node": task.node,
        "kind": task.kind,
        "state": task.state,
        "user": task.user,
        "owner": task.owner,
        "done_by": task.done_by,
    }


def _about(motion):
    row = motion.row
    return {
        "model": row.res_model,
        "id": row.res_id,
        "requester": row.requester_id or False,
        "employee": row.employee_id or False,
        "company": row.company_id or False,
        "gate": row.gate_values or None,
        "version": motion.digest,
    }


def about_run(run):
    """Return what a run is about, as its log keeps it."""
    return {
        "model": run.res_model,
        "id": run.res_id,
        "requester": run.requester_id.id,
        "employee": run.employee_id.id,
        "company": run.company_id.id,
        "gate": run.gate_values or None,
        "version": run.version_id.digest,
    }


def rebuild(payloads):
    """Fold the payloads of a run's events into its state."""
    state = {"state": None, "active": [], "round": 1, "tasks": {}}
    for payload in payloads:
        state |= {name: payload[name] for name in ("state", "active", "round")}
        for number, values in payload["new"].items():
            state["tasks"][int(number)] = dict(values)
        for number, values in payload["set"].items():
            state["tasks"][int(number)].update(values)
    return state


def verify(runs):
    """Return a sentence for every event or run that is not as it was written."""
    problems, env = [], runs.env
    events = env["cs.flow.event"].search([("run_id", "in", runs.ids)])
    by_run = events.grouped("run_id")
    for run in runs:
        own = by_run.get(run, events.browse()).sorted("sequence")
        changed, head = _broken(own)
        for event in changed:
            problems.append(
                env._(
                    "%(run)s: event %(number)s is not as it was written.",
                    run=run.title,
                    number=event.sequence,
                )
            )
        if head != (run.log_head or GENESIS) or len(own) != run.event_count:
            problems.append(env._("%s: the end of the log is missing.", run.title))
        elif not changed and not _is_rebuilt(run, own):
            problems.append(
                env._("%s: its state is not what the log tells.", run.title)
            )
        if graph_digest(run.version_id.graph) != run.version_id.digest:
            problems.append(
                env._(
                    "%s: the published flow was changed.", run.version_id.display_name
                )
            )
    return problems


def _broken(events):
    """Return the events that are not as they were written, and the last hash."""
    changed, previous = events.browse(), GENESIS
    for count, event in enumerate(events, start=1):
        values = {
            "run_id": event.run_id.id,
            "task_id": event.task_id.id,
            "node_name": event.node_name,
            "sequence": event.sequence,
            "kind": event.kind,
            "node_key": event.node_key,
            "actor_id": event.actor_id.id,
            "on_behalf_of_id": event.on_behalf_of_id.id,
            "comment": event.comment,
            "payload": event.payload,
            "document_hash": event.document_hash,
            "at": event.at,
            "previous_hash": event.previous_hash,
        }
        is_next = event.sequence == count and event.previous_hash == previous
        if not is_next or chain_hash(values) != event.hash:
            changed |= event
        previous = event.hash
    return changed, previous


def _is_rebuilt(run, events):
    if not events:
        return False
    rebuilt = rebuild(events.mapped("payload"))
    about = [e.payload["about"] for e in events if "about" in e.payload]
    tasks = {
        task.number: (task.state, task.user_id.id or 0, task.done_by_id.id or 0)
        for task in run.task_ids
    }
    told = {
        number: (task["state"], task["user"], task["done_by"])
        for number, task in rebuilt["tasks"].items()
    }
    return (
        rebuilt["state"] == run.state
        and rebuilt["active"] == sorted(run.active_keys or [])
        and tasks == told
        and bool(about)
        and about[-1] == about_run(run)
    )
