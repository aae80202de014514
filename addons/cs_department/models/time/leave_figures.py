from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import float_round

from ...logic import leave as rules
from ...logic import notice as notices
from ..limit.worktime import WorkTime


class LeaveFigures(models.AbstractModel):
    """What a leave counts and costs, and until when its papers may follow.

    The deduction is a figure for payroll; only HR reads it, and the leave's own
    employee.
    """

    _name = "cs.leave.figures"
    _description = "Figures of a leave"

    cs_points = fields.Float(
        "Points lost",
        compute="_compute_cs_points",
        digits=(16, 2),
        help="What the leave costs in the appraisal, as the leave policy says.",
    )

    @api.depends(
        "number_of_days", "number_of_hours", "holiday_status_id", "employee_id"
    )
    def _compute_cs_deduction(self):
        amounts = self._cs_deductions()
        for leave in self:
            leave.cs_deduction = float(amounts[leave.id])

    @api.depends(
        "number_of_days", "number_of_hours", "holiday_status_id", "employee_id"
    )
    def _compute_cs_points(self):
        for leave, points in zip(self, self._cs_points().values(), strict=True):
            leave.cs_points = points

    def _cs_points(self):
        """Return ``{leave id: points that the leave costs}`` (LV-28)."""
        amounts = self._cs_amounts()
        points = {}
        for leave, (_policy, line) in zip(self, self._cs_terms().values(), strict=True):
            times = amounts[leave.id][0] if line and line.points_per == "day" else 1
            points[leave.id] = float_round(
                line.points * times if line else 0.0, precision_digits=2
            )
        return points

    def _compute_request_hour_from_to(self):
        """Leave by the hour begins with the hours of the day, to be cut from there."""
        super()._compute_request_hour_from_to()
        for leave in self:
            first, last = leave.request_date_from, leave.request_date_to
            is_dated = leave.employee_id and first and last
            is_given = leave.request_hour_from or leave.request_hour_to
            if leave.request_unit_hours and is_dated and not is_given:
                hours = leave._get_hour_from_to(first, last)
                leave.request_hour_from, leave.request_hour_to = hours

    def _get_durations(self, check_leave_type=True, resource_calendar=None):
        """Types that count rest days count every date but public holidays (TV-042)."""
        durations = super()._get_durations(check_leave_type, resource_calendar)
        whole = self.filtered(
            lambda leave: (
                leave.holiday_status_id.cs_counts_calendar_days
                and leave.request_date_from
                and leave.request_date_to
                and leave.employee_id
            )
        )
        if not whole:
            return self._cs_counted(durations)
        worktime = WorkTime(
            self.env,
            set(whole.company_id.ids),
            min(whole.mapped("request_date_from")),
            max(whole.mapped("request_date_to")),
        )
        for leave in whole:
            holidays = {}
            if not leave.holiday_status_id.include_public_holidays_in_duration:
                holidays = worktime.holidays(
                    leave.company_id.id, leave.resource_calendar_id.id
                )
            days = rules.calendar_days(
                leave.request_date_from, leave.request_date_to, holidays
            )
            hours = leave.resource_calendar_id.hours_per_day or 8.0
            durations[leave.id] = days, days * hours
        return self._cs_counted(durations)

    def _cs_amounts(self):
        """Return ``{leave id: (days, hours)}`` as the policy of today counts them."""
        return self._cs_counted(
            {leave.id: (leave.number_of_days, leave.number_of_hours) for leave in self}
        )

    def _cs_counted(self, durations):
        """Return ``{leave id: (days, hours)}`` in steps and not below the minimum of
        the policy (LV-04, LV-16)."""
        amounts = {}
        for leave, (_policy, line) in zip(self, self._cs_terms().values(), strict=True):
            days, hours = durations[leave.id]
            if line and (line.step or line.minimum):
                how = {"how": line.rounding, "minimum": line.minimum}
                if leave.leave_type_request_unit == "hour":
                    counted = rules.rounded(hours, line.step, **how)
                    if counted != hours:
                        # Odoo's days of a few minutes are rounded
                        days = counted / (leave.resource_calendar_id.hours_per_day or 8)
                    hours = counted
                else:
                    counted = rules.rounded(days, line.step, **how)
                    hours = hours * counted / days if days else 0.0
                    days = counted
            amounts[leave.id] = days, hours
        return amounts

    def _cs_deductions(self, day_wages=None):
        """Return ``{leave id: what the leave takes from the wage}`` (LV-04, 17, 18).

        :param day_wages: ``{employee id: wage of a day}``; None: month's wage of the
            employee's version on the first day, divided by the days of a month
        """
        amounts, terms = self._cs_amounts(), self._cs_terms()
        result = {}
        for leave in self.sudo():
            policy, line = terms[leave.id]
            days, hours = amounts[leave.id]
            if day_wages is not None:
                wage = day_wages.get(leave.employee_id.id, 0)
            elif policy and leave.employee_id:
                version = leave.employee_id._get_version(leave.request_date_from)
                wage = version.wage / policy.month_days
            else:
                wage = 0.0
            by_hour = leave.leave_type_request_unit == "hour"
            result[leave.id] = rules.deduction(
                wage,
                days=days,
                hours=hours if by_hour else None,
                hours_per_day=leave.cs_day_hours,
                percent=line.deduct_percent if line else 0,
            )
        return result

    def _cs_local(self, moment):
        """Return a naive UTC moment as the employee's local time."""
        self.ensure_one()
        zone = pytz.timezone(self.employee_id.tz or self.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)

    def _cs_utc(self, moment):
        """Return the employee's local time as naive UTC."""
        self.ensure_one()
        zone = pytz.timezone(self.employee_id.tz or self.tz or "UTC")
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

    def _cs_due(self, figure, unit, anchor, applied):
        """Return until when (naive UTC) papers may follow: for leave that is asked for
        afterwards the time begins with the application.

        :param applied: naive UTC moment of the application
        """
        self.ensure_one()
        asked = self._cs_local(applied)
        last = max(self.request_date_to, asked.date())
        if anchor == "submit":
            moment = asked
        elif anchor == "start":
            moment = self._cs_local(self.date_from)
        elif anchor == "end":
            moment = self._cs_local(self.date_to)
        else:
            time = WorkTime(
                self.env, {self.company_id.id}, last, last + timedelta(days=61)
            )
            place = self.company_id.id, self.resource_calendar_id.id
            day = notices.next_working_day(
                last, lambda day: time.is_working(*place, day)
            )
            moment = self._cs_local(self.date_from).replace(
                year=day.year, month=day.month, day=day.day
            )
        return self._cs_utc(notices.due(max(moment, asked), figure, unit))
