"""What the person asked can do with a task.

Each function locks the runs, checks that it is the person's turn, moves the batch in
memory and writes it once. A click that comes too late gets a sentence.
"""

from odoo.exceptions import AccessError, UserError

from ....logic.flow_graph import GraphError
from . import finish, inputs, turn, walk
from .motion import Batch


def approve(tasks, comment=None, choices=None):
    """Approve the tasks; all of them or, with an error, none."""
    choices = inputs.choices(tasks.env, choices)
    return _all(tasks, "approve", inputs.text(tasks.env, comment), choices)


def refuse(tasks, comment=None):
    """Refuse the tasks; all of them or, with an error, none."""
    return _all(tasks, "refuse", inputs.text(tasks.env, comment))


def many(tasks, decision, comment=None):
    """Decide line by line; see ``cs.flow.task.decide_many``."""
    if decision not in ("approve", "refuse"):
        raise UserError(tasks.env._("Choose to approve or to refuse."))
    comment = inputs.text(tasks.env, comment)
    answers = {}
    for layer in _layers(tasks, answers):
        answers.update(_layer(layer, decision, comment))
    return [{"task_id": i} | answers[i] for i in tasks.ids]


def _layers(tasks, answers):
    """Split tasks so that each layer holds one task of a run at most."""
    existing = tasks.sudo().exists()
    for task in tasks - existing:
        gone = tasks.env._("This does not exist any more.")
        answers[task.id] = {"result": "error", "message": gone}
    layers = []
    for group in existing.grouped("run_id").values():
        for index, task in enumerate(group):
            if index == len(layers):
                layers.append(existing.browse())
            layers[index] |= task
    return [tasks.browse(layer.ids) for layer in layers]


def _layer(tasks, decision, comment):
    """Decide a layer at once; when a document objects, one by one."""
    try:
        with tasks.env.cr.savepoint():
            return _decide(tasks, decision, comment)
    except (UserError, AccessError) as error:
        if len(tasks) == 1:
            tasks.env.invalidate_all()
            return {tasks.id: {"result": "error", "message": str(error)}}
    tasks.env.invalidate_all()
    answers = {}
    for task in tasks:
        answers.update(_layer(task, decision, comment))
    return answers


def _all(tasks, decision, comment, choices=None):
    answers = {}
    for layer in _layers(tasks, answers):
        answers.update(_decide(layer, decision, comment, choices))
    for answer in answers.values():
        if answer["result"] == "forbidden":
            raise AccessError(answer["message"])
        if answer["result"] != "done":
            raise UserError(answer["message"])
    return True


def _decide(tasks, decision, comment, choices=None):
    batch, user = _open(tasks), tasks.env.user
    wanted = _in_motion(batch, tasks)
    verdict = turn.look(batch, user)
    answers, decided, events = {}, [], []
    for motion, task in wanted:
        answer = verdict(motion, task)
        if answer.status == "ok":
            answer = _is_complete(batch, motion, task, decision, comment)
        if answer.status != "ok":
            answers[task.id] = {"result": answer.status, "message": answer.message}
            continue
        _sign(batch, motion, task, user.id, decision, comment)
        motion.choices.update(choices or {})
        decided.append((motion, task.node))
        events.append((motion, _event(motion, task, decision, user, comment)))
        answers[task.id] = {"result": "done", "message": ""}
    batch.motions = [motion for motion, _node in decided]
    if batch.motions:
        walk.after_decision(batch, decided)
        finish.flush(batch, events)
    for task in tasks:
        lost = {"result": "error", "message": batch.env._("The document was deleted.")}
        answers.setdefault(task.id, lost)
    return answers


def _open(tasks):
    runs = tasks.sudo().exists().run_id
    return Batch.of_runs(runs.with_env(tasks.env), tasks.env.user)


def _in_motion(batch, tasks):
    ids = set(tasks.ids)
    return [(m, t) for m in batch.motions for t in m.tasks.values() if t.id in ids]


def _is_complete(batch, motion, task, decision, comment):
    spec, env = motion.graph.nodes[task.node].spec, batch.env
    if task.kind == "answer":
        return turn.Verdict("error", env._("This is a question: answer it."))
    if (spec.get("comment_required") or decision == "refuse") and not comment:
        return turn.Verdict("error", env._("Please give a reason."))
    if decision == "approve" and task.source not in ("before", "after", "delegate"):
        empty = [
            motion.document._fields[name].get_description(env, ["string"])["string"]
            for name in spec.get("required_fields") or ()
            if name in motion.document._fields and not motion.document[name]
        ]
        if empty:
            return turn.Verdict("error", env._("Please fill in: %s.", ", ".join(empty)))
    return turn.Verdict("ok")


def _sign(batch, motion, task, user_id, decision, comment):
    """Put the decision on the task; open or close what was added to it."""
    state = "approved" if decision == "approve" else "refused"
    values = {"done_by": user_id, "done_at": batch.now, "comment": comment or False}
    if not task.user:
        values["user"] = user_id
    motion.set_task(task, state, **values)
    if task.source in ("delegate", "before") and task.parent:
        _back_to_parent(motion, task)
    if decision == "approve":
        for added in motion.children(task, "after"):
            if added.state == "waiting":
                motion.open_task(added)


def _back_to_parent(motion, task):
    parent = motion.tasks[task.parent]
    still = [t for t in motion.children(parent, "delegate", "before") if t.is_open]
    if parent.state == "waiting" and not still:
        motion.open_task(parent)


def _event(motion, task, decision, user, comment, kind=None):
    kinds = {"approve": "approved", "refuse": "refused"}
    return {
        "kind": kind or kinds[decision],
        "node_key": task.node,
        "task": task,
        "actor": user.id,
        "owner": task.owner if task.owner != user.id else (task.user or 0),
        "comment": comment,
    }


# ---- decisions on a single task -----------------------------------------------------------


def _one(task, allow=None):
    """Open one task for its person.

    :return: (batch, motion, task in memory).
    :raises UserError: when it is too late or the node does not offer this.
    :raises AccessError: when it is not this person's turn.
    """
    if len(task) != 1:
        raise UserError(task.env._("Choose one task."))
    batch = _open(task)
    found = _in_motion(batch, task)
    if not found:
        raise UserError(task.env._("This does not exist any more."))
    motion, held = found[0]
    verdict = turn.look(batch, task.env.user)(motion, held)
    if verdict.status == "forbidden":
        raise AccessError(verdict.message)
    if verdict.status != "ok":
        raise UserError(verdict.message)
    if allow and not motion.graph.nodes[held.node].spec.get(allow, True):
        raise UserError(task.env._("This node does not allow it."))
    return batch, motion, held


def _write(batch, motion, task, kind, comment):
    finish.flush(
        batch, [(motion, _event(motion, task, "approve", batch.actor, comment, kind))]
    )
    return True


def _new_people(batch, motion, task, value):
    """Return the users to bring in, none of whom is barred or asked already."""
    users = inputs.users(batch.env, value)
    barred = walk.Resolver(batch)
    barred.below = turn._below(batch)
    asked = {t.user for t in motion.at_node(task.node) if t.is_open}
    for user in users:
        if task.kind == "approve" and user.id in barred.barred(motion):
            raise UserError(
                batch.env._("%s is concerned by this document and may not decide it.", user.name)
            )
        if user.id in asked:
            raise UserError(batch.env._("%s is asked already.", user.name))
    return users


def transfer(task, user_id, comment=None):
    """Hand a task to somebody else for good."""
    comment = inputs.text(task.env, comment)
    batch, motion, held = _one(task, "transfer")
    [user] = _new_people(batch, motion, held, [user_id])
    _replace(batch, motion, held, user, "transfer", batch.actor)
    return _write(batch, motion, held, "transferred", comment)


def _replace(batch, motion, held, user, source, actor):
    motion.set_task(held, "transferred", done_by=actor.id if actor else 0, done_at=batch.now)
    motion.add_task(
        node=held.node,
        kind=held.kind,
        state="pending",
        user=user.id,
        owner=held.owner or held.user,
        sequence=held.sequence,
        source=source,
        parent=held.number,
        extra={
            "opened_at": batch.now,
            "reason": {
                "kind": "manager_of_flow" if source == "manager" else source,
                "by": actor.id if actor else 0,
            },
        },
    )
    walk.clock.set_deadlines(batch)


def delegate(task, user_id, comment=None):
    """Let somebody give an opinion first; the task then comes back."""
    comment = inputs.text(task.env, comment)
    batch, motion, held = _one(task, "transfer")
    [user] = _new_people(batch, motion, held, [user_id])
    motion.set_task(held, "waiting")
    _add(batch, motion, held, user, "delegate", "pending")
    return _write(batch, motion, held, "delegated", comment)


def add_signer(task, user_ids, position="before", comment=None):
    """Add signers before or after the person on the same node."""
    comment = inputs.text(task.env, comment)
    if position not in ("before", "after"):
        raise UserError(task.env._("Add signers before or after you."))
    batch, motion, held = _one(task, "add_signer")
    for user in _new_people(batch, motion, held, user_ids):
        state = "pending" if position == "before" else "waiting"
        _add(batch, motion, held, user, position, state)
    if position == "before":
        motion.set_task(held, "waiting")
    return _write(batch, motion, held, "signer_added", comment)


def _add(batch, motion, held, user, source, state):
    extra = {"reason": {"kind": source, "by": batch.actor.id}}
    if state == "pending":
        extra["opened_at"] = batch.now
    motion.add_task(
        node=held.node,
        kind=held.kind,
        state=state,
        user=user.id,
        sequence=held.sequence,
        source=source,
        parent=held.number,
        extra=extra,
    )


def ask(task, user_id, question):
    """Ask somebody a question; the person goes on being asked to decide."""
    question = inputs.required(task.env, question, task.env._("Please write the question."))
    batch, motion, held = _one(task)
    [user] = inputs.users(task.env, [user_id])
    if user == task.env.user:
        raise UserError(task.env._("You cannot ask yourself."))
    motion.add_task(
        node=held.node,
        kind="answer",
        state="pending",
        user=user.id,
        source="question",
        parent=held.number,
        extra={
            "opened_at": batch.now,
            "question": question,
            "reason": {"kind": "question", "by": batch.actor.id},
        },
    )
    return _write(batch, motion, held, "asked", question)


def answer(task, text):
    """Answer a question."""
    text = inputs.required(task.env, text, task.env._("Please write the answer."))
    batch, motion, held = _one(task)
    if held.kind != "answer":
        raise UserError(task.env._("This is not a question."))
    motion.set_task(
        held, "approved", done_by=batch.actor.id, done_at=batch.now, comment=text
    )
    return _write(batch, motion, held, "answered", text)


def claim(task):
    """Take a task that a group shares, so that the others know."""
    batch, motion, held = _one(task)
    if held.user:
        raise UserError(task.env._("This task is not shared."))
    motion.set_task(held, user=batch.actor.id)
    walk.clock.set_deadlines(batch)
    return _write(batch, motion, held, "claimed", "")


def send_back(task, node_key=None, comment=None):
    """Return the document to the requester or to a node already passed."""
    comment = inputs.required(task.env, comment, task.env._("Please give a reason."))
    batch, motion, held = _one(task, "return")
    done = {"done_by": batch.actor.id, "done_at": batch.now, "comment": comment}
    motion.set_task(held, "returned", **done)
    event = _event(motion, held, "approve", batch.actor, comment, "returned")
    if not node_key:
        motion.end("returned")
    else:
        to_node(batch, motion, held, node_key)
    finish.flush(batch, [(motion, event)])
    return True


def to_node(batch, motion, held, node_key):
    """Send a run back to a node that it passed."""
    passed = {t.node for t in motion.tasks.values() if t.state in ("approved", "skipped")}
    if node_key not in motion.graph.nodes or node_key not in passed:
        raise UserError(batch.env._("One can only return to a node that was passed before."))
    try:
        left = motion.graph.leave_for(held.node, node_key, motion.active)
    except GraphError:
        raise UserError(
            batch.env._("One can only return to a node that was passed before.")
        ) from None
    motion.cancel_open(left)
    motion.active = [key for key in motion.active if key not in left]
    motion.round += 1
    walk.advance(batch, [(motion, node_key)])
