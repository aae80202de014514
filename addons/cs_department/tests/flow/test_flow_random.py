import itertools
import json
import os
import random
from unittest.mock import patch

from odoo.tests import tagged

from .common import FlowCase
from .random_flows import FlowMaker, Player

#: runs in an ordinary test, and in the long one (CS_LONG=1)
SHORT, LONG = 60, 1200
RUNS_PER_FLOW = 3
OPEN = ("pending", "waiting")


@tagged("post_install", "-at_install")
class TestFlowRandom(FlowCase):
    """Random flows and random decisions; a failure names the seed that repeats it.

    ``CS_SEED=123`` plays one seed, ``CS_LONG=1`` plays many, different every time.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what is told of an act, by mail and activity, has tests of its own
        cls.startClassPatcher(
            patch.object(cls.registry["cs.flow.notice"], "_deliver", _deliver)
        )
        people = (
            cls.leader | cls.supervisor | cls.manager | cls.colleague | cls.outsider
        )
        roles = cls.env["cs.role"].create(
            [{"name": code, "code": f"t_{code}"} for code in ("duty", "crowd")]
        )
        pairs = [(roles[0], user) for user in people[:2]]
        pairs += [(roles[1], user) for user in people]
        cls.env["cs.role.assignment"].create(
            [{"role_id": r.id, "employee_id": u.employee_id.id} for r, u in pairs]
        )
        cls.env.ref("base.user_admin").group_ids += cls.env.ref(
            "cs_department.group_cs_admin"
        )
        cls.crowd = people
        cls.cast = {
            "users": people.ids,
            "roles": roles.ids,
            "instead": (cls.manager | cls.outsider).ids,
        }

    def holders(self, task):
        """Return who may take a shared task."""
        return task.pool_role_id.assignment_ids.user_id or self.crowd

    def be_absent(self):
        """Let somebody go away; the open tasks move to a substitute."""
        self.env["cs.substitution"].create(
            {
                "user_id": self.supervisor.id,
                "substitute_id": self.colleague.id,
                "date_from": "2020-01-01",
                "date_to": "2120-01-01",
            }
        )
        tasks = self.env["cs.flow.task"].search(
            [("user_id", "=", self.supervisor.id), ("state", "=", "pending")]
        )
        tasks.filtered(lambda t: t.kind in ("approve", "fill"))._hand_over(
            self.colleague.id
        )

    # ---- the games ----

    def _seeds(self):
        if os.environ.get("CS_SEED"):
            return [int(os.environ["CS_SEED"])]
        if os.environ.get("CS_LONG"):
            first = random.SystemRandom().randrange(10**9)
            return range(first, first + LONG // RUNS_PER_FLOW)
        return range(SHORT // RUNS_PER_FLOW)

    def _each(self, play):
        for seed in self._seeds():
            chance = random.Random(seed)
            with self.env.cr.savepoint() as savepoint:
                self.told = {"flow": None, "story": []}
                try:
                    play(chance)
                except Exception as error:
                    flow = json.dumps(self.told["flow"], default=str)
                    story = "\n".join(map(str, self.told["story"]))
                    raise AssertionError(
                        f"CS_SEED={seed}: {error}\n{flow}\n{story}"
                    ) from error
                savepoint.rollback()
            self.env.invalidate_all()

    def _drawn(self, chance, plain=False):
        maker = FlowMaker(chance, self.cast, plain)
        nodes = maker.nodes()
        self.told["flow"] = nodes
        return self._flow(*nodes, sequence=1, **maker.policy)

    def _filed(self, chance):
        author = chance.choice([self.agent, self.agent, self.leader, self.supervisor])
        return self._document(
            author,
            days=chance.choice([0, 1, 2.5, 4, 9]),
            amount=chance.choice([0, 2, 5]),
            urgent=chance.random() < 0.5,
            note=chance.choice(["a", "b", False]),
            checker_id=chance.choice([False, *self.cast["users"]]),
        ).with_user(author)

    def _choices(self, flow, chance):
        return {
            node.key: [chance.choice(self.cast["users"])]
            for node in flow.version_id._load().stops()
            if node.spec.get("who") == "requester_choice"
        }

    def test_every_run_ends_or_waits_for_somebody(self):
        self._each(self._play_runs)

    def _play_runs(self, chance):
        flow = self._drawn(chance)
        for _number in range(RUNS_PER_FLOW):
            document = self._filed(chance)
            player = Player(self, chance, document.with_env(self.env))
            self.told["story"] = player.story
            document.action_submit(self._choices(flow, chance))
            self.env.invalidate_all()
            self.check(player.document)
            player.play()
            self.assertEqual(player.run.action_verify_log(), [])

    def test_forecast_is_the_path(self):
        self._each(self._play_forecast)

    def _play_forecast(self, chance):
        self._drawn(chance, plain=True)
        for _number in range(RUNS_PER_FLOW):
            document = self._filed(chance)
            self._follow(document)

    def _follow(self, document):
        """Submit, let everybody agree in the order of the forecast, and compare."""
        ahead = document.flow_forecast()
        self.told["story"] = ahead
        if any(step["why"] == "nobody" and step["blocks"] for step in ahead):
            return
        document.action_submit()
        document = document.with_env(self.env)
        run = document.flow_run_id
        for _step in range(200):
            if run.state != "running":
                break
            task = run.task_ids.filtered(lambda t: t.state in OPEN).sorted("number")
            task = task.filtered(lambda t: t.state == "pending" or t.kind == "wait")[0]
            if task.kind == "wait":
                task._time_is_over(task)
            else:
                task.with_user(task.user_id).action_approve()
            self.env.invalidate_all()
        self.assertEqual(document.flow_state, "approved")
        self.assertEqual(_path(run), _expected(ahead))

    # ---- what always holds ----

    def check(self, document):
        """Assert what holds for every run at every moment."""
        run = document.flow_run_id
        state, active = run.state, set(run.active_keys or [])
        tasks = run.task_ids
        still = tasks.filtered(lambda t: t.state in OPEN)
        self.assertEqual(document.flow_state, state)
        self.assertLessEqual(set(still.mapped("node_key")), active, "orphan task")
        if state == "running":
            self._check_waits(run, still, active)
        else:
            self.assertFalse(still, "open tasks of a run that stands still")
            self.assertFalse(active)
        self._check_decided(run, tasks, active)
        self._check_document(document, run)
        self._check_rebuilt(run)

    def _check_waits(self, run, still, active):
        self.assertTrue(active, "runs but is nowhere")
        graph = run.version_id._load()
        for one, other in itertools.combinations(run.active_keys, 2):
            self.assertIsNone(graph.order(one, other), "one comes after the other")
        for key in active:
            here = still.filtered(lambda t, k=key: t.node_key == k)
            moving = here.filtered(
                lambda t: t.state == "pending" or (t.kind == "wait" and t.deadline)
            )
            self.assertTrue(moving - here.filtered(lambda t: t.kind == "answer"), key)

    def _check_decided(self, run, tasks, active):
        """A node that was left was decided as its mode of signing says."""
        graph = run.version_id._load()
        if run.state not in ("running", "approved"):
            return
        for key, here in (
            tasks.filtered(lambda t: t.kind == "approve").grouped("node_key").items()
        ):
            newest = max(here.mapped("round"))
            shares = here.filtered(
                lambda t, n=newest: (
                    t.round == n
                    and t.source not in ("before", "after", "delegate")
                    and t.state not in ("transferred", "returned")
                )
            )
            states = shares.mapped("state")
            if not _is_passed(graph, key, run):
                continue
            mode = graph.nodes[key].spec["sign"]
            self.assertTrue({"approved", "skipped"} & set(states), (key, states))
            if mode in ("all", "in_turn"):
                self.assertLessEqual(
                    set(states), {"approved", "skipped"}, (key, states)
                )

    def _check_document(self, document, run):
        done = document.effects.split()
        self.assertEqual(done.count("approved"), run.state == "approved", done)
        effects = self.env["cs.flow.effect"].search([("run_id", "=", run.id)])
        self.assertEqual(
            done.count("stamp"), len(effects.filtered(lambda e: e.effect == "stamp"))
        )
        self.assertLessEqual(done.count("stamp"), 1)
        if run.state in ("approved", "refused"):
            self.assertEqual(
                document.state, {"approved": "done", "refused": "rejected"}[run.state]
            )

    def _check_rebuilt(self, run):
        rebuilt = run.rebuild_state()
        self.assertEqual(rebuilt["state"], run.state)
        self.assertEqual(rebuilt["active"], run.active_keys or [])
        self.assertEqual(rebuilt["round"], run.round)
        stored = {
            t.number: {
                "node": t.node_key,
                "kind": t.kind,
                "state": t.state,
                "user": t.user_id.id or 0,
                "owner": t.owner_id.id or 0,
            }
            for t in run.task_ids
        }
        told = {
            number: {name: task[name] or 0 for name in ("user", "owner")}
            | {name: task[name] for name in ("node", "kind", "state")}
            for number, task in rebuilt["tasks"].items()
        }
        self.assertEqual(told, stored)


def _deliver(*_arguments):
    """Stand for the job that tells people."""


def _is_passed(graph, key, run):
    """Tell whether a run has gone past a node for good."""
    return run.state == "approved" or any(
        graph.order(key, place) == -1 for place in run.active_keys or ()
    )


def _path(run):
    """Return {node: users} of those who were really asked, and who was passed."""
    asked = {}
    for task in run.task_ids:
        if task.kind in ("approve", "fill", "notify"):
            users = asked.setdefault(task.node_key, set())
            users |= set(task.user_id.ids) if task.state == "approved" else set()
    return {key: sorted(users) for key, users in asked.items()}


def _expected(ahead):
    """Return {node: users} that the forecast promised to ask."""
    found = {}
    for step in ahead:
        if step["kind"] in ("approve", "fill", "notify") and step["users"]:
            found[step["key"]] = sorted(set(step["users"]) - set(step["repeated"]))
    return found
