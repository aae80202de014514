from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from .zone import day_of


class ResUsers(models.Model):
    """Adds the departments that a user leads, for the record rules of all rooms."""

    _inherit = "res.users"

    cs_led_department_ids = fields.Many2many(
        "hr.department",
        string="Departments led",
        compute="_compute_cs_led_department_ids",
        export_string_translation=False,
    )

    def _compute_cs_led_department_ids(self):
        """Departments that a user leads, and all below them.

        Record rules of every room use it: ``('department_id', 'in',
        user.cs_led_department_ids.ids)``. It does not depend on the active companies,
        because record rules are kept in a cache; the company rules narrow it.
        """
        for user in self:
            ids = self._led_department_ids(user.id, day_of(user.company_id))
            user.cs_led_department_ids = self.env["hr.department"].browse(ids)

    @api.model
    @ormcache("user_id", "day")
    def _led_department_ids(self, user_id, day):
        """Return the ids of the departments a user leads on a day, and of those below.

        He leads where he is the manager, or holds a role that leads the department.
        """
        assignments = self.env["cs.role.assignment"].sudo()
        held = assignments.search_fetch(
            Domain("user_id", "=", user_id)
            & Domain("role_id.is_leading", "=", True)
            & Domain("role_id.active", "=", True)
            & Domain("department_id", "!=", False)
            & assignments._valid_on(day),
            ["department_id"],
        ).department_id
        departments = self.env["hr.department"].sudo().with_context(active_test=False)
        led = Domain("manager_id.user_id", "=", user_id) | Domain("id", "in", held.ids)
        tops = departments.search(led)
        return tuple(departments.search([("id", "child_of", tops.ids)]).ids)

    @api.model
    def _cs_who_leads(self, department, day, above=True):
        """Return the active users who lead a department on a day, then those who lead
        the ones above it, nearest first: managers, then holders of leading roles.

        :param above: whether those above count
        """
        place = department.id
        departments = self.env["hr.department"]
        path = departments._ancestor_ids({place})[place] if above else (place,)
        chain = departments._manager_chains([place])[place]
        assignments = self.env["cs.role.assignment"].sudo()
        roles = assignments.search(
            Domain("role_id.is_leading", "=", True)
            & Domain("role_id.active", "=", True)
            & Domain("department_id", "in", path)
            & assignments._valid_on(day)
        ).grouped("department_id")
        users = self.sudo().browse()
        for one in departments.browse(path):
            users |= users.browse([u for d, _e, u in chain if d == one.id and u])
            users |= roles.get(one, assignments).user_id
        return users.filtered("active")

    def _cs_why_no_decider(self):
        """Return why one user can decide nothing, as a sentence; empty if he can."""
        if not (self.active and self._is_internal()):
            return self.env._("This person cannot decide: there is no active user.")
        if self.has_group("cs_department.group_cs_auditor"):
            return self.env._("%s reads as an auditor and decides nothing.", self.name)
        return ""

    @api.model
    def _cs_hr_people(self, company=None):
        """Return the active users of HR, administrators last, employees first.

        :param company: only those who see it
        """
        people = self.env.ref("cs_department.group_cs_hr").sudo().all_user_ids
        people = people.filtered(
            lambda user: (
                user.active
                and user.id != SUPERUSER_ID
                and (not company or company in user.company_ids)
            )
        )
        return people.sorted(
            lambda u: (u.has_group("base.group_system"), not u.employee_ids, u.id)
        )

    @api.model
    def _forget_led_departments(self):
        """Drop what is remembered of led departments, and the rules made of it."""
        self.env.registry.clear_cache()
        self.invalidate_model(["cs_led_department_ids"], flush=False)

    @api.model
    def _cron_forget_led_departments(self):
        """Each hour: where a day begins, leading roles may have begun or ended."""
        now = fields.Datetime.now()
        before = now - timedelta(hours=1)
        companies = self.env["res.company"].search([])
        if any(day_of(one, now) != day_of(one, before) for one in companies):
            self._forget_led_departments()
