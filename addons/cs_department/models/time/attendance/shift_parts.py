from odoo import models


class ShiftParts(models.Model):
    """Shifts are shown in the parts in which people clock in and out."""

    _inherit = "cs.shift"

    def _split_minutes(self):
        """Take the figure of the policy that holds; without one, that of a new one."""
        policies = self.env["cs.attendance.policy"].sudo()
        usual = policies.default_get(["split_minutes"]).get("split_minutes")
        places = {}
        for shift in self:
            place = shift.employee_id.sudo().department_id or shift.department_id
            places[shift.id] = place.id, shift.company_id.id
        nearest = policies._nearest(set(places.values()))
        return super()._split_minutes() | {
            key: nearest[place].split_minutes or usual for key, place in places.items()
        }
