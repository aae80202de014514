from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_list

from ....logic import attendance, bands
from ....logic.attendance_month import Tariff

#: minutes that a policy shows the price of
TRIED = (5, 20, 30, 31, 45, 60, 61)
#: measures that a policy shows the price of
SHOWN = ("late", "early", "away", "handover_late", "handover_left")


class AttendanceTariff(models.Model):
    """What counting asks of a policy: plain values, and who is tracked."""

    _inherit = "cs.attendance.policy"

    preview = fields.Html("What it costs", compute="_compute_preview", sanitize=False)

    def _rules(self):
        """Return the figures for measuring as plain values."""
        self.ensure_one()
        return attendance.Rules(
            tolerance=self.tolerance,
            away_free=self.away_free if self.counts_away else None,
            before=timedelta(hours=self.hours_before),
            after=timedelta(hours=self.hours_after),
        )

    def _tariff(self):
        """Return what things cost as plain values."""
        self.ensure_one()
        return Tariff(
            tables=(
                ("money", tuple(band._band() for band in self.money_band_ids)),
                ("points", tuple(band._band() for band in self.points_band_ids)),
            ),
            tiers=tuple(tier._tier() for tier in self.tier_ids),
            is_retroactive=self.is_retroactive,
            bonus_mode=self.bonus_mode,
            bonus_cap=self.bonus_cap,
            warn_after=self.warn_after,
            missing=self.missing_punch,
            missing_minutes=self.missing_minutes,
            absence_step=self.absence_step,
            absence_factor=self.absence_factor,
            is_on_top=self.is_on_top,
            resign_after=self.resign_after,
        )

    def _tracks(self, version):
        """Tell whether a person with this version is tracked (AT-07)."""
        self.ensure_one()
        if version.employee_id in self.sudo().exempt_employee_ids:
            return False
        level = version.cs_grade_id.level if version.cs_grade_id else 0
        return not self.exempt_level or level < self.exempt_level

    def _sources_for(self, version):
        """Return the sources of clock times that count for a person; without a policy
        all do."""
        for source in self.source_ids:
            if source._takes(version):
                return source._sources()
        return {"app", "device", "sheet"}

    def _event_days(self):
        """Return ``{kind id: absent days}`` of the events that count as absence."""
        self.ensure_one()
        return {row.kind_id.id: row.days for row in self.equivalence_ids}

    @api.depends(
        "money_band_ids",
        "points_band_ids",
        "money_band_ids.amount",
        "points_band_ids.amount",
        "money_band_ids.unit",
        "points_band_ids.unit",
        "money_band_ids.minutes",
        "points_band_ids.minutes",
        "money_band_ids.level_from",
        "points_band_ids.level_from",
        "tier_ids.amount",
    )
    @api.depends_context("lang")
    def _compute_preview(self):
        for policy in self:
            policy.preview = policy._preview_html()

    def _preview_html(self):
        """Return a table of what so many minutes late cost whom."""
        every = [*self.money_band_ids, *self.points_band_ids]
        levels = sorted({0, *(band.level_from for band in every)})
        measures = [m for m in SHOWN if _has(every, m)]
        names = dict(
            self.env["cs.attendance.band"]
            ._fields["measure"]
            ._description_selection(self.env)
        )
        if not measures:
            return Markup("<p class='text-muted'>%s</p>") % self.env._(
                "Add bands to see what minutes cost."
            )
        head = Markup("").join(
            Markup("<th class='text-end'>%s</th>") % self.env._("%s min", minutes)
            for minutes in TRIED
        )
        rows = Markup("").join(
            Markup("<tr><td>%s</td>%s</tr>")
            % (
                self._who(names[measure], level, len(levels) > 1),
                Markup("").join(
                    Markup("<td class='text-end'>%s</td>")
                    % self._price(measure, minutes, level)
                    for minutes in TRIED
                ),
            )
            for measure in measures
            for level in levels
        )
        return Markup(
            "<table class='table table-sm o_cs_band_preview'><thead><tr><th></th>%s"
            "</tr></thead><tbody>%s</tbody></table>"
        ) % (head, rows)

    def _who(self, measure, level, has_levels):
        if not has_levels:
            return measure
        if not level:
            return self.env._("%s, everybody else", measure)
        return self.env._(
            "%(what)s, level %(level)s and above", what=measure, level=level
        )

    def _price(self, measure, minutes, level):
        """Return what so many minutes are and cost, in each of the tables."""
        kinds = {
            k.code: k.name for k in (self.money_band_ids | self.points_band_ids).kind_id
        }
        fact, parts = self.env["cs.fact"], []
        for own in (self.money_band_ids, self.points_band_ids):
            band = bands.pick([b._band() for b in own], measure, minutes, level)
            if band is None:
                continue
            text = kinds.get(band.kind, "")
            if band.unit == "by_count":
                text = f"{text} {self._tier_text()}"
            elif band.unit != "none":
                cost = fact._figure(-band.amount, band.unit, self.company_id)
                text = f"{text} {cost}"
            if band.absent_days:
                text = self.env._(
                    "%(what)s, %(days)g day", what=text, days=band.absent_days
                )
            parts.append(text)
        return Markup("<br/>").join(parts) or "–"

    def _tier_text(self):
        fact = self.env["cs.fact"]
        tiers = [
            self.env._(
                "from case %(count)s: %(cost)s",
                count=tier.count_from,
                cost=fact._figure(-tier.amount, tier.unit, self.company_id),
            )
            for tier in self.tier_ids.sorted("count_from")
        ]
        return format_list(self.env, tiers)


def _has(every, measure):
    return any(band.measure == measure for band in every)
