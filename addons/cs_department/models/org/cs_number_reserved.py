from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .number_sentences import PLAIN


class CsNumberReserved(models.Model):
    """A number kept for a person or a position (EN-02). HR maintains it."""

    _name = "cs.number.reserved"
    _inherit = ["cs.typed"]
    _description = "Reserved Number"
    _order = "number"
    _rec_name = "number"

    scheme_id = fields.Many2one(
        "cs.number.scheme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scheme_id.company_id")
    number = fields.Char(required=True)
    job_id = fields.Many2one(
        "hr.job",
        "Position",
        domain="[('company_id', 'in', (company_id, False))]",
        help="Whoever takes the position gets the number, if it is free.",
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person", domain="[('company_id', '=', company_id)]"
    )
    note = fields.Char()
    holder_id = fields.Many2one(
        "hr.employee", "Held by", compute="_compute_holder_id", compute_sudo=True
    )

    _number_uniq = models.Constraint(
        "UNIQUE (scheme_id, number)", "The number is already reserved."
    )

    _number_plain = models.Constraint(
        f"CHECK ({PLAIN})", "A number has characters that can be seen, 32 at most."
    )

    @api.depends("number", "scheme_id.company_id")
    def _compute_holder_id(self):
        held = self.env["cs.employee.number"].search_fetch(
            [("number", "in", self.mapped("number")), ("state", "=", "current")],
            ["number", "company_id", "employee_id"],
        )
        holders = {(row.company_id, row.number): row.employee_id for row in held}
        for reserved in self:
            place = reserved.scheme_id.company_id, reserved.number
            reserved.holder_id = holders.get(place, False)

    @api.constrains("number", "scheme_id", "employee_id", "job_id")
    def _check_number(self):
        """Nobody else's number is kept for somebody."""
        numbers = self.env["cs.employee.number"].sudo()
        for reserved in self.sudo():
            numbers._check_typed(reserved.number)
            held = Domain("number", "=", reserved.number) & Domain(
                "company_id", "=", reserved.company_id.id
            )
            holder = numbers.search(held & Domain("state", "=", "current")).employee_id
            if holder and not reserved._is_for(holder):
                raise ValidationError(
                    self.env._(
                        "The number %(number)s is taken by %(person)s.",
                        number=reserved.number,
                        person=holder.name,
                    )
                )

    @api.constrains("job_id", "employee_id")
    def _check_owner(self):
        for reserved in self:
            if reserved.job_id and reserved.employee_id:
                raise ValidationError(
                    self.env._(
                        "The number %(number)s can be kept for a position or for a "
                        "person, not for both.",
                        number=reserved.number,
                    )
                )

    def _is_for(self, employee):
        """Tell whether an employee may have the number."""
        self.ensure_one()
        if self.employee_id:
            return self.employee_id == employee
        return bool(self.job_id) and self.job_id == employee.job_id
