from datetime import datetime

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime, format_time

from ....logic.shift_times import local


class AttendanceClock(models.Model):
    """The moments of a day by the clock of the work place, whoever reads them."""

    _inherit = "cs.attendance.day"

    expected_clock = fields.Char("Expected times", compute="_compute_clocks")
    came_clock = fields.Char("Came at", compute="_compute_clocks")
    left_clock = fields.Char("Left at", compute="_compute_clocks")
    due_clock = fields.Char(compute="_compute_clocks", export_string_translation=False)
    explanation = fields.Html("Why", compute="_compute_explanation", sanitize=False)

    @api.depends(
        "reasons", "date", "expected_start", "expected_stop", "first_in", "last_out"
    )
    @api.depends_context("lang")
    def _compute_clocks(self):
        zones = self._zones()
        for day in self:
            zone = zones[day]
            day.expected_clock = day._expected_clock(zone)
            day.due_clock = day._at_place(day._due(), zone)
            day.came_clock = day._at_place(day.first_in, zone)
            day.left_clock = day._at_place(day.last_out, zone)

    def _expected_clock(self, zone):
        span = (self.expected_start, self.expected_stop)
        text = " – ".join(self._at_place(moment, zone) for moment in span if moment)
        due = self._due()
        if not text or due == self.expected_start:
            return text
        due = self._at_place(due, zone)
        return self.env._("%(span)s, there from %(due)s", span=text, due=due)

    def _due(self):
        """Return the moment to be there: before the shift, for a hand-over."""
        rows = (self.reasons or {}).get("parts")
        return datetime.fromisoformat(rows[0][0]) if rows else self.expected_start

    @api.depends("reasons")
    @api.depends_context("lang", "tz", "uid")
    def _compute_explanation(self):
        words = self.env["cs.attendance.words"]
        zones = self._zones()
        for day in self:
            zone = zones[day]
            text = words.with_context(tz=zone)._explanation(day)
            day.explanation = text + day._whose_clock(zone)

    def _zones(self):
        """Return ``{day: zone}``: of the shift, else of the working schedule."""
        planned = self._planned("type_id.tz", "tz")
        return {day: planned[day] or day._usual_zone() for day in self}

    def _planned(self, of_shift, of_calendar):
        """Return ``{day: value}`` of what people are expected by, None without it.

        :param of_shift: the field that is read of a shift
        :param of_calendar: the same of a working schedule
        """
        keys = {day: day._plan_key() for day in self}
        found = {}
        for kind, model, path in (
            ("shift", "cs.shift", of_shift),
            ("calendar", "resource.calendar", of_calendar),
        ):
            ids = {number for key, number in keys.values() if key == kind}
            for record in self.env[model].sudo().browse(sorted(ids)).exists():
                [found[kind, record.id]] = record.mapped(path)
        return {day: found.get(key) for day, key in keys.items()}

    def _plan_key(self):
        """Return what the first expected time of a day came from: kind and id."""
        for _due, _start, _stop, key in (self.reasons or {}).get("parts", ()):
            kind, _sep, number = key.partition(":")
            return kind, int(number.partition(".")[0] or 0)
        return "", 0

    def _usual_zone(self):
        day = self.sudo()
        person = day.employee_id
        calendar = person.resource_calendar_id or day.company_id.resource_calendar_id
        return calendar.tz or person.tz or "UTC"

    def _at_place(self, moment, zone):
        if not moment:
            return ""
        text = format_time(self.env, moment, tz=zone, time_format="HH:mm")
        is_next = self.date and local(moment, zone).date() > self.date
        return self.env._("%s next day", text) if is_next else text

    def _whose_clock(self, zone):
        """Name the clock of the work place for a reader whose own differs."""
        moment = self.expected_start or self.first_in or self.last_out
        if not moment:
            return Markup("")
        reader = self.env.context.get("tz") or self.env.user.tz or "UTC"
        there, here = (
            format_datetime(self.env, moment, tz=one, dt_format="yyyy-MM-dd HH:mm")
            for one in (zone, reader)
        )
        if there == here:
            return Markup("")
        return Markup("<p class='text-muted small mt-2 mb-0'>%s</p>") % self.env._(
            "Times of the work place: %s", zone
        )
