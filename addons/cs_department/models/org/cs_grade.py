from odoo import api, fields, models

from ...logic.months import whole_months


class CsGrade(models.Model):
    """One rung of a career sequence, with what it takes to stand on it.

    The grade of a person and its history are those of the employee record's versions
    (RG-06). HR maintains grades; every employee may read them.
    """

    _name = "cs.grade"
    _inherit = ["cs.typed", "cs.coded"]
    _description = "Grade"
    _order = "ladder_id, sequence, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Short name used in conditions, such as star or class_1."
    )
    ladder_id = fields.Many2one(
        "cs.grade.ladder",
        "Career sequence",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(
        "Rung", default=10, help="The order on the ladder; the lowest rung comes first."
    )
    level = fields.Integer(
        default=1,
        aggregator=None,
        help="Compares grades of different career sequences: the same number is the "
        "same tier. Conditions such as 'supervisor and above' use it.",
    )
    company_id = fields.Many2one(
        related="ladder_id.company_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    min_service_months = fields.Integer(
        "Months in the company",
        aggregator=None,
        help="Whole months somebody must have worked here.",
    )
    min_previous_months = fields.Integer(
        "Months on the rung below",
        aggregator=None,
        help="Whole months somebody must have stood on the previous rung.",
    )
    probation_months = fields.Integer(
        "Months of probation",
        aggregator=None,
        help="Counted from the day the grade begins. With 0 the figures of the company "
        "apply.",
    )
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "There is already a grade with this code in the company.",
    )
    _code_not_blank = models.Constraint(
        "CHECK (btrim(code) <> '')", "Give the grade a code."
    )
    _level_range = models.Constraint(
        "CHECK (level BETWEEN 0 AND 1000)", "A level is a number from 0 to 1000."
    )
    _months_not_negative = models.Constraint(
        "CHECK (min_service_months BETWEEN 0 AND 600 "
        "AND min_previous_months BETWEEN 0 AND 600 "
        "AND probation_months BETWEEN 0 AND 600)",
        "A number of months is from 0 to 600.",
    )

    @api.depends("name", "ladder_id.name")
    @api.depends_context("show_ladder")
    def _compute_display_name(self):
        for grade in self:
            grade.display_name = (
                f"{grade.ladder_id.name} / {grade.name}"
                if self.env.context.get("show_ladder")
                else grade.name
            )

    def _next_rungs(self):
        """Return ``{grade id: the grade above it or an empty record}`` (RG-29)."""
        rungs = self.search([("ladder_id", "in", self.ladder_id.ids)])
        above = dict.fromkeys(self.ids, self.browse())
        for ladder in rungs.grouped("ladder_id").values():
            pairs = zip(ladder, ladder[1:], strict=False)
            above.update({low.id: high for low, high in pairs if low in self})
        return above

    @api.model
    def _months_of_service(self, employees, day):
        """Return ``{employee id: whole months since the first contract}`` (RG-10)."""
        versions = self.env["hr.version"].sudo()
        rows = versions._read_group(
            [("employee_id", "in", employees.ids)],
            ["employee_id"],
            ["contract_date_start:min", "date_version:min"],
        )
        months = dict.fromkeys(employees.ids, 0)
        for employee, contract, first in rows:
            months[employee.id] = whole_months(contract or first, day)
        return months

    @api.model
    def _months_on_rung(self, employees, day):
        """Return ``{employee id: (grade id or False, whole months on it)}`` on a day.

        The months are counted from the version that brought the grade (RG-06, RG-31).
        """
        versions = self.env["hr.version"].sudo()
        rows = versions.search_fetch(
            [("employee_id", "in", employees.ids), ("date_version", "<=", day)],
            ["employee_id", "date_version", "cs_grade_id"],
            order="employee_id, date_version",
        )
        result = dict.fromkeys(employees.ids, (False, 0))
        for employee, history in rows.grouped("employee_id").items():
            grade, since = history[0].cs_grade_id, history[0].date_version
            for version in history:
                if version.cs_grade_id != grade:
                    grade, since = version.cs_grade_id, version.date_version
            result[employee.id] = grade.id, whole_months(since, day) if grade else 0
        return result

    def _obstacles(self, employees, day):
        """Say what keeps employees from being promoted to this grade on a day.

        Rungs (RG-29), months in the company (RG-14, RG-15) and months on the rung below
        (RG-31) are looked at; three queries whatever the number of employees.

        :return: ``{employee id: [sentences]}``, an empty list when nothing does
        """
        self.ensure_one()
        service = self._months_of_service(employees, day)
        rung = self._months_on_rung(employees, day)
        ladder = self.search([("ladder_id", "=", self.ladder_id.id)])
        below = ladder.filtered(lambda grade: grade.sequence < self.sequence)[-1:]
        result = {}
        for employee in employees:
            grade_id, months = rung[employee.id]
            sentences = []
            if service[employee.id] < self.min_service_months:
                sentences.append(
                    self.env._(
                        "%(person)s has been here for %(months)s months; %(grade)s "
                        "takes %(needed)s.",
                        person=employee.name,
                        months=service[employee.id],
                        grade=self.name,
                        needed=self.min_service_months,
                    )
                )
            if (
                below
                and self.ladder_id.is_stepwise
                and grade_id not in {below.id, self.id}
            ):
                sentences.append(
                    self.env._(
                        "%(person)s must be %(below)s before %(grade)s.",
                        person=employee.name,
                        below=below.name,
                        grade=self.name,
                    )
                )
            elif grade_id == below.id and months < self.min_previous_months:
                sentences.append(
                    self.env._(
                        "%(person)s has been %(below)s for %(months)s months; "
                        "%(grade)s takes %(needed)s.",
                        person=employee.name,
                        below=below.name,
                        months=months,
                        grade=self.name,
                        needed=self.min_previous_months,
                    )
                )
            result[employee.id] = sentences
        return result
