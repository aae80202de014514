"""Submitting documents and looking ahead."""

from odoo.exceptions import UserError

from ..engine_mark import storing
from . import chosen, facts, finish, inputs, walk
from .motion import Batch


def submit(documents, choices=None):
    """Create a run for each document and open its first tasks.

    :param choices: ``{node key: [user ids]}``, people the requester chose.
    :raises UserError: when no published flow takes a document.
    """
    choices = inputs.choices(documents.env, choices)
    batch = prepare(documents)
    chosen.by_requester(batch, choices)
    create_runs(batch)
    begin(batch, "submitted")
    return batch


def prepare(documents, flows=None, actor=None):
    """Return a batch with a motion for each document, none of them stored yet."""
    batch = Batch(documents.env, actor or documents.env.user)
    documents = documents.with_env(batch.env)
    requesters, employees = documents._flow_requester(), documents._flow_employee()
    companies = documents._flow_company()
    picked = {d.id: flows for d in documents} if flows else documents._flow_pick()
    for document in documents:
        flow = picked.get(document.id)
        if not flow:
            raise UserError(
                batch.env._(
                    "No published approval flow takes '%s'. HR can set one up under "
                    "Configuration, Approval flows.",
                    document.display_name,
                )
            )
        batch.add(
            batch.env["cs.flow.run"],
            document,
            flow.version_id,
            requesters[document.id],
            employees[document.id],
            companies[document.id],
        )
    return batch


def create_runs(batch, extra=None):
    """Store the runs of a prepared batch; documents learn their run."""
    subjects, by_model = {}, {}
    for motion in batch.motions:
        by_model.setdefault(motion.document._name, []).append(motion.document.id)
    for name, record_ids in by_model.items():
        found = subjects_of(batch.env[name].browse(record_ids))
        subjects.update({(name, i): subject for i, subject in found.items()})
    # a run that ended in this transaction must be over in the database too
    batch.env["cs.flow.run"].flush_model(["state"])
    vals_list = [
        _run_values(m, subjects[m.document._name, m.document.id]) | (extra or {})
        for m in batch.motions
    ]
    with storing():
        runs = batch.env["cs.flow.run"].create(vals_list)
    for motion, run in zip(batch.motions, runs, strict=True):
        motion.run = run
    for name, record_ids in by_model.items():
        documents = batch.env[name].browse(record_ids)
        if hasattr(documents, "_flow_attach") and not extra:
            documents._flow_attach({m.document.id: m.run for m in batch.motions})


def subjects_of(documents):
    """Return ``{document id: text}``: the line that names each in the inbox."""
    if hasattr(documents, "_flow_subject"):
        return documents._flow_subject()
    return {d.id: d.display_name for d in documents}


def _run_values(motion, subject):
    return {
        "flow_id": motion.version.flow_id.id,
        "version_id": motion.version.id,
        "res_model": motion.document._name,
        "res_id": motion.document.id,
        "subject": subject or motion.document.display_name or "-",
        "requester_id": motion.requester.id,
        "employee_id": motion.employee.id,
        "department_id": motion.department.id,
        "company_id": motion.company.id,
        "choices": motion.choices,
        "opened_at": motion.batch.now,
    }


def begin(batch, kind, comment=None):
    """Open the first nodes of every motion and write the batch."""
    batch.load_facts()
    frontier = []
    for motion in batch.motions:
        motion.state = "running"
        frontier += [(motion, key) for key in motion.graph.start(motion.choose)]
    walk.advance(batch, frontier)
    actor = batch.actor.id
    finish.flush(
        batch,
        [(m, {"kind": kind, "actor": actor, "comment": comment}) for m in batch.motions],
    )


def forecast(document):
    """Return the way that lies ahead of one document, as if everybody agreed.

    :return: list of ``{"key", "name", "kind", "users", "reasons", "why"}`` in the order of
        the run; ``why`` says why a node is passed (``nobody``, ``requester``,
        ``repeated``) or is empty.
    """
    batch = prepare(document)
    motion = batch.motions[0]
    batch.load_facts()
    return ahead(batch, motion, motion.graph.start(motion.choose))


def ahead(batch, motion, keys, agreed=()):
    """Walk on in memory from ``keys``; nothing is written."""
    steps, signed = [], set(agreed)
    while keys:
        following = []
        nodes = [motion.graph.nodes[key] for key in keys]
        asking = [(motion, n) for n in nodes if n.kind in walk.WITH_PEOPLE]
        people = walk.Resolver(batch).resolve(asking) if asking else {}
        motion.active += keys
        for node in nodes:
            found = people.get((motion, node.key))
            steps.append(_step(node, found, signed))
            if node.kind == "approve" and found and len(found.users) == 1:
                signed |= set(found.users)
            elif node.kind == "approve" and found and node.spec.get("sign") != "any":
                signed |= set(found.users)
            following += motion.leave(node.key)
        keys = following
    return steps


def _step(node, found, signed):
    users = found.users if found else []
    why = found.empty if found else None
    repeats = node.kind == "approve" and node.spec.get("if_repeated") == "pass"
    if users and repeats:
        again = [user in signed for user in users]
        if all(again) or (node.spec.get("sign") == "any" and any(again)):
            why = "repeated"
    return {
        "key": node.key,
        "name": node.name,
        "kind": node.kind,
        "sign": node.spec.get("sign"),
        "users": list(users),
        "reasons": [found.reasons[user] for user in users] if found else [],
        "why": why,
    }


def prepare_gate(documents, flow):
    """Return a batch for a change that a gate holds back, on a model of any kind."""
    batch = Batch(documents.env, documents.env.user)
    user = documents.env.user
    for document in documents.with_env(batch.env):
        employee = user.employee_id.sudo()
        own = document.company_id if "company_id" in document._fields else None
        company = own or employee.company_id or user.company_id
        batch.add(
            batch.env["cs.flow.run"], document, flow.version_id, user, employee, company
        )
    return batch
