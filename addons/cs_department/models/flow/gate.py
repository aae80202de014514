from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from .engine import facts, start
from .engine_mark import driving, is_driving


class FlowGates(models.Model):
    """Knows the gates: which field changes of which models need an approval."""

    _inherit = "cs.flow"

    @api.model
    @ormcache()
    def _gates_by_model(self):
        """Return ``{model: ((flow id, field, values), ...)}`` of the published
        gates."""
        found = {}
        for gate in self.sudo().search(
            [("trigger", "=", "gate"), ("version_id", "!=", False)]
        ):
            values = frozenset(
                v.strip() for v in (gate.gate_values or "").split(",") if v.strip()
            )
            found.setdefault(gate.res_model, []).append(
                (gate.id, gate.gate_field_id.name, values)
            )
        return {name: tuple(gates) for name, gates in found.items()}


class GatedModel(models.AbstractModel):
    """Lets a flow guard a change of a field of any model.

    A guarded write is held back until the flow approves it; the rest of the same write
    goes through. A model without a gate costs one look into a cached dictionary.
    """

    _inherit = "base"

    def write(self, vals):
        if self.pool.ready and self._name != "cs.flow" and self.ids:
            gates = self.env["cs.flow"]._gates_by_model().get(self._name)
            if gates and not is_driving(self):
                vals = self._flow_hold_back(gates, dict(vals))
                if not vals:
                    return True
        return super().write(vals)

    def _flow_hold_back(self, gates, vals):
        """Start the flows of the gates that ``vals`` meets; return what is left of
        it."""
        for flow_id, name, guarded in gates:
            if name not in vals or (guarded and str(vals[name]) not in guarded):
                continue
            flow = self.env["cs.flow"].sudo().browse(flow_id)
            changing = self.filtered(lambda d, n=name: _differs(d, n, vals[n]))
            held = changing._flow_gated_by(flow)
            if not held:
                continue
            if held != self:
                raise UserError(
                    self.env._(
                        "Some of these need an approval for this change and some do "
                        "not: please change them apart."
                    )
                )
            held.check_access("write")
            held._flow_start_gate(flow, {name: vals.pop(name)})
        return vals

    def _flow_gated_by(self, flow):
        """Return the documents for which the gate's condition holds."""
        names = facts.types_of(self)
        found = facts.load_facts(self.sudo()) if flow.condition and self else {}
        return self.filtered(
            lambda d: flow._holds_for(
                names, found.get(d.id, {}), flow.company_id or self.env.company
            )
        )

    def _flow_start_gate(self, flow, values):
        batch = start.prepare_gate(self, flow)
        start.create_runs(batch, extra={"gate_values": values})
        start.begin(batch, "submitted")

    def _flow_release(self, vals):
        """Apply the change that a gate held back."""
        with driving(self):
            self.write(vals)


def _differs(document, name, value):
    field = document._fields[name]
    return field.convert_to_write(document[name], document) != value
