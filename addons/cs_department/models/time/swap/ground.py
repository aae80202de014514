"""What checks of swaps read: people, shifts, rosters, leave. Each at most once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import swap as rules
from . import words

#: so far around the shifts of a swap somebody's roster is looked at
WINDOW = timedelta(days=31)
LEAVE_STATES = ("confirm", "validate1", "validate")


@dataclass(frozen=True)
class Person:
    """An employee as swaps see him."""

    peer: rules.Person
    name: str
    is_active: bool
    company: int
    department: int | None
    path: tuple
    user: int | None
    calendar: int | None
    tz: str


@dataclass(frozen=True)
class Away:
    """A leave that was approved or asked for."""

    start: datetime
    stop: datetime
    state: str


class Ground:
    """The records behind a batch of swaps, as plain values; read with sudo."""

    def __init__(self, env, supposed):
        self.env, self.supposed = env, supposed
        self._labels = {}

    @cached_property
    def shifts(self):
        """``{id: shift}`` of those that exist."""
        ids = {leg.shift for swap in self.supposed for leg in swap.legs}
        found = self.env["cs.shift"].browse(sorted(ids)).exists()
        return {shift.id: shift for shift in found}

    @cached_property
    def people(self):
        """``{employee id: Person}`` of everybody in the swaps."""
        ids = {swap.requester for swap in self.supposed}
        for swap in self.supposed:
            ids.update(rules.people(swap.legs))
        employees = self.env["hr.employee"].with_context(active_test=False)
        employees = employees.browse(sorted(ids)).exists()
        departments = employees.department_id
        paths = self.env["hr.department"]._ancestor_ids(departments.ids)
        return {
            person.id: Person(
                peer=rules.Person(
                    person.id,
                    person.cs_grade_id.id or None,
                    person.cs_grade_id.level if person.cs_grade_id else None,
                    person.department_id.id or None,
                ),
                name=person.name,
                is_active=person.active,
                company=person.company_id.id,
                department=person.department_id.id or None,
                path=paths.get(person.department_id.id, ()),
                user=person.user_id.id if person.user_id.active else None,
                calendar=person.resource_calendar_id.id or None,
                tz=person.tz or "UTC",
            )
            for person in employees
        }

    @cached_property
    def span(self):
        """The first and the last moment of all shifts in the swaps."""
        starts = [shift.start for shift in self.shifts.values()]
        stops = [shift.stop for shift in self.shifts.values()]
        return min(starts), max(stops)

    @cached_property
    def duties(self):
        """``{employee id: [Duty, ...]}`` around the shifts; one query."""
        found = defaultdict(list)
        if not self.shifts:
            return found
        first, last = self.span
        shifts = self.env["cs.shift"]
        shifts.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, employee_id, date, start, stop, paid_hours,
                       origin = 'swap', layer
                  FROM cs_shift
                 WHERE employee_id = ANY(%s) AND state <> 'cancelled'
                   AND start < %s AND stop > %s
              ORDER BY start, id
                """,
                sorted(self.people),
                last + WINDOW,
                first - WINDOW,
            )
        )
        for row in rows:
            duty = rules.Duty(*row)
            found[duty.person].append(duty)
        return found

    @cached_property
    def leaves(self):
        """``{employee id: [Away, ...]}`` during the shifts; one query."""
        found = defaultdict(list)
        if not self.shifts:
            return found
        first, last = self.span
        leaves = self.env["hr.leave"].search_fetch(
            Domain("employee_id", "in", sorted(self.people))
            & Domain("state", "in", LEAVE_STATES)
            & Domain("date_from", "<", last)
            & Domain("date_to", ">", first),
            ["employee_id", "date_from", "date_to", "state"],
        )
        for leave in leaves:
            away = Away(leave.date_from, leave.date_to, leave.state)
            found[leave.employee_id.id].append(away)
        return found

    @cached_property
    def busy(self):
        """``{shift id: id of the swap that holds it}``; 0 where it is on offer."""
        legs = self.env["cs.shift.swap.leg"].search_fetch(
            Domain("shift_id", "in", list(self.shifts)) & Domain("is_open", "=", True),
            ["shift_id", "swap_id"],
        )
        return {leg.shift_id.id: leg.swap_id.id for leg in legs}

    def in_scope(self, policy, one, other):
        """Tell whether two people work where the policy lets them swap."""
        return policy._is_in_scope(one.department, other.department, other.path)

    # ---- how things are called

    def name(self, person_id):
        """Return the name of somebody in the swaps."""
        person = self.people.get(person_id)
        return person.name if person else ""

    def label(self, shift_id):
        """Return a shift in one line; also one that stands against another."""
        if not shift_id:
            return ""
        if shift_id not in self._labels:
            shift = self._nameable.get(shift_id)
            self._labels[shift_id] = words.shift(shift) if shift else ""
        return self._labels[shift_id]

    @cached_property
    def _nameable(self):
        """``{id: shift}`` of all shifts that a sentence may name, read in one go."""
        ids = {duty.shift for duties in self.duties.values() for duty in duties}
        found = self.env["cs.shift"].browse(sorted(ids | set(self.shifts)))
        return {shift.id: shift for shift in found}
