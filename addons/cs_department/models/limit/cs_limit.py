from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...logic import expression
from . import sentences
from .evaluation import Evaluation
from .finding import worst


class CsLimit(models.Model):
    """What a regulation allows: how often, how long before, when not, and for whom.

    It states the allowed side ("at most 3 a month", "at least 48 hours before") and
    what happens otherwise: refuse, warn, or tell the flow to ask for an exception.

    HR creates and edits; every employee may read what is demanded of him, auditors read
    all. Documents are checked with the limits of their company whoever submits them.
    """

    _name = "cs.limit"
    _inherit = ["cs.typed"]
    _description = "Limit"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index=True,
        help="Empty: every company.",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        domain=lambda self: [("model", "in", self._document_models())],
        default=lambda self: self._default_model_id(),
    )
    res_model = fields.Char(related="model_id.model", store=True, index=True)
    origin_model = fields.Char(export_string_translation=False, copy=False)
    origin_id = fields.Many2oneReference(
        model_field="origin_model",
        index=True,
        copy=False,
        help="The screen that this limit is a line of; it applies where that one does.",
    )

    # ---- whom and what it is for
    department_ids = fields.Many2many(
        "hr.department",
        string="Departments",
        check_company=True,
        help="With those below them. Empty: every department.",
    )
    leave_type_ids = fields.Many2many(
        "hr.leave.type", string="Leave types", help="Empty: every type."
    )
    condition = fields.Char(
        "Applies if", help="Applies only where this holds, such as days > 3."
    )
    date_from = fields.Date("In force from")
    date_to = fields.Date("In force until")

    # ---- what is allowed
    kind = fields.Selection(sentences.KINDS, required=True, default="sum")
    operator = fields.Selection(
        sentences.OPERATORS,
        required=True,
        compute="_compute_operator",
        store=True,
        readonly=False,
        precompute=True,
    )
    figure = fields.Float(digits=(16, 2))
    unit = fields.Selection(
        [("days", "days"), ("hours", "hours")], default="days", required=True
    )
    period = fields.Selection(
        [
            ("day", "a day"),
            ("week", "a week"),
            ("month", "a month"),
            ("quarter", "a quarter"),
            ("year", "a year"),
        ],
        default="month",
        required=True,
    )
    month_start = fields.Integer(
        "Months begin on day", default=1, help="26 counts from the 26th to the 25th."
    )
    with_counterpart = fields.Boolean(
        "Being the counterpart counts",
        default=True,
        help="Where a request concerns two people, count it for both.",
    )
    notice_unit = fields.Selection(
        [
            ("hours", "clock hours"),
            ("dates", "dates"),
            ("working_days", "working days"),
        ],
        default="hours",
        required=True,
        help="48 clock hours end at the minute; 2 dates are reached on any hour of the "
        "day; working days leave out rest days and public holidays.",
    )
    direction = fields.Selection(
        [("before", "before it begins"), ("after", "after it began")],
        default="before",
        required=True,
    )
    range_ids = fields.One2many("cs.limit.range", "limit_id", "Dates", copy=True)
    with_public_holidays = fields.Boolean("Public holidays")
    eligibility = fields.Char(
        "Only if", help="Must hold for the person, such as NOT on_probation."
    )

    # ---- otherwise
    outcome = fields.Selection(
        [
            ("block", "refuse"),
            ("warn", "warn"),
            ("exception", "ask for an exception"),
            ("cap", "count only the figure"),
        ],
        "Otherwise",
        required=True,
        default="block",
    )
    role_id = fields.Many2one(
        "cs.role",
        "Decided by",
        ondelete="restrict",
        check_company=True,
        help="Who decides the exception. Flows find the role as exception_role.",
    )
    warn_from = fields.Float(
        digits=(16, 2), help="Warn already when this much is reached. 0: never."
    )
    message = fields.Char(
        translate=True,
        help="Shown instead of the standard sentence. {value}, {figure} and {date} are "
        "replaced by what was found.",
    )
    can_override = fields.Boolean(
        "A leader may allow it", help="With a reason, for one person and certain dates."
    )
    override_role_id = fields.Many2one(
        "cs.role",
        "Only this role may allow it",
        ondelete="restrict",
        check_company=True,
        help="Empty: everybody above the person in the reporting line, and HR.",
    )
    override_ids = fields.One2many("cs.limit.override", "limit_id", "Allowed")
    summary = fields.Char(compute="_compute_summary")

    _figure_range = models.Constraint(
        "CHECK (figure BETWEEN 0 AND 10000 AND warn_from BETWEEN 0 AND 10000)",
        "A figure is a number from 0 to 10,000.",
    )
    _month_start_range = models.Constraint(
        "CHECK (month_start BETWEEN 1 AND 28)", "Months begin on a day from 1 to 28."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A limit cannot end before it begins."
    )
    _cap_is_a_sum = models.Constraint(
        "CHECK (outcome <> 'cap' OR kind IN ('sum', 'size'))",
        "Only days and hours can be counted up to a figure.",
    )
    _cap_needs_figure = models.Constraint(
        "CHECK (outcome <> 'cap' OR figure > 0)",
        "Say up to how many days or hours is counted.",
    )

    _counts_are_whole = models.Constraint(
        "CHECK (figure = floor(figure) OR NOT (kind = 'count' "
        "OR kind = 'notice' AND notice_unit <> 'hours'))",
        "How many, and how many days ahead, is a whole number.",
    )

    @api.model
    def _document_models(self):
        return [
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_limit_document", False) and not model._abstract
        ]

    @api.model
    def _default_model_id(self):
        name = self.env.context.get("limit_model") or min(
            self._document_models(), default=None
        )
        return self.env["ir.model"]._get(name) if name else False

    @api.depends("kind", "direction")
    def _compute_operator(self):
        for limit in self:
            is_ahead = limit.kind == "notice" and limit.direction == "before"
            limit.operator = "ge" if is_ahead else "le"

    @api.depends(
        "kind", "operator", "figure", "unit", "period", "notice_unit", "direction",
        "eligibility", "message", "outcome", "range_ids", "with_public_holidays",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_summary(self):
        for limit in self:
            limit.summary = sentences.summary(limit)

    @api.constrains(
        "kind", "figure", "range_ids", "with_public_holidays", "eligibility"
    )
    def _check_complete(self):
        for limit in self:
            if limit.kind == "blackout" and not (
                limit.range_ids or limit.with_public_holidays
            ):
                raise ValidationError(
                    self.env._("%s: name the dates, or public holidays.", limit.name)
                )
            if limit.kind == "eligibility" and not limit.eligibility:
                raise ValidationError(
                    self.env._("%s: say who may, such as NOT on_probation.", limit.name)
                )

    @api.constrains("condition", "eligibility", "model_id")
    def _check_expressions(self):
        for limit in self:
            if limit.res_model not in self._document_models():
                raise ValidationError(
                    self.env._("%s: no limits are kept for this document.", limit.name)
                )
            names = self.env[limit.res_model]._limit_fact_types()
            for label, text in (
                (self.env._("Applies if"), limit.condition),
                (self.env._("Only if"), limit.eligibility),
            ):
                try:
                    if text:
                        expression.compile(text, names, expect="bool")
                except expression.ExpressionError as error:
                    sentence = self.env._(
                        "%(limit)s, %(field)s: %(reason)s",
                        limit=limit.name,
                        field=label,
                        reason=error.translated(self.env._),
                    )
                    raise ValidationError(sentence) from error

    # ---- what documents ask

    @api.model
    def _check(self, documents, moment=None):
        """Hold documents to every limit that applies to them.

        The number of queries does not depend on the number of documents.

        :param documents: records of a model with the mixin ``cs.limit.document``
        :param moment: naive UTC time of the application; None: now
        :return: ``{document id: [Finding, ...]}`` for every document, worst first
        """
        limits = self.sudo().search(
            Domain("res_model", "=", documents._name)
            & Domain("company_id", "in", [False, *documents._limit_company_ids()])
        )
        found = {document: [] for document in documents.ids}
        if limits and documents:
            for finding in Evaluation(limits, documents, moment).findings():
                found[finding.document_id].append(finding)
        return found

    @api.model
    def _enforce(self, documents, moment=None):
        """Refuse documents that a limit blocks; return the findings of the others.

        :raises ValidationError: names every limit that stands in the way
        """
        found = self._check(documents, moment)
        refused = [
            row.sentence
            for findings in found.values()
            if worst(findings) == "block"
            for row in findings
            if row.outcome == "block"
        ]
        if refused:
            raise ValidationError("\n".join(dict.fromkeys(refused)))
        return found
