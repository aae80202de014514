from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.flow.engine import inputs
from .import_answer import error_table, shown_again


class RequestImportWizard(models.TransientModel):
    """Requests out of a spreadsheet: whoever may file the form may import them."""

    _name = "cs.request.import"
    _inherit = ["cs.typed"]
    _description = "Import of requests"

    form_id = fields.Many2one(
        "cs.form",
        required=True,
        ondelete="cascade",
        domain=[("version_id", "!=", False)],
    )
    data = fields.Binary(string="File", attachment=False)
    filename = fields.Char()
    submit = fields.Boolean(string="Submit them")
    result = fields.Html(readonly=True, sanitize=False)
    heading = fields.Char(compute="_compute_heading")

    @api.depends("form_id")
    def _compute_heading(self):
        requests = self.env["cs.request"]
        for wizard in self:
            version = wizard.form_id.sudo().version_id
            labels = requests._import_labels(version) if version else {}
            tables = {place.partition(".")[0] for place in labels if "." in place}
            known = version._form().fields if version else {}
            computed = {
                one.place for one in known.values() if "computed" in one.compiled
            }
            names = [
                f"{labels[place.partition('.')[0]]} / {label}"
                if "." in place
                else label
                for place, label in labels.items()
                if place not in tables | computed
            ]
            wizard.heading = " | ".join(names)

    def action_import(self):
        """Import the file; show the rows that are wrong, or the new requests."""
        inputs.one(self)
        if not self.data:
            raise UserError(self.env._("Choose a file."))
        requests = self.env["cs.request"]
        answer = requests.import_rows(
            self.form_id.id, self.data, self.filename or "", self.submit
        )
        if not answer["errors"]:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Imported requests"),
                "res_model": "cs.request",
                "view_mode": "list,form",
                "domain": [("id", "in", answer["ids"])],
            }
        self.result = error_table(
            self.env._("Nothing was imported. Please correct these rows:"),
            [
                self.env._("Row"),
                self.env._("Column"),
                self.env._("What is wrong"),
            ],
            [(row["row"], row["column"], row["message"]) for row in answer["errors"]],
        )
        return shown_again(self, self.env._("Import Requests"))
