from math import isfinite

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from .engine import facts, inputs, start
from .engine_mark import driving, is_creating, is_driving

#: a change of these can be written down, held back and applied later
GUARDABLE = (
    "boolean",
    "char",
    "date",
    "datetime",
    "float",
    "integer",
    "many2one",
    "monetary",
    "selection",
    "text",
)
#: the machinery itself, which must not wait for anybody
NEVER = ("ir.", "base.", "bus.", "mail.", "queue.")


ENGINE = frozenset(
    f"cs.flow{kind}"
    for kind in ("", ".node", ".version", ".run", ".task", ".event", ".effect")
)


def can_be_guarded(model):
    """Tell whether a flow may guard changes of a model."""
    return model._auto and not model._transient and not _is_machinery(model._name)


def _is_machinery(name):
    return name.startswith(NEVER) or name in ENGINE


class FlowGates(models.Model):
    """Knows the gates: which field changes of which models need an approval."""

    _inherit = "cs.flow"

    @api.constrains("trigger", "gate_field_id", "model_id")
    def _check_gate(self):
        for flow in self.sudo():
            model = self.env[flow.res_model]
            if flow.trigger == "submit":
                if flow.res_model not in self._document_models():
                    raise ValidationError(
                        self.env._("'%s' cannot be submitted.", flow.model_id.name)
                    )
                continue
            field = model._fields.get(flow.gate_field_id.name)
            if field is None or flow.gate_field_id.model != flow.res_model:
                raise ValidationError(
                    self.env._("A gate needs a field of the document that it guards.")
                )
            if not can_be_guarded(model):
                raise ValidationError(
                    self.env._("'%s' cannot be guarded.", flow.model_id.name)
                )

    @api.model
    @ormcache()
    def _gates_by_model(self):
        """Return ``{model: ((flow id, field, values), ...)}`` of the published gates.

        The answer is kept for everybody, so nobody's context may reach the search.
        """
        gates = (
            self.sudo()
            .with_context({})
            .search([("trigger", "=", "gate"), ("version_id", "!=", False)])
        )
        found = {}
        for gate in gates:
            texts = (gate._rule("gate_values") or "").split(",")
            values = frozenset(text.strip() for text in texts if text.strip())
            row = gate.id, gate.gate_field_id.name, values
            found.setdefault(gate.res_model, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}


class GatedModel(models.AbstractModel):
    """Lets a flow guard a change of a field of any model.

    A guarded write is held back until the flow approves it; the rest of the same write
    goes through. Who may not write the field may not ask for it either. A record cannot
    be created with a guarded value. A model without a gate costs one look into a cached
    dictionary.
    """

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        gates = self._flow_gates()
        if gates and not is_creating(self._name):
            records._flow_check_gates(gates)
        return records

    def write(self, vals):
        gates = self._flow_gates() if self._ids else ()
        if not gates or is_driving(self):
            return super().write(vals)
        held, changes = self._flow_hold_back(gates, vals)
        for names, records in self.grouped(
            lambda r: frozenset(held.get(r.id, ()))
        ).items():
            rest = {name: value for name, value in vals.items() if name not in names}
            if rest:
                super(GatedModel, records).write(rest)
        for flow, (records, change) in changes.items():
            records._flow_start_gate(flow, change)
        return True

    def _flow_gates(self):
        pool = self.pool
        if not pool.ready or _is_machinery(self._name) or "cs.flow" not in pool:
            return ()
        return self.env["cs.flow"]._gates_by_model().get(self._name, ())

    def _flow_hold_back(self, gates, vals):
        """Find the changes that gates hold back.

        :return: ``{record id: {field}}`` and ``{flow: (records, {field: value})}``.
        """
        held, changes = {}, {}
        for flow_id, name, guarded in gates:
            if name not in vals:
                continue
            value = self._flow_gate_value(name, vals[name])
            if guarded and _as_text(value) not in guarded:
                continue
            flow = self.env["cs.flow"].sudo().browse(flow_id)
            changing = self.filtered(
                lambda r, n=name, v=value: (
                    n not in held.get(r.id, ())
                    and r._flow_gate_value(n, r.sudo()[n]) != v
                )
            )._flow_gated_by(flow)
            if changing:
                changing._flow_may_ask(name)
            for record in changing:
                held.setdefault(record.id, set()).add(name)
            if changing:
                changes[flow] = changing, {name: value}
        self._flow_check_one_gate(held)
        return held, changes

    def _flow_may_ask(self, name):
        """Refuse those who may not make the change themselves."""
        self.check_access("write")
        self._check_field_access(self._fields[name], "write")

    def _flow_check_one_gate(self, held):
        """Refuse a second change while one waits: each must be decided as it was asked.

        :raises UserError: with the record that waits.
        """
        if not held:
            return
        waiting = (
            self.env["cs.flow.run"]
            .sudo()
            .search(
                Domain("res_model", "=", self._name)
                & Domain("res_id", "in", list(held))
                & Domain("state", "in", ("running", "returned")),
                limit=1,
            )
        )
        twice = next((i for i, names in held.items() if len(names) > 1), False)
        if waiting or twice:
            raise UserError(
                self.env._(
                    "'%s': a change waits for approval. Make the next one after it.",
                    self.browse(waiting.res_id or twice).display_name,
                )
            )

    def _flow_check_gates(self, gates):
        """Refuse records that begin with a value that needs an approval."""
        for flow_id, name, guarded in gates:
            flow = self.env["cs.flow"].sudo().browse(flow_id)
            begun = self.filtered(
                lambda r, n=name, g=guarded: (
                    g and _as_text(r._flow_gate_value(n, r.sudo()[n])) in g
                )
            )._flow_gated_by(flow)
            if begun:
                raise AccessError(
                    self.env._(
                        "'%s' needs an approval: set it after the record was created.",
                        self._fields[name]._description_string(self.env),
                    )
                )

    def _flow_gated_by(self, flow):
        """Return the records that the gate's company and condition take in."""
        names = facts.types_of(self)
        found = (
            facts.load_facts(self.sudo()) if flow._terms().condition and self else {}
        )
        kept = self.browse()
        for record in self.sudo():
            company, path = start.gate_company(record), start.gate_path(record)
            is_ours = flow._takes(company.id, path)
            if is_ours and flow._holds_for(names, found.get(record.id, {}), company):
                kept |= record
        return kept.with_env(self.env)

    def _flow_gate_value(self, name, value):
        """Return a value of a guarded field as it is compared and kept.

        :raises UserError: when the field cannot have it.
        """
        field = self._fields[name]
        try:
            plain = field.convert_to_cache(value, self[:1])
        except (TypeError, ValueError):
            label = field._description_string(self.env)
            raise UserError(self.env._("'%s' cannot have this value.", label)) from None
        if field.type in ("date", "datetime") and plain:
            return str(plain)
        if isinstance(plain, str):
            return inputs.storable(plain)
        is_number = isinstance(plain, int | float) and isfinite(plain)
        return plain if is_number or plain is None else None

    def _flow_start_gate(self, flow, values):
        batch = start.prepare_gate(self, flow)
        kept = {n: False if value is None else value for n, value in values.items()}
        start.create_runs(batch, extra={"gate_values": kept})
        start.begin(batch, "submitted")
        self.env.user._bus_send(
            "simple_notification",
            {
                "type": "info",
                "title": self.env._("Waits for approval"),
                "message": self.env._("The change is made when it has been approved."),
            },
        )

    def _flow_release(self, vals):
        """Apply the change that a gate held back."""
        with driving(self):
            self.write(vals)


def is_guardable(field):
    """Tell whether a change of a field can be held back.

    An inherited or related value lies elsewhere, where no gate would guard it; what is
    translated or differs by company would be applied for the approver.
    """
    elsewhere = not field.store or field.inherited or field.related
    manifold = getattr(field, "translate", False) or field.company_dependent
    return field.type in GUARDABLE and not elsewhere and not manifold


def _as_text(value):
    return "" if value is None else str(value)
