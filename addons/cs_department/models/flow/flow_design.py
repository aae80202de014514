from odoo import api, fields, models
from odoo.exceptions import UserError

from ...logic import expression
from .engine import facts, inputs
from .flow_words import Words
from .gate import can_be_guarded

STEP = 10
PERSON_MODELS = ("res.users", "hr.employee", "hr.employee.public")


class FlowDesign(models.Model):
    """What the screen of a flow shows and moves: the draft as a tree in words."""

    _inherit = "cs.flow"

    document = fields.Char(
        string="Decides on",
        compute="_compute_document",
        inverse="_inverse_document",
        help="What the flow decides on.",
    )
    document_name = fields.Char(string="Kind of document", compute="_compute_document")
    gate_field = fields.Char(
        string="Field",
        compute="_compute_gate_field",
        inverse="_inverse_gate_field",
        help="Changing this field waits for the approval.",
    )
    choices = fields.Json(compute="_compute_choices", export_string_translation=False)
    names_help = fields.Json(
        compute="_compute_names_help", help="What a condition may use, with an example."
    )
    condition_problem = fields.Char(compute="_compute_condition_problem")
    published_number = fields.Integer(
        string="Version in force", related="version_id.number"
    )

    @api.depends("res_model")
    def _compute_document(self):
        for flow in self:
            flow.document = flow.res_model
            flow.document_name = flow.sudo().model_id.name

    def _inverse_document(self):
        for flow in self:
            flow.model_id = self._model_of(flow.document)

    @api.depends("gate_field_id")
    def _compute_gate_field(self):
        for flow in self:
            flow.gate_field = flow.sudo().gate_field_id.name

    def _inverse_gate_field(self):
        for flow in self:
            flow.gate_field_id = self._field_of(flow.res_model, flow.gate_field)

    @api.depends("trigger", "document")
    def _compute_choices(self):
        for flow in self:
            model = self.env.get(flow.document)
            flow.choices = {
                "documents": self._document_choices(flow.trigger),
                "fields": field_labels(model, lambda f: f.store)
                if model is not None
                else [],
            }

    @api.depends("document")
    @api.depends_context("lang")
    def _compute_names_help(self):
        for flow in self:
            flow.names_help = self._names_of(flow.document)

    @api.depends("condition", "document")
    @api.depends_context("lang")
    def _compute_condition_problem(self):
        for flow in self:
            flow.condition_problem = self._problem_of(flow.document, flow.condition)

    @api.model_create_multi
    def create(self, vals_list):
        prepared = []
        for vals in vals_list:
            values = dict(vals)
            name = values.pop("document", None)
            if name and not values.get("model_id"):
                values["model_id"] = self._model_of(name).id
            field = values.pop("gate_field", None)
            if field and not values.get("gate_field_id"):
                values["gate_field_id"] = self._field_of(name, field).id
            prepared.append(values)
        return super().create(prepared)

    def action_open_publication(self):
        """Open the dialog before publishing."""
        inputs.one(self).check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish %s", self.name),
            "res_model": "cs.flow.publication",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_flow_id": self.id},
        }

    def action_show_findings(self):
        """Show what the proof finds in the draft, in a dialog."""
        inputs.one(self)
        return {
            "type": "ir.actions.client",
            "tag": "cs_flow_findings",
            "name": self.env._("What the proof found"),
            "target": "new",
            "params": {"findings": self.get_findings()},
        }

    # ---- choices for people who may not read the technical tables --------------------

    def _model_of(self, name):
        model = self.env["ir.model"].sudo().search([("model", "=", name)])
        if not model:
            raise UserError(self.env._("Choose the document that the flow decides on."))
        return model

    def _field_of(self, model, name):
        return (
            self.env["ir.model.fields"]
            .sudo()
            .search([("model", "=", model), ("name", "=", name)], limit=1)
        )

    def _document_choices(self, trigger):
        names = self._document_models()
        if trigger == "gate":
            names = [
                name
                for name, model in self.env.registry.items()
                if can_be_guarded(model)
            ]
        found = self.env["ir.model"].sudo().search([("model", "in", names)])
        return sorted(([m.model, m.name] for m in found), key=lambda pair: pair[1])

    @api.model
    def _names_of(self, model_name):
        """Return ``[[name, type, label]]``: what a condition on a document may use."""
        model = self._known_model(model_name)
        if model is None:
            return []
        words = dict(expression.TYPE_WORDS)
        return [
            [name, self.env._(words.get(kind, kind)), label]
            for name, (kind, label) in facts.fact_types(model).items()
        ]

    @api.model
    def _problem_of(self, model_name, text):
        """Return why a condition cannot be used, as a sentence, or ``False``."""
        error = facts.condition_error(text, self._known_model(model_name))
        return error.translated(self.env._) if error else False

    # ---- the tree --------------------------------------------------------------------

    def get_design(self):
        """Return the draft of one flow as a tree in words.

        :return: ``[{"id", "key", "kind", "name", "text", "condition", "facts",
            "badges", "children"}]``; ``facts`` are those that a condition names.
        """
        inputs.one(self).check_access("read")
        ids = {node.key: node.id for node in self.node_ids}
        rows = Words(self.env, self.res_model, self._compile()).tree()
        _add_ids(rows, ids)
        return self._with_facts(rows)

    def get_findings(self):
        """Return what the proof finds in the draft; see ``_findings``."""
        inputs.one(self).check_access("read")
        return self._findings()

    def move_node(self, node_id, parent_id=False, before_id=False):
        """Put a node, with all below it, at another place of the draft.

        :param parent_id: the case or lane that holds it then; ``False``: the main line.
        :param before_id: the node that follows it then; ``False``: it comes last.
        :raises ValidationError: when it cannot stand there.
        """
        inputs.one(self).check_access("write")
        node = self.node_ids.filtered(lambda n: n.id == node_id)
        parent = self.node_ids.filtered(lambda n: n.id == parent_id)
        if not node or (parent_id and not parent):
            raise UserError(self.env._("This step does not exist any more."))
        siblings = self.node_ids.filtered(lambda n: n.parent_id == parent and n != node)
        order = list(siblings.sorted("path"))
        places = [i for i, sibling in enumerate(order) if sibling.id == before_id]
        order.insert(places[0] if places else len(order), node)
        node.parent_id = parent
        for index, sibling in enumerate(order):
            sibling.sequence = (index + 1) * STEP
        return True


def field_labels(model, wanted):
    """Return ``[[name, label]]`` of the fields for which ``wanted(field)`` holds."""
    found = [
        [name, field.get_description(model.env, ["string"])["string"] or name]
        for name, field in model._fields.items()
        if name not in models.MAGIC_COLUMNS and wanted(field)
    ]
    return sorted(found, key=lambda pair: pair[1])


def _add_ids(rows, ids):
    for row in rows:
        row["id"] = ids[row["key"]]
        _add_ids(row["children"], ids)
