from odoo import api, models
from odoo.tools import SQL, ormcache

#: who reads every field of every request that he may read
_SEE_ALL = ("cs_department.group_cs_hr", "cs_department.group_cs_auditor")


class FormVersionSight(models.Model):
    """Which fields of the versions are hidden at some step."""

    _inherit = "cs.form.version"

    @ormcache("self.id")
    def _hidden_steps(self):
        """Return ``{key: steps at which it is hidden}`` of fields and columns."""
        fields, found = self._form().fields, {}
        for one in fields.values():
            steps = set(one.names("hidden_nodes"))
            if one.parent:
                steps |= set(fields[one.parent].names("hidden_nodes"))
            if steps:
                found[one.key] = frozenset(steps)
        return found

    @api.model
    @ormcache()
    def _ever_hidden(self):
        """Return the keys of fields that some published version hides at a step."""
        versions = self.sudo().search([("state", "=", "published")])
        return frozenset(key for v in versions for key in v._hidden_steps())


class RequestSight(models.Model):
    """Which fields of a request its reader does not see.

    A field can be hidden at steps. It is hidden from those who read the request only
    because they are, or were, asked at such steps; never from the requester, HR and
    auditors. It is then in no page, list, file or answer of the server, and no search
    or grouping finds it.
    """

    _inherit = "cs.request"

    def _concealed(self):
        """Return ``{request id: keys of fields}`` that the user does not see.

        No query for forms that hide nothing, a constant number otherwise.
        """
        found = dict.fromkeys(self.ids, frozenset())
        if self._sees_all():
            return found
        hiding = {
            request.id: request.version_id._hidden_steps()
            for request in self.sudo()
            if request.id and request.version_id._hidden_steps()
        }
        asked = self._asked_nodes([i for i in hiding if not self._is_own(i)])
        for request_id, nodes in asked.items():
            found[request_id] = frozenset(
                key for key, steps in hiding[request_id].items() if nodes <= steps
            )
        return found

    def _sees_all(self):
        user = self.env.user
        return self.env.su or any(user.has_group(group) for group in _SEE_ALL)

    def _is_own(self, request_id):
        request = self.sudo().browse(request_id)
        return self.env.user in (request.employee_id.user_id | request.create_uid)

    def _asked_nodes(self, request_ids):
        """Return ``{request id: steps at which the user is, or was, asked}``."""
        if not request_ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT task.res_id, array_agg(DISTINCT task.node_key)"
                " FROM cs_flow_task task WHERE task.res_id = ANY(%s) AND %s"
                " GROUP BY task.res_id",
                request_ids,
                self._flow_asked_sql(),
            )
        )
        return {request_id: frozenset(nodes) for request_id, nodes in rows}

    @api.model
    def _concealed_sql(self, request, name):
        """Return the condition under which the user does not see a field.

        :param request: SQL for the id of the request
        :param name: key of a field, or of a column of a detail table
        :return: ``None`` when nobody hides a field of this name
        """
        if self._sees_all() or name not in self.env["cs.form.version"]._ever_hidden():
            return None
        return SQL(
            """EXISTS (
                SELECT FROM cs_request own
                  LEFT JOIN hr_employee person ON person.id = own.employee_id
                  JOIN cs_form_field field ON field.version_id = own.version_id
                       AND field.key = %(name)s
             LEFT JOIN cs_form_field owner ON owner.id = field.parent_id
                  JOIN cs_flow_task task ON task.res_id = own.id AND %(asked)s
                 WHERE own.id = %(request)s AND own.create_uid <> %(user)s
                   AND person.user_id IS DISTINCT FROM %(user)s
              GROUP BY field.id
                HAVING bool_and(task.node_key = ANY(string_to_array(replace(
                    concat_ws(',', field.hidden_nodes, owner.hidden_nodes),
                    ' ', ''), ','))))""",
            name=name,
            asked=self._flow_asked_sql(),
            request=request,
            user=self.env.uid,
        )


class RequestLineSight(models.Model):
    """Columns of a detail table are hidden with their table, or by themselves."""

    _inherit = "cs.request.line"

    def _concealed(self):
        """Return ``{line id: keys of columns}`` that the user does not see."""
        lines = self.sudo()
        hidden = lines.request_id.with_env(self.env)._concealed()
        return {line.id: hidden.get(line.request_id.id, frozenset()) for line in lines}


def without_columns(value, hidden):
    """Return a value; the rows of a detail table without the hidden columns."""
    if not hidden or not isinstance(value, list):
        return value
    return [
        {k: v for k, v in row.items() if k not in hidden}
        if isinstance(row, dict)
        else row
        for row in value
    ]
