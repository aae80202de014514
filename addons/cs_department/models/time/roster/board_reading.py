"""What the roster board shows, read in batches: the same number of queries for any
number of people, days and shifts."""

from collections import defaultdict

from odoo import fields
from odoo.fields import Domain

from ....logic import board as rules
from ....logic import rotation as cycles
from ...limit.worktime import public_holidays
from . import roster_people
from .board_hours import target_hours
from .roster_coverage import Coverage

FIELDS = (
    "employee_id",
    "date",
    "type_id",
    "roster_id",
    "state",
    "origin",
    "layer",
    "paid_hours",
    "start",
    "stop",
    "note",
    "known_employee_id",
    "known_type_id",
    "known_start",
)


class BoardReading:
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
        """Return the shifts of the people, free ones, and what people know of."""
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
        return self.env["cs.shift"].search_fetch(days & mine, FIELDS, order="start, id")

    def _types(self):
        types = self.env["cs.shift.type"].sudo()
        found = types.search([("company_id", "=", self.place.company.id)])
        above = self.env["hr.department"]._ancestor_ids(set(self.place.roots.ids))
        near = {i for path in above.values() for i in path}
        near |= {i for path in self.paths.values() for i in path}
        ours = found.filtered(
            lambda kind: not kind.department_ids or near & set(kind.department_ids.ids)
        )
        used = self.shifts.sudo().type_id | self.shifts.sudo().known_type_id
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
            "departments": [
                {"id": d.id, "name": d.complete_name} for d in place.allowed
            ],
            **self._rights(),
            "days": self._days(),
            "types": self._type_rows(),
            "absences": self._absences(),
            "wishes": self._wishes(),
            "coverage": self.coverage(place.first, place.last),
            **self.part(),
        }

    def part(self):
        """Return what changes with the shifts of the people that were read."""
        current = self.shifts.filtered(lambda shift: shift.state != "cancelled")
        return {
            "rosters": self._roster_rows(),
            "people": self._people_rows(current),
            "shifts": [self._shift_row(shift) for shift in current],
            "known": self._known(),
            "conflicts": self._conflicts(current),
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

    def _days(self):
        place = self.place
        found = public_holidays(self.env, place.company.ids, place.first, place.last)
        calendar = place.company.resource_calendar_id
        holidays = {
            **found.get((place.company.id, False), {}),
            **found.get((place.company.id, calendar.id), {}),
        }
        path = set(place.roots.ids) | {i for p in self.paths.values() for i in p}
        flags = self.env["cs.roster.flag"]._days(
            place.company.id, path, place.first, place.last
        )
        return [
            {
                "date": str(day),
                "weekday": day.weekday(),
                "weekend": day.weekday() >= 5,
                "holiday": holidays.get(day, "") or "",
                "flagged": flags.get(day, "") or "",
            }
            for day in cycles.days(place.first, place.last)
        ]

    def _type_rows(self):
        return [
            {
                "id": kind.id,
                "name": kind.with_env(self.env).sudo().name,
                "code": kind.code,
                "color": kind.color,
                "start": kind.start_hour,
                "end": kind.end_hour,
                "hours": kind.paid_hours,
                "night": kind.is_night,
                "kind": kind.kind,
                "offered": kind in self.offered,
            }
            for kind in self.types
        ]

    def _roster_rows(self):
        counts = dict(
            self.env["cs.shift"]
            .sudo()
            ._read_group(
                [("roster_id", "in", self.rosters.ids), ("is_untold", "=", True)],
                ["roster_id"],
                ["__count"],
            )
        )
        return [
            {
                "id": roster.id,
                "name": roster.name,
                "department_id": roster.department_id.id,
                "date_from": str(roster.date_from),
                "date_to": str(roster.date_to),
                "state": roster.state,
                "revision": roster.revision,
                "published_at": fields.Datetime.to_string(roster.published_at) or False,
                "can_edit": roster in self.editable,
                "is_changed": bool(counts.get(roster)),
            }
            for roster in self.rosters
        ]

    def roster_ids(self, person):
        """Return the rosters that are for a person, of the nearest department first."""
        path = list(self.paths.get(person.department, ()))
        path = [person.department, *path] if person.department not in path else path
        near = {department: index for index, department in enumerate(path)}
        mine = [r for r in self.rosters if r.department_id.id in near]
        depth = {r: len(r.department_id.parent_path or "") for r in mine}
        return [r.id for r in sorted(mine, key=lambda r: -depth[r])]

    def _people_rows(self, shifts):
        hours, nights = defaultdict(float), defaultdict(int)
        worked = defaultdict(set)
        night = {kind.id for kind in self.types if kind.is_night}
        for shift in shifts:
            if shift.layer == 0 and shift.employee_id:
                key = shift.employee_id.id
                hours[key] += shift.paid_hours
                nights[key] += shift.type_id.id in night
                worked[key].add(shift.date)
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

    def _shift_row(self, shift):
        start, stop = (
            rules.local(moment, self.place.zone) for moment in (shift.start, shift.stop)
        )
        return {
            "id": shift.id,
            "e": shift.employee_id.id,
            "d": str(shift.date),
            "t": shift.type_id.id,
            "r": shift.roster_id.id,
            "s": shift.state,
            "o": shift.origin,
            "l": shift.layer,
            "h": round(shift.paid_hours, 2),
            "from": f"{start:%H:%M}",
            "to": f"{stop:%H:%M}",
            "n": shift.note or "",
        }

    def _absences(self):
        place = self.place
        found = roster_people.leaves(
            self.env, self.people, place.first, place.last, is_asked=True
        )
        rows = []
        for person, leaves in found.items():
            for leave in leaves:
                first, last, half = rules.days_of(leave.start, leave.stop, place.zone)
                rows.append(
                    {
                        "e": person,
                        "from": str(first),
                        "to": str(last),
                        "name": leave.name,
                        "asked": not leave.is_approved,
                        "half": half,
                    }
                )
        return rows

    def _wishes(self):
        wishes = self.env["cs.roster.wish"].search_fetch(
            Domain("employee_id", "in", list(self.people))
            & Domain("state", "!=", "refused")
            & Domain("date_from", "<=", self.place.last)
            & Domain("date_to", ">=", self.place.first),
            ["employee_id", "date_from", "date_to", "want", "type_id"],
        )
        return [
            {
                "e": wish.employee_id.id,
                "from": str(wish.date_from),
                "to": str(wish.date_to),
                "want": wish.want,
                "t": wish.type_id.id,
            }
            for wish in wishes
        ]

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
        for shift in self.shifts:
            if shift.roster_id.id not in out:
                continue
            if shift.employee_id and shift.state != "cancelled":
                now[shift.employee_id.id, shift.date].append(shift.type_id.id)
            if shift.known_employee_id:
                day = rules.local(shift.known_start, self.place.zone).date()
                known[shift.known_employee_id.id, day].append(shift.known_type_id.id)
        return [
            {"e": person, "d": str(day), "t": types}
            for person, day, types in rules.differences(now, known)
            if person in self.people and self.place.first <= day <= self.place.last
        ]

    def _conflicts(self, shifts):
        """Return the rules that the shifts break as they stand."""
        taken = shifts.filtered("employee_id")
        broken = self.env["cs.shift"]._legality(
            [(shift, shift.employee_id) for shift in taken]
        )
        return rules.last_of_each(
            {
                "e": shift.employee_id.id,
                "d": str(shift.date),
                "s": shift.id,
                **rule,
            }
            for shift, found in zip(taken, broken, strict=True)
            for rule in found
        )
