from odoo import api, fields, models


class ClockProblem(models.Model):
    """What is wrong or odd in one row of a clock file. Reading the file writes it."""

    _name = "cs.clock.problem"
    _inherit = ["cs.typed"]
    _description = "Problem in a clock file"
    _order = "is_error desc, row, id"
    _rec_name = "row"

    import_id = fields.Many2one(
        "cs.clock.import", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(aggregator=None)
    column = fields.Char()
    code = fields.Char(export_string_translation=False)
    value = fields.Char(export_string_translation=False)
    is_error = fields.Boolean()
    message = fields.Char("What is wrong", compute="_compute_message")

    @api.depends("code", "value")
    @api.depends_context("lang")
    def _compute_message(self):
        for problem in self:
            problem.message = problem._sentence()

    def _sentence(self):
        _, value = self.env._, self.value or ""
        sentences = {
            "nobody": _("Nobody is named here."),
            "unknown": _("'%s' is nobody of this company.", value),
            "several": _("Several people are called '%s'.", value),
            "empty": _("This cell is empty."),
            "no_date": _("'%s' is no date in the format of the reading.", value),
            "no_time": _("'%s' is no time in the format of the reading.", value),
            "no_direction": _(
                "'%s' is neither among the words for coming nor among those for "
                "leaving: they are listed at Read as.",
                value,
            ),
            "clock_change": _(
                "'%s' does not exist: the clocks were put forward then.", value
            ),
            "twice_first": _(
                "'%s' comes twice, since the clocks are put back: taken as the first.",
                value,
            ),
            "twice_second": _(
                "'%s' comes twice, since the clocks are put back: taken as the second, "
                "as it stands after a later one.",
                value,
            ),
            "reversed": _("The leaving '%s' lies before the coming.", value),
            "no_stay": _("The coming and the leaving are at the same time: %s.", value),
            "overlap": _("At the same time as row %s: look at both.", value),
            "ahead": _("%s lies ahead of us: look at the format of the date.", value),
            "locked": _("The month of this row is locked for pay."),
            "doubled": _("The same as row %s; it counts once.", value),
            "known": _("This clock time is known already; it counts once."),
            "missing_in": _("The coming is missing."),
            "missing_out": _("The leaving is missing."),
        }
        return sentences.get(self.code, self.code or "")
