import uuid

from odoo import api, models

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
    "buttons",
    "allow_transfer",
    "allow_return",
    "allow_add_signer",
)


class FlowNodeTree(models.Model):
    """Copying, exporting and importing the tree of a flow."""

    _inherit = "cs.flow.node"

    def _copy_tree(self, flow):
        """Copy these nodes, a whole tree, into another flow.

        They keep their keys: the fields of a form name its steps by them.
        """
        twins = {}
        for node in self.sorted("path"):
            twins[node] = node.copy(
                {
                    "flow_id": flow.id,
                    "parent_id": twins[node.parent_id].id if node.parent_id else False,
                    "key": node.key,
                }
            )

    def _export(self):
        """Return a node and what is below it; people by login, roles by code."""
        self.ensure_one()
        data = {
            name: self[name]
            for name in PORTABLE
            if self[name] is not False or self._fields[name].type == "boolean"
        }
        return data | {
            "key": self.key,
            "name": self.name,
            "users": self.user_ids.mapped("login"),
            "fallback": self.fallback_user_ids.mapped("login"),
            "role": self.role_id.code or "",
            "until_role": self.until_role_id.code or "",
            "server_action": self.server_action_id.sudo().name or "",
            "children": [child._export() for child in self.child_ids.sorted("path")],
        }

    @api.model
    def _import_tree(self, flow, nodes, notes):
        """Create the nodes of a definition that was read, level by level.

        :param notes: sentences about what is not known here are added to it.
        """
        users, roles = self._import_users(nodes), self._import_roles(flow, nodes)
        level = [(False, index, data) for index, data in enumerate(nodes)]
        while level:
            created = self.create(
                [
                    self._import_values(flow, parent, index, data, users, roles)
                    for parent, index, data in level
                ]
            )
            level = [
                (node.id, index, child)
                for node, (_parent, _index, data) in zip(created, level, strict=True)
                for index, child in enumerate(data["children"])
            ]
        for data in _flat(nodes):
            notes += self._import_notes(data, users, roles)

    def _import_values(self, flow, parent, index, data, users, roles):
        return {name: data[name] for name in PORTABLE if name in data} | {
            "flow_id": flow.id,
            "parent_id": parent,
            "sequence": (index + 1) * 10,
            "name": data["name"],
            "key": data.get("key") or uuid.uuid4().hex[:12],
            "user_ids": [(6, 0, _ids(data.get("users"), users))],
            "fallback_user_ids": [(6, 0, _ids(data.get("fallback"), users))],
            "role_id": roles.get(data.get("role"), False),
            "until_role_id": roles.get(data.get("until_role"), False),
        }

    def _import_notes(self, data, users, roles):
        """Return sentences about what a node names that is not known here."""
        _ = self.env._
        found = []
        for login in dict.fromkeys([*data.get("users", ()), *data.get("fallback", ())]):
            if login not in users:
                found.append(
                    _(
                        "'%(node)s': there is no user '%(login)s' here.",
                        node=data["name"],
                        login=login,
                    )
                )
        for code in (data.get("role"), data.get("until_role")):
            if code and code not in roles:
                found.append(
                    _(
                        "'%(node)s': there is no role '%(code)s' here.",
                        node=data["name"],
                        code=code,
                    )
                )
        if data.get("server_action"):
            found.append(
                _(
                    "'%(node)s': choose the server action '%(action)s' again.",
                    node=data["name"],
                    action=data["server_action"],
                )
            )
        return found

    def _import_users(self, nodes):
        """Return ``{login: id}`` of the active internal users that the nodes name."""
        logins = {
            login
            for data in _flat(nodes)
            for login in [*data.get("users", ()), *data.get("fallback", ())]
        }
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("login", "in", sorted(logins)),
                    ("share", "=", False),
                    ("company_ids", "in", self.env.companies.ids),
                ]
            )
        )
        return {user.login: user.id for user in users}

    def _import_roles(self, flow, nodes):
        """Return ``{code: id}``; a role of the flow's company before one of all."""
        codes = {
            code
            for data in _flat(nodes)
            for code in (data.get("role"), data.get("until_role"))
            if code
        }
        roles = self.env["cs.role"].search(
            [
                ("code", "in", sorted(codes)),
                ("company_id", "in", [False, *flow.company_id.ids]),
            ]
        )
        return {
            role.code: role.id for role in roles.sorted(lambda r: bool(r.company_id))
        }


def _ids(logins, users):
    return [users[login] for login in logins or () if login in users]


def _flat(nodes):
    for data in nodes:
        yield data
        yield from _flat(data["children"])
