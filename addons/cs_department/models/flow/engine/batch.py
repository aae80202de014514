"""Many runs that move together: read once, moved in memory, written once."""

from . import facts, moment, rows
from .ground import engine_env
from .motion import Motion
from .task import in_memory


class Batch:
    """One transition of many runs: read once, moved in memory, written once."""

    def __init__(self, env, actor):
        self.env = engine_env(env)
        self.actor = actor.with_env(self.env)
        self.now = moment.now()
        self.motions: list[Motion] = []
        self.notices: list[tuple[str, int]] = []
        #: {user id: partner id} of people met on the way, for the notes on the bus
        self.partners: dict[int, int] = {}
        self._persons: dict[int, dict] = {}
        self._types: dict[tuple, dict] = {}

    def person(self, employee):
        """Return what the organisation tells of an employee, read once."""
        if employee.id not in self._persons:
            self._persons[employee.id] = employee.cs_person or {}
        return self._persons[employee.id]

    def types(self, document):
        kind = document._flow_kind() if hasattr(document, "_flow_kind") else None
        key = (document._name, kind)
        if key not in self._types:
            self._types[key] = facts.types_of(document)
        return self._types[key]

    def add(self, document, version, requester, employee, company, row=None):
        motion = Motion(self, document, version, requester, employee, company, row)
        self.motions.append(motion)
        return motion

    def load_facts(self):
        """Read the facts of every motion that lacks them, model by model."""
        missing = [m for m in self.motions if m._facts is None]
        by_model: dict[str, list[Motion]] = {}
        for motion in missing:
            by_model.setdefault(motion.document._name, []).append(motion)
        for name, motions in by_model.items():
            ids = [m.document.id for m in motions]
            graphs = {m.graph for m in motions}
            found = facts.load_facts(self.env[name].browse(ids), graphs)
            for motion in motions:
                motion.know(found.get(motion.document.id) or {})

    @classmethod
    def of_runs(cls, runs, actor, **options):
        """Lock runs in one order and read them; see :meth:`_open`."""
        return cls(runs.env, actor)._open(rows.of_runs(runs.ids), **options)

    @classmethod
    def of_tasks(cls, tasks, actor):
        """Lock the runs of some tasks in one order and read them."""
        return cls(tasks.env, actor)._open(rows.of_tasks(tasks.ids))

    def _open(self, condition, lock=True, orphans=False):
        """Read runs, their tasks and their documents.

        A run that somebody else moved meanwhile makes PostgreSQL refuse; Odoo then
        tries the request again and finds what was decided.

        :param lock: ``False`` only to look.
        :param orphans: take runs whose documents are gone, too.
        """
        found, self.partners = rows.read(self.env, condition, lock)
        documents = self._documents([row for row, _tasks in found])
        versions, users, employees, companies = (
            self.env[model].browse(
                {getattr(row, name) for row, _tasks in found} - {None}
            )
            for model, name in (
                ("cs.flow.version", "version_id"),
                ("res.users", "requester_id"),
                ("hr.employee", "employee_id"),
                ("res.company", "company_id"),
            )
        )
        for row, tasks in found:
            document = documents.get((row.res_model, row.res_id))
            if document is None and orphans:
                name = row.res_model if row.res_model in self.env else "cs.flow.run"
                document = self.env[name].browse(row.res_id)
            if document is None:
                continue
            motion = self.add(
                document,
                _one_of(versions, row.version_id),
                _one_of(users, row.requester_id),
                _one_of(employees, row.employee_id),
                _one_of(companies, row.company_id),
                row,
            )
            motion.tasks = in_memory(tasks)
        return self

    def _documents(self, runs):
        """Read the documents that still exist: ``{(model, id): record}``."""
        by_model, documents = {}, {}
        for run in runs:
            by_model.setdefault(run.res_model, set()).add(run.res_id)
        for name, ids in by_model.items():
            if name not in self.env:
                continue
            model = self.env[name]
            found = model.with_context(active_test=False).search_fetch(
                [("id", "in", list(ids))], order="id"
            )
            records = model.browse(found.ids)
            documents.update({(name, i): _one_of(records, i) for i in records.ids})
        return documents


def _one_of(records, record_id):
    """Return one of the records; what is read for it is read for all of them."""
    return records.browse(record_id or []).with_prefetch(records._prefetch_ids)
