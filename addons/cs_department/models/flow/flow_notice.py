from odoo import api, models


class FlowNotice(models.AbstractModel):
    """Tells people after a transition: a bus note at once, activities and mails by queue.

    Nothing of this happens inside the transition, so a slow mail server delays nobody.
    """

    _name = "cs.flow.notice"
    _description = "Notices of the approval engine"

    @api.model
    def _queue(self, batch):
        """Queue what a batch has to tell.

        :param batch: the engine's batch, written already.
        """
        opened, closed, copies = [], [], []
        for motion in batch.motions:
            for task in motion.tasks.values():
                values = motion.changed.get(task.number, {})
                is_new = task in motion.fresh
                if task.kind == "notify":
                    copies += [task.id] if is_new else []
                elif task.state == "pending" and (is_new or "state" in values or "user_id" in values):
                    opened.append(task.id)
                elif values.get("state") and task.kind != "wait":
                    closed.append(task.id)
        urged = [task for kind, task in batch.notices if kind == "urged"]
        ended = [m.run.id for m in batch.motions if m.outcome]
        users = {
            task.user
            for motion in batch.motions
            for task in motion.tasks.values()
            if task.user and (task in motion.fresh or task.number in motion.changed)
        }
        self._ring(users | {m.requester.id for m in batch.motions if m.outcome})
        if opened or closed or copies or urged or ended:
            self.sudo().with_delay(
                description="Tell people about approvals"
            )._deliver(opened, closed, copies, urged, ended)

    @api.model
    def _ring(self, user_ids):
        for user in self.env["res.users"].sudo().browse(sorted(user_ids)):
            user._bus_send("cs_department.inbox", {})

    @api.model
    def _deliver(self, opened, closed, copies, urged, ended):
        """Create and close the activities and send the mails of one transition.

        Runs as a job. Tasks that were decided meanwhile are left out.
        """
        tasks = self.env["cs.flow.task"].sudo()
        self._close_activities(tasks.browse(closed))
        self._open_activities(tasks.browse(opened).filtered(lambda t: t.state == "pending"))
        self._mail_urged(tasks.browse(urged).filtered(lambda t: t.state == "pending"))
        self._mail_copies(tasks.browse(copies))
        self._mail_ended(self.env["cs.flow.run"].sudo().browse(ended))

    @api.model
    def _open_activities(self, tasks):
        """Create an activity for each task."""

    @api.model
    def _close_activities(self, tasks):
        """Close the activities of decided tasks."""

    @api.model
    def _mail_urged(self, tasks):
        """Remind by mail."""

    @api.model
    def _mail_copies(self, tasks):
        """Send copies."""

    @api.model
    def _mail_ended(self, runs):
        """Tell the requesters."""
