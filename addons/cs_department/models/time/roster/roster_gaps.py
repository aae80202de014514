from bisect import bisect_right
from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date

from ....logic import roster_rules as rules
from ....logic import rotation as cycles
from ....logic import shift_times as times
from ...flow.engine import inputs
from .roster_coverage import Coverage

#: gaps that are listed by name
MOST = 40


class RosterGaps(models.Model):
    """Coverage of a roster against its minimums, and the hours without anybody (SH-41).

    Whoever may read the roster sees both.
    """

    _inherit = "cs.roster"

    shift_count = fields.Integer(compute="_compute_counts")
    free_count = fields.Integer("Free shifts", compute="_compute_counts")
    untold_count = fields.Integer("Not told yet", compute="_compute_counts")
    seen_percent = fields.Integer("Seen by", compute="_compute_counts")
    coverage_html = fields.Html(
        "Coverage", compute="_compute_coverage_html", sanitize=False
    )

    def _compute_counts(self):
        """Count in two queries, whatever the number of rosters."""
        shifts = (
            self.env["cs.shift"]
            .sudo()
            ._read_group(
                [("roster_id", "in", self.ids)],
                ["roster_id", "state", "is_untold"],
                ["__count", "employee_id:count"],
            )
        )
        notices = (
            self.env["cs.roster.notice"]
            .sudo()
            ._read_group(
                [("roster_id", "in", self.ids)],
                ["roster_id"],
                ["__count", "seen_at:count"],
            )
        )
        seen = {roster.id: 100 * read // count for roster, count, read in notices}
        for roster in self:
            rows = [row[1:] for row in shifts if row[0].id == roster.id]
            kept = [row for row in rows if row[0] != "cancelled"]
            roster.shift_count = sum(row[2] for row in kept)
            roster.free_count = sum(row[2] - row[3] for row in kept)
            roster.untold_count = sum(row[2] for row in rows if row[1])
            roster.seen_percent = seen.get(roster.id, 0)

    def _compute_coverage_html(self):
        for roster in self:
            is_known = roster.id and roster.has_access("read")
            roster.coverage_html = is_known and roster.sudo()._coverage_table()

    def action_shifts(self):
        """Open the shifts of the roster."""
        return self._open_rows("cs.shift", [("state", "!=", "cancelled")])

    def action_free_shifts(self):
        """Open the shifts that nobody has."""
        free = [("state", "!=", "cancelled"), ("employee_id", "=", False)]
        return self._open_rows("cs.shift", free)

    def action_notices(self):
        """Open what people were told, and who has seen it."""
        return self._open_rows("cs.roster.notice", [])

    def _open_rows(self, model, domain):
        inputs.one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("roster_id", "=", self.id), *domain],
            "context": {"default_roster_id": self.id},
        }

    def _coverage(self):
        """Return who is there when in the department of the roster."""
        self.ensure_one()
        return Coverage(
            self.env(su=True),
            self.company_id,
            self.department_id.ids,
            self.date_from,
            self.date_to,
            self._zone(),
        )

    def _zone(self):
        return self.company_id.resource_calendar_id.tz or "UTC"

    def _gaps(self, coverage=None):
        """Return the stretches in which people are missing.

        :return: ``[(name of the minimum, start, stop, people missing)]`` in UTC
        """
        coverage = coverage or self._coverage()
        names = {demand.id: demand.display_name for demand in coverage.demands}
        found = [
            (names[measured.need.key], *gap)
            for measured in coverage.measure()
            for gap in rules.gaps(measured.moments, measured.missing, times.SLOT)
        ]
        if self.policy_id.needs_full_cover:
            grid, counts = coverage.measure_all()
            missing = rules.short(counts, 1)
            name = self.env._("somebody round the clock")
            found += [(name, *gap) for gap in rules.gaps(grid, missing, times.SLOT)]
        return sorted(found, key=lambda gap: (gap[1], gap[0]))

    def _unled_days(self, coverage=None):
        """Return ``{date: name}`` of special days without the senior of the policy.

        That grade, or one above, has to be at work on each of them (SH-33).
        """
        grade = self.policy_id.senior_grade_id
        if not grade.level or self.policy_id.senior_outcome == "off":
            return {}
        coverage = coverage or self._coverage()
        there = coverage.days_of(grade.level)
        days = coverage.special.items()
        return {day: name for day, name in days if day not in there}

    def _coverage_table(self):
        """Return minimums by day as a strip of colours, and the gaps below it."""
        coverage = self._coverage()
        days = list(cycles.days(self.date_from, self.date_to))
        measured = coverage.measure()
        gaps, unled = self._gaps(coverage), self._unled_days(coverage)
        if not measured and not unled and not self.policy_id.needs_full_cover:
            return Markup("<p class='text-muted'>%s</p>") % self.env._(
                "No minimum staffing is set for this department."
            )
        names = {demand.id: demand.display_name for demand in coverage.demands}
        head = Markup().join(
            Markup("<th class='text-center fw-normal %s'>%s</th>")
            % ("text-danger" if day in coverage.holidays else "text-muted", day.day)
            for day in days
        )
        rows = Markup().join(
            Markup("<tr><td class='text-nowrap pe-3'>%s</td>%s</tr>")
            % (names[one.need.key], _strip(by_day(one, days, self._zone()), one.need))
            for one in measured
        )
        table = Markup(
            "<div class='o_cs_coverage table-responsive'><table><thead><tr><th></th>"
            "%s</tr></thead><tbody>%s</tbody></table></div>"
        ) % (head, rows)
        return (table if rows else Markup()) + self._gap_list(gaps, unled)

    def _gap_list(self, gaps, unled):
        if not gaps and not unled:
            return Markup("<p class='text-success mt-3 mb-0'>✓ %s</p>") % self.env._(
                "Everybody who is needed is there, at all times."
            )
        count = len(gaps) + len(unled)
        texts = [self._unled_text(*day) for day in unled.items()]
        texts += [self._gap_text(*gap) for gap in gaps[: max(MOST - len(texts), 0)]]
        lines = Markup().join(Markup("<li>%s</li>") % text for text in texts)
        more = count - len(texts)
        if more > 0:
            lines += Markup("<li class='text-muted'>%s</li>") % self.env._(
                "and %s more", more
            )
        title = self.env._("Gaps: %s", count)
        return Markup(
            "<p class='text-danger mt-3 mb-1 fw-bold'>%s</p><ul class='mb-0'>%s</ul>"
        ) % (title, lines)

    def _unled_text(self, day, name):
        return self.env._(
            "%(day)s (%(name)s): nobody of grade %(grade)s or above works",
            day=format_date(self.env, day),
            name=name,
            grade=self.policy_id.senior_grade_id.name,
        )

    def _gap_text(self, name, start, stop, missing):
        first, last = (times.local(at, self._zone()) for at in (start, stop))
        end_day, end = last.date(), last.strftime("%H:%M")
        if end == "00:00":
            end_day, end = end_day - timedelta(days=1), "24:00"
        if end_day != first.date():
            end = f"{format_date(self.env, end_day)} {end}"
        return self.env._(
            "%(day)s, %(start)s to %(stop)s: %(missing)s missing for %(name)s",
            day=format_date(self.env, first.date()),
            start=first.strftime("%H:%M"),
            stop=end,
            missing=missing,
            name=name,
        )


def _strip(days, need):
    """Return the cells of one minimum: green where it holds, red where not."""
    cells = Markup()
    for day in days:
        if day is None:
            cells += Markup("<td></td>")
            continue
        is_short = day["missing"] > 0
        cells += Markup("<td class='o_cs_cover_%s' title='%s / %s'>%s</td>") % (
            "short" if is_short else "met",
            day["lowest"],
            need.minimum,
            day["lowest"],
        )
    return cells


def by_day(measured, days, zone):
    """Return for each day the fewest people and the half hours of people missing.

    None where the minimum does not hold on that day.
    """
    edges = [times.at(day, 0, zone) for day in days]
    found = [None] * len(days)
    for moment, count, missing in zip(
        measured.moments, measured.counts, measured.missing, strict=True
    ):
        index = bisect_right(edges, moment) - 1
        day = found[index]
        if day is None:
            day = found[index] = {"lowest": count, "missing": 0}
        day["lowest"] = min(day["lowest"], count)
        day["missing"] += missing
    return found
