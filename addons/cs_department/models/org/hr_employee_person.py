from odoo import api, fields, models
from odoo.tools import SQL

from .zone import day_sql

#: what has to be in the database before it is read
_READ = {
    "hr.employee": ["user_id", "company_id", "current_version_id"],
    "hr.version": ["department_id", "cs_grade_id"],
    "hr.department": ["name", "parent_path"],
    "res.company": ["name", "resource_calendar_id"],
    "resource.calendar": ["tz"],
    "cs.grade": ["code"],
    "cs.role": ["code", "active"],
    "cs.role.assignment": ["role_id", "employee_id", "date_from", "date_to"],
}


class HrEmployeePerson(models.Model):
    """What the organisation tells the engine about a person, read in one go."""

    _inherit = "hr.employee"

    cs_role_assignment_ids = fields.One2many(
        "cs.role.assignment", "employee_id", "Roles", groups="hr.group_hr_user"
    )
    cs_person = fields.Json(
        compute="_compute_cs_person",
        groups="hr.group_hr_user",
        export_string_translation=False,
    )

    @api.depends(
        "user_id",
        "company_id.name",
        "department_id.name",
        "department_id.parent_path",
        "cs_grade_id.code",
        "cs_role_assignment_ids.role_id.code",
        "cs_role_assignment_ids.role_id.active",
        "cs_role_assignment_ids.date_from",
        "cs_role_assignment_ids.date_to",
    )
    @api.depends_context("lang")
    def _compute_cs_person(self):
        """What approvals ask of a person, read in one query for any number of people.

        It is ``{"user_id", "company_id", "department_id", "path": [the department's id
        and those above it], "department", "company", "grade", "roles": [codes held
        today]}``, with ``None`` where there is nothing and names in the language of the
        environment.
        """
        for model, names in _READ.items():
            self.env[model].flush_model(names)
        rows = self.env.execute_query_dict(self._cs_person_query())
        known = {
            row.pop("id"): row | {"path": self._cs_path(row["path"])} for row in rows
        }
        for employee in self:
            employee.cs_person = known.get(employee._origin.id, {})

    @api.model
    def _cs_path(self, parent_path):
        return [int(part) for part in reversed((parent_path or "").split("/")[:-1])]

    def _cs_person_query(self):
        return SQL(
            """
            SELECT employee.id, employee.user_id, employee.company_id,
                   department.id AS department_id, department.parent_path AS path,
                   COALESCE(department.name->>%(lang)s, department.name->>'en_US')
                       AS department,
                   company.name AS company, grade.code AS grade,
                   ARRAY(SELECT DISTINCT role.code
                           FROM cs_role_assignment held
                           JOIN cs_role role ON role.id = held.role_id AND role.active
                          WHERE held.employee_id = employee.id
                            AND held.date_from <= today.day
                            AND (held.date_to IS NULL OR held.date_to >= today.day)
                       ORDER BY role.code) AS roles
              FROM hr_employee employee
         LEFT JOIN hr_version version ON version.id = employee.current_version_id
         LEFT JOIN hr_department department ON department.id = version.department_id
         LEFT JOIN res_company company ON company.id = employee.company_id
         LEFT JOIN cs_grade grade ON grade.id = version.cs_grade_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
        CROSS JOIN LATERAL (
            SELECT %(day)s AS day) today
             WHERE employee.id IN %(ids)s
            """,
            lang=self.env.lang or "en_US",
            day=day_sql("calendar", fields.Datetime.now()),
            ids=tuple(self._origin.ids) or (None,),
        )
