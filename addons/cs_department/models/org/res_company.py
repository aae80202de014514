from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cs_code = fields.Char(
        "Company code",
        help="The letters of the company in employee numbers, such as JW.",
    )
    cs_probation_months = fields.Integer(
        "Months of probation",
        help="Probation of a new employee, counted from the start of the contract. "
        "With 0 there is none.",
    )
    cs_promotion_probation_months = fields.Integer(
        "Months of probation after a promotion",
        help="Counted from the day the new grade begins. With 0 there is none.",
    )
    cs_probation_max_months = fields.Integer(
        "Longest probation in months",
        help="A probation cannot be extended beyond it. With 0 there is no limit.",
    )
    cs_probation_notice_days = fields.Integer(
        "Remind before the end of a probation",
        default=14,
        help="So many days before a probation ends, HR is reminded to appraise it.",
    )

    _cs_probation_not_negative = models.Constraint(
        "CHECK (cs_probation_months >= 0 AND cs_promotion_probation_months >= 0 "
        "AND cs_probation_max_months >= 0 AND cs_probation_notice_days >= 0)",
        "The figures of the probation cannot be negative.",
    )
