import math
from datetime import date, datetime

from odoo import api, models
from odoo.exceptions import UserError

from .engine import facts as engine_facts
from .engine import inputs, trial

LONGEST_TEXT = 1000
MOST_ITEMS = 100


class FlowSimulation(models.Model):
    """Trying the draft with an employee and values: for whoever may edit the flow.

    Nothing is written, and no document is needed.
    """

    _inherit = "cs.flow"

    @api.readonly
    def simulate(self, employee_id, values=None, people=None):
        """Return the way that a document with these facts would take.

        :param values: ``{name of a fact: value}``; what the person tells is known.
        :param people: ``{field of the document or key of a node: [user or employee
            ids]}`` where the flow asks somebody whom only a document names.
        :return: ``{"steps", "keys", "is_taken", "problem"}``; a step has ``key``,
            ``users`` with name and reason, ``why`` it is passed, ``blocks``.
        :raises UserError: for values that cannot be read.
        """
        flow = inputs.one(self)
        flow.check_access("write")
        employee = inputs.record(self.env, "hr.employee", employee_id)
        if not flow.env["hr.employee.public"].search_count(
            [("id", "=", employee.id)], limit=1
        ):
            raise inputs.gone(self.env)
        model = flow._document_model(is_draft=True).sudo()
        known = flow._simulated_facts(model, employee, values)
        people = flow._simulated_people(model, people)
        batch = trial.new_batch(flow)
        one = trial.add(
            batch,
            trial.Paper(model, people["fields"]),
            trial.Design(flow.sudo(), flow._compile()),
            (employee.user_id, employee, employee.company_id),
            known,
            people["nodes"],
        )
        steps, keys, problem = trial.walk_all(batch)[one]
        return {
            "steps": flow._named_steps(steps),
            "keys": keys,
            "problem": problem,
            "is_taken": flow._simulated_taken(model, employee, known),
        }

    def _simulated_taken(self, model, employee, known):
        """Tell whether the flow takes such documents at all."""
        path = (employee.cs_person or {}).get("path") or ()
        departments = set(self.department_ids.ids)
        if departments and departments.isdisjoint(path):
            return False
        if self.company_id and self.company_id != employee.company_id:
            return False
        types = engine_facts.types_of(model)
        return not self.condition or engine_facts.holds(
            self.env, self.condition, types, known, self.name, employee.company_id
        )

    def _simulated_facts(self, model, employee, values):
        """Return the facts: what the person tells, then what was typed."""
        if values in (None, False):
            values = {}
        if not isinstance(values, dict):
            raise UserError(self.env._("The values cannot be read."))
        types = engine_facts.fact_types(model)
        known = {
            name: False if kind == "bool" else [] if kind == "list" else None
            for name, (kind, _label) in types.items()
        }
        if hasattr(model, "_flow_employee_facts"):
            person = model._flow_employee_facts(employee).get(employee.id) or {}
            known |= {name: person[name] for name in person if name in known}
        for name, value in values.items():
            if name in types and value not in (None, ""):
                kind, label = types[name]
                known[name] = self._simulated_value(kind, label, value)
        return known

    def _simulated_value(self, kind, label, value):
        try:
            return _READERS[kind](value)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise UserError(
                self.env._("This is no value for '%s'.", str(label))
            ) from error

    def _simulated_people(self, model, people):
        """Return the people of fields (records) and of nodes (user ids)."""
        if people in (None, False):
            people = {}
        if not isinstance(people, dict):
            raise UserError(self.env._("The chosen people cannot be read."))
        fields, nodes = {}, {}
        keys = set(self.node_ids.mapped("key"))
        for name, ids in people.items():
            if not isinstance(ids, list) or not all(inputs.is_id(i) for i in ids):
                raise UserError(self.env._("The chosen people cannot be read."))
            field = model._fields.get(name)
            if name in keys:
                nodes[name] = inputs.users(self.env, ids).ids if ids else []
            elif field is not None and field.comodel_name:
                fields[name] = model.env[field.comodel_name].browse(ids).exists()
        return {"fields": fields, "nodes": nodes}

    def _know_names(self, steps):
        """Read the names of all people and places in some steps at once."""
        reasons = [reason for step in steps for reason in step["reasons"]]
        user_ids = {user for step in steps for user in step["users"]}
        self.env["cs.flow.run"]._bar_know(reasons, user_ids)

    def _named_steps(self, steps):
        """Return steps with names and reasons in the reader's language."""
        self._know_names(steps)
        runs = self.env["cs.flow.run"]
        users = self.env["res.users"].sudo()
        return [
            {
                "key": step["key"],
                "name": step["name"],
                "kind": step["kind"],
                "why": step["why"] or "",
                "blocks": step["blocks"],
                "repeated": step["repeated"],
                "users": [
                    {
                        "id": user,
                        "name": users.browse(user).name,
                        "reason": runs._reason_text(reason or {}),
                    }
                    for user, reason in zip(step["users"], step["reasons"], strict=True)
                ],
            }
            for step in steps
        ]


def _number(value):
    number = float(value)
    if not math.isfinite(number) or abs(number) > 1e15:
        raise ValueError(value)
    return number


def _text(value):
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError(value)
    return inputs.storable(value)


def _items(value):
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        raise ValueError(value)
    return [_text(item) for item in value]


_READERS = {
    "number": _number,
    "text": _text,
    "bool": bool,
    "date": lambda value: date.fromisoformat(_text(value)),
    "datetime": lambda value: datetime.fromisoformat(_text(value)).replace(tzinfo=None),
    "list": _items,
}
