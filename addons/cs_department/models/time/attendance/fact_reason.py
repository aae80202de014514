from odoo import api, fields, models


class FactReason(models.Model):
    """Says in the reader's language why a fact stands, by what its source kept of it.

    Sources answer with ``_fact_reasons(facts)``: ``{fact: sentence}``, for all of their
    facts together.
    """

    _inherit = "cs.fact"

    reason = fields.Char("Why", compute="_compute_reason")

    @api.depends("because", "amount", "unit", "kind_id", "reverses_id")
    @api.depends_context("lang")
    def _compute_reason(self):
        back = self.filtered("reverses_id")
        for fact in back:
            said = fact.sudo().reverses_id.reason
            fact.reason = (
                self.env._("Takes back: %s", said) if said else self.env._("Taken back")
            )
        for name, facts in (self - back).grouped("res_model").items():
            source, reasons = self.env.get(name), {}
            if hasattr(source, "_fact_reasons"):
                records = source.sudo().browse(set(facts.mapped("res_id")))
                reasons = records._fact_reasons(facts)
            for fact in facts:
                fact.reason = reasons.get(fact, False)
