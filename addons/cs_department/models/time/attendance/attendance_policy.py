from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: forms out of which a policy takes excuses must have such a field
START = "start"


class AttendancePolicy(models.Model):
    """Everything a regulation says about attendance, for a company or one department.

    The policy of the nearest department upwards counts, else that of the company; who
    has none is not tracked. HR creates and edits; every employee may read what holds
    for him, auditors read all.
    """

    _name = "cs.attendance.policy"
    _description = "Attendance policy"
    _inherit = ["cs.policy", "mail.thread"]

    name = fields.Char(tracking=True)
    note = fields.Html(
        "Regulation", translate=True, help="The text that employees read."
    )

    # ---- who is tracked (AT-07), and from what (AT-15)
    exempt_employee_ids = fields.Many2many(
        "hr.employee",
        "cs_attendance_policy_exempt_rel",
        string="Not tracked",
        check_company=True,
        groups="hr.group_hr_user",
    )
    exempt_level = fields.Integer(
        "Not tracked from grade level",
        tracking=True,
        aggregator=None,
        help="People whose grade has this level or a higher one. 0: nobody.",
    )
    source_ids = fields.One2many(
        "cs.attendance.source", "policy_id", "Where clock times come from", copy=True
    )
    recorder_ids = fields.Many2many(
        "res.users",
        "cs_attendance_policy_recorder_rel",
        string="Recorders",
        help="They keep sheets for these people besides leaders and HR.",
    )

    counts_from = fields.Date(
        "Counted from",
        tracking=True,
        help="The first day that counts: before it nobody is expected or absent. "
        "Empty: always.",
    )

    # ---- what is measured
    tolerance = fields.Integer(
        "Minutes that do not count",
        tracking=True,
        aggregator=None,
        help="Coming late or leaving early by so many minutes is nothing.",
    )
    counts_away = fields.Boolean(
        "Leaving the post counts",
        tracking=True,
        help="Time between clocking out and in again during a shift.",
    )
    away_free = fields.Integer(
        "Free minutes outside",
        tracking=True,
        aggregator=None,
        help="Leaving the area for so long is allowed, each time.",
    )
    counts_early_minutes = fields.Boolean(
        "From the hand-over on",
        default=True,
        tracking=True,
        help="Shifts that ask people to come early for the hand-over: late is who "
        "comes after that time.",
    )
    split_minutes = fields.Integer(
        "A break splits a shift from",
        default=120,
        tracking=True,
        aggregator=None,
        help="People clock out and in at unpaid breaks of so many minutes or more.",
    )
    hours_before = fields.Float(
        "Hours before a shift",
        default=4.0,
        help="A clock time so long before a shift still belongs to it.",
    )
    hours_after = fields.Float(
        "Hours after a shift",
        default=8.0,
        help="A clock time so long after a shift still belongs to it.",
    )
    missing_punch = fields.Selection(
        [
            ("measure", "late or early"),
            ("absent", "absence"),
            ("ignore", "nothing"),
        ],
        "A missing clock time counts as",
        default="measure",
        required=True,
        tracking=True,
    )
    missing_minutes = fields.Integer(
        "Minutes of a missing clock time",
        default=1,
        aggregator=None,
        help="With so many minutes it is looked up in the tables.",
    )

    # ---- what it costs
    money_band_ids = fields.One2many(
        "cs.attendance.band",
        "policy_id",
        "Money",
        domain=[("table", "=", "money")],
        context={"default_table": "money", "default_unit": "money"},
        copy=True,
    )
    points_band_ids = fields.One2many(
        "cs.attendance.band",
        "policy_id",
        "Points",
        domain=[("table", "=", "points")],
        context={"default_table": "points", "default_unit": "points"},
        copy=True,
    )
    tier_ids = fields.One2many(
        "cs.attendance.tier", "policy_id", "By number of cases", copy=True
    )
    early_close = fields.Selection(
        [("ask", "is asked for"), ("refuse", "is refused")],
        "Closing a month before its end",
        default="ask",
        required=True,
        tracking=True,
        help="Reconciling and locking for pay, while days of the month are ahead.",
    )
    is_retroactive = fields.Boolean(
        "For earlier cases, too",
        tracking=True,
        help="Once a number of cases is reached, its rate holds for all of the month.",
    )
    bonus_mode = fields.Selection(
        [
            ("additive", "of the whole bonus, added up"),
            ("compounding", "of what is left of it"),
        ],
        "Each share is taken",
        default="additive",
        required=True,
        tracking=True,
    )
    bonus_cap = fields.Float("At most (%)", default=100.0, digits=(16, 2))
    warn_after = fields.Integer(
        "Warning from so many cases",
        tracking=True,
        aggregator=None,
        help="Cases of a month that cost a share of the bonus. 0: none.",
    )

    # ---- absence
    absence_step = fields.Float(
        "Absence counts in steps of",
        default=0.5,
        digits=(16, 2),
        help="Of a day, rounded up. 0: as it is.",
    )
    absence_factor = fields.Float(
        "Day wages for a day",
        default=1.0,
        digits=(16, 2),
        tracking=True,
        help="2 is double the daily wage.",
    )
    is_on_top = fields.Boolean(
        "The day itself is unpaid already",
        help="Only what exceeds one day wage is taken.",
    )
    resign_after = fields.Float(
        "Ask HR from so many days",
        digits=(16, 2),
        tracking=True,
        help="Days absent in a month from which somebody is deemed to have left. HR is "
        "asked; nothing ends by itself. 0: never.",
    )
    resign_threshold = fields.Float(
        "Part of the month",
        default=0.5,
        digits=(16, 4),
        help="Who is deemed to have left and worked less than this part of the month "
        "gets none of it; who worked less than the month, half of it.",
    )
    post_role_id = fields.Many2one(
        "cs.role",
        "Answers for an empty post",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Whoever holds the role and is on duty when the post becomes empty. "
        "Without a role, or with nobody on duty, the head of the department.",
    )
    equivalence_ids = fields.One2many(
        "cs.attendance.equivalence", "policy_id", "Counts as absence", copy=True
    )
    full_leave_type_ids = fields.Many2many(
        "hr.leave.type",
        "cs_attendance_policy_full_rel",
        string="Leave that keeps full attendance",
        check_company=True,
    )

    # ---- what excuses
    outing_form_ids = fields.Many2many(
        "cs.form",
        "cs_attendance_policy_outing_rel",
        string="Slips that excuse",
        help="Approved requests of these forms excuse the time between their start and "
        "end.",
    )
    late_work_until = fields.Float(
        "Later start after work until",
        tracking=True,
        help="Who leaves at this hour or later may come later on the next day; 25:00 "
        "is one in the morning. 0: never.",
    )
    late_work_operator = fields.Selection(
        [("ge", "at or after (≥)"), ("gt", "after (>)")], default="ge", required=True
    )
    late_work_minutes = fields.Integer(
        "So many minutes later", default=60, aggregator=None
    )
    late_work_form_ids = fields.Many2many(
        "cs.form",
        "cs_attendance_policy_late_work_rel",
        string="Asked for with",
        help="Only after an approved request of these forms for that day. Empty: "
        "without asking.",
    )

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There is already an attendance policy for this department.",
    )
    _minutes_sane = models.Constraint(
        "CHECK (tolerance BETWEEN 0 AND 240 AND away_free BETWEEN 0 AND 480 "
        "AND split_minutes BETWEEN 1 AND 1440 AND missing_minutes BETWEEN 1 AND 1440 "
        "AND late_work_minutes BETWEEN 0 AND 720 AND exempt_level BETWEEN 0 AND 1000)",
        "Minutes that do not count are 0 to 240, free minutes outside 0 to 480, a "
        "later start 0 to 720; a split and a missing clock time have 1 to 1440.",
    )
    _hours_sane = models.Constraint(
        "CHECK (hours_before BETWEEN 0 AND 24 AND hours_after BETWEEN 0 AND 24 "
        "AND late_work_until BETWEEN 0 AND 36)",
        "Clock times belong to a shift up to 24 hours before and after; late work ends "
        "at 0 to 36 hours.",
    )
    _costs_sane = models.Constraint(
        "CHECK (bonus_cap BETWEEN 0 AND 100 AND warn_after BETWEEN 0 AND 1000 "
        "AND absence_step BETWEEN 0 AND 1 AND absence_factor BETWEEN 0 AND 10 "
        "AND resign_after BETWEEN 0 AND 31 AND resign_threshold BETWEEN 0 AND 1)",
        "At most 100 percent of a bonus are taken, absence counts in steps of at most "
        "a day and costs at most 10 day wages, HR is asked after at most 31 days.",
    )

    @api.constrains("outing_form_ids")
    def _check_outing_forms(self):
        for policy in self:
            for form in policy.outing_form_ids.sudo():
                versions = form.version_id or form.draft_id
                roles = set(versions.field_ids.mapped("role"))
                if not {START, "end"} <= roles:
                    raise ValidationError(
                        self.env._(
                            "The form %s has no fields that mean start and end.",
                            form.name,
                        )
                    )
