import re
from collections import defaultdict
from contextlib import nullcontext

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from . import called
from .deferred import deferred

CODE = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]*")


class CsRole(models.Model):
    """A hat that people wear: duty manager, quality inspector, appraisal panel.

    An approval step names a role; who wears it, in which department and from when to
    when, is said by the assignments (RG-04). Several holders make a panel (RG-28).

    HR maintains roles; every employee may read them.
    """

    _name = "cs.role"
    _inherit = ["cs.typed", "cs.coded"]
    _description = "Role"
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short name used in conditions, such as duty_manager. It stays the same "
        "in every language.",
    )
    sequence = fields.Integer(default=10)
    description = fields.Text(
        translate=True, help="What the holders of this role decide and answer for."
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Leave it empty for a role that every company may use.",
    )
    is_single = fields.Boolean(
        "One holder at a time",
        help="In one department only one person may hold the role on any one day.",
    )
    is_leading = fields.Boolean(
        "Leads the department",
        help="The holders see the documents of their department and those below it, as "
        "its manager does.",
    )
    active = fields.Boolean(default=True)
    assignment_ids = fields.One2many("cs.role.assignment", "role_id", "Assignments")
    holder_count = fields.Integer(
        "Holders today",
        compute="_compute_holder_count",
        export_string_translation=False,
    )

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "There is already a role with this code in the company.",
    )

    def _compute_holder_count(self):
        """Count different people, whatever the number of their departments."""
        rows = self.env["cs.role.assignment"]._read_group(
            Domain("role_id", "in", self.ids)
            & self.env["cs.role.assignment"]._valid_on(fields.Date.context_today(self)),
            ["role_id"],
            ["employee_id:count_distinct"],
        )
        counts = dict(rows)
        for role in self:
            role.holder_count = counts.get(role, 0)

    @api.constrains("code")
    def _check_code(self):
        for role in self:
            if not CODE.fullmatch(role.code):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s may hold letters, digits and underscores "
                        "only, and must not start with a digit.",
                        code=role.code,
                    )
                )

    @api.constrains("is_single")
    def _check_single(self):
        self.filtered("is_single").assignment_ids._check_overlap()

    def write(self, vals):
        assignments = self.env["cs.role.assignment"]
        with (
            deferred(assignments, "_single_holder")
            if "is_single" in vals
            else nullcontext()
        ):
            result = super().write(vals)
        if {"is_leading", "active"} & vals.keys():
            self.env["res.users"]._forget_led_departments()
        return result

    def action_open_assignments(self):
        """Open the people who hold this role, past and future ones too."""
        called.one(self)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cs_department.action_cs_role_assignment"
            ),
            "domain": [("role_id", "=", self.id)],
            "context": {"default_role_id": self.id},
        }

    @api.model
    def _resolve_holders(self, keys, day, paths=None):
        """Say who holds a role for a department: the nearest one upwards decides.

        The department itself is asked first, then each one above it, then the
        assignments that are valid for the whole company (RG-04, RG-28). Only people
        with an active user count, so a department whose holder has left is passed over.

        :param keys: set of (role id, department id or False, company id)
        :param day: the date on which the role must be held
        :param paths: ``{department id: (itself, its parent, ...)}`` where it is known
        :return: ``{key: (user ids, department id or False)}`` for every key, with the
            department where the holders were found; two queries whatever the number,
            one when the paths are known
        """
        if paths is None:
            paths = self.env["hr.department"]._ancestor_ids(
                {department for _role, department, _company in keys if department}
            )
        holders = defaultdict(list)
        for assignment in self.env["cs.role.assignment"]._fetch_holders(
            keys, paths, day
        ):
            place = (
                assignment.role_id.id,
                assignment.company_id.id,
                assignment.department_id.id,
            )
            if assignment.user_id.id not in holders[place]:
                holders[place].append(assignment.user_id.id)
        result = {}
        for role, department, company in keys:
            found = (), False
            for place in (*paths.get(department, ()), False):
                users = holders.get((role, company, place))
                if users:
                    found = tuple(users), place
                    break
            result[role, department, company] = found
        return result

    @api.model
    def _codes_of(self, employee_ids, day):
        """Return ``{employee id: [role codes]}`` of the roles held on a day, sorted."""
        assignments = self.env["cs.role.assignment"].sudo()
        rows = assignments._read_group(
            Domain("employee_id", "in", list(employee_ids))
            & Domain("role_id.active", "=", True)
            & assignments._valid_on(day),
            ["employee_id", "role_id"],
        )
        codes = {employee: set() for employee in employee_ids}
        for employee, role in rows:
            codes[employee.id].add(role.code)
        return {employee: sorted(held) for employee, held in codes.items()}
