from odoo import fields, models

from ...models.flow.engine import inputs


class OvertimeRegister(models.TransientModel):
    """Asks HR how long overtime was that is over."""

    _name = "cs.overtime.register"
    _inherit = ["cs.typed"]
    _description = "Hours of overtime registered"

    overtime_id = fields.Many2one("cs.overtime", required=True, ondelete="cascade")
    approved_hours = fields.Float(related="overtime_id.approved_hours")
    hours = fields.Float(
        "Hours worked",
        required=True,
        compute="_compute_hours",
        store=True,
        readonly=False,
        help="0: the work was not done.",
    )
    note = fields.Char()

    def _compute_hours(self):
        for wizard in self:
            row = wizard.overtime_id
            wizard.hours = row.worked_hours if row.counted_at else row.approved_hours

    def action_register(self):
        """Register the hours; what counts is reckoned anew."""
        inputs.one(self)
        return self.overtime_id.action_register(self.hours, self.note)
