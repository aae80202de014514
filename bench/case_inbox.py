"""The inbox and its counter, with a long history behind them."""

from odoo.tools import SQL

from . import history
from .case_flow import FlowCase
from .world import PEER

HISTORY = (100, 10_000, 1_000_000)
#: the peer's cost grows with the history: this much is enough to see it
PEER_HISTORY = 10_000
PEER_OPEN = 200
#: what may answer: the partial index of open tasks, or the key for rows already found
INDEXES = ("cs_flow_task_inbox_idx", "cs_flow_task_pkey")
#: what the list of the inbox shows
COLUMNS = {
    "kind": {},
    "is_inbox": {},
    "is_overdue": {},
    "res_model": {},
    "question": {},
    "subject": {},
    "summary": {},
    "node_name": {},
    "requester_id": {"fields": {"display_name": {}}},
    "opened_at": {},
    "deadline": {},
}


class InboxCase(FlowCase):
    """A case about the leader's inbox: he has decided every run of the history."""

    n = HISTORY[-1]
    sizes = HISTORY
    max_growth = 1.5
    repeat = 15

    @classmethod
    def grow(cls, env, size):
        history.grow(env, size)

    def prepare(self):
        self.tasks = self.env["cs.flow.task"].with_user(self.world.leader)
        # one request has warmed what all requests share
        self.run()
        self.env.invalidate_all()

    def prepare_floor(self):
        rows = self.env["cs.bench.row"]
        rows.create(self.world.rows(history.OPEN))
        self.rows = rows.with_user(self.world.leader)
        self.domain = [
            ("user_id", "=", self.world.leader.id),
            ("state", "=", "pending"),
        ]
        self.floor()

    def prepare_peer(self):
        documents = self.world.documents(PEER_OPEN, PEER)
        documents.with_user(self.world.clerk).request_validation()
        self.env.cr.flush()
        _finished_reviews(self.env, self.world)
        self.env.invalidate_all()
        self.users = self.env["res.users"].with_user(self.world.leader)

    def plans(self):
        """Yield the plan of every query that ``run`` makes of the tasks."""
        cursor, statements = self.env.cr, []
        execute = cursor.execute

        def listen(query, params=None, **options):
            statements.append(
                query if isinstance(query, SQL) else SQL(query, *(params or ()))
            )
            return execute(query, params, **options)

        cursor.execute = listen
        try:
            self.run()
        finally:
            del cursor.execute
        for statement in statements:
            if '"cs_flow_task"' in statement.code or "cs_flow_task" in statement.code:
                cursor.execute(SQL("EXPLAIN (ANALYZE, BUFFERS) %s", statement))
                yield "\n".join(line for (line,) in cursor.fetchall())

    def verify(self):
        """Tell when the partial index of open tasks is not what answers."""
        problems = []
        for plan in self.plans():
            if "Seq Scan on cs_flow_task" in plan:
                problems.append(f"reads the whole table of tasks:\n{plan}")
            elif not any(name in plan for name in INDEXES):
                problems.append(f"does not use the index of open tasks:\n{plan}")
            else:
                print(f"{self.name}, query plan:\n{plan}\n")
        return problems


def _finished_reviews(env, world):
    """Give the leader finished reviews of the peer."""
    env.cr.execute(
        SQL(
            """
            WITH finished AS (
                INSERT INTO tier_review (model, res_id, definition_id, status, sequence,
                                         done_by, can_review, reviewed_date)
                SELECT %(model)s, %(offset)s + i, %(tier)s, 'approved', 1, %(user)s,
                       false, now()
                  FROM generate_series(1, %(count)s) i
             RETURNING id
            )
            INSERT INTO res_users_tier_review_rel (tier_review_id, res_users_id)
            SELECT id, %(user)s FROM finished
            """,
            model=PEER,
            offset=history.FIRST_DOCUMENT,
            tier=env["tier.definition"]
            .search([("reviewer_id", "=", world.leader.id)])
            .id,
            user=world.leader.id,
            count=PEER_HISTORY,
        )
    )


class InboxCount(InboxCase):
    """The counter beside the systray icon."""

    name = "flow.inbox_count_1M"
    max_queries = 1

    def run(self):
        assert self.tasks.inbox_count() == history.OPEN

    def floor(self):
        self.rows.search_count(self.domain)

    def peer(self):
        self.users.review_user_count()


class InboxPage(InboxCase):
    """The first page of the inbox: 80 of 200, with the number of all."""

    name = "flow.inbox_page_1M"
    max_queries = 4

    def run(self):
        page = self.tasks.web_search_read(
            [("is_inbox", "=", True)], COLUMNS, limit=80, count_limit=10_001
        )
        assert page["length"] == history.OPEN

    def floor(self):
        self.rows.web_search_read(
            self.domain,
            {
                "name": {},
                "state": {},
                "opened_at": {},
                "user_id": {"fields": {"display_name": {}}},
            },
            limit=80,
            order="opened_at desc",
        )

    def peer(self):
        # the peer's inbox: the documents that the user can review
        self.users.review_user_count()
        self.env[PEER].with_user(self.world.leader).web_search_read(
            [("can_review", "=", True)],
            {
                "name": {},
                "validation_status": {},
                "employee_id": {"fields": {"display_name": {}}},
            },
            limit=80,
        )
