"""Plain values out of records: working weeks, moments, days of a leave."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from odoo.fields import Datetime

#: shifts and clock times so long before and after a month may belong to it
MARGIN = timedelta(days=2)


def week(calendar):
    """Return ``{(week, weekday): [(from, to)]}`` of a working schedule."""
    if calendar.flexible_hours:
        return {}
    found = {}
    for line in calendar.attendance_ids:
        if line.day_period != "lunch" and not line.display_type:
            week = line.week_type if calendar.two_weeks_calendar else False
            place = found.setdefault((week, int(line.dayofweek)), [])
            place.append((line.hour_from, line.hour_to))
    return {place: sorted(hours) for place, hours in found.items()}


def place(calendar, day):
    week = False
    if calendar.two_weeks_calendar:
        week = str((day.toordinal() - 1) // 7 % 2)
    return week, day.weekday()


def moments(first, last):
    """Return the moments between which clock times may belong to days first..last."""
    begin = datetime.combine(first, time()) - MARGIN
    return begin, datetime.combine(last, time()) + MARGIN + timedelta(days=1)


def moment(value):
    """Return the moment that a form keeps, None without one."""
    return Datetime.to_datetime(value) if value else None


def whole_days(leave):
    """Return the days that a leave covers as a whole."""
    if leave.request_unit_hours or not leave.request_date_from:
        return ()
    first, last = leave.request_date_from, leave.request_date_to
    if leave.leave_type_request_unit == "half_day":
        first += timedelta(leave.request_date_from_period == "pm")
        last -= timedelta(leave.request_date_to_period == "am")
    return {first + timedelta(n) for n in range((last - first).days + 1)}


def timeline(versions):
    """Return ``[(begin, contract start, contract end, version)]``, newest first."""
    found = []
    for version in versions:
        end = version.contract_date_end or version.employee_id.departure_date
        start = version.contract_date_start
        found.append((version.date_version, start, end, version))
    return found


def holding(line, day):
    """Return the version of a timeline that holds on a day, if any."""
    for begin, start, end, version in line:
        if begin <= day:
            is_out = (end and day > end) or (start and day < start)
            return None if is_out else version
    return None


def first_of(line, day):
    """Return the first version of a timeline for a day before all of them.

    Whoever is entered later than he began has no earlier one; as in Odoo the first
    stands for it, unless his contract says that he was not there yet.
    """
    if not line:
        return None
    begin, start, _end, version = line[-1]
    return version if day < begin and (not start or start <= day) else None


def is_probation(version, day):
    """Tell whether a day falls into the probation of a version (AT-19)."""
    start, end = version.cs_probation_start, version.cs_probation_end
    return bool(end and day <= end and (not start or start <= day))


@dataclass
class Counted:
    """What counting found for one sheet."""

    stays: list = field(default_factory=list)
    excuses: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    absences: dict = field(default_factory=dict)
    charges: list = field(default_factory=list)
    work: dict = field(default_factory=dict)
    versions: object = None
    elsewhere: frozenset = frozenset()
    since: date | None = None
    now: datetime | None = None
    events: object = ()
    loose: dict = field(default_factory=dict)
    granted: list = field(default_factory=list)
    days: dict = field(default_factory=dict)
    totals: dict = field(default_factory=dict)
