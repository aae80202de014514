"""Entering and leaving nodes, breadth first over the whole batch."""

from odoo.exceptions import UserError

from ....logic import sign_mode
from . import clock, finish
from .people import Resolver
from .task import SHARES

WITH_PEOPLE = ("approve", "fill", "notify")


def advance(batch, frontier):
    """Enter the given nodes and go on until every run waits for somebody or has ended.

    :param frontier: list of (motion, node key); the nodes are active.
    """
    while frontier:
        resolver = Resolver(batch)
        wanted = [(m, m.graph.nodes[key]) for m, key in frontier]
        asking = [(m, node) for m, node in wanted if node.kind in WITH_PEOPLE]
        people = resolver.resolve(asking) if asking else {}
        for motion, node in wanted:
            motion.entered.append(node.key)
        finish.run_effects(batch, [w for w in wanted if w[1].kind == "action"])
        following = []
        for motion, node in wanted:
            if motion.state != "running":
                continue
            if _enter(batch, motion, node, people.get((motion, node.key))):
                following += [(motion, key) for key in motion.leave(node.key)]
        frontier = following
    clock.set_deadlines(batch)
    for motion in batch.motions:
        if motion.state == "running" and not motion.active:
            motion.end("approved")


def _enter(batch, motion, node, found):
    """Open a node; return ``True`` when the run passes through at once."""
    if node.kind in ("approve", "fill"):
        return _ask(batch, motion, node, found)
    if node.kind == "notify":
        for user in found.users:
            motion.add_task(
                node=node.key,
                kind="notify",
                state="approved",
                user=user,
                extra={"opened_at": batch.now, "reason": found.reasons[user]},
            )
        return True
    if node.kind == "wait":
        until = clock.wait_until(batch, motion, node)
        if until and until > batch.now:
            extra = {"opened_at": batch.now, "deadline": until}
            motion.add_task(node=node.key, kind="wait", state="waiting", extra=extra)
            return False
    return True


def _ask(batch, motion, node, found):
    if found.empty == "requester" or (
        found.empty and node.spec.get("if_nobody") == "skip"
    ):
        motion.passed.append([node.key, found.empty])
        return True
    if not found.users:
        raise UserError(
            batch.env._(
                "Nobody can be asked on '%(node)s' of '%(flow)s'. Somebody must be "
                "given the role, or the flow must say whom to ask instead.",
                node=node.called(batch.env.lang),
                flow=motion.flow.name,
            )
        )
    if _is_pool(motion, node, found):
        role, department = found.pool
        extra = {
            "pool_role_id": role,
            "pool_department_id": department,
            "opened_at": batch.now,
            "reason": {"kind": "role", "role": role, "department": department},
        }
        motion.add_task(node=node.key, kind=node.kind, state="pending", extra=extra)
        return False
    _open_shares(batch, motion, node, found)
    return settle(motion, node.key) == "approved"


def _is_pool(motion, node, found):
    size = motion.policy.get("pool_size") or len(found.users)
    return bool(
        found.pool and node.spec.get("sign") == "any" and len(found.users) > size
    )


def _open_shares(batch, motion, node, found):
    in_turn = node.spec.get("sign") == "in_turn"
    before = motion.approvers() if node.spec.get("if_repeated") == "pass" else set()
    first = True
    for sequence, user in enumerate(found.users):
        extra = {"reason": found.reasons[user]}
        if user in before and node.kind == "approve":
            state = "skipped"
            extra["reason"] = extra["reason"] | {"repeated": True}
        else:
            state = "waiting" if in_turn and not first else "pending"
            first = False
        if state == "pending":
            extra["opened_at"] = batch.now
        motion.add_task(
            node=node.key,
            kind=node.kind,
            state=state,
            user=user,
            owner=found.owners.get(user, 0),
            sequence=sequence,
            extra=extra,
        )


def share(motion, task):
    """Return what a person contributes to the decision of the node so far."""
    added = motion.below(task, "before", "after")
    if task.state == "refused" or any(t.state == "refused" for t in added):
        return "no"
    if task.state == "skipped":
        return "yes"
    if task.state == "approved" and not any(t.is_open for t in added):
        return "yes"
    return "open"


def settle(motion, key):
    """Look whether a node is decided; open the next in turn when it is not.

    :return: ``approved``, ``refused`` or ``None``.
    """
    node = motion.graph.nodes[key]
    tasks = [
        t
        for t in motion.at_node(key)
        if t.source in SHARES
        and t.state not in ("transferred", "cancelled", "returned")
    ]
    result = outcome(node.spec, [share(motion, t) for t in tasks])
    if result:
        motion.cancel_open({key})
    elif node.spec.get("sign") == "in_turn":
        still = [t for t in tasks if share(motion, t) == "open"]
        is_next = still and still[0].state == "waiting" and not _is_asking(motion, key)
        if is_next and not _waits_for_added(motion, still[0]):
            motion.open_task(still[0])
    return result


def outcome(spec, shares):
    """Return what shares come to on a node: ``approved``, ``refused`` or ``None``.

    Never more votes are needed than there are people, else nobody could pass.
    """
    votes, is_percent = spec.get("votes") or 1, bool(spec.get("percent"))
    needed = votes if is_percent else min(votes, len(shares))
    return sign_mode.outcome(spec.get("sign") or "any", shares, needed, is_percent)


def _is_asking(motion, key):
    """Tell whether somebody is asked to decide; a question does not hold up the
    next."""
    return any(t.state == "pending" and t.kind != "answer" for t in motion.at_node(key))


def _waits_for_added(motion, task):
    return any(t.is_open for t in motion.below(task, "before", "delegate"))


def after_decision(batch, decided):
    """Settle the nodes that were decided on and move their runs on.

    :param decided: list of (motion, node key).
    """
    frontier = []
    for motion, key in decided:
        if motion.state != "running" or key not in motion.active:
            continue
        result = settle(motion, key)
        if result == "refused":
            motion.end("refused")
        elif result == "approved":
            frontier += [(motion, following) for following in motion.leave(key)]
    advance(batch, frontier)
