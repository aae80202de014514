from odoo import api, models


class Leaving(models.AbstractModel):
    """What it means to the rooms above that somebody leaves or comes back."""

    _name = "cs.leaving"
    _description = "What follows when somebody leaves"

    @api.model
    def _follow(self, employees):
        """Hook: these employees were archived, or are active again."""
