from odoo import fields, models

from ...models.flow.engine import inputs


class RosterCopy(models.TransientModel):
    """Chooses the roster that another one is filled from."""

    _name = "cs.roster.copy"
    _inherit = ["cs.typed"]
    _description = "Copy of a roster"

    roster_id = fields.Many2one("cs.roster", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="roster_id.company_id")
    source_id = fields.Many2one(
        "cs.roster",
        "Copy from",
        required=True,
        ondelete="cascade",
        domain="[('id', '!=', roster_id), ('company_id', '=', company_id)]",
    )

    def action_copy(self):
        """Add the shifts of the chosen roster, weekday by weekday."""
        inputs.one(self)
        return self.roster_id.action_copy_from(self.source_id)
