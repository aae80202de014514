from odoo import fields, models

from ....logic import bands as rules


class AttendanceTier(models.Model):
    """From so many cases in a month on, each costs that (AT-09).

    Bands that cost 'by number of cases' are counted. HR writes; employees read.
    """

    _name = "cs.attendance.tier"
    _inherit = ["cs.typed", "cs.money.unit"]
    _description = "Rate by number of cases"
    _order = "policy_id, count_from"

    policy_id = fields.Many2one(
        "cs.attendance.policy", required=True, index=True, ondelete="cascade"
    )
    count_from = fields.Integer("From case", default=1, required=True, aggregator=None)
    amount = fields.Float("Each takes", digits=(16, 2))
    unit = fields.Selection(
        [
            ("money", "money"),
            ("points", "points"),
            ("percent_base", "% of base wage"),
            ("percent_bonus", "% of bonus"),
            ("day_wage", "day wages"),
        ],
        "In",
        default="percent_base",
        required=True,
    )

    _one_each = models.UniqueIndex(
        "(policy_id, count_from)", "There is already a rate from this case on."
    )
    _figures_sane = models.Constraint(
        "CHECK (count_from BETWEEN 1 AND 1000 AND amount BETWEEN 0 AND 1000000)",
        "Cases are counted from 1, and each takes at most 1,000,000.",
    )

    def _tier(self):
        """Return the rate as a plain value."""
        self.ensure_one()
        return rules.Tier(self.count_from, self.unit, self.amount)
