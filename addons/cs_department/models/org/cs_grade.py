from odoo import api, fields, models


class CsGrade(models.Model):
    """One rung of a career sequence, with what it takes to stand on it.

    The grade of a person and its history are those of the employee record's versions
    (RG-06). HR maintains grades; every employee may read them.
    """

    _name = "cs.grade"
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
        check_company=True,
    )
    sequence = fields.Integer(
        "Rung", default=10, help="The order on the ladder; the lowest rung comes first."
    )
    level = fields.Integer(
        default=1,
        help="Compares grades of different career sequences: the same number is the same "
        "tier. Conditions such as 'supervisor and above' use it.",
    )
    company_id = fields.Many2one(
        related="ladder_id.company_id", store=True, index="btree_not_null"
    )
    min_service_months = fields.Integer(
        "Months in the company", help="Whole months somebody must have worked here."
    )
    min_previous_months = fields.Integer(
        "Months on the rung below",
        help="Whole months somebody must have stood on the previous rung.",
    )
    probation_months = fields.Integer(
        "Months of probation",
        help="Counted from the day the grade begins. With 0 the figures of the company "
        "apply.",
    )
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "There is already a grade with this code in the company.",
    )
    _months_not_negative = models.Constraint(
        "CHECK (min_service_months >= 0 AND min_previous_months >= 0 "
        "AND probation_months >= 0)",
        "A number of months cannot be negative.",
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
