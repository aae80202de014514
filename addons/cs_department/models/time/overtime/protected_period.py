from odoo import api, fields, models
from odoo.fields import Domain

from ....logic import overtime as rules


class ProtectedPeriod(models.Model):
    """Dates during which somebody is protected from overtime (OT-09).

    HR alone enters and reads them: a person's health is nobody else's business. Others
    only meet the answer that overtime is not arranged then.
    """

    _name = "cs.protected.period"
    _inherit = ["cs.typed"]
    _description = "Protected period"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("pregnancy", "Pregnancy"),
            ("nursing", "Nursing"),
            ("other", "Other reason of health"),
        ],
        required=True,
        default="pregnancy",
    )
    date_from = fields.Date(
        "Protected from",
        required=True,
        help="Of a pregnancy: the day from which its months count. Of nursing: the end "
        "of maternity leave.",
    )
    date_to = fields.Date("Until", help="Empty: open.")
    note = fields.Char()

    _in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it begins."
    )

    @api.depends("employee_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for period in self:
            name = period.employee_id.name or ""
            period.display_name = f"{name} · {kinds.get(period.kind, '')}"

    @api.model
    def _protected(self, overtime):
        """Return those pieces of overtime on whose day a period protects the person."""
        if not overtime:
            return overtime
        periods = self.sudo().search(
            Domain("employee_id", "in", overtime.employee_id.ids)
            & Domain("date_from", "<=", max(overtime.mapped("date")))
        )
        own = periods.grouped("employee_id")
        return overtime.filtered(
            lambda row: any(
                rules.is_protected(
                    row.date,
                    period.kind,
                    period.date_from,
                    period.date_to or None,
                    row.policy_id.protected_from_month,
                )
                for period in own.get(row.employee_id, ())
            )
        )
