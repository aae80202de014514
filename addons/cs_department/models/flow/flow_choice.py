from typing import NamedTuple

from odoo import api, models
from odoo.tools import ormcache

from .engine import facts


class Terms(NamedTuple):
    """Which documents a published flow takes; kept in the process."""

    company_id: int | bool
    department_ids: frozenset[int]
    condition: str | bool
    version_id: int | bool


class FlowChoice(models.Model):
    """What is asked of flows again and again: no query once it is known."""

    _inherit = "cs.flow"

    @api.model
    def _published_for(self, model_name, trigger="submit"):
        """Return the flows of a model that may be picked, in their order."""
        return self.sudo().browse(self._published_ids(model_name, trigger))

    @api.model
    @ormcache("model_name", "trigger")
    def _published_ids(self, model_name, trigger):
        # kept for everybody: no client's context (active_test) may reach the search
        return tuple(
            self.sudo()
            .with_context({})
            .search(
                [
                    ("res_model", "=", model_name),
                    ("trigger", "=", trigger),
                    ("version_id", "!=", False),
                ]
            )
            .ids
        )

    @api.model
    @ormcache("user_id")
    def _managed_ids(self, user_id):
        """Return the ids of the flows that a user manages, for the record rules."""
        flows = self.sudo().with_context(active_test=False)
        return tuple(flows.search([("manager_ids", "in", [user_id])]).ids)

    @ormcache("self.id")
    def _terms(self):
        """Return which documents the flow takes; forgotten when a flow changes."""
        flow = self.sudo()
        return Terms(
            flow.company_id.id,
            frozenset(flow.department_ids.ids),
            flow._rule("condition"),
            flow.version_id.id,
        )

    def _rule(self, name):
        """Return a rule of the published version: a draft is not in force yet."""
        self.ensure_one()
        policy = self.version_id.graph.get("policy") or {} if self.version_id else {}
        return policy[name] if name in policy else self[name]

    def _published_version(self):
        """Return the version that a new run follows."""
        return self.env["cs.flow.version"].browse(self._terms().version_id or [])

    def _takes(self, company_id, department_path):
        """Tell whether the flow takes documents of a company and a department.

        :param department_path: ids of the department and those above it.
        """
        terms = self._terms()
        return (not terms.company_id or terms.company_id == company_id) and (
            not terms.department_ids
            or not terms.department_ids.isdisjoint(department_path)
        )

    def _holds_for(self, names, values, company):
        """Tell whether the flow's condition holds for the facts of one document."""
        self.ensure_one()
        condition = self._terms().condition
        return not condition or facts.holds(
            self.env, condition, names, values, self, company
        )
