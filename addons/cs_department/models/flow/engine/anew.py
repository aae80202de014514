"""Writing anew what open requests say of documents that changed while they wait."""

from ..engine_mark import storing
from . import rows, words
from .ground import engine_env
from .start import subjects_of
from .task import OPEN


def tell_anew(documents):
    """Write the lines and the cards of running requests, in every language.

    What was decided keeps what the person read. A constant number of statements for
    documents of one model.
    """
    documents = documents.with_env(engine_env(documents.env))
    runs = documents.flow_run_id.filtered(lambda run: run.state == "running")
    documents = documents.filtered(lambda document: document.flow_run_id in runs)
    if not documents:
        return
    subjects, others = words.of_documents(documents, subjects_of)
    facts, more = words.of_documents(documents, lambda some: some._flow_summary())
    lines, cards = {}, {}
    open_tasks = runs.task_ids.filtered(lambda task: task.state in OPEN)
    for run in runs:
        called = others.get(run.res_id)
        line = {"subject": subjects[run.res_id] or run.subject}
        lines[run.id] = line | {"words": words.joined(subject=called)}
        for task in open_tasks.filtered(lambda task, run=run: task.run_id == run):
            told = words.joined(
                subject=called,
                step=words.part(task.words, "step"),
                facts=more.get(run.res_id),
            )
            cards[task.id] = line | {"summary": facts[run.res_id], "words": told}
    with storing():
        rows.update((runs, lines), (open_tasks, cards))
    asked = open_tasks.filtered(lambda task: task.state == "pending").user_id
    partners = {user.id: user.partner_id.id for user in asked}
    documents.env["cs.flow.notice"]._ring(set(asked.ids), partners)
