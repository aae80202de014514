from odoo import api, models


class Leaving(models.AbstractModel):
    """Somebody who leaves, or comes back, may be in a swap that waits."""

    _inherit = "cs.leaving"

    @api.model
    def _follow(self, employees):
        super()._follow(employees)
        self.env["cs.shift.swap"]._people_changed(employees)
