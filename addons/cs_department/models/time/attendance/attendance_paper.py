from odoo import models
from odoo.tools import format_date, format_duration, format_list


class AttendancePaper(models.Model):
    """The month sheet on paper, A4."""

    _inherit = "cs.attendance.month"

    def _paper_rows(self):
        """Return a row of texts for each day."""
        self.ensure_one()
        words = self.env["cs.attendance.words"]
        rows = []
        for day in self.day_ids.sorted("date"):
            charges = words._charges(day.reasons or {}, day.company_id)
            rows.append(
                {
                    "date": format_date(self.env, day.date, date_format="dd EEE"),
                    "expected": day.expected_clock,
                    "came": day.came_clock,
                    "left": day.left_clock,
                    "summary": day.summary if day.state != "off" else "",
                    "charges": format_list(self.env, charges) if charges else "",
                    "is_off": day.state in ("off", "elsewhere", "early"),
                }
            )
        return rows

    def _paper_totals(self):
        """Return ``[(label, text)]`` of the figures at the bottom."""
        self.ensure_one()
        _ = self.env._
        return [
            (_("Days present"), f"{self.present_days} / {self.expected_days}"),
            (_("Days on leave"), self.leave_days),
            (_("Late"), _("%(n)s × %(m)s min", n=self.late_count, m=self.late_minutes)),
            (_("Left early"), self.early_count),
            (_("Clock times missing"), self.missing_count),
            (_("Days absent"), f"{self.absent_days:g}"),
            (_("Hours there"), format_duration(self.worked_hours)),
            (_("Full attendance"), _("yes") if self.is_full else _("no")),
        ]
