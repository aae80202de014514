"""What stands around the shifts on the board: days, types, absences, wishes."""

from odoo import fields
from odoo.fields import Domain

from ....logic import board as rules
from ....logic import rotation as cycles
from ...limit.worktime import public_holidays
from . import roster_people


class BoardSurroundings:
    """The parts of a page that changes of shifts leave alone, but for the rosters."""

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
                "parts": self.parts.of_type(kind),
                "hours": kind.paid_hours,
                "zone": "" if kind.tz == self.place.zone else _city(kind.tz),
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
                "name": roster.display_name,
                "department_id": roster.department_id.id,
                "date_from": str(roster.date_from),
                "date_to": str(roster.date_to),
                "state": roster.state,
                "revision": roster.revision,
                "published_at": fields.Datetime.to_string(roster.published_at) or False,
                "can_edit": roster in self.editable,
                "is_changed": bool(counts.get(roster)),
                "auto": roster.auto_state or "",
            }
            for roster in self.rosters
        ]

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


def _city(zone):
    """Return the place that a time zone is called by, such as New York."""
    return (zone or "").rpartition("/")[2].replace("_", " ")
