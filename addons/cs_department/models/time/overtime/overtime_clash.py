from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, format_duration

from ....logic import shift_times, spans
from ...org.dated import clock_span
from .overtime_limits import local_time, naive

#: hours that differ by less are the same: times of a form have minutes
SAME = 1 / 120

DAY = timedelta(days=1)


class OvertimeClash(models.Model):
    """Refuses overtime where somebody works already (OT-02).

    Shifts are those that people know; what a planner has in a draft changes nothing.
    Whom no roster plans works the hours of his working schedule.
    """

    _inherit = "cs.overtime"

    @api.model
    def _check_clashes(self, rows):
        """Refuse rows that lie in a shift that the person knows of, or in his working
        hours where no roster plans him; constant queries.

        :param rows: values as they are about to be entered
        :raises ValidationError: naming every shift in the way
        """
        on_shift = self._known_work(
            {row["employee_id"] for row in rows},
            min(row["start"] for row in rows),
            max(row["stop"] for row in rows),
        )
        people = self.env["hr.employee"].sudo()
        reasons = [
            self._in_shift(people.browse(row["employee_id"]), shift)
            for row in rows
            for shift, work in on_shift[row["employee_id"]]
            if spans.common([(row["start"], row["stop"])], work)
        ]
        in_hours = self._scheduled_work(rows)
        reasons += [
            self._in_hours(people.browse(row["employee_id"]), calendar, span)
            for row in rows
            for calendar, span in in_hours[row["employee_id"]]
            if span[0] < row["stop"] and span[1] > row["start"]
        ]
        if reasons:
            raise ValidationError("\n".join(dict.fromkeys(reasons)))

    @api.model
    def _scheduled_work(self, rows):
        """Return ``{employee id: [(working schedule, span of work)]}`` of those whom no
        roster plans around these rows; breaks are no work."""
        first = min(row["start"] for row in rows).date() - DAY
        last = max(row["stop"] for row in rows).date() + DAY
        people = self.env["hr.employee"].sudo()
        people = people.browse({row["employee_id"] for row in rows})
        people -= people.browse(self._rostered(people, first, last))
        found = defaultdict(list)
        if not people:
            return found
        reading = self.env["cs.attendance.reading"]
        versions = reading._versions(people)
        book = {e: (own, None) for e, own in versions.items()}
        is_rostered, _shifts = reading._rostered(book, first, last)
        expected = reading._calendars(book, first, last)
        days = [first + DAY * n for n in range((last - first).days + 1)]
        for row in rows:
            own = versions.get(row["employee_id"])
            for day in days if own else ():
                if not row["start"].date() - DAY <= day <= row["stop"].date() + DAY:
                    continue
                version = reading._version_on(own, day)
                if version and not is_rostered(version, day):
                    found[row["employee_id"]] += [
                        (int(part.key.partition(":")[2]), span)
                        for part in expected(version, day, DAY)
                        for span in part.work
                    ]
        return found

    @api.model
    def _check_fits(self, request, told):
        """Refuse more hours than lie between beginning and end.

        :param told: what the request says, see ``cs.overtime.form``
        :raises ValidationError: says how long the time is
        """
        start, stop, hours = told["start"], told["stop"], float(told["hours"] or 0)
        length = (stop - start).total_seconds() / 3600 if start and stop else None
        if length is None or hours <= length + SAME:
            return
        raise ValidationError(
            self.env._(
                "%(when)s is %(length)s h; %(hours)s h do not fit in. If the work took "
                "longer, the request goes back so that its time is corrected.",
                when=self._when(request.employee_id, naive(start), naive(stop)),
                length=format_duration(length),
                hours=format_duration(hours),
            )
        )

    @api.model
    def _known_shifts(self, employee_ids, begin, end):
        """Return the shifts that people know they have between two moments."""
        return (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("known_employee_id", "in", list(employee_ids))
                & Domain("known_start", "<", end)
                & Domain("known_stop", ">", begin)
            )
        )

    @api.model
    def _known_work(self, employee_ids, begin, end):
        """Return ``{employee id: [(shift, spans of work)]}``; unpaid breaks and the
        hours between the parts of a split shift are no work, being on call neither."""
        found = defaultdict(list)
        for shift in self._known_shifts(employee_ids, begin, end):
            if shift.known_type_id._layer():
                continue
            known = shift.known_type_id, shift.known_start, shift.known_stop
            found[shift.known_employee_id.id].append((shift, work_of(shift, *known)))
        return found

    def _in_shift(self, person, shift):
        return self.env._(
            "%(person)s works then anyway: %(shift)s, %(when)s. Overtime is work "
            "outside the shift.",
            person=person.name,
            shift=shift.known_type_id.name,
            when=self._when(person, shift.known_start, shift.known_stop),
        )

    def _in_hours(self, person, calendar, span):
        return self.env._(
            "%(person)s works then anyway: %(schedule)s, %(when)s. Overtime is work "
            "outside the working hours.",
            person=person.name,
            schedule=self.env["resource.calendar"].sudo().browse(calendar).name,
            when=self._when(person, *span),
        )

    def _when(self, person, start, stop):
        """Return a day and two clock times where the person is."""
        begin, end = local_time(start, person), local_time(stop, person)
        clocks = clock_span(self.env, f"{begin:%H:%M}", f"{end:%H:%M}")
        return f"{format_date(self.env, begin.date())} {clocks}"


def work_of(shift, kind, start, stop):
    """Return the spans of work of a shift of a kind between two moments."""
    pattern = kind._pattern()
    day = shift_times.local(start, pattern.zone).date()
    pauses = [
        shift_times.pause_at(day, pattern, pause, shift.break_turn)
        for pause in pattern.pauses
        if not pause.is_paid
    ]
    return spans.minus([(start, stop)], pauses)
