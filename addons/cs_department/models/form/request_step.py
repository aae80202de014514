from odoo import models
from odoo.exceptions import AccessError

from ..flow.document import SUBMITTABLE


class RequestStep(models.Model):
    """Who may change which fields of a request now."""

    _inherit = "cs.request"

    def _save_all(self, given):
        """Store values in drafts, or at the steps at which the user is asked.

        :param given: ``{request id: {key: value}}``
        :raises AccessError: for a request that the user may not change now
        """
        drafts = self.browse()
        for request in self:
            node, opened = request._my_node()
            if node is None:
                drafts |= request
                continue
            if not node or not request._editable(node, opened):
                raise AccessError(
                    self.env._(
                        "'%s' cannot be changed by you now.", request.display_name
                    )
                )
            states = request._file({request.id: given[request.id]}, node, opened)
            request._claim_unique(states)
        if drafts:
            drafts._file({request.id: given[request.id] for request in drafts})

    def _may_fill(self):
        """Tell whether the user is the one who fills the request in."""
        self.ensure_one()
        people = self.sudo().employee_id.user_id | self.sudo().create_uid
        return self.env.su or self.env.user in people or self._is_hr()

    def _my_node(self):
        """Return the step at which the user is asked, and the fields it opens.

        ``None`` while the requester fills the request in; empty for a mere reader.
        """
        if not self:
            return None, ()
        if self.flow_state in SUBMITTABLE:
            return (None if self._may_fill() else ""), ()
        for task in self._my_tasks():
            node = task.run_id.version_id._load().nodes.get(task.node_key)
            if node:
                return task.node_key, tuple(node.spec.get("open_fields") or ())
        return "", ()

    def _my_tasks(self):
        return (
            self.env["cs.flow.task"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("state", "=", "pending"),
                    ("kind", "in", ("approve", "fill")),
                    ("user_id", "=", self.env.uid),
                ]
            )
        )

    def _editable(self, node, opened):
        """Return the keys of the fields that may be changed at a step."""
        form = self.sudo().version_id._form()
        return [
            one.key
            for one in form.top()
            if one.key in opened
            or (
                one.spec.get("readonly") == "nodes"
                and node in one.names("editable_nodes")
            )
        ]
