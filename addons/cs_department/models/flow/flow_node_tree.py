import uuid

from odoo import api, models
from odoo.exceptions import UserError

PORTABLE = (
    "kind",
    "condition",
    "approver_kind",
    "level",
    "field_name",
    "sign_mode",
    "votes_needed",
    "votes_percent",
    "if_nobody",
    "if_requester",
    "if_repeated",
    "limit_hours",
    "limit_action",
    "open_fields",
    "required_fields",
    "effect",
    "wait_field",
    "wait_hours",
    "comment_required",
    "allow_transfer",
    "allow_return",
    "allow_add_signer",
)


class FlowNodeTree(models.Model):
    """Copying, exporting and importing the tree of a flow."""

    _inherit = "cs.flow.node"

    def _copy_tree(self, flow):
        """Copy these nodes, a whole tree, into another flow under new keys."""
        twins = {}
        for node in self.sorted("path"):
            twins[node] = node.copy(
                {
                    "flow_id": flow.id,
                    "parent_id": twins[node.parent_id].id if node.parent_id else False,
                    "key": uuid.uuid4().hex[:12],
                }
            )

    def _export(self):
        """Return a node and what is below it; people by login, roles by code."""
        self.ensure_one()
        data = {name: self[name] for name in PORTABLE if self[name] not in (False, None)}
        return data | {
            "key": self.key,
            "name": self.name,
            "users": self.user_ids.mapped("login"),
            "fallback": self.fallback_user_ids.mapped("login"),
            "role": self.role_id.code or "",
            "until_role": self.until_role_id.code or "",
            "children": [child._export() for child in self.child_ids.sorted("path")],
        }

    @api.model
    def _import_tree(self, flow, nodes, parent=None):
        """Create the nodes of a definition below ``parent``."""
        if not isinstance(nodes, list) or not all(isinstance(n, dict) for n in nodes):
            raise UserError(self.env._("This is not a flow definition."))
        for index, data in enumerate(nodes):
            vals = {name: data[name] for name in PORTABLE if name in data}
            for name, value in vals.items():
                self._fields[name].convert_to_cache(value, self.new({}))
            node = self.create(
                vals
                | {
                    "flow_id": flow.id,
                    "parent_id": parent.id if parent else False,
                    "sequence": (index + 1) * 10,
                    "name": str(data.get("name") or ""),
                    "key": str(data.get("key") or uuid.uuid4().hex[:12])[:40],
                    "user_ids": self._import_users(data.get("users")),
                    "fallback_user_ids": self._import_users(data.get("fallback")),
                    "role_id": self._import_role(data.get("role")),
                    "until_role_id": self._import_role(data.get("until_role")),
                }
            )
            self._import_tree(flow, data.get("children") or [], node)

    def _import_users(self, logins):
        logins = [str(login) for login in logins or ()]
        return [(6, 0, self.env["res.users"].search([("login", "in", logins)]).ids)]

    def _import_role(self, code):
        role = self.env["cs.role"].search([("code", "=", str(code or ""))], limit=1)
        return role.id
