"""A document of the tests: something that somebody does on certain days."""

from datetime import timedelta

from odoo import fields, models

from ...models.limit.finding import Case, Entry


class LimitTestDocument(models.Model):
    """Everybody may do everything: it exists in tests only."""

    _name = "cs.limit.test.document"
    _description = "Test document"
    _inherit = ["cs.limit.document"]

    employee_id = fields.Many2one("hr.employee")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    start = fields.Datetime()
    end = fields.Datetime()
    days = fields.Float(default=1)
    origin = fields.Integer()
    score = fields.Float()

    def _portions(self):
        first = self.start.date()
        count = (self.end.date() - first).days + 1
        return {
            first + timedelta(days=offset): (self.days / count, self.days * 8 / count)
            for offset in range(count)
        }

    def _limit_cases(self, moment):
        return [
            Case(
                document_id=document.id,
                employee_id=document.employee_id.id,
                company_id=document.company_id.id,
                department_id=document.employee_id.department_id.id,
                calendar_id=document.company_id.resource_calendar_id.id,
                start=document.start,
                end=document.end,
                applied=moment or fields.Datetime.now(),
                portions=document._portions(),
            )
            for document in self
        ]

    def _entries(self, domain):
        return [
            Entry(
                document_id=document.id,
                employee_id=document.employee_id.id,
                department_id=document.employee_id.department_id.id,
                start=document.start.date(),
                end=document.end.date(),
                portions=document._portions(),
            )
            for document in self.search(domain)
        ]

    def _limit_history(self, employee_ids, first, last):
        return self._entries([("employee_id", "in", list(employee_ids))])

    def _limit_colleagues(self, department_ids, first, last):
        return self._entries(
            [("employee_id.department_id", "in", list(department_ids))]
        )

    def _limit_facts(self):
        return {
            document.id: {"days": document.days, "score": document.score or None}
            for document in self
        }

    def _limit_fact_types(self):
        return {"days": "number", "score": "number"}

    def _limit_origins(self):
        return {document.id: {("some.screen", document.origin)} for document in self}
