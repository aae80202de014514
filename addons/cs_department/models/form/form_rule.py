from odoo import api, fields, models

from .form_field import in_drafts, names_of


class FormRule(models.Model):
    """A validation of a form or of one field: HR edits those of the draft."""

    _name = "cs.form.rule"
    _inherit = ["cs.form.frozen"]
    _description = "Rule of a form"
    _order = "version_id, sequence, id"
    _rec_name = "message"

    version_id = fields.Many2one(
        "cs.form.version", required=True, index=True, ondelete="cascade"
    )
    form_id = fields.Many2one(related="version_id.form_id")
    sequence = fields.Integer(default=10)
    field = fields.Char(help="Where the message stands; empty: below the form.")
    expression = fields.Char(help="What must hold.")
    message = fields.Char(
        translate=True, help="What people read when it does not hold."
    )
    nodes = fields.Char(
        string="Checked at",
        help="Keys of steps, or 'submit'. Empty: whenever the values change.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(in_drafts(self.env, vals_list))

    def _spec(self):
        """Return the rule as plain data of a design."""
        self.ensure_one()
        return {
            "id": self.id,
            "field": self.field or "",
            "expression": self.expression or "",
            "message": self.message or "",
            "nodes": names_of(self.nodes),
        }


class FormTable(models.Model):
    """The columns of a detail table of a version, as Odoo's properties need them."""

    _name = "cs.form.table"
    _inherit = ["cs.form.frozen"]
    _description = "Detail table of a form"
    _order = "version_id, id"
    _rec_name = "label"

    version_id = fields.Many2one(
        "cs.form.version", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(required=True)
    label = fields.Char(translate=True)
    definition = fields.PropertiesDefinition(copy=False)

    _version_key_uniq = models.UniqueIndex(
        "(version_id, key)", "Two detail tables of a form cannot share a name."
    )
