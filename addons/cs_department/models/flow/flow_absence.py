from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .engine import clock, decide, duty, finish, handing, people, turn, walk
from .engine.batch import Batch
from .engine.task import OPEN, SHARES
from .engine_mark import storing


class FlowAbsence(models.Model):
    """Open tasks of people who went away or left, and of documents that are gone.

    Substitutes get the tasks of people who are away; both names stay. For a user who
    was archived the node is asked again whom it means now. Everything is logged.
    """

    _inherit = "cs.flow.task"

    @api.model
    def _cron_absent(self):
        """Hand over, ask again, close: each person's tasks in a transaction of their
        own."""
        cron = self.env["ir.cron"]
        for user_id, other_id in self._absent_users():
            tasks = self.search([*self._open_domain(), ("user_id", "=", user_id)])
            tasks._alone(
                lambda free, o=other_id: free._hand_over(o), tasks._leave_alone
            )
            cron._commit_progress()
        for task in self.search(
            [("state", "in", OPEN), ("user_id.active", "=", False)]
        ):
            task._alone(self._ask_again, task._tell_once)
            cron._commit_progress()
        for run in self._runs_without_document():
            run.task_ids[:1]._alone(
                self._close_without_document, run.task_ids[:1]._tell_once
            )
            cron._commit_progress()

    @api.model
    def _open_domain(self):
        return [("state", "=", "pending"), ("kind", "in", ("approve", "fill"))]

    def _leave_alone(self, reason):
        """Keep the tasks where they are; a substitute may decide them all the same."""

    # ---- away

    @api.model
    def _absent_users(self):
        """Return [(user id, substitute's user id)] of absent people with open tasks."""
        rows = self._read_group(
            [*self._open_domain(), ("user_id", "!=", False)], ["user_id"]
        )
        ids = [user.id for (user,) in rows]
        now = fields.Datetime.now()
        return sorted(self.env["cs.substitution"]._substitutes(ids, now).items())

    def _hand_over(self, other_id):
        """Give tasks to a substitute, or back to their owner when that one is here."""
        batch, events = decide.open_batch(self), []
        owners = sorted({t.owner for _m, t in decide.in_motion(batch, self)} - {0})
        away = batch.env["cs.substitution"]._substitutes(owners, batch.now)
        below = turn.below(batch)
        for motion, held in decide.in_motion(batch, self):
            spec = motion.graph.nodes[held.node].spec
            is_back = held.owner and held.owner not in away
            person = held.owner if is_back else other_id
            out = duty.barred(motion, below, spec) if held.kind == "approve" else set()
            out |= {t.user for t in motion.at_node(held.node) if t.is_open}
            if person in out:
                continue
            events.append(
                (motion, _event(held, "substituted", held.owner or held.user))
            )
            motion.set_task(
                held,
                owner=0 if is_back else held.owner or held.user,
                user=person,
                deadline=False,
            )
        batch.motions = list(dict.fromkeys(motion for motion, _values in events))
        clock.set_deadlines(batch)
        finish.flush(batch, events)

    # ---- left

    def _ask_again(self, task):
        """Ask the node again whom it means, instead of a user who was archived."""
        batch = decide.open_batch(task)
        found = decide.in_motion(batch, task)
        if not found or not found[0][1].is_open:
            return
        motion, held = found[0]
        batch.load_facts()
        name = batch.env["res.users"].browse(held.user).name
        event = _event(held, "reassigned", held.user) | {
            "comment": batch.env._("%s is not active any more.", name)
        }
        if held.kind != "answer" and held.source in SHARES:
            self._replace_share(batch, motion, held, task)
        else:
            motion.set_task(held, "cancelled", done_at=batch.now)
            decide.resume(motion, held)
            walk.after_decision(batch, [(motion, held.node)])
        if motion.changed:
            finish.flush(batch, [(motion, event)])

    def _replace_share(self, batch, motion, held, task):
        """Find somebody for a share in the decision of a node."""
        if held.extra.get("pool_role_id"):
            motion.set_task(held, user=0, deadline=False)
            clock.set_deadlines(batch)
            return
        node = motion.graph.nodes[held.node]
        resolver = people.Resolver(batch)
        found = resolver.resolve([(motion, node)])[motion, node.key]
        there = {t.user for t in motion.at_node(node.key)}
        if not set(found.users) - there and not _others(motion, held, node):
            found = resolver.last_resort(motion, node)
        new = [user for user in found.users if user not in there]
        if new:
            person = batch.env["res.users"].browse(new[0])
            fresh = handing.replace(batch, motion, held, person, "left", None)
            fresh.extra["reason"] = found.reasons[person.id] | {"instead_of": held.user}
        elif _others(motion, held, node):
            motion.set_task(held, "cancelled", done_at=batch.now)
            walk.after_decision(batch, [(motion, node.key)])
        else:
            name = batch.env["res.users"].browse(held.user).name
            task._tell_once(batch.env._("Nobody can be asked instead of %s.", name))

    def _tell_once(self, reason):
        """Tell the managers of the flow, once a day."""
        now = fields.Datetime.now()
        for task in self:
            if not task.reminded_at or task.reminded_at < now - timedelta(days=1):
                with storing():
                    task.reminded_at = now
                task._tell_managers(reason)

    # ---- gone

    @api.model
    def _runs_without_document(self):
        """Return the open runs whose document was deleted behind the engine's back."""
        runs = self.env["cs.flow.run"]
        gone = runs.browse()
        domain = [("state", "in", ("running", "returned"))]
        for (name,) in runs._read_group(domain, ["res_model"]):
            of_model = [*domain, ("res_model", "=", name)]
            if name not in self.env:
                gone |= runs.search(of_model)
                continue
            document = self.env[name]
            document.flush_model([])
            rows = self.env.execute_query(
                SQL(
                    "SELECT run.id FROM cs_flow_run run WHERE run.res_model = %s "
                    "AND run.state IN ('running', 'returned') AND NOT EXISTS "
                    "(SELECT 1 FROM %s document WHERE document.id = run.res_id)",
                    name,
                    SQL.identifier(document._table),
                )
            )
            gone |= runs.browse(row[0] for row in rows)
        return gone

    def _close_without_document(self, task):
        batch = Batch.of_runs(task.run_id, self.env.user, orphans=True)
        motion = batch.motions[0]
        motion.know({})
        motion.end("cancelled")
        motion.outcome = None
        comment = batch.env._("The document was deleted.")
        finish.flush(batch, [(motion, {"kind": "cancelled", "comment": comment})])


def _others(motion, held, node):
    """Tell whether a node can be decided without one share."""
    return node.spec.get("sign") != "votes" and any(
        t is not held
        and t.source in SHARES
        and t.state in ("pending", "waiting", "approved")
        for t in motion.at_node(node.key)
    )


def _event(held, kind, owner):
    return {"kind": kind, "node_key": held.node, "task": held, "owner": owner}
