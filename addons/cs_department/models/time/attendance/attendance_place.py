from datetime import timedelta
from typing import NamedTuple

from odoo import api, models

from . import reading_values as values_of


class Terms(NamedTuple):
    """How the month of a person is counted.

    ``elsewhere`` are the days on which he was where nothing is counted; ``home`` is the
    department that stands in for the one he is said to be in now.
    """

    version: object
    policy: object
    elsewhere: frozenset
    home: int | bool = False


class AttendancePlace(models.AbstractModel):
    """By which policy days are counted: that of the department of the day."""

    _inherit = "cs.attendance.reading"

    @api.model
    def _terms(self, versions, employees, first, last, kept=None):
        """Return ``{employee id: Terms}`` of a period, in constant queries.

        Where several policies held one after the other, the last counts all their days.
        A month that was counted stays what it was when the person is said to have been
        elsewhere all the time.

        :param versions: ``{employee id: versions, the newest first}``
        :param kept: ``{employee id: (department id, company id)}`` of what was counted
        """
        kept = kept or {}
        held = {e: self._held(versions.get(e, ()), first, last) for e in employees.ids}
        places = set(kept.values())
        for days in held.values():
            places |= {_place(version) for version in set(days.values())}
        policies = self.env["cs.attendance.policy"]._nearest(places)
        none = self.env["cs.attendance.policy"]
        found = {}
        for employee_id, days in held.items():
            version = self._version_at(versions.get(employee_id), first, last)
            by_version = {
                one: policies[_place(one)] or none for one in set(days.values())
            }
            counted = [
                day
                for day, one in days.items()
                if by_version[one] and by_version[one]._tracks(one)
            ]
            policy, elsewhere, home = (
                by_version.get(version) or none,
                frozenset(),
                False,
            )
            if counted:
                version = days[max(counted)]
                policy = by_version[version]
                elsewhere = frozenset(days.keys() - set(counted))
            elif not policy and employee_id in kept:
                policy = policies[kept[employee_id]] or none
                home = kept[employee_id][0]
            found[employee_id] = Terms(version, policy, elsewhere, home)
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


def _place(version):
    return version.department_id.id, version.company_id.id
