from odoo import api, fields, models

NOTICE_DAYS = 14


class CsEmploymentPolicy(models.Model):
    """The figures of a company about probation and numbers, on one screen.

    HR edits it; auditors read it. A company without one has no probation.
    """

    _name = "cs.employment.policy"
    _inherit = ["cs.typed"]
    _description = "Employment Figures"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    company_code = fields.Char(
        help="The letters of the company in employee numbers, such as JW."
    )
    probation_months = fields.Integer(
        "Months of probation",
        help="Of a new employee, counted from the start of the contract. With 0 there "
        "is none. A grade may say otherwise.",
    )
    promotion_probation_months = fields.Integer(
        "Months of probation after a promotion",
        help="Counted from the day the new grade begins. With 0 there is none. A grade "
        "may say otherwise.",
    )
    probation_max_months = fields.Integer(
        "Longest probation in months",
        help="A probation cannot be extended beyond it. With 0 there is no limit.",
    )
    probation_notice_days = fields.Integer(
        "Days of notice",
        default=NOTICE_DAYS,
        help="So many days before a probation ends, HR is reminded to appraise it.",
    )

    _company_uniq = models.Constraint(
        "UNIQUE (company_id)", "The company already has its employment figures."
    )
    _not_negative = models.Constraint(
        "CHECK (probation_months BETWEEN 0 AND 600 "
        "AND promotion_probation_months BETWEEN 0 AND 600 "
        "AND probation_max_months BETWEEN 0 AND 600 "
        "AND probation_notice_days BETWEEN 0 AND 366)",
        "Months of probation are from 0 to 600, days of notice from 0 to 366.",
    )

    @api.model
    def action_open_mine(self):
        """Open the figures of the current company; they are made on the first visit."""
        policy = self.search([("company_id", "=", self.env.company.id)])
        if not policy and self.has_access("create"):
            policy = self.create({"company_id": self.env.company.id})
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cs_department.action_cs_employment_policy"
            ),
            "res_id": policy.id,
        }

    @api.model
    def _of(self, companies):
        """Return ``{company: its figures, or an empty record}``; one query."""
        found = self.sudo().search([("company_id", "in", companies.ids)])
        by_company = found.grouped("company_id")
        return {
            company: by_company.get(company, self.browse()) for company in companies
        }
