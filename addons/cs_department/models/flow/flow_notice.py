from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html


class FlowNotice(models.AbstractModel):
    """Tells people after a transition: a bus note at once, activities and mails by
    queue.

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
            fresh = {task.number for task in motion.fresh}
            for task in motion.tasks.values():
                values = motion.changed.get(task.number, {})
                is_new = task.number in fresh
                if task.kind == "notify":
                    copies += [task.id] if is_new else []
                elif task.state == "pending" and (
                    is_new or "state" in values or "user_id" in values
                ):
                    opened.append(task.id)
                elif values.get("state") and task.kind != "wait":
                    closed.append(task.id)
        urged = [task for kind, task in batch.notices if kind == "urged"]
        ended = [m.run.id for m in batch.motions if m.outcome]
        turned = [
            m.run.id
            for m in batch.motions
            if m.state != m.row.state and "returned" in (m.state, m.row.state)
        ]
        users = {
            task.user
            for motion in batch.motions
            for task in motion.tasks.values()
            if task.user and (task in motion.fresh or task.number in motion.changed)
        }
        users |= {m.requester.id for m in batch.motions if m.outcome}
        # in the company of the documents: its mails look like that company's
        companies = {motion.company for motion in batch.motions}
        notice = self
        if len(companies) == 1:
            notice = self.with_company(companies.pop())
        notice._ring(users | notice._pool_users(batch), batch.partners)
        if opened or closed or copies or urged or ended or turned:
            notice.sudo().with_delay(
                description="Tell people about approvals"
            )._deliver(opened, closed, copies, urged, ended, turned)

    @api.model
    def _pool_users(self, batch):
        """Return who may take the shared tasks that came or went."""
        pools = {
            task.extra["pool_role_id"]
            for motion in batch.motions
            for task in motion.tasks.values()
            if task.extra.get("pool_role_id")
            and (task in motion.fresh or task.number in motion.changed)
        }
        if not pools:
            return set()
        assignments = self.env["cs.role.assignment"].sudo()
        domain = Domain("role_id", "in", list(pools))
        held = assignments.search(domain & assignments._valid_on(batch.now.date()))
        return set(held.user_id.ids)

    @api.model
    def _ring(self, user_ids, partners):
        """Tell the browsers of some users that their counter has changed.

        :param partners: ``{user id: partner id}`` as far as it is known.
        """
        unknown = self.env["res.users"].sudo().browse(user_ids - partners.keys())
        known = partners | {user.id: user.partner_id.id for user in unknown}
        for user_id in sorted(user_ids):
            partner = self.env["res.partner"].browse(known[user_id])
            self.env["bus.bus"]._sendone(partner, "cs_department.inbox", {})

    @api.model
    def _deliver(self, opened, closed, copies, urged, ended, turned=()):
        """Create and close the activities and send the mails of one transition.

        Runs as a job. Tasks that were decided meanwhile are left out.

        :param turned: ids of the runs that went back to their requester, or left him.
        """
        tasks = self.env["cs.flow.task"].sudo()
        self._close_activities(
            tasks.browse(closed).filtered(lambda t: t.state != "pending")
        )
        waiting = tasks.browse(opened).filtered(lambda t: t.state == "pending")
        self._open_activities(waiting)
        # who took a shared task knows it already
        self._mail_tasks(waiting.filtered(lambda t: t.user_id != self.env.user))
        late = tasks.browse(urged).filtered(lambda t: t.state == "pending")
        self._mail_tasks(late, reminder=True)
        self._mail_copies(tasks.browse(copies))
        runs = self.env["cs.flow.run"].sudo()
        self._mail_ended(runs.browse(ended))
        self._keep_returned(runs.browse(turned))

    @api.model
    def _open_activities(self, tasks):
        """Create an activity for each task on a document that has activities.

        Run again, it creates nothing twice; a task that went to somebody else loses the
        activity of the person before.
        """
        tasks = tasks.filtered("user_id")
        kept = (
            self.env["mail.activity"].sudo().search([("flow_task_id", "in", tasks.ids)])
        )
        moved = kept.filtered(lambda a: a.user_id != a.flow_task_id.user_id)
        moved.unlink()
        vals_list = []
        for name, group in _by_document(tasks - (kept - moved).flow_task_id).items():
            if not hasattr(self.env[name], "activity_ids"):
                continue
            alive = set(
                self.env[name].sudo().browse(group.mapped("res_id")).exists().ids
            )
            model = self.env["ir.model"]._get_id(name)
            vals_list += [
                self._activity_of(task, model) for task in group if task.res_id in alive
            ]
        # the mails of the engine tell more than the usual 'assigned to you'
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)

    @api.model
    def _activity_of(self, task, model_id):
        limit = task.deadline or fields.Datetime.now()
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=task.user_id.tz or "UTC"), limit
        )
        return {
            "activity_type_id": self.env.ref(
                "cs_department.activity_type_cs_approval"
            ).id,
            "date_deadline": day.date(),
            "flow_task_id": task.id,
            "res_id": task.res_id,
            "res_model_id": model_id,
            "summary": task.with_context(lang=task.user_id.lang).step_name or "",
            "note": plaintext2html(task.question) if task.question else False,
            "user_id": task.user_id.id,
        }

    @api.model
    def _close_activities(self, tasks):
        """Remove the activities of tasks that wait for nobody any more."""
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        activities.search([("flow_task_id", "in", tasks.ids)]).unlink()

    @api.model
    def _keep_returned(self, runs):
        """Keep one activity on each document that waits for its requester, and none on
        the others."""
        kind = self.env.ref("cs_department.activity_type_cs_returned")
        activities = (
            self.env["mail.activity"]
            .sudo()
            .with_context(active_test=False, mail_activity_quick_update=True)
        )
        vals_list = []
        for name, group in _by_document(runs).items():
            if not hasattr(self.env[name], "activity_ids"):
                continue
            alive = set(
                self.env[name].sudo().browse(group.mapped("res_id")).exists().ids
            )
            model = self.env["ir.model"]._get_id(name)
            activities.search(
                [
                    ("activity_type_id", "=", kind.id),
                    ("res_model", "=", name),
                    ("res_id", "in", list(alive)),
                ]
            ).unlink()
            vals_list += [
                self._return_of(run, kind, model)
                for run in group
                if run.state == "returned" and run.res_id in alive
            ]
        activities.create(vals_list)

    @api.model
    def _return_of(self, run, kind, model_id):
        user, event = run.requester_id, run.event_ids.sorted("sequence")[-1:]
        zone = self.with_context(tz=user.tz or "UTC")
        return {
            "activity_type_id": kind.id,
            "date_deadline": fields.Date.context_today(zone),
            "res_id": run.res_id,
            "res_model_id": model_id,
            "summary": kind.with_context(lang=user.lang).summary,
            "note": plaintext2html(event.comment) if event.comment else False,
            "user_id": user.id,
        }


def _by_document(rows):
    """Return ``{model name: tasks or runs}`` of the models that exist."""
    groups = defaultdict(rows.browse)
    for row in rows:
        if row.res_model in row.env:
            groups[row.res_model] |= row
    return groups
