"""Needs and presences of departments as plain values, read in batches."""

from collections import defaultdict
from datetime import timedelta

from odoo.fields import Domain
from odoo.tools import SQL

from ....logic import coverage as rules
from ....logic import rotation as cycles
from ....logic import shift_times as times
from ...limit.worktime import public_holidays
from . import roster_people

ONE = timedelta(days=1)


class Coverage:
    """Everything that coverage of some departments and days is reckoned from.

    Read once, with a number of queries that does not depend on days, people or needs.

    :param roots: ids of departments; those below them count with them
    """

    def __init__(self, env, company, roots, first, last, zone):
        self.env, self.company = env, company
        self.first, self.last, self.zone = first, last, zone
        departments = env["hr.department"].sudo().with_context(active_test=False)
        below = departments.search_fetch([("id", "child_of", roots)], ["parent_path"])
        paths = {d.id: [int(i) for i in d.parent_path.split("/")[:-1]] for d in below}
        self._paths = paths
        #: ids of the roots and of all departments below them
        self.departments = set(paths)
        #: ids of these and of those above them
        self.above = {i for path in paths.values() for i in path}
        self.holidays = _holidays(env, company, first, last)
        self.flagged = env["cs.roster.flag"]._days(company.id, self.above, first, last)
        self._types = {}
        self.demands = (
            env["cs.shift.demand"].sudo().search([("department_id", "in", list(paths))])
        )
        self.presences = self._presences()
        self.people = self._people({p.person for p in self.presences})
        self.needs = [need for need in map(self._need, self.demands) if need.windows]

    def people_with(self, ids):
        """Return what decides whether people count, those of ``ids`` included."""
        missing = set(ids) - self.people.keys()
        if missing:
            self.people.update(self._people(missing))
        return self.people

    def measure(self):
        """Return how each need is met, on every day."""
        grid = times.slots(self.first, self.last, self.zone)
        return rules.measure(self.needs, self.presences, grid, self.people)

    def measure_all(self):
        """Return how many are there at work in every half hour, whatever the needs."""
        grid = times.slots(self.first, self.last, self.zone)
        spans = [s for p in self.presences if p.layer == 0 for s in p.spans]
        return grid, times.lowest(spans, grid)

    @property
    def special(self):
        """``{date: name}`` of the public holidays and special days (SH-33)."""
        days = {**self.holidays, **self.flagged}
        return {d: days[d] for d in sorted(days) if self.first <= d <= self.last}

    def days_of(self, level, skip=()):
        """Return ``{date: ids}`` of people of a level, or above, who begin work then.

        :param skip: ids of shifts that are left out
        """
        found = defaultdict(set)
        for presence in self.presences:
            is_left_out = presence.layer or presence.key in skip or not presence.spans
            if not is_left_out and self.people[presence.person].level >= level:
                start = times.local(presence.spans[0][0], self.zone)
                found[start.date()].add(presence.person)
        return found

    def presence(self, row):
        """Return when somebody is there during one shift.

        :param row: number, person, department, type, day, start, stop, turn for breaks
        """
        key, person, department, type_id, day, start, stop, turn = row
        kind, pattern = self._pattern(type_id)
        pauses = [times.pause_at(day, pattern, p, turn) for p in pattern.pauses]
        spans = tuple(times.presence(start, stop, pauses))
        return rules.Presence(key, day, person, department, kind._layer(), spans)

    def _pattern(self, type_id):
        if type_id not in self._types:
            kind = self.env["cs.shift.type"].sudo().browse(type_id)
            self._types[type_id] = kind, kind._pattern()
        return self._types[type_id]

    def _presences(self):
        self.env["cs.shift"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, employee_id, department_id, type_id, date, start, stop,
                       break_turn
                  FROM cs_shift
                 WHERE department_id IN %s AND date BETWEEN %s AND %s
                   AND state <> 'cancelled' AND employee_id IS NOT NULL
              ORDER BY id
                """,
                tuple(self._paths) or (None,),
                self.first - ONE,
                self.last,
            )
        )
        types = self.env["cs.shift.type"].sudo().browse({row[3] for row in rows})
        types.fetch(["start_hour", "end_hour", "tz", "kind"])
        types.break_ids.fetch(["start_hour", "end_hour", "is_paid", "stagger"])
        return [self.presence(row) for row in rows]

    def _people(self, ids):
        people = roster_people.people(self.env, ids)
        skills = {}
        if self.demands.skill_id:
            first = self.first - ONE
            skills = roster_people.skills(self.env, ids, first, self.last)
        return {
            key: rules.Who(person.level, tuple(skills.get(key, ())))
            for key, person in people.items()
        }

    def _need(self, demand):
        days = [
            day
            for day in cycles.days(self.first - ONE, self.last)
            if demand._holds_on(day, self.holidays, self.flagged)
        ]
        windows = [
            (
                times.at(day, demand.start_hour, self.zone),
                times.at(day, demand.end_hour, self.zone),
            )
            for day in days
        ]
        root = demand.department_id.id
        return rules.Need(
            demand.id,
            demand.minimum,
            frozenset(d for d, path in self._paths.items() if root in path),
            tuple(windows),
            1 if demand.kind == "on_call" else 0,
            demand.skill_id.id or None,
            demand.grade_id.level if demand.grade_id else 0,
        )


def _holidays(env, company, first, last):
    found = public_holidays(env, company.ids, first - ONE, last + ONE)
    return {
        **found.get((company.id, False), {}),
        **found.get((company.id, company.resource_calendar_id.id), {}),
    }


def demand_roots(env, department_ids):
    """Return the ids of the departments whose minimums these departments count for."""
    paths = env["hr.department"]._ancestor_ids(department_ids)
    above = {i for path in paths.values() for i in path} | set(department_ids)
    demands = (
        env["cs.shift.demand"].sudo().search(Domain("department_id", "in", list(above)))
    )
    return set(demands.department_id.ids) | set(department_ids)
