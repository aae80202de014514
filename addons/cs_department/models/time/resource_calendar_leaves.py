from odoo import models

from ..flow.engine_mark import driving


class ResourceCalendarLeaves(models.Model):
    """A new public holiday reckons leave again, also leave with a workflow."""

    _inherit = "resource.calendar.leaves"

    def _reevaluate_leaves(self, time_domain_dict):
        """A new public holiday sets leave back for a moment: with the engine's mark."""
        ours = self.env["hr.leave"].sudo()
        if time_domain_dict:
            ours = ours.search(self._get_domain(time_domain_dict))._cs_ours()
        approved = ours.filtered(lambda leave: leave.state == "validate")
        with driving(ours):
            result = super()._reevaluate_leaves(time_domain_dict)
            refused = ours.filtered(lambda leave: leave.state == "refuse")
        (refused - approved)._cs_end_runs(self.env._("A new public holiday."))
        (refused & approved)._cs_revoke(self.env._("A new public holiday."))
        return result
