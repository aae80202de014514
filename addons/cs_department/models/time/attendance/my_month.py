from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ....logic import board
from ...org.dated import short_day


class MyMonth(models.Model):
    """A month as people read their own: figures first, then what to look at.

    Everybody reads his own sheet; nothing is written.
    """

    _inherit = "cs.attendance.month"

    @api.model
    def my_month(self, day=None):
        """Return the user's own month.

        :param day: any day of it, empty: today
        :return: ``month``, its ``title``, whether there are months ``before`` and
            ``after``, its ``totals``, the ``cases`` to look at, the ``quiet`` days, and
            whether the user is an ``employee``
        :raises UserError: the day cannot be read
        """
        try:
            day = board.read_day(day) if day else fields.Date.context_today(self)
        except board.UnreadableError:
            raise UserError(self.env._("Choose a month.")) from None
        first = day.replace(day=1)
        own = self.search(
            Domain("employee_id", "in", self.env.user.employee_ids.ids), order="month"
        )
        sheets = own.filtered(lambda one: one.month == first)
        months = own.mapped("month")
        return {
            "month": str(first),
            "employee": bool(self.env.user.employee_ids),
            "title": short_day(self.env, first, "yMMMM"),
            "before": any(month < first for month in months),
            "after": any(month > first for month in months),
            "totals": [row for sheet in sheets for row in sheet._my_totals()],
            **sheets.day_ids._my_days(),
        }

    def _my_totals(self):
        """Return ``[label, text]`` of the figures of the month."""
        _ = self.env._
        rows = [
            (_("Attendance (%)"), f"{self.rate:g}"),
            *self._paper_totals(),
            (_("Times away"), self.away_count),
            (_("Deducted"), self._deducted() or _("nothing")),
        ]
        return [[label, str(text)] for label, text in rows]

    def _deducted(self):
        """Return what the standing facts take off, each unit of its own."""
        sums = {}
        for fact in self.sudo().fact_ids:
            stands = not fact.reverses_id and not fact.reversal_ids
            if stands and fact.amount < 0:
                sums[fact.unit] = sums.get(fact.unit, 0) + fact.amount
        figure = self.env["cs.fact"]._figure
        return " · ".join(
            figure(amount, unit, self.company_id) for unit, amount in sums.items()
        )


class MyDays(models.Model):
    """The days of one's own month."""

    _inherit = "cs.attendance.day"

    def _my_days(self):
        days = self.sorted("date", reverse=True)
        cases = days.filtered(lambda day: day.state in ("case", "absent"))
        quiet = days.filtered(lambda day: day.state in ("ok", "excused"))
        return {
            "cases": [day._my_row() for day in cases],
            "quiet": [day._my_row() for day in quiet],
        }

    def _my_row(self):
        span = " – ".join(filter(None, (self.came_clock, self.left_clock)))
        is_plain = self.state == "ok" and bool(span)
        return {
            "id": self.id,
            "day": format_date(self.env, self.date, date_format="d EEE"),
            "state": self.state,
            "span": span,
            "text": "" if is_plain else self.summary,
        }
