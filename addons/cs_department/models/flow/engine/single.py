"""What a person can do with one task besides approving and refusing it."""

from odoo.exceptions import AccessError, UserError

from ....logic.flow_graph import GraphError
from . import clock, decide, finish, inputs, turn, walk

DECIDING = ("approve", "fill")


def open_one(task, allow=None):
    """Open one task for its person.

    :param allow: what a node may forbid: ``transfer``, ``return`` or ``add_signer``.
        Only
        a share in the decision of the node has these, a question or an opinion not.
    :return: (batch, motion, task in memory).
    :raises UserError: when it is too late or the node does not offer this.
    :raises AccessError: when it is not this person's turn.
    """
    batch = decide.open_batch(inputs.one(task))
    found = decide.in_motion(batch, task)
    if not found:
        raise inputs.gone(task.env)
    motion, held = found[0]
    verdict = turn.look(batch, task.env.user)(motion, held)
    if verdict.status == "forbidden":
        raise AccessError(verdict.message)
    if verdict.status != "ok":
        raise UserError(verdict.message)
    if allow and not _offers(motion, held, allow):
        raise UserError(task.env._("This step does not allow it."))
    batch.load_facts()
    return batch, motion, held


def _offers(motion, held, allow):
    if held.kind not in DECIDING or (allow == "return" and held.source == "delegate"):
        return False
    return motion.graph.nodes[held.node].spec.get(allow, True)


def write(batch, motion, task, kind, comment):
    """Write what was done with a task, and the event that tells it."""
    event = decide.event(motion, task, batch.actor, comment, kind)
    finish.flush(batch, [(motion, event)])
    return True


def send_back(task, node_key=None, comment=None):
    """Return the document to the requester or to a node already passed."""
    comment = inputs.required(task.env, comment, task.env._("Please give a reason."))
    batch, motion, held = open_one(task, "return")
    done = {"done_by": batch.actor.id, "done_at": batch.now, "comment": comment}
    motion.set_task(held, "returned", **done)
    if node_key in (None, False, ""):
        _check_author(motion)
        motion.end("returned")
    else:
        to_node(batch, motion, held, node_key)
    return write(batch, motion, held, "returned", comment)


def _check_author(motion):
    if not motion.has_author:
        raise UserError(
            motion.batch.env._("Nobody could answer: it was sent without a name.")
        )


def to_node(batch, motion, held, node_key):
    """Send a run back to a node that it passed."""
    passed = {
        t.node for t in motion.tasks.values() if t.state in ("approved", "skipped")
    }
    sentence = batch.env._("One can only return to a step that was passed before.")
    if not isinstance(node_key, str) or node_key not in passed & set(
        motion.graph.nodes
    ):
        raise UserError(sentence)
    try:
        left = motion.graph.leave_for(held.node, node_key, motion.active)
    except GraphError:
        raise UserError(sentence) from None
    motion.cancel_open(left)
    motion.active = [key for key in motion.active if key not in left]
    motion.active.append(node_key)
    motion.round += 1
    walk.advance(batch, [(motion, node_key)])


def ask(task, user_id, question):
    """Ask somebody a question; the person goes on being asked to decide."""
    question = inputs.required(
        task.env, question, task.env._("Please write the question.")
    )
    batch, motion, held = open_one(task)
    [user] = inputs.users(task.env, [user_id], motion.company)
    if user == task.env.user:
        raise UserError(task.env._("You cannot ask yourself."))
    motion.add_task(
        node=held.node,
        kind="answer",
        state="pending",
        user=user.id,
        round=held.round,
        source="question",
        parent=held.number,
        extra={
            "opened_at": batch.now,
            "question": question,
            "reason": {"kind": "question", "by": batch.actor.id},
        },
    )
    return write(batch, motion, held, "asked", question)


def answer(task, text):
    """Answer a question."""
    text = inputs.required(task.env, text, task.env._("Please write the answer."))
    batch, motion, held = open_one(task)
    if held.kind != "answer":
        raise UserError(task.env._("This is not a question."))
    motion.set_task(
        held, "approved", done_by=batch.actor.id, done_at=batch.now, comment=text
    )
    return write(batch, motion, held, "answered", text)


def claim(task):
    """Take a task that a group shares, so that the others know."""
    batch, motion, held = open_one(task)
    if held.user or held.kind not in DECIDING:
        raise UserError(task.env._("This task is not shared."))
    motion.set_task(held, user=batch.actor.id)
    clock.set_deadlines(batch)
    return write(batch, motion, held, "claimed", "")
