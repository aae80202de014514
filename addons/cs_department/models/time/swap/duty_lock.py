from odoo import api, fields, models
from odoo.tools import SQL


class DutyLock(models.Model):
    """Lets two decisions about one person's time not pass each other unseen.

    Approving a swap and approving leave look at different tables: each would find the
    other not there yet. Both raise the number of the people concerned first, so the
    second one is made to look again. Nobody but the server reads or writes it.
    """

    _name = "cs.duty.lock"
    _inherit = ["cs.typed"]
    _description = "Decisions about somebody's time"

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    number = fields.Integer(required=True, default=1)

    _one_each = models.UniqueIndex("(employee_id)")

    @api.model
    def _take(self, employee_ids):
        """Raise the numbers of some people; one statement, in one order.

        A second transaction waits here for the first, and must then begin anew.
        """
        self.env.execute_query(
            SQL(
                """
                INSERT INTO cs_duty_lock (employee_id, number)
                     SELECT id, 1 FROM unnest(%s::int[]) AS wanted(id) ORDER BY id
                ON CONFLICT (employee_id)
                  DO UPDATE SET number = cs_duty_lock.number + 1
                  RETURNING id
                """,
                sorted(set(employee_ids)),
            )
        )
