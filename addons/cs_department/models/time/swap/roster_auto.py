from odoo import models


class RosterAuto(models.Model):
    """Leave that is asked for or decided while a roster is filled is seen by it:
    whoever comes second begins anew."""

    _inherit = "cs.roster"

    def _auto_hold(self, employees):
        super()._auto_hold(employees)
        self.env["cs.duty.lock"].sudo()._take(employees.ids)
