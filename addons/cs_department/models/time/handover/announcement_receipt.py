from odoo import api, fields, models
from odoo.tools import SQL


class AnnouncementReceipt(models.Model):
    """Who confirmed an announcement, and when; nobody edits it.

    Employees read their own, leaders those of the departments that they lead, HR and
    auditors all.
    """

    _name = "cs.announcement.receipt"
    _description = "Receipt of an announcement"
    _inherit = ["cs.handover.kept"]
    _order = "read_at desc, id desc"
    _rec_name = "employee_id"

    announcement_id = fields.Many2one(
        "cs.announcement", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        related="employee_id.department_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="announcement_id.company_id", store=True, index=True
    )
    read_at = fields.Datetime(required=True)

    _once = models.UniqueIndex(
        "(announcement_id, employee_id)", "This announcement is confirmed already."
    )

    @api.model
    def _confirm(self, announcements, employee):
        """Write a receipt for each announcement that the employee has not confirmed."""
        self.env.flush_all()
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO cs_announcement_receipt
                            (announcement_id, employee_id, department_id, company_id,
                             read_at, create_uid, create_date, write_uid, write_date)
                     SELECT id, %(employee)s, %(department)s, company_id,
                            %(now)s, %(user)s, %(now)s, %(user)s, %(now)s
                       FROM cs_announcement WHERE id IN %(ids)s
                ON CONFLICT (announcement_id, employee_id) DO NOTHING
                """,
                employee=employee.id,
                department=employee.sudo().department_id.id or None,
                now=now,
                user=self.env.uid,
                ids=tuple(announcements.ids) or (None,),
            )
        )
        announcements.invalidate_recordset()
        self.invalidate_model()
