from odoo import fields, models

from ...models.flow.engine import inputs


class SwapUndo(models.TransientModel):
    """Asks why a swap that was carried out is taken back.

    For whoever leads all people of the swap, and HR.
    """

    _name = "cs.swap.undo"
    _inherit = ["cs.typed"]
    _description = "Swap taken back"

    swap_id = fields.Many2one("cs.shift.swap", required=True, ondelete="cascade")
    summary = fields.Char(related="swap_id.summary")
    reason = fields.Text(required=True)

    def action_undo(self):
        """Give every shift back to who had it before."""
        inputs.one(self)
        return self.swap_id.action_undo(self.reason)
