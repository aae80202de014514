from odoo import api, fields, models

from ....logic import bands as rules

MEASURES = [
    ("late", "Late"),
    ("early", "Left early"),
    ("away", "Away from the post"),
    ("absent", "Day absent"),
    ("empty_post", "Empty post"),
    ("handover_late", "Late to take over"),
    ("handover_left", "Left before relief"),
]
BAND_UNITS = [
    ("none", "nothing"),
    ("money", "money"),
    ("points", "points"),
    ("percent_base", "% of base wage"),
    ("percent_bonus", "% of bonus"),
    ("day_wage", "day wages"),
    ("by_count", "by number of cases"),
]


class AttendanceBand(models.Model):
    """One line of a table: up to so many minutes it is this class and costs that.

    HR writes; employees read. A band begins where the one below it ends, so that a
    table has neither gaps nor overlaps (AT-01, AT-08).
    """

    _name = "cs.attendance.band"
    _inherit = ["cs.typed", "cs.money.unit"]
    _description = "Band of minutes"
    _order = "table, measure, level_from, is_rest, minutes, operator desc, id"

    policy_id = fields.Many2one(
        "cs.attendance.policy", required=True, index=True, ondelete="cascade"
    )
    table = fields.Selection(
        [("money", "Money"), ("points", "Points")], default="money", required=True
    )
    measure = fields.Selection(MEASURES, default="late", required=True)
    level_from = fields.Integer(
        "From grade level",
        aggregator=None,
        help="For people whose grade has this level or a higher one. 0: everybody.",
    )
    operator = fields.Selection(
        [("le", "up to (≤)"), ("lt", "below (<)")], default="le", required=True
    )
    minutes = fields.Integer(aggregator=None)
    is_rest = fields.Boolean("Everything above")
    range_text = fields.Char("Minutes from – to", compute="_compute_range_text")
    kind_id = fields.Many2one(
        "cs.fact.kind",
        "Is",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.ref("cs_department.fact_kind_late", False),
    )
    unit = fields.Selection(BAND_UNITS, "In", default="money", required=True)
    amount = fields.Float("Takes", digits=(16, 2))
    absent_days = fields.Float(
        "Absent days", digits=(16, 2), help="So many days absent are counted, too."
    )

    _one_bound = models.UniqueIndex(
        '(policy_id, "table", measure, level_from, is_rest, '
        "(CASE WHEN is_rest THEN 0 ELSE minutes END), operator)",
        "This table already has a band up to there.",
    )
    _figures_sane = models.Constraint(
        "CHECK (amount BETWEEN 0 AND 1000000 AND absent_days BETWEEN 0 AND 1 "
        "AND level_from BETWEEN 0 AND 1000 "
        "AND (is_rest OR minutes BETWEEN 0 AND 1440))",
        "A band ends after at most 1440 minutes, takes at most 1,000,000 and counts at "
        "most one day.",
    )

    @api.depends(
        "minutes",
        "operator",
        "is_rest",
        "measure",
        "level_from",
        "policy_id.money_band_ids.minutes",
        "policy_id.points_band_ids.minutes",
    )
    def _compute_range_text(self):
        for band in self:
            policy = band.policy_id
            every = policy.money_band_ids | policy.points_band_ids | band
            own = [one._band() for one in every if one.table == band.table]
            band.range_text = band._range(rules.lower_bound(band._band(), own))

    def _range(self, lower):
        """Return the minutes of the band in words.

        :param lower: the bound of the band below, as ``lower_bound`` gives it
        """
        upper = "" if self.is_rest else f"{'≤' if self.operator == 'le' else '<'} "
        if lower is None:
            begin = "0"
        else:
            begin = f"{'>' if lower[0] == 'le' else '≥'} {lower[1]}"
        return f"{begin} …" if self.is_rest else f"{begin} … {upper}{self.minutes}"

    def _band(self):
        """Return the band as a plain value."""
        self.ensure_one()
        return rules.Band(
            key=self._origin.id or 0,
            measure=self.measure,
            minutes=None if self.is_rest else self.minutes,
            operator=self.operator or "le",
            level_from=self.level_from,
            kind=self.kind_id.code or "",
            unit=self.unit,
            amount=self.amount,
            absent_days=self.absent_days,
        )
