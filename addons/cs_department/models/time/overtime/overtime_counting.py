from decimal import Decimal

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import overtime as rules
from .overtime_limits import APPROVED_ONLY


class OvertimeCounting(models.Model):
    """Reckons what approved overtime counts, and gives the rest for it."""

    _inherit = "cs.overtime"

    def _approve(self, hours):
        """Count overtime whose request is approved, and give the rest.

        The day and the month are counted in the order of the rows, so that the sum of
        several approvals is that of one.

        :param hours: ``{id: hours as approved}``, which may differ from those asked for
        """
        self._lock_people()
        presence = self._presence()
        for row in self.sorted(lambda row: (row.start, row.id)):
            row._count(hours[row.id], presence.get(row.employee_id.id, ()))
        self._give_rest()
        self._post()

    def _lock_people(self):
        """Let approvals of one person wait for each other: each sees what the other
        counted."""
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
        rows = (
            self.env["hr.attendance"]
            .sudo()
            .search(
                Domain("employee_id", "in", wanted.employee_id.ids)
                & Domain("check_in", "<", max(wanted.mapped("stop")))
                & Domain("check_out", ">", min(wanted.mapped("start")))
            )
        )
        found = {}
        for row in rows:
            spans = found.setdefault(row.employee_id.id, [])
            spans.append((row.check_in, row.check_out))
        return found

    def _count(self, hours, presence):
        """Reckon one row and keep every step, so that it can be explained.

        :param hours: as approved
        :param presence: ``[(in, out)]`` of the person, where the policy asks for it
        """
        self.ensure_one()
        policy, left = self.policy_id, Decimal(str(round(hours, 4)))
        steps = [("asked", left)]
        if policy.counts == "clocked":
            left = min(left, rules.clocked(self.start, self.stop, presence))
            steps.append(("clocked", left))
        approved, threshold = left, policy._threshold()
        if threshold.hours and self.day_kind == "workday":
            before = self._approved_that_day()
            left = rules.added(before, left, self.day_kind, threshold)
            steps.append(("day", left))
        self.write(
            {
                "state": "approved",
                "approved_hours": float(approved),
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
                "because": [[name, float(value)] for name, value in steps],
            }
        )

    def _approved_that_day(self):
        """Return the hours that were approved for the person on that day before."""
        rows = self.sudo().search(
            Domain("employee_id", "=", self.employee_id.id)
            & Domain("date", "=", self.date)
            & Domain("state", "=", "approved")
            & Domain("id", "!=", self.id)
        )
        return sum(
            (Decimal(str(hours)) for hours in rows.mapped("approved_hours")), Decimal()
        )

    def _within_caps(self, left):
        """Return what the limits leave that count only up to their figure (OT-06)."""
        documents = self.with_context(**{APPROVED_ONLY: True})
        for found in self.env["cs.limit"]._check(documents)[self.id]:
            if found.outcome == "cap":
                used = Decimal(str(found.figures.get("used", 0)))
                cap = Decimal(str(found.figures["counted"]))
                left = rules.capped(used, left, [cap])
        return left

    # ---- rest and facts

    def _give_rest(self):
        """Allocate the rest that the counted hours are worth (OT-07, LV-25)."""
        for row in self.filtered(
            lambda row: (
                not row.is_pay and row.counted_hours and row.policy_id.comp_type_id
            )
        ):
            row.allocation_id = (
                self.env["hr.leave.allocation"].sudo().create(row._allocation_values())
            )
        rest = self.allocation_id.sudo()
        rest.filtered(lambda rest: rest.state == "confirm")._action_validate()

    def _allocation_values(self):
        rest = (
            self.worth_hours
            if self.policy_id.rest_follows_percent
            else self.counted_hours
        )
        day_hours = self.employee_id.resource_calendar_id.hours_per_day or 8.0
        return {
            "name": self.env._("Overtime of %s", self.request_id.name or self.date),
            "employee_id": self.employee_id.id,
            "holiday_status_id": self.policy_id.comp_type_id.id,
            "allocation_type": "regular",
            "number_of_days": rest / day_hours,
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

    def _cancel(self):
        """Forget overtime whose request was refused, taken back or cancelled.

        Rest that was given for it goes; what has been taken already cannot be taken
        back, which Odoo says.
        """
        rest = self.allocation_id.sudo().filtered(lambda one: one.state != "refuse")
        self.sudo().write({"state": "cancelled", "counted_hours": 0, "worth_hours": 0})
        rest.action_refuse()
        self._post()
