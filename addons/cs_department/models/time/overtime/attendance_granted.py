from odoo import api, models
from odoo.fields import Domain

from ....logic.attendance import Excuse
from ..attendance import reading_values as values_of


class AttendanceGranted(models.AbstractModel):
    """Approved overtime explains clock times outside of the plan."""

    _inherit = "cs.attendance.reading"

    @api.model
    def _granted(self, book, first, last):
        found = super()._granted(book, first, last)
        begin, end = values_of.moments(first, last)
        rows = (
            self.env["cs.overtime"]
            .sudo()
            .search_fetch(
                Domain("employee_id", "in", list(book))
                & Domain("state", "!=", "cancelled")
                & Domain("request_id.flow_state", "=", "approved")
                & Domain("start", "<=", end)
                & Domain("stop", ">=", begin),
                ["employee_id", "start", "stop", "request_id"],
                order="start, id",
            )
        )
        for row in rows:
            key = f"request:{row.request_id.id}"
            found[row.employee_id.id].append(Excuse(row.start, row.stop, key))
        return found
