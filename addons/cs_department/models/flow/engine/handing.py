"""Bringing other people in: transfer, delegation, more signers, somebody put in."""

from odoo.exceptions import UserError

from . import clock, duty, inputs, turn
from .single import open_one, write
from .task import SHARES


def new_people(batch, motion, task, value):
    """Return the users to bring in, none of whom is barred or asked already."""
    users = inputs.users(batch.env, value, motion.company)
    spec = motion.graph.nodes[task.node].spec
    barred = duty.barred(motion, turn.below(batch), spec)
    asked = {t.user for t in motion.at_node(task.node) if t.is_open}
    for user in users:
        if task.kind == "approve" and user.id in barred:
            raise UserError(
                batch.env._(
                    "%s is concerned by this document and may not decide it.", user.name
                )
            )
        if user.id in asked:
            raise UserError(batch.env._("%s is asked already.", user.name))
    return users


def transfer(task, user_id, comment=None):
    """Hand a task to somebody else for good."""
    comment = inputs.text(task.env, comment)
    batch, motion, held = open_one(task, "transfer")
    [user] = new_people(batch, motion, held, [user_id])
    replace(batch, motion, held, user, "transfer", batch.actor)
    return write(batch, motion, held, "transferred", comment)


def replace(batch, motion, held, user, source, actor):
    """Put somebody else in a person's place, with everything that hangs on the task.

    The new task has the place of the old one: what was added as an opinion or a further
    signature stays that, and who waits goes on waiting.
    """
    state = held.state
    motion.set_task(
        held, "transferred", done_by=actor.id if actor else 0, done_at=batch.now
    )
    is_share = held.source in SHARES
    extra = {
        "reason": {
            "kind": "manager_of_flow" if source == "manager" else source,
            "by": actor.id if actor else 0,
        }
    }
    if state == "pending":
        extra["opened_at"] = batch.now
    fresh = motion.add_task(
        node=held.node,
        kind=held.kind,
        state=state,
        user=user.id,
        sequence=held.sequence,
        round=held.round,
        source=source if is_share else held.source,
        parent=held.number if is_share else held.parent,
        extra=extra,
    )
    for child in motion.children(held, "before", "after", "delegate"):
        if child.is_open:
            motion.set_task(child, parent=fresh.number)
    clock.set_deadlines(batch)
    return fresh


def delegate(task, user_id, comment=None):
    """Let somebody give an opinion first; the task then comes back."""
    comment = inputs.text(task.env, comment)
    batch, motion, held = open_one(task, "transfer")
    [user] = new_people(batch, motion, held, [user_id])
    motion.set_task(held, "waiting", deadline=False)
    _add(batch, motion, held, user.id, "delegate", "pending")
    return write(batch, motion, held, "delegated", comment)


def add_signer(task, user_ids, position="before", comment=None):
    """Add signers before or after the person on the same node."""
    comment = inputs.text(task.env, comment)
    if position not in ("before", "after"):
        raise UserError(task.env._("Add signers before or after you."))
    batch, motion, held = open_one(task, "add_signer")
    state = "pending" if position == "before" else "waiting"
    named = new_people(batch, motion, held, user_ids)
    for user, owner in _instead(batch, motion, held, named.ids):
        _add(batch, motion, held, user, position, state, owner)
    if position == "before":
        motion.set_task(held, "waiting", deadline=False)
    return write(batch, motion, held, "signer_added", comment)


def _instead(batch, motion, held, named):
    """Yield ``(user id, id of the one he stands in for or 0)`` for named signers."""
    away = batch.env["cs.substitution"]._substitutes(named, batch.now)
    spec = motion.graph.nodes[held.node].spec
    out = duty.barred(motion, turn.below(batch), spec) if held.kind == "approve" else ()
    taken = {t.user for t in motion.at_node(held.node) if t.is_open} | set(named)
    for user in named:
        other = away.get(user)
        if not other or other in taken or other in out:
            yield user, 0
            continue
        taken.add(other)
        yield other, user


def _add(batch, motion, held, user, source, state, owner=0):  # noqa: PLR0913
    extra = {"reason": {"kind": source, "by": batch.actor.id}}
    if owner:
        extra["reason"]["substitute_of"] = owner
    if state == "pending":
        extra["opened_at"] = batch.now
    motion.add_task(
        node=held.node,
        kind=held.kind,
        state=state,
        user=user,
        owner=owner,
        sequence=held.sequence,
        round=held.round,
        source=source,
        parent=held.number,
        extra=extra,
    )
    clock.set_deadlines(batch)
