from odoo import models

from ...logic import flow_graph
from ...logic.flow_proof import Field, Finding, Reach, Setting, prove
from ..org.zone import day_of, zone_of
from .document_guard import ENGINE_FIELDS
from .engine import facts, nobody
from .flow_finding import people, sentence
from .gate import is_guardable

PERSON_MODELS = ("res.users", "hr.employee")
#: facts of these types may be missing in a document
MAY_BE_EMPTY = ("text", "date", "datetime")


class FlowProving(models.Model):
    """The proof of a draft: whoever may edit a flow may see what it finds."""

    _inherit = "cs.flow"

    def _findings(self):
        """Return what is wrong or doubtful in the draft, errors first.

        :return: ``[{"level": "error" | "warning", "node": key, "code", "message"}]``.
        """
        self.ensure_one()
        data = flow_graph.in_language(self._compile(), self.env.lang)
        setting = self._proof_setting()
        found = [*prove(data, setting), *self._gate_findings()]
        if not any(finding.code == "no_tree" for finding in found):
            found += self._people_findings(data, setting)
        labels, model = self._fact_labels(), self.env[self.res_model]
        return [
            {
                "level": finding.level,
                "node": finding.node,
                "code": finding.code,
                "message": sentence(model, finding, labels),
            }
            for finding in sorted(found, key=lambda f: f.level != "error")
        ]

    def _fact_labels(self):
        types = facts.fact_types(self._document_model())
        return {name: label for name, (_type, label) in types.items()}

    def _proof_setting(self):
        """Return what the proof must know of the documents."""
        model = self._document_model()
        types = facts.types_of(model)
        engine = {*ENGINE_FIELDS, *getattr(model, "_flow_engine_values", ())}
        optional = {
            name
            for name, kind in types.items()
            if kind in MAY_BE_EMPTY
            and not (name in model._fields and model._fields[name].required)
        }
        company = self.company_id or self.env.company
        effects = model._flow_effects() if hasattr(model, "_flow_effects") else ()
        return Setting(
            facts=types,
            optional=frozenset(optional),
            options=self._proof_options(model),
            fields={
                name: Field(
                    field.type,
                    is_person=field.comodel_name in PERSON_MODELS,
                    is_editable=_is_editable(field),
                    is_engine=name in engine,
                )
                for name, field in model._fields.items()
            }
            | self._extra_fields(model),
            effects=frozenset(effects),
            condition=self.condition or "",
            is_gate=self.trigger == "gate",
            today=day_of(company),
            zone=zone_of(company),
        )

    def _proof_options(self, model):
        """Return ``{fact: values}`` of facts that have no others."""
        known = getattr(model, "_flow_fact_options", dict)()
        return {
            name: [value for value, _label in options]
            for name, options in known.items()
        }

    def _extra_fields(self, model):
        """Return what the documents have besides the fields of their model."""
        extra = getattr(model, "_flow_extra_fields", dict)()
        return {
            name: Field(kind, is_person=person, is_editable=True, is_engine=False)
            for name, (kind, person, _label) in extra.items()
        }

    # ---- for whom nobody is found ----------------------------------------------------

    def _people_findings(self, data, setting):
        """Return for which employees a node finds nobody; constant queries."""
        reach = Reach(data, setting)
        employees = self._proof_filers()
        reached = self._reached(reach, employees)
        missing = nobody.look(self, employees, reached, data)
        nodes = reach.context.graph.nodes
        found = []
        for key, persons in missing.items():
            found += self._nobody_findings(nodes[key], persons)
        return found

    def _proof_filers(self):
        """Return the employees whose documents the flow may meet."""
        model = self.env[self.res_model].sudo()
        if hasattr(model, "_flow_filers"):
            return model._flow_filers(self.sudo())
        return self.env["cs.flow.document"].sudo()._flow_filers(self.sudo())

    def _reached(self, reach, employees):
        """Return ``{employee: node keys}``; the same facts are one question."""
        model = self.env[self.res_model].sudo()
        known = {}
        if hasattr(model, "_flow_employee_facts"):
            known = model._flow_employee_facts(employees)
        answers, found = {}, {}
        for employee in employees:
            values = known.get(employee.id) or {}
            used = {name: values[name] for name in values if name in reach.names}
            key = str(sorted(used.items()))
            if key not in answers:
                answers[key] = reach.keys(used)
            found[employee] = answers[key]
        return found

    def _nobody_findings(self, node, persons):
        mode = node.spec.get("if_nobody")
        if mode == "fallback":
            persons = {
                person: instead for person, instead in persons.items() if not instead
            }
        names = sorted(person.name for person in persons)
        if not names:
            return []
        level, code = {
            "skip": ("warning", "skipped"),
            "fallback": ("error", "nobody_instead"),
        }.get(mode, ("error", "nobody"))
        params = {"node": node.name, "people": people(self.env, names)}
        return [Finding(level, node.key, code, params)]

    # ---- gates -----------------------------------------------------------------------

    def _gate_findings(self):
        """Return whether the guarded field and its values exist."""
        if self.trigger != "gate":
            return []
        field = self.env[self.res_model]._fields.get(self.gate_field_id.sudo().name)
        if field is None:
            return []
        label = field.get_description(self.env, ["string"])["string"]
        found = []
        if not _is_editable(field):
            found.append(Finding("error", "", "gate_computed", {"field": label}))
        elif not is_guardable(field):
            found.append(Finding("error", "", "gate_field", {"field": label}))
        for value in (self.gate_values or "").split(","):
            if value.strip() and not self._is_value(field, value.strip()):
                params = {"field": label, "value": value.strip()}
                found.append(Finding("error", "", "gate_value", params))
        return found

    def _is_value(self, field, text):
        if field.type == "selection":
            return text in field.get_values(self.env)
        if field.type == "boolean":
            return text in ("True", "False")
        if field.type == "many2one":
            records = self.env[field.comodel_name].sudo()
            return text.isdecimal() and bool(records.browse(int(text)).exists())
        return True


def _is_editable(field):
    return not field.readonly or not (field.compute or field.related)
