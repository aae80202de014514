"""What the requester and the managers of a flow can do with a run."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ....logic import flow_migration
from ..engine_mark import storing
from . import finish, handing, inputs, start
from .batch import Batch


def _one(run, states, check):
    """Lock one run after a check of the person.

    :raises UserError: when the run is not in one of the states.
    """
    check(inputs.one(run))
    batch = Batch.of_runs(run, run.env.user)
    if not batch.motions:
        raise UserError(run.env._("The document was deleted."))
    motion = batch.motions[0]
    if motion.state not in states:
        raise UserError(
            run.env._(
                "This is not possible any more: the request is %s.",
                dict(run._fields["state"]._description_selection(run.env))[
                    motion.state
                ],
            )
        )
    return batch, motion


def is_manager(run):
    """Tell whether the user manages the run's flow (or administers the department)."""
    user = run.env.user
    return user in run.sudo().flow_id.manager_ids or user.has_group(
        "cs_department.group_cs_admin"
    )


def _requester(run):
    if run.env.user not in (run.sudo().requester_id, run.sudo().employee_id.user_id):
        raise AccessError(run.env._("Only the requester can do this."))


def may_withdraw(run):
    """Tell whether the user takes the run's document back: who asked, or whom the
    document names besides."""
    user, asked = run.env.user, run.sudo()
    if user in (asked.requester_id, asked.employee_id.user_id):
        return True
    document = asked.env[asked.res_model].browse(asked.res_id).exists()
    if not document or not hasattr(document, "_flow_withdrawers"):
        return False
    return user in document._flow_withdrawers().get(document.id, ())


def _withdrawer(run):
    if not may_withdraw(run):
        _requester(run)


def check_manager(run):
    """Raise AccessError for those who do not manage the run's flow."""
    if not is_manager(run):
        raise AccessError(run.env._("Only a manager of the flow can do this."))


def _flush(batch, motion, kind, comment="", **values):
    event = {"kind": kind, "actor": batch.actor.id, "comment": comment} | values
    finish.flush(batch, [(motion, event)])
    return True


def withdraw(run, comment=None):
    """See ``cs.flow.run.action_withdraw``."""
    comment = inputs.text(run.env, comment)
    batch, motion = _one(run, ("running", "returned"), _withdrawer)
    motion.end("withdrawn")
    return _flush(batch, motion, "withdrawn", comment)


def cancel(run, reason):
    """See ``cs.flow.run.action_cancel_run``."""
    reason = inputs.required(run.env, reason, run.env._("Please give a reason."))
    batch, motion = _one(run, ("running", "returned"), check_manager)
    motion.end("cancelled")
    return _flush(batch, motion, "cancelled", reason)


def resubmit(run, comment=None):
    """See ``cs.flow.run.action_resubmit``."""
    comment = inputs.text(run.env, comment)
    batch, motion = _one(run, ("returned",), _requester)
    motion.round += 1
    if hasattr(motion.document, "_flow_reopen") and not run.sudo().gate_values:
        motion.document._flow_reopen()
    start.name_again(motion)
    start.begin(batch, "resubmitted", comment)
    return True


def urge(run):
    """See ``cs.flow.run.action_urge``."""
    batch, motion = _one(run, ("running",), _requester)
    pause = timedelta(hours=motion.flow.urge_hours)
    last = motion.run.urged_at
    if last and last + pause > batch.now:
        raise UserError(
            run.env._(
                "They were reminded already; you can do it again once in %g hours.",
                motion.flow.urge_hours,
            )
        )
    with storing():
        motion.run.urged_at = batch.now
    for task in motion.tasks.values():
        if task.state == "pending" and task.user:
            batch.notices.append(("urged", task.id))
    return _flush(batch, motion, "urged")


def reassign(run, task_id, user_id, reason):
    """See ``cs.flow.run.action_reassign``."""
    reason = inputs.required(run.env, reason, run.env._("Please give a reason."))
    batch, motion = _one(run, ("running",), check_manager)
    held = next(
        (t for t in motion.tasks.values() if t.id == task_id and t.is_open), None
    )
    if held is None or held.kind not in ("approve", "fill"):
        raise UserError(run.env._("This task is not open any more."))
    [user] = handing.new_people(batch, motion, held, [user_id])
    if user == batch.actor and not run.env.user.has_group(
        "cs_department.group_cs_admin"
    ):
        raise AccessError(
            run.env._("You cannot hand a decision to yourself: choose somebody else.")
        )
    handing.replace(batch, motion, held, user, "manager", batch.actor)
    return _flush(batch, motion, "reassigned", reason, node_key=held.node, task=held)


def migrate(run, version_id, reason):
    """See ``cs.flow.run.action_migrate_run``."""
    reason = inputs.required(run.env, reason, run.env._("Please give a reason."))
    version = inputs.record(run.env, "cs.flow.version", version_id)
    batch, motion = _one(run, ("running", "returned"), check_manager)
    if version.flow_id != motion.flow or version == motion.version:
        raise UserError(run.env._("Choose another version of the same flow."))
    graph = version._load()
    found = examine(motion.run, version)
    if not found.is_possible:
        raise UserError("\n".join(reasons(run.env, found, motion.graph, graph)))
    motion.follow(version)
    return _flush(batch, motion, "migrated", reason)


def examine(run, version):
    """Return what happens to a run in another version: a ``Migration``."""
    passed = {t.node_key for t in run.task_ids if t.state in ("approved", "skipped")}
    active = run.active_keys or []
    return flow_migration.examine(
        run.version_id._load(), version._load(), active, passed
    )


def reasons(env, found, old, new):
    """Return in sentences why a run cannot move to another version."""
    sentences = []
    if found.missing:
        names = [
            old.nodes[key].called(env.lang) for key in found.missing if key in old.nodes
        ]
        sentences.append(
            env._(
                "The new version has no step %s, where this request waits now.",
                format_list(env, names),
            )
        )
    for one, other in found.apart:
        sentences.append(
            env._(
                "The request waits at '%(one)s' and at '%(other)s', which the new "
                "version does not run side by side.",
                one=new.nodes[one].called(env.lang),
                other=new.nodes[other].called(env.lang),
            )
        )
    return sentences


def return_targets(motion, node_key):
    """Return the nodes to which one may return from a node: ``[(key, name)]``."""
    passed = {
        t.node
        for t in motion.tasks.values()
        if t.state in ("approved", "skipped") and t.kind in ("approve", "fill")
    }
    return [
        (node.key, node.called(motion.batch.env.lang))
        for node in motion.graph.stops()
        if node.key in passed and motion.graph.order(node.key, node_key) == -1
    ]
