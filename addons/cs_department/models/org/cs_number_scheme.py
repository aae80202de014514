from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_list

from ...logic.number_scheme import Reserved
from . import called
from .number_sentences import sentence


class CsNumberScheme(models.Model):
    """How employee numbers of a company look, and what becomes of them.

    HR maintains schemes; auditors read them. Numbers are made by
    ``cs.employee.number``, never by writing them.
    """

    _name = "cs.number.scheme"
    _description = "Number Scheme"
    _inherit = ["cs.typed", "mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    sequence = fields.Integer(
        default=10,
        help="The first scheme that fits the employee type makes the number.",
    )
    active = fields.Boolean(default=True)
    type_ids = fields.One2many(
        "cs.number.scheme.type",
        "scheme_id",
        "Employee types",
        copy=True,
        help="Without any, the scheme is for everybody whom no earlier scheme fits.",
    )
    segment_ids = fields.One2many(
        "cs.number.segment",
        "scheme_id",
        "Segments",
        copy=True,
        default=lambda self: [Command.create({"kind": "sequence", "width": 4})],
    )
    example = fields.Char(compute="_compute_example")
    example_problem = fields.Char(compute="_compute_example")
    is_automatic = fields.Boolean(
        "Issue at once",
        default=True,
        tracking=True,
        help="A new employee gets the number when he is entered. If something is "
        "missing for it, HR finds an activity that says what.",
    )
    on_transfer = fields.Selection(
        [
            ("keep", "Keeps the number for good"),
            ("hand", "Keeps the number until HR issues another"),
            ("renew", "Gets a new number, the old one is void"),
        ],
        "After a transfer",
        required=True,
        default="keep",
        tracking=True,
    )
    on_leaving = fields.Selection(
        [
            ("dead", "Nobody ever gets the number again"),
            ("release", "The number becomes free in the yearly clean-up"),
        ],
        "After leaving",
        required=True,
        default="dead",
        tracking=True,
    )
    release_month = fields.Integer(
        "Month of the clean-up",
        default=1,
        help="In this month the numbers of those who have left by then become free. "
        "1 is January.",
    )
    last_release_year = fields.Integer(readonly=True, copy=False)
    on_rehire = fields.Selection(
        [
            ("new", "A new number"),
            ("old", "The old number, if it is not taken"),
        ],
        "After coming back",
        required=True,
        default="new",
        tracking=True,
    )
    is_restore_approved = fields.Boolean(
        "The old number needs an approval",
        default=True,
        tracking=True,
        help="HR asks for the old number, and a manager allows it.",
    )
    reserved_ids = fields.One2many(
        "cs.number.reserved", "scheme_id", "Reserved numbers", copy=True
    )
    counter_ids = fields.One2many("cs.number.counter", "scheme_id", "Counters")
    number_count = fields.Integer(
        compute="_compute_number_count", export_string_translation=False
    )

    _release_month_exists = models.Constraint(
        "CHECK (release_month BETWEEN 1 AND 12)", "A month is a number from 1 to 12."
    )

    def _compute_number_count(self):
        counts = dict(
            self.env["cs.employee.number"]._read_group(
                [("scheme_id", "in", self.ids)], ["scheme_id"], ["__count"]
            )
        )
        for scheme in self:
            scheme.number_count = counts.get(scheme, 0)

    @api.constrains("company_id")
    def _check_company_unchanged(self):
        numbers = self.env["cs.employee.number"].sudo()
        for scheme in self:
            issued = numbers.search([("scheme_id", "=", scheme.id)], limit=1)
            if issued and issued.company_id != scheme.company_id:
                raise ValidationError(
                    self.env._(
                        "The scheme %(scheme)s has issued numbers of another company.",
                        scheme=scheme.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for scheme in self.filtered("number_count"):
            raise UserError(
                self.env._(
                    "The scheme %(scheme)s has issued numbers: archive it instead.",
                    scheme=scheme.name,
                )
            )

    def action_open_numbers(self):
        """Open the ledger of the numbers that this scheme made (EN-12)."""
        called.one(self)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cs_department.action_cs_employee_number"
            ),
            "domain": [("scheme_id", "=", self.id)],
            "context": {},
        }

    def action_release_now(self):
        """Free the numbers of those who have left, without waiting for the month.

        :raise AccessError: for anybody but HR
        :raise UserError: for a scheme whose numbers are never used again (EN-10)
        """
        called.rows(self).check_access("write")
        for scheme in self:
            if scheme.on_leaving != "release":
                raise UserError(
                    self.env._(
                        "%(scheme)s never gives a number to somebody else.",
                        scheme=scheme.name,
                    )
                )
        self._release_leavers(fields.Date.context_today(self) + relativedelta(days=1))

    # for the numbers

    def _segments(self):
        """Return the segments as plain values, in their order."""
        self.ensure_one()
        ordered = self.segment_ids.sorted(lambda part: (part.sequence, part._origin.id))
        return [part._as_value() for part in ordered]

    def _reserved(self):
        """Return the reserved numbers as plain values."""
        return [
            Reserved(item.number, item.employee_id.id or None, item.job_id.id or None)
            for item in self.reserved_ids
        ]

    @api.model
    def _schemes_of(self, employees):
        """Return ``{employee id: scheme or an empty record}``; three queries at most.

        The first scheme of the company that names the employee type counts, else the
        first one that names none (EN-11).
        """
        schemes = self.sudo().search([("company_id", "in", employees.company_id.ids)])
        by_company = schemes.grouped("company_id")
        result = {}
        for employee in employees.sudo():
            mine = by_company.get(employee.company_id, self.sudo().browse())
            named = mine.filtered(
                lambda scheme, kind=employee.employee_type: (
                    kind in scheme.type_ids.mapped("employee_type")
                )
            )
            open_to_all = mine.filtered(lambda scheme: not scheme.type_ids)
            result[employee.id] = (named or open_to_all)[:1]
        return result

    def _sentence(self, error):
        """Put a problem of ``logic.number_scheme`` into the language of the user."""
        return sentence(self.env, error)

    # the yearly clean-up

    def _release_leavers(self, day):
        """Free the numbers of those who left before a day (EN-04).

        What becomes free is listed in the chatter of the scheme.
        """
        numbers = self.env["cs.employee.number"].sudo()
        for scheme in self:
            leavers = numbers.search(
                Domain("scheme_id", "=", scheme.id)
                & Domain("state", "=", "void")
                & Domain("date_to", "<", day)
                & (
                    Domain("employee_id", "=", False)
                    | Domain("employee_id.active", "=", False)
                )
            )
            leavers.write({"state": "released", "restore_state": False})
            if leavers:
                scheme.sudo().message_post(
                    body=self.env._(
                        "The numbers of %(count)s people who have left are free again: "
                        "%(numbers)s",
                        count=len(leavers),
                        numbers=format_list(self.env, leavers.mapped("number")),
                    )
                )

    @api.model
    def _cron_release_numbers(self):
        """Every day: in the month of the clean-up, once a year (EN-04)."""
        today = fields.Date.context_today(self)
        due = self.search(
            Domain("on_leaving", "=", "release")
            & Domain("last_release_year", "<", today.year)
            & Domain("release_month", "=", today.month)
        )
        due._release_leavers(today.replace(day=1))
        due.write({"last_release_year": today.year})
