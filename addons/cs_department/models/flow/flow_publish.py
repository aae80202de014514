import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from .engine import inputs
from .engine_mark import storing
from .flow_version import graph_digest


class FlowPublish(models.Model):
    """Proving and publishing a flow, and moving its design as data."""

    _inherit = "cs.flow"

    def action_publish(self, note=None):
        """Prove the draft and freeze it as the next version.

        :param note: what changed, in a sentence.
        :raises UserError: when the draft has a defect, with the counter-example.
        """
        self.check_access("write")
        for flow in self:
            defects = [f for f in flow._findings() if f["level"] == "error"]
            if defects:
                raise UserError(
                    self.env._("This flow cannot be published yet:")
                    + "".join(f"\n• {finding['message']}" for finding in defects)
                )
            flow._freeze(note)
        return True

    def _freeze(self, note):
        graph = json.loads(json.dumps(self._compile()))
        digest = graph_digest(graph)
        if self.version_id.digest == digest:
            return
        last = self.version_ids.sorted("number")[-1:].number
        values = {
            "flow_id": self.id,
            "number": last + 1,
            "graph": graph,
            "digest": digest,
            "published_by_id": self.env.uid,
            "published_at": fields.Datetime.now(),
            "note": inputs.text(self.env, note),
        }
        # without the context of the client, which could hold defaults
        versions = self.env["cs.flow.version"].sudo().with_context({})
        with storing():
            self.version_id = versions.create(values)

    def action_check(self):
        """Show what the proof finds in the draft."""
        self.ensure_one()
        findings = self._findings()
        text = "\n".join(f["message"] for f in findings)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("What the proof found")
                if findings
                else self.env._("Nothing stands in the way of publishing."),
                "message": text,
                "type": "warning" if findings else "success",
                "sticky": bool(findings),
            },
        }

    # ---- a design as data ------------------------------------------------------------

    def export_definition(self):
        """Return the draft as data that another database can import."""
        self.ensure_one()
        self.check_access("read")
        return {
            "schema": 1,
            "code": self.code,
            "name": self.name,
            "model": self.res_model,
            "condition": self.condition or "",
            "nodes": [
                node._export()
                for node in self.node_ids.filtered(lambda n: not n.parent_id).sorted(
                    "path"
                )
            ],
        }

    @api.model
    def import_definition(self, data):
        """Create a draft from exported data; never overwrites, never runs anything.

        :raises UserError: when the data is not a flow definition.
        """
        self.check_access("create")
        if not isinstance(data, dict) or not {"code", "name", "model", "nodes"} <= set(
            data
        ):
            raise UserError(self.env._("This is not a flow definition."))
        model = self.env["ir.model"].sudo()._get(str(data["model"]))
        if model.model not in self._document_models():
            raise UserError(
                self.env._("There is no document '%s' here.", data["model"])
            )
        taken = self.sudo().search_count([("code", "=", str(data["code"]))])
        flow = self.create(
            {
                "name": str(data["name"]),
                "code": self._free_code(str(data["code"]))
                if taken
                else str(data["code"]),
                "model_id": model.id,
                "condition": str(data.get("condition") or "") or False,
            }
        )
        self.env["cs.flow.node"]._import_tree(flow, data["nodes"])
        return flow.id
