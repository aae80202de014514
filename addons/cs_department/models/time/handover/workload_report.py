from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs
from .mark import keeping

#: days before are slips of the keyboard
FIRST = datetime(1970, 1, 1).date()


class WorkloadReport(models.Model):
    """What a team did on a day, built by itself and sent to the supervisor (SH-16).

    Leaders of the department read it, HR and auditors read all; nobody edits figures.
    """

    _name = "cs.workload.report"
    _description = "Report of the day"
    _inherit = ["mail.thread", "mail.activity.mixin", "cs.handover.kept"]
    _order = "date desc, department_id, id"

    department_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    date = fields.Date("Day", required=True, index=True)
    sent_at = fields.Datetime("Sent at")
    recipient_ids = fields.Many2many("res.users", string="Sent to")
    line_ids = fields.One2many("cs.workload.line", "report_id", "Figures")
    person_count = fields.Integer("People", compute="_compute_totals")
    figures = fields.Char("In all", compute="_compute_totals")

    _one_each = models.UniqueIndex(
        "(department_id, date)", "There is a report of this team and day already."
    )

    @api.depends("department_id", "date")
    def _compute_display_name(self):
        for report in self:
            report.display_name = (
                f"{report.sudo().department_id.name} {report.date or ''}"
            )

    @api.depends("line_ids.amount")
    def _compute_totals(self):
        for report in self:
            totals = defaultdict(float)
            for line in report.line_ids:
                totals[line.name] += line.amount
            report.person_count = len(report.line_ids.employee_id)
            report.figures = " · ".join(
                f"{name} {amount:g}" for name, amount in totals.items()
            )

    @api.model
    def action_build(self, department_id, day):
        """Build or renew the report of a team and a day now, as its leader.

        :return: the id of the report
        """
        department = inputs.record(self.env, "hr.department", department_id)
        try:
            date = fields.Date.to_date(day)
        except (ValueError, TypeError):
            date = None
        if not date or not FIRST <= date <= fields.Date.context_today(self):
            raise UserError(self.env._("Choose a day."))
        user = self.env.user
        is_led = department in user.cs_led_department_ids
        is_hr = user.has_group("cs_department.group_cs_hr")
        if not is_led and not (is_hr and department.company_id in user.company_ids):
            raise UserError(self.env._("Leaders build the report of their team."))
        return self._build(department, date)[:1].id

    @api.model
    def _cron_build(self):
        """Build and send yesterday's reports of the teams whose hour has come."""
        now = fields.Datetime.now()
        for day, departments in self._due_teams(now).items():
            reports = self._build(departments, day)
            reports.filtered(lambda report: not report.sent_at)._send(now)

    @api.model
    def _due_teams(self, now):
        """Return ``{day: departments}`` whose report is due and not sent."""
        policies = self.env["cs.seat.policy"].sudo()
        wanted = policies.search([("has_report", "=", True)])
        due = defaultdict(list)
        departments = (
            self.env["hr.department"]
            .sudo()
            .search(Domain("company_id", "in", wanted.company_id.ids))
        )
        nearest = policies._nearest({(d.id, d.company_id.id) for d in departments})
        for department in departments:
            policy = nearest[department.id, department.company_id.id]
            if not policy.has_report:
                continue
            clock = pytz.utc.localize(now).astimezone(self._zone(department))
            if clock.hour + clock.minute / 60 >= policy.report_hour:
                due[clock.date() - timedelta(days=1)].append(department.id)
        for day, teams in due.items():
            known = (
                self.sudo()
                .search([("date", "=", day), ("sent_at", "!=", False)])
                .department_id
            )
            due[day] = departments.browse(teams) - known
        return due

    @api.model
    def _zone(self, department):
        name = department.company_id.resource_calendar_id.tz
        return pytz.timezone(name or "UTC")

    @api.model
    def _build(self, departments, day):
        """Build the reports of some teams for a day; those that exist are renewed.

        Teams in which nobody did anything get none.
        """
        reports = self.sudo()
        for zone, group in departments.grouped(self._zone).items():
            first = _utc(zone, day)
            last = _utc(zone, day + timedelta(days=1))
            reports |= self._build_for(group, day, first, last)
        return reports

    @api.model
    def _build_for(self, departments, day, first, last):
        people = (
            self.env["hr.employee"]
            .sudo()
            .search([("department_id", "in", departments.ids)], order="name, id")
        )
        figures = self.env["cs.handover.source"]._all_workload(people, first, last)
        by_team = people.filtered(lambda p: figures.get(p.id)).grouped("department_id")
        known = self.sudo().search(
            [("department_id", "in", departments.ids), ("date", "=", day)]
        )
        by_department = known.grouped("department_id")
        with keeping():
            known.line_ids.unlink()
            fresh = self.sudo().create(
                [
                    {
                        "department_id": department.id,
                        "company_id": department.company_id.id,
                        "date": day,
                    }
                    for department in by_team
                    if department not in by_department
                ]
            )
            reports = known + fresh
            self.env["cs.workload.line"].sudo().create(
                [
                    {
                        "report_id": report.id,
                        "employee_id": person.id,
                        "name": name,
                        "amount": amount,
                    }
                    for report in reports
                    for person in by_team.get(report.department_id, people.browse())
                    for name, amount in figures[person.id].items()
                ]
            )
        return reports

    def _send(self, now):
        """Give each report to the supervisor as something to look at."""
        places = {(r.department_id.id, r.company_id.id) for r in self}
        nearest = self.env["cs.seat.policy"]._nearest(places)
        for report in self:
            place = report.department_id.id, report.company_id.id
            users = report._recipients(nearest[place])
            for user in users:
                told = report.with_context(lang=user.lang)
                told.activity_schedule(
                    "cs_department.activity_type_cs_workload",
                    user_id=user.id,
                    summary=told.display_name,
                )
            report._keep({"sent_at": now, "recipient_ids": users.ids})

    def _recipients(self, policy):
        users = self.env["res.users"]
        role = policy.report_role_id
        if role:
            key = role.id, self.department_id.id, self.company_id.id
            users = users.browse(role._resolve_holders({key}, self.date)[key][0])
        if not users:
            chains = self.env["hr.department"]._manager_chains(self.department_id.ids)
            chain = [user for _d, _m, user in chains[self.department_id.id] if user]
            above = [user for user in chain[1:] if user != chain[0]] or chain
            users = users.browse(above[:1])
        return users


def _utc(zone, day):
    """Return the beginning of a day on a clock, as naive UTC."""
    local = zone.localize(datetime.combine(day, time()))
    return local.astimezone(pytz.utc).replace(tzinfo=None)
