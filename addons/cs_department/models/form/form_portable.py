import json

from odoo import api, models
from odoo.exceptions import UserError

from ...logic import form_check, form_design, form_kinds
from ..flow.engine import inputs
from .form import FLOW_SETTINGS
from .form_private import READERS

SCHEMA = 1
LONGEST = 2_000_000
_WORDS = ("name", "description", "icon")
_PRIVATE = ("readers", "anonymous_if")


class FormPortable(models.Model):
    """A form with its flow as data: for those who may read it, or create one."""

    _inherit = "cs.form"

    def export_definition(self):
        """Return the draft and its flow as data that another database can import."""
        inputs.one(self).check_access("read")
        design = self.draft_id._design()
        for row in (*design["fields"], *design["rules"]):
            row.pop("id")
            for choice in row.get("choices") or ():
                choice.pop("id")
        return {
            "schema": SCHEMA,
            "kind": "cs.form",
            "code": self.code,
            **{name: self[name] or "" for name in (*_WORDS, *_PRIVATE)},
            "number": {
                "prefix": self.number_prefix or "",
                "padding": self.number_padding,
            },
            **design,
            "flow": self.flow_id.export_definition() if self.flow_id else None,
        }

    @api.model
    def preview_definition(self, data):
        """Return what importing data would create; nothing is created.

        :return: ``{"design", "name", "code", "fields": [{"key", "label", "kind"}],
            "rules", "steps", "problems": [...], "notes": [sentence]}``
        :raises UserError: when the data is not a form
        """
        self.check_access("create")
        point = self.env.cr.savepoint(flush=True)
        try:
            answer = self._import(data)
            form = self.browse(answer["form_id"])
            design = form.draft_id._design()
            return {
                "design": design,
                "name": form.name,
                "code": form.code,
                "fields": [
                    {n: spec[n] for n in ("key", "label", "kind", "parent")}
                    for spec in design["fields"]
                ],
                "rules": [rule["message"] for rule in design["rules"]],
                "steps": form.flow_id.node_ids.sorted("path")
                .filtered(lambda node: node.kind not in HOLDERS)
                .mapped("name"),
                "problems": form._problems(),
                "notes": answer["notes"],
            }
        finally:
            point.close(rollback=True)
            self.env.invalidate_all(flush=False)
            self.env.registry.clear_cache()

    @api.model
    def import_definition(self, data):
        """Create a draft with its flow; never overwrites, never runs anything.

        :param data: what ``export_definition`` returned, or the same as JSON text
        :return: ``{"form_id", "name", "code", "notes"}``
        :raises UserError: when the data is not a form; nothing is created
        """
        self.check_access("create")
        with self.env.cr.savepoint():
            answer = self._import(data)
        return answer | {"name": self.browse(answer["form_id"]).name}

    @api.model
    def _import(self, data):
        data = self._read_json(data)
        words = data.get("words")
        # the texts of a file that has its words in other languages are the source
        source = self.with_context(lang="en_US") if words else self
        answer = source._import_in_its_language(data)
        if words:
            source.browse(answer["form_id"])._say_words(words)
        return answer

    @api.model
    def _import_in_its_language(self, data):
        values, design = self._read_definition(data)
        notes = []
        code = self._free_code(values["code"])
        if code != values["code"]:
            notes.append(
                self.env._(
                    "There is a form '%(code)s' here: this one is called '%(new)s'.",
                    code=values["code"],
                    new=code,
                )
            )
        form = self.create({n: values[n] for n in _WORDS} | {"code": code})
        form.draft_id._store_fields(design["fields"])
        form.draft_id._store_rules(design["rules"])
        form.write({n: values[n] for n in _PRIVATE if values[n]})
        number = values["number"]
        form.sequence_id.sudo().write(number)
        if values["flow"] is not None:
            notes += form._import_flow(values["flow"])
        self.env.flush_all()
        return {
            "form_id": form.id,
            "name": form.name,
            "code": form.code,
            "notes": notes,
        }

    def _import_flow(self, data):
        """Give the form the steps of a flow's definition; return the notes."""
        flows = self.env["cs.flow"]
        if not isinstance(data, dict) or data.get("model") != "cs.request":
            raise UserError(self.env._("The flow in this file is not one of a form."))
        definition = flows._read_definition(data)
        notes = [
            self.env._("'%s' is not known and was left out.", entry)
            for entry in definition.ignored
        ]
        self.env["cs.flow.node"]._import_tree(self.flow_id, definition.nodes, notes)
        values = definition.values
        known = {name: values[name] for name in FLOW_SETTINGS if name in values}
        self.flow_id.write(known)
        return notes

    @api.model
    def _read_json(self, data):
        """Return the entries of a file that somebody hands in."""
        if isinstance(data, str):
            if len(data) > LONGEST:
                raise UserError(self.env._("This is too long for a form."))
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                raise UserError(self.env._("This is not the file of a form.")) from None
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise UserError(self.env._("This is not the file of a form."))
        return data

    @api.model
    def _read_definition(self, data):
        """Return ``(values, design)`` of the entries of a file."""
        design = {
            "fields": form_design.rows_of(data.get("fields")),
            "rules": form_design.rows_of(data.get("rules")),
        }
        if len(design["fields"]) > form_kinds.MOST_FIELDS:
            raise UserError(self.env._("The form is too large."))
        hard = [p for p in form_check.problems(design) if p["message"].code in _HARD]
        if hard:
            said = self._said(hard[:5])
            raise UserError("\n".join(problem["message"] for problem in said))
        return self._read_head(data), design

    def _read_head(self, data):
        values = {}
        for name, limit in (("name", 200), ("description", 10_000), ("icon", 60)):
            text = data.get(name)
            values[name] = (
                inputs.storable(text)[:limit].strip() if isinstance(text, str) else ""
            )
        code = data.get("code")
        code = inputs.storable(code).strip()[:60] if isinstance(code, str) else ""
        if not values["name"] or not code:
            raise UserError(self.env._("The form in this file has no name or no code."))
        number = data.get("number") if isinstance(data.get("number"), dict) else {}
        prefix, padding = number.get("prefix"), number.get("padding")
        own = isinstance(prefix, str) and "%" not in prefix.replace("%(year)s", "")
        # without a prefix of its own the form keeps that of a new one
        values["number"] = {"prefix": inputs.storable(prefix)[:40]} if own else {}
        if type(padding) is int and 0 <= padding <= 12:
            values["number"]["padding"] = padding
        for name in _PRIVATE:
            text = data.get(name)
            values[name] = inputs.storable(text)[:500] if isinstance(text, str) else ""
        if values["readers"] not in dict(READERS):
            values["readers"] = ""
        return values | {"code": code, "flow": data.get("flow")}


#: without these a draft cannot even be kept
_HARD = ("no_key", "bad_key", "same_key", "unknown_kind", "not_design")
#: nodes that only hold others
HOLDERS = ("branch", "case", "parallel", "lane")
