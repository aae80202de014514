"""A document of the tests of the screens: it has a chatter, activities and facts."""

from odoo import fields, models


class FlowTestClaim(models.Model):
    """A claim that every user of the tests may read and write."""

    _name = "cs.flow.test.claim"
    _description = "Test claim"
    _inherit = ["cs.flow.document", "mail.thread", "mail.activity.mixin"]

    name = fields.Char(required=True)
    employee_id = fields.Many2one("hr.employee")
    company_id = fields.Many2one("res.company")
    amount = fields.Float()
    cost_centre = fields.Char()

    def _flow_fact_types(self):
        return super()._flow_fact_types() | {"amount": ("number", "Amount")}

    def _flow_facts(self):
        facts = super()._flow_facts()
        for claim in self:
            facts[claim.id]["amount"] = claim.amount
        return facts

    def _flow_summary(self):
        return {c.id: [["Amount", f"{c.amount:.2f}"], ["Note", c.name]] for c in self}

    def _flow_filers(self, flow):
        # the company of the tests has people of the demo, too
        return super()._flow_filers(flow).filtered(lambda e: e.user_id.login == "agent")

    def _flow_effects(self):
        return {"stamp": "Put a stamp on it"}
