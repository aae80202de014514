from odoo import api, fields, models
from odoo.tools import format_date


class RosterTitle(models.Model):
    """What a roster is called: its department and period in the reader's language, or
    the name that somebody gave it."""

    _inherit = "cs.roster"

    title = fields.Char("Roster", compute="_compute_title", inverse="_inverse_title")

    @api.depends("department_id", "date_from", "date_to")
    def _compute_name(self):
        for roster in self:
            roster.name = roster._own_name()

    @api.depends("name", "department_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_title(self):
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        for roster in self:
            given = {roster.with_context(lang=code)._own_name() for code in codes}
            is_given = roster.name in given or not roster.name
            roster.title = roster._own_name() if is_given else roster.name

    def _inverse_title(self):
        for roster in self:
            roster.name = roster.title or roster._own_name()

    @api.depends("title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for roster in self:
            roster.display_name = roster.title or ""

    def _own_name(self):
        """Return the name of a roster that nobody has named."""
        parts = self.sudo().department_id.name, self._period()
        return " ".join(part for part in parts if part)

    def _period(self):
        """Return the month, or the days of a roster that is not for a whole month: a
        department may have several of these in one month."""
        first, last = self.date_from, self.date_to
        if not first:
            return ""
        month = first.replace(day=1)
        if not last or (first, last) == (month, fields.Date.end_of(month, "month")):
            return format_date(self.env, first, date_format="y-MM")
        shape = "y-MM-dd" if last.year != first.year else "MM-dd"
        return " – ".join(
            (
                format_date(self.env, first, date_format="y-MM-dd"),
                format_date(self.env, last, date_format=shape),
            )
        )
