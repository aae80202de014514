import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .fact_mark import is_posting

COLUMNS = {
    "employee_id": "int[]",
    "company_id": "int[]",
    "department_id": "int[]",
    "date": "date[]",
    "kind_id": "int[]",
    "amount": "numeric[]",
    "unit": "varchar[]",
    "res_model": "varchar[]",
    "res_id": "int[]",
    "key": "varchar[]",
    "revision": "int[]",
    "reverses_id": "int[]",
}
#: rows of one INSERT
BATCH = 5000


class FactPosting(models.Model):
    """Adds the many facts of many sources with few statements."""

    _inherit = "cs.fact"

    @api.model
    def _post(self, rows):
        """Add facts.

        :param rows: dicts of plain values, as settling makes them
        :return: the facts, in order
        """
        if not is_posting():
            raise AccessError(self.env._("Only the server posts facts."))
        ids = []
        for index in range(0, len(rows), BATCH):
            query = self._insert_query(rows[index : index + BATCH])
            ids += [row[0] for row in self.env.execute_query(query)]
        if ids:
            self.invalidate_model(["reversal_ids"])
            self.env["cs.attendance.month"].invalidate_model(["fact_ids"])
        return self.browse(ids)

    def _insert_query(self, rows):
        arrays = [
            SQL("%s::%s", [_plain(row.get(name)) for row in rows], SQL(kind))
            for name, kind in COLUMNS.items()
        ]
        because = [
            json.dumps(row["because"]) if row.get("because") else None for row in rows
        ]
        return SQL(
            "INSERT INTO cs_fact (posted_at, posted_by_id, %s, because)"
            " SELECT %s, %s, %s, because::jsonb"
            " FROM unnest(%s, %s::text[]) AS line(%s, because) RETURNING id",
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
            fields.Datetime.now(),
            self.env.uid,
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
            SQL(", ").join(arrays),
            because,
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
        )


def _plain(value):
    """Return a value as its column keeps it; ``False`` is nothing, 0 is a number."""
    return None if value is False else value
