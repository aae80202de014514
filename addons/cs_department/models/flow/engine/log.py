"""The append-only log: adding to it, checking it, rebuilding a run from it."""

from ..flow_event import GENESIS, chain_hash
from . import facts


def append(motion, kind, node_key="", task=None, actor=None, owner=None, comment=None):
    """Return the values of the next event of a motion, chained to the one before."""
    motion.event_count += 1
    values = {
        "run_id": motion.run.id,
        "sequence": motion.event_count,
        "kind": kind,
        "node_key": node_key or False,
        "node_name": motion.graph.nodes[node_key].name if node_key else False,
        "task_id": task.id if task and task.id else False,
        "actor_id": actor or False,
        "on_behalf_of_id": owner if owner and owner != actor else False,
        "comment": comment or False,
        "payload": motion.delta(),
        "document_hash": facts.facts_hash(motion.facts),
        "at": motion.batch.now,
        "previous_hash": motion.log_head or GENESIS,
    }
    values["hash"] = motion.log_head = chain_hash(values)
    return values


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
        previous, count = GENESIS, 0
        for event in by_run.get(run, events.browse()):
            count += 1
            values = {
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
            if (
                event.sequence != count
                or event.previous_hash != previous
                or chain_hash(values) != event.hash
            ):
                problems.append(
                    env._(
                        "%(run)s: event %(number)s is not as it was written.",
                        run=run.subject,
                        number=event.sequence,
                    )
                )
            previous = event.hash
        if previous != (run.log_head or GENESIS) or count != run.event_count:
            problems.append(
                env._("%(run)s: the end of the log is missing.", run=run.subject)
            )
        elif by_run.get(run) and not _is_rebuilt(run, by_run[run]):
            problems.append(
                env._("%(run)s: its state is not what the log tells.", run=run.subject)
            )
    return problems


def _is_rebuilt(run, events):
    rebuilt = rebuild(events.mapped("payload"))
    tasks = {
        t.number: (t.state, t.user_id.id or 0) for t in run.task_ids
    }
    return (
        rebuilt["state"] == run.state
        and rebuilt["active"] == sorted(run.active_keys or [])
        and tasks == {n: (t["state"], t["user"]) for n, t in rebuilt["tasks"].items()}
    )
