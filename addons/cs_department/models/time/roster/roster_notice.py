from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

from ...flow.engine import inputs
from ...org.dated import clock_span, short_day
from .shift import ORIGINS


class RosterNotice(models.Model):
    """What one person is told when a roster is published, or when shifts of a published
    one change hands: the difference to before.

    There is one for each person and revision, so nobody is told twice, and one more for
    each swap or sick call that changes his shifts. Employees read their own and say
    that they have seen it; leaders read those of their departments.
    """

    _name = "cs.roster.notice"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _description = "Notice of a roster"
    _order = "id desc"
    #: people read it on the phone
    _systray_view = "kanban"

    roster_id = fields.Many2one(
        "cs.roster", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="roster_id.company_id", store=True)
    department_id = fields.Many2one(
        related="roster_id.department_id", store=True, index=True
    )
    revision = fields.Integer(required=True, aggregator=None)
    cause = fields.Selection(ORIGINS, readonly=True, help="Empty: it was published.")
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="cascade"
    )
    lines = fields.Json(export_string_translation=False)
    body = fields.Html("Shifts", compute="_compute_body", sanitize=False)
    sent_at = fields.Datetime("Told at", readonly=True)
    seen_at = fields.Datetime("Seen at", readonly=True)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _once = models.UniqueIndex(
        "(roster_id, revision, employee_id) WHERE cause IS NULL",
        "Everybody is told once of each revision.",
    )
    _unsent_idx = models.Index("(roster_id) WHERE sent_at IS NULL")

    @api.depends("lines")
    @api.depends_context("lang", "tz")
    def _compute_body(self):
        for notice in self:
            notice.body = notice._body()

    @api.depends_context("uid")
    @api.depends("employee_id")
    def _compute_is_mine(self):
        for notice in self:
            notice.is_mine = notice.employee_id.sudo().user_id == self.env.user

    @api.depends("roster_id", "revision", "cause")
    @api.depends_context("lang")
    def _compute_display_name(self):
        causes = dict(self._fields["cause"]._description_selection(self.env))
        for notice in self:
            roster = notice.roster_id.sudo().display_name or ""
            if notice.cause:
                notice.display_name = self.env._(
                    "%(cause)s, changed shifts: %(roster)s",
                    cause=causes[notice.cause],
                    roster=roster,
                )
            elif notice.revision > 1:
                notice.display_name = self.env._("Changes: %s", roster)
            else:
                notice.display_name = self.env._("New roster: %s", roster)

    def action_seen(self):
        """Say that one has read the notice."""
        notices = inputs.rows(self)
        notices.check_access("read")
        if any(not notice.is_mine for notice in notices):
            raise AccessError(self.env._("Only the person himself has seen it."))
        fresh = notices.sudo().filtered(lambda notice: not notice.seen_at)
        fresh.seen_at = fields.Datetime.now()
        fresh.activity_feedback(["cs_department.activity_type_cs_roster"])
        return True

    def _body(self):
        """Return the differences as a table, in the reader's language."""
        words = {
            "added": self.env._("Added"),
            "removed": self.env._("Cancelled"),
            "changed": self.env._("Changed"),
        }
        rows = Markup()
        for line, now, before in self._shown(self.lines or []):
            old = before and self.env._(
                "changed from %(type)s %(hours)s", type=before[0], hours=before[1]
            )
            rows += Markup(
                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
            ) % (words[line["kind"]], short_day(self.env, line["day"]), *now, old or "")
        return Markup("<table class='table table-sm'><tbody>%s</tbody></table>") % rows

    def _shown(self, lines):
        """Return ``[(line, (type, hours), (type, hours) before or None)]``."""
        states = [line[key] for line in lines for key in ("before", "after")]
        known = {state["type"] for state in states if state}
        types = self.env["cs.shift.type"].sudo().browse(known).exists()

        def shown(state):
            kind = types.filtered(lambda one: one.id == state["type"])
            return kind.name or "", self._hours(state, kind.tz)

        return [
            (
                line,
                shown(line["after"] or line["before"]),
                shown(line["before"]) if line["kind"] == "changed" else None,
            )
            for line in lines
        ]

    def _hours(self, state, zone):
        def clock(text):
            moment = fields.Datetime.to_datetime(text)
            return format_datetime(
                self.env, moment, tz=zone or "UTC", dt_format="HH:mm"
            )

        return clock_span(self.env, clock(state["start"]), clock(state["stop"]))

    def _tell(self):
        """Tell everybody who was not told yet; twice at once, nobody is told twice."""
        notices = self.try_lock_for_update().filtered(lambda n: not n.sent_at)
        notices.sent_at = fields.Datetime.now()
        for notice in notices:
            notice._deliver()

    def _deliver(self):
        """Tell the person: an activity, a mail if he reads mails, a bus note."""
        user = self.employee_id.user_id
        if not user.active:
            return
        own = self.with_context(
            lang=user.lang, tz=user.tz, mail_activity_quick_update=True
        )
        own.activity_schedule(
            "cs_department.activity_type_cs_roster",
            summary=own.display_name,
            note=own._body(),
            user_id=user.id,
        )
        notices = self.env["cs.flow.notice"]
        if notices._wants_mail(user):
            notices._send([own._mail(user)])
        self.env["bus.bus"]._sendone(user.partner_id, "cs_department.roster", {})

    def _mail(self, user):
        company = self.company_id
        url = f"{self.get_base_url()}/odoo/{self._name}/{self.id}"
        body = self.env["ir.qweb"]._render(
            "cs_department.mail_roster",
            {"user": user, "company": company, "notice": self, "url": url},
        )
        return {
            "subject": " ".join(self.display_name.split())[:200],
            "body_html": body,
            "email_from": company.email_formatted or self.env.user.email_formatted,
            "recipient_ids": [(4, user.partner_id.id)],
            "auto_delete": True,
        }
