"""A run held in memory while it moves."""

from functools import cached_property

from odoo.exceptions import UserError

from . import facts
from .task import Task

#: what a task in memory keeps outside of ``extra``
_OWN_FIELDS = ("state", "done_by_id", "user_id", "owner_id", "parent")


class Motion:
    """One run being moved: the graph, where it stands, its tasks and what changed."""

    def __init__(  # noqa: PLR0913  what makes up a run
        self, batch, document, version, requester, employee, company, row=None
    ):
        self.batch, self.document = batch, document
        self.requester, self.employee, self.company = requester, employee, company
        self.follow(version)
        self.stored_as(row)
        self.active = list(row.active_keys or []) if row else []
        self.round = row.round if row else 1
        self.state = row.state if row else "running"
        self.choices = dict(row.choices or {}) if row else {}
        self.event_count = row.event_count if row else 0
        self.log_head = row.log_head if row else None
        self.tasks: dict[int, Task] = {}
        self.fresh: list[Task] = []
        self.changed: dict[int, dict] = {}
        self.passed: list[list[str]] = []
        self.entered: list[str] = []
        self.outcome = None
        self._facts = None
        #: the facts as they were before this transition, which a person saw
        self.seen = None

    def follow(self, version):
        """Take a version's design as the run's."""
        design = version._published()
        self.version, self.graph, self.policy = version, design.graph, design.policy
        self.digest = design.digest
        self.flow = self.batch.env["cs.flow"].browse(design.flow_id)

    def stored_as(self, row):
        """Know the run as the database has it; ``None`` while it is not stored."""
        self.row = row
        self.run = self.batch.env["cs.flow.run"].browse(row.id if row else [])

    @cached_property
    def person(self):
        """What the organisation tells of the person concerned; see ``cs_person``."""
        if not self.employee and hasattr(self.document, "_flow_place"):
            return self.document._flow_place()
        return self.batch.person(self.employee)

    @property
    def has_author(self):
        """Tell whether somebody can answer when the document is sent back."""
        ask = getattr(self.document, "_flow_has_author", None)
        return ask() if ask else True

    # ---- facts
    # -------------------------------------------------------------------------

    @property
    def facts(self):
        if self._facts is None:
            self.batch.load_facts()
        return self._facts

    def know(self, found):
        """Keep the facts; the first ones are those that a person saw."""
        self._facts = found
        if self.seen is None:
            self.seen = found

    def forget_facts(self):
        self._facts = None

    def choose(self, node):
        """Return the index of the first case of a branch that holds.

        :raises UserError: when none does; the proof should have found that.
        """
        names, lang = self.batch.types(self.document), self.batch.env.lang
        for index, key in enumerate(node.children):
            case = self.graph.nodes[key]
            text = case.spec.get("condition")
            if not text or facts.holds(
                self.batch.env,
                text,
                names,
                self.facts,
                case.called(lang) or node.called(lang),
                self.company,
            ):
                return index
        raise UserError(
            self.batch.env._("No case of '%s' fits this document.", node.called(lang))
        )

    # ---- tasks
    # -------------------------------------------------------------------------

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

    # ---- place
    # -------------------------------------------------------------------------

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
