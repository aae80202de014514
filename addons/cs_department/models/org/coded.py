from odoo import models


class Coded(models.AbstractModel):
    """A record with a name and a code of its own; a copy gets the next free code."""

    _name = "cs.coded"
    _description = "Record with a code of its own"
    _inherit = ["cs.copied"]

    _name_short = models.Constraint(
        "CHECK (length(name::text) <= 2000)", "The name is too long."
    )
    _code_short = models.Constraint(
        "CHECK (length(code) <= 200)", "The code is too long."
    )

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for record, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("code"):
                vals["code"] = record._free_code(record.code)
        return vals_list

    def _free_code(self, code):
        """Return the code, or where it is taken the same with the next free number."""
        every = self.with_context(active_test=False).sudo().search([])
        taken, free, number = set(every.mapped("code")), code, 1
        while free in taken:
            number += 1
            free = f"{code}_{number}"
        return free
