from odoo import fields, models


class Flow(models.Model):
    """A flow of a form knows the form's fields."""

    _inherit = "cs.flow"

    form_ids = fields.One2many("cs.form", "flow_id")

    def _document_model(self, is_draft=False):
        model = super()._document_model(is_draft)
        form = self.sudo().form_ids[:1]
        version = form.draft_id if is_draft else form.version_id or form.draft_id
        return model.with_context(cs_form_version_id=version.id) if form else model
