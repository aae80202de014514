"""Time limits and waits: moments are computed once for a batch."""

from datetime import UTC, datetime, time, timedelta


def wait_until(batch, motion, node):
    """Return the moment (UTC) until which a wait node holds the run, or ``None``."""
    name = node.spec.get("field")
    start = batch.now
    if name:
        value = motion.facts.get(name)
        if value is None and name in motion.document._fields:
            value = motion.document[name]
        if not value:
            return None
        start = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    return start + timedelta(hours=node.spec.get("hours") or 0)


def set_deadlines(batch):
    """Give every newly opened task the deadline of its node.

    The limit runs in the working hours of the person asked.
    """
    wanted = []
    for motion in batch.motions:
        for task, node in _newly_open(motion):
            wanted.append((motion, task, node.spec["limit_hours"]))
    if not wanted:
        return
    users = batch.env["res.users"].browse({t.user for _m, t, _h in wanted if t.user})
    ends = limits(batch, users, {(t.user, hours) for _m, t, hours in wanted})
    for motion, task, hours in wanted:
        motion.set_task(task, deadline=ends[task.user, hours])


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


def limits(batch, users, wanted):
    """Return ``{(user id, hours): deadline}`` counted in each person's working hours."""
    start = batch.now.replace(tzinfo=UTC)
    employees = {}
    for employee in batch.env["hr.employee"].search([("user_id", "in", users.ids)]):
        employees.setdefault(employee.user_id.id, employee)
    planned, found = {}, {}
    for user, hours in wanted:
        employee = employees.get(user)
        calendar = employee.resource_calendar_id if employee else batch.env.company.resource_calendar_id
        key = (calendar, employee.resource_id.id if employee else False, hours)
        if key not in planned:
            end = calendar and calendar.plan_hours(
                hours,
                start,
                compute_leaves=True,
                resource=employee.resource_id if employee else None,
            )
            plain = end and end.astimezone(UTC).replace(tzinfo=None)
            planned[key] = plain or batch.now + timedelta(hours=hours)
        found[user, hours] = planned[key]
    return found
