from odoo import api, fields, models


class LeavePolicyBracket(models.Model):
    """So many days, ask this role (LV-15). HR writes; employees read.

    Tried from top to bottom. Flows find the answer as ``asked_role``.
    """

    _name = "cs.leave.policy.bracket"
    _inherit = ["cs.typed"]
    _description = "Days and whom to ask"
    _order = "sequence, id"

    policy_id = fields.Many2one(
        "cs.leave.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    sequence = fields.Integer(default=10)
    operator = fields.Selection(
        [("le", "at most (≤)"), ("lt", "less than (<)")], default="le", required=True
    )
    days = fields.Float(digits=(16, 2))
    is_rest = fields.Boolean("Everything else", help="Takes any number of days.")
    role_id = fields.Many2one(
        "cs.role",
        "Ask",
        required=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
    )
    leave_type_ids = fields.Many2many(
        "hr.leave.type", string="Only for", help="Empty: every type."
    )

    _days_positive = models.Constraint(
        "CHECK (is_rest IS TRUE OR (days > 0 AND days <= 366) IS TRUE)",
        "A bracket needs a number of days, at most 366.",
    )

    @api.constrains(
        "policy_id", "sequence", "operator", "days", "is_rest", "leave_type_ids"
    )
    def _check_reached(self):
        self.policy_id._check_brackets()

    @api.depends("role_id", "days")
    def _compute_display_name(self):
        for bracket in self:
            bracket.display_name = bracket.role_id.name or ""
