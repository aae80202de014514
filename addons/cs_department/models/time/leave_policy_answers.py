from odoo import api, models
from odoo.tools import ormcache

from ...logic import leave as rules


class LeavePolicyAnswers(models.Model):
    """What leave asks of a policy: which one holds, whom to ask, what it offers."""

    _inherit = "cs.leave.policy"

    @api.model
    @ormcache()
    def _named_flow_ids(self):
        """Return the ids of the flows that some policy or leave type names.

        The others are for leave whose policy and type name none.
        """
        policies = self.sudo().search([])
        types = self.env["hr.leave.type"].sudo().search([("cs_flow_id", "!=", False)])
        named = policies.flow_id | policies.leader_flow_id | policies.line_ids.flow_id
        return tuple((named | types.cs_flow_id).ids)

    def _may_pick(self, flow, leads, is_named):
        """Tell whether leave under this policy (or none) may come to a flow.

        :param leads: the person hands over a group
        :param is_named: some policy or leave type names the flow
        """
        if leads and self.leader_flow_id:
            return flow == self.leader_flow_id
        types = self.line_ids.leave_type_id
        if flow in (self.flow_id | self.line_ids.flow_id | types.cs_flow_id):
            return True
        return not is_named and not self.flow_id

    def _offers(self, leave_type, earned):
        """Tell whether people under this policy (or none) may ask for a leave type.

        :param earned: types of rest that the person was given for work
        """
        if leave_type.cs_is_absence:
            return False
        if not self.line_ids or leave_type in earned:
            return True
        if leave_type in self.line_ids.leave_type_id:
            return True
        return not (leave_type._cs_is_flow() or self.is_exclusive)

    def _line_for(self, leave_type):
        """Return the line of a leave type, empty when the policy has none."""
        return self.line_ids.filtered(lambda line: line.leave_type_id == leave_type)[:1]

    def _role_for(self, days, leave_type):
        """Return the role to ask for so many days of a type (TV-038)."""
        brackets = self.bracket_ids.filtered(
            lambda row: not row.leave_type_ids or leave_type in row.leave_type_ids
        )
        found = rules.bracket(
            days,
            [
                (row.operator, None if row.is_rest else row.days, row.role_id.id)
                for row in brackets
            ],
        )
        return self.env["cs.role"].browse(found)

    @api.model
    def _pays_holidays(self, employees, day):
        """Return ``{employee id: whether a public holiday is paid}`` on a day (LV-24).

        The contract type of the version of that day decides; without a policy the
        holiday is paid.
        """
        versions = {e: e.sudo()._get_version(day) for e in employees}
        places = {e: (v.department_id.id, e.company_id.id) for e, v in versions.items()}
        policies = self._nearest(set(places.values()))
        return {
            e.id: v.contract_type_id not in policies[places[e]].unpaid_holiday_type_ids
            for e, v in versions.items()
        }

    def _comp_expiry(self, worked):
        """Return the last day for rest earned on a day, None when it never lapses."""
        if not self:
            return None
        return rules.expiry(worked, self.comp_expiry, self.comp_figure)
