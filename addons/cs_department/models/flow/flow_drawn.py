import hashlib
import json

from odoo import api, models

from ...logic import flow_drawing
from .flow_changes import NODE_FIELDS, WAIT_FIELDS

#: settings of a compiled node that are kept as a list of names
_LISTS = ("open_fields", "required_fields")


class FlowDrawn(models.Model):
    """The tree of a flow as the designer draws it: every setting of every node.

    For those who may read the flow; see ``save_designer`` for changing it.
    """

    _inherit = "cs.flow"

    def _drawn(self):
        """Return the draft as a tree of plain settings; constant queries.

        :return: ``[{"key", "kind", ..., "children"}]``, people and roles as ids.
        """
        self.ensure_one()
        rows, roots = {}, []
        # people who left are shown, too
        for node in self.node_ids.with_context(active_test=False).sorted("path"):
            rows[node.id] = node._drawn_row()
            holder = rows.get(node.parent_id.id)
            (holder["children"] if holder else roots).append(rows[node.id])
        return roots

    def _drawn_rev(self, tree=None):
        """Return what tells whether the draft is still the one that was shown."""
        text = json.dumps(self._drawn() if tree is None else tree, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _drawn_version(self, version):
        """Return a published version as the same tree as ``_drawn``."""
        return self.env["cs.flow.node"]._drawn_specs(version.graph.get("nodes") or ())


class FlowNodeDrawn(models.Model):
    """One node as plain settings."""

    _inherit = "cs.flow.node"

    def _drawn_row(self):
        row = {"key": self.key, "children": []}
        row |= {name: self[name] for name in flow_drawing.PLAIN}
        row |= {name: self[name].id for name in flow_drawing.ONE}
        row |= {name: sorted(self[name].ids) for name in flow_drawing.MANY}
        if self.sign_mode == "in_turn":
            row["user_ids"] = self.user_ids.ids
        return row

    @api.model
    def _drawn_empty(self):
        """Return a new node with its defaults."""
        node = self.new(self.default_get(list(flow_drawing.PLAIN)))
        return node._drawn_row() | {"key": "", "name": ""}

    @api.model
    def _drawn_specs(self, specs):
        """Return compiled nodes as plain settings, with the defaults of a new node."""
        empty = self._drawn_empty()
        return [self._drawn_spec(spec, empty) for spec in specs]

    def _drawn_spec(self, spec, empty):
        names = WAIT_FIELDS if spec["kind"] == "wait" else NODE_FIELDS
        values = {names.get(name, name): value for name, value in spec.items()}
        values |= {n: ", ".join(spec[n]) for n in _LISTS if n in spec}
        known = {n: False if v == "" else v for n, v in values.items() if n in empty}
        translated = (spec.get("names") or {}).get(self.env.lang)
        return (
            empty
            | known
            | {
                "name": translated or spec.get("name") or "",
                "children": [
                    self._drawn_spec(child, empty) for child in spec.get("children", ())
                ],
            }
        )
