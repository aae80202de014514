from odoo import api, fields, models
from odoo.tools import SQL

from .engine import turn


class FlowInbox(models.Model):
    """What the inbox and the counter read: one query each, however long the history."""

    _inherit = "cs.flow.task"

    def _pool_domain(self):
        """Return the domain of the shared tasks that the user may take."""
        pools = turn.pools_of(self.env, self.env.user, fields.Datetime.now())
        domain = fields.Domain.FALSE
        for role, department, company in sorted(pools):
            domain |= (
                fields.Domain("pool_role_id", "=", role)
                & fields.Domain("pool_department_id", "=", department or False)
                & fields.Domain("company_id", "=", company)
            )
        return domain & fields.Domain("user_id", "=", False)

    def _pool_sql(self, alias):
        """Return the condition for the shared tasks that the user may take.

        The list of roles lets PostgreSQL use the index of shared tasks.
        """
        held = self.env["cs.role.assignment"]._held_sql(
            self.env.uid, fields.Datetime.now()
        )
        return SQL(
            "(%(task)s.user_id IS NULL"
            " AND %(task)s.pool_role_id = ANY(ARRAY(SELECT held.role_id %(held)s))"
            " AND (%(task)s.pool_role_id, COALESCE(%(task)s.pool_department_id, 0),"
            " %(task)s.company_id) IN (SELECT held.role_id,"
            " COALESCE(held.department_id, 0), held.company_id %(held)s))",
            task=SQL.identifier(alias),
            held=held,
        )

    @api.model
    @api.readonly
    def inbox_count(self):
        """Return how many tasks the user is asked now, his own and shared ones."""
        self.flush_model()
        [(count,)] = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT COUNT(*) FROM cs_flow_task
                         WHERE user_id = %(user)s AND state = 'pending')
                     + (SELECT COUNT(*) FROM cs_flow_task shared
                         WHERE shared.state = 'pending' AND %(pool)s)
                """,
                user=self.env.uid,
                pool=self._pool_sql("shared"),
            )
        )
        return count

    @api.model
    def inbox_domain(self):
        """Return the domain of the tasks that the user is asked now, as plain data."""
        mine = fields.Domain("user_id", "=", self.env.uid) | self._pool_domain()
        return list(fields.Domain("state", "=", "pending") & mine)

    def _notify_inbox(self):
        """Tell the browsers of those asked that their counter has changed."""
        for user in self.user_id:
            user._bus_send("cs_department.inbox", {})
