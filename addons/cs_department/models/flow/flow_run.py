from odoo import fields, models

from .engine import admin, inputs, log


class FlowRun(models.Model):
    """One document on its way through a published version of a flow.

    Only the engine writes. The requester, everybody who was asked, the leaders of the
    requester's department, HR and auditors may read. The requester may withdraw, urge
    and resubmit; managers of the flow may reassign, cancel and move a run to another
    version.
    """

    _name = "cs.flow.run"
    _inherit = ["cs.flow.record", "cs.flow.shown"]
    _description = "Run of a flow"
    _order = "id desc"
    _rec_name = "subject"
    _rec_names_search = ["subject"]
    _log_access = False

    flow_id = fields.Many2one("cs.flow", required=True, index=True, ondelete="restrict")
    version_id = fields.Many2one(
        "cs.flow.version", required=True, index=True, ondelete="restrict"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(required=True, model_field="res_model")
    subject = fields.Char("Subject as written", required=True)
    requester_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", ondelete="restrict")
    department_id = fields.Many2one("hr.department", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    state = fields.Selection(
        [
            ("running", "In approval"),
            ("returned", "Returned"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="running",
    )
    active_keys = fields.Json(default=list)
    choices = fields.Json(default=dict, help="People chosen on the way, by node.")
    gate_values = fields.Json(help="The change that a gate holds back.")
    rev = fields.Integer(default=0, help="Grows with every transition.")
    round = fields.Integer(default=1, help="Grows with every return.")
    task_count = fields.Integer(default=0)
    event_count = fields.Integer(default=0)
    log_head = fields.Char(help="Hash of the newest event.")
    urged_at = fields.Datetime()
    opened_at = fields.Datetime(required=True)
    closed_at = fields.Datetime()
    task_ids = fields.One2many("cs.flow.task", "run_id")
    event_ids = fields.One2many("cs.flow.event", "run_id")

    _one_running_uniq = models.UniqueIndex(
        "(res_model, res_id) WHERE state IN ('running', 'returned')",
        "This document is already on its way.",
    )
    _document_idx = models.Index("(res_model, res_id, id DESC)")
    _requester_idx = models.Index("(requester_id, id DESC)")

    def _document(self):
        """Return the document of the run, empty when it was deleted."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id).exists()

    # ---- what people do with a run --------------------------------------------------

    def action_withdraw(self, comment=None):
        """Take the document back. For the requester, while nothing is decided for good.

        :raises UserError: when the run has ended or somebody else asks.
        """
        return admin.withdraw(self, comment)

    def action_resubmit(self, comment=None):
        """Send a returned document on its way again. For the requester."""
        return admin.resubmit(self, comment)

    def action_urge(self):
        """Remind those who are asked now; at most once in the flow's urge hours."""
        return admin.urge(self)

    def action_cancel_run(self, reason):
        """End the run without a decision. For managers of the flow, with a reason."""
        return admin.cancel(self, reason)

    def action_reassign(self, task_id, user_id, reason):
        """Give a pending task to somebody else. For managers of the flow."""
        return admin.reassign(self, task_id, user_id, reason)

    def action_migrate_run(self, version_id, reason):
        """Move the run to another version in which its active nodes exist.

        See :meth:`get_migration` for what is different there, and what is lost.
        """
        return admin.migrate(self, version_id, reason)

    # ---- the log --------------------------------------------------------------------

    def rebuild_state(self):
        """Return the state of one run rebuilt from its events alone.

        :return: ``{"state", "active", "round", "tasks": {number: {...}}}``.
        """
        inputs.one(self).check_access("read")
        return log.rebuild(self.sudo().event_ids.sorted("sequence").mapped("payload"))

    def action_verify_log(self):
        """Check every hash of the log.

        :return: sentences that name what was changed; empty when all is as written.
        """
        inputs.rows(self).check_access("read")
        return log.verify(self.sudo())
