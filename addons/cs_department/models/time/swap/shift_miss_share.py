from odoo import api, fields, models
from odoo.exceptions import UserError

from ....logic import swap_watch as rules


class ShiftMissShare(models.Model):
    """Somebody's share of a missed shift. Whoever may edit the record divides it."""

    _name = "cs.shift.miss.share"
    _inherit = ["cs.typed"]
    _description = "Share of a missed shift"
    _order = "miss_id, percent desc, id"
    _rec_name = "employee_id"

    miss_id = fields.Many2one(
        "cs.shift.miss", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="restrict"
    )
    percent = fields.Float(digits=(16, 2), required=True)
    points = fields.Float(digits=(16, 2), compute="_compute_points", store=True)

    _once = models.UniqueIndex(
        "(miss_id, employee_id)", "Everybody has one share of a missed shift."
    )
    _percent_range = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 100)", "A share is from 0 to 100 %."
    )

    @api.depends("percent", "miss_id.points", "miss_id.line_ids.percent")
    def _compute_points(self):
        """Divide the points to the cent; as long as the shares do not come to the whole
        each is what it would cost alone."""
        for miss, lines in self.grouped("miss_id").items():
            shares = dict(enumerate(miss.line_ids.mapped("percent")))
            parts = {}
            if rules.is_whole(shares.values()):
                parts = rules.split(miss.points, shares)
            for number, line in enumerate(miss.line_ids | lines):
                line.points = parts.get(number, miss.points * line.percent / 100)

    @api.model_create_multi
    def create(self, vals_list):
        shares = super().create(vals_list)
        shares._check_open()
        return shares

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_open()

    def _check_open(self):
        self.miss_id._check_not_own()
        if not self.env.su and "confirmed" in self.miss_id.mapped("state"):
            raise UserError(self.env._("The shares are confirmed already."))
