from odoo import api, fields, models

from ...flow.engine import words as languages


class SwapNote(models.Model):
    """What a check warned of when a swap was sent on its way.

    It stays as it was written then; readers of other languages read it in theirs.
    """

    _inherit = "cs.shift.swap"

    limit_note = fields.Text("Limits as written", readonly=True, copy=False)
    limit_words = fields.Json(
        readonly=True, copy=False, export_string_translation=False
    )
    limit_text = fields.Text("Limits", compute="_compute_limit_text")

    @api.depends("limit_note", "limit_words")
    @api.depends_context("lang")
    def _compute_limit_text(self):
        lang = self.env.lang or "en_US"
        for swap in self:
            swap.limit_text = (swap.limit_words or {}).get(lang) or swap.limit_note

    def _keep(self, found):
        """Write what the check found out, in every language.

        :param found: ``{swap id: problems}`` of the check
        """
        check = self._swap_check()
        festivals = {swap.key: bool(check.festivals(swap)) for swap in check.supposed}
        notes = {swap.id: _note(found[swap.id]) for swap in self}
        told = self.filtered(lambda swap: notes[swap.id])._note_words(notes)
        for swap in self:
            swap._driven_write(
                {
                    "is_festival": festivals[swap.id],
                    "limit_note": notes[swap.id],
                    "limit_words": told.get(swap.id) or False,
                }
            )

    def _note_words(self, notes):
        """Return ``{swap id: {language: note}}`` where it differs from ``notes``."""
        told = {}
        for code in languages.others(self.env) if self else ():
            found = self.with_context(lang=code)._swap_check().problems()
            for swap_id, problems in found.items():
                if (note := _note(problems)) != notes[swap_id]:
                    told.setdefault(swap_id, {})[code] = note
        return told


def _note(problems):
    return "\n".join(dict.fromkeys(row.sentence for row in problems)) or False
