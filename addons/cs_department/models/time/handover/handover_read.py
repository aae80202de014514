from odoo import api, fields, models
from odoo.tools import SQL

from .mark import keeping


class HandoverRead(models.Model):
    """The tick 'read' of one person on one line (SH-07).

    The book writes it; whoever reads the hand-over reads it.
    """

    _name = "cs.handover.read"
    _description = "Read tick of a hand-over"
    _inherit = ["cs.handover.kept"]
    _order = "id"
    _rec_name = "employee_id"

    item_id = fields.Many2one("cs.handover.item", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    read_at = fields.Datetime(required=True)

    _once = models.UniqueIndex("(item_id, employee_id)", "A line is ticked once.")

    @api.model
    def _tick(self, items, employee):
        """Tick lines as read; those that are ticked already stay as they are."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO cs_handover_read (item_id, company_id, employee_id, read_at,
                                              create_uid, create_date)
                     SELECT id, company_id, %(employee)s, %(now)s, %(user)s, %(now)s
                       FROM cs_handover_item WHERE id IN %(ids)s
                ON CONFLICT (item_id, employee_id) DO NOTHING
                """,
                employee=employee.id,
                now=fields.Datetime.now(),
                user=self.env.uid,
                ids=tuple(items.ids) or (None,),
            )
        )
        items.invalidate_recordset(["read_ids"])
        self.invalidate_model()

    def _forget(self):
        """Take ticks away: the line has changed and is read again."""
        with keeping():
            self.sudo().unlink()
