"""Runs held in memory while they move, and the batch that writes them back."""

from dataclasses import dataclass, field

from odoo import fields as odoo_fields
from odoo.exceptions import UserError

from . import facts
from .ground import engine_env, lock_runs

OPEN = ("pending", "waiting")
#: sources whose tasks are somebody's own share in the decision of a node
SHARES = ("flow", "transfer", "escalation", "manager", "left")
TASK_FIELDS = (
    "run_id",
    "number",
    "node_key",
    "kind",
    "state",
    "user_id",
    "owner_id",
    "pool_role_id",
    "pool_department_id",
    "sequence",
    "source",
    "parent_id",
    "round",
    "deadline",
    "done_by_id",
)


#: what a task in memory keeps outside of ``extra``
_OWN_FIELDS = ("state", "done_by_id", "user_id", "owner_id", "parent")


@dataclass(eq=False)
class Task:
    """A task in memory; ``id`` is 0 until it is stored."""

    number: int
    node: str
    kind: str
    state: str
    user: int = 0
    owner: int = 0
    sequence: int = 0
    source: str = "flow"
    parent: int = 0
    round: int = 1
    id: int = 0
    done_by: int = 0
    extra: dict = field(default_factory=dict)

    @property
    def is_open(self):
        return self.state in OPEN


class Motion:
    """One run being moved: the graph, where it stands, its tasks and what changed."""

    def __init__(self, batch, run, document, version, requester, employee, company):
        self.batch, self.run, self.document = batch, run, document
        self.version, self.graph = version, version._load()
        self.policy = version.graph.get("policy") or {}
        self.requester, self.employee = requester, employee
        self.department = employee.department_id
        self.company = company
        self.active = list(run.active_keys or []) if run else []
        self.round = run.round if run else 1
        self.state = run.state if run else "running"
        self.choices = dict(run.choices or {}) if run else {}
        self.event_count = run.event_count if run else 0
        self.log_head = run.log_head if run else None
        self.tasks: dict[int, Task] = {}
        self.fresh: list[Task] = []
        self.changed: dict[int, dict] = {}
        self.passed: list[list[str]] = []
        self.entered: list[str] = []
        self.outcome = None
        self._facts = None
        #: the facts as they were before this transition, which a person saw
        self.seen = None

    # ---- facts -------------------------------------------------------------------------

    @property
    def facts(self):
        if self._facts is None:
            self.batch.load_facts()
        return self._facts

    def forget_facts(self):
        self._facts = None

    def choose(self, node):
        """Return the index of the first case of a branch that holds.

        :raises UserError: when none does; the proof should have found that.
        """
        names = self.batch.types(self.document)
        for index, key in enumerate(node.children):
            case = self.graph.nodes[key]
            text = case.spec.get("condition")
            if not text or facts.holds(
                self.batch.env,
                text,
                names,
                self.facts,
                case.name or node.name,
                self.company,
            ):
                return index
        raise UserError(
            self.batch.env._("No case of '%s' fits this document.", node.name)
        )

    # ---- tasks -------------------------------------------------------------------------

    def at_node(self, key):
        """Return the tasks of the newest visit of a node, in their order."""
        tasks = [t for t in self.tasks.values() if t.node == key]
        last = max((t.round for t in tasks), default=0)
        return sorted(
            (t for t in tasks if t.round == last), key=lambda t: (t.sequence, t.number)
        )

    def children(self, task, *sources):
        return [
            t
            for t in self.tasks.values()
            if t.parent == task.number and t.source in sources
        ]

    def below(self, task, *sources):
        """Return what was added to a task, and to that again."""
        found = self.children(task, *sources)
        return found + [t for child in found for t in self.below(child, *sources)]

    def add_task(self, **values):
        number = max(self.tasks, default=0) + 1
        task = Task(number=number, **{"round": self.round} | values)
        self.tasks[number] = task
        self.fresh.append(task)
        return task

    def set_task(self, task, state=None, **values):
        """Change a task in memory; fresh ones are stored as they then are."""
        if state:
            task.state = state
            values["state"] = state
        if "done_by" in values:
            task.done_by = values.pop("done_by")
            values["done_by_id"] = task.done_by
        if "user" in values:
            task.user = values.pop("user")
            values["user_id"] = task.user
        if "owner" in values:
            task.owner = values.pop("owner")
            values["owner_id"] = task.owner
        if "parent" in values:
            task.parent = values["parent"]
        if task.id:
            self.changed.setdefault(task.number, {}).update(values)
        task.extra.update({k: v for k, v in values.items() if k not in _OWN_FIELDS})

    def open_task(self, task):
        self.set_task(task, "pending", opened_at=self.batch.now)

    def cancel_open(self, keys=None):
        """Cancel the open tasks of the nodes, of all when none are named."""
        for task in self.tasks.values():
            if task.is_open and (keys is None or task.node in keys):
                self.set_task(task, "cancelled", done_at=self.batch.now)

    def approvers(self):
        """Return who approved in this round (they need not be asked again)."""
        return {
            t.done_by or t.user
            for t in self.tasks.values()
            if t.round == self.round and t.state == "approved" and t.kind == "approve"
        }

    # ---- place -------------------------------------------------------------------------

    def begin(self):
        """Come to the beginning of the flow; return the nodes that open."""
        self.active = self.graph.start(self.choose)
        return list(self.active)

    def leave(self, key):
        """Leave a node; return the nodes that open after it.

        They are active from now on: a node left next must see them, or a join would not
        wait for them.
        """
        self.active.remove(key)
        opened = self.graph.after(key, self.active, self.choose)
        self.active += opened
        return opened

    def end(self, state):
        """End the run, or give it back to the requester."""
        self.cancel_open()
        self.active = []
        self.state = self.outcome = state


class Batch:
    """One transition of many runs: read once, moved in memory, written once."""

    def __init__(self, env, actor):
        self.env = engine_env(env)
        self.actor = actor.with_env(self.env)
        self.now = odoo_fields.Datetime.now()
        self.motions: list[Motion] = []
        self.notices: list[tuple[str, int]] = []
        self._types: dict[str, dict] = {}

    def types(self, document):
        name = document._name
        if name not in self._types:
            self._types[name] = facts.types_of(document)
        return self._types[name]

    def add(self, run, document, version, requester, employee, company):
        motion = Motion(self, run, document, version, requester, employee, company)
        self.motions.append(motion)
        return motion

    def add_run(self, run, document):
        """Add a stored run with its document."""
        return self.add(
            run,
            document,
            run.version_id,
            run.requester_id,
            run.employee_id,
            run.company_id,
        )

    def load_facts(self):
        """Read the facts of every motion that lacks them, model by model."""
        missing = [m for m in self.motions if m._facts is None]
        by_model: dict[str, list[Motion]] = {}
        for motion in missing:
            by_model.setdefault(motion.document._name, []).append(motion)
        for name, motions in by_model.items():
            ids = [m.document.id for m in motions]
            found = facts.load_facts(self.env[name].browse(ids))
            for motion in motions:
                motion._facts = found.get(motion.document.id) or {}
                if motion.seen is None:
                    motion.seen = motion._facts

    @classmethod
    def of_runs(cls, runs, actor):
        """Lock the runs in one order, then read them and their tasks.

        A run that somebody else moved meanwhile makes PostgreSQL refuse; Odoo then tries
        the request again and finds what was decided.
        """
        batch = cls(runs.env, actor)
        runs = batch.env["cs.flow.run"].browse(sorted(runs.ids))
        lock_runs(runs)
        documents = {}
        for name, group in runs.grouped("res_model").items():
            if name not in batch.env:
                continue
            ids = batch.env[name].browse(group.mapped("res_id")).exists()
            documents.update({(name, record.id): record for record in ids})
        for run in runs:
            document = documents.get((run.res_model, run.res_id))
            if document is not None:
                batch.add_run(run, document)
        batch._read_tasks()
        return batch

    def _read_tasks(self):
        by_run = {m.run.id: m for m in self.motions}
        tasks = self.env["cs.flow.task"].search_fetch(
            [("run_id", "in", list(by_run))], TASK_FIELDS, order="number"
        )
        numbers = {t.id: t.number for t in tasks}
        for t in tasks:
            by_run[t.run_id.id].tasks[t.number] = Task(
                number=t.number,
                node=t.node_key,
                kind=t.kind,
                state=t.state,
                user=t.user_id.id or 0,
                owner=t.owner_id.id or 0,
                sequence=t.sequence,
                source=t.source,
                parent=numbers.get(t.parent_id.id, 0),
                round=t.round,
                id=t.id,
                done_by=t.done_by_id.id or 0,
                extra={
                    "pool_role_id": t.pool_role_id.id,
                    "pool_department_id": t.pool_department_id.id,
                    "deadline": t.deadline,
                },
            )
