from odoo import api, models


class ShiftParts(models.Model):
    """Shifts are shown in the parts in which people clock in and out."""

    _inherit = "cs.shift"

    @api.model
    def _split_minutes_at(self, places):
        """Take the figure of the policy that holds; without one, that of a new one."""
        policies = self.env["cs.attendance.policy"].sudo()
        usual = policies.default_get(["split_minutes"]).get("split_minutes")
        return super()._split_minutes_at(places) | {
            place: policy.split_minutes or usual
            for place, policy in policies._nearest(places).items()
        }
