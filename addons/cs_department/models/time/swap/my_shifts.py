from odoo import api, models
from odoo.fields import Domain


class MyShifts(models.Model):
    """What somebody is asked to take, and which of his shifts are in a running swap."""

    _inherit = "cs.shift"

    @api.model
    @api.readonly
    def my_shifts(self, first, last):
        """Add the free shifts for which the user is asked at present."""
        data = super().my_shifts(first, last)
        return data | {"asked": self.env["cs.shift.offer.line"]._my_questions()}

    def _my_rows(self, shifts):
        """Add the running swap of each shift, and what it waits for."""
        rows = super()._my_rows(shifts)
        for row in rows.values():
            row |= {"swap": False, "unable": False}
        legs = (
            self.env["cs.shift.swap.leg"]
            .sudo()
            .search(Domain("shift_id", "in", shifts.ids) & Domain("is_open", "=", True))
        )
        for leg in legs:
            swap = leg.swap_id
            text = swap.status or ""
            if swap.name:
                text = self.env._(
                    "Swap %(number)s: %(status)s", number=swap.name, status=text
                )
            rows[leg.shift_id.id]["swap"] = {"id": swap.id, "text": text}
        for key, may in shifts._may_tell().items():
            rows[key]["may_tell"] = may
        for told in self.env["cs.shift.unable"]._open_of(shifts):
            rows[told.shift_id.id]["unable"] = told.id
        return rows
