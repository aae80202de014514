from odoo import api, fields, models


class FactReason(models.Model):
    """Says in the reader's language why a fact stands, by what its source kept of it.

    Sources answer with ``_fact_reason(fact)``.
    """

    _inherit = "cs.fact"

    reason = fields.Char("Why", compute="_compute_reason")

    @api.depends("because", "amount", "unit", "kind_id", "reverses_id")
    @api.depends_context("lang")
    def _compute_reason(self):
        for fact in self:
            source = self.env.get(fact.res_model)
            if fact.reverses_id:
                fact.reason = self.env._(
                    "Takes back: %s", fact.sudo().reverses_id.reason or ""
                )
            elif hasattr(source, "_fact_reason"):
                fact.reason = source.sudo().browse(fact.res_id)._fact_reason(fact)
            else:
                fact.reason = False
