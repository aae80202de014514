from odoo import fields, models


class BenchRequest(models.Model):
    """A request that our engine decides. For benchmarks only."""

    _name = "cs.bench.request"
    _description = "Benchmark request"
    _inherit = ["cs.flow.document", "mail.thread"]
    _flow_engine_values = {"state": {"done"}}

    name = fields.Char(required=True)
    employee_id = fields.Many2one("hr.employee")
    checker_id = fields.Many2one("res.users")
    amount = fields.Float()
    state = fields.Selection([("draft", "Draft"), ("done", "Done")], default="draft")

    def _flow_fact_types(self):
        return super()._flow_fact_types() | {"amount": ("number", "Amount")}

    def _flow_facts(self):
        facts = super()._flow_facts()
        for request in self:
            facts[request.id]["amount"] = request.amount
        return facts

    def _flow_on_approved(self):
        self.write({"state": "done"})
