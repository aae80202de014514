from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..org.zone import day_of


class CsLimitOverride(models.Model):
    """A leader's word that somebody need not keep a limit on certain dates.

    Whoever stands above the person in the reporting line, or holds the role that the
    limit names, and HR may give it, never to themselves. It is kept as it was given:
    nobody changes it, HR may delete one that was given by mistake. Employees read their
    own, leaders those of their departments, auditors all.
    """

    _name = "cs.limit.override"
    _inherit = ["cs.typed"]
    _description = "Allowed exception to a limit"
    _order = "date_from desc, id desc"
    _rec_name = "limit_id"
    _check_company_auto = True

    limit_id = fields.Many2one(
        "cs.limit",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('can_override', '=', True)]",
        check_company=True,
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    department_id = fields.Many2one(
        related="employee_id.department_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, index="btree_not_null"
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: fields.Date.context_today(self)
    )
    date_to = fields.Date(
        "To",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
        help="The request must lie within these dates.",
    )
    reason = fields.Text(required=True)
    granted_by_id = fields.Many2one(
        "res.users",
        "Allowed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An exception cannot end before it begins."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for override in self:
            if not override.date_to:
                override.date_to = override.date_from

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "granted_by_id": self.env.uid} for vals in vals_list]
        overrides = super().create(vals_list)
        overrides._check_giver()
        return overrides

    def _check_giver(self):
        """Refuse exceptions that the limit does not know or its giver may not give.

        :raises ValidationError: no exception is foreseen, or no reason is given
        :raises AccessError: the giver stands neither above the person nor in HR
        """
        employees = self.employee_id.sudo()
        lines = self.env["hr.employee"]._reporting_lines(employees.ids)
        for override in self.sudo():
            limit, giver = override.limit_id, override.granted_by_id
            if not limit.can_override:
                raise ValidationError(
                    self.env._("%s knows no exceptions.", limit.display_name)
                )
            if not (override.reason or "").strip():
                raise ValidationError(self.env._("Give a reason for the exception."))
            if not override._may_give(giver, lines[override.employee_id.id]):
                raise AccessError(
                    self.env._(
                        "%(user)s may not allow %(person)s an exception to %(limit)s.",
                        user=giver.name,
                        person=override.employee_id.name,
                        limit=limit.display_name,
                    )
                )

    def _may_give(self, giver, line):
        self.ensure_one()
        if self.employee_id.user_id == giver:
            return False
        if giver.has_group("cs_department.group_cs_hr"):
            return True
        role = self.limit_id.override_role_id
        if not role:
            led = self.env["res.users"]._led_department_ids(
                giver.id, day_of(giver.company_id)
            )
            return giver.id in line or self.employee_id.department_id.id in led
        key = role.id, self.employee_id.department_id.id, self.employee_id.company_id.id
        today = fields.Date.context_today(self)
        return giver.id in self.env["cs.role"]._resolve_holders({key}, today)[key][0]

    def _covers(self, case):
        """Tell whether the dates of a request lie within those allowed."""
        self.ensure_one()
        return self.date_from <= case.start.date() and case.end.date() <= self.date_to
