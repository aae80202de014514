from odoo import api, models
from odoo.fields import Domain


class CsSubstitution(models.Model):
    """Approved leave with a stand-in makes the stand-in decide."""

    _inherit = "cs.substitution"

    @api.model
    def _implied_absences(self, user_ids, moment):
        """Whoever is on approved leave is replaced by the stand-in named in it."""
        absences = super()._implied_absences(user_ids, moment)
        leaves = (
            self.env["hr.leave"]
            .sudo()
            .search_fetch(
                Domain("user_id", "in", list(user_ids))
                & Domain("state", "=", "validate")
                & Domain("date_from", "<=", moment)
                & Domain("date_to", ">", moment)
                & Domain("cs_stand_in_id.user_id.active", "=", True),
                ["user_id", "cs_stand_in_id"],
                order="date_from, id",
            )
        )
        return absences | {
            leave.user_id.id: leave.cs_stand_in_id.user_id.id for leave in leaves
        }
