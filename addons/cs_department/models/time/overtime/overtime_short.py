from decimal import Decimal

from odoo import models
from odoo.fields import Domain

from ....logic import overtime as rules


class OvertimeShort(models.Model):
    """Says already when overtime is asked for that a working day has too little of it
    to count (OT-05)."""

    _inherit = "cs.overtime"

    def _short_days(self):
        """Return ``{id: [sentence]}``, with the figures; one query for any number.

        The other overtime of the day counts with it, be it approved or still asked for.
        """
        wanted = self.filtered(
            lambda row: row.day_kind == "workday" and row.policy_id.threshold_hours
        )
        if not wanted:
            return {}
        others = self.sudo().search(
            Domain("employee_id", "in", wanted.employee_id.ids)
            & Domain("date", "in", wanted.mapped("date"))
            & Domain("state", "!=", "cancelled")
        )
        of_day = (others | wanted).grouped(lambda row: (row.employee_id, row.date))
        found = {}
        for row in wanted:
            hours = sum(
                (one._expected_hours() for one in of_day[row.employee_id, row.date]),
                Decimal(),
            )
            threshold = row.policy_id._threshold()
            left = rules.of_day(hours, "workday", threshold)
            if left < hours:
                found[row.id] = [
                    row._threshold_words(
                        float(threshold.hours),
                        threshold.operator,
                        float(hours - left),
                        float(left),
                    )
                ]
        return found

    def _expected_hours(self):
        """Return the hours that a piece of work has as far as is known by now."""
        if self.counted_at:
            hours = self.worked_hours
        else:
            hours = (
                self.approved_hours if self.state == "approved" else self.asked_hours
            )
        return rules.exact(hours)
