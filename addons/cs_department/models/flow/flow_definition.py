import json

from odoo import api, models
from odoo.exceptions import UserError

from ...logic import flow_definition
from .engine import inputs

LONGEST = 1_000_000
#: entries of the flow itself that a definition carries
PORTABLE = (
    "description",
    "condition",
    "trigger",
    "gate_values",
    "no_requester",
    "no_beneficiary",
    "no_subordinate",
    "pool_size",
    "urge_hours",
    "sequence",
)


class FlowDefinition(models.Model):
    """A flow as data: for those who may read it (export) or create one (import)."""

    _inherit = "cs.flow"

    def export_definition(self):
        """Return the draft as data that another database can import.

        People are named by their login, roles by their code.
        """
        inputs.one(self).check_access("read")
        roots = self.node_ids.filtered(lambda node: not node.parent_id)
        return {
            "schema": flow_definition.SCHEMA,
            "code": self.code,
            "name": self.name,
            "model": self.res_model,
            "gate_field": self.gate_field_id.sudo().name or "",
            **{name: self[name] or _nothing(self, name) for name in PORTABLE},
            "nodes": [node._export() for node in roots.sorted("path")],
        }

    @api.model
    def import_definition(self, data):
        """Create a draft from exported data; never overwrites, never runs anything.

        :param data: what ``export_definition`` returned, or the same as JSON text.
        :return: ``{"flow_id", "name", "code", "notes"}``; the notes say in sentences
            what was left out because it is not known here.
        :raises UserError: when the data is not a flow definition; nothing is created.
        """
        self.check_access("create")
        definition = self._read_definition(data)
        notes = [
            self.env._("'%s' is not known and was left out.", entry)
            for entry in definition.ignored
        ]
        with self.env.cr.savepoint():
            flow = self.create(self._definition_values(definition.values, notes))
            self.env["cs.flow.node"]._import_tree(flow, definition.nodes, notes)
            self.env.flush_all()
        return {
            "flow_id": flow.id,
            "name": flow.name,
            "code": flow.code,
            "notes": notes,
        }

    @api.model
    def _read_definition(self, data):
        if isinstance(data, str):
            if len(data) > LONGEST:
                raise UserError(self.env._("This is too long for a flow definition."))
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                raise UserError(self.env._("This is not a flow definition.")) from None
        try:
            return flow_definition.read(data, self._definition_choices())
        except flow_definition.DefinitionError as error:
            raise UserError(self._definition_problem(error)) from error

    @api.model
    def _definition_choices(self):
        """Return the values of the entries that are a choice."""
        models_fields = [(self, "trigger")]
        node = self.env["cs.flow.node"]
        models_fields += [
            (node, n) for n, f in node._fields.items() if f.type == "selection"
        ]
        return {
            name: frozenset(model._fields[name].get_values(self.env))
            for model, name in models_fields
        }

    def _definition_values(self, values, notes):
        """Return the values of the new flow.

        :raises UserError: when there is no such document here.
        """
        model = self._definition_model(values)
        vals = {name: values[name] for name in PORTABLE if name in values}
        vals |= {"name": values["name"], "model_id": model.id}
        vals["code"] = self._free_code(values["code"])
        if vals["code"] != values["code"]:
            notes.append(
                self.env._(
                    "There is a flow '%(code)s' here: this one is called '%(new)s'.",
                    code=values["code"],
                    new=vals["code"],
                )
            )
        if vals.get("trigger") == "gate":
            field = (
                self.env["ir.model.fields"]
                .sudo()
                ._get(model.model, values.get("gate_field"))
            )
            if not field:
                raise UserError(
                    self.env._("'%s' does not have the guarded field.", model.name)
                )
            vals["gate_field_id"] = field.id
        return vals

    def _definition_model(self, values):
        name = values["model"]
        model = self.env["ir.model"].sudo()._get(name)
        known = name in self._document_models()
        if values.get("trigger") == "gate":
            found = self.env.registry.get(name)
            known = found is not None and not found._abstract and not found._transient
        if not model or not known:
            raise UserError(self.env._("There is no document '%s' here.", name))
        return model

    @api.model
    def _definition_problem(self, error):
        """Return in a sentence why data is not a definition."""
        text = _PROBLEMS[error.code](self.env._) % error.params
        if not error.place:
            return self.env._("This is not a flow definition: %s", text)
        return self.env._(
            "This is not a flow definition: at '%(place)s', %(reason)s",
            place=" / ".join(error.place),
            reason=text,
        )


def _nothing(flow, name):
    kind = flow._fields[name].type
    return "" if kind in ("char", "text", "selection") else flow[name]


_PROBLEMS = {
    "no_definition": lambda _: _("it has no entries."),
    "schema": lambda _: _("only format %(schema)s can be read."),
    "missing": lambda _: _("something must be given."),
    "no_node": lambda _: _("a step must stand here."),
    "text": lambda _: _("a text is needed."),
    "long": lambda _: _("the text has more than %(limit)s characters."),
    "letters": lambda _: _("the text has characters that cannot be stored."),
    "number": lambda _: _("a number is needed."),
    "range": lambda _: _("the number must be from %(low)s to %(high)s."),
    "whole": lambda _: _("a whole number is needed."),
    "flag": lambda _: _("true or false is needed."),
    "list": lambda _: _("a list is needed."),
    "many": lambda _: _("there are more than %(limit)s."),
    "deep": lambda _: _("steps stand more than %(limit)s levels deep."),
    "choice": lambda _: _("'%(value)s' is not one of the choices."),
    "tree": lambda _: _("%(reason)s."),
}
