from odoo import api, fields, models

from ...logic import limit as rules


class CsLimitRange(models.Model):
    """Dates on which a limit of kind blackout lets nobody through.

    HR writes; whoever may read the limit may read its dates.
    """

    _name = "cs.limit.range"
    _inherit = ["cs.typed"]
    _description = "Blackout dates"
    _order = "date_from, id"

    limit_id = fields.Many2one(
        "cs.limit", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("Occasion", required=True, translate=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date(
        "To",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The last day, itself included.",
    )
    is_yearly = fields.Boolean(
        "Every year", help="The same days every year; the year of the dates is ignored."
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "Blackout dates cannot end before they begin."
    )
    _less_than_a_year = models.Constraint(
        "CHECK (NOT is_yearly OR date_to < date_from + 365)",
        "Dates that return every year must be shorter than a year.",
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for dates in self:
            if not dates.date_to or (
                dates.date_from and dates.date_to < dates.date_from
            ):
                dates.date_to = dates.date_from

    def _spans(self, first, last):
        """Return ``[(first day, last day, occasion)]`` that may touch first..last."""
        spans = []
        for dates in self:
            pairs = [(dates.date_from, dates.date_to)]
            if dates.is_yearly:
                pairs = [
                    rules.yearly(dates.date_from, dates.date_to, year)
                    for year in range(first.year - 1, last.year + 1)
                ]
            spans += [
                (start, end, dates.name)
                for start, end in pairs
                if start <= last and end >= first
            ]
        return spans
