"""What the roster board shows, read in batches: the same number of queries for any
number of people, days and shifts."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import board as rules
from . import roster_people
from .board_hours import target_hours
from .board_parts import BoardParts
from .board_surroundings import BoardSurroundings
from .roster_coverage import Coverage


class Row(NamedTuple):
    """A shift, as far as the board shows it."""

    id: int
    employee_id: int
    date: object
    type_id: int
    roster_id: int
    state: str
    origin: str
    layer: int
    paid_hours: float
    start: object
    stop: object
    break_turn: int
    note: str
    known_employee_id: int
    known_type_id: int
    known_start: object


class BoardReading(BoardSurroundings):
    """One page of the board.

    :param place: a ``BoardPlace``
    :param only: ids of the people to read; everybody when None
    """

    def __init__(self, place, only=None):
        self.place, self.env = place, place.env
        self.rosters = place.rosters()
        self.editable = place.editable(self.rosters)
        self.people = self._people(only)
        self.shifts = self._shifts()
        self.types = self._types()
        self.zone_of = {kind.id: kind.tz or self.place.zone for kind in self.types}
        self.parts = BoardParts(self)

    def _people(self, only):
        """Return ``{id: Person}`` in the order in which the board shows them."""
        place = self.place
        ids = set(roster_people.members(self.env, place.roots.ids, place.company.id))
        if only is None:
            ids |= self._once_here()
        else:
            ids = set(only)
        found = roster_people.people(self.env, ids)
        self.departments = (
            self.env["hr.department"]
            .sudo()
            .browse({p.department for p in found.values() if p.department})
        )
        names = {d.id: d.complete_name for d in self.departments}
        order = sorted(
            found.values(),
            key=lambda p: (names.get(p.department, ""), -p.level, p.name, p.id),
        )
        self.paths = self.env["hr.department"]._ancestor_ids(set(self.departments.ids))
        return {person.id: person for person in order}

    def _once_here(self):
        """Return the ids of those with shifts on the page who work elsewhere by now."""
        shifts = self.env["cs.shift"].sudo()
        found = shifts._read_group(
            Domain("department_id", "child_of", self.place.roots.ids)
            & Domain("date", ">=", self.place.first)
            & Domain("date", "<=", self.place.last)
            & Domain("state", "!=", "cancelled"),
            ["employee_id"],
        )
        return {employee.id for [employee] in found if employee}

    def _shifts(self):
        """Return the rows of the people's shifts, of free ones, of what people know.

        As rows, not as records: a month of a large department has thousands.
        """
        days = Domain("date", ">=", self.place.first) & Domain(
            "date", "<=", self.place.last
        )
        ids = list(self.people)
        mine = (
            Domain("employee_id", "in", ids)
            | Domain("known_employee_id", "in", ids)
            | (
                Domain("employee_id", "=", False)
                & Domain("roster_id", "in", self.rosters.ids)
            )
        )
        shifts = self.env["cs.shift"]
        shifts.flush_model(Row._fields)
        query = shifts._search(days & mine, order="start, id")
        names = [SQL.identifier(shifts._table, name) for name in Row._fields]
        return [Row(*row) for row in self.env.execute_query(query.select(*names))]

    def _types(self):
        types = self.env["cs.shift.type"].sudo()
        found = types.search([("company_id", "=", self.place.company.id)])
        above = self.env["hr.department"]._ancestor_ids(set(self.place.roots.ids))
        near = {i for path in above.values() for i in path}
        near |= {i for path in self.paths.values() for i in path}
        ours = found.filtered(lambda kind: kind._is_used_in(near))
        used = types.browse({row.type_id for row in self.shifts})
        used |= types.browse({r.known_type_id for r in self.shifts if r.known_type_id})
        # used once, no longer offered
        self.offered = ours
        return ours | used

    # ---- parts of the page -----------------------------------------------------------

    def data(self):
        """Return the whole page; its shape is written at ``board_data``."""
        place = self.place
        return {
            "first": str(place.first),
            "last": str(place.last),
            "today": str(fields.Date.context_today(self.env["cs.roster"])),
            "department": place.department
            and {"id": place.department.id, "name": place.department.name}
            or False,
            "departments": [{"id": d.id, "name": d.name} for d in place.allowed],
            **self._rights(),
            "days": self._days(),
            "types": self._type_rows(),
            "absences": self._absences(),
            "wishes": self._wishes(),
            "coverage": self.coverage(place.first, place.last),
            **self.part(),
        }

    def current(self):
        """Return the rows of shifts that were not cancelled."""
        return [row for row in self.shifts if row.state != "cancelled"]

    def part(self):
        """Return what changes with the shifts of the people that were read."""
        return {
            "rosters": self._roster_rows(),
            "people": self._people_rows(),
            "shifts": [self._shift_row(row) for row in self.current()],
            "known": self._known(),
        }

    def _rights(self):
        env, place = self.env, self.place
        can_edit = env["cs.roster"].has_access("write")
        is_hr = env.user.has_group("cs_department.group_cs_hr")
        return {
            "can_edit": can_edit and bool(self.editable),
            "can_publish": can_edit,
            "can_lock": can_edit,
            "can_unlock": can_edit and is_hr,
            "can_fill": can_edit,
            "can_create": bool(place.department)
            and env["cs.roster"].has_access("create"),
        }

    def roster_ids(self, person):
        """Return the rosters that are for a person, of the nearest department first."""
        path = list(self.paths.get(person.department, ()))
        path = [person.department, *path] if person.department not in path else path
        near = {department: index for index, department in enumerate(path)}
        mine = [r for r in self.rosters if r.department_id.id in near]
        depth = {r: len(r.department_id.parent_path or "") for r in mine}
        return [r.id for r in sorted(mine, key=lambda r: -depth[r])]

    def _people_rows(self):
        hours, nights = defaultdict(float), defaultdict(int)
        worked = defaultdict(set)
        night = {kind.id for kind in self.types if kind.is_night}
        for row in self.current():
            if row.layer == 0 and row.employee_id:
                hours[row.employee_id] += row.paid_hours
                nights[row.employee_id] += row.type_id in night
                worked[row.employee_id].add(row.date)
        days = (self.place.last - self.place.first).days + 1
        targets = target_hours(self.env, self.people, self.place)
        grades = (
            self.env["cs.grade"]
            .sudo()
            .browse({p.grade for p in self.people.values() if p.grade})
        )
        grade_names = {g.id: g.with_env(self.env).sudo().name for g in grades}
        names = {d.id: d.name for d in self.departments}
        editable = set(self.editable.ids)
        rows = []
        for key, person in self.people.items():
            rosters = self.roster_ids(person)
            rows.append(
                {
                    "id": key,
                    "name": person.name,
                    "number": person.number,
                    "department_id": person.department or False,
                    "department": names.get(person.department, ""),
                    "grade": grade_names.get(person.grade, ""),
                    "hours": round(hours[key], 2),
                    "target": targets.get(key, False),
                    "nights": nights[key],
                    "off": days - len(worked[key]),
                    "roster_ids": rosters,
                    "can_edit": bool(editable & set(rosters)),
                }
            )
        return rows

    def _shift_row(self, row):
        return {
            "id": row.id,
            "e": row.employee_id or False,
            "d": str(row.date),
            "t": row.type_id,
            "r": row.roster_id,
            "s": row.state,
            "o": row.origin,
            "l": row.layer,
            "h": round(row.paid_hours, 2),
            "from": _clock(row.start, self.zone_of[row.type_id]),
            "to": _clock(row.stop, self.zone_of[row.type_id]),
            "n": row.note or "",
            **self.parts.of_shift(row),
        }

    def coverage(self, first, last):
        """Return per day the half hours, against the minimums of the departments."""
        place = self.place
        coverage = Coverage(
            self.env, place.company, place.roots.ids, first, last, place.zone
        )
        found = rules.day_coverage(
            (
                (one.need.minimum, one.moments, one.counts)
                for one in coverage.measure()
                if one.need.layer == 0
            ),
            place.zone,
        )
        return {str(day): row for day, row in found.items() if first <= day <= last}

    def _known(self):
        """Return what people were told, where it is another by now."""
        out = {roster.id for roster in self.rosters if roster.revision}
        now, known = defaultdict(list), defaultdict(list)
        for row in self.shifts:
            if row.roster_id not in out:
                continue
            if row.employee_id and row.state != "cancelled":
                now[row.employee_id, row.date].append(row.type_id)
            if row.known_employee_id:
                day = rules.local(row.known_start, self.place.zone).date()
                known[row.known_employee_id, day].append(row.known_type_id)
        return [
            {"e": person, "d": str(day), "t": types}
            for person, day, types in rules.differences(now, known)
            if person in self.people and self.place.first <= day <= self.place.last
        ]

    def conflicts(self):
        """Return the rules that the shifts break as they stand, and what waits for
        them as they are (``hint``)."""
        taken = [row for row in self.current() if row.employee_id]
        shifts = self.env["cs.shift"].browse([row.id for row in taken])
        broken, stakes = shifts._broken_rules(), rules.hints(shifts._stakes())
        return rules.last_of_each(
            {"e": row.employee_id, "d": str(row.date), "s": row.id, **rule}
            for row in taken
            for rule in (*broken.get(row.id, ()), *stakes.get(row.id, ()))
        )


@lru_cache(maxsize=10_000)
def _clock(moment, zone):
    """Return what the clock shows; many shifts begin at the same moment."""
    return f"{rules.local(moment, zone):%H:%M}"
