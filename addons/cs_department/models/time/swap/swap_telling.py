from odoo import models

#: the activity of whoever is told of a roster
TOLD = "cs_department.activity_type_cs_roster"


class SwapTelling(models.Model):
    """Whoever leads somebody in a swap learns in the app that it took effect, or was
    taken back. Who decided it knows; the people themselves have a notice of the roster.
    """

    _inherit = "cs.shift.swap"

    def _flow_on_approved(self):
        super()._flow_on_approved()
        self._tell_leaders_later()

    def _undo(self, reason):
        super()._undo(reason)
        self._tell_leaders_later()

    def _tell_leaders_later(self):
        self.sudo().with_delay(description="Tell leaders of swaps")._tell_leaders()

    def _tell_leaders(self):
        """Give each leader who did not decide an activity, in his own language."""
        swaps = self.sudo()
        swaps.activity_unlink([TOLD])
        people = swaps.employee_id | swaps.leg_ids.giver_id | swaps.leg_ids.taker_id
        lines = self.env["hr.employee"].sudo()._reporting_lines(people.ids)
        users = self.env["res.users"].sudo()
        for swap in swaps:
            inside = swap.employee_id | swap._others()
            first = {
                next((u for u in lines[one.id] if u and u not in inside.user_id.ids), 0)
                for one in inside
            }
            leaders = users.browse(sorted(first - {0})) - swap._deciders()
            for user in leaders.filtered("active"):
                if swap.with_user(user).has_access("read"):
                    swap._tell_leader(user)

    def _deciders(self):
        """Return who made the swap what it is now."""
        if self.undone_at:
            return self.undone_by_id
        return self.flow_run_id.task_ids.filtered(
            lambda task: task.state == "approved"
        ).done_by_id

    def _tell_leader(self, user):
        swap = self.with_context(
            lang=user.lang, tz=user.tz, mail_activity_quick_update=True
        )
        summary = (
            swap.env._("Taken back: %s", swap.display_name)
            if swap.undone_at
            else swap.env._("In the roster: %s", swap.display_name)
        )
        swap.activity_schedule(
            TOLD, summary=summary, note=swap.summary, user_id=user.id
        )
