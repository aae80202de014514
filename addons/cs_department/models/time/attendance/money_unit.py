from odoo import api, models


class MoneyUnit(models.AbstractModel):
    """Figures with a unit: money is called by the currency of the company."""

    _name = "cs.money.unit"
    _description = "Unit of figures"

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        found = super().fields_get(allfields, attributes)
        symbol = self.env.company.sudo().currency_id.symbol
        unit = found.get("unit", {})
        if symbol and "selection" in unit:
            unit["selection"] = [
                (key, symbol if key == "money" else label)
                for key, label in unit["selection"]
            ]
        return found
