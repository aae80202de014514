from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

ACTIVITY = "cs_department.activity_type_cs_roster_plan"


class RosterDue(models.Model):
    """The roster of the next month is due on a day of this one (SH-02, SH-23)."""

    _inherit = "cs.roster"

    @api.model
    def _cron_remind_plan(self):
        """Open the roster of next month and remind who makes it, each once."""
        today = fields.Date.context_today(self)
        first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        for department, policy in self._departments_with_plan(today):
            due = min(
                today.replace(day=1) + timedelta(days=policy.plan_due_day - 1),
                first - timedelta(days=1),
            )
            if today >= due - timedelta(days=policy.plan_notice_days):
                self._remind_plan(department, policy, first, due)

    @api.model
    def _departments_with_plan(self, today):
        """Return the departments whose policy asks for a roster of the next month.

        Those with a policy of their own, and those that have a roster now.
        """
        policies = self.env["cs.roster.policy"].sudo()
        found = policies.search([("plan_due_day", ">", 0)])
        pairs = {p.department_id: p for p in found if p.department_id}
        rosters = self.sudo().search(
            [("date_from", "<=", today), ("date_to", ">=", today)]
        )
        for roster in rosters:
            if roster.policy_id.plan_due_day:
                pairs.setdefault(roster.department_id, roster.policy_id)
        return [
            (department, policy)
            for department, policy in pairs.items()
            if department.active
        ]

    @api.model
    def _remind_plan(self, department, policy, first, due):
        rosters = self.sudo().with_company(policy.company_id)
        last = fields.Date.end_of(first, "month")
        roster = rosters.search(
            Domain("department_id", "=", department.id)
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", first),
            limit=1,
        )
        if roster.state in ("published", "locked") or roster.activity_search(
            [ACTIVITY]
        ):
            return
        roster = roster or rosters.create(
            {
                "department_id": department.id,
                "company_id": policy.company_id.id,
                "date_from": first,
                "date_to": last,
            }
        )
        planners = policy.planner_ids or department.manager_id.user_id
        for user in planners.filtered("active"):
            roster.with_context(lang=user.lang).activity_schedule(
                ACTIVITY,
                due,
                summary=roster.with_context(lang=user.lang).env._(
                    "Make and publish the roster %s", roster.display_name
                ),
                user_id=user.id,
            )

    def _publish(self):
        """Publishing is what the reminder asked for."""
        result = super()._publish()
        self.activity_feedback([ACTIVITY])
        return result
