from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ....logic.attendance import Part, Punch
from ....logic.attendance_parts import split
from ....logic.shift_times import at
from ...limit.worktime import WorkTime
from . import reading_values as values_of

#: check-outs that nobody made
NOT_REAL = ("technical", "auto_check_out")


class AttendanceReading(models.AbstractModel):
    """Reads, in batches, what a month sheet is made of, as plain values.

    Later rooms add what excuses people by extending ``_excuses``.
    """

    _name = "cs.attendance.reading"
    _description = "Reading attendance"

    # ---- what is expected ------------------------------------------------------------

    @api.model
    def _versions(self, employees):
        """Return ``{employee id: versions, the newest first}``; one query."""
        versions = (
            self.env["hr.version"]
            .sudo()
            .search(
                [("employee_id", "in", employees.ids)],
                order="date_version desc, id desc",
            )
        )
        return {e.id: rows for e, rows in versions.grouped("employee_id").items()}

    @api.model
    def _version_on(self, versions, day):
        """Return the version that holds on a day, empty before the first or after the
        contract."""
        return values_of.holding(values_of.timeline(versions), day) or versions.browse()

    @api.model
    def _version_at(self, versions, first, last):
        """Return the version that stands for a period: the last that holds in it."""
        if not versions:
            return self.env["hr.version"].sudo()
        day, line = last, values_of.timeline(versions)
        while day >= first:
            found = values_of.holding(line, day)
            if found:
                return found
            day -= timedelta(days=1)
        return versions.browse()

    @api.model
    def _parts(self, book, first, last, homes=None):
        """Return ``{employee id: [parts]}``: the roster, else the calendar (SH-40).

        :param book: ``{employee id: (versions, policy)}``
        :param homes: as in ``_rostered``
        """
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        rostered, shifts = self._rostered(book, first, last, homes)
        calendars = self._calendars(book, first, last)
        found = {}
        for employee_id, (versions, policy) in book.items():
            longest = timedelta(minutes=policy.split_minutes)
            line, parts = values_of.timeline(versions), []
            for day in days:
                own = shifts.get((employee_id, day), ())
                version = values_of.holding(line, day)
                if not version and own:
                    version = values_of.first_of(line, day)
                if not version:
                    continue
                if not own and not rostered(version, day):
                    parts += calendars(version, day, longest)
                for part, pauses in own:
                    if not policy.counts_early_minutes:
                        part = Part(part.day, part.start, part.stop, key=part.key)
                    parts += split(part, pauses, longest)
            found[employee_id] = parts
        return found

    @api.model
    def _calendars(self, book, first, last):
        """Return a function from a version, a day and the longest break to parts.

        People with the same schedule share them.
        """
        versions = (
            self.env["hr.version"].sudo().union(*(row[0] for row in book.values()))
        )
        companies = versions.company_id
        calendars = versions.resource_calendar_id | companies.resource_calendar_id
        work = WorkTime(self.env, companies.ids, first, last)
        weeks = {calendar.id: values_of.week(calendar) for calendar in calendars}
        schedules, known = {}, {}

        def expected(version, day, longest):
            if version not in schedules:
                calendar = version.resource_calendar_id
                if not calendar and not version.is_flexible:
                    calendar = version.company_id.resource_calendar_id
                schedules[version] = version.company_id, calendar
            key = (*schedules[version], day, longest)
            if key not in known:
                known[key] = [
                    one
                    for part, pauses in hours_of(*key[:3])
                    for one in split(part, pauses, longest)
                ]
            return known[key]

        def hours_of(company, calendar, day):
            if not calendar or day in work.holidays(company.id, calendar.id):
                return []
            hours = weeks[calendar.id].get(values_of.place(calendar, day))
            if not hours:
                return []
            spans = [
                (at(day, a, calendar.tz), at(day, b, calendar.tz)) for a, b in hours
            ]
            start, stop = spans[0][0], max(stop for _start, stop in spans)
            pauses = [
                (a[1], b[0])
                for a, b in zip(spans, spans[1:], strict=False)
                if a[1] < b[0]
            ]
            return [(Part(day, start, stop, key=f"calendar:{calendar.id}"), pauses)]

        return expected

    # ---- what was clocked ------------------------------------------------------------

    @api.model
    def _punches(self, book, first, last):
        """Return ``{employee id: [clock times]}`` out of the sources that count."""
        ids = list(book)
        begin, end = values_of.moments(first, last)
        found = {employee_id: [] for employee_id in ids}
        used = {
            employee_id: policy._sources_for(
                self._version_on(versions, last) or versions[:1]
            )
            for employee_id, (versions, policy) in book.items()
        }
        self.env["cs.punch"].flush_model()
        for owner, moment, direction, source in self.env.execute_query(
            SQL(
                "SELECT employee_id, at, direction, source FROM cs_punch"
                " WHERE employee_id IN %s AND at BETWEEN %s AND %s",
                tuple(ids) or (0,),
                begin,
                end,
            )
        ):
            if source == "correction" or source in used[owner]:
                found[owner].append(Punch(moment, direction, source))
        attendances = (
            self.env["hr.attendance"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", ids),
                    ("check_in", ">=", begin),
                    ("check_in", "<=", end),
                ],
                ["employee_id", "check_in", "check_out", "out_mode"],
            )
        )
        for attendance in attendances:
            owner = attendance.employee_id.id
            if "app" in used[owner]:
                found[owner].append(Punch(attendance.check_in, "in", "app"))
                if attendance.check_out and attendance.out_mode not in NOT_REAL:
                    found[owner].append(Punch(attendance.check_out, "out", "app"))
        return found
