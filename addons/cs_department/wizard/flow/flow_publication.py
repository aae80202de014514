from odoo import api, fields, models

from ...models.flow.flow_changes import sentences
from ...models.org import called


class FlowPublication(models.TransientModel):
    """The dialog before publishing: what changed, what the proof found, a note.

    For flow designers and HR, who may edit flows.
    """

    _name = "cs.flow.publication"
    _inherit = ["cs.typed"]
    _description = "Publishing of a flow"

    flow_id = fields.Many2one(
        "cs.flow", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Integer(string="New version", compute="_compute_difference")
    changes = fields.Json(compute="_compute_difference")
    findings = fields.Json(compute="_compute_difference")
    is_blocked = fields.Boolean(compute="_compute_difference")
    running = fields.Integer(
        string="Requests on their way",
        compute="_compute_difference",
        help="They keep the version with which they began.",
    )
    note = fields.Text(string="What changed and why")

    @api.depends("flow_id")
    def _compute_difference(self):
        for publication in self:
            flow = publication.flow_id
            last = flow.version_ids.sorted("number")[-1:]
            published = flow.version_id
            found = flow._findings()
            publication.number = last.number + 1
            publication.findings = found
            publication.is_blocked = any(f["level"] == "error" for f in found)
            publication.changes = (
                sentences(self.env, published.graph, flow._compile(), flow.res_model)
                if published
                else []
            )
            publication.running = flow.run_ids.search_count(
                [("flow_id", "=", flow.id), ("state", "in", ("running", "returned"))]
            )

    def action_confirm(self):
        """Publish."""
        called.one(self)
        self.flow_id.action_publish(self.note)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Version %(number)s of '%(flow)s' is in force.",
                    number=self.flow_id.version_id.number,
                    flow=self.flow_id.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
