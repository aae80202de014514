from odoo import api, fields, models
from odoo.tools import ormcache

from ...logic import form_design, form_entries, form_translation

#: attributes of a field in a design, and the columns that hold them
ATTRIBUTES = {
    "kind": "kind",
    "label": "label",
    "help": "help",
    "placeholder": "placeholder",
    "width": "width",
    "digits": "digits",
    "unit": "unit",
    "required": "required",
    "required_if": "required_if",
    "visible_if": "visible_if",
    "readonly": "readonly",
    "readonly_if": "readonly_if",
    "default": "default_value",
    "computed": "computed",
    "minimum": "minimum",
    "maximum": "maximum",
    "unique": "unique",
    "attachment_required": "attachment_required",
    "role": "role",
}
#: attributes that are lists of keys of steps
NODES = ("required_nodes", "editable_nodes", "hidden_nodes")


class FormVersion(models.Model):
    """One design of a form: the draft that HR edits, or a published, frozen one.

    HR writes drafts; publishing makes a frozen copy. Requests keep the version that
    they were filled with. Everybody may read the definition of a published one.
    """

    _name = "cs.form.version"
    _inherit = ["cs.form.frozen"]
    _description = "Version of a form"
    _order = "form_id, number desc, id desc"

    form_id = fields.Many2one("cs.form", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="form_id.company_id")
    number = fields.Integer(required=True, default=0)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("freezing", "Being published"),
            ("published", "Published"),
        ],
        required=True,
        default="draft",
    )
    definition = fields.PropertiesDefinition(copy=False)
    digest = fields.Char(copy=False)
    published_by_id = fields.Many2one("res.users", ondelete="restrict", copy=False)
    published_at = fields.Datetime(copy=False)
    note = fields.Text(string="What changed", copy=False)
    field_ids = fields.One2many("cs.form.field", "version_id", string="Fields")
    rule_ids = fields.One2many("cs.form.rule", "version_id", string="Rules")
    table_ids = fields.One2many("cs.form.table", "version_id", string="Detail tables")
    request_ids = fields.One2many("cs.request", "version_id")
    request_count = fields.Integer(compute="_compute_request_count")

    _one_draft = models.UniqueIndex(
        "(form_id) WHERE state = 'draft'", "A form has one draft."
    )
    _number_uniq = models.UniqueIndex(
        "(form_id, number) WHERE state = 'published'",
        "A form cannot have two versions with one number.",
    )

    def _frozen_versions(self):
        return self

    @api.depends("form_id.name", "number", "state")
    def _compute_display_name(self):
        for version in self:
            if version.state == "draft":
                version.display_name = self.env._("%s, draft", version.form_id.name)
            else:
                version.display_name = self.env._(
                    "%(form)s, version %(number)s",
                    form=version.form_id.name,
                    number=version.number,
                )

    @api.depends("request_ids")
    def _compute_request_count(self):
        counts = dict(
            self.env["cs.request"]
            .sudo()
            ._read_group([("version_id", "in", self.ids)], ["version_id"], ["__count"])
        )
        for version in self:
            version.request_count = counts.get(version._origin, 0)

    # ---- the design as data ----------------------------------------------------------

    def _design(self):
        """Return the design as plain data, with labels in the reader's language."""
        self.ensure_one()
        version = self.sudo()
        return {
            "fields": [field._spec() for field in version.field_ids],
            "rules": [rule._spec() for rule in version.rule_ids],
        }

    @ormcache("self.id", "self.env.lang")
    def _published_design(self):
        return self._with_late_words(self._design())

    def _known_design(self):
        """Return the design; a published one is kept in the process."""
        self.ensure_one()
        if self.sudo().state == "published":
            return self._published_design()
        return self._design()

    def _with_late_words(self, design):
        """Take over translations that the draft got after the version was frozen."""
        lang = self.env.lang or "en_US"
        if lang == "en_US":
            return design
        draft = self.sudo().form_id.draft_id
        plain = self.with_context(lang="en_US")._design()
        source = draft.with_context(lang="en_US")._design()
        later = form_translation.translations(source, draft._design())
        return form_translation.translate(design, plain, later)

    @ormcache("self.id")
    def _published_form(self):
        return form_design.read(self.with_context(lang="en_US")._design())

    def _form(self):
        """Return the design, read for evaluation."""
        self.ensure_one()
        if self.sudo().state == "published":
            return self._published_form()
        return form_design.read(self._design())

    def _fact_types(self):
        """Return ``{name: (type, label)}`` of what a flow may ask of the fields."""
        labels, _ = {}, self.env._
        for spec in self._known_design()["fields"]:
            if spec.get("parent"):
                labels[f"{spec['parent']}_{spec['key']}"] = self.env._(
                    "Sum of %s", spec["label"]
                )
            elif spec["kind"] == "table":
                labels[f"{spec['key']}_count"] = _("Lines of %s", spec["label"])
            else:
                labels[spec["key"]] = spec["label"]
        names = form_entries.names_with_types(self._form())
        return {
            name: (names[name], label)
            for name, label in labels.items()
            if name in names
        }
