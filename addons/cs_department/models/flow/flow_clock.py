from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .engine import clock, finish, people, walk
from .engine import decide as decisions
from .engine.motion import Batch


class FlowClock(models.Model):
    """Time limits, waits and absences: one cron takes what is due, in batches."""

    _inherit = "cs.flow.task"

    @api.model
    def _cron_due(self, batch_size=200):
        """Do what the nodes say for tasks whose time is over; go on with ended waits."""
        cron = self.env["ir.cron"]
        domain = [
            ("state", "in", ("pending", "waiting")),
            ("deadline", "<=", fields.Datetime.now()),
        ]
        due = self.search(domain, limit=batch_size, order="deadline, id")
        due = due.try_lock_for_update()
        cron._commit_progress(remaining=self.search_count(domain))
        for task in due:
            try:
                with self.env.cr.savepoint():
                    task._time_is_over()
            except UserError as error:
                task._postpone(str(error))
            if not cron._commit_progress(1):
                break

    def _time_is_over(self):
        """Apply the time limit of one task."""
        batch = Batch.of_runs(self.run_id, self.env.user)
        found = decisions._in_motion(batch, self)
        if not found or not found[0][1].is_open:
            self.deadline = False
            return
        motion, held = found[0]
        if held.kind == "wait":
            motion.set_task(held, "approved", done_at=batch.now)
            following = [(motion, key) for key in motion.leave(held.node)]
            walk.advance(batch, following)
            finish.flush(batch, [(motion, self._event(held, "continued"))])
            return
        action = motion.graph.nodes[held.node].spec.get("limit_action") or "remind"
        getattr(self, f"_limit_{action}")(batch, motion, held)

    def _event(self, held, kind):
        return {"kind": kind, "node_key": held.node, "task": held, "owner": held.user}

    def _limit_remind(self, batch, motion, held):
        hours = motion.graph.nodes[held.node].spec["limit_hours"]
        ends = clock.limits(batch, self.user_id, {(held.user, hours)})
        motion.set_task(held, deadline=ends[held.user, hours], reminded_at=batch.now)
        batch.notices.append(("urged", held.id))
        finish.flush(batch, [(motion, self._event(held, "reminded"))])

    def _limit_escalate(self, batch, motion, held):
        above = self._next_above(batch, motion, held)
        if not above:
            self._limit_remind(batch, motion, held)
            return
        decisions._replace(batch, motion, held, above, "escalation", None)
        finish.flush(batch, [(motion, self._event(held, "escalated"))])

    def _next_above(self, batch, motion, held):
        """Return the next manager of the person asked who may decide this."""
        employee = self.user_id.sudo().employee_ids[:1]
        line = self.env["hr.employee"].sudo()._reporting_lines(employee.ids).get(employee.id, ())
        resolver = people.Resolver(batch)
        resolver.below = {}
        barred = resolver.barred(motion)
        asked = {t.user for t in motion.at_node(held.node) if t.is_open}
        users = self.env["res.users"].sudo().browse([u for u in line if u])
        return users.filtered(lambda u: u.active and u.id not in barred | asked)[:1]

    def _limit_approve(self, batch, motion, held):
        self._limit_decide(batch, motion, held, "approved")

    def _limit_refuse(self, batch, motion, held):
        self._limit_decide(batch, motion, held, "refused")

    def _limit_decide(self, batch, motion, held, state):
        motion.set_task(held, state, done_at=batch.now, comment=self.env._("The time limit was reached."))
        walk.after_decision(batch, [(motion, held.node)])
        finish.flush(batch, [(motion, self._event(held, "timed_out"))])

    def _limit_return(self, batch, motion, held):
        motion.set_task(held, "returned", done_at=batch.now)
        motion.end("returned")
        finish.flush(batch, [(motion, self._event(held, "timed_out"))])

    def _postpone(self, reason):
        """Try again in an hour and tell the managers of the flow why it failed."""
        self.deadline = fields.Datetime.now() + timedelta(hours=1)
        flow = self.run_id.flow_id
        flow.message_post(
            body=self.env._("%(subject)s: %(reason)s", subject=self.subject, reason=reason)
        )

    @api.model
    def _cron_absent(self):
        """Give open tasks of people who went away to their substitutes."""
        now = fields.Datetime.now()
        groups = self.search(
            [
                ("state", "=", "pending"),
                ("kind", "in", ("approve", "fill")),
                ("user_id", "!=", False),
                ("owner_id", "=", False),
            ]
        ).grouped("user_id")
        instead = self.env["cs.substitution"]._substitutes([u.id for u in groups], now)
        for user, tasks in groups.items():
            if user.id in instead:
                tasks._substitute_by(self.env["res.users"].browse(instead[user.id]))

    def _substitute_by(self, substitute):
        batch = Batch.of_runs(self.run_id, self.env.user)
        resolver, events = people.Resolver(batch), []
        resolver.below = {}
        for motion, held in decisions._in_motion(batch, self):
            asked = {t.user for t in motion.at_node(held.node) if t.is_open}
            if substitute.id in asked | resolver.barred(motion):
                continue
            motion.set_task(held, owner=held.user, user=substitute.id)
            events.append((motion, self._event(held, "escalated")))
        batch.motions = list({motion for motion, _event in events})
        finish.flush(batch, events)
