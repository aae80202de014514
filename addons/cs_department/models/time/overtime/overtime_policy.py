from decimal import Decimal

from odoo import fields, models

from ....logic import overtime as rules
from ...limit.limit_screen import limit_lines

SCREEN = "cs.overtime.policy"


class OvertimePolicy(models.Model):
    """Every figure of a regulation about overtime, for a company or one department.

    HR creates and edits; every employee may read what holds for him, auditors read all.
    """

    _name = SCREEN
    _inherit = ["cs.policy", "cs.limit.screen", "mail.thread"]
    _description = "Overtime policy"

    name = fields.Char(tracking=True)
    active = fields.Boolean(tracking=True)
    company_id = fields.Many2one(tracking=True)
    department_id = fields.Many2one(tracking=True)
    note = fields.Html(
        "Regulation",
        translate=True,
        help="The text that employees read, with the law that it rests on.",
    )

    # ---- who and when
    excluded_role_ids = fields.Many2many(
        "cs.role",
        "cs_overtime_policy_excluded_role_rel",
        string="Without overtime",
        check_company=True,
        help="Holders of these roles have no overtime, such as those whom commission "
        "pays.",
    )
    excluded_contract_type_ids = fields.Many2many(
        "hr.contract.type",
        "cs_overtime_policy_excluded_contract_rel",
        string="Contracts without overtime",
        groups="hr.group_hr_user",
    )
    later = fields.Selection(
        [
            ("never", "not allowed"),
            ("emergency", "in an emergency"),
            ("always", "always"),
        ],
        "May be filed afterwards",
        default="emergency",
        required=True,
        tracking=True,
    )
    protected_from_month = fields.Integer(
        "Pregnancy protects after",
        required=True,
        tracking=True,
        help="Complete months after which overtime is no longer arranged. 0: from the "
        "first day.",
    )
    min_rest_hours = fields.Float(
        "Rest between overtime and shifts",
        tracking=True,
        help="The request warns when less is left before the next or after the last "
        "shift. 0: no matter.",
    )

    # ---- what counts
    counts = fields.Selection(
        [
            ("approved", "the hours that were approved"),
            ("clocked", "of these, the hours clocked in"),
        ],
        "Counted are",
        default="approved",
        required=True,
        tracking=True,
    )
    threshold_hours = fields.Float(
        "No overtime on a working day",
        tracking=True,
        help="Work after hours on a working day is no overtime as long as this holds. "
        "0: every hour is.",
    )
    threshold_operator = fields.Selection(
        [("le", "up to (≤)"), ("lt", "below (<)")],
        "While it is",
        default="le",
        required=True,
    )
    threshold_mode = fields.Selection(
        [("all", "all hours count"), ("excess", "only the excess counts")],
        "Beyond it",
        default="all",
        required=True,
        tracking=True,
    )
    limit_ids = limit_lines(
        SCREEN, "cs.overtime", "sum", "count", "size", unit="hours", outcome="cap"
    )
    notice_ids = limit_lines(SCREEN, "cs.overtime", "notice", "blackout")
    eligibility_ids = limit_lines(SCREEN, "cs.overtime", "eligibility")

    # ---- rest and money
    comp_type_id = fields.Many2one(
        "hr.leave.type",
        "Rest is given as",
        domain="[('cs_is_comp_rest', '=', True)]",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The rest is given once the approved work is done; it lapses as the leave "
        "policy of the department says.",
    )
    workday_percent = fields.Float("Working day", default=100, tracking=True)
    rest_day_percent = fields.Float("Rest day", default=100, tracking=True)
    holiday_percent = fields.Float("Public holiday", default=100, tracking=True)
    rest_follows_percent = fields.Boolean(
        "Rest in the same proportion",
        help="An hour of 200 % gives two hours of rest. Otherwise one hour gives one.",
    )

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There is already an overtime policy for this department.",
    )
    _months_range = models.Constraint(
        "CHECK (protected_from_month BETWEEN 0 AND 9)",
        "Pregnancy protects after 0 to 9 complete months.",
    )
    _hours_range = models.Constraint(
        "CHECK (min_rest_hours BETWEEN 0 AND 48 AND threshold_hours BETWEEN 0 AND 24)",
        "Rest around overtime is 0 to 48 hours, and what is no overtime yet on a "
        "working day 0 to 24.",
    )
    _percent_range = models.Constraint(
        "CHECK (LEAST(workday_percent, rest_day_percent, holiday_percent) >= 1 "
        "AND GREATEST(workday_percent, rest_day_percent, holiday_percent) <= 1000)",
        "An hour of a working day, a rest day or a public holiday is worth 1 to "
        "1,000 %.",
    )

    def _threshold(self):
        """Return the rule for working days; without a policy every hour counts."""
        return rules.Threshold(
            Decimal(str(self.threshold_hours)),
            self.threshold_operator or "le",
            self.threshold_mode or "all",
        )

    def _percent(self, day_kind):
        """Return the percentage that an hour of such a day is worth."""
        return self[f"{day_kind}_percent"] if self else 100.0
