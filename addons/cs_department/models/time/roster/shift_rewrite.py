from odoo import models
from odoo.tools import SQL

from ...org.deferred import deferred

#: what a planner changes of a shift; the rest follows or stays
NAMES = (
    "employee_id",
    "roster_id",
    "department_id",
    "type_id",
    "date",
    "start",
    "stop",
    "paid_hours",
    "layer",
)


class ShiftRewrite(models.Model):
    """Rewrites shifts as a planner wants them: all in one statement, or none."""

    _inherit = "cs.shift"

    def _rewrite(self, rows):
        """Make these shifts those of other people, days or types.

        The caller has locked them and decided who may. They are untold from now on.

        :param rows: ``{shift id: values of NAMES}``
        :raise ValidationError: when somebody would have two shifts at once
        """
        shifts = self.sudo().browse(rows)
        if not shifts:
            return
        shifts._check_unlocked()
        before = shifts._before({"employee_id": True})
        with deferred(self, "_no_overlap"):
            self._write_rows(rows)
            shifts._check_alone()
            shifts._check_date()
        shifts._log_changed(before)

    def _write_rows(self, rows):
        self.flush_model()
        values = SQL(", ").join(
            SQL(
                "(%s, %s::int, %s, %s, %s, %s::date, %s::timestamp, %s::timestamp, "
                "%s::float8, %s)",
                shift,
                *(vals[name] for name in NAMES),
            )
            for shift, vals in rows.items()
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE cs_shift
                   SET employee_id = line.person, roster_id = line.roster,
                       department_id = line.department, type_id = line.kind,
                       date = line.day, start = line.start, stop = line.stop,
                       paid_hours = line.hours, layer = line.layer, origin = 'hand',
                       is_untold = TRUE, write_uid = %s,
                       write_date = now() AT TIME ZONE 'UTC'
                  FROM (VALUES %s) AS line (shift, person, roster, department, kind,
                       day, start, stop, hours, layer)
                 WHERE id = line.shift
                """,
                self.env.uid,
                values,
            )
        )
        changed = self.browse(rows)
        changed.invalidate_recordset(flush=False)
        changed.modified(NAMES)
