from odoo import models
from odoo.tools import SQL

#: rows of one INSERT
BATCH = 5000


class ShiftInsert(models.Model):
    """Adds many shifts with few statements."""

    _inherit = "cs.shift"

    def _insert(self, roster, rows, origin):
        """Add shifts of one roster.

        :param rows: ``[(employee id or None, type, day, Times)]``
        :return: the shifts
        """
        if not rows:
            return self.browse()
        self.flush_model()
        departments = roster._departments_for({row[0] for row in rows})
        ids = []
        for index in range(0, len(rows), BATCH):
            batch = rows[index : index + BATCH]
            query = self._insert_query(roster, batch, departments, origin)
            ids += [row[0] for row in self.env.execute_query(query)]
        self.invalidate_model()
        roster.invalidate_recordset(["shift_ids"])
        return self.browse(ids)

    def _insert_query(self, roster, rows, departments, origin):
        layers = {kind: kind._layer() for kind in {row[1] for row in rows}}
        return SQL(
            """
            INSERT INTO cs_shift (
                roster_id, company_id, state, origin, is_untold, is_return, break_turn,
                create_uid, write_uid, create_date, write_date,
                employee_id, department_id, type_id, layer, date, start, stop,
                paid_hours
            )
            SELECT %s, %s, 'draft', %s, TRUE, FALSE, 0, %s, %s,
                   now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', line.*
              FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::date[],
                          %s::timestamp[], %s::timestamp[], %s::float8[]) AS line
         RETURNING id
            """,
            roster.id,
            roster.company_id.id,
            origin,
            self.env.uid,
            self.env.uid,
            [row[0] for row in rows],
            [departments[row[0]] for row in rows],
            [row[1].id for row in rows],
            [layers[row[1]] for row in rows],
            [row[2] for row in rows],
            [row[3].start for row in rows],
            [row[3].stop for row in rows],
            [row[3].hours for row in rows],
        )
