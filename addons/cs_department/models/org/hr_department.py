from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from . import called


class HrDepartment(models.Model):
    """Adds the codes of employee numbers and the chain of managers.

    HR officers maintain departments; every employee may read them.
    """

    _inherit = "hr.department"

    cs_centre_code = fields.Char(
        "Centre code",
        help="The figures of the centre in employee numbers. Departments below it that "
        "have no code of their own use it too.",
    )
    cs_code = fields.Char(
        "Department code",
        help="The figures of the department in employee numbers. Teams below it that "
        "have no code of their own use it too.",
    )

    cs_head_lacks_rights = fields.Boolean(
        compute="_compute_cs_head_lacks_rights", export_string_translation=False
    )

    @api.depends("manager_id")
    def _compute_cs_head_lacks_rights(self):
        without = self.sudo().manager_id.user_id._cs_without_leader_rights()
        for department in self:
            head = department.sudo().manager_id.user_id
            department.cs_head_lacks_rights = head in without

    def action_cs_give_rights(self):
        """Give the heads of departments the rights of a team leader; only HR."""
        departments = called.rows(self)
        departments.check_access("write")
        return departments.manager_id.user_id._cs_give_leader_rights()

    @api.model_create_multi
    def create(self, vals_list):
        departments = super().create(vals_list)
        if departments.manager_id or departments.parent_id:
            self.env["res.users"]._forget_led_departments()
        return departments

    def write(self, vals):
        result = super().write(vals)
        if {"manager_id", "parent_id", "active"} & vals.keys():
            self.env["res.users"]._forget_led_departments()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["res.users"]._forget_led_departments()
        return result

    @api.model
    def _ancestor_ids(self, department_ids):
        """Return ``{department id: (itself, its parent, ... up to the root)}``."""
        departments = self.sudo().with_context(active_test=False)
        found = departments.search_fetch(
            [("id", "in", list(department_ids))], ["parent_path"], order="id"
        )
        return {
            department.id: tuple(
                int(part) for part in reversed(department.parent_path.split("/")[:-1])
            )
            for department in found
        }

    @api.model
    def _manager_chains(self, department_ids):
        """Return who heads a department and each one above it, nearest first (RG-12).

        Departments without an active manager, and archived departments, are left out.

        :param department_ids: ids of the departments to start from
        :return: ``{department id: [(department id, manager's employee id, manager's
            user id or False), ...]}`` for every id given; one query whatever the number
        """
        chains = {department: [] for department in department_ids}
        if not chains:
            return chains
        self.flush_model(["parent_path", "manager_id", "active"])
        self.env["hr.employee"].flush_model(["active", "user_id"])
        self.env["res.users"].flush_model(["active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT bottom.id, above.id, manager.id, login.id
                  FROM hr_department bottom
                  JOIN hr_department above
                    ON above.id = ANY(
                           string_to_array(rtrim(bottom.parent_path, '/'), '/')::int[]
                       )
                   AND above.active
                  JOIN hr_employee manager
                    ON manager.id = above.manager_id
                   AND manager.active
             LEFT JOIN res_users login
                    ON login.id = manager.user_id
                   AND login.active
                 WHERE bottom.id IN %s
              ORDER BY bottom.id, length(above.parent_path) DESC
                """,
                tuple(chains),
            )
        )
        for bottom, above, manager, login in rows:
            chains[bottom].append((above, manager, login or False))
        return chains

    @api.model
    def _number_codes(self, department_ids):
        """Return the codes that employee numbers of a department are made of.

        :return: ``{department id: (centre code, department code, id of the department
            that gave the department code)}``, each False when nobody up the tree has it
        """
        paths = self._ancestor_ids(department_ids)
        places = {place for path in paths.values() for place in path}
        codes = defaultdict(lambda: (False, False))
        departments = self.sudo().with_context(active_test=False)
        for department in departments.search_fetch(
            [("id", "in", list(places))], ["cs_centre_code", "cs_code"], order="id"
        ):
            codes[department.id] = department.cs_centre_code, department.cs_code
        result = {}
        for department, path in paths.items():
            centre = next((codes[place][0] for place in path if codes[place][0]), False)
            giver = next((place for place in path if codes[place][1]), False)
            result[department] = centre, codes[giver][1] if giver else False, giver
        return result
