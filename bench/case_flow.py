"""The approval engine: submitting and deciding."""

from .case import Case
from .world import PEER, REQUEST, STEPS, World


class FlowCase(Case):
    """A case in the department of :class:`World`."""

    def __init__(self, env):
        super().__init__(env)
        self.world = World(env)

    def as_user(self, records, user):
        """Return the records as a request of that person finds them: unread."""
        with self.aside():
            self.env.cr.flush()
            self.env.invalidate_all()
            return records.with_user(user)

    def pending(self, documents, user):
        """Return the tasks a person's screen shows for the documents."""
        with self.aside():
            tasks = self.env["cs.flow.task"].search(
                [
                    ("res_model", "=", REQUEST),
                    ("res_id", "in", documents.ids),
                    ("user_id", "=", user.id),
                    ("state", "=", "pending"),
                ],
                order="id",
            )
        return self.as_user(tasks, user)


class SubmitBatch(FlowCase):
    """A thousand requests of three steps, submitted together."""

    name = "flow.submit_batch_1000x3"
    n = 1000
    max_queries = 80
    min_peer_factor = 20

    def prepare(self):
        self.requests = self.world.documents(self.n)

    def run(self):
        self.requests.with_user(self.world.clerk).action_submit()

    def floor(self):
        """Create as many rows as a submission does: run, task and event."""
        self.env["cs.bench.row"].create(self.world.rows(3 * self.n))

    def prepare_peer(self):
        self.peers = self.world.documents(self.n, PEER)

    def peer(self):
        self.peers.with_user(self.world.clerk).request_validation()


class OneDocument(FlowCase):
    """One request submitted, then decided by three people, each on his own."""

    name = "flow.one_document_3_approvals"
    n = 1
    max_queries = 45
    repeat = 7

    def prepare(self):
        self.request = self.world.documents(1)

    @property
    def deciders(self):
        with self.aside():
            return [self.world.leader, self.world.checker, self.world.panel]

    def run(self):
        self.as_user(self.request, self.world.clerk).action_submit()
        for user in self.deciders:
            self.pending(self.request, user).action_approve("Agreed")
        with self.aside():
            assert self.request.state == "done"

    def floor(self):
        """Write and create the same rows: run, tasks, events, jobs, document."""
        rows = self.env["cs.bench.row"]
        values = self.world.rows(13)
        run = rows.create(values[0])
        rows.create(values[1:3])
        for step in range(STEPS):
            run.write({"number": step, "state": f"step {step}"})
            rows.create(values[3 + step])
            rows.create(values[6 + step])
            rows.create(values[9 + step])
            self.env.flush_all()

    def prepare_peer(self):
        self.peers = self.world.documents(1, PEER)

    def peer(self):
        self.as_user(self.peers, self.world.clerk).request_validation()
        for user in self.deciders:
            self.as_user(self.peers, user).validate_tier()
        self.as_user(self.peers, self.world.clerk).write({"state": "done"})


class DecideBulk(FlowCase):
    """A thousand tasks approved with one click; the next step asks one person."""

    name = "flow.decide_bulk_1000"
    n = 1000
    max_queries = 100
    step = 0

    def prepare(self):
        requests = self.world.documents(self.n)
        requests.action_submit()
        users = [self.world.leader, self.world.checker, self.world.panel]
        for user in users[: self.step]:
            self.pending(requests, user).action_approve()
        self.tasks = self.pending(requests, users[self.step])

    def run(self):
        answers = self.tasks.decide_many("approve", "Agreed")
        assert {answer["result"] for answer in answers} == {"done"}

    def prepare_floor(self):
        self.rows = self.env["cs.bench.row"].create(self.world.rows(self.n))

    def floor(self):
        """Write the tasks and create as many rows: the next task and the event."""
        self.rows.write({"state": "approved"})
        self.rows.create(self.world.rows(2 * self.n))

    def prepare_peer(self):
        peers = self.world.documents(self.n, PEER)
        peers.request_validation()
        self.peers = self.as_user(peers, self.world.leader)

    def peer(self):
        # the peer decides one document at a time
        for document in self.peers:
            document.validate_tier()


class DecideBulkPanel(DecideBulk):
    """The same; the next step asks a panel of ten, so ten thousand tasks are opened."""

    name = "flow.decide_bulk_1000_asks_10000"
    step = 1
    max_queries = None
    floor = FlowCase.floor
    peer = FlowCase.peer


class DecideBulkLast(DecideBulk):
    """The same at the last step: nine of ten tasks close, the request is done."""

    name = "flow.decide_bulk_1000_last"
    step = 2
    floor = FlowCase.floor
    peer = FlowCase.peer
