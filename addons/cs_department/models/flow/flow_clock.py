import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .engine import clock, decide, duty, finish, handing, turn, walk
from .engine.batch import Batch
from .engine_mark import storing

_logger = logging.getLogger(__name__)


class FlowClock(models.Model):
    """Time limits and waits: one cron takes what is due.

    Each task has a transaction of its own: one that fails is put off for an hour and
    the
    managers of the flow are told; the others go on. A run that somebody decides at this
    moment is left for the next time.
    """

    _inherit = "cs.flow.task"

    @api.model
    def _cron_due(self, batch_size=200):
        """Do what the nodes say for tasks whose time is over; go on with ended
        waits."""
        cron = self.env["ir.cron"]
        domain = [
            ("state", "in", ("pending", "waiting")),
            ("deadline", "<=", fields.Datetime.now()),
        ]
        due = self.search(domain, limit=batch_size, order="deadline, id")
        cron._commit_progress(remaining=self.search_count(domain))
        for task in due:
            task._alone(task._time_is_over, task._postpone)
            if not cron._commit_progress(1):
                break

    def _alone(self, act, failed):
        """Do something with the runs of some tasks, if nobody else holds them.

        :param act: called with the tasks whose runs are free.
        :param failed: called with a sentence when it cannot be done.
        """
        try:
            with self.env.cr.savepoint():
                free = self.run_id.try_lock_for_update(allow_referencing=True)
                tasks = self.filtered(lambda task: task.run_id in free)
                if tasks:
                    act(tasks)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            _logger.info(
                "Approval tasks %s are being decided, left for later", self.ids
            )
        except UserError as error:
            failed(str(error))
        except Exception:
            _logger.exception("Approval tasks %s cannot be handled", self.ids)
            failed(
                self.env._(
                    "There was an error, which the administrator finds in the log."
                )
            )

    def _time_is_over(self, task):
        """Apply the time limit of one task."""
        batch = Batch.of_runs(task.run_id, self.env.user)
        found = decide.in_motion(batch, task)
        if not found or not found[0][1].is_open:
            with storing():
                task.deadline = False
            return
        motion, held = found[0]
        batch.load_facts()
        if held.kind == "wait":
            motion.set_task(held, "approved", done_at=batch.now)
            walk.advance(batch, [(motion, key) for key in motion.leave(held.node)])
            finish.flush(batch, [(motion, _event(held, "continued"))])
            return
        action = motion.graph.nodes[held.node].spec.get("limit_action") or "remind"
        getattr(self, f"_limit_{action}")(batch, motion, held)

    def _limit_remind(self, batch, motion, held):
        hours = motion.graph.nodes[held.node].spec["limit_hours"]
        key = (held.user, motion.company, hours)
        deadline = clock.limits(batch, {key})[key]
        motion.set_task(held, deadline=deadline, reminded_at=batch.now)
        batch.notices.append(("urged", held.id))
        finish.flush(batch, [(motion, _event(held, "reminded"))])

    def _limit_escalate(self, batch, motion, held):
        above = self._next_above(batch, motion, held)
        if not above:
            self._limit_remind(batch, motion, held)
            return
        handing.replace(batch, motion, held, above, "escalation", None)
        finish.flush(batch, [(motion, _event(held, "escalated"))])

    def _next_above(self, batch, motion, held):
        """Return the next manager of the person asked who may decide this."""
        employees = batch.env["res.users"].browse(held.user or []).employee_ids
        own = employees.filtered(lambda e: e.company_id == motion.company)
        employee = (own or employees)[:1]
        line = (
            batch.env["hr.employee"]._reporting_lines(employee.ids).get(employee.id, ())
        )
        spec = motion.graph.nodes[held.node].spec
        out = duty.barred(motion, turn.below(batch), spec)
        out |= {t.user for t in motion.at_node(held.node) if t.is_open}
        users = batch.env["res.users"].browse([u for u in line if u])
        return users.filtered(lambda u: u.active and u.id not in out)[:1]

    def _limit_approve(self, batch, motion, held):
        self._limit_decide(batch, motion, held, "approve")

    def _limit_refuse(self, batch, motion, held):
        self._limit_decide(batch, motion, held, "refuse")

    def _limit_decide(self, batch, motion, held, decision):
        decide.sign(batch, motion, held, decision, "")
        walk.after_decision(batch, [(motion, held.node)])
        finish.flush(batch, [(motion, _event(held, "timed_out"))])

    def _limit_return(self, batch, motion, held):
        if not motion.has_author:
            self._limit_remind(batch, motion, held)
            return
        motion.set_task(held, "returned", done_at=batch.now)
        motion.end("returned")
        finish.flush(batch, [(motion, _event(held, "timed_out"))])

    def _postpone(self, reason):
        """Try again in an hour and tell the managers of the flow why it failed."""
        with storing():
            self.write({"deadline": fields.Datetime.now() + timedelta(hours=1)})
        for task in self:
            task._tell_managers(reason)

    def _tell_managers(self, reason):
        """Write into the history of the flow why a task needs attention."""
        self.run_id.flow_id.message_post(
            body=self.env._(
                "%(subject)s: %(reason)s", subject=self.title, reason=reason
            ),
            partner_ids=self.run_id.flow_id.manager_ids.partner_id.ids,
        )


def _event(held, kind):
    return {"kind": kind, "node_key": held.node, "task": held, "owner": held.user}
