import json

from odoo import api, models
from odoo.tools import SQL

from .attendance_day import COUNTED

COLUMNS = ("sheet_id", "employee_id", "company_id", "department_id", "date", *COUNTED)
#: rows of one INSERT
BATCH = 5000


class AttendanceDayInsert(models.Model):
    """Adds the many days of many sheets with few statements."""

    _inherit = "cs.attendance.day"

    @api.model
    def _insert(self, rows):
        """Add days.

        :param rows: dicts of plain values, as counting gives them
        """
        self._check_counting()
        for index in range(0, len(rows), BATCH):
            self.env.execute_query(self._insert_query(rows[index : index + BATCH]))
        if rows:
            self.invalidate_model()
            self.env["cs.attendance.month"].invalidate_model(["day_ids"])

    def _insert_query(self, rows):
        kinds = {name: self._fields[name].column_type[1] for name in COLUMNS}
        arrays = [
            SQL(
                "%s::%s[]",
                [self._in_column(name, row.get(name)) for row in rows],
                SQL("text" if kind == "jsonb" else kind),
            )
            for name, kind in kinds.items()
        ]
        return SQL(
            "INSERT INTO cs_attendance_day (%s) SELECT %s FROM unnest(%s) AS line(%s)"
            " RETURNING 1",
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
            SQL(", ").join(
                SQL("%s::jsonb" if kind == "jsonb" else "%s", SQL.identifier(name))
                for name, kind in kinds.items()
            ),
            SQL(", ").join(arrays),
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
        )

    def _in_column(self, name, value):
        """Return a value as its column keeps it."""
        kind = self._fields[name].type
        if kind == "json":
            return json.dumps(value) if value else None
        if kind in ("many2one", "datetime") and not value:
            return None
        if kind == "float":
            return round(value, 2)
        return bool(value) if kind == "boolean" else value
