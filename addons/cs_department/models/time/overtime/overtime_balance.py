import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class OvertimeBalance(models.Model):
    """What rest is left in all, of a person or of whatever a list is grouped by."""

    _inherit = "cs.overtime"

    rest_left = fields.Float(aggregator="sum")

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """How much is left is reckoned, not kept: the database adds up what was."""
        if aggregate_spec != "rest_left:sum":
            return super()._read_group_select(aggregate_spec, query)
        left = {} if query.is_empty() else self._rests_left()
        return SQL(
            "SUM(COALESCE((%s::jsonb ->> %s::text)::float8, 0))",
            json.dumps(left),
            SQL.identifier(query.table, "id"),
        )

    @api.model
    def _rests_left(self):
        """Return ``{id: hours of rest left}`` of all rows that have some."""
        today = fields.Date.context_today(self)
        rows = self.sudo().search(
            Domain("allocation_id.state", "=", "validate")
            & (
                Domain("allocation_id.date_to", "=", False)
                | Domain("allocation_id.date_to", ">=", today)
            )
        )
        return {row.id: row.rest_left for row in rows if row.rest_left}
