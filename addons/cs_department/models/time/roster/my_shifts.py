from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....logic import board as rules
from ....logic.shift_parts import clocks
from ...limit.worktime import public_holidays
from . import roster_people


class MyShifts(models.Model):
    """What everybody sees of his own shifts, on the phone.

    Shifts are shown as they were published, and marked while they are being changed; of
    colleagues only the names of those at work at the same time.
    """

    _inherit = "cs.shift"

    @api.model
    @api.readonly
    def my_shifts(self, first, last):
        """Return somebody's own published shifts of some days, and the next one.

        :return: ``{"employee", "today", "now", "next", "shifts", "absences",
            "holidays", "changes", "notices"}``; ``employee`` is False for users
            without one
        """
        try:
            first, last = rules.read_days(first, last)
        except rules.UnreadableError:
            raise UserError(
                self.env._("Choose days of at most three months.")
            ) from None
        employee = self.env.user.employee_id.sudo()
        zone = employee.tz or self.env.user.tz or "UTC"
        now = fields.Datetime.now()
        today = rules.local(now, zone).date()
        data = {
            "employee": employee
            and {"id": employee.id, "name": employee.name}
            or False,
            "today": str(today),
            "next": False,
            "shifts": [],
            "absences": [],
            "holidays": {},
            "changes": [],
            "notices": [],
        }
        if not employee:
            return data
        rows, following = self.sudo()._my_known(employee, first, last, now)
        news = self.env["cs.roster.notice"]._unseen(employee, today)
        return data | {
            "changes": news._changes(today),
            "notices": news.ids,
            "next": following,
            "shifts": rows,
            "absences": self._my_absences(employee, first, last, zone),
            "holidays": self._my_holidays(employee, first, last),
        }

    @api.model
    def _my_known(self, employee, first, last, now):
        """Return the rows of some days, and that of the shift that comes next."""
        shifts, changing = self._known_of(
            employee,
            Domain("date", ">=", first) & Domain("date", "<=", last),
            Domain("known_start", ">=", first - timedelta(days=1))
            & Domain("known_start", "<", last + timedelta(days=2)),
        )
        ahead, ahead_changing = self._known_of(
            employee, Domain("stop", ">", now), Domain("known_stop", ">", now), limit=1
        )
        rows = self._my_rows(shifts | ahead)
        for shift, row in self._plain_rows(changing | ahead_changing).items():
            rows[shift] = row | {"id": shift.origin, "changing": True}
        ordered = sorted(rows.values(), key=lambda row: (row["start"], row["id"]))
        coming = [
            row for row in ordered if row["stop"] > fields.Datetime.to_string(now)
        ]
        return (
            [row for row in ordered if str(first) <= row["date"] <= str(last)],
            coming[0] if coming else False,
        )

    @api.model
    def _my_rows(self, shifts):
        """Return ``{id: row}`` of shifts of which people know how they are."""
        return self._plain_rows(shifts)

    @api.model
    def _plain_rows(self, shifts):
        """Return ``{id: row}`` as the phone shows them."""
        colleagues, lived = shifts._colleagues(), shifts._lived()
        rows = {}
        for shift in shifts:
            kind = shift.type_id.with_env(self.env).sudo()
            # the clock of the work place, wherever the phone is
            moments = (shift.start, shift.stop)
            start, stop = (rules.local(moment, kind.tz) for moment in moments)
            rows[shift.id] = {
                "id": shift.id,
                "changing": False,
                "date": str(start.date()),
                "from": f"{start:%H:%M}",
                "to": f"{stop:%H:%M}",
                "parts": clocks(lived[shift.id].parts, kind.tz),
                "breaks": clocks(lived[shift.id].breaks, kind.tz),
                "start": fields.Datetime.to_string(shift.start),
                "stop": fields.Datetime.to_string(shift.stop),
                "type": kind.name,
                "code": kind.code,
                "color": kind.color,
                "hours": round(shift.paid_hours, 2),
                "early": kind.early_minutes,
                "is_on_call": shift.layer == 1,
                "department": shift.department_id.name,
                "note": shift.note or "",
                "colleagues": colleagues[shift.id],
            }
        return rows

    def _colleagues(self):
        """Return ``{id: names}`` of those at work in the department at that time."""
        found = defaultdict(list)
        if not self:
            return found
        others = self.search_fetch(
            Domain("department_id", "in", self.department_id.ids)
            & Domain("state", "=", "published")
            & Domain("employee_id", "!=", False)
            & Domain("employee_id", "not in", self.employee_id.ids)
            & Domain("start", "<", max(self.mapped("stop")))
            & Domain("stop", ">", min(self.mapped("start")))
            & Domain("date", ">=", min(self.mapped("date")) - timedelta(days=2)),
            ["employee_id", "start", "stop", "department_id", "layer"],
        ).grouped(lambda other: (other.department_id, other.layer))
        for shift in self:
            names = {
                other.employee_id.name
                for other in others.get((shift.department_id, shift.layer), ())
                if other.start < shift.stop and other.stop > shift.start
            }
            found[shift.id] = sorted(names)
        return found

    @api.model
    def _my_absences(self, employee, first, last, zone):
        leaves = roster_people.leaves(
            self.env, employee.ids, first, last, is_asked=True
        )
        rows = []
        for leave in leaves.get(employee.id, ()):
            begins, ends, _half = rules.days_of(leave.start, leave.stop, zone)
            rows.append(
                {
                    "from": str(begins),
                    "to": str(ends),
                    "name": leave.name,
                    "asked": not leave.is_approved,
                }
            )
        return rows

    @api.model
    def _my_holidays(self, employee, first, last):
        company = employee.company_id
        found = public_holidays(self.env, company.ids, first, last)
        calendar = employee.resource_calendar_id or company.resource_calendar_id
        days = {
            **found.get((company.id, False), {}),
            **found.get((company.id, calendar.id), {}),
        }
        return {
            str(day): name or "" for day, name in days.items() if first <= day <= last
        }
