from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_list, ormcache

from .engine import inputs
from .flow_node import BUTTONS

NEWEST = 8
#: who was only asked for an opinion fills nothing in
OPINIONS = ("before", "after", "delegate")


class FlowTaskScreen(models.Model):
    """What the screens of the inbox ask of a task."""

    _inherit = "cs.flow.task"

    is_inbox = fields.Boolean(
        string="Waits for me", compute="_compute_is_inbox", search="_search_is_inbox"
    )
    is_shared_with_me = fields.Boolean(
        compute="_compute_is_shared_with_me",
        search="_search_is_shared_with_me",
        export_string_translation=False,
    )
    is_read = fields.Boolean(compute="_compute_is_read", search="_search_is_read")
    document_name = fields.Char(
        string="Kind of document", compute="_compute_document_name"
    )

    step_name = fields.Char("Step", compute="_compute_shown")
    buttons = fields.Selection(BUTTONS, "Buttons say", compute="_compute_buttons")
    facts = fields.Json(
        compute="_compute_shown", help="What the card shows of the document."
    )
    objection = fields.Text(
        compute="_compute_objection",
        help="Why nobody may approve any more, because things have changed.",
    )

    gaps = fields.Char(
        "To be filled in",
        compute="_compute_gaps",
        help="What must be filled in on the document before it can be approved.",
    )

    @api.depends("node_name", "summary", "words")
    @api.depends_context("lang")
    def _compute_shown(self):
        for task in self:
            task.step_name = task._in_words("step", task.node_name)
            task.facts = task._in_words("facts", task.summary)

    @api.depends("state", "res_model", "res_id")
    @api.depends_context("lang")
    def _compute_objection(self):
        """Ask each model once for all its documents that wait."""
        self.objection = False
        waiting = self.filtered(lambda task: task.state == "pending")
        for name, tasks in waiting.grouped("res_model").items():
            model = self.env.get(name)
            if model is None or not hasattr(model, "_flow_objections"):
                continue
            documents = model.sudo().browse(set(tasks.mapped("res_id")))
            objections = documents._flow_objections()
            for task in tasks:
                task.objection = objections.get(task.res_id)

    @api.depends("state", "kind", "res_model", "res_id", "node_key")
    @api.depends_context("lang", "uid")
    def _compute_gaps(self):
        """Ask each model once for all its documents that wait at the same step."""
        self.gaps = False
        asked = self.filtered(
            lambda task: (
                task.state == "pending"
                and task.kind == "approve"
                and task.source not in OPINIONS
                and hasattr(self.env.get(task.res_model), "_flow_gaps")
            )
        )
        for (name, key, names), tasks in asked.grouped(_place).items():
            documents = self.env[name].sudo().browse(set(tasks.mapped("res_id")))
            gaps = documents.exists()._flow_gaps(key, list(names))
            for task in tasks:
                labels = gaps.get(task.res_id)
                task.gaps = format_list(self.env, labels) if labels else False

    def _spec(self):
        """Return how the step was drawn when the request was sent."""
        node = self.sudo().run_id.version_id._load().nodes.get(self.node_key)
        return node.spec if node else {}

    @api.depends("run_id", "node_key")
    def _compute_buttons(self):
        for task in self:
            task.buttons = task._spec().get("buttons") or "approve"

    # the last ones for the record rules: a page then reads its tasks once
    @api.depends(
        "state",
        "user_id",
        "pool_role_id",
        "pool_department_id",
        "company_id",
        "owner_id",
        "done_by_id",
        "requester_id",
        "department_id",
        "run_id",
    )
    @api.depends_context("uid")
    def _compute_is_inbox(self):
        pending = self.filtered(lambda task: task.state == "pending")
        mine = pending.filtered(lambda task: task.user_id.id == self.env.uid)
        mine |= pending.filtered("is_shared_with_me")
        for task in self:
            task.is_inbox = task in mine

    def _search_is_inbox(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("user_id", "=", self.env.uid) | self._shared_with_me()
        return Domain("state", "=", "pending") & mine

    @api.depends("user_id", "pool_role_id", "pool_department_id", "company_id")
    @api.depends_context("uid")
    def _compute_is_shared_with_me(self):
        """Nobody has taken it, and the user holds the role whose turn it is."""
        shared = self.filtered(lambda task: task.pool_role_id and not task.user_id)
        mine = shared.filtered_domain(self._pool_domain()) if shared else shared
        for task in self:
            task.is_shared_with_me = task in mine

    def _search_is_shared_with_me(self, operator, value):
        return self._shared_with_me() if operator == "in" else NotImplemented

    @api.model
    def _shared_with_me(self):
        return Domain.custom(to_sql=lambda model, alias, query: model._pool_sql(alias))

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
        for task in self:
            task.document_name = self._document_label(task.res_model, self.env.lang)

    @api.model
    @ormcache("model_name", "lang")
    def _document_label(self, model_name, lang):
        return self.env["ir.model"].sudo()._get(model_name).name

    @api.model
    @api.readonly
    def inbox_newest(self):
        """Return the newest tasks of the user for the menu in the top bar.

        :return: ``{"count", "tasks": [{"id", "subject", "node_name", "requester",
            "opened_at", "is_overdue", "kind"}]}``.
        """
        tasks = self.search([("is_inbox", "=", True)], limit=NEWEST)
        rows = [
            {
                "id": task.id,
                "subject": task.title or "",
                "node_name": task.step_name or "",
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


def _place(task):
    """Return model, step and demanded fields: what is asked for in one go."""
    demanded = task._spec().get("required_fields") or ()
    return task.res_model, task.node_key, tuple(demanded)
