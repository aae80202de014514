from odoo import api, models
from odoo.exceptions import AccessError

from .engine import admin, forecast, inputs, turn
from .engine.batch import Batch
from .engine.estimate import expect

NAMES = 8


class FlowBar(models.Model):
    """What the bar on a document shows: the path walked, who is asked, what is
    ahead."""

    _inherit = "cs.flow.run"

    @api.model
    def get_bar(self, res_model, res_id):
        """Return the approval of one document for the bar above its form.

        :return: ``{"state", "run_id", "subject", "path", "now", "ahead", "log", "mine",
            "expected", "can"}``; ``path`` is what was decided, ``now`` who is asked,
            ``ahead`` the forecast of the rest, ``expected`` when it is usually decided,
            ``mine`` the tasks of the user with what each allows.
        :raises AccessError: when the user may not read the document.
        """
        document = self._bar_document(res_model, res_id)
        run = (
            document.sudo().flow_run_id
            if "flow_run_id" in document._fields
            else self.browse()
        )
        if not run:
            return inputs.told(self._bar_without_run(document))
        return inputs.told(self._bar_of_run(run, document))

    @api.model
    def _bar_of_run(self, run, document):
        batch = Batch.of_runs(run, self.env.user, lock=False)
        motion, run = batch.motions[0], run.with_env(batch.env)
        self._bar_know([task.reason for task in run.task_ids], self._bar_people(run))
        tasks = self._bar_in_order(run)
        user = self.env.user
        running = run.state == "running"
        again = self._bar_again(run, document)
        active = list(motion.active)
        steps = forecast.ahead_of(batch, motion) if running else []
        return {
            "run_id": run.id,
            "state": run.state,
            "subject": run.title,
            "flow": run.flow_id.name,
            "version": run.version_id.number,
            "round": run.round,
            "requester": self._bar_user(run.requester_id),
            "opened_at": run.opened_at,
            "closed_at": run.closed_at,
            "path": [self._bar_task(t) for t in tasks if self._is_walked(t)],
            "now": [
                self._bar_task(t) for t in tasks if t.state in ("pending", "waiting")
            ],
            "ahead": self._bar_steps(steps),
            "expected": run._bar_expected(batch, motion, steps, active)
            if running
            else None,
            "log": self._bar_log(run),
            "mine": self._bar_mine(batch, motion) if running else [],
            "choices": again["choices"],
            "can": {
                "submit": again["can"]["submit"],
                "withdraw": run.state in ("running", "returned")
                and admin.may_withdraw(run.with_env(self.env)),
                "urge": running and user in (run.requester_id, run.employee_id.user_id),
                "resubmit": run.state == "returned"
                and user in (run.requester_id, run.employee_id.user_id),
                "manage": run.state in ("running", "returned")
                and admin.is_manager(run.with_env(self.env)),
            },
        }

    @api.model
    def _bar_in_order(self, run):
        """Return the tasks as they were done; one that nobody was asked for, because he
        had approved before, comes when its step was reached."""
        latest, moments = run.opened_at, {}
        for task in run.task_ids.sorted("number"):
            own = task.done_at or task.opened_at
            latest = max(own or latest, latest)
            moments[task] = own or latest
        return run.task_ids.sorted(lambda task: (moments[task], task.number))

    @api.model
    def _bar_again(self, run, document):
        """Return what a document offers whose run was taken back or cancelled."""
        if run.state in ("withdrawn", "cancelled"):
            return self._bar_without_run(document)
        return {"choices": [], "can": {"submit": False}}

    @api.model
    def _bar_document(self, res_model, res_id):
        is_name = isinstance(res_model, str) and res_model in self.env
        document = self.env[res_model if is_name else self._name]
        if not getattr(document, "_flow_document", False) or document._abstract:
            raise AccessError(self.env._("This document does not exist."))
        document = inputs.one(document.browse([res_id] if inputs.is_id(res_id) else []))
        document.check_access("read")
        return document

    @api.model
    def _bar_without_run(self, document):
        can_submit = document.has_access("write")
        picked = document.sudo()._flow_pick() if can_submit else {}
        flow = picked.get(document.id)
        batch, motion, steps = forecast.look(document) if flow else (None, None, [])
        return {
            "run_id": False,
            "state": "none",
            "subject": document.display_name,
            "path": [],
            "now": [],
            "ahead": self._bar_steps(steps),
            "expected": self.browse()._bar_expected(batch, motion, steps, ())
            if steps
            else None,
            "choices": self._bar_own_choices(flow, steps),
            "log": [],
            "mine": [],
            "can": {"submit": bool(picked)},
        }

    @api.model
    def _bar_own_choices(self, flow, steps):
        """Return the nodes ahead for which the requester chooses the people."""
        nodes = flow.version_id._load().nodes if flow else {}
        return [
            {"key": step["key"], "name": step["name"]}
            for step in steps
            if nodes[step["key"]].spec.get("who") == "requester_choice"
        ]

    def _bar_expected(self, batch, motion, steps, active):
        """Return when the run, or a document not yet sent, is likely to be decided."""
        history = motion.flow._history().get(motion.flow.id)
        if not history:
            return None
        opened = self._opened().get(self.id) or {}
        found = expect(batch, motion, history, steps, active, opened)
        number = self.id or 0
        known = {number: found} if found else {}
        return self._in_work(known, {number: motion.company}).get(number)

    @api.model
    def _bar_people(self, run):
        """Return whom the bar names: those asked and those who did something."""
        tasks, events = run.task_ids, run.event_ids
        people = tasks.user_id | tasks.done_by_id | tasks.owner_id | run.requester_id
        return (people | events.actor_id | events.on_behalf_of_id).ids

    @api.model
    def _bar_steps(self, steps):
        users = self.env["res.users"].sudo()
        self._bar_know(
            [reason for step in steps for reason in step["reasons"]],
            [user for step in steps for user in step["users"]],
        )
        return [
            {
                "key": step["key"],
                "name": step["name"],
                "kind": step["kind"],
                "sign": step["sign"],
                "why": step["why"],
                "blocks": step["blocks"],
                "count": len(step["users"]),
                "users": [
                    self._bar_user(users.browse(user))
                    | {"reason": self._reason_text(reason)}
                    for user, reason in zip(step["users"], step["reasons"], strict=True)
                ][:NAMES],
            }
            for step in steps
        ]

    @api.model
    def _is_walked(self, task):
        decided = task.state in (
            "approved",
            "refused",
            "returned",
            "transferred",
            "skipped",
        )
        return decided or (task.state == "cancelled" and task.done_by_id)

    @api.model
    def _bar_user(self, user):
        return {"id": user.id, "name": user.name or ""}

    @api.model
    def _bar_task(self, task):
        person = task.done_by_id or task.user_id
        return {
            "id": task.id,
            "key": task.node_key,
            "name": task.step_name,
            "kind": task.kind,
            "round": task.round,
            "state": task.state,
            "user": self._bar_user(person) if person else None,
            "pool": task.pool_role_id.name or "" if not person else "",
            "owner": self._bar_user(task.owner_id)
            if task.owner_id not in (person, False) and task.owner_id
            else None,
            "comment": task.comment or "",
            "question": task.question or "",
            "source": task.source,
            "opened_at": task.opened_at,
            "done_at": task.done_at,
            "deadline": task.deadline,
            "is_overdue": task.is_overdue,
            "reason": self._reason_text(task.reason or {}),
        }

    @api.model
    def _bar_log(self, run):
        kinds = dict(run.event_ids._fields["kind"]._description_selection(self.env))
        return [
            {
                "id": event.id,
                "kind": event.kind,
                "label": kinds[event.kind],
                "node": event.step_name or "",
                "actor": self._bar_user(event.actor_id) if event.actor_id else None,
                "on_behalf_of": self._bar_user(event.on_behalf_of_id)
                if event.on_behalf_of_id
                else None,
                "comment": event.comment or "",
                "at": event.at,
            }
            for event in run.event_ids
        ]

    @api.model
    def _bar_mine(self, batch, motion):
        verdict, mine, objections = turn.look(batch, self.env.user), [], None
        for task in motion.tasks.values():
            if task.state == "pending" and verdict(motion, task).status == "ok":
                node = motion.graph.nodes[task.node]
                if objections is None:
                    objections = motion.document._flow_objections()
                mine.append(
                    {
                        "id": task.id,
                        "objection": objections.get(motion.document.id, ""),
                        "name": node.called(self.env.lang),
                        "kind": task.kind,
                        "shared": not task.user,
                        "buttons": node.spec.get("buttons") or "approve",
                        "comment_required": bool(node.spec.get("comment_required")),
                        "transfer": bool(node.spec.get("transfer", True)),
                        "return": bool(node.spec.get("return", True)),
                        "add_signer": bool(node.spec.get("add_signer", True)),
                        "targets": admin.return_targets(motion, task.node),
                        "editable": motion.document._flow_open_labels(
                            node.key, node.spec.get("open_fields") or []
                        ),
                        "choices": self._bar_choices(motion, task.node),
                    }
                )
        return mine

    @api.model
    def _bar_choices(self, motion, key):
        """Return the nodes for which the person deciding here chooses the next
        people."""
        return [
            {"key": node.key, "name": node.called(self.env.lang)}
            for node in motion.graph.stops()
            if node.spec.get("who") == "previous_choice"
            and motion.graph.order(key, node.key) == -1
            and not motion.choices.get(node.key)
        ]
