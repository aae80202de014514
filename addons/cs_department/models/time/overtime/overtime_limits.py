from datetime import UTC, datetime, time

from odoo import api, fields, models
from odoo.fields import Domain

from ....logic import shift_times
from ...limit.finding import Case, Entry
from ...org.zone import zone_of

#: with it only what was done and counted counts: what a cap leaves does not depend on
#: what others still wait for
COUNTED_ONLY = "cs_overtime_counted_only"
COUNTED = Domain("state", "=", "approved") & Domain("counted_at", "!=", False)


def local_time(moment, employee):
    """Return a naive moment of UTC on the clock where somebody is."""
    zone = employee.tz or str(zone_of(employee.company_id))
    return shift_times.local(moment, zone)


def naive(moment):
    """Return a moment of an answer as naive UTC, as columns hold it."""
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=0)


class OvertimeLimits(models.AbstractModel):
    """Answers what limits ask of overtime (``cs.limit.document``)."""

    _name = "cs.overtime.limits"
    _description = "Limits of overtime"
    _inherit = ["cs.limit.document"]

    def _limit_cases(self, moment):
        applied = moment or fields.Datetime.now()
        return [
            Case(
                document_id=row.id,
                employee_id=row.employee_id.id,
                company_id=row.company_id.id,
                department_id=row.department_id.id,
                calendar_id=row.employee_id.resource_calendar_id.id,
                start=row._local(row.start),
                end=row._local(row.stop),
                applied=row._local(row.request_id.submitted_at or applied),
                portions={row.date: (1.0, row._limit_hours())},
            )
            for row in self.sudo()
        ]

    def _limit_hours(self):
        """Return the hours that count against limits: what counts, once it does."""
        if self.counted_at:
            return self.counted_hours
        return self.approved_hours if self.state == "approved" else self.asked_hours

    def _local(self, moment):
        """Return a moment of UTC on the clock of the person."""
        return local_time(moment, self.employee_id)

    @api.model
    def _limit_history(self, employee_ids, first, last):
        domain = Domain("employee_id", "in", list(employee_ids))
        return self._overtime_entries(domain, first, last)

    @api.model
    def _limit_colleagues(self, department_ids, first, last):
        domain = Domain("department_id", "in", list(department_ids))
        return self._overtime_entries(domain, first, last)

    @api.model
    def _overtime_entries(self, domain, first, last):
        stands = Domain("state", "in", ["asked", "approved"])
        if self.env.context.get(COUNTED_ONLY):
            stands = COUNTED
        rows = self.sudo().search(
            domain
            & stands
            & Domain("start", "<=", datetime.combine(last, time.max))
            & Domain("stop", ">=", datetime.combine(first, time.min))
        )
        return [
            Entry(
                document_id=row.id,
                employee_id=row.employee_id.id,
                start=row.date,
                end=row.date,
                department_id=row.department_id.id,
                portions={row.date: (1.0, row._limit_hours())},
            )
            for row in rows
        ]

    @api.model
    def _limit_fact_types(self):
        people = self.env["cs.flow.document"]._flow_fact_types()
        return {name: kind for name, (kind, _label) in people.items()} | {
            "hours": "number",
            "start": "date",
            "day_kind": "text",
            "is_emergency": "bool",
            "is_later": "bool",
            "is_pay": "bool",
        }

    def _limit_facts(self):
        rows = self.sudo()
        people = self.env["cs.flow.document"]._flow_employee_facts(rows.employee_id)
        return {
            row.id: people[row.employee_id.id]
            | {
                "hours": row.asked_hours,
                "start": row.date,
                "day_kind": row.day_kind,
                "is_emergency": row.is_emergency,
                "is_later": row.is_later,
                "is_pay": row.is_pay,
            }
            for row in rows
        }

    def _limit_origins(self):
        return {
            row.id: {(row.policy_id._name, row.policy_id.id)}
            if row.policy_id
            else set()
            for row in self.sudo()
        }
