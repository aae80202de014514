from odoo import fields, models


class MailActivity(models.Model):
    """Adds to an activity the task of a flow for which it stands.

    The engine creates and removes such activities; people see them like any other.
    """

    _inherit = "mail.activity"

    flow_task_id = fields.Many2one(
        "cs.flow.task",
        string="Approval task",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )
