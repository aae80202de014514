from odoo import models
from odoo.fields import Domain
from odoo.tools import format_list

from ....logic import spans
from .overtime_clash import work_of

#: so many people are named in a warning, more are counted
NAMED = 5


class Roster(models.Model):
    """Publishing a shift over overtime: the question says so, hours inside the shift
    are no overtime any more, and the request keeps why."""

    _inherit = "cs.roster"

    def _publication_warnings(self):
        found = super()._publication_warnings()
        rows = self._overtime_below()
        if rows:
            names = [row.display_name for row in rows[:NAMED]]
            text = format_list(self.env, names)
            if len(rows) > NAMED:
                text = self.env._(
                    "%(names)s and %(more)s more", names=text, more=len(rows) - NAMED
                )
            found.append(
                self.env._(
                    "Shifts lie over overtime that was asked for: %s. Hours inside a "
                    "shift are paid as the shift, not once more as overtime.",
                    text,
                )
            )
        return found

    def _publish(self):
        rows = self._overtime_below()
        result = super()._publish()
        rows._shift_published()
        return result

    def _overtime_below(self):
        """Return overtime over which shifts lie that nobody was told of yet; two
        queries."""
        shifts = self.sudo()._untold(
            Domain("state", "!=", "cancelled")
            & Domain("layer", "=", 0)
            & Domain("employee_id", "!=", False)
        )
        rows = self.env["cs.overtime"].sudo()
        if not shifts:
            return rows
        rows = rows.search(
            Domain("employee_id", "in", shifts.employee_id.ids)
            & Domain("state", "!=", "cancelled")
            & Domain("start", "<", max(shifts.mapped("stop")))
            & Domain("stop", ">", min(shifts.mapped("start"))),
            order="date, id",
        )
        of_person = shifts.grouped("employee_id")

        def is_below(row, shift):
            if shift.start >= row.stop or shift.stop <= row.start:
                return False
            work = work_of(shift, shift.type_id, shift.start, shift.stop)
            return bool(spans.common([(row.start, row.stop)], work))

        return rows.filtered(
            lambda row: any(is_below(row, s) for s in of_person[row.employee_id])
        )
