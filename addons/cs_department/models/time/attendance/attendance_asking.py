from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from odoo.addons.queue_job.job import identity_exact

from .fact_mark import posting


class AttendanceAsking(models.Model):
    """When month sheets are counted by themselves, and when HR is asked."""

    _inherit = "cs.attendance.month"

    def _ask_hr(self):
        """Ask HR about people who are deemed to have left; nothing ends by itself.

        Whoever has answered is not asked about the month again.
        """
        kind = "cs_department.mail_activity_resignation"
        hr_people = self.env["res.users"]._cs_hr_people()
        for sheet in self.filtered(lambda s: s.needs_hr and not s.is_resigned):
            if sheet.with_context(active_test=False).activity_search([kind]):
                continue
            responsible = sheet.employee_id.hr_responsible_id & hr_people
            user = responsible or self._hr_user(sheet.company_id)
            told = sheet.with_context(lang=user.lang)
            told.activity_schedule(
                kind,
                summary=told.env._("Deemed to have left?"),
                note=told.env._(
                    "%(person)s was absent for %(days)g days. Look into it; nothing "
                    "ends by itself.",
                    person=sheet.employee_id.name,
                    days=sheet.absent_days,
                ),
                user_id=user.id,
            )
        over = self.filtered(lambda s: not s.needs_hr)
        over.with_context(active_test=False).activity_unlink([kind])

    @api.model
    def _refresh_today(self):
        """Count the sheets that the user sees, unless that was done a minute ago."""
        today = fields.Date.context_today(self)
        before = fields.Datetime.now() - timedelta(minutes=1)
        seen = self.search(
            Domain("month", "=", today.replace(day=1))
            & Domain("state", "=", "open")
            & (Domain("counted_at", "=", False) | Domain("counted_at", "<", before))
        )
        seen.sudo()._recount()
        with posting():
            seen.sudo().write({"counted_at": fields.Datetime.now()})

    @api.model
    def _hr_user(self, company):
        """Return somebody of HR who sees a company."""
        people = self.env["res.users"]._cs_hr_people(company)
        return people[:1] or self.env.user

    @api.model
    def _cron_count(self, batch_size=200):
        """Each night: the sheets of everybody, for yesterday's month and this one.

        A job for so many people each: a cron that counted them itself would begin with
        the same ones whenever its time is up.
        """
        today = fields.Date.context_today(self)
        yesterday = today - timedelta(days=1)
        places = self.env["cs.attendance.policy"].sudo().search([]).company_id
        people = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "in", places.ids)], order="id")
        )
        for month in sorted({yesterday.replace(day=1), today.replace(day=1)}):
            for some in split_every(batch_size, people.ids, people.browse):
                self.with_delay(
                    description="Count attendance", identity_key=identity_exact
                )._count(some, month)
