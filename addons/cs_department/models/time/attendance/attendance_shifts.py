from odoo import api, models
from odoo.fields import Domain

from ....logic import shift_times
from ....logic.attendance import Part
from .reading_values import MARGIN


class AttendanceShifts(models.AbstractModel):
    """What rosters say somebody is expected for."""

    _inherit = "cs.attendance.reading"

    @api.model
    def _rostered(self, book, first, last, homes=None):
        """Return who is on a roster when, and the shifts.

        :param homes: ``{employee id: department}`` of those whose rosters are not of
            the department that they are said to be in
        :return: a function from a version and a day to whether a published roster
            covers it, and ``{(employee id, day): [(part, unpaid pauses)]}``
        """
        rosters = (
            self.env["cs.roster"]
            .sudo()
            .search(
                Domain("state", "!=", "draft")
                & Domain("date_from", "<=", last)
                & Domain("date_to", ">=", first)
            )
        )
        spans = {}
        for roster in rosters:
            place = spans.setdefault(roster.department_id.id, [])
            place.append((roster.date_from, roster.date_to))
        shifts = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "in", list(book))
                & Domain("state", "=", "published")
                & Domain("layer", "=", 0)
                & Domain("date", ">=", first - MARGIN)
                & Domain("date", "<=", last + MARGIN)
            )
        )
        found = {}
        for shift in shifts:
            place = found.setdefault((shift.employee_id.id, shift.date), [])
            place.append(_part(shift))
        of_version = {}

        def is_rostered(version, day):
            if version not in of_version:
                home = (homes or {}).get(version.employee_id.id, version.department_id)
                path = (home.parent_path or "").split("/")[:-1]
                of_version[version] = [
                    span for one in path for span in spans.get(int(one), ())
                ]
            return any(start <= day <= stop for start, stop in of_version[version])

        return is_rostered, found


def _part(shift):
    """Return a shift as a part with its unpaid pauses."""
    pattern = shift.type_id._pattern()
    pauses = [
        shift_times.pause_at(shift.date, pattern, pause, shift.break_turn)
        for pause in pattern.pauses
        if not pause.is_paid
    ]
    early = shift.type_id.early_minutes
    part = Part(
        shift.date, shift.start, shift.stop, early=early, key=f"shift:{shift.id}"
    )
    return part, pauses
