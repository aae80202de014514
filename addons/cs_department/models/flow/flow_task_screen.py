from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .engine import inputs

NEWEST = 8


class FlowTaskScreen(models.Model):
    """What the screens of the inbox ask of a task."""

    _inherit = "cs.flow.task"

    is_inbox = fields.Boolean(
        string="Waits for me", compute="_compute_is_inbox", search="_search_is_inbox"
    )
    is_read = fields.Boolean(compute="_compute_is_read", search="_search_is_read")
    document_name = fields.Char(
        string="Kind of document", compute="_compute_document_name"
    )

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_is_inbox(self):
        mine = self.filtered_domain(self.inbox_domain()) if self else self
        for task in self:
            task.is_inbox = task in mine

    def _search_is_inbox(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(self.inbox_domain())

    @api.depends("read_at")
    def _compute_is_read(self):
        for task in self:
            task.is_read = bool(task.read_at)

    def _search_is_read(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("read_at", "!=", False)

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_document_name(self):
        models_found = self.env["ir.model"].sudo()
        names = {
            name: models_found._get(name).name for name in set(self.mapped("res_model"))
        }
        for task in self:
            task.document_name = names[task.res_model]

    @api.model
    @api.readonly
    def inbox_newest(self):
        """Return the newest tasks of the user for the menu in the top bar.

        :return: ``{"count", "tasks": [{"id", "subject", "node_name", "requester",
            "opened_at", "is_overdue", "kind"}]}``.
        """
        tasks = self.search(self.inbox_domain(), limit=NEWEST)
        rows = [
            {
                "id": task.id,
                "subject": task.subject or "",
                "node_name": task.node_name or "",
                "requester": {
                    "id": task.requester_id.id,
                    "name": task.sudo().requester_id.name or "",
                },
                "opened_at": task.opened_at,
                "is_overdue": task.is_overdue,
                "kind": task.kind,
            }
            for task in tasks
        ]
        return {"count": self.inbox_count(), "tasks": rows}

    def action_open_document(self):
        """Open the document that a task is about; its run when one may not read it."""
        inputs.one(self).check_access("read")
        self.filtered(lambda task: task.kind == "notify").action_mark_read()
        return self.run_id._open_document()

    def action_mark_read(self):
        """Mark one's own copies as read.

        :raises AccessError: for a copy that somebody else got.
        """
        copies = (
            inputs.rows(self)
            .sudo()
            .exists()
            .filtered(lambda task: task.kind == "notify")
        )
        if any(task.user_id != self.env.user for task in copies):
            raise AccessError(self.env._("This copy was sent to somebody else."))
        copies.filtered(lambda task: not task.read_at).write(
            {"read_at": fields.Datetime.now()}
        )
        return True
