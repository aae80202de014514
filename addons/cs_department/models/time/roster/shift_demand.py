from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....logic import shift_times as times
from . import roster_people

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ShiftDemand(models.Model):
    """How many people must be there, when: coverage is measured against it.

    Every demand that holds on a day must be met. HR edits; every employee reads.
    """

    _name = "cs.shift.demand"
    _inherit = ["cs.typed"]
    _description = "Minimum staffing"
    _order = "department_id, start_hour, id"
    _check_company_auto = True

    name = fields.Char(translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="cascade"
    )
    mon = fields.Boolean(default=True)
    tue = fields.Boolean(default=True)
    wed = fields.Boolean(default=True)
    thu = fields.Boolean(default=True)
    fri = fields.Boolean(default=True)
    sat = fields.Boolean(default=True)
    sun = fields.Boolean(default=True)
    on_holidays = fields.Selection(
        [
            ("also", "as on other days"),
            ("only", "only on public holidays"),
            ("except", "not on public holidays"),
        ],
        "Public holidays",
        default="also",
        required=True,
    )
    date_from = fields.Date("From day")
    date_to = fields.Date("To day")
    start_hour = fields.Float("From", required=True, default=0.0)
    end_hour = fields.Float("To", required=True, default=24.0)
    kind = fields.Selection(
        [("work", "Work"), ("on_call", "On call")], default="work", required=True
    )
    minimum = fields.Integer(
        "At least", required=True, default=1, help="People who are there all the time."
    )
    skill_id = fields.Many2one(
        "hr.skill", ondelete="restrict", help="Only people with this skill count."
    )
    grade_id = fields.Many2one(
        "cs.grade",
        ondelete="restrict",
        check_company=True,
        help="Only people of this grade count, or of one at least as high.",
    )
    is_flagged_only = fields.Boolean(
        "On special days only",
        help="Holds on public holidays and on the days that are listed as special.",
    )

    too_few = fields.Char(compute="_compute_too_few")

    @api.onchange("start_hour")
    def _onchange_start_hour(self):
        self.end_hour = times.moved(self.start_hour, self.end_hour)

    @api.onchange("end_hour")
    def _onchange_end_hour(self):
        """Take an end before the beginning for one of the next day, as people do."""
        self.end_hour = times.after(self.start_hour, self.end_hour)

    _hours_in_order = models.Constraint(
        "CHECK (start_hour >= 0 AND start_hour < 24 AND end_hour > start_hour "
        "AND end_hour <= 48 AND end_hour <= start_hour + 24)",
        "The hours of a minimum must end after they begin, at most 24 hours later.",
    )
    _half_hours = models.Constraint(
        "CHECK (start_hour * 2 = floor(start_hour * 2) "
        "AND end_hour * 2 = floor(end_hour * 2))",
        "People are counted by half hours: a minimum begins and ends at :00 or :30.",
    )
    _minimum_sane = models.Constraint(
        "CHECK (minimum BETWEEN 1 AND 10000)",
        "A minimum is from 1 to 10,000 people.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The days must end after they begin."
    )

    @api.depends("department_id", "minimum", "skill_id", "grade_id")
    @api.depends_context("lang")
    def _compute_too_few(self):
        """Say when more people are wanted than there are: nobody could plan that."""
        for demand in self:
            count = demand._able() if demand.department_id else demand.minimum
            demand.too_few = (
                self.env._(
                    "Only %(count)s people could count here at present, %(minimum)s "
                    "are wanted: no roster could meet this.",
                    count=count,
                    minimum=demand.minimum,
                )
                if count < demand.minimum
                else False
            )

    def _able(self):
        """Return how many people of the department count for the minimum."""
        ids = roster_people.members(
            self.env, self.department_id.ids, self.company_id.id or self.env.company.id
        )
        people = roster_people.people(self.env, ids)
        if self.grade_id:
            level = self.grade_id.level
            ids = [one for one in ids if people[one].level >= level]
        if self.skill_id:
            today = fields.Date.context_today(self)
            wanted = self.skill_id._origin.id
            skills = roster_people.skills(self.env, ids, today, today)
            ids = [one for one in ids if any(h.skill == wanted for h in skills[one])]
        return len(ids)

    @api.depends("department_id")
    def _compute_company_id(self):
        for demand in self:
            demand.company_id = demand.department_id.company_id or self.env.company

    @api.depends("name", "minimum", "skill_id", "grade_id")
    def _compute_display_name(self):
        for demand in self:
            demand.display_name = demand.name or " · ".join(
                part
                for part in (
                    self.env._("at least %s", demand.minimum),
                    demand.skill_id.name,
                    demand.grade_id.name,
                )
                if part
            )

    @api.constrains(*DAYS)
    def _check_days(self):
        for demand in self:
            if not any(demand[day] for day in DAYS):
                raise ValidationError(
                    self.env._("Choose at least one day of the week for a minimum.")
                )

    def _holds_on(self, day, holidays, flagged):
        """Tell whether the minimum holds on a day.

        :param holidays: the public holidays, as dates
        :param flagged: the special days
        """
        self.ensure_one()
        if (self.date_from and day < self.date_from) or (
            self.date_to and day > self.date_to
        ):
            return False
        if self.is_flagged_only:
            return day in holidays or day in flagged
        if self.on_holidays == "only":
            return day in holidays
        if self.on_holidays == "except" and day in holidays:
            return False
        return self[DAYS[day.weekday()]]
