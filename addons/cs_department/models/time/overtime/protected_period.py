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
        "Since",
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
    def _protected(self, days, policies):
        """Return the ids of those whom a period protects on the day asked about.

        :param days: ``{employee id: day}``
        :param policies: ``{employee id: overtime policy, perhaps empty}``
        """
        if not days:
            return set()
        periods = self.sudo().search(
            Domain("employee_id", "in", list(days))
            & Domain("date_from", "<=", max(days.values()))
        )
        return {
            row.employee_id.id
            for row in periods
            if rules.is_protected(
                days[row.employee_id.id],
                row.kind,
                row.date_from,
                row.date_to or None,
                policies[row.employee_id.id].protected_from_month,
            )
        }
