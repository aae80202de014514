"""Approving and refusing, one task or a thousand.

Locks the runs, checks that it is the person's turn, moves the batch in memory and
writes it once. A click that comes too late gets a sentence.
"""

from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from . import chosen, finish, inputs, rows, turn, walk
from .batch import Batch


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
    comment, asked = inputs.text(tasks.env, comment), tasks._ids
    tasks = tasks.browse(dict.fromkeys(i for i in asked if inputs.is_id(i)))
    # all locks at once, in one order: lists in opposite orders cannot block each other
    rows.lock(tasks.env, rows.of_tasks(tasks.ids))
    answers = _in_turns(tasks, lambda some: _carefully(some, decision, comment))
    gone = {"result": "error", "message": str(inputs.gone(tasks.env))}
    known = {i: answers.get(i, gone) for i in tasks.ids}
    return [{"task_id": i} | (known[i] if inputs.is_id(i) else gone) for i in asked]


def _in_turns(tasks, decide_some):
    """Decide until every task has its answer: each time one task of a run at most."""
    answers = {}
    while tasks:
        answers.update(decide_some(tasks))
        tasks = tasks.browse(i for i in tasks.ids if i not in answers)
    return answers


def _carefully(tasks, decision, comment):
    """Decide at once; when a document objects, look which one by halves."""
    try:
        with tasks.env.cr.savepoint():
            return _decide(tasks, decision, comment)
    except UserError as error:
        tasks.env.invalidate_all()
        if len(tasks) == 1:
            return {tasks.id: {"result": "error", "message": str(error)}}
    half = len(tasks) // 2
    return _carefully(tasks[:half], decision, comment) | _carefully(
        tasks[half:], decision, comment
    )


def _all(tasks, decision, comment, choices=None):
    if not inputs.rows(tasks):
        raise inputs.gone(tasks.env)
    answers = _in_turns(tasks, lambda some: _decide(some, decision, comment, choices))
    for answer in answers.values():
        if answer["result"] == "forbidden":
            raise AccessError(answer["message"])
        if answer["result"] != "done":
            raise UserError(answer["message"])
    return True


def _decide(tasks, decision, comment, choices=None):
    batch = open_batch(tasks)
    wanted = in_motion(batch, tasks)
    verdict = turn.look(batch, batch.actor)
    objections = _objections(wanted) if decision == "approve" else {}
    answers, decided, events = {}, [], []
    for motion, task in wanted:
        if decided and decided[-1][0] is motion:
            # a run moves once at a time: the next turn looks at it again
            continue
        answer = verdict(motion, task)
        if answer.status == "ok":
            answer = objections.get(motion.document) or _is_complete(
                batch, motion, task, decision, comment
            )
        if answer.status != "ok":
            answers[task.id] = {"result": answer.status, "message": answer.message}
            continue
        sign(batch, motion, task, decision, comment, batch.actor.id)
        decided.append((motion, task.node))
        kind = "approved" if decision == "approve" else "refused"
        events.append((motion, event(motion, task, batch.actor, comment, kind)))
        answers[task.id] = {"result": "done", "message": ""}
    batch.motions = [motion for motion, _node in decided]
    if batch.motions:
        batch.load_facts()
        chosen.by_approver(batch, decided, choices)
        walk.after_decision(batch, decided)
        finish.flush(batch, events)
    known = {task.id for _motion, task in wanted}
    for task in tasks.browse(i for i in tasks.ids if i not in known):
        answers[task.id] = {"result": "error", "message": _why_lost(task)}
    return answers


def _objections(wanted):
    """Return ``{document: verdict}`` of those that changed so that nobody may approve;
    asked once for all documents of a model."""
    by_model, found = {}, {}
    for motion, _task in wanted:
        by_model.setdefault(motion.document._name, []).append(motion.document.id)
    documents = {m.document._name: m.document for m, _task in wanted}
    for name, ids in by_model.items():
        if hasattr(documents[name], "_flow_objections"):
            same = documents[name].browse(dict.fromkeys(ids))
            for document_id, sentence in same._flow_objections().items():
                found[same.browse(document_id)] = turn.Verdict("error", sentence)
    return found


def _why_lost(task):
    if not task.sudo().exists():
        return str(inputs.gone(task.env))
    return task.env._("The document was deleted.")


def open_batch(tasks):
    """Lock the runs of some tasks; return the batch in which they move."""
    return Batch.of_tasks(tasks, tasks.env.user)


def in_motion(batch, tasks):
    """Return the tasks as they are in memory: [(motion, task)]."""
    ids = set(tasks.ids)
    return [(m, t) for m in batch.motions for t in m.tasks.values() if t.id in ids]


def _is_complete(batch, motion, task, decision, comment):
    spec, env = motion.graph.nodes[task.node].spec, batch.env
    if task.kind == "answer":
        return turn.Verdict("error", env._("This is a question: answer it."))
    if (spec.get("comment_required") or decision == "refuse") and not comment:
        return turn.Verdict("error", env._("Please give a reason."))
    if decision == "approve" and task.source not in ("before", "after", "delegate"):
        empty = _missing(motion.document, task.node, spec.get("required_fields") or ())
        if empty:
            names = format_list(env, empty)
            return turn.Verdict("error", env._("Please fill in: %s.", names))
    return turn.Verdict("ok")


def _missing(document, key, names):
    """Return the labels of what a person must fill in before approving."""
    if hasattr(document, "_flow_missing"):
        return document._flow_missing(key, names)
    return [
        document._fields[name].get_description(document.env, ["string"])["string"]
        for name in names
        if name in document._fields and not document[name]
    ]


def sign(batch, motion, task, decision, comment, user_id=0):
    """Put a decision on a task; open or close what was added to it.

    :param user_id: who decides; 0 when the time limit does.
    """
    state = "approved" if decision == "approve" else "refused"
    values = {"done_by": user_id, "done_at": batch.now, "comment": comment or False}
    if not task.user and user_id:
        values["user"] = user_id
    motion.set_task(task, state, **values)
    for added in motion.children(task, "after"):
        if added.state == "waiting" and decision == "approve":
            motion.open_task(added)
        elif added.state == "waiting":
            # nobody signs after a refusal; whoever waits for him would wait for ever
            motion.set_task(added, "cancelled", done_at=batch.now)
    resume(motion, task)


def resume(motion, task):
    """Open the task above that waited for this one and for those beside it."""
    while task.parent:
        parent = motion.tasks[task.parent]
        still = [
            t
            for t in motion.below(parent, "before", "after", "delegate")
            if t.is_open and not (t.source == "after" and t.parent == parent.number)
        ]
        if parent.state == "waiting" and not still:
            motion.open_task(parent)
        task = parent


def event(motion, task, actor, comment, kind):
    """Return what the log keeps of something done with a task."""
    return {
        "kind": kind,
        "node_key": task.node,
        "task": task,
        "actor": actor.id,
        # the log leaves it out when somebody decides for himself
        "owner": task.owner or task.user,
        "comment": comment,
    }
