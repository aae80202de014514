from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...logic.number_scheme import LONGEST
from .number_sentences import PLAIN

LIVING = "current", "void"


class CsEmployeeNumber(models.Model):
    """The ledger of employee numbers: who had which one, from when to when (EN-12).

    Nobody writes it: numbers are issued, retired and freed by methods that check who
    asks. Employees read their own, leaders those of their departments, HR and auditors
    all of them. Companies are kept apart.
    """

    _name = "cs.employee.number"
    _description = "Employee Number"
    _inherit = ["cs.typed", "cs.number.issuing", "cs.number.restoring"]
    _order = "date_from desc, number desc, id desc"
    _rec_name = "number"

    number = fields.Char(required=True, readonly=True, index="trigram")
    # a dead number stays dead when the employee record is deleted
    employee_id = fields.Many2one(
        "hr.employee", index="btree_not_null", ondelete="set null", readonly=True
    )
    person = fields.Char(
        readonly=True, help="The name at the time when the number was issued."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    scheme_id = fields.Many2one(
        "cs.number.scheme", index="btree_not_null", ondelete="set null", readonly=True
    )
    department_id = fields.Many2one("hr.department", readonly=True)
    # the department up the tree whose code stands in the number: the number follows
    # a transfer to another one, not to another team of the same one
    place_id = fields.Many2one("hr.department", readonly=True)
    date_from = fields.Date("Issued on", required=True, readonly=True)
    date_to = fields.Date("Valid to", readonly=True)
    state = fields.Selection(
        [
            ("current", "In use"),
            ("void", "Void"),
            ("released", "Free again"),
        ],
        required=True,
        default="current",
        readonly=True,
    )
    source = fields.Selection(
        [
            ("scheme", "Number scheme"),
            ("reserved", "Reserved number"),
            ("hand", "By hand"),
            ("restored", "Restored"),
        ],
        required=True,
        default="scheme",
        readonly=True,
    )
    counter_key = fields.Char(readonly=True, export_string_translation=False)
    counter_value = fields.Integer(readonly=True, export_string_translation=False)
    reason = fields.Char(readonly=True)
    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE state IN ('current', 'void')",
        "The number is already taken in the company.",
    )
    _one_per_employee = models.UniqueIndex(
        "(employee_id) WHERE state = 'current' AND employee_id IS NOT NULL",
        "The employee already has a number.",
    )
    _freed_idx = models.Index("(scheme_id, counter_key) WHERE state = 'released'")
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A number cannot end before it was issued."
    )

    _number_plain = models.Constraint(
        f"CHECK ({PLAIN})", "A number has characters that can be seen, 32 at most."
    )

    @api.depends("number", "employee_id", "person")
    def _compute_display_name(self):
        for row in self:
            name = row.sudo().employee_id.name or row.person
            row.display_name = f"{row.number} {name}" if name else row.number

    # the life of a number

    def _retire(self, last_day):
        """End numbers: they are void, and nobody gets them until they are freed.

        It is written at once, before the next number of the same person comes.
        """
        current = self.sudo().filtered(lambda row: row.state == "current")
        for row in current:
            row.write({"state": "void", "date_to": max(row.date_from, last_day)})
        current.flush_recordset()

    @api.model
    def _check_hr(self):
        if not self.env.su and not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(
                self.env._("Employee numbers are issued and changed by HR only.")
            )

    # by hand

    @api.model
    def _set_by_hand(self, numbers, reason=None):
        """Give employees numbers that HR has typed.

        :param numbers: ``{employee: number}``
        :param reason: why, for the ledger
        :raise UserError: when a number is taken, kept for somebody else, or the scheme
            says that a number never changes (EN-09)
        """
        self._check_hr()
        employees = self.env["hr.employee"].union(*numbers).sudo()
        for employee in employees:
            self._check_typed(numbers[employee])
        employees._cs_current_numbers()._check_changeable()
        self._check_untaken({employee: numbers[employee] for employee in employees})
        schemes = self.env["cs.number.scheme"]._schemes_of(employees)
        places = self._places(employees)
        today = fields.Date.context_today(self)
        rows = [
            {
                "number": numbers[employee],
                "employee_id": employee.id,
                "person": employee.name,
                "company_id": employee.company_id.id,
                "scheme_id": schemes[employee.id].id,
                "department_id": employee.department_id.id,
                "place_id": places[employee.id][2],
                "date_from": today,
                "source": "hand",
                "reason": reason,
            }
            for employee in employees
        ]
        employees._cs_current_numbers()._retire(today)
        self.sudo().create(rows)

    @api.model
    def _check_typed(self, number):
        """Refuse what nobody could read on a badge.

        :raises UserError: says how a number looks
        """
        is_plain = bool(number) and number.isprintable() and number == number.strip()
        if not is_plain or len(number) > LONGEST:
            raise UserError(
                self.env._(
                    "A number has 1 to %(longest)s characters, all of which can be "
                    "seen, and does not begin or end with a space.",
                    longest=LONGEST,
                )
            )

    def _check_changeable(self):
        """Refuse to replace a number that never changes (EN-09)."""
        for row in self.filtered(lambda row: row.scheme_id.on_transfer == "keep"):
            raise UserError(
                self.env._(
                    "%(person)s keeps the number %(number)s for good: the number "
                    "scheme %(scheme)s says so.",
                    person=row.employee_id.name,
                    number=row.number,
                    scheme=row.scheme_id.name,
                )
            )

    @api.model
    def _check_untaken(self, numbers):
        """Refuse numbers that somebody has, or that are kept for somebody else."""
        texts = list(numbers.values())
        rows = self.sudo().search(
            Domain("number", "in", texts) & Domain("state", "in", LIVING)
        )
        taken = {(row.company_id, row.number): row for row in rows}
        reserved = self.env["cs.number.reserved"].sudo()
        kept = {
            (item.company_id, item.number): item
            for item in reserved.search([("number", "in", texts)])
        }
        for employee, number in numbers.items():
            row = taken.get((employee.company_id, number))
            item = kept.get((employee.company_id, number), reserved)
            if row:
                raise UserError(
                    self.env._(
                        "The number %(number)s is taken by %(person)s.",
                        number=number,
                        person=row.employee_id.name or row.person,
                    )
                )
            if item and not item._is_for(employee):
                raise UserError(
                    self.env._(
                        "The number %(number)s is kept for %(owner)s.",
                        number=number,
                        owner=item.employee_id.name or item.job_id.name or item.note,
                    )
                )
