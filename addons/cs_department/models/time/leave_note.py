from odoo import api, fields, models

from ..flow.engine import words
from ..flow.engine_mark import driving


class LeaveNote(models.AbstractModel):
    """What the limits of its policy said when a leave was filed.

    It stays as it was written then; readers of other languages read it in theirs.
    """

    _name = "cs.leave.note"
    _description = "What limits said of a leave"

    cs_limit_note = fields.Text("Limits as written", copy=False, readonly=True)
    cs_limit_words = fields.Json(
        copy=False, readonly=True, export_string_translation=False
    )
    cs_limit_text = fields.Text("Limits", compute="_compute_cs_limit_text")

    @api.depends("cs_limit_note", "cs_limit_words")
    @api.depends_context("lang")
    def _compute_cs_limit_text(self):
        lang = self.env.lang or "en_US"
        for leave in self:
            told = (leave.cs_limit_words or {}).get(lang)
            leave.cs_limit_text = told or leave.cs_limit_note

    def _cs_write_note(self, found, moment):
        """Keep what the limits said, in every language.

        :param found: ``{leave id: findings}``
        :param moment: when they were asked
        """
        notes = {leave.id: _note(found[leave.id]) for leave in self}
        noted = self.filtered(lambda leave: notes[leave.id])
        told = noted._cs_note_words(words.others(self.env), notes, moment)
        for leave in self:
            values = {
                "cs_limit_note": notes[leave.id],
                "cs_limit_words": told.get(leave.id) or False,
            }
            changed = {
                name: value
                for name, value in values.items()
                if (leave[name] or False) != value
            }
            if changed:
                leave.write(changed)

    def _cs_note_words(self, languages, notes, moment=None):
        """Return ``{leave id: {language: note}}`` where it differs from ``notes``."""
        told = {}
        for code in languages if self else ():
            found = self.env["cs.limit"].with_context(lang=code)._check(self, moment)
            for leave_id, findings in found.items():
                note = _note(findings)
                if note and note != notes[leave_id]:
                    told.setdefault(leave_id, {})[code] = note
        return told

    def _flow_retell(self):
        """A note that the limits still say in one language is told in the others."""
        result = super()._flow_retell()
        noted = self.filtered("cs_limit_note")
        languages = words.installed(self.env)
        told = noted._cs_note_words(languages, dict.fromkeys(noted.ids))
        for leave in noted:
            notes = told.get(leave.id, {})
            if leave.cs_limit_note in notes.values():
                others = {
                    code: note
                    for code, note in notes.items()
                    if note != leave.cs_limit_note
                }
                with driving(leave):
                    leave.cs_limit_words = others or False
        return result


def _note(findings):
    return "\n".join(dict.fromkeys(row.sentence for row in findings)) or False
