from odoo import api, fields, models

from ...flow.engine import words as languages
from .overtime_limits import COUNTED_ONLY


class OvertimeNote(models.Model):
    """What the deciders should know of overtime, as it was when it was asked for.

    It stays as it was written then; readers of other languages read it in theirs.
    """

    _inherit = "cs.overtime"

    warning = fields.Text("Noted as written", readonly=True)
    warning_words = fields.Json(readonly=True, export_string_translation=False)
    warning_text = fields.Text("To be noted", compute="_compute_warning_text")

    @api.depends("warning", "warning_words")
    @api.depends_context("lang")
    def _compute_warning_text(self):
        lang = self.env.lang or "en_US"
        for row in self:
            row.warning_text = (row.warning_words or {}).get(lang) or row.warning

    def _keep_notes(self, found, rests):
        """Keep what limits and shifts said, in every language.

        :param found: ``{id: findings}`` of the limits
        :param rests: ``{id: sentences}``, see ``_noted``
        """
        notes = {row.id: _note(found[row.id], rests.get(row.id, ())) for row in self}
        noted = self.filtered(lambda row: notes[row.id])
        told = {}
        for code in languages.others(self.env) if noted else ():
            rows = noted.with_context(**{COUNTED_ONLY: False}, lang=code)
            found, rests = rows.env["cs.limit"]._check(rows), rows._noted()
            for row in noted:
                note = _note(found[row.id], rests.get(row.id, ()))
                if note != notes[row.id]:
                    told.setdefault(row.id, {})[code] = note
        for row in self:
            row.write(
                {
                    "warning": notes[row.id],
                    "warning_words": told.get(row.id) or False,
                }
            )


def _note(findings, rests):
    notes = [*(row.sentence for row in findings), *rests]
    return "\n".join(dict.fromkeys(notes)) or False
