from odoo import api, fields, models


class FlowShown(models.AbstractModel):
    """A row that people read in their own language, whoever made the request."""

    _name = "cs.flow.shown"
    _description = "Row that is read in several languages"

    words = fields.Json(
        export_string_translation=False,
        help="What differs from the texts of the row, by language.",
    )
    title = fields.Char("Subject", compute="_compute_title")
    readers = fields.Selection(
        [("hr", "HR and auditors"), ("asked", "Nobody")],
        string="Read by others",
        readonly=True,
        help="Who reads it besides those who take part. Empty: leaders of the "
        "requester's departments, HR and auditors.",
    )

    @api.depends("subject", "words")
    @api.depends_context("lang")
    def _compute_title(self):
        for row in self:
            row.title = row._in_words("subject", row.subject)

    @api.depends("title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.title or ""

    def _in_words(self, part, text):
        """Return one text of the row in the reader's language."""
        return ((self.words or {}).get(self.env.lang or "en_US") or {}).get(part, text)
