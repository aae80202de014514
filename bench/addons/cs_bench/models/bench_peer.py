from odoo import api, fields, models


class BenchPeer(models.Model):
    """The same request, decided by the peer. For benchmarks only."""

    _name = "cs.bench.peer"
    _description = "Benchmark request of the peer"
    _inherit = ["tier.validation", "mail.thread"]
    _tier_validation_manual_config = False
    _state_to = ["done"]

    name = fields.Char(required=True)
    employee_id = fields.Many2one("hr.employee")
    checker_id = fields.Many2one("res.users")
    amount = fields.Float()
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Done"), ("cancel", "Cancelled")], default="draft"
    )


class TierDefinition(models.Model):
    _inherit = "tier.definition"

    @api.model
    def _get_tier_validation_model_names(self):
        return [*super()._get_tier_validation_model_names(), "cs.bench.peer"]
