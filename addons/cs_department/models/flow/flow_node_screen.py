from odoo import api, fields, models

from .engine import inputs
from .flow_design import PERSON_MODELS, field_labels

DATES = ("date", "datetime")
HELD = {"branch": "case", "parallel": "lane"}


class FlowNodeScreen(models.Model):
    """What the form of a node offers: choices in the words of the document."""

    _inherit = "cs.flow.node"

    choices = fields.Json(compute="_compute_choices", export_string_translation=False)
    names_help = fields.Json(related="flow_id.names_help")
    condition_problem = fields.Char(compute="_compute_condition_problem")

    @api.depends("res_model", "flow_id")
    @api.depends_context("lang")
    def _compute_choices(self):
        for (flow, name), nodes in self.grouped(
            lambda node: (node.flow_id, node.res_model)
        ).items():
            nodes.choices = self._choices_of(flow, name)

    def _choices_of(self, flow, model_name):
        model = flow._known_model(model_name)
        if model is None:
            return {"people": [], "dates": [], "editable": [], "effects": []}
        effects = getattr(model, "_flow_effects", dict)()
        # a form has fields that are none of its model's
        extra = getattr(model, "_flow_extra_fields", dict)()
        people = [
            [name, label] for name, (_k, is_person, label) in extra.items() if is_person
        ]
        own = field_labels(model, _is_editable)
        return {
            "people": people
            + field_labels(model, lambda f: f.comodel_name in PERSON_MODELS),
            "dates": field_labels(model, lambda f: f.store and f.type in DATES),
            "editable": [
                [name, label]
                for name, (kind, is_person, label) in extra.items()
                if not (is_person and kind == "many2many")
            ]
            + own,
            "effects": [[name, str(label)] for name, label in effects.items()],
        }

    @api.depends("condition", "kind", "res_model")
    @api.depends_context("lang")
    def _compute_condition_problem(self):
        for node in self:
            is_case = node.kind == "case"
            text = node.condition if is_case else False
            node.condition_problem = node.flow_id._problem_of(node.res_model, text)

    def action_add_holders(self):
        """Give a new branch two cases, or a new side-by-side node two lanes."""
        inputs.rows(self)
        names = {
            "case": [self.env._("If ..."), self.env._("Otherwise")],
            "lane": [self.env._("Lane 1"), self.env._("Lane 2")],
        }
        vals_list = [
            {
                "flow_id": node.flow_id.id,
                "parent_id": node.id,
                "kind": HELD[node.kind],
                "name": name,
                "sequence": (index + 1) * 10,
            }
            for node in self
            if node.kind in HELD and not node.child_ids
            for index, name in enumerate(names[HELD[node.kind]])
        ]
        self.create(vals_list)
        return True


def _is_editable(field):
    technical = field.name.startswith(("message_", "activity_", "flow_"))
    return (
        not field.readonly
        and not technical
        and field.name != "display_name"
        and not field.type.startswith("properties")
    )
