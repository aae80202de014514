"""A document of the tests: an expense-like request with the mixin of the engine."""

from odoo import fields, models


class FlowTestDocument(models.Model):
    """A request with an amount, days and a note. Every user may do everything."""

    _name = "cs.flow.test.document"
    _description = "Test document"
    _inherit = ["cs.flow.document"]
    _flow_engine_values = {"state": {"done", "rejected"}}

    name = fields.Char(required=True)
    employee_id = fields.Many2one("hr.employee")
    company_id = fields.Many2one("res.company")
    checker_id = fields.Many2one("res.users")
    amount = fields.Float()
    days = fields.Float()
    urgent = fields.Boolean()
    note = fields.Char()
    until = fields.Datetime()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("done", "Done"),
            ("rejected", "Rejected"),
            ("back", "Back"),
        ],
        default="draft",
    )
    effects = fields.Char(default="")

    def _flow_fact_types(self):
        return super()._flow_fact_types() | {
            "amount": ("number", "Amount"),
            "days": ("number", "Days"),
            "urgent": ("bool", "Urgent"),
            "note": ("text", "Note"),
        }

    def _flow_facts(self):
        facts = super()._flow_facts()
        for document in self:
            facts[document.id] |= {
                "amount": document.amount,
                "days": document.days,
                "urgent": document.urgent,
                "note": document.note or None,
            }
        return facts

    def _flow_filers(self, flow):
        # the company of the tests has people of the demo, too
        return super()._flow_filers(flow).filtered(lambda e: e.user_id.login == "agent")

    def _flow_effects(self):
        return {"stamp": "Stamp"}

    def _flow_effect_stamp(self):
        for document in self:
            document.effects = (document.effects or "") + "stamp "

    def _flow_on_approved(self):
        self.write({"state": "done"})
        for document in self:
            document.effects = (document.effects or "") + "approved "

    def _flow_on_refused(self):
        self.write({"state": "rejected"})

    def _flow_on_returned(self):
        self.write({"state": "back"})
