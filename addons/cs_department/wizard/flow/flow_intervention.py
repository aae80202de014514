from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.flow.engine import admin
from ...models.flow.flow_changes import sentences


class FlowIntervention(models.TransientModel):
    """The dialog in which a manager of a flow intervenes in a run, with a reason.

    Everybody may open it; the engine refuses those who do not manage the flow.
    """

    _name = "cs.flow.intervention"
    _description = "Intervention in a run"

    run_id = fields.Many2one(
        "cs.flow.run", required=True, readonly=True, ondelete="cascade"
    )
    intervention = fields.Selection(
        [
            ("reassign", "Give it to somebody else"),
            ("cancel", "Cancel the approval"),
            ("migrate", "Move to another version"),
        ],
        required=True,
        readonly=True,
    )
    task_id = fields.Many2one(
        "cs.flow.task",
        string="Open task",
        domain="[('run_id', '=', run_id), ('state', 'in', ('pending', 'waiting')), "
        "('kind', 'in', ('approve', 'fill'))]",
    )
    user_id = fields.Many2one(
        "res.users", string="New person", domain="[('share', '=', False)]"
    )
    version = fields.Char()
    choices = fields.Json(compute="_compute_choices", export_string_translation=False)
    differences = fields.Json(compute="_compute_differences")
    place = fields.Char(string="Waits at", compute="_compute_differences")
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        run = self.env["cs.flow.run"].browse(values.get("run_id")).exists()
        open_tasks = run.task_ids.filtered(
            lambda t: t.state == "pending" and t.kind in ("approve", "fill")
        )
        if len(open_tasks) == 1:
            values["task_id"] = open_tasks.id
        return values

    @api.depends("run_id")
    def _compute_choices(self):
        for intervention in self:
            run = intervention.run_id
            versions = run.sudo().flow_id.version_ids - run.sudo().version_id
            intervention.choices = {
                "versions": [
                    [str(v.id), v.display_name]
                    for v in versions
                    if admin.is_manager(run)
                ]
            }

    @api.depends("version", "run_id")
    def _compute_differences(self):
        for intervention in self:
            run = intervention.run_id.sudo()
            graph = run.version_id._load() if run else None
            keys = run.active_keys or []
            intervention.place = (
                ", ".join(graph.nodes[k].name for k in keys) if run else ""
            )
            target = intervention._version()
            intervention.differences = (
                sentences(self.env, run.version_id.graph, target.graph)
                if target and admin.is_manager(intervention.run_id)
                else []
            )

    def _version(self):
        versions = self.run_id.sudo().flow_id.version_ids
        return versions.filtered(lambda v: str(v.id) == self.version)

    def action_confirm(self):
        """Do it; the engine checks who asks."""
        self.ensure_one()
        if self.intervention == "cancel":
            self.run_id.action_cancel_run(self.reason)
        elif self.intervention == "reassign":
            if not self.task_id or not self.user_id:
                raise UserError(self.env._("Choose the open task and the new person."))
            self.run_id.action_reassign(self.task_id.id, self.user_id.id, self.reason)
        else:
            if not self._version():
                raise UserError(self.env._("Choose the version to move to."))
            self.run_id.action_migrate_run(self._version().id, self.reason)
        return {"type": "ir.actions.act_window_close"}
