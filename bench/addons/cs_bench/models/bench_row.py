from odoo import fields, models


class BenchRow(models.Model):
    """A row as wide as a task and nothing else: the floor. For benchmarks only."""

    _name = "cs.bench.row"
    _description = "Benchmark row"
    _log_access = False

    name = fields.Char()
    state = fields.Char()
    key = fields.Char()
    number = fields.Integer()
    user_id = fields.Many2one("res.users", index=True)
    employee_id = fields.Many2one("hr.employee")
    company_id = fields.Many2one("res.company")
    opened_at = fields.Datetime()
    payload = fields.Json()
