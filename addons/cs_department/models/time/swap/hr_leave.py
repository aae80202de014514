from odoo import api, models

#: what of a leave tells when somebody is away
AWAY = {"employee_id", "state", "date_from", "date_to"}


class HrLeave(models.Model):
    """Leave that is filed, changed or decided is a decision about somebody's time."""

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._cs_take_duty()
        return leaves

    def write(self, vals):
        result = super().write(vals)
        if AWAY & vals.keys():
            self._cs_take_duty()
        return result

    def _cs_take_duty(self):
        """Let who places shifts of these people meanwhile begin anew."""
        people = self.sudo().employee_id
        if people:
            self.env["cs.duty.lock"].sudo()._take(people.ids)
            self.env["cs.shift.swap"]._people_changed(people)
