from odoo import api, models


class Remembered(models.AbstractModel):
    """Records whose answers the program keeps in memory: every change forgets them."""

    _name = "cs.remembered"
    _description = "Record that answers are remembered of"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
