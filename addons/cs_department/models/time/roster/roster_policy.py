from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....logic import roster_rules as rules


def _outcome(default="block"):
    return fields.Selection(
        [("block", "refuse"), ("warn", "warn"), ("off", "ignore")],
        default=default,
        required=True,
    )


class RosterPolicy(models.Model):
    """What a regulation says about rosters, for a company or one department.

    HR creates and edits; every employee may read what holds for him.
    """

    _name = "cs.roster.policy"
    _inherit = ["cs.policy", "mail.thread"]
    _description = "Roster policy"

    note = fields.Html("Regulation", translate=True)

    # ---- rest and hours; 0 means that there is no such rule
    min_rest_hours = fields.Float("Rest between shifts", default=11.0, tracking=True)
    rest_outcome = _outcome()
    longest_run_days = fields.Integer("Days in a row", default=6, tracking=True)
    run_outcome = _outcome("warn")
    max_week_hours = fields.Float("Hours a week", tracking=True)
    week_outcome = _outcome("warn")
    max_month_hours = fields.Float("Hours a month", tracking=True)
    month_outcome = _outcome("warn")
    free_days_month = fields.Integer(
        "Free days a month",
        tracking=True,
        help="For jobs that are not listed below.",
    )
    free_outcome = _outcome("warn")
    quota_ids = fields.One2many(
        "cs.roster.quota", "policy_id", "Free days by job", copy=True
    )
    is_rest_locked = fields.Boolean(
        "Rest days are fixed",
        tracking=True,
        help="Staff cannot move rest days by swaps; whoever makes the roster can.",
    )

    # ---- people
    skill_outcome = _outcome()
    coverage_outcome = _outcome("warn")
    senior_grade_id = fields.Many2one(
        "cs.grade",
        "Senior on special days",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Somebody of this grade or above works on public holidays and special "
        "days.",
    )
    senior_outcome = _outcome("warn")
    needs_full_cover = fields.Boolean(
        "Round the clock",
        tracking=True,
        help="Every half hour without anybody is reported as a gap.",
    )

    # ---- nights
    night_from = fields.Float("Night from", default=22.0, required=True)
    night_to = fields.Float("Night to", default=6.0, required=True)

    # ---- the plan of the next month
    plan_due_day = fields.Integer(
        "Next month's roster by day",
        tracking=True,
        help="Day of the month; 31 is the last of any month. 0: nobody is reminded.",
    )
    plan_notice_days = fields.Integer(
        "Remind so many days before", default=5, tracking=True
    )
    planner_ids = fields.Many2many(
        "res.users",
        "cs_roster_policy_planner_rel",
        string="Who makes the roster",
        help="Empty: the head of the department.",
    )

    # ---- pay
    month_base = fields.Selection(
        [
            ("fixed", "a fixed number of days"),
            ("no_sundays", "calendar days without Sundays"),
            ("no_weekends", "Monday to Friday"),
        ],
        "A month counts",
        default="fixed",
        required=True,
        tracking=True,
        help="By which a month's wage is divided. Public holidays count inside.",
    )
    month_days = fields.Float(
        "Days",
        digits=(16, 2),
        help="0: as many as the leave policy reckons a month's wage with.",
    )

    # ---- what an automatic roster weighs
    weight_on = fields.Integer("A wish to work", default=5)
    weight_off = fields.Integer("A wish to be free", default=10)
    weight_nights = fields.Integer("Fair nights", default=10)
    weight_weekends = fields.Integer("Fair weekends", default=8)
    weight_holidays = fields.Integer("Fair holidays", default=8)
    weight_hours = fields.Integer("Even hours", default=3)
    weight_stable = fields.Integer("Keep what is published", default=20)
    weight_cover = fields.Integer("A missing person", default=1000)
    solver_seconds = fields.Integer("Seconds to think", default=30, required=True)

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There is already a roster policy for this department.",
    )
    _rest_sane = models.Constraint(
        "CHECK (min_rest_hours BETWEEN 0 AND 72)",
        "Rest between shifts is from 0 to 72 hours.",
    )
    _week_sane = models.Constraint(
        "CHECK (max_week_hours BETWEEN 0 AND 168)",
        "Hours a week are from 0 to 168.",
    )
    _month_sane = models.Constraint(
        "CHECK (max_month_hours BETWEEN 0 AND 744)",
        "Hours a month are from 0 to 744.",
    )
    _run_sane = models.Constraint(
        "CHECK (longest_run_days BETWEEN 0 AND 31)", "Days in a row are from 0 to 31."
    )
    _free_sane = models.Constraint(
        "CHECK (free_days_month BETWEEN 0 AND 31)",
        "Free days a month are from 0 to 31.",
    )
    _plan_sane = models.Constraint(
        "CHECK (plan_due_day BETWEEN 0 AND 31 AND plan_notice_days BETWEEN 0 AND 60)",
        "Next month's roster is due on a day from 0 to 31, with 0 to 60 days' notice.",
    )
    _month_days_sane = models.Constraint(
        "CHECK (month_days BETWEEN 0 AND 31)",
        "The days that a month counts are from 0 to 31.",
    )
    _night_sane = models.Constraint(
        "CHECK (night_from BETWEEN 0 AND 24 AND night_to BETWEEN 0 AND 24 "
        "AND night_from <> night_to)",
        "The night begins and ends between 0:00 and 24:00, not at the same time.",
    )
    _weights_sane = models.Constraint(
        "CHECK (LEAST(weight_on, weight_off, weight_nights, weight_weekends, "
        "weight_holidays, weight_hours, weight_stable, weight_cover) >= 0 "
        "AND GREATEST(weight_on, weight_off, weight_nights, weight_weekends, "
        "weight_holidays, weight_hours, weight_stable, weight_cover) <= 10000 "
        "AND solver_seconds BETWEEN 1 AND 3600)",
        "Weights are from 0 to 10,000; the roster is made in 1 to 3,600 seconds.",
    )

    @api.constrains("senior_grade_id")
    def _check_senior_grade(self):
        """A senior is somebody whom not every grade reaches; one query."""
        grades = self.env["cs.grade"].sudo().search([])
        for policy in self.filtered("senior_grade_id"):
            senior = policy.senior_grade_id
            others = grades.filtered(
                lambda grade, senior=senior: (
                    grade.company_id in (senior.company_id, senior.company_id[:0])
                )
            )
            if len(others) > 1 and senior.level <= min(others.mapped("level")):
                raise ValidationError(
                    self.env._(
                        "No grade has a lower level than %s, so everybody would count "
                        "as senior. Choose a higher grade, or raise its level.",
                        senior.name,
                    )
                )

    def _night(self):
        """Return the night as hours, such as (22.0, 6.0)."""
        return self.night_from, self.night_to

    def _limits(self, job_id=False, month=None):
        """Return the figures that hold for people of a job, as a plain value.

        Without a policy there are none.
        """
        if not self:
            return rules.Limits()
        free = self.free_days_month
        rows = self.quota_ids.filtered(
            lambda row: (
                row.job_id.id in (job_id or False, False)
                and (not row.month or int(row.month) == month)
            )
        )
        if rows:
            best = max(rows, key=lambda row: (bool(row.job_id), bool(row.month)))
            free = best.free_days
        return rules.Limits(
            rest=self.min_rest_hours,
            run=self.longest_run_days,
            week=self.max_week_hours,
            month=self.max_month_hours,
            free=free,
        )

    def _outcome_of(self, rule):
        """Return ``block``, ``warn`` or ``off`` for the name of a rule."""
        name = f"{rule}_outcome"
        if name not in self._fields:
            return "block"
        return self[name] if self else "warn"

    def _month_days(self, year, month):
        """Return by how many days a month's wage is divided (SH-37).

        Without a figure it is that of the leave policy; 0: nobody has said any.
        """
        company = self.company_id or self.env.company
        place = self.department_id.id or False, company.id
        fixed = self.month_days
        if not fixed:
            leave = self.env["cs.leave.policy"].sudo()._nearest({place})[place]
            fixed = leave.month_days
        if not self:
            return fixed
        return rules.month_base(year, month, self.month_base, fixed)

    @api.model
    def _of(self, department, company):
        """Return the policy of one department; no query once known."""
        place = department.id or False, company.id
        return self._nearest({place})[place]
