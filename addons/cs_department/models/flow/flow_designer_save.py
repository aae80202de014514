from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...logic import flow_definition, flow_drawing
from .engine import inputs
from .flow_definition import _PROBLEMS
from .flow_designer import flat


class FlowDesignerSave(models.Model):
    """Saving a drawing: flow designers and HR, with their rights on the nodes."""

    _inherit = "cs.flow"

    def save_designer(self, tree, rev):
        """Save the draft as it was drawn: all of it, or nothing.

        :param tree: as ``get_designer`` gave it.
        :param rev: the ``rev`` that the drawing began with.
        :return: ``{"saved", "rev", "state", "problems"}``; when something is wrong,
            ``saved`` is false and ``problems`` has sentences per node:
            ``[{"node", "entry", "message"}]``.
        :raises UserError: when somebody else changed the draft meanwhile.
        """
        # people who left stay where they are
        flow = inputs.one(self).with_context(active_test=False)
        flow.check_access("write")
        flow._draft_lock()
        stored = flow._drawn()
        if not isinstance(rev, str) or flow._drawn_rev(stored) != rev:
            raise UserError(
                self.env._(
                    "Somebody else has changed this flow meanwhile. Load it again; "
                    "Undo then brings back what you had."
                )
            )
        drawing = flow._read_drawing(tree)
        problems = [flow._drawing_problem(problem) for problem in drawing.problems]
        problems += flow._unknown_people(drawing, stored)
        problems += flow._wrong_conditions(drawing)
        if problems:
            return {"saved": False, "problems": problems}
        flow._apply_drawing(drawing)
        return {
            "saved": True,
            "problems": [],
            "rev": flow._drawn_rev(),
            "state": self.state,
        }

    # ---- one after the other ---------------------------------------------------------

    def _draft_lock(self):
        """Let one drawing be saved after the other; a second one waits, then is stale.

        The row is written, not only locked: who waited must read what the first saved.
        """
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                "UPDATE cs_flow SET write_date = (now() at time zone 'UTC') "
                "WHERE id = %s RETURNING id",
                self.id,
            )
        )

    # ---- what was drawn --------------------------------------------------------------

    def _read_drawing(self, tree):
        try:
            return flow_drawing.read(tree, self._definition_choices())
        except flow_definition.DefinitionError as error:
            if error.code == "key":
                raise UserError(
                    self.env._("Two steps of this drawing cannot be told apart.")
                ) from error
            raise UserError(self._definition_problem(error)) from error

    def _drawing_problem(self, problem):
        _ = self.env._
        texts = {
            "gone": _("this does not exist any more."),
            "place": _("it cannot stand here."),
        }
        text = texts.get(problem.code) or (
            _PROBLEMS[problem.code](_) % dict(problem.params)
        )
        field = self.env["cs.flow.node"]._fields.get(problem.entry)
        label = (
            field.get_description(self.env, ["string"])["string"]
            if field is not None
            else problem.entry
        )
        return {
            "node": problem.node,
            "entry": problem.entry,
            "message": _("%(setting)s: %(reason)s", setting=label, reason=text),
        }

    def _wrong_conditions(self, drawing):
        """Return why conditions cannot be used, as sentences on their nodes."""
        found = []
        for row in drawing.rows:
            wrong = self.check_condition(row.values.get("condition"))
            if wrong and row.values.get("kind") == "case":
                entry = {"node": row.key, "entry": "condition"}
                found.append(entry | {"message": wrong["message"]})
        return found

    def _unknown_people(self, drawing, stored):
        """Return sentences about people, roles and actions that cannot be chosen."""
        kept = {row["key"]: row for row in flat(stored)}
        known = self._known_ids(drawing, kept)
        found = []
        for row in drawing.rows:
            for name in (*flow_drawing.MANY, *flow_drawing.ONE):
                value = row.values.get(name) or []
                ids = set(value if isinstance(value, list) else [value])
                before = kept.get(row.key, {}).get(name) or []
                ids -= set(before if isinstance(before, list) else [before])
                if ids - known[name]:
                    problem = flow_drawing.Problem(row.key, name, "gone")
                    found.append(self._drawing_problem(problem))
        return found

    def _known_ids(self, drawing, kept):
        """Return ``{entry: ids}`` of what may be chosen newly; a query for each."""

        def of(*names):
            values = [row.values.get(n) for row in drawing.rows for n in names]
            ids = {i for v in values for i in (v if isinstance(v, list) else [v])}
            return sorted(ids - {None, False})

        users = self.env["res.users"].sudo().with_context(active_test=True)
        people = users.search(
            [("id", "in", of(*flow_drawing.MANY)), ("share", "=", False)]
        )
        roles = self.env["cs.role"].search(
            [("id", "in", of("role_id", "until_role_id"))]
        )
        actions = {row["server_action_id"] for row in kept.values()}
        if self.env.user.has_group("base.group_system"):
            actions |= set(
                self.env["ir.actions.server"]
                .browse(of("server_action_id"))
                .exists()
                .ids
            )
        return {
            "user_ids": set(people.ids),
            "fallback_user_ids": set(people.ids),
            "role_id": set(roles.ids),
            "until_role_id": set(roles.ids),
            "server_action_id": actions,
        }

    def _apply_drawing(self, drawing):
        """Write what differs, level by level from above; deletions come last."""
        nodes = {node.key: node for node in self.node_ids}
        gone = self.node_ids.filtered(
            lambda node: node.key not in {row.key for row in drawing.rows}
        )
        levels = {}
        for row in drawing.rows:
            levels.setdefault(row.level, []).append(row)
        for _level, rows in sorted(levels.items()):
            fresh = [row for row in rows if row.key not in nodes]
            for row in rows:
                if row.key in nodes:
                    self._change_node(nodes[row.key], row, nodes)
            created = self.env["cs.flow.node"].create(
                [self._node_values(row, nodes) for row in fresh]
            )
            nodes |= {row.key: n for row, n in zip(fresh, created, strict=True)}
        for row in drawing.rows:
            people = row.values.get("user_ids") or []
            if row.values.get("sign_mode") == "in_turn" and len(people) > 1:
                nodes[row.key]._order_signers(people)
        gone.unlink()
        self.env.flush_all()

    def _node_values(self, row, nodes):
        values = {
            name: [(6, 0, value)] if name in flow_drawing.MANY else value
            for name, value in row.values.items()
        }
        return values | {
            "flow_id": self.id,
            "key": row.key,
            "parent_id": nodes[row.parent].id if row.parent else False,
            "sequence": (row.index + 1) * 10,
        }

    def _change_node(self, node, row, nodes):
        if row.values.get("kind") != node.kind:
            raise UserError(
                self.env._(
                    "The kind of '%s' cannot change: make a new step.", node.name
                )
            )
        before = node._drawn_row()
        values = {
            name: value
            for name, value in self._node_values(row, nodes).items()
            if name not in ("flow_id", "key", "parent_id", "sequence")
            and before[name] != row.values[name]
        }
        place = self._node_values(row, nodes)
        if node.parent_id.id != place["parent_id"]:
            values["parent_id"] = place["parent_id"]
        if node.sequence != place["sequence"]:
            values["sequence"] = place["sequence"]
        if values:
            node.write(values)
