import json

from odoo import models
from odoo.exceptions import UserError

from .engine import inputs, moment
from .engine_mark import storing
from .flow_version import graph_digest


class FlowPublish(models.Model):
    """Proving and publishing a flow: for those who may edit it."""

    _inherit = "cs.flow"

    def action_publish(self, note=None):
        """Prove the draft and freeze it as the next version.

        :param note: what changed, in a sentence.
        :raises UserError: when the draft has a defect, with the counter-example.
        """
        inputs.rows(self).check_access("write")
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
            "published_at": moment.now(),
            "note": inputs.text(self.env, note),
        }
        # without the context of the client, which could hold defaults
        versions = self.env["cs.flow.version"].sudo().with_context({})
        with storing():
            self.version_id = versions.create(values)
