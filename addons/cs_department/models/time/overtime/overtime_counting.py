from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import overtime as rules
from ....logic import spans
from .overtime_limits import COUNTED, COUNTED_ONLY


class OvertimeCounting(models.Model):
    """Reckons what approved overtime counts once it was done, and gives the rest."""

    _inherit = "cs.overtime"

    def _approve(self, hours):
        """Keep what was approved; it counts at once where the work is over (OT-03).

        :param hours: ``{id: hours as approved}``, which may differ from those asked for
        """
        for row in self:
            row.write({"state": "approved", "approved_hours": hours[row.id]})
        self._settle_due()

    def _due(self):
        """Return approved rows whose work is over and has not been counted.

        Clock times tell only when the day is over on which the work ended.
        """
        now = fields.Datetime.now()
        return self.filtered(
            lambda row: (
                row.state == "approved"
                and not row.counted_at
                and row.stop <= now
                and (
                    row.policy_id.counts != "clocked"
                    or row._local(row.stop).date() < row._local(now).date()
                )
            )
        )

    @api.model
    def _cron_settle(self, batch_size=200):
        """Each hour: count approved overtime whose work is over."""
        cron, left = self.env["ir.cron"], self._waiting()
        cron._commit_progress(remaining=len(left))
        for start in range(0, len(left), batch_size):
            batch = left[start : start + batch_size]
            batch._settle_due()
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _waiting(self):
        """Return what is due, the oldest first."""
        waiting = (
            Domain("state", "=", "approved")
            & Domain("counted_at", "=", False)
            & Domain("stop", "<=", fields.Datetime.now())
        )
        return self.sudo().search(waiting, order="stop, id")._due()

    def _settle_due(self):
        """Count those rows that are due and that nobody else counted meanwhile."""
        self._lock_people()
        self._due()._settle()

    def _settle(self):
        """Count rows whose work is over, give the rest for it and post the facts.

        The day and the month are counted in the order of the rows, so that the sum of
        several is that of one.
        """
        presence, shifts = self._presence(), self._on_shift()
        for row in self.sorted(lambda row: (row.start, row.id)):
            person = row.employee_id.id
            row._count(presence.get(person, ()), shifts.get(person, ()))
        self._give_rest()
        self._post()

    def _lock_people(self):
        """Let approvals of one person wait for each other: each sees what the other
        counted."""
        if not self:
            return
        self.env.execute_query(
            SQL(
                "SELECT id FROM hr_employee WHERE id IN %s ORDER BY id "
                "FOR NO KEY UPDATE",
                tuple(self.employee_id.ids),
            )
        )

    def _presence(self):
        """Return ``{employee id: [(in, out)]}`` around the rows that need it."""
        wanted = self.filtered(lambda row: row.policy_id.counts == "clocked")
        if not wanted:
            return {}
        reading = self.env["cs.attendance.reading"]
        versions = reading._versions(wanted.employee_id)
        places = {
            row.employee_id.id: (row.department_id.id, row.company_id.id)
            for row in wanted
        }
        policies = self.env["cs.attendance.policy"]._nearest(set(places.values()))
        nobody = self.env["hr.version"].sudo()
        punches = reading._punches(
            {e: (versions.get(e, nobody), policies[places[e]]) for e in places},
            min(wanted.mapped("start")).date(),
            max(wanted.mapped("stop")).date(),
        )
        return {e: rules.presence(found) for e, found in punches.items()}

    def _on_shift(self):
        """Return ``{employee id: [spans of work]}`` of the shifts that people know."""
        if not self:
            return {}
        found = self._known_work(
            self.employee_id.ids, min(self.mapped("start")), max(self.mapped("stop"))
        )
        return {
            person: [span for _shift, work in rows for span in work]
            for person, rows in found.items()
        }

    def _count(self, presence, shifts):
        """Reckon one row and keep every step, so that it can be explained.

        Hours inside a shift are the shift's: they were published over the overtime.

        :param presence: ``[(in, out)]`` of the person, where the policy asks for it
        :param shifts: spans of work in shifts
        """
        self.ensure_one()
        policy, left = self.policy_id, rules.exact(self.approved_hours)
        steps = [("asked", left)]
        if self.registered_at:
            left = min(left, rules.exact(self.registered_hours))
            steps.append(("registered", left))
        elif policy.counts == "clocked":
            there = spans.minus(presence, shifts)
            left = min(left, rules.clocked(self.start, self.stop, there))
            steps.append(("clocked", left))
        outside = rules.outside(self.start, self.stop, shifts)
        if outside < left:
            left = outside
            steps.append(("shift", left))
        worked, threshold = left, policy._threshold()
        if threshold.hours and self.day_kind == "workday":
            before = self._worked_that_day()
            left = rules.added(before, left, self.day_kind, threshold)
            cut = max(worked - left, Decimal())
            steps.append(("day", left, threshold.hours, threshold.operator, cut))
        self.write(
            {
                "counted_at": fields.Datetime.now(),
                "worked_hours": float(worked),
                "counted_hours": float(left),
            }
        )
        counted = self._within_caps(left)
        if counted != left:
            steps.append(("cap", counted))
        worth = counted * Decimal(str(policy._percent(self.day_kind))) / 100
        if worth != counted:
            steps.append(("worth", worth))
        self.write(
            {
                "counted_hours": float(counted),
                "worth_hours": float(worth),
                "because": [
                    [
                        value if isinstance(value, str) else float(value)
                        for value in step
                    ]
                    for step in steps
                ],
            }
        )

    def _worked_that_day(self):
        """Return the overtime of the person on that day that was counted before."""
        rows = self.sudo().search(
            COUNTED
            & Domain("employee_id", "=", self.employee_id.id)
            & Domain("date", "=", self.date)
            & Domain("id", "!=", self.id)
        )
        return sum(
            (Decimal(str(hours)) for hours in rows.mapped("worked_hours")), Decimal()
        )

    def _within_caps(self, left):
        """Return what the limits leave that count only up to their figure (OT-06)."""
        documents = self.with_context(**{COUNTED_ONLY: True})
        for found in self.env["cs.limit"]._check(documents)[self.id]:
            if found.outcome == "cap":
                used = Decimal(str(found.figures.get("used", 0)))
                cap = Decimal(str(found.figures["counted"]))
                left = rules.capped(used, left, [cap])
        return left

    # ---- rest and facts

    def _give_rest(self):
        """Allocate the rest that the counted hours are worth (OT-07, LV-25).

        Rest that was given before becomes more or less, never less than was taken.
        """
        for row in self:
            rest, days = row.allocation_id.sudo(), row._rest_days()
            if rest:
                row._change_rest(max(days, row._rest_taken()))
            elif days:
                row.allocation_id = rest.create(row._allocation_values(days))
        rest = self.allocation_id.sudo()
        rest.filtered(lambda rest: rest.state == "confirm")._action_validate()

    def _change_rest(self, days):
        """Make the rest that was given so many days; what was refused stays so.

        Nobody types it, so it does not depend on who set off the counting: a person who
        clocks out, or a planner who publishes.
        """
        rest = self.allocation_id.with_user(SUPERUSER_ID)
        if rest.state == "refuse":
            return
        if days:
            rest.number_of_days = days
        else:
            rest.action_refuse()
            self.allocation_id = False

    def _rest_days(self):
        """Return the days of rest that the counted hours are worth."""
        policy = self.policy_id
        if self.is_pay or not policy.comp_type_id:
            return 0.0
        hours = self.worth_hours if policy.rest_follows_percent else self.counted_hours
        return hours / self._day_hours()

    def _rest_taken(self):
        """Return how many days of the rest were taken already."""
        rest = self.allocation_id.sudo()
        is_hours = rest.type_request_unit == "hour"
        return rest.leaves_taken / (self._day_hours() if is_hours else 1)

    def _day_hours(self):
        return self.employee_id.resource_calendar_id.hours_per_day or 8.0

    def _allocation_values(self, days):
        return {
            "name": self.env._("Overtime of %s", self.request_id.name or self.date),
            "employee_id": self.employee_id.id,
            "holiday_status_id": self.policy_id.comp_type_id.id,
            "allocation_type": "regular",
            "number_of_days": days,
            "date_from": self.date,
            "cs_worked_on": self.date,
        }

    def _post(self):
        """Make the facts say what counts: hours to be paid, or given as rest."""
        wanted = {
            (row.id, "hours"): {
                "employee_id": row.employee_id.id,
                "company_id": row.company_id.id,
                "department_id": row.department_id.id,
                "date": row.date,
                "kind": "overtime_paid" if row.is_pay else "overtime_rest",
                "amount": row.worth_hours,
                "unit": "hours",
                "because": row.because,
            }
            for row in self
            if row.worth_hours
        }
        self.env["cs.fact"]._settle(self, wanted)
