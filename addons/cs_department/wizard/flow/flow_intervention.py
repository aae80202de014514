from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...models.flow.engine import admin
from ...models.org import called


class FlowIntervention(models.TransientModel):
    """The dialog in which a manager of a flow intervenes in a run, with a reason.

    Everybody may open it; the engine refuses those who do not manage the flow.
    """

    _name = "cs.flow.intervention"
    _inherit = ["cs.typed"]
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
    task = fields.Char(string="Open task")
    user_id = fields.Many2one(
        "res.users", string="New person", domain="[('share', '=', False)]"
    )
    version = fields.Char()
    choices = fields.Json(compute="_compute_choices", export_string_translation=False)
    differences = fields.Json(compute="_compute_differences")
    losses = fields.Json(compute="_compute_differences")
    place = fields.Char(string="Waits at", compute="_compute_differences")
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        run = self.env["cs.flow.run"].browse(values.get("run_id")).exists()
        open_tasks = self._open_tasks(run)
        if len(open_tasks) == 1:
            values["task"] = str(open_tasks.id)
        return values

    @api.model
    def _open_tasks(self, run):
        """Return what a manager of the flow can give to somebody else."""
        tasks = run.sudo().task_ids.filtered(
            lambda t: t.state == "pending" and t.kind in ("approve", "fill")
        )
        return tasks if run and admin.is_manager(run) else tasks.browse()

    @api.depends("run_id")
    def _compute_choices(self):
        for intervention in self:
            run = intervention.run_id
            versions = run.sudo().flow_id.version_ids - run.sudo().version_id
            may = bool(run) and admin.is_manager(run)
            intervention.choices = {
                "tasks": [
                    [
                        str(task.id),
                        self.env._(
                            "%(step)s: %(person)s",
                            step=task.step_name,
                            person=task.user_id.name or task.pool_role_id.name,
                        ),
                    ]
                    for task in self._open_tasks(run)
                ],
                "versions": [[str(v.id), v.display_name] for v in versions if may],
            }

    @api.depends("version", "run_id")
    def _compute_differences(self):
        for intervention in self:
            run = intervention.run_id.sudo()
            graph = run.version_id._load() if run else None
            keys = run.active_keys or []
            intervention.place = (
                format_list(
                    self.env, [graph.nodes[k].called(self.env.lang) for k in keys]
                )
                if run
                else ""
            )
            target = intervention._version()
            migration = {"differences": [], "reasons": [], "losses": []}
            if target and admin.is_manager(intervention.run_id):
                migration = intervention.run_id.get_migration(target.id)
            intervention.differences = migration["differences"]
            intervention.losses = migration["reasons"] + migration["losses"]

    def _version(self):
        versions = self.run_id.sudo().flow_id.version_ids
        return versions.filtered(lambda v: str(v.id) == self.version)

    def action_confirm(self):
        """Do it; the engine checks who asks."""
        called.one(self)
        if self.intervention == "cancel":
            self.run_id.action_cancel_run(self.reason)
        elif self.intervention == "reassign":
            task = self._open_tasks(self.run_id).filtered(
                lambda t: str(t.id) == self.task
            )
            if not task or not self.user_id:
                raise UserError(self.env._("Choose the open task and the new person."))
            self.run_id.action_reassign(task.id, self.user_id.id, self.reason)
        else:
            if not self._version():
                raise UserError(self.env._("Choose the version to move to."))
            self.run_id.action_migrate_run(self._version().id, self.reason)
        return {"type": "ir.actions.act_window_close"}
