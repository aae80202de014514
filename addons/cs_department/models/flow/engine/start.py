"""Submitting documents and looking ahead."""

from odoo.exceptions import UserError

from ..engine_mark import storing
from . import chosen, facts, finish, inputs, rows, walk, words
from .batch import Batch
from .ground import engine_env
from .rows import Run


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


def prepare(documents):
    """Return a batch with a motion for each document, none of them stored yet."""
    batch = Batch(documents.env, documents.env.user)
    documents = documents.with_env(batch.env)
    requesters, employees = documents._flow_requester(), documents._flow_employee()
    companies, found = documents._flow_company(), facts.load_facts(documents)
    picked = documents._flow_pick(found)
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
        motion = batch.add(
            document,
            flow._published_version(),
            requesters[document.id],
            employees[document.id],
            companies[document.id],
        )
        motion.know(found[document.id])
    return batch


def create_runs(batch, extra=None):
    """Store the runs of a prepared batch; documents learn their run."""
    subjects, others, by_model = {}, {}, {}
    for motion in batch.motions:
        by_model.setdefault(motion.document._name, []).append(motion.document.id)
    for name, record_ids in by_model.items():
        documents = batch.env[name].browse(record_ids)
        found, differing = words.of_documents(documents, subjects_of)
        subjects.update({(name, i): subject for i, subject in found.items()})
        others.update({(name, i): texts for i, texts in differing.items()})
    # a run that ended in this transaction must be over in the database too
    batch.env["cs.flow.run"].flush_model(["state"])
    vals_list = [
        _run_values(m, subjects[place], others.get(place)) | (extra or {})
        for m in batch.motions
        for place in [(m.document._name, m.document.id)]
    ]
    with storing():
        ids = rows.insert(batch.env["cs.flow.run"], vals_list)
    runs = batch.env["cs.flow.run"].browse(ids)
    for motion, run, vals in zip(batch.motions, runs, vals_list, strict=True):
        motion.stored_as(_row(run, vals))
    for name, record_ids in by_model.items():
        documents = batch.env[name].browse(record_ids)
        if hasattr(documents, "_flow_attach") and not extra:
            documents._flow_attach({m.document.id: m.run.id for m in batch.motions})


def _row(run, vals):
    """Return a new run as it would be read."""
    fresh = dict.fromkeys(Run._fields) | {"rev": 0, "round": 1, "event_count": 0}
    known = {name: value or None for name, value in vals.items() if name in fresh}
    # the log keeps it as the database gives it back
    gate_values = (vals.get("gate_values") and run.gate_values) or None
    return Run(
        **fresh | known | {"id": run.id, "state": "running", "gate_values": gate_values}
    )


def subjects_of(documents):
    """Return ``{document id: text}``: the line that names each in the inbox."""
    if hasattr(documents, "_flow_subject"):
        return documents._flow_subject()
    return {d.id: d.display_name for d in documents}


def name_again(motion):
    """Write anew how the document of a run is called: it may have been changed."""
    motion.row = motion.row._replace(**_rename(motion.run, motion.document))


def call_anew(document):
    """Write anew how a returned document is called, as soon as it was changed."""
    document = document.with_env(engine_env(document.env))
    _rename(document.flow_run_id, document)


def _rename(run, document):
    subjects, others = words.of_documents(document, subjects_of)
    found = {
        "subject": subjects[document.id] or run.subject,
        "words": words.joined(subject=others.get(document.id)),
    }
    with storing():
        run.write(found)
    return found


def _run_values(motion, subject, others):
    return {
        "flow_id": motion.flow.id,
        "version_id": motion.version.id,
        "res_model": motion.document._name,
        "res_id": motion.document.id,
        "subject": subject or motion.document.display_name or "-",
        "words": words.joined(subject=others),
        "requester_id": motion.requester.id,
        "employee_id": motion.employee.id,
        "department_id": motion.person.get("department_id") or False,
        "company_id": motion.company.id,
        "readers": _readers_of(motion.document),
        "choices": motion.choices,
        "opened_at": motion.batch.now,
    }


def _readers_of(document):
    return hasattr(document, "_flow_readers") and document._flow_readers()


def begin(batch, kind, comment=None):
    """Open the first nodes of every motion and write the batch."""
    batch.load_facts()
    frontier = []
    for motion in batch.motions:
        motion.state = "running"
        frontier += [(motion, key) for key in motion.begin()]
    walk.advance(batch, frontier)
    actor = batch.actor.id
    finish.flush(
        batch,
        [
            (m, {"kind": kind, "actor": actor, "comment": comment})
            for m in batch.motions
        ],
    )


def prepare_gate(documents, flow):
    """Return a batch for a change that a gate holds back, on a model of any kind."""
    batch = Batch(documents.env, documents.env.user)
    flow, user = flow.with_env(batch.env), batch.actor
    for document in documents.with_env(batch.env):
        batch.add(
            document,
            flow._published_version(),
            user,
            gate_employee(document) or user.employee_id,
            gate_company(document),
        )
    return batch


def gate_employee(document):
    """Return the person whom a record of any model is about, if it says so."""
    if document._name == "hr.employee":
        return document
    field = document._fields.get("employee_id")
    if field and field.comodel_name == "hr.employee":
        return document.employee_id
    return None


def gate_company(document):
    """Return the company of a record of any model."""
    own = document.company_id if "company_id" in document._fields else None
    user = document.env.user
    return own or user.employee_id.company_id or user.company_id


def gate_path(document):
    """Return the ids of the department of a record's person and of those above it."""
    employee = gate_employee(document) or document.env.user.employee_id
    path = employee.department_id.parent_path or ""
    return [int(number) for number in path.split("/") if number]
