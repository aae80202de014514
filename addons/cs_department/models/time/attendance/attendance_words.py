from collections import Counter
from datetime import datetime

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_datetime, format_list, format_time

from ...org.dated import clock_span

#: findings that hand-overs bring
RELIEF = ("handover_late", "handover_left")


class AttendanceWords(models.AbstractModel):
    """Says in the reader's language what was counted on a day and why."""

    _name = "cs.attendance.words"
    _description = "Attendance in words"

    @api.model
    def _summary(self, day):
        """Return one line about a day."""
        _ = self.env._
        parts = []
        if day.absent_days:
            parts.append(_("absent %g day", day.absent_days))
        for minutes, text in (
            (day.late_minutes, _("late %s min", day.late_minutes)),
            (day.early_minutes, _("left %s min early", day.early_minutes)),
            (day.away_minutes, _("away %s min", day.away_minutes)),
            (day.is_missing_punch, _("clock time missing")),
        ):
            if minutes:
                parts.append(text)
        parts += [
            self._finding(row)
            for row in (day.reasons or {}).get("findings", ())
            if row[0] in RELIEF
        ]
        parts += self._kinds((day.reasons or {}).get("events", ()))
        if (day.reasons or {}).get("on_leave"):
            parts.append(_("on leave, yet there"))
        if not parts and self._unplanned(day.reasons):
            parts.append(_("clocked, but nothing was planned"))
        elif not parts and (day.reasons or {}).get("granted"):
            parts.append(_("there besides the plan, as approved"))
        if parts:
            return format_list(self.env, parts)
        if day.is_on_leave:
            return _("on leave")
        states = dict(day._fields["state"]._description_selection(self.env))
        return states.get(day.state) or ""

    @api.model
    def _explanation(self, day):
        """Return the parts a day's figures come from, as a small table."""
        reasons = day.reasons or {}
        rows = [
            (
                self.env._("Expected times"),
                [self._part(row) for row in reasons.get("parts", ())],
            ),
            (
                self.env._("Clocked"),
                self._punches(day, reasons.get("punches", ())),
            ),
            (
                self.env._("Excused"),
                [self._excuse(row) for row in reasons.get("excuses", ())],
            ),
            (
                self.env._("Approved besides the plan"),
                [self._excuse(row) for row in reasons.get("granted", ())],
            ),
            (self.env._("Events"), self._kinds(reasons.get("events", ()))),
            (
                self.env._("Found"),
                [
                    *(self._finding(row) for row in reasons.get("findings", ())),
                    *self._on_leave(reasons.get("on_leave")),
                ],
            ),
            (
                self.env._("Comes to"),
                self._charges(reasons, day.company_id),
            ),
        ]
        if self._unplanned(reasons):
            texts = [
                self.env._("Clocked outside of what was approved: that is not counted.")
                if reasons.get("granted")
                else self.env._("Nothing: these clock times are not counted.")
            ]
            rows[0] = (rows[0][0], texts)
        lines = [
            Markup("<tr><th class='pe-3 text-nowrap align-top'>%s</th><td>%s</td></tr>")
            % (title, Markup("<br/>").join(texts))
            for title, texts in rows
            if texts
        ]
        if not lines:
            return Markup("<p class='text-muted mb-0'>%s</p>") % self.env._(
                "Nothing was expected and nothing was clocked."
            )
        return Markup("<table class='o_cs_why'>%s</table>") % Markup("").join(lines)

    def _on_leave(self, minutes):
        if not minutes:
            return []
        text = self.env._(
            "there for %s min, but on leave the whole day: was it taken back?", minutes
        )
        return [text]

    def _unplanned(self, reasons):
        """Tell whether somebody clocked on a day on which nothing was planned, outside
        of what was approved for it."""
        is_free = reasons and reasons.get("punches") and not reasons.get("parts")
        return bool(is_free and reasons.get("is_loose", True))

    def _clock(self, text):
        return format_time(
            self.env, datetime.fromisoformat(text), tz=self._zone(), time_format="HH:mm"
        )

    def _zone(self):
        return self.env.context.get("tz") or self.env.user.tz or "UTC"

    def _part(self, row):
        due, start, stop, key = row
        text = clock_span(self.env, self._clock(start), self._clock(stop), " – ")
        name = self._named(key)
        if name:
            text = f"{text}  {name}"
        if due != start:
            text = self.env._(
                "%(span)s, there from %(due)s", span=text, due=self._clock(due)
            )
        return text

    def _punches(self, day, rows):
        """Name the clock times; of several of one direction say which one counts."""
        several = Counter(row[1] for row in rows)
        counts = {
            (moment.isoformat(), way)
            for moment, way in ((day.first_in, "in"), (day.last_out, "out"))
            if moment
        }
        return [
            self.env._("%s: this one counts", self._punch(row))
            if several[row[1]] > 1 and (row[0], row[1]) in counts
            else self._punch(row)
            for row in rows
        ]

    def _punch(self, row):
        at, direction, source = row
        _ = self.env._
        sources = {
            "app": _("attendance app"),
            "device": _("clock file"),
            "sheet": _("sheet"),
            "correction": _("correction"),
        }
        ways = {"in": _("came"), "out": _("left"), "any": _("clocked")}
        return _(
            "%(time)s %(what)s (%(via)s)",
            time=self._clock(at),
            what=ways[direction],
            via=sources.get(source, source),
        )

    def _excuse(self, row):
        start, stop, key = row
        zone = self._zone()
        span = " – ".join(
            format_datetime(
                self.env, datetime.fromisoformat(one), tz=zone, dt_format="MM-dd HH:mm"
            )
            for one in (start, stop)
        )
        return f"{span}  {self._named(key)}"

    def _named(self, key):
        """Return what an expected time or an excuse is called."""
        kind, _sep, number = key.partition(":")
        number = int(number.partition(".")[0] or 0)
        if kind == "shift":
            return (
                self.env["cs.shift"].sudo().browse(number).exists().type_id.display_name
                or ""
            )
        if kind == "calendar":
            calendars = self.env["resource.calendar"].sudo()
            return calendars.browse(number).exists().name or ""
        if kind == "leave":
            leave = self.env["hr.leave"].sudo().browse(number).exists()
            return leave.holiday_status_id.name or self.env._("Leave")
        if kind == "request":
            return self.env["cs.request"].sudo().browse(number).exists().display_name
        return self.env._("Later start after late work")

    def _finding(self, row):
        measure, minutes, is_missing = row
        _ = self.env._
        if is_missing:
            return (
                _("no coming clocked") if measure == "late" else _("no leaving clocked")
            )
        texts = {
            "late": _("late %s min", minutes),
            "early": _("left %s min early", minutes),
            "away": _("away %s min", minutes),
            "absent": _("not there for %s min", minutes),
            "empty_post": _("post empty for %s min", minutes),
            "handover_late": _("%s min late to take over", minutes),
            "handover_left": _("left %s min before relief", minutes),
        }
        if measure == "handover_left" and not minutes:
            return _("left before relief")
        return texts.get(measure, f"{measure} {minutes}")

    def _charges(self, reasons, company):
        """Return what a day comes to; that nobody clocked is not taken for minutes that
        were measured."""
        missing = {row[0] for row in reasons.get("findings", ()) if row[2]}
        texts = []
        for kind, unit, amount in reasons.get("charges", ()):
            [name] = self._kinds([kind]) or [kind]
            text = self._named_charge(name, unit, amount, company)
            if kind in missing and unit == "minutes":
                text = self.env._(
                    "%s, which is what the policy counts for a missing clock time", text
                )
            texts.append(text)
        return texts

    def _named_charge(self, name, unit, amount, company):
        figure = self.env["cs.fact"]._figure(amount, unit, company)
        return self.env._("%(what)s: %(figure)s", what=name, figure=figure)

    def _kinds(self, codes):
        if not codes:
            return []
        kinds = self.env["cs.fact.kind"].sudo().with_context(active_test=False)
        names = {k.code: k.name for k in kinds.search([("code", "in", list(codes))])}
        return [names.get(code, code) for code in codes]
