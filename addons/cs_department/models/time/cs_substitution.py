from odoo import api, models
from odoo.tools import SQL


class CsSubstitution(models.Model):
    """Approved leave with a stand-in makes the stand-in decide."""

    _inherit = "cs.substitution"

    @api.model
    def _absence_queries(self, user_ids, moment, scope):
        """Whoever is on approved leave is replaced by the stand-in named in it."""
        self.env["hr.leave"].flush_model(
            ["user_id", "state", "date_from", "date_to", "cs_stand_in_id"]
        )
        self.env["hr.employee"].flush_model(["user_id"])
        on_leave = SQL(
            """
            SELECT away.user_id, substitute.id AS substitute_id, away.date_from AS
            since,
                   0 AS rank
              FROM hr_leave away
              JOIN hr_employee stand_in ON stand_in.id = away.cs_stand_in_id
              JOIN res_users substitute
                ON substitute.id = stand_in.user_id AND substitute.active
             WHERE away.user_id IN %(users)s
               AND away.state = 'validate'
               AND away.date_from <= %(moment)s
               AND away.date_to > %(moment)s
            """,
            users=user_ids,
            moment=moment,
        )
        return [*super()._absence_queries(user_ids, moment, scope), on_leave]
