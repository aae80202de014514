from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from . import called
from .deferred import deferred
from .zone import day_of, day_sql

EXCLUSIONS = "_not_twice", "_single_holder"


class CsRoleAssignment(models.Model):
    """Who holds a role, for which department, from when to when.

    HR assigns. Employees read their own assignments, leaders those of the departments
    they lead, auditors all of them. Companies are kept apart.
    """

    _name = "cs.role.assignment"
    _inherit = ["cs.typed"]
    _description = "Role Assignment"
    _order = "role_id, date_from desc, id desc"
    _rec_name = "role_id"
    _check_company_auto = True

    role_id = fields.Many2one(
        "cs.role", required=True, index=True, ondelete="cascade", check_company=True
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", related="employee_id.user_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="The role is held for this department and those below it. Leave it empty "
        "for the whole company.",
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Date(
        "To", help="The last day. Leave it empty when no end is known."
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    is_single = fields.Boolean(
        related="role_id.is_single", store=True, export_string_translation=False
    )
    is_current = fields.Boolean(
        "Held today", compute="_compute_is_current", search="_search_is_current"
    )

    lacks_rights = fields.Boolean(
        "Leads without rights",
        compute="_compute_lacks_rights",
        search="_search_lacks_rights",
        help="The role leads a department, and its holder has not the rights of a team "
        "leader: requests reach him, but menus and documents of the department do not.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A role cannot end before it begins."
    )
    _not_twice = models.Constraint(
        "EXCLUDE USING gist (role_id WITH =, employee_id WITH =, company_id WITH =, "
        "(COALESCE(department_id, 0)) WITH =, daterange(date_from, date_to, '[]') "
        "WITH &&) DEFERRABLE",
        "The person already holds this role in the department during that time.",
    )
    _single_holder = models.Constraint(
        "EXCLUDE USING gist (role_id WITH =, company_id WITH =, "
        "(COALESCE(department_id, 0)) WITH =, daterange(date_from, date_to, '[]') "
        "WITH &&) WHERE (is_single) DEFERRABLE",
        "This role has one holder at a time, and somebody else holds it in the "
        "department during that time.",
    )

    @api.depends("employee_id", "department_id")
    def _compute_company_id(self):
        for assignment in self:
            assignment.company_id = (
                assignment.department_id.company_id
                or assignment.employee_id.company_id
                or assignment.company_id
                or self.env.company
            )

    @api.model
    def _default_date_from(self):
        """From now on: where a day is further than that of the clock, its eve."""
        return min(fields.Date.context_today(self), day_of(self.env.company))

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for assignment in self:
            assignment.is_current = (
                bool(assignment.date_from)
                and assignment.date_from <= today
                and (not assignment.date_to or assignment.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._valid_on(fields.Date.context_today(self))

    @api.depends("role_id", "user_id", "department_id", "date_to")
    def _compute_lacks_rights(self):
        without = self.user_id._cs_without_leader_rights()
        today = fields.Date.context_today(self)
        for assignment in self:
            assignment.lacks_rights = (
                assignment.user_id in without
                and bool(assignment.department_id)
                and assignment.role_id.is_leading
                and (not assignment.date_to or assignment.date_to >= today)
            )

    def _search_lacks_rights(self, operator, value):
        if operator != "in":
            return NotImplemented
        leading = self.sudo().search([("role_id.is_leading", "=", True)])
        return Domain("id", "in", leading.filtered("lacks_rights").ids)

    @api.depends("role_id", "employee_id", "department_id", "company_id")
    def _compute_display_name(self):
        for assignment in self:
            person, role = assignment.employee_id.name, assignment.role_id.name
            place = assignment.department_id.name or assignment.company_id.name
            if person and role:
                assignment.display_name = self.env._(
                    "%(person)s: %(role)s, %(place)s",
                    person=person,
                    role=role,
                    place=place or "",
                )
            else:
                assignment.display_name = person or role or ""

    @api.constrains(
        "role_id", "employee_id", "department_id", "company_id", "date_from", "date_to"
    )
    def _check_overlap(self):
        """Name the person in the way; one query for all that are saved together."""
        others = self.sudo().search([("role_id", "in", self.role_id.ids)])
        others_of_place = others.grouped(
            lambda other: (other.role_id, other.company_id, other.department_id)
        )
        for assignment in self.sudo():
            place = assignment.role_id, assignment.company_id, assignment.department_id
            for other in others_of_place.get(place, self.browse()) - assignment:
                if assignment._meets(other):
                    raise ValidationError(assignment._overlap_message(other))

    @api.constrains("employee_id", "company_id")
    def _check_reach(self):
        """Whoever holds a role in a company is of it, or may work there."""
        for assignment in self.sudo():
            person, company = assignment.employee_id, assignment.company_id
            if company not in person.company_id | person.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s has no access to %(company)s.",
                        person=person.name,
                        company=company.name,
                    )
                )

    def _meets(self, other):
        """Tell whether two assignments of one role and place exclude each other."""
        same = self.employee_id == other.employee_id
        return (same or self.role_id.is_single) and (
            (not other.date_to or other.date_to >= self.date_from)
            and (not self.date_to or self.date_to >= other.date_from)
        )

    def _overlap_message(self, other):
        facts = {
            "person": other.employee_id.name,
            "role": other.role_id.name,
            "place": other.department_id.name or other.company_id.name,
            "start": format_date(self.env, other.date_from),
            "end": format_date(self.env, other.date_to),
        }
        if other.date_to:
            return self.env._(
                "%(person)s already holds the role %(role)s in %(place)s from "
                "%(start)s to %(end)s. End that assignment first, or choose other "
                "dates.",
                **facts,
            )
        return self.env._(
            "%(person)s already holds the role %(role)s in %(place)s since %(start)s, "
            "with no end. End that assignment first, or choose other dates.",
            **facts,
        )

    @api.model_create_multi
    def create(self, vals_list):
        with deferred(self, *EXCLUSIONS):
            assignments = super().create(vals_list)
        if any(assignments.role_id.mapped("is_leading")):
            self.env["res.users"]._forget_led_departments()
        return assignments

    def write(self, vals):
        with deferred(self, *EXCLUSIONS):
            result = super().write(vals)
        if any(self.role_id.mapped("is_leading")):
            self.env["res.users"]._forget_led_departments()
        return result

    def unlink(self):
        is_leading = any(self.role_id.mapped("is_leading"))
        result = super().unlink()
        if is_leading:
            self.env["res.users"]._forget_led_departments()
        return result

    def action_end_today(self):
        """End the assignments with the current day; it stays in the history."""
        called.rows(self).write({"date_to": fields.Date.context_today(self)})

    def action_give_rights(self):
        """Give the holders of leading roles the rights of a team leader; only HR."""
        assignments = called.rows(self)
        assignments.check_access("write")
        leading = assignments.filtered("lacks_rights")
        return leading.user_id._cs_give_leader_rights()

    @api.model
    def _valid_on(self, day):
        """Return the domain of the assignments that hold on a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.model
    def _held_sql(self, user_id, now):
        """Return ``FROM … WHERE``: the roles, as ``held``, that a user has at a moment.

        A role begins and ends with the days of its company.
        """
        self.flush_model()
        self.env["res.company"].flush_model(["resource_calendar_id"])
        self.env["resource.calendar"].flush_model(["tz"])
        return SQL(
            "FROM cs_role_assignment held"
            " JOIN res_company company ON company.id = held.company_id"
            " LEFT JOIN resource_calendar calendar"
            " ON calendar.id = company.resource_calendar_id"
            " WHERE held.user_id = %(user)s AND held.date_from <= %(day)s"
            " AND (held.date_to IS NULL OR held.date_to >= %(day)s)",
            user=user_id,
            day=day_sql("calendar", now),
        )

    @api.model
    def _fetch_holders(self, keys, paths, day):
        """Fetch, in one query, the assignments that may answer ``_resolve_holders``.

        :param keys: set of (role id, department id or False, company id)
        :param paths: ``{department id: (itself, its parent, ...)}``
        :param day: the date on which the role must be held
        :return: assignments of active people with an active user, oldest first
        """
        departments = {department for path in paths.values() for department in path}
        return self.sudo().search_fetch(
            Domain("role_id", "in", list({key[0] for key in keys}))
            & Domain("role_id.active", "=", True)
            & Domain("company_id", "in", list({key[2] for key in keys}))
            & Domain("department_id", "in", [False, *departments])
            & Domain("employee_id.active", "=", True)
            & Domain("user_id.active", "=", True)
            & self._valid_on(day),
            ["role_id", "company_id", "department_id", "user_id"],
            order="date_from, id",
        )
