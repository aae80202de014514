"""How many hours the working calendar asks for."""

from datetime import datetime, time, timedelta

import pytz

from odoo.fields import Domain


def target_hours(env, people, place):
    """Return ``{employee id: hours}`` that the calendars ask for on the days of a page.

    Public holidays ask for nothing. People with the same calendar are reckoned once.
    """
    employees = env["hr.employee"].sudo().with_context(active_test=False)
    found = employees.search_fetch(
        Domain("id", "in", list(people)), ["resource_calendar_id"]
    )
    hours = {
        calendar: _hours(calendar, place) for calendar in found.resource_calendar_id
    }
    return {
        employee.id: hours.get(employee.resource_calendar_id, False)
        for employee in found
    }


def _hours(calendar, place):
    zone = pytz.timezone(calendar.tz or place.zone)
    start = zone.localize(datetime.combine(place.first, time.min))
    stop = zone.localize(datetime.combine(place.last + timedelta(days=1), time.min))
    if calendar.flexible_hours:
        return False
    return round(calendar.get_work_hours_count(start, stop, compute_leaves=True), 2)
