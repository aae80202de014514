from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ....logic.attendance import Excuse
from ....logic.attendance_parts import LateWork
from ....logic.shift_times import at
from . import reading_values as values_of
from .reading_values import MARGIN


class AttendanceExcuses(models.AbstractModel):
    """Reads what excuses people, and the events that were recorded."""

    _inherit = "cs.attendance.reading"

    # ---- what excuses ----------------------------------------------------------------

    @api.model
    def _excuses(self, book, parts, first, last):
        """Return ``{employee id: [excuses]}``: approved leave and outing slips (AT-03).

        :param parts: what ``_parts`` returned; leave of whole days excuses the shifts
            of these days, wherever they end
        """
        found = {employee_id: [] for employee_id in book}
        for leave, days in self._leaves(list(book), first, last):
            owner, key = leave.employee_id.id, f"leave:{leave.id}"
            is_rest = leave.holiday_status_id.time_type == "leave"
            found[owner].append(Excuse(leave.date_from, leave.date_to, key, is_rest))
            found[owner] += [
                Excuse(part.due, part.stop, key, is_rest)
                for part in parts[owner]
                if part.day in days
            ]
        forms = self.env["cs.form"].union(
            *(p.outing_form_ids for _v, p in book.values())
        )
        for request, start, stop in self._slips(forms, list(book), first, last):
            owner = (request.person_id or request.employee_id).id
            if owner in found and request.form_id in book[owner][1].outing_form_ids:
                found[owner].append(Excuse(start, stop, f"request:{request.id}"))
        return found

    @api.model
    def _granted(self, book, first, last):
        """Return ``{employee id: [times]}`` in which people may work besides the plan.

        Later rooms say which.
        """
        return {employee_id: [] for employee_id in book}

    @api.model
    def _leaves(self, employee_ids, first, last):
        """Yield approved leave with the days that it covers as a whole."""
        begin, end = values_of.moments(first, last)
        leaves = (
            self.env["hr.leave"]
            .sudo()
            .search(
                Domain("employee_id", "in", employee_ids)
                & Domain("state", "=", "validate")
                & Domain("holiday_status_id.cs_is_absence", "=", False)
                & Domain("date_from", "<=", end)
                & Domain("date_to", ">=", begin)
            )
        )
        for leave in leaves:
            yield leave, values_of.whole_days(leave)

    @api.model
    def _slips(self, forms, employee_ids, first, last):
        """Yield ``(request, start, stop)`` of approved requests of forms."""
        requests = self._requests(forms, employee_ids, first, last)
        values = requests._all_values() if requests else {}
        for request in requests:
            form = request.version_id._form()
            own = {
                one.spec.get("role"): values[request.id].get(one.key)
                for one in form.top()
                if one.kind == "datetime"
            }
            start, stop = (values_of.moment(own.get(role)) for role in ("start", "end"))
            if start and stop:
                yield request, start, stop

    @api.model
    def _requests(self, forms, employee_ids, first, last):
        requests = self.env["cs.request"].sudo()
        if not forms:
            return requests
        people = Domain("employee_id", "in", employee_ids)
        return requests.search(
            Domain("form_id", "in", forms.ids)
            & Domain("flow_state", "=", "approved")
            & (people | Domain("person_id", "in", employee_ids))
            & Domain("start_date", "<=", last + MARGIN)
            & (
                Domain("end_date", ">=", first - MARGIN)
                | Domain("end_date", "=", False)
            )
        )

    @api.model
    def _late_work(self, book, first, last):
        """Return ``{employee id: [late work]}``: evenings that excuse a later start
        (AT-04)."""
        forms = self.env["cs.form"].union(
            *(p.late_work_form_ids for _v, p in book.values() if p.late_work_until)
        )
        asked = {}
        for request in self._requests(forms, list(book), first, last):
            owner = (request.person_id or request.employee_id).id
            until = min(request.end_date or request.start_date, last + MARGIN)
            for offset in range((until - request.start_date).days + 1):
                day = request.start_date + timedelta(offset)
                asked[owner, request.form_id, day] = request.id
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        found = {}
        for employee_id, (versions, policy) in book.items():
            found[employee_id] = [
                one
                for day in (days if policy.late_work_until else ())
                for one in self._late_day(employee_id, versions, policy, day, asked)
            ]
        return found

    @api.model
    def _late_day(self, employee_id, versions, policy, day, asked):
        key = "late_work"
        if policy.late_work_form_ids:
            granted = [
                asked[employee_id, form, day]
                for form in policy.late_work_form_ids
                if (employee_id, form, day) in asked
            ]
            if not granted:
                return []
            key = f"late_work:{granted[0]}"
        version = self._version_on(versions, day)
        zone = version.resource_calendar_id.tz or version.employee_id.tz or "UTC"
        since = at(day, policy.late_work_until, zone)
        includes = policy.late_work_operator == "ge"
        return [LateWork(day, since, policy.late_work_minutes, includes, key)]

    @api.model
    def _events(self, employee_ids, first, last):
        """Return ``{employee id: events}`` of a period."""
        events = (
            self.env["cs.attendance.event"]
            .sudo()
            .search(
                Domain("employee_id", "in", employee_ids)
                & Domain("date", ">=", first)
                & Domain("date", "<=", last)
            )
        )
        return {e.id: rows for e, rows in events.grouped("employee_id").items()}
