"""Working days and public holidays as plain values, read in batches."""

from datetime import timedelta

import pytz

from odoo.fields import Domain

from ...logic import leave as rules

FULL_WEEK = (8.0,) * 7


def week_pattern(calendar):
    """Return the hours to work of 7 days (Monday first), or of 14 for two weeks.

    Without a calendar, or with flexible hours, every day counts the same.
    """
    if not calendar:
        return FULL_WEEK
    calendar = calendar.sudo()
    lines = calendar.attendance_ids.filtered(
        lambda line: line.day_period != "lunch" and not line.display_type
    )
    if calendar.flexible_hours or not lines:
        return (calendar.hours_per_day or 8.0,) * 7
    weeks = ("0", "1") if calendar.two_weeks_calendar else (None,)
    hours = dict.fromkeys(((week, day) for week in weeks for day in range(7)), 0.0)
    for line in lines:
        week = line.week_type if calendar.two_weeks_calendar else None
        hours[week, int(line.dayofweek)] += line.hour_to - line.hour_from
    return tuple(hours.values())


def public_holidays(env, company_ids, first, last):
    """Return the public holidays of companies as dates, in one query.

    :return: ``{(company id, calendar id or False): {date: name}}``; False holds those
        that every calendar of the company keeps
    """
    found = (
        env["resource.calendar.leaves"]
        .sudo()
        .search_fetch(
            Domain("resource_id", "=", False)
            & Domain("company_id", "in", [*company_ids, False])
            & Domain("date_from", "<=", last + timedelta(days=2))
            & Domain("date_to", ">=", first - timedelta(days=1)),
            ["name", "company_id", "calendar_id", "date_from", "date_to"],
            order="date_from, id",
        )
    )
    holidays = {}
    for leave in found:
        zone = pytz.timezone(
            leave.calendar_id.tz
            or leave.company_id.resource_calendar_id.tz
            or env.user.tz
            or "UTC"
        )
        start = pytz.utc.localize(leave.date_from).astimezone(zone).date()
        end = pytz.utc.localize(leave.date_to - timedelta(seconds=1)).astimezone(zone)
        for company in leave.company_id.ids or company_ids:
            place = holidays.setdefault((company, leave.calendar_id.id), {})
            for offset in range((end.date() - start).days + 1):
                place.setdefault(start + timedelta(days=offset), leave.name)
    return holidays


class WorkTime:
    """Hours to work of many calendars between two days, read once."""

    def __init__(self, env, company_ids, first, last):
        self.env = env
        self.first = first
        self.last = last
        self._holidays = public_holidays(env, company_ids, first, last)
        self._weeks = {}

    def holidays(self, company_id, calendar_id):
        """Return ``{date: name}`` of the public holidays of one calendar."""
        return {
            **self._holidays.get((company_id, False), {}),
            **self._holidays.get((company_id, calendar_id), {}),
        }

    def hours(self, company_id, calendar_id, first, last):
        """Return ``{date: hours to work}`` for every day of first..last."""
        if calendar_id not in self._weeks:
            calendar = self.env["resource.calendar"].browse(calendar_id or ())
            self._weeks[calendar_id] = week_pattern(calendar)
        return rules.weights(
            first,
            last,
            self._weeks[calendar_id],
            self.holidays(company_id, calendar_id),
        )

    def is_working(self, company_id, calendar_id, day):
        """Tell whether somebody with this calendar works on a day."""
        return self.hours(company_id, calendar_id, day, day)[day] > 0
