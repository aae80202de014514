from collections.abc import Set
from datetime import timedelta
from typing import NamedTuple

from odoo import api, models

from . import reading_values as values_of


class Terms(NamedTuple):
    """How the month of a person is counted.

    ``elsewhere`` are the days on which nothing is counted: he was where there is no
    policy, or the policy begins later; ``home`` is the department that stands in for
    the one he is said to be in now.
    """

    version: object
    policy: object
    elsewhere: Set = frozenset()
    home: object = None


class AttendancePlace(models.AbstractModel):
    """By which policy days are counted: that of the department of the day."""

    _inherit = "cs.attendance.reading"

    @api.model
    def _terms(self, versions, employees, first, last, kept=None):
        """Return ``{employee id: Terms}`` of a period, in constant queries.

        Where several policies held one after the other, the last counts all their days.
        A policy that begins later takes no days but its own.
        A month that was counted stays what it was when the person is said to have been
        elsewhere all the time.

        :param versions: ``{employee id: versions, the newest first}``
        :param kept: ``{employee id: sheet}`` of what was counted before
        """
        kept = kept or {}
        held = {e: self._held(versions.get(e, ()), first, last) for e in employees.ids}
        current = {e: self._version_at(versions.get(e), first, last) for e in held}
        rows = [*kept.values(), *current.values()]
        rows += {version for days in held.values() for version in days.values()}
        policies = self.env["cs.attendance.policy"]._nearest(set(map(_place, rows)))
        found = {}
        for employee_id, days in held.items():
            counting = {
                version
                for version in set(days.values())
                if (policy := policies[_place(version)]) and policy._tracks(version)
            }
            tracked = {day for day, version in days.items() if version in counting}
            if tracked:
                version = days[max(tracked)]
                policy = policies[_place(version)]
                # each day begins to count where he was on it
                counted = {
                    day
                    for day in tracked
                    if day >= (policies[_place(days[day])].counts_from or first)
                }
                found[employee_id] = Terms(version, policy, days.keys() - counted)
                continue
            version = current[employee_id]
            terms = Terms(version, policies[_place(version)])
            sheet = kept.get(employee_id)
            if sheet and not terms.policy:
                home = sheet.department_id.sudo()
                terms = Terms(version, policies[_place(sheet)], home=home)
            found[employee_id] = terms
        return found

    @api.model
    def _held(self, versions, first, last):
        """Return ``{day: version}``; a day before all of them has the first."""
        line, days = values_of.timeline(versions), {}
        for number in range((last - first).days + 1):
            day = first + timedelta(number)
            version = values_of.holding(line, day) or values_of.first_of(line, day)
            if version:
                days[day] = version
        return days


def _place(row):
    """Return the place of a version or a sheet."""
    return row.department_id.id, row.company_id.id
