from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

#: averages, and the figure without which a sheet has none
AVERAGED = {"rate:avg": "due_days", "training_rate:avg": "training_count"}


class AttendanceEarly(models.Model):
    """A month that is not over: how much of it is ahead, and what it has no rate of."""

    _inherit = "cs.attendance.month"

    due_days = fields.Integer(
        "Days that count",
        help="Days expected so far, without excused ones. Without any there is no "
        "attendance to tell.",
    )
    days_ahead = fields.Integer("Days still ahead", compute="_compute_days_ahead")

    @api.depends("month")
    def _compute_days_ahead(self):
        for sheet in self:
            sheet.days_ahead = self._days_ahead_of(sheet.month)

    @api.model
    def _days_ahead_of(self, day):
        """Return how many days of a month are not over, today among them."""
        if not day:
            return 0
        today = fields.Date.context_today(self)
        first, last = day.replace(day=1), fields.Date.end_of(day, "month")
        return max(0, (last - max(first, today)).days + 1)

    def _idle(self):
        """Return the sheets on which nothing is expected all month, by what is known
        now: who got his first shift after the last count is not among them."""
        now, busy = fields.Datetime.now(), set()
        counted_so = self.filtered(lambda sheet: not sheet.expected_days)
        for month, sheets in counted_so.sudo().grouped("month").items():
            last = fields.Date.end_of(month, "month")
            read = sheets._read_book(month, last)
            for sheet in sheets:
                if sheet._counted(read, last, now).totals["expected_days"]:
                    busy.add(sheet.id)
        return counted_so.filtered(lambda sheet: sheet.id not in busy)

    def _set_state(self, state):
        """Close sheets, unless the policy waits for the end of the month."""
        if state != "open":
            self._check_over()
        return super()._set_state(state)

    def _check_over(self):
        """Refuse sheets of a month that goes on, where the policy does not allow it."""
        for sheet in self.sudo():
            days = self._days_ahead_of(sheet.month)
            if days and sheet.policy_id.early_close == "refuse":
                over = fields.Date.end_of(sheet.month, "month") + timedelta(days=1)
                raise UserError(
                    self.env._(
                        "%(sheet)s: the month is not over (days still ahead, today "
                        "included: %(days)s), and '%(policy)s' closes no month before "
                        "that. Wait until %(date)s.",
                        sheet=sheet.display_name,
                        days=days,
                        policy=sheet.policy_id.name,
                        date=format_date(self.env, over),
                    )
                )

    def _read_group_select(self, aggregate_spec, query):
        """Average over the sheets that have the figure at all."""
        select = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in AVERAGED:
            return select
        needed = self._field_to_sql(self._table, AVERAGED[aggregate_spec], query)
        return SQL("%s FILTER (WHERE %s > 0)", select, needed)
