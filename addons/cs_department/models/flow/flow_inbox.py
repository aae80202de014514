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

    @api.model
    @api.readonly
    def inbox_count(self):
        """Return how many tasks the user is asked now, his own and shared ones."""
        self.env["cs.flow.task"].flush_model(["user_id", "state", "pool_role_id"])
        [(count,)] = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT COUNT(*) FROM cs_flow_task
                         WHERE user_id = %(user)s AND state = 'pending')
                     + (SELECT COUNT(*) FROM cs_flow_task t
                          JOIN cs_role_assignment a ON a.role_id = t.pool_role_id
                           AND COALESCE(a.department_id, 0) =
                           COALESCE(t.pool_department_id, 0)
                           AND a.company_id = t.company_id
                         WHERE t.state = 'pending' AND t.user_id IS NULL
                           AND a.user_id = %(user)s
                           AND (a.date_from IS NULL OR a.date_from <= %(today)s)
                           AND (a.date_to IS NULL OR a.date_to >= %(today)s))
                """,
                user=self.env.uid,
                today=fields.Date.today(),
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
