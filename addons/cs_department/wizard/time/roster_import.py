from odoo import fields, models
from odoo.exceptions import UserError

from ...models.flow.engine import inputs
from ..form.import_answer import error_table, shown_again


class RosterImport(models.TransientModel):
    """A roster out of a spreadsheet: whoever makes the roster may import it."""

    _name = "cs.roster.import"
    _inherit = ["cs.typed"]
    _description = "Import of a roster"

    roster_id = fields.Many2one("cs.roster", required=True, ondelete="cascade")
    data = fields.Binary(string="File", attachment=False)
    filename = fields.Char()
    result = fields.Html(readonly=True, sanitize=False)

    def action_import(self):
        """Import the file, or show the cells that are wrong."""
        inputs.one(self)
        if not self.data:
            raise UserError(self.env._("Choose a file."))
        answer = self.roster_id.import_xlsx(self.data, self.filename or "")
        if not answer["errors"]:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": answer["message"],
                    "type": "success",
                    "next": {"type": "ir.actions.act_window_close"},
                },
            }
        self.result = error_table(
            self.env._("Nothing was imported. Please correct these cells:"),
            [self.env._("Cell"), self.env._("What is wrong")],
            [
                ("{column}{row}".format(**row), row["message"])
                for row in answer["errors"]
            ],
        )
        return shown_again(self, self.env._("Import a Roster"))
