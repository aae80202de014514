from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .fact_mark import posting

#: what a day is counted from
SOURCES = ("parts", "punches", "excuses", "granted", "events")


class AttendanceTouch(models.Model):
    """What follows for month sheets when something changes that they are made of."""

    _inherit = "cs.attendance.month"

    @api.model
    def _touch(self, days):
        """Something changed for people on days: their sheets are counted again.

        A locked sheet stays and is marked, and so is one that was checked before its
        month was over, of what comes later. At the edge of a month the sheet beside it
        may be concerned, too: a night that ends there, somebody who comes before
        midnight. It is counted as well; when it stays, it is marked only if
        counting would change it.

        :param days: set of ``(employee id, date)``
        """
        if not days:
            return
        near = {(owner, day + timedelta(n)) for owner, day in days for n in (-1, 0, 1)}
        self._of(near)._count_touched(days, self._of(days))

    @api.model
    def _touch_companies(self, company_ids, first, last):
        """Something changed for whole companies, such as a public holiday: the sheets
        of these days are counted again, those that stay are marked if it concerns them.

        :param company_ids: empty: all
        """
        place = Domain("company_id", "in", company_ids) if company_ids else Domain.TRUE
        sheets = self.sudo().search(
            place
            & Domain("month", ">=", first.replace(day=1))
            & Domain("month", "<=", last)
        )
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        pairs = {(sheet.employee_id.id, day) for sheet in sheets for day in days}
        sheets._count_touched(pairs, self.browse())

    def _count_touched(self, days, sure):
        """Count sheets again and mark those that stay.

        :param days: set of ``(employee id, date)`` that changed
        :param sure: the sheets that are marked without looking whether they would
            become others
        """
        stays = self.filtered(lambda sheet: sheet.state == "locked")
        stays |= self._left_for_later(days)
        (self - stays)._recount()
        beside = stays.filtered(lambda sheet: not sheet.is_stale) - sure
        ((stays & sure) | beside._outdated())._mark()

    def _mark(self):
        """Mark sheets that stay although something has changed."""
        with posting():
            self.filtered(lambda sheet: not sheet.is_stale).write({"is_stale": True})

    def _outdated(self):
        """Return the sheets whose days are counted from something else by now."""
        compared = self._compared()
        return self.filtered(lambda sheet: compared[sheet][0] != compared[sheet][1])

    def _compared(self):
        """Return ``{sheet: ({day: sources}, {day: sources})}``: what its days were
        counted from, and what they would be counted from now."""
        found = {}
        for month, sheets in self.grouped("month").items():
            last = fields.Date.end_of(month, "month")
            read, now = sheets._read_book(month, last), fields.Datetime.now()
            for sheet in sheets:
                days = sheet._counted(read, last, now).days
                found[sheet] = (
                    {day.date: _sources(day.reasons) for day in sheet.day_ids},
                    {day: _sources(values["reasons"]) for day, values in days.items()},
                )
        return found

    @api.model
    def _of(self, days):
        """Return the sheets that exist for ``(employee id, date)`` pairs."""
        wanted = {(employee_id, day.replace(day=1)) for employee_id, day in days}
        found = self.sudo().search(
            Domain("employee_id", "in", list({pair[0] for pair in wanted}))
            & Domain("month", "in", list({pair[1] for pair in wanted}))
        )
        return found.filtered(lambda s: (s.employee_id.id, s.month) in wanted)

    @api.model
    def _locked_days(self, days):
        """Return those ``(employee id, date)`` whose sheet is locked."""
        locked = self._of(days).filtered(lambda sheet: sheet.state == "locked")
        months = {(sheet.employee_id.id, sheet.month) for sheet in locked}
        return [pair for pair in days if (pair[0], pair[1].replace(day=1)) in months]


def _sources(reasons):
    return [(reasons or {}).get(name) or [] for name in SOURCES]
