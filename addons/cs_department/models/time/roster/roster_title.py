from odoo import api, fields, models
from odoo.tools import format_date


class RosterTitle(models.Model):
    """What a roster is called: its department and month in the reader's language, or
    the name that somebody gave it."""

    _inherit = "cs.roster"

    title = fields.Char("Roster", compute="_compute_title", inverse="_inverse_title")

    @api.depends("department_id", "date_from")
    def _compute_name(self):
        for roster in self:
            roster.name = roster._own_name()

    @api.depends("name", "department_id", "date_from")
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
        month = self.date_from and format_date(
            self.env, self.date_from, date_format="y-MM"
        )
        parts = self.sudo().department_id.name, month
        return " ".join(part for part in parts if part)
