"""The people of rosters as plain values, read in batches."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from odoo.fields import Domain
from odoo.tools import SQL

from ....logic.coverage import Held
from ....logic.roster_rules import Duty


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is on a roster."""

    id: int
    name: str
    number: str
    company: int
    department: int | None
    job: int | None
    grade: int | None
    level: int
    active: bool


@dataclass(frozen=True, slots=True)
class Away:
    """Approved leave, or leave that is asked for."""

    start: datetime
    stop: datetime
    name: str
    is_approved: bool


def people(env, ids):
    """Return ``{employee id: Person}``; one query."""
    env["hr.employee"].flush_model()
    env["hr.version"].flush_model()
    env["cs.grade"].flush_model(["level"])
    rows = env.execute_query(
        SQL(
            """
            SELECT employee.id, employee.name, employee.cs_number, employee.company_id,
                   version.department_id, version.job_id, version.cs_grade_id,
                   COALESCE(grade.level, 0), employee.active
              FROM hr_employee employee
         LEFT JOIN hr_version version ON version.id = employee.current_version_id
         LEFT JOIN cs_grade grade ON grade.id = version.cs_grade_id
             WHERE employee.id IN %s
            """,
            tuple(ids) or (None,),
        )
    )
    return {
        row[0]: Person(row[0], row[1] or "", row[2] or "", *row[3:8], bool(row[8]))
        for row in rows
    }


def members(env, department_ids, company_id):
    """Return the ids of the active people of departments and those below; one query."""
    departments = env["hr.department"].sudo().with_context(active_test=False)
    places = departments.search([("id", "child_of", list(department_ids))])
    env["hr.employee"].flush_model()
    env["hr.version"].flush_model(["department_id"])
    rows = env.execute_query(
        SQL(
            """
            SELECT employee.id
              FROM hr_employee employee
              JOIN hr_version version ON version.id = employee.current_version_id
             WHERE employee.active AND employee.company_id = %s
               AND version.department_id IN %s
          ORDER BY employee.name, employee.id
            """,
            company_id,
            tuple(places.ids) or (None,),
        )
    )
    return [row[0] for row in rows]


def duties(env, ids, first, last, skip=()):
    """Return ``{employee id: [Duty]}`` of the days first..last; one query."""
    env["cs.shift"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT id, employee_id, date, start, stop, paid_hours, layer
              FROM cs_shift
             WHERE employee_id IN %s AND date BETWEEN %s AND %s
               AND state <> 'cancelled' AND NOT id = ANY(%s)
            """,
            tuple(ids) or (None,),
            first,
            last,
            list(skip),
        )
    )
    found = defaultdict(list)
    for key, person, day, start, stop, hours, layer in rows:
        found[person].append(Duty(key, day, start, stop, hours, layer))
    return found


def leaves(env, ids, first, last, is_asked=False):
    """Return ``{employee id: [Away]}`` of the days first..last; one query.

    :param is_asked: also leave that nobody has decided yet
    """
    env["hr.leave"].flush_model()
    states = ("validate", "confirm", "validate1") if is_asked else ("validate",)
    rows = env.execute_query(
        SQL(
            """
            SELECT leave.employee_id, leave.date_from, leave.date_to, kind.name,
                   leave.state
              FROM hr_leave leave
              JOIN hr_leave_type kind ON kind.id = leave.holiday_status_id
             WHERE leave.employee_id IN %s AND leave.state IN %s
               AND leave.date_from < %s AND leave.date_to > %s
          ORDER BY leave.date_from
            """,
            tuple(ids) or (None,),
            states,
            last + timedelta(days=3),
            first - timedelta(days=2),
        )
    )
    found = defaultdict(list)
    lang = env.lang or "en_US"
    for person, start, stop, name, state in rows:
        text = (name or {}).get(lang) or (name or {}).get("en_US") or ""
        found[person].append(Away(start, stop, text, state == "validate"))
    return found


def skills(env, ids, first, last):
    """Return ``{employee id: [Held]}`` of skills that count on some day of first..last;
    one query. Whether one counts on a day, ``Held.on`` tells."""
    rows = (
        env["hr.employee.skill"]
        .sudo()
        .search_fetch(
            Domain("employee_id", "in", list(ids))
            & (Domain("valid_from", "=", False) | Domain("valid_from", "<=", last))
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", first)),
            ["employee_id", "skill_id", "valid_from", "valid_to"],
        )
    )
    found = defaultdict(list)
    for row in rows:
        held = Held(row.skill_id.id, row.valid_from or None, row.valid_to or None)
        found[row.employee_id.id].append(held)
    return found
