from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_duration

from ....logic import limit as rules


class OvertimeMine(models.Model):
    """What an employee has of overtime in all: rest left, hours of the month."""

    _inherit = "cs.overtime"

    @api.model
    @api.readonly
    def my_totals(self):
        """Say in pairs what stands above one's own overtime.

        :return: ``[[label, text], ...]``; nothing without an employee
        """
        employee = self.env.user.sudo().employee_id
        if not employee:
            return []
        rows = self.sudo().search(
            Domain("employee_id", "=", employee.id) & Domain("state", "!=", "cancelled")
        )
        return rows._said_of_rest() + rows._said_of_month(employee)

    def _said_of_rest(self):
        left = self.filtered("rest_left")
        hours = sum(left.mapped("rest_left"))
        found = [[self.env._("Rest left"), format_duration(hours)]]
        lapsing = left.filtered("rest_until")
        if lapsing:
            until = min(lapsing.mapped("rest_until"))
            first = lapsing.filtered(lambda row: row.rest_until == until)
            text = self.env._(
                "%(hours)s on %(date)s",
                hours=format_duration(sum(first.mapped("rest_left"))),
                date=format_date(self.env, until),
            )
            found.append([self.env._("Lapses first"), text])
        return found

    def _said_of_month(self, employee):
        """Hours that stand in the month of today, and the cap when there is one."""
        cap = self._month_cap(employee)
        today = fields.Date.context_today(self)
        first, last = rules.period_of(today, "month", cap.month_start or 1)
        rows = self.filtered(lambda row: first <= row.date <= last)
        used = format_duration(sum(row._limit_hours() for row in rows))
        if cap:
            used = self.env._(
                "%(used)s of at most %(cap)s",
                used=used,
                cap=format_duration(cap.figure),
            )
        return [[self.env._("This month"), used]]

    def _month_cap(self, employee):
        """Return the lowest limit of hours a month that the policy always sets."""
        place = (employee.department_id.id, employee.company_id.id)
        policy = self.env["cs.overtime.policy"]._nearest({place})[place]
        caps = policy.limit_ids.filtered(
            lambda limit: (
                limit.active
                and limit.kind == "sum"
                and limit.period == "month"
                and limit.unit == "hours"
                and limit.operator in ("le", "lt")
                and not limit.condition
            )
        )
        return caps.sorted("figure")[:1]
