"""Whose turn it is: the checks before every decision."""

from odoo.fields import Domain

from .motion import Batch


class Verdict:
    """Whether a person may act on a task, and the sentence when not."""

    def __init__(self, status, message=""):
        self.status, self.message = status, message


def look(batch: Batch, user):
    """Prepare what the checks of one batch need; return a function (motion, task) → verdict."""
    env = batch.env
    pools = pools_of(env, user, batch.now)
    owners = {t.user for m in batch.motions for t in m.tasks.values() if t.state == "pending"}
    away = env["cs.substitution"]._substitutes(sorted(owners - {0, user.id}), batch.now)
    below = _below(batch)

    def verdict(motion, task):
        if task.state != "pending" or motion.state != "running":
            return Verdict("stale", _why_stale(env, motion, task))
        if not _is_asked(task, user, pools, away):
            return Verdict("forbidden", env._("It is not your turn to decide this."))
        if task.kind == "approve" and user.id in _barred(motion, below):
            return Verdict(
                "forbidden",
                env._(
                    "You may not decide this: the flow keeps the people concerned and "
                    "the deciders apart."
                ),
            )
        return Verdict("ok")

    return verdict


def pools_of(env, user, moment):
    """Return the pools whose shared tasks a user may take: {(role id, department id)}."""
    assignments = env["cs.role.assignment"].sudo()
    assignments = assignments.search(
        Domain("user_id", "=", user.id) & assignments._valid_on(moment.date())
    )
    return {(a.role_id.id, a.department_id.id or 0) for a in assignments}


def _is_asked(task, user, pools, away):
    if user.id in (task.user, task.owner):
        return True
    if not task.user and task.extra.get("pool_role_id"):
        key = (task.extra["pool_role_id"], task.extra.get("pool_department_id") or 0)
        return key in pools
    return away.get(task.user) == user.id


def _below(batch):
    bosses = set()
    for motion in batch.motions:
        if motion.policy.get("no_subordinate"):
            bosses |= {motion.requester.id, motion.employee.user_id.id} - {False}
    return batch.env["hr.employee"]._subordinate_user_ids(sorted(bosses)) if bosses else {}


def _barred(motion, below):
    barred, policy = set(), motion.policy
    if policy.get("no_requester"):
        barred.add(motion.requester.id)
    if policy.get("no_beneficiary"):
        barred.add(motion.employee.user_id.id)
    if policy.get("no_subordinate"):
        for boss in (motion.requester.id, motion.employee.user_id.id):
            barred |= below.get(boss, set())
    return barred


def _why_stale(env, motion, task):
    if task.state == "waiting":
        return env._("It is not your turn yet.")
    by = task.done_by
    if task.state == "cancelled" and not by:
        siblings = [t for t in motion.at_node(task.node) if t.done_by]
        by = siblings[-1].done_by if siblings else 0
    if by:
        name = env["res.users"].browse(by).name
        return env._("Already decided by %s.", name)
    return env._("This has been closed in the meantime.")
