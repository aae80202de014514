"""Random flows, and people who decide at random on their runs."""

from odoo.exceptions import UserError

#: conditions that may stand in one branch, each over a fact of its own
CONDITIONS = ("days > {}", "amount <= {}", "urgent", 'note = "a"', '"t_duty" IN roles')


class FlowMaker:
    """Draws a flow that can be published.

    :param chance: a ``random.Random``.
    :param cast: ``{"users": [...], "roles": [...], "instead": [...]}``, ids.
    :param plain: only nodes whose way is certain before anybody decides.
    """

    def __init__(self, chance, cast, plain=False):
        self.chance, self.cast, self.plain = chance, cast, plain
        self.count, self.left, self.has_effect = 0, chance.randint(2, 14), False
        self.policy = {
            "no_requester": chance.random() < 0.7,
            "no_beneficiary": chance.random() < 0.6,
            "no_subordinate": chance.random() < 0.2,
            "pool_size": 3,
        }

    def nodes(self, depth=0):
        """Return the nodes of a list, at least one approval on the main line."""
        chance, found = self.chance, []
        for _number in range(chance.randint(0 if depth else 1, 4)):
            if self.left <= 0:
                break
            self.left -= 1
            kinds = ["approve"] * 5 + ["fill", "notify", "wait", "action"]
            if depth < 3:
                kinds += ["branch"] * 2 + ["parallel"] * 2
            found.append(getattr(self, f"_{chance.choice(kinds)}")(depth))
        if not depth:
            found.insert(chance.randint(0, len(found)), self._approve(depth))
            if not self.plain and chance.random() < 0.3:
                chosen = self._approve(depth) | {"approver_kind": "previous_choice"}
                found = [self._approve(depth), *found, chosen]
        return found

    def _node(self, kind, **values):
        self.count += 1
        key = f"n{self.count}"
        return {"key": key, "name": key, "kind": kind} | values

    def _approve(self, depth):
        chance = self.chance
        allow = not (self.policy["no_requester"] or self.policy["no_beneficiary"])
        node = self._node(
            "approve",
            **self._who(),
            if_requester=chance.choice(["skip", "next_manager"] + ["allow"] * allow),
            if_repeated=chance.choice(["pass", "ask"]),
        )
        if not self.plain and chance.random() < 0.2:
            node["limit_hours"] = 2
            node["limit_action"] = chance.choice(
                ["remind", "escalate", "approve", "refuse", "return"]
            )
        return node | self._sign(node)

    def _sign(self, node):
        modes = ["all", "in_turn"]
        people = len(node["user_ids"][0][2]) if "user_ids" in node else 1
        if not self.plain:
            modes += ["any", "any", "votes"]
        mode = self.chance.choice(modes)
        values = {"sign_mode": mode}
        if mode == "votes":
            percent = self.chance.random() < 0.5
            needed = self.chance.choice([25, 50, 100])
            values |= {
                "votes_percent": percent,
                "votes_needed": needed if percent else self.chance.randint(1, people),
            }
        return values

    def _who(self):
        chance = self.chance
        kinds = ["user"] * 4 + ["manager", "manager_chain", "department_head", "role"]
        kinds += ["field"] + ["requester_choice"] * (not self.plain)
        kind = chance.choice(kinds)
        values = {"approver_kind": kind, "if_nobody": "skip"}
        if chance.random() < 0.5:
            values["if_nobody"] = "fallback"
            values["fallback_user_ids"] = [(6, 0, self.cast["instead"])]
        if kind == "user":
            number = chance.randint(1, 3)
            values["user_ids"] = [(6, 0, chance.sample(self.cast["users"], number))]
        elif kind == "role":
            values["role_id"] = chance.choice(self.cast["roles"])
        elif kind == "field":
            values["field_name"] = "checker_id"
        else:
            values["level"] = chance.randint(1, 4)
        return values

    def _fill(self, depth):
        who = self._who()
        if self.chance.random() < 0.5:
            who = {"approver_kind": "requester"}
        mode = "all" if self.plain else self.chance.choice(["any", "all"])
        return self._node("fill", **who, open_fields="note", sign_mode=mode)

    def _notify(self, depth):
        return self._node("notify", **self._who())

    def _wait(self, depth):
        return self._node("wait", wait_hours=self.chance.choice([0.5, 3]))

    def _action(self, depth):
        if self.has_effect:
            return self._approve(depth)
        self.has_effect = True
        return self._node("action", effect="stamp")

    def _branch(self, depth):
        texts = self.chance.sample(CONDITIONS, self.chance.randint(1, 2))
        conditions = [text.format(self.chance.randint(0, 4)) for text in texts]
        node = self._node("branch")
        node["children"] = [
            self._node("case", condition=text, children=self.nodes(depth + 1))
            for text in [*conditions, ""]
        ]
        return node

    def _parallel(self, depth):
        node = self._node("parallel")
        node["children"] = [
            self._node("lane", children=self.nodes(depth + 1))
            for _number in range(self.chance.randint(2, 3))
        ]
        return node


class Player:
    """People who do something random with the run of one document.

    What they do is a short text, so that a failure can be told.
    """

    def __init__(self, case, chance, document):
        self.case, self.chance, self.document = case, chance, document
        self.story, self.detours = [], 8

    @property
    def run(self):
        return self.document.flow_run_id

    def play(self, steps=60):
        """Act until the run has ended or nobody can go on."""
        for _step in range(steps):
            acts = self._acts()
            if not acts:
                return
            name, act = self.chance.choice(acts)
            self.story.append(name)
            try:
                with self.case.env.cr.savepoint():
                    act()
            except UserError as error:
                self.story.append(f"  refused: {error}")
            self.case.env.invalidate_all()
            self.case.check(self.document)

    def _acts(self):
        """Return [(text, function)] of what may be done now."""
        run, requester = self.run, self.run.requester_id
        if run.state == "returned":
            return [("resubmit", lambda: run.with_user(requester).action_resubmit())]
        if run.state != "running":
            return []
        tasks = run.task_ids.filtered(lambda t: t.state == "pending")
        acts = [act for task in tasks for act in self._task_acts(task)]
        timed = run.task_ids.filtered(
            lambda t: t.deadline and t.state in ("pending", "waiting")
        )
        acts += [(f"time {t.node_key}", lambda t=t: self._time(t)) for t in timed]
        if self.detours > 0 and self.chance.random() < 0.05:
            acts += [
                ("absent", lambda: self._detour(self.case.be_absent)),
                ("withdraw", run.with_user(requester).action_withdraw),
            ]
        return acts

    def _task_acts(self, task):
        actor = task.user_id or self.chance.choice(self.case.holders(task))
        mine, name = (
            task.with_user(actor),
            f"{task.node_key}#{task.number} {actor.login}",
        )
        if task.kind == "answer":
            return [(f"answer {name}", lambda: mine.action_answer("so"))]
        acts = [(f"approve {name}", lambda: self._approve(mine))] * 6
        acts += [(f"many {name}", lambda: self._many(mine, "approve"))]
        if self.detours > 0:
            acts += [(f"refuse {name}", lambda: self._many(mine, "refuse"))]
            acts += [
                (f"{act.__name__} {name}", lambda act=act: self._detour(act, mine))
                for act in (
                    self._return,
                    self._back,
                    self._transfer,
                    self._delegate,
                    self._add_before,
                    self._add_after,
                    self._ask,
                    self._reassign,
                )
            ]
            if not task.user_id:
                acts.append((f"claim {name}", mine.action_claim))
        return acts

    def _detour(self, act, *arguments):
        self.detours -= 1
        act(*arguments)

    def _approve(self, task):
        graph, run = self.run.version_id._load(), self.run
        choices = {
            node.key: [self._somebody().id]
            for node in graph.stops()
            if node.spec.get("who") == "previous_choice"
            and graph.order(task.node_key, node.key) == -1
            and not (run.choices or {}).get(node.key)
        }
        task.action_approve("agreed", choices)

    def _many(self, task, decision):
        [answer] = task.decide_many(decision, "because")
        if answer["result"] != "done":
            self.story.append(f"  {answer['result']}: {answer['message']}")

    def _return(self, task):
        task.action_return(None, "look again")

    def _back(self, task):
        bar = self.case.env["cs.flow.run"].with_user(task.env.user)
        targets = [t.node_key for t in self.run.task_ids if t.state == "approved"]
        bar.browse(self.run.id).check_access("read")
        task.action_return(self.chance.choice([*targets, task.node_key]), "again")

    def _transfer(self, task):
        task.action_transfer(self._somebody().id)

    def _delegate(self, task):
        task.action_delegate(self._somebody().id)

    def _add_before(self, task):
        task.action_add_signer(self._somebody().ids, "before")

    def _add_after(self, task):
        task.action_add_signer(self._somebody().ids, "after")

    def _ask(self, task):
        task.action_ask(self._somebody().id, "why?")

    def _reassign(self, task):
        admin = self.case.env.ref("base.user_admin")
        self.run.with_user(admin).action_reassign(task.id, self._somebody().id, "away")

    def _time(self, task):
        task = self.case.env["cs.flow.task"].browse(task.id)
        task._time_is_over(task)

    def _somebody(self):
        return self.case.env["res.users"].browse(
            self.chance.choice(self.case.cast["users"])
        )
