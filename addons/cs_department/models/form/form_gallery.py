import json
from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import file_path

from ...logic import form_design
from ..flow.engine import inputs
from .form_portable import HOLDERS

FOLDER = "cs_department/data/form/gallery"
#: model of a row of a form or its flow, and its words
_WORDS = {
    "cs.form": ("name", "description"),
    "cs.form.field": ("label", "help", "placeholder", "unit"),
    "cs.form.choice": ("label",),
    "cs.form.rule": ("message",),
    "cs.flow": ("name",),
    "cs.flow.node": ("name",),
}


class FormGallery(models.Model):
    """Ready forms with their flows to begin with: for those who may create forms.

    A template is the file of a form, with its words in other languages. Using one makes
    a new draft; it never changes a form that is there.
    """

    _inherit = "cs.form"

    @api.model
    def get_gallery(self):
        """Return ``[{"key", "name", "description", "icon", "fields", "steps"}]``."""
        self.check_access("create")
        found = []
        for path in sorted(Path(file_path(FOLDER)).glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            words = data["words"].get(self.env.lang) or {}
            said = {n: words.get(data[n], data[n]) for n in ("name", "description")}
            fields = [one for one in data["fields"] if one["kind"] != "section"]
            steps = _count_steps(data["flow"]["nodes"])
            numbers = {"fields": len(fields), "steps": steps}
            found.append({"key": path.stem, "icon": data["icon"]} | said | numbers)
        return found

    @api.model
    def preview_template(self, key):
        """Return what using a template would create; see ``preview_definition``."""
        return self.preview_definition(self._template(key))

    @api.model
    def use_template(self, key):
        """Create a draft from a template; see ``import_definition``."""
        return self.import_definition(self._template(key))

    @api.model
    def _template(self, key):
        known = {path.stem: path for path in Path(file_path(FOLDER)).glob("*.json")}
        if not isinstance(key, str) or key not in known:
            raise UserError(self.env._("There is no such template."))
        return json.loads(known[key].read_text(encoding="utf-8"))

    def action_export(self):
        """Open the file of the form with its flow."""
        inputs.one(self).check_access("read")
        url = f"/cs/forms/{self.id}.json"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _say_words(self, words):
        """Store the words of a file in the other languages that are installed.

        :param words: ``{language: {text of the file: the same in that language}}``
        """
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        draft, flow = self.draft_id, self.flow_id
        rows = [self, draft.field_ids, draft.field_ids.choice_ids, draft.rule_ids]
        rows += [flow, flow.node_ids]
        for lang in sorted(installed & words.keys()) if isinstance(words, dict) else ():
            known = words[lang] if isinstance(words[lang], dict) else {}
            for row in (row for group in rows for row in group):
                said = row.with_context(lang=lang)
                for name in _WORDS[row._name]:
                    text = known.get(row[name] or "")
                    if isinstance(text, str) and text.strip():
                        said[name] = inputs.storable(text)[:2000].strip()


def _count_steps(nodes):
    inner = [_count_steps(form_design.rows_of(node.get("children"))) for node in nodes]
    return sum(inner) + sum(node["kind"] not in HOLDERS for node in nodes)
