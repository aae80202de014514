from odoo import api, models
from odoo.tools import format_datetime

#: more tasks than this for one person become a list with one link
EACH = 5


class FlowMail(models.AbstractModel):
    """Writes the mails of the approval engine: one for each person and occasion."""

    _inherit = "cs.flow.notice"

    @api.model
    def _mail_tasks(self, tasks, reminder=False):
        """Ask people by mail to decide, with links to approve and to refuse."""
        vals_list = []
        for user, asked in tasks.filtered("user_id").grouped("user_id").items():
            if not self._wants_mail(user):
                continue
            notice = self.with_context(lang=user.lang)
            rows = notice._mail_rows(asked[:EACH], user, links=True)
            values = {
                "rows": rows,
                "more": len(asked) - len(rows),
                "reminder": reminder,
            }
            subject = notice._subject_of(asked, reminder)
            vals_list.append(notice._mail(user, subject, "mail_tasks", values))
        self._send(vals_list)

    @api.model
    def _subject_of(self, tasks, reminder):
        subject = tasks[0].with_context(lang=self.env.lang).title or ""
        if len(tasks) > 1:
            text = self.env._("%s requests wait for your decision", len(tasks))
        elif tasks.kind == "answer":
            text = self.env._("A question about: %s", subject)
        elif tasks.kind == "fill":
            text = self.env._("Please fill in: %s", subject)
        else:
            text = self.env._("Please decide: %s", subject)
        return self.env._("Reminder: %s", text) if reminder else text

    @api.model
    def _mail_copies(self, tasks):
        vals_list = []
        for user, copies in tasks.filtered("user_id").grouped("user_id").items():
            if not self._wants_mail(user):
                continue
            notice = self.with_context(lang=user.lang)
            rows = notice._mail_rows(copies[:EACH], user)
            values = {"rows": rows, "more": len(copies) - len(rows)}
            subject = notice.env._(
                "For your information: %s", rows[0]["task"].title or ""
            )
            vals_list.append(notice._mail(user, subject, "mail_copies", values))
        self._send(vals_list)

    @api.model
    def _mail_ended(self, runs):
        """Tell the requesters what became of their requests."""
        vals_list = []
        for run in runs:
            user, event = run.requester_id, run.event_ids.sorted("sequence")[-1:]
            if event.actor_id == user or not self._wants_mail(user):
                continue
            notice = self.with_context(lang=user.lang)
            run, event = (row.with_context(lang=user.lang) for row in (run, event))
            values = {
                "run": run,
                "title": notice._ended_title(run),
                "event": event,
                "facts": notice._facts_of(run, user.lang).get(run.id) or [],
                "url": notice._document_url(run),
            }
            vals_list.append(notice._mail(user, values["title"], "mail_ended", values))
        self._send(vals_list)

    @api.model
    def _ended_title(self, run):
        titles = {
            "approved": self.env._("Approved: %s", run.title),
            "refused": self.env._("Refused: %s", run.title),
            "returned": self.env._("Returned to you: %s", run.title),
            "withdrawn": self.env._("Withdrawn: %s", run.title),
            "cancelled": self.env._("Cancelled: %s", run.title),
        }
        return titles.get(run.state, run.title)

    # ---- parts of a mail -------------------------------------------------------------

    @api.model
    def _wants_mail(self, user):
        """Tell whether a person reads notices as mails; others read them in Odoo."""
        is_reader = (
            user.active and user._is_internal() and user.notification_type == "email"
        )
        return bool(is_reader and user.email)

    @api.model
    def _mail_rows(self, tasks, user, links=False):
        facts = self._facts_of(tasks, user.lang)
        return [
            {
                "task": task,
                "facts": facts.get(task.id) or task.facts or [],
                "url": self._document_url(task),
                "approve_url": links
                and task.kind == "approve"
                and task._decision_url(user, "approve"),
                "refuse_url": links
                and task.kind == "approve"
                and task._decision_url(user, "refuse"),
                "deadline": task.deadline
                and format_datetime(
                    self.env, task.deadline, user.tz, "short", user.lang
                ),
                "on_behalf_of": task.owner_id.name if task.owner_id != user else "",
            }
            for task in tasks.with_context(lang=user.lang)
        ]

    @api.model
    def _facts_of(self, records, lang):
        """Return ``{record id: facts}`` in a language, read model by model."""
        found = {}
        for name, group in records.grouped("res_model").items():
            model = self.env.get(name)
            if model is None or not hasattr(model, "_flow_summary"):
                continue
            documents = (
                model.sudo().with_context(lang=lang).browse(group.mapped("res_id"))
            )
            summaries = documents.exists()._flow_summary()
            found.update({r.id: summaries.get(r.res_id) or [] for r in group})
        return found

    @api.model
    def _document_url(self, record):
        return f"{record.get_base_url()}/odoo/{record.res_model}/{record.res_id}"

    @api.model
    def _mail(self, user, subject, template, values):
        company = (values.get("run") or values["rows"][0]["task"]).company_id
        body = self.env["ir.qweb"]._render(
            f"cs_department.{template}",
            values
            | {
                "user": user,
                "company": company,
                "inbox_url": f"{self.get_base_url()}/odoo/my-approvals",
            },
        )
        return {
            "subject": " ".join(subject.split())[:200],
            "body_html": body,
            "email_from": company.email_formatted or self.env.user.email_formatted,
            "recipient_ids": [(4, user.partner_id.id)],
            "auto_delete": True,
        }

    @api.model
    def _send(self, vals_list):
        if vals_list:
            self.env["mail.mail"].sudo().create(vals_list)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
