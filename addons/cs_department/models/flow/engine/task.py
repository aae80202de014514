"""Tasks as the engine holds them in memory while a run moves."""

from dataclasses import dataclass, field

OPEN = ("pending", "waiting")
#: sources whose tasks are somebody's own share in the decision of a node
SHARES = ("flow", "transfer", "escalation", "manager", "left")


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


def in_memory(task_rows):
    """Return stored tasks of one run: ``{number: Task}``; see ``rows.read``."""
    numbers = {row.id: row.number for row in task_rows}
    return {
        row.number: Task(
            number=row.number,
            node=row.node_key,
            kind=row.kind,
            state=row.state,
            user=row.user_id or 0,
            owner=row.owner_id or 0,
            sequence=row.sequence or 0,
            source=row.source,
            parent=numbers.get(row.parent_id, 0),
            round=row.round,
            id=row.id,
            done_by=row.done_by_id or 0,
            extra={
                "pool_role_id": row.pool_role_id or False,
                "pool_department_id": row.pool_department_id or False,
                "deadline": row.deadline or False,
            },
        )
        for row in task_rows
    }
