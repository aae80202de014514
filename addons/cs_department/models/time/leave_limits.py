from datetime import datetime, time

from odoo import api, models
from odoo.fields import Domain

from ...logic import leave as rules
from ..flow.engine import moment as clock
from ..limit.finding import Case, Entry
from ..limit.worktime import WorkTime

#: states in which a leave counts against a limit
COUNTING = ("confirm", "validate1", "validate")
#: facts that the limits themselves decide: flows may ask for them, limits may not
LIMITS_TELL = ("needs_exception", "exception_role")


class LeaveLimits(models.AbstractModel):
    """Answers what limits ask of a leave (``cs.limit.document``)."""

    _name = "cs.leave.limits"
    _description = "Limits of a leave"
    _inherit = ["cs.limit.document"]

    def _limit_cases(self, moment):
        counted = self._cs_amounts()
        spread = self.sudo()._cs_portions(counted)
        return [
            Case(
                document_id=leave.id,
                employee_id=leave.employee_id.id,
                company_id=leave.company_id.id,
                department_id=leave._cs_place()[0],
                category_id=leave.holiday_status_id.id,
                calendar_id=leave.resource_calendar_id.id,
                start=leave._cs_local(leave.date_from),
                end=leave._cs_local(leave.date_to),
                applied=leave._cs_local(leave._cs_applied(moment)),
                portions=spread[leave.id],
            )
            for leave in self.sudo()
            if leave.date_from and leave.date_to
        ]

    def _cs_applied(self, moment):
        """Return when a leave was asked for, in naive UTC: by phone, at its submission,
        at the moment given, or now."""
        self.ensure_one()
        return (
            self.cs_reported_at
            or self.flow_run_id.sudo().opened_at
            or moment
            or clock.now()
        )

    def _cs_portions(self, counted):
        """Return ``{leave id: {day: (days, hours)}}``: what falls on which day.

        :param counted: ``{leave id: (days, hours)}``
        """
        portions = {
            leave.id: {leave.request_date_from: counted[leave.id]} for leave in self
        }
        longer = self.filtered(
            lambda leave: leave.request_date_from != leave.request_date_to
        )
        if longer:
            first = min(longer.mapped("request_date_from"))
            last = max(longer.mapped("request_date_to"))
            worktime = WorkTime(self.env, set(longer.company_id.ids), first, last)
            for leave in longer:
                portions[leave.id] = leave._cs_spread(worktime, *counted[leave.id])
        return portions

    def _cs_spread(self, worktime, days, hours):
        """Divide days and hours over the dates by the hours to work on each."""
        place = self.company_id.id, self.resource_calendar_id.id
        weights = self._cs_day_hours(worktime)
        if self.holiday_status_id.cs_counts_calendar_days:
            holidays = worktime.holidays(*place)
            weights = {day: float(day not in holidays) for day in weights}
        by_hours = rules.spread(hours, weights)
        return {
            day: (amount, by_hours.get(day, 0.0))
            for day, amount in rules.spread(days, weights).items()
        }

    def _cs_day_hours(self, worktime):
        """Return ``{day: hours to work}`` of the days of a leave."""
        place = self.company_id.id, self.resource_calendar_id.id
        return worktime.hours(*place, self.request_date_from, self.request_date_to)

    @api.model
    def _limit_history(self, employee_ids, first, last):
        return self._cs_entries(
            Domain("employee_id", "in", list(employee_ids)), first, last
        )

    @api.model
    def _limit_colleagues(self, department_ids, first, last):
        domain = Domain("department_id", "in", list(department_ids))
        return self._cs_entries(domain, first, last)

    @api.model
    def _cs_entries(self, domain, first, last):
        leaves = self.sudo().search(
            domain
            & Domain("state", "in", COUNTING)
            & Domain("date_from", "<=", datetime.combine(last, time.max))
            & Domain("date_to", ">=", datetime.combine(first, time.min))
        )
        portions = leaves._cs_portions(leaves._cs_amounts())
        return [
            Entry(
                document_id=leave.id,
                employee_id=leave.employee_id.id,
                start=leave.request_date_from,
                end=leave.request_date_to,
                department_id=leave.department_id.id,
                category_id=leave.holiday_status_id.id,
                portions=portions[leave.id],
            )
            for leave in leaves
        ]

    def _limit_facts(self):
        return self._cs_facts()

    @api.model
    def _limit_fact_types(self):
        types = self._flow_fact_types()
        return {
            name: kind
            for name, (kind, _label) in types.items()
            if name not in LIMITS_TELL
        }

    def _limit_origins(self):
        return {
            leave_id: {(policy._name, policy.id)} if policy else set()
            for leave_id, (policy, _line) in self._cs_terms().items()
        }
