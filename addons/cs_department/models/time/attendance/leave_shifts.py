from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ....logic import leave as rules
from ....logic import spans
from ...limit.worktime import WorkTime

#: a roster plans somebody who has a shift that near
NEAR = timedelta(days=7)
DAY = timedelta(days=1)


class LeaveShifts(models.Model):
    """Leave of people whom a published roster plans counts their shifts.

    A day with a shift is a day of leave, also on a weekend or public holiday; a day
    that the roster leaves free is none. Where no roster was published, the working
    schedule counts. What the roster said when leave was asked for stays: afterwards
    somebody has no shift there because he is away.
    """

    _inherit = "hr.leave"

    cs_rostered = fields.Json(
        compute="_compute_cs_rostered",
        store=True,
        copy=False,
        groups="base.group_system",
        export_string_translation=False,
    )

    def _auto_init(self):
        # leave that is there already stays as it was counted
        if not column_exists(self.env.cr, self._table, "cs_rostered"):
            create_column(self.env.cr, self._table, "cs_rostered", "jsonb")
        return super()._auto_init()

    @api.depends("employee_id", "request_date_from", "request_date_to")
    def _compute_cs_rostered(self):
        """Keep ``{day: [[begin, end] of work]}`` of the days that a roster plans."""
        dated = self.filtered(
            lambda leave: (
                leave.employee_id and leave.request_date_from and leave.request_date_to
            )
        )
        (self - dated).cs_rostered = False
        if not dated:
            return
        planned = self.env["cs.attendance.reading"]._planned_days(
            dated.employee_id,
            min(dated.mapped("request_date_from")) - DAY,
            max(dated.mapped("request_date_to")),
        )
        for leave in dated:
            own = planned[leave.employee_id._origin.id or leave.employee_id.id]
            begin = leave.request_date_from - DAY
            leave.cs_rostered = {
                str(day): [[str(start), str(stop)] for start, stop in work]
                for day, work in own.items()
                if begin <= day <= leave.request_date_to
            } or False

    def _cs_planned(self):
        """Return ``{day: [(begin, end) of work]}`` as kept, the day before included."""
        kept = self.sudo().cs_rostered or {}
        return {
            fields.Date.to_date(day): [
                tuple(fields.Datetime.to_datetime(moment) for moment in span)
                for span in work
            ]
            for day, work in kept.items()
        }

    @api.depends("cs_rostered")
    def _compute_date_from_to(self):
        """Leave of whole days reaches from the first shift to the end of the last."""
        super()._compute_date_from_to()
        for leave in self:
            planned = {} if leave.request_unit_hours else leave._cs_planned()
            first = planned.get(leave.request_date_from)
            last = planned.get(leave.request_date_to)
            is_half = leave.request_unit_half
            if first:
                is_late = is_half and leave.request_date_from_period == "pm"
                leave.date_from = _middle(first) if is_late else first[0][0]
            if last:
                is_early = is_half and leave.request_date_to_period == "am"
                leave.date_to = _middle(last) if is_early else last[-1][1]

    @api.depends("cs_rostered")
    def _compute_duration(self):
        return super()._compute_duration()

    def _get_durations(self, check_leave_type=True, resource_calendar=None):
        durations = super()._get_durations(check_leave_type, resource_calendar)
        ours = self.filtered(
            lambda leave: (
                leave.date_from
                and leave.date_to
                and not leave.holiday_status_id.cs_counts_calendar_days
                and leave._cs_own_days(leave._cs_planned())
            )
        )
        if not ours:
            return durations
        worktime = WorkTime(
            self.env,
            set(ours.company_id.ids),
            min(ours.mapped("request_date_from")),
            max(ours.mapped("request_date_to")),
        )
        counted = {leave.id: leave._cs_by_shifts(worktime) for leave in ours}
        counted = {key: found for key, found in counted.items() if found}
        ours = ours.filtered(lambda leave: leave.id in counted)
        return {**durations, **ours._cs_counted(counted)}

    def _cs_own_days(self, planned):
        """Return those planned days that lie in the leave."""
        first, last = self.request_date_from, self.request_date_to
        return [day for day in planned if first <= day <= last]

    def _cs_by_shifts(self, worktime):
        """Return ``(days, hours)`` by the shifts; None: by the working schedule."""
        planned = self._cs_planned()
        if self.request_unit_hours:
            length = (self.request_date_to - self.request_date_from).days + 1
            if len(self._cs_own_days(planned)) < length:
                return None
            work = [span for day in sorted(planned) for span in planned[day]]
            hours = spans.length(spans.common([(self.date_from, self.date_to)], work))
            hours = hours.total_seconds() / 3600
            return hours / (self.resource_calendar_id.hours_per_day or 8.0), hours
        halves = "am", "pm"
        if self.request_unit_half:
            halves = self.request_date_from_period, self.request_date_to_period
        return rules.taken(self._cs_day_hours(worktime), *halves)

    def _cs_day_hours(self, worktime):
        """A roster says the hours of the days that it plans."""
        planned = self._cs_planned()
        return super()._cs_day_hours(worktime) | {
            day: spans.length(planned[day]).total_seconds() / 3600
            for day in self._cs_own_days(planned)
        }


def _middle(work):
    begin, end = work[0][0], work[-1][1]
    return (begin + (end - begin) / 2).replace(microsecond=0)


class PlannedDays(models.AbstractModel):
    """Which days of people a published roster plans, and when they work on them."""

    _inherit = "cs.attendance.reading"

    @api.model
    def _planned_days(self, employees, first, last):
        """Return ``{employee id: {day: [(begin, end) of work]}}``, free days empty.

        A roster plans those who have a published shift near the day; constant queries.
        """
        employees = employees._origin or employees
        versions = self._versions(employees)
        book = {employee: (own, None) for employee, own in versions.items()}
        is_rostered, shifts = self._rostered(book, first - NEAR, last + NEAR)
        near = {}
        for owner, day in shifts:
            near.setdefault(owner, []).append(day)
        found = {employee.id: {} for employee in employees}
        days = [first + DAY * n for n in range((last - first).days + 1)]
        for owner, worked in near.items():
            for day in days:
                if not any(abs(day - one) <= NEAR for one in worked):
                    continue
                own = shifts.get((owner, day), ())
                version = self._version_on(versions[owner], day)
                if own or (version and is_rostered(version, day)):
                    found[owner][day] = [
                        span
                        for part, pauses in sorted(own, key=lambda row: row[0].start)
                        for span in spans.minus([(part.start, part.stop)], pauses)
                    ]
        return found
