from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AttendanceEvent(models.Model):
    """Something that happened on duty and may count as absence (AT-12).

    Leaders record events of others in the departments they lead, HR of everybody; the
    person reads his own. What it counts as is said by the attendance policy.
    """

    _name = "cs.attendance.event"
    _description = "Attendance event"
    _inherit = ["cs.typed", "mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "kind_id"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    date = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self),
        tracking=True,
    )
    kind_id = fields.Many2one(
        "cs.fact.kind",
        "What happened",
        required=True,
        ondelete="restrict",
        domain=[("is_event", "=", True)],
        tracking=True,
    )
    note = fields.Text()
    told = fields.Text(
        "What is known",
        compute="_compute_told",
        help="What somebody wrote, or where the event comes from.",
    )
    sheet_id = fields.Many2one(
        "cs.attendance.sheet",
        "List",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    _one_each = models.UniqueIndex(
        "(employee_id, date, kind_id)", "This event of the day is recorded already."
    )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for event in self:
            event.department_id = event.employee_id.sudo().department_id

    @api.constrains("kind_id")
    def _check_kind(self):
        self.kind_id._check_is_event()

    @api.depends("note", "sheet_id")
    @api.depends_context("lang")
    def _compute_told(self):
        sources = self._sources()
        for event in self:
            event.told = event.note or sources.get(event.id)

    def _sources(self):
        """Return ``{event id: where it comes from}``, in the reader's language."""
        return {
            event.id: event.sheet_id.title or event.sheet_id.display_name
            for event in self.sudo()
            if event.sheet_id
        }

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._recount()
        return events

    def write(self, vals):
        self._check_unlocked()
        before = self._days()
        result = super().write(vals)
        self._recount(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_unlocked()

    def unlink(self):
        days = self._days()
        result = super().unlink()
        self.env["cs.attendance.month"]._touch(days)
        return result

    def _days(self):
        return {(event.employee_id.id, event.date) for event in self}

    def _recount(self, before=()):
        self._check_unlocked()
        self.env["cs.attendance.month"]._touch({*before, *self._days()})

    def _check_unlocked(self):
        """Refuse events of a month that is locked for pay."""
        locked = self.env["cs.attendance.month"]._locked_days(self._days())
        for employee_id, day in locked:
            raise UserError(
                self.env._(
                    "The month of %(day)s is locked for %(person)s.",
                    day=format_date(self.env, day),
                    person=self.env["hr.employee"].sudo().browse(employee_id).name,
                )
            )
