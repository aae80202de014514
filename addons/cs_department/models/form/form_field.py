from odoo import api, fields, models

from .form_version import ATTRIBUTES, NODES

KINDS = [
    ("text", "Text"),
    ("long_text", "Long text"),
    ("number", "Numeric value"),
    ("money", "Money"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("duration", "Duration (hours)"),
    ("boolean", "Yes or no"),
    ("choice", "Choice"),
    ("tags", "Several choices"),
    ("employee", "Employee"),
    ("department", "Department"),
    ("customer", "Customer"),
    ("document", "Another request"),
    ("attachment", "Attachments"),
    ("table", "Detail table"),
    ("section", "Section"),
]


class FormField(models.Model):
    """A field of a form with its rules, in the draft or in a published version.

    HR edits those of the draft; nobody changes published ones.
    """

    _name = "cs.form.field"
    _inherit = ["cs.form.frozen"]
    _description = "Field of a form"
    _order = "version_id, sequence, id"
    _rec_name = "label"

    version_id = fields.Many2one(
        "cs.form.version", required=True, index=True, ondelete="cascade"
    )
    form_id = fields.Many2one(related="version_id.form_id")
    key = fields.Char(
        required=True,
        help="The name in conditions and flows; it stays when the label changes.",
    )
    kind = fields.Selection(KINDS, required=True, default="text")
    label = fields.Char(required=True, translate=True)
    help = fields.Text(translate=True)
    placeholder = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        "cs.form.field",
        string="Detail table",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('version_id', '=', version_id), ('kind', '=', 'table')]",
        help="The field is a column of this table.",
    )
    width = fields.Selection(
        [("half", "Half"), ("full", "Full")], required=True, default="half"
    )
    choice_ids = fields.One2many("cs.form.choice", "field_id", string="Options")
    digits = fields.Integer(string="Decimals", default=2)
    unit = fields.Char(translate=True)
    required = fields.Selection(
        [
            ("never", "No"),
            ("submit", "When submitted"),
            ("always", "Always, even to save"),
            ("nodes", "At steps of the flow"),
        ],
        string="Must be filled in",
        required=True,
        default="never",
    )
    required_nodes = fields.Char(string="Required at steps")
    required_if = fields.Char(string="Required if")
    visible_if = fields.Char(string="Visible if")
    readonly = fields.Selection(
        [
            ("never", "No"),
            ("always", "Always"),
            ("nodes", "Except at steps of the flow"),
        ],
        string="Read-only",
        required=True,
        default="never",
    )
    editable_nodes = fields.Char(string="Filled in at steps")
    hidden_nodes = fields.Char(string="Hidden at steps")
    readonly_if = fields.Char(string="Read-only if")
    default_value = fields.Char(string="Default")
    computed = fields.Char(help="The field has what this expression gives.")
    minimum = fields.Char()
    maximum = fields.Char()
    unique = fields.Boolean(help="No two requests of the form have the same value.")
    attachment_required = fields.Char(
        string="Attachment needed if",
        help="When this holds, something must be attached.",
    )
    role = fields.Selection(
        [
            ("start", "Start date"),
            ("end", "End date"),
            ("amount", "Amount"),
            ("person", "Person concerned"),
        ],
        string="Means",
    )

    _version_key_uniq = models.UniqueIndex(
        "(version_id, key)", "Two fields of a form cannot share a technical name."
    )
    _key_well_formed = models.Constraint(
        "CHECK (key ~ '^[a-z][a-z0-9_]*$' AND length(key) <= 40)",
        "A technical name begins with a small letter and has only small letters, "
        "digits and underscores, at most 40.",
    )
    _digits_few = models.Constraint(
        "CHECK (digits BETWEEN 0 AND 6)",
        "The number of decimals is a whole number from 0 to 6.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(in_drafts(self.env, vals_list))
        self.env.registry.clear_cache()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def _spec(self):
        """Return the field as plain data of a design."""
        self.ensure_one()
        spec = {name: self[column] or "" for name, column in ATTRIBUTES.items()}
        spec |= {"digits": self.digits, "unique": self.unique}
        spec |= {name: names_of(self[name]) for name in NODES}
        return spec | {
            "id": self.id,
            "key": self.key,
            "parent": self.parent_id.key or "",
            "choices": [
                {"id": choice.id, "key": choice.key, "label": choice.label or ""}
                for choice in self.choice_ids
            ],
        }


class FormChoice(models.Model):
    """An option of a field: HR edits those of the draft, nobody published ones."""

    _name = "cs.form.choice"
    _inherit = ["cs.form.frozen"]
    _description = "Option of a field of a form"
    _order = "field_id, sequence, id"
    _rec_name = "label"

    field_id = fields.Many2one(
        "cs.form.field", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    key = fields.Char(required=True)
    label = fields.Char(required=True, translate=True)

    _field_key_uniq = models.UniqueIndex(
        "(field_id, key)", "Two options of a field cannot share a technical name."
    )

    def _frozen_versions(self):
        return self.field_id.version_id


def names_of(text):
    """Return the keys in a text with commas."""
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def in_drafts(env, vals_list):
    """Return values of new rows that name a form, put into the form's draft."""
    found = []
    for vals in vals_list:
        vals = dict(vals)
        form_id = vals.pop("form_id", None)
        if form_id and not vals.get("version_id"):
            vals["version_id"] = env["cs.form"].browse(form_id).draft_id.id
        found.append(vals)
    return found
