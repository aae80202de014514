from odoo import models


class HandoverCounting(models.Model):
    """A hand-over that is signed, opened again or cancelled counts again for those who
    went with an earlier day (SH-04)."""

    _inherit = "cs.handover"

    def _keep(self, vals):
        result = super()._keep(vals)
        if {"state", "left_at"} & vals.keys():
            self.sudo().seat_ids._count_past()
        return result
