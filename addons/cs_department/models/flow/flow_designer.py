import re

from odoo import api, models
from odoo.exceptions import UserError

from ...logic import expression, flow_drawing
from .engine import facts, inputs

MOST_OPTIONS = 200


class FlowDesigner(models.Model):
    """What the drawn designer of a flow shows: to whoever may read the flow."""

    _inherit = "cs.flow"

    def action_draw(self):
        """Open the drawn designer of one flow."""
        inputs.one(self).check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "cs_department.action_cs_flow_designer"
        )
        return action | {"context": {"active_id": self.id, "active_model": self._name}}

    @api.readonly
    def get_designer(self):
        """Return all that the designer needs to draw one flow; constant queries.

        :return: the tree with its ``rev``, the choices in words, the names of people,
            roles and actions in it, the facts that conditions may use, the versions.
        """
        flow = inputs.one(self)
        flow.check_access("read")
        tree = flow._drawn()
        return inputs.told(
            {
                "id": flow.id,
                "name": flow.name,
                "state": flow.state,
                "document": flow.document_name,
                "model": flow.res_model,
                "condition": flow.condition or "",
                "can_edit": flow.has_access("write"),
                "rev": flow._drawn_rev(tree),
                "tree": tree,
                "empty": self.env["cs.flow.node"]._drawn_empty(),
                "choices": self.env["cs.flow.node"]._choices_of(flow, flow.res_model),
                "selections": flow._designer_selections(),
                "facts": flow._designer_facts(),
                "functions": sorted(expression.FUNCTIONS),
                "names": flow._designer_names(tree),
                "versions": flow._designer_versions(),
            }
        )

    @api.readonly
    def check_condition(self, text):
        """Tell whether a condition can be used on the flow's documents.

        :return: ``False``, or ``{"message", "column", "suggestion"}``: what is wrong,
            where (from 1; 0: the whole), and what to write instead.
        """
        flow = inputs.one(self)
        flow.check_access("read")
        if text in (None, False, ""):
            return False
        model = flow._known_model(flow.res_model)
        if not isinstance(text, str) or model is None:
            raise UserError(self.env._("A condition is a text."))
        error = facts.condition_error(text, model)
        return error is not None and {
            "message": error.translated(self.env._),
            "column": error.column or 0,
            "suggestion": error.suggestion or "",
        }

    # ---- reading ---------------------------------------------------------------------

    def _designer_selections(self):
        node = self.env["cs.flow.node"]
        return {
            name: node._fields[name]._description_selection(self.env)
            for name in flow_drawing.PLAIN
            if node._fields[name].type == "selection"
        }

    def _designer_facts(self):
        """Return ``[{"name", "type", "kind", "label", "options"}]``."""
        model = self._known_model(self.res_model)
        if model is None:
            return []
        options = self._fact_options(model)
        return [
            {
                "name": name,
                "type": kind,
                "kind": self.env._(expression.TYPE_WORDS.get(kind, kind)),
                "label": str(label),
                "options": options.get(name, []),
            }
            for name, (kind, label) in facts.fact_types(model).items()
        ]

    def _with_facts(self, rows):
        """Give each row the facts that its condition names, for their labels."""
        every = list(flat(rows))
        known = self._designer_facts() if any(r["condition"] for r in every) else []
        for row in every:
            names = set(re.findall(r"\w+", row["condition"]))
            row["facts"] = [fact for fact in known if fact["name"] in names]
        return rows

    def _fact_options(self, model):
        """Return ``{fact: [[value, label]]}`` where the values are known."""
        found = {
            name: field._description_selection(self.env)
            for name, field in model._fields.items()
            if field.type == "selection"
        }
        found |= model._flow_fact_options()
        places = self.env["hr.department"].sudo().with_context(lang=None).search([])
        departments = [[name, name] for name in places.mapped("name")]
        roles = self.env["cs.role"].sudo().search([])
        found["department"] = found["departments"] = departments[:MOST_OPTIONS]
        codes = [[r.code, r.name] for r in roles if r.code][:MOST_OPTIONS]
        named = [name for name in facts.fact_types(model) if name.endswith("_role")]
        found |= dict.fromkeys(["roles", *named], codes)
        return found

    def _designer_names(self, tree):
        """Return ``{"users", "roles", "actions"}``, each ``{id: name}``."""
        rows = list(flat(tree))
        users = {i for row in rows for n in flow_drawing.MANY for i in row[n]}
        actions = {row["server_action_id"] for row in rows} - {False}
        roles = self.env["cs.role"].search(
            [("company_id", "in", [False, *self.company_id.ids])]
            if self.company_id
            else []
        )
        named = self.env["ir.actions.server"].sudo().browse(sorted(actions)).exists()
        people = self.env["res.users"].sudo().browse(sorted(users)).exists()
        return {
            "users": {user.id: user.name for user in people},
            "roles": {role.id: role.display_name for role in roles},
            "actions": {action.id: action.name for action in named},
        }

    def _designer_versions(self):
        return [
            {
                "id": version.id,
                "number": version.number,
                "at": version.published_at,
                "by": version.sudo().published_by_id.name,
                "note": version.note or "",
                "running": version.running_count,
                "in_force": version == self.version_id,
            }
            for version in self.version_ids.sorted("number", reverse=True)
        ]


def flat(tree):
    """Yield every node of a drawn tree, from top to bottom."""
    for row in tree:
        yield row
        yield from flat(row["children"])
