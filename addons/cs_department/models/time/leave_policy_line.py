from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LeavePolicyLine(models.Model):
    """What a leave policy says about one leave type. HR writes; employees read."""

    _name = "cs.leave.policy.line"
    _inherit = ["cs.remembered", "cs.typed"]
    _description = "Leave type in a policy"
    _order = "sequence, id"
    _rec_name = "leave_type_id"

    policy_id = fields.Many2one(
        "cs.leave.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    sequence = fields.Integer(default=10)
    leave_type_id = fields.Many2one(
        "hr.leave.type",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('company_id', 'in', [company_id, False])]",
    )
    code = fields.Char(related="leave_type_id.cs_code")
    request_unit = fields.Selection(
        related="leave_type_id.request_unit", readonly=False
    )
    flow_id = fields.Many2one(
        "cs.flow",
        "Workflow",
        domain="[('res_model', '=', 'hr.leave')]",
        ondelete="restrict",
        help="Empty: the one of the policy.",
    )

    # ---- how much
    step = fields.Float(
        "Counts in steps of",
        digits=(16, 2),
        help="In days, or in hours for types taken by the hour. 0: as it is.",
    )
    rounding = fields.Selection(
        [("up", "up"), ("nearest", "to the nearest"), ("down", "down")],
        default="up",
        required=True,
    )
    minimum = fields.Float("At least", digits=(16, 2))
    allowance = fields.Float(
        "Days granted",
        digits=(16, 2),
        help="What HR allocates as a rule, such as 7 days of marriage leave.",
    )

    # ---- what the form needs
    needs_reason = fields.Boolean("Reason")
    stand_in = fields.Selection(
        [
            ("free", "not needed"),
            ("apply", "named in the application"),
            ("decide", "named before it is approved"),
        ],
        "Stand-in",
        default="free",
        required=True,
        help="Before it is approved: the supervisor may choose the person.",
    )
    is_filled_in_flow = fields.Boolean(
        "Filled in on the way",
        help="What the form needs is asked for by a 'Fill in' step of the workflow, "
        "not when applying.",
    )

    # ---- papers
    needs_paper = fields.Boolean(
        "Papers",
        compute="_compute_from_leave_type_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    paper_figure = fields.Float("Within", digits=(16, 2))
    paper_unit = fields.Selection(
        [("days", "days"), ("hours", "hours")], default="days", required=True
    )
    paper_anchor = fields.Selection(
        "_selection_anchor",
        "After",
        default="end",
        required=True,
    )
    paper_overdue = fields.Selection(
        "_selection_overdue",
        "If they do not come",
        default="remind",
        required=True,
    )
    paper_type_id = fields.Many2one(
        "hr.leave.type",
        "It becomes",
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False]), "
        "('id', '!=', leave_type_id)]",
    )

    # ---- pay
    deduct_percent = fields.Float(
        "Deducted (%)",
        digits=(16, 2),
        compute="_compute_from_leave_type_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Of the wage of the time away: 0 for paid leave, 100 for unpaid leave.",
    )
    prorates_month = fields.Boolean(
        "Long leave",
        help="The month is paid by its actual working days.",
    )

    # ---- appraisal
    points = fields.Float(
        "Points lost",
        digits=(16, 2),
        help="What the leave costs in the appraisal of the month.",
    )
    points_per = fields.Selection(
        [("day", "For each day"), ("leave", "For each leave")],
        "Points are lost",
        default="day",
        required=True,
    )

    _one_each = models.UniqueIndex(
        "(policy_id, leave_type_id)", "A leave type stands in a policy once."
    )
    _figures_positive = models.Constraint(
        "CHECK (step BETWEEN 0 AND 100 AND minimum BETWEEN 0 AND 366 "
        "AND allowance BETWEEN 0 AND 366 AND paper_figure BETWEEN 0 AND 10000 "
        "AND points BETWEEN 0 AND 1000 AND deduct_percent BETWEEN 0 AND 300)",
        "Steps are from 0 to 100, what is granted or asked for at least from 0 to 366, "
        "the time for papers from 0 to 10,000, and at most 300 percent are deducted or "
        "1000 points lost.",
    )
    _paper_type = models.Constraint(
        "CHECK (NOT needs_paper OR paper_overdue <> 'type' "
        "OR paper_type_id IS NOT NULL)",
        "Say what leave becomes whose papers never came.",
    )

    @api.constrains("leave_type_id", "deduct_percent")
    def _check_deduction(self):
        """More than the wage of the time is taken only for absence without leave."""
        for line in self:
            if line.deduct_percent > 100 and not line.leave_type_id.cs_is_absence:
                raise ValidationError(
                    self.env._(
                        "%s: at most 100 percent are deducted. More is for types "
                        "marked as absence without leave.",
                        line.leave_type_id.name,
                    )
                )

    @api.constrains("leave_type_id", "paper_type_id", "needs_paper", "paper_overdue")
    def _check_paper_type(self):
        for line in self:
            new, old = line.paper_type_id, line.leave_type_id
            if not (line.needs_paper and line.paper_overdue == "type" and new):
                continue
            if new == old or not new._cs_may_follow(old):
                raise ValidationError(
                    self.env._(
                        "%(old)s cannot become %(new)s: choose another type that is "
                        "taken in the same unit.",
                        old=old.name,
                        new=new.name,
                    )
                )

    @api.model
    def _selection_anchor(self):
        return self.env["cs.leave.policy"]._selection_anchor()

    @api.model
    def _selection_overdue(self):
        return self.env["cs.leave.policy"]._selection_overdue()

    @api.depends("leave_type_id")
    def _compute_from_leave_type_id(self):
        """A new line starts from what Odoo knows about the type."""
        for line in self:
            if line._origin.leave_type_id == line.leave_type_id:
                line.needs_paper = line.needs_paper
                line.deduct_percent = line.deduct_percent
                continue
            line.needs_paper = line.leave_type_id.support_document
            line.deduct_percent = 100 if line.leave_type_id.unpaid else 0
