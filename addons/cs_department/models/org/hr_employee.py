from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from . import called


class HrEmployee(models.Model):
    """Adds number, grade and probation, and who stands above and below whom.

    HR officers maintain employees; numbers are issued and changed by HR only.
    """

    _inherit = "hr.employee"

    # fields of the version with groups are declared again, as hr itself does
    cs_grade_id = fields.Many2one(
        related="version_id.cs_grade_id",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_user",
    )
    cs_probation_start = fields.Date(
        related="version_id.cs_probation_start",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_user",
    )
    cs_probation_end = fields.Date(
        related="version_id.cs_probation_end",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_user",
    )

    # colleagues and customers know it: it is also on hr.employee.public (EN-09, EN-13)
    cs_number = fields.Char(
        "Employee No.",
        compute="_compute_cs_number",
        inverse="_inverse_cs_number",
        store=True,
        copy=False,
        index="btree_not_null",
        help="Issued by the number scheme of the company. HR may give another one "
        "where the scheme lets it.",
    )
    cs_number_ids = fields.One2many(
        "cs.employee.number", "employee_id", "Numbers", groups="hr.group_hr_user"
    )

    @api.depends("cs_number_ids.state", "cs_number_ids.number")
    def _compute_cs_number(self):
        held = {row.employee_id.id: row.number for row in self._cs_current_numbers()}
        for employee in self:
            employee.cs_number = held.get(employee._origin.id, False)

    def _inverse_cs_number(self):
        """Take numbers that HR types or imports; everybody else is refused (EN-09)."""
        held = {row.employee_id: row.number for row in self._cs_current_numbers()}
        typed = {
            employee: employee.cs_number
            for employee in self
            if (employee.cs_number or held.get(employee))
            and employee.cs_number != held.get(employee)
        }
        if typed:
            self.env["cs.employee.number"]._set_by_hand(typed)

    @api.model_create_multi
    def create(self, vals_list):
        hiring = self.with_context(cs_hiring=True)
        employees = super(HrEmployee, hiring).create(vals_list).with_env(self.env)
        self.env["cs.employee.number"]._follow(employees, is_new=True)
        return employees

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "active"} & vals.keys():
            self.env["res.users"]._forget_led_departments()
        if "active" in vals:
            self._cs_follow_leaving()
        return result

    def unlink(self):
        self._cs_current_numbers()._retire(fields.Date.context_today(self))
        return super().unlink()

    # employee numbers

    def action_cs_issue_number(self):
        """Issue numbers to the employees that have none (EN-01).

        :raise AccessError: for anybody but HR
        :raise UserError: with a sentence for each one who cannot get a number
        """
        self.env["cs.employee.number"]._check_hr()
        problems = self.env["cs.employee.number"]._issue(called.rows(self))
        if problems:
            raise UserError("\n".join(problems.values()))
        self._cs_forget_number_problems()

    def _cs_current_numbers(self):
        """Return the ledger rows of the numbers in use; one query."""
        return (
            self.env["cs.employee.number"]
            .sudo()
            .search([("employee_id", "in", self.ids), ("state", "=", "current")])
        )

    def _cs_follow_leaving(self):
        """Retire the numbers of those who left; welcome back who came back (EN-10)."""
        ledger = self.env["cs.employee.number"]
        gone = self.sudo().filtered(lambda one: not one.active)
        for employee in gone:
            last_day = employee.departure_date or fields.Date.context_today(self)
            employee._cs_current_numbers()._retire(last_day)
        ledger._welcome_back(self.sudo() - gone)
        self.env["cs.leaving"]._follow(self)

    def _cs_note_number_problems(self, problems):
        """Leave HR an activity that says why somebody has no number (EN-12)."""
        self._cs_forget_number_problems()
        for employee in self.sudo().filtered(lambda one: one.id in problems):
            employee.activity_schedule(
                "cs_department.mail_activity_number",
                fields.Date.context_today(self),
                note=problems[employee.id],
                user_id=employee.hr_responsible_id.id or self.env.uid,
            )

    def _cs_awaiting_number(self):
        """Return those whom HR has an activity to issue a number to; one query."""
        kind = self.env.ref("cs_department.mail_activity_number", False)
        activities = self.env["mail.activity"].sudo()
        rows = activities.search_fetch(
            Domain("res_model", "=", "hr.employee")
            & Domain("res_id", "in", self.ids)
            & Domain("activity_type_id", "=", kind.id if kind else False),
            ["res_id"],
        )
        return self.browse(rows.mapped("res_id"))

    def _cs_forget_number_problems(self):
        self.sudo().activity_unlink(["cs_department.mail_activity_number"])

    # who is above and below whom

    @api.model
    def _departments_of(self, employee_ids):
        """Return ``{employee id: (department id or False, user id or False)}``."""
        self.flush_model(["current_version_id", "user_id"])
        self.env["hr.version"].flush_model(["department_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee.id, version.department_id, employee.user_id
                  FROM hr_employee employee
                  JOIN hr_version version ON version.id = employee.current_version_id
                 WHERE employee.id IN %s
                """,
                tuple(employee_ids) or (None,),
            )
        )
        return {row[0]: (row[1] or False, row[2] or False) for row in rows}

    @api.model
    def _reporting_lines(self, employee_ids, places=None):
        """Return who stands above a person, the direct manager first (RG-12).

        The line climbs the department tree. Nobody is in his own line, so the head of
        a department reports to the next one up; a head of several departments in the
        line stands in it once.

        :param employee_ids: ids of employees
        :param places: what ``_departments_of`` returns, where it is known
        :return: ``{employee id: [user id, or False when that manager has no active
            user]}`` for every id given; two queries whatever the number, one when the
            places are known
        """
        if places is None:
            places = self._departments_of(employee_ids)
        chains = self.env["hr.department"]._manager_chains(
            {department for department, _user in places.values() if department}
        )
        lines = {}
        for employee in employee_ids:
            department, own_user = places.get(employee, (False, False))
            line, seen = [], {employee}
            for _place, manager, user in chains.get(department, ()):
                if manager in seen or (user and user in {own_user, *line}):
                    continue
                seen.add(manager)
                line.append(user)
            lines[employee] = line
        return lines

    @api.model
    def _subordinate_user_ids(self, user_ids):
        """Return the users below somebody: in departments he heads and below those.

        :param user_ids: ids of users
        :return: ``{user id: set of user ids}`` for every id given, without the user
            himself; one query whatever the number
        """
        below = {user: set() for user in user_ids}
        if not below:
            return below
        self.env["hr.department"].flush_model(["parent_path", "manager_id", "active"])
        self.flush_model(["current_version_id", "user_id", "active"])
        self.env["hr.version"].flush_model(["department_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT manager.user_id, member.user_id
                  FROM hr_employee manager
                  JOIN hr_department led
                    ON led.manager_id = manager.id AND led.active
                  JOIN hr_department place
                    ON place.parent_path LIKE led.parent_path || '%%'
                  JOIN hr_version version ON version.department_id = place.id
                  JOIN hr_employee member
                    ON member.current_version_id = version.id AND member.active
                 WHERE manager.user_id IN %s
                   AND manager.active
                   AND member.user_id IS NOT NULL
                   AND member.user_id != manager.user_id
                """,
                tuple(below),
            )
        )
        for manager, member in rows:
            below[manager].add(member)
        return below

    # dated facts

    def _versions_on(self, day):
        """Return ``{employee id: id of the version that holds on a day}``; one query.

        Before the first version the first one holds, as in ``_get_version``.
        """
        self.env["hr.version"].flush_model(["employee_id", "date_version", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (employee_id) employee_id, id
                  FROM hr_version
                 WHERE active AND employee_id IN %s
              ORDER BY employee_id, date_version > %s,
                       CASE WHEN date_version > %s THEN date_version END,
                       date_version DESC
                """,
                tuple(self.ids) or (None,),
                day,
                day,
            )
        )
        return dict(rows)

    def _is_on_probation(self, day):
        """Tell who is on probation on a day (RG-07, RG-16).

        The dates are those of the version that holds on the day, which HR may edit;
        without them Odoo's own end of the trial period counts.

        :return: ``{employee id: bool}`` for all of ``self``; two queries whatever the
            number
        """
        version_ids = self._versions_on(day)
        versions = self.env["hr.version"].sudo().browse(version_ids.values())
        versions.fetch(["cs_probation_start", "cs_probation_end", "trial_date_end"])
        result = dict.fromkeys(self.ids, False)
        for employee_id, version_id in version_ids.items():
            version = versions.browse(version_id)
            start = version.cs_probation_start
            end = version.cs_probation_end or version.trial_date_end
            result[employee_id] = bool(
                end and day <= end and (not start or start <= day)
            )
        return result
