from odoo import api, fields, models

from ..limit.limit_screen import limit_lines


class LeavePolicy(models.Model):
    """Everything a regulation says about leave, for a company or one department.

    It holds for leave types that are approved by a configured workflow; others stay as
    Odoo treats them. Its limits are ordinary records of ``cs.limit``.

    HR creates and edits; every employee may read what holds for him, auditors read all.
    """

    _name = "cs.leave.policy"
    _description = "Leave policy"
    _inherit = ["cs.policy", "cs.limit.screen", "mail.thread"]

    name = fields.Char(tracking=True)
    active = fields.Boolean(tracking=True)
    company_id = fields.Many2one(tracking=True)
    department_id = fields.Many2one(tracking=True)
    note = fields.Html(
        "Regulation", translate=True, help="The text that employees read."
    )

    # ---- leave types and whom to ask
    line_ids = fields.One2many("cs.leave.policy.line", "policy_id", "Types", copy=True)
    is_exclusive = fields.Boolean(
        "Only these types",
        help="These people cannot ask for any other type, those of Odoo without a "
        "workflow included; HR may still record one for them. A type with a workflow "
        "must be listed in any case. While none is listed, every type may be asked "
        "for.",
    )
    flow_id = fields.Many2one(
        "cs.flow",
        "Workflow",
        domain="[('res_model', '=', 'hr.leave')]",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="For the types that name none themselves.",
    )
    bracket_ids = fields.One2many(
        "cs.leave.policy.bracket", "policy_id", "Days decide whom to ask", copy=True
    )

    # ---- limits
    notice_ids = limit_lines("cs.leave.policy", "hr.leave", "notice")
    amount_ids = limit_lines(
        "cs.leave.policy", "hr.leave", "sum", "count", "size", "overlap"
    )
    blackout_ids = limit_lines("cs.leave.policy", "hr.leave", "blackout")
    eligibility_ids = limit_lines("cs.leave.policy", "hr.leave", "eligibility")

    # ---- people who lead a group
    leader_role_ids = fields.Many2many(
        "cs.role",
        string="Who hands over",
        check_company=True,
        help="Holders of these roles hand over their group before they apply.",
    )
    leader_flow_id = fields.Many2one(
        "cs.flow",
        "Their workflow",
        domain="[('res_model', '=', 'hr.leave')]",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Empty: as for everybody else.",
    )
    leader_needs_handover = fields.Boolean("Hand-over note", default=True)
    leader_needs_stand_in = fields.Boolean("Stand-in", default=True)
    leader_needs_contact = fields.Boolean("Reachable number", default=True)

    # ---- emergencies
    has_emergency = fields.Boolean(
        "By phone first",
        tracking=True,
        help="A leader records leave that somebody reported by phone; the papers "
        "follow.",
    )
    emergency_figure = fields.Float("Papers due within", digits=(16, 2), tracking=True)
    emergency_unit = fields.Selection(
        [("days", "days"), ("hours", "hours")], default="days", required=True
    )
    emergency_anchor = fields.Selection(
        "_selection_anchor", "After", default="return", required=True
    )
    emergency_overdue = fields.Selection(
        "_selection_overdue", "If they do not come", default="type", required=True
    )
    emergency_type_id = fields.Many2one(
        "hr.leave.type", "It becomes", ondelete="restrict", check_company=True
    )
    call_days_before = fields.Integer("Begins before the call", default=3)
    call_days_after = fields.Integer("Begins after the call", default=3)
    call_kept_days = fields.Integer(
        "Recorded within", default=7, help="Days after the call."
    )

    # ---- compensatory rest and pay
    comp_expiry = fields.Selection(
        [
            ("never", "never"),
            ("days", "so many days later"),
            ("months", "so many months later"),
            ("end_of_month", "at the end of the month, so many months later"),
            ("end_of_year", "at the end of the year, so many years later"),
        ],
        "Rest for work on holidays lapses",
        default="never",
        required=True,
        tracking=True,
    )
    comp_figure = fields.Integer("So many", tracking=True)
    month_days = fields.Float(
        "Days of a month",
        default=lambda self: self._default_month_days(),
        required=True,
        digits=(16, 2),
        tracking=True,
        help="A day's wage is the month's wage divided by this.",
    )
    day_hours = fields.Float(
        "Hours of a day",
        digits=(16, 2),
        tracking=True,
        help="An hour's wage is the day's wage divided by this. 0: as in the person's "
        "working schedule.",
    )
    unpaid_holiday_type_ids = fields.Many2many(
        "hr.contract.type",
        "cs_leave_policy_unpaid_holiday_rel",
        string="Public holidays are unpaid for",
        groups="hr.group_hr_user",
        help="Contract types, such as piece or daily rate. Empty: public holidays are "
        "paid to everybody.",
    )

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There is already a leave policy for this department.",
    )
    _figures_positive = models.Constraint(
        "CHECK (month_days > 0 AND month_days <= 31 AND day_hours BETWEEN 0 AND 24 "
        "AND emergency_figure BETWEEN 0 AND 10000 AND comp_figure BETWEEN 0 AND 366)",
        "Days of a month are more than 0 and at most 31, hours of a day from 0 to 24, "
        "the time for papers from 0 to 10,000, and rest lapses after at most 366.",
    )
    _comp_figure_needed = models.Constraint(
        "CHECK (comp_expiry NOT IN ('days', 'months') OR COALESCE(comp_figure, 0) > 0)",
        "Say after how many days or months the rest for work on holidays lapses.",
    )
    _calls = models.Constraint(
        "CHECK (call_days_before BETWEEN 0 AND 366 AND call_days_after BETWEEN 0 "
        "AND 366 AND call_kept_days BETWEEN 0 AND 366)",
        "Days around a call are from 0 to 366.",
    )
    _emergency_type = models.Constraint(
        "CHECK (NOT has_emergency OR emergency_overdue <> 'type' "
        "OR emergency_type_id IS NOT NULL)",
        "Say what leave becomes whose papers never came.",
    )

    @api.model
    def _default_month_days(self):
        """Return what another policy of the company reckons with, if there is one."""
        every = self.with_context(active_test=False)
        own = [("company_id", "=", self.env.company.id)]
        return every.search(own, order="id", limit=1).month_days

    @api.model
    def _selection_anchor(self):
        return [
            ("start", self.env._("the first day")),
            ("end", self.env._("the last day")),
            ("return", self.env._("the day of return")),
            ("submit", self.env._("the application")),
        ]

    @api.model
    def _selection_overdue(self):
        return [
            ("remind", self.env._("remind the person and HR")),
            ("type", self.env._("the leave becomes another type")),
        ]
