from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...logic.months import last_day
from .cs_employment_policy import NOTICE_DAYS


class HrVersion(models.Model):
    """Adds grade and probation, whose history is that of the versions (RG-06, RG-07).

    HR officers maintain versions.
    """

    _inherit = "hr.version"

    cs_grade_id = fields.Many2one(
        "cs.grade",
        "Grade",
        groups="hr.group_hr_user",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The history of the grade is that of these versions.",
    )
    # not copied: a new version takes over the probation of the one before it by the
    # same computation that begins another one when the grade changes
    cs_probation_start = fields.Date(
        "Probation from",
        compute="_compute_cs_probation_start",
        store=True,
        readonly=False,
        copy=False,
        groups="hr.group_hr_user",
        tracking=True,
    )
    cs_probation_end = fields.Date(
        "Probation to",
        compute="_compute_cs_probation_end",
        store=True,
        readonly=False,
        copy=False,
        groups="hr.group_hr_user",
        tracking=True,
        help="The last day of the probation. An earlier date is an early confirmation, "
        "a later one an extension.",
    )
    cs_is_probation_reminded = fields.Boolean(
        groups="hr.group_hr_user", copy=False, export_string_translation=False
    )

    _cs_probation_in_order = models.Constraint(
        "CHECK (cs_probation_end >= cs_probation_start)",
        "A probation cannot end before it begins.",
    )

    @api.depends("employee_id", "date_version", "contract_date_start", "cs_grade_id")
    def _compute_cs_probation_start(self):
        """A hire begins one with the contract, a new grade with its first day."""
        for version, before in self._with_previous():
            if not version.employee_id:  # a contract template
                version.cs_probation_start = False
            elif not before:
                version.cs_probation_start = version.contract_date_start
            elif before.cs_grade_id == version.cs_grade_id:
                version.cs_probation_start = before.cs_probation_start
            else:
                version.cs_probation_start = version.date_version

    @api.depends("cs_probation_start", "cs_grade_id")
    def _compute_cs_probation_end(self):
        figures = self.env["cs.employment.policy"]._of(self.company_id)
        for version, before in self._with_previous():
            if before and before.cs_grade_id == version.cs_grade_id:
                version.cs_probation_end = before.cs_probation_end
                continue
            policy = figures[version.company_id]
            months = version.cs_grade_id.probation_months or (
                policy.promotion_probation_months if before else policy.probation_months
            )
            start = version.cs_probation_start
            version.cs_probation_end = (
                last_day(start, months) if start and months else False
            )

    @api.constrains("cs_probation_start", "cs_probation_end", "company_id")
    def _check_cs_probation_length(self):
        figures = self.env["cs.employment.policy"]._of(self.company_id)
        for version in self.sudo():
            months = figures[version.company_id].probation_max_months
            start, end = version.cs_probation_start, version.cs_probation_end
            if months and start and end and end > last_day(start, months):
                raise ValidationError(
                    self.env._(
                        "The probation of %(person)s began on %(start)s and may last "
                        "%(months)s months at most, until %(end)s.",
                        person=version.employee_id.name or version.name or "",
                        start=format_date(self.env, start),
                        months=months,
                        end=format_date(self.env, last_day(start, months)),
                    )
                )

    @api.constrains("department_id")
    def _check_cs_department(self):
        """Nobody moves into a department that is no more; who was there may stay."""
        closed = self.filtered(lambda version: not version.department_id.active)
        for version, before in closed.filtered("department_id")._with_previous():
            if version.department_id != before.department_id:
                raise ValidationError(
                    self.env._(
                        "%s is archived: choose another department.",
                        version.department_id.display_name,
                    )
                )

    def write(self, vals):
        if {"cs_probation_end", "cs_grade_id"} & vals.keys():
            vals = {"cs_is_probation_reminded": False, **vals}
        result = super().write(vals)
        if "cs_probation_end" in vals:
            later = self._later_of_same_probation()
            super(HrVersion, later).write(
                {"cs_probation_end": vals["cs_probation_end"]}
            )
        if {"department_id", "contract_date_start", "employee_type"} & vals.keys():
            self._cs_follow_number("employee_type" in vals)
        return result

    def _with_previous(self):
        """Yield each version with the one before it, earlier ones first; one query."""
        employees = self.employee_id._origin
        others = self.sudo().search(
            [("employee_id", "in", employees.ids)],
            order="employee_id, date_version, id",
        )
        of_employee = others.grouped("employee_id")
        for version in self.sorted(lambda version: (version.date_version, version.id)):
            rivals = of_employee.get(version.employee_id._origin, self.browse())
            earlier = rivals.filtered(
                lambda other, version=version: (
                    other.date_version < version.date_version
                    and other != version._origin
                )
            )
            yield version, earlier[-1:]

    def _later_of_same_probation(self):
        """Return the later versions that took over the probation of one of these."""
        later = self.browse()
        for version in self.sudo():
            later |= version.employee_id.version_ids.filtered(
                lambda other, version=version: (
                    other.date_version > version.date_version
                    and other.cs_grade_id == version.cs_grade_id
                    and other.cs_probation_start == version.cs_probation_start
                )
            )
        return later - self

    def _cs_follow_number(self, is_type_changed):
        """Let employee numbers follow a change of the version that holds today.

        Not while the employee is being created: then the number is issued at the end.
        """
        if self.env.context.get("cs_hiring"):
            return
        current = self.sudo().filtered(
            lambda version: version == version.employee_id.current_version_id
        )
        if current:
            self.env["cs.employee.number"]._follow(
                current.employee_id, is_type_changed=is_type_changed
            )

    @api.model
    def _cron_remind_probation(self, batch_size=100):
        """Remind HR of probations that end soon, each once (RG-34).

        An extension or another grade is a new probation, with a new reminder.
        """
        today = fields.Date.context_today(self)
        policies = self.env["cs.employment.policy"].search(
            [("company_id", "!=", False)]
        )
        domain = Domain("company_id", "not in", policies.company_id.ids)
        domain &= Domain("cs_probation_end", "<=", today + timedelta(NOTICE_DAYS))
        for policy in policies:
            last_day = today + timedelta(policy.probation_notice_days)
            domain |= Domain("company_id", "=", policy.company_id.id) & Domain(
                "cs_probation_end", "<=", last_day
            )
        domain &= Domain("cs_probation_end", ">=", today)
        domain &= Domain("cs_is_probation_reminded", "=", False)
        domain &= Domain("employee_id.active", "=", True)
        domain &= Domain("date_version", "<=", today)
        versions = self.search(domain, limit=batch_size).try_lock_for_update()
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(domain))
        for version in versions:
            version._remind_probation()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _remind_probation(self):
        """Make the activity, unless a later version has taken over by now."""
        self.ensure_one()
        employee = self.employee_id
        if employee.current_version_id == self:
            employee.activity_schedule(
                "cs_department.mail_activity_probation",
                self.cs_probation_end,
                summary=self.env._(
                    "The probation of %(name)s ends", name=employee.name
                ),
                note=self.env._(
                    "Appraise the probation: confirm, extend or end it before that day."
                ),
                user_id=self.hr_responsible_id.id or self.env.uid,
            )
        self.cs_is_probation_reminded = True
