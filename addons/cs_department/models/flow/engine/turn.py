"""Whose turn it is: the checks before every decision."""

from functools import cache

from odoo.tools import SQL

from . import duty
from .batch import Batch


class Verdict:
    """Whether a person may act on a task, and the sentence when not."""

    def __init__(self, status, message=""):
        self.status, self.message = status, message


def look(batch: Batch, user):
    """Prepare what the checks of one batch need; return a function (motion, task) →
    verdict.

    What most decisions do not need is read when the first one needs it, for all of
    them.
    """
    env = batch.env
    subordinates = below(batch)
    pools = cache(lambda: pools_of(env, user, batch.now))
    away = cache(lambda: _away(batch, user))

    def verdict(motion, task):
        is_asked = _is_asked(motion, task, user, pools, away)
        # outsiders learn nothing, not even that it was decided
        if not is_asked and not _took_part(motion, task, user, pools):
            return Verdict("forbidden", env._("It is not your turn to decide this."))
        if task.state != "pending" or motion.state != "running":
            return Verdict("stale", _why_stale(env, motion, task))
        if not is_asked:
            return Verdict("stale", _who_has_it(env, task))
        spec = motion.graph.nodes[task.node].spec
        if task.kind == "approve" and user.id in duty.barred(
            motion, subordinates, spec
        ):
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
    """Return the pools whose shared tasks a user may take.

    :return: {(role id, department id or 0, company id)}.
    """
    held = env["cs.role.assignment"]._held_sql(user.id, moment)
    columns = SQL("held.role_id, COALESCE(held.department_id, 0), held.company_id")
    return set(env.execute_query(SQL("SELECT DISTINCT %s %s", columns, held)))


def below(batch):
    """Return ``{user id: users below}`` for those whose subordinates may not decide."""
    bosses = set()
    for motion in batch.motions:
        if motion.policy.get("no_subordinate"):
            bosses |= duty.concerned(motion)
    return (
        batch.env["hr.employee"]._subordinate_user_ids(sorted(bosses)) if bosses else {}
    )


def _pool(motion, task):
    role = task.extra.get("pool_role_id")
    department = task.extra.get("pool_department_id") or 0
    return (role, department, motion.company.id) if role else None


def _away(batch, user):
    owners = {
        t.user for m in batch.motions for t in m.tasks.values() if t.state == "pending"
    }
    return batch.env["cs.substitution"]._substitutes(
        sorted(owners - {0, user.id}), batch.now
    )


def _is_asked(motion, task, user, pools, away):
    if not task.user:
        return _may_take(motion, task, pools)
    return user.id in (task.user, task.owner) or away().get(task.user) == user.id


def _took_part(motion, task, user, pools):
    return user.id in (task.user, task.owner, task.done_by) or _may_take(
        motion, task, pools
    )


def _may_take(motion, task, pools):
    pool = _pool(motion, task)
    return bool(pool) and pool in pools()


def _who_has_it(env, task):
    name = env["res.users"].browse(task.user).name
    return env._("%s has taken this already.", name)


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
