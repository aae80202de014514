from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_duration, format_list

from ....logic import limit as periods
from .overtime_limits import COUNTED

#: hours that differ by less are the same
SAME = 5e-5


class OvertimeAgain(models.Model):
    """Counts overtime again when other overtime changed that shares a threshold or a
    cap with it. What lies in a month that is locked for pay stays as it is."""

    _inherit = "cs.overtime"

    def _cancel(self):
        """Forget overtime whose request was refused, taken back or cancelled.

        Rest that was given for it goes; what has been taken already cannot be taken
        back, which Odoo says. What shares a threshold or a cap with it counts again.

        :raises UserError: it counts in a month that is locked for pay
        """
        counted = self.filtered("counted_at")
        counted._lock_people()
        if counted._locked():
            raise UserError(self.env._("The month of this overtime is locked for pay."))
        sharing = counted._sharing()
        rest = self.allocation_id.sudo().filtered(lambda one: one.state != "refuse")
        gone = dict.fromkeys(("counted_hours", "worth_hours", "worked_hours"), 0)
        self.sudo().write({"state": "cancelled", "counted_at": False} | gone)
        rest.action_refuse()
        self._post()
        (sharing - self)._settle_again(counted)

    def _recount(self):
        """Count rows again, with what shares a threshold or a cap with them."""
        self._lock_people()
        (self._sharing() | self)._settle_again(self)

    @api.model
    def _holiday_again(self, company_ids, first, last):
        """Public holidays changed: overtime of these days is of the kind that the day
        is now; what counted counts again, but for months that are locked for pay.

        :param company_ids: empty: all
        """
        place = Domain("company_id", "in", company_ids) if company_ids else Domain.TRUE
        rows = self.sudo().search(
            place
            & Domain("state", "!=", "cancelled")
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
        )
        rows -= rows._locked()
        if not rows:
            return
        kinds = self._day_kinds({row: (row.employee_id, row.date) for row in rows})
        changed = rows.filtered(
            lambda row: (
                row.day_kind != kinds[row] and "holiday" in (row.day_kind, kinds[row])
            )
        )
        for row in changed:
            row.day_kind = kinds[row]
        changed.filtered("counted_at")._recount()

    def _shift_published(self):
        """Shifts were published over these rows: what counted counts again, and each
        request keeps why hours inside the shift are no overtime."""
        locked = self._locked()
        (self - locked).filtered("counted_at")._recount()
        for row in self:
            said = (
                self.env._(
                    "A shift was published over this overtime. Its month is locked for "
                    "pay: what counted stays."
                )
                if row in locked
                else self.env._(
                    "A shift was published over this overtime: hours inside the shift "
                    "are paid as the shift, not once more as overtime."
                )
            )
            row.request_id.message_post(body=said)

    def _settle_again(self, causes):
        """Count rows again but for those of locked months, and tell their requests.

        :param causes: the rows that changed
        """
        locked = (self - causes)._locked()
        rows, before = self - locked, {row: row.counted_hours for row in self}
        rows.write({"counted_at": False, "counted_hours": 0, "worth_hours": 0})
        rows._settle()
        for row in rows - causes:
            if abs(row.counted_hours - before[row]) >= SAME:
                row._tell_counted_again(causes, before[row])
        for cause in causes if locked else ():
            cause._tell_locked(locked)

    def _tell_counted_again(self, causes, before):
        others = causes.filtered(lambda cause: cause.employee_id == self.employee_id)
        self.request_id.message_post(
            body=self.env._(
                "Counted again, because this changed: %(others)s. Instead of "
                "%(before)s h there are %(after)s h.",
                others=format_list(self.env, others.request_id.mapped("display_name")),
                before=format_duration(before),
                after=format_duration(self.counted_hours),
            )
        )

    def _tell_locked(self, locked):
        same = locked.filtered(lambda row: row.employee_id == self.employee_id)
        if same:
            names = same.request_id.mapped("display_name")
            self.request_id.message_post(
                body=self.env._(
                    "Not counted again, because the month is locked for pay: %s.",
                    format_list(self.env, names),
                )
            )

    def _locked(self):
        """Return those rows whose month is locked for pay."""
        days = {(row.employee_id.id, row.date) for row in self}
        locked = set(self.env["cs.attendance.month"]._locked_days(days))
        return self.filtered(lambda row: (row.employee_id.id, row.date) in locked)

    def _sharing(self):
        """Return what counts of the same people on the same days, and in the periods
        of caps around them; one query."""
        if not self:
            return self
        windows = self._windows()
        spans = [span for row in self for span in windows[row]]
        found = self.sudo().search(
            COUNTED
            & Domain("employee_id", "in", self.employee_id.ids)
            & Domain("date", ">=", min(first for first, _last in spans))
            & Domain("date", "<=", max(last for _first, last in spans))
        )
        of_person = self.grouped("employee_id")
        return found.filtered(
            lambda row: any(
                first <= row.date <= last
                for cause in of_person[row.employee_id]
                for first, last in windows[cause]
            )
        )

    def _windows(self):
        """Return ``{row: [(first day, last day)]}``: the day and each cap's period."""
        caps = self._caps()
        return {
            row: [
                (row.date, row.date),
                *(
                    periods.period_of(row.date, cap.period, cap.month_start)
                    for cap in caps
                ),
            ]
            for row in self
        }

    @api.model
    def _caps(self):
        """Return the limits that count overtime only up to their figure."""
        return (
            self.env["cs.limit"]
            .sudo()
            .search(
                Domain("res_model", "=", "cs.overtime")
                & Domain("outcome", "=", "cap")
                & Domain("kind", "in", ["count", "sum"])
            )
        )
