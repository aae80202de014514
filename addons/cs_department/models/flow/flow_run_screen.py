from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

from .engine import admin, inputs


class FlowRunScreen(models.Model):
    """What the screens of a run ask of it."""

    _inherit = "cs.flow.run"

    can_manage = fields.Boolean(
        compute="_compute_can_manage", export_string_translation=False
    )
    document_name = fields.Char(
        string="Kind of document", compute="_compute_document_name"
    )
    shown_state = fields.Selection(
        selection="_shown_states",
        string="Where it stands",
        compute="_compute_shown_state",
        search="_search_shown_state",
    )
    waits_for = fields.Char(compute="_compute_waits_for", help="Who is asked now.")

    @api.depends("state", "flow_id")
    @api.depends_context("uid")
    def _compute_can_manage(self):
        for run in self:
            is_open = run.state in ("running", "returned")
            run.can_manage = is_open and admin.is_manager(run)

    @api.model
    def _shown_states(self):
        states = self._fields["state"]._description_selection(self.env)
        return [*states, ("revoked", self.env._("Taken back"))]

    @api.depends("state", "event_ids.kind")
    def _compute_shown_state(self):
        """What was approved and taken back later is not shown as approved; one query
        for any number."""
        approved = self.filtered(lambda run: run.state == "approved")
        events = self.env["cs.flow.event"].sudo()
        found = events._read_group(
            [("run_id", "in", approved.ids), ("kind", "=", "revoked")], ["run_id"]
        )
        revoked = {run.id for [run] in found}
        for run in self:
            run.shown_state = "revoked" if run._origin.id in revoked else run.state

    @api.model
    def _search_shown_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        revoked = Domain("event_ids", "any!", [("kind", "=", "revoked")])
        revoked &= Domain("state", "=", "approved")
        states = Domain("state", "in", list(value)) & ~revoked
        return states | revoked if "revoked" in value else states

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_document_name(self):
        models_found = self.env["ir.model"].sudo()
        names = {
            name: models_found._get(name).name for name in set(self.mapped("res_model"))
        }
        for run in self:
            run.document_name = names[run.res_model]

    @api.depends("state", "task_ids.state")
    @api.depends_context("lang")
    def _compute_waits_for(self):
        asked = self._asked_names()
        for run in self:
            run.waits_for = asked.get(run._origin.id) or False

    def _asked_names(self):
        """Return ``{run id: who is asked now}``, in one query for any number."""
        names = {}
        for run, users, roles in (
            self.env["cs.flow.task"]
            .sudo()
            ._read_group(
                [
                    ("run_id", "in", self.ids),
                    ("state", "=", "pending"),
                    ("kind", "in", ("approve", "fill")),
                ],
                ["run_id"],
                ["user_id:recordset", "pool_role_id:recordset"],
            )
        ):
            found = [*users.mapped("name"), *roles.mapped("name")]
            names[run.id] = format_list(self.env, found)
        return names

    def _open_document(self):
        """Return the action that opens the document, or the run when one may not."""
        document = self._document()
        name, record = self.res_model, document
        if not document or not document.has_access("read"):
            name, record = self._name, self
        return {
            "type": "ir.actions.act_window",
            "name": self.sudo().title,
            "res_model": name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_open_document(self):
        """Open the document of the run."""
        inputs.one(self)
        if not self._document():
            raise UserError(self.env._("The document was deleted."))
        return self._open_document()

    def action_check_log(self):
        """Check the log and tell the result."""
        problems = self.action_verify_log()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Something was changed behind the engine's back")
                if problems
                else self.env._("The log is as it was written."),
                "message": "\n".join(problems),
                "type": "danger" if problems else "success",
                "sticky": bool(problems),
            },
        }

    def action_manage(self):
        """Open the dialog in which a manager of the flow intervenes."""
        inputs.one(self)
        intervention = self.env.context.get("cs_intervention")
        titles = {
            "reassign": self.env._("Give it to somebody else"),
            "cancel": self.env._("Cancel the approval"),
            "migrate": self.env._("Move to another version"),
        }
        if intervention not in titles:
            raise UserError(self.env._("Choose what to do."))
        return {
            "type": "ir.actions.act_window",
            "name": titles[intervention],
            "res_model": "cs.flow.intervention",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_run_id": self.id,
                "default_intervention": intervention,
            },
        }
