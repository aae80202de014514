"""Time limits and waits: moments are computed once for a batch."""

from datetime import UTC, date, datetime, time, timedelta

import pytz

LAST = datetime(9999, 12, 31, 23, 59, 59)


def wait_until(batch, motion, node):
    """Return the moment (UTC) until which a wait node holds the run, or ``None``."""
    name = node.spec.get("field")
    start = batch.now
    if name:
        value = motion.facts.get(name)
        if value is None and name in motion.document._fields:
            value = motion.document[name]
        if not isinstance(value, date):
            return None
        start = value if isinstance(value, datetime) else _midnight(motion, value)
    return _later(start, node.spec.get("hours") or 0)


def _midnight(motion, day):
    """Return when a day begins where the person concerned works, in UTC."""
    zone = motion.employee.tz or motion.company.resource_calendar_id.tz or "UTC"
    begin = pytz.timezone(zone).localize(datetime.combine(day, time.min))
    return begin.astimezone(pytz.utc).replace(tzinfo=None)


def _later(moment, hours):
    try:
        return moment + timedelta(hours=hours)
    except OverflowError:
        return LAST


def set_deadlines(batch):
    """Give every newly opened task the deadline of its node.

    The limit runs in the working hours of the person asked.
    """
    wanted = [
        (motion, task, (task.user, motion.company, node.spec["limit_hours"]))
        for motion in batch.motions
        for task, node in _newly_open(motion)
    ]
    if not wanted:
        return
    ends = limits(batch, {key for _motion, _task, key in wanted})
    for motion, task, key in wanted:
        motion.set_task(task, deadline=ends[key])


def _newly_open(motion):
    for task in motion.tasks.values():
        node = motion.graph.nodes.get(task.node)
        if (
            task.state == "pending"
            and task.kind in ("approve", "fill")
            and node
            and node.spec.get("limit_hours")
            and not task.extra.get("deadline")
        ):
            yield task, node


def limits(batch, wanted):
    """Return when so many working hours of a person have passed from now on.

    :param wanted: {(user id or 0, company, hours)}; 0 stands for a shared task, which
        runs in the company's hours.
    :return: ``{(user id, company, hours): moment in UTC}``.
    """
    employees = _employees(batch, {user for user, _company, _hours in wanted})
    planned, found = {}, {}
    for user, company, hours in wanted:
        own = employees.get(user, ())
        employee = next((e for e in own if e.company_id == company), own and own[0])
        calendar = (
            employee.resource_calendar_id if employee else company.resource_calendar_id
        )
        resource = employee.resource_id if employee else None
        key = (calendar, resource, hours)
        if key not in planned:
            planned[key] = _plan(batch, calendar, resource, hours)
        found[user, company, hours] = planned[key]
    return found


def _employees(batch, user_ids):
    employees = batch.env["hr.employee"].search(
        [("user_id", "in", sorted(user_ids - {0}))], order="id"
    )
    return {
        user.id: list(group) for user, group in employees.grouped("user_id").items()
    }


def _plan(batch, calendar, resource, hours):
    """Return when the hours are over; without a working time, by the clock."""
    if calendar.attendance_ids:
        start = batch.now.replace(tzinfo=UTC)
        end = calendar.plan_hours(hours, start, compute_leaves=True, resource=resource)
        if end:
            return end.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return _later(batch.now, hours)
