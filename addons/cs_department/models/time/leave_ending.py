from odoo import api, models
from odoo.exceptions import UserError

from ..flow.engine import outside
from ..flow.engine.outside import OPEN
from ..flow.engine_mark import creating, driving, is_driving
from ..org import called
from .leave_papers import COMPLETION, PAPERS


class LeaveEnding(models.AbstractModel):
    """Odoo's own ways to end, cut or reset leave, so that no run of a flow is left
    alone.

    Cancelling a request withdraws it; group time off, departures and the loss of a
    balance end the run with their reason. The log of the run stays.
    """

    _name = "cs.leave.ending"
    _description = "Ending of a leave"

    def _cs_end_runs(self, reason):
        """End the open runs of leave that the server ends; the log says why."""
        open_leaves = self.sudo().filtered(lambda leave: leave.flow_state in OPEN)
        if open_leaves:
            outside.end(open_leaves.flow_run_id, reason)

    def _flow_reopen(self):
        """A returned leave is held to its policy again: it may have been changed."""
        self._cs_check_terms()
        self._cs_check_filled_later()
        return super()._flow_reopen()

    def _action_user_cancel(self, reason=None):
        self.ensure_one()
        if self.flow_state in OPEN and self.can_cancel:
            return self.flow_run_id.action_withdraw(reason)
        return super()._action_user_cancel(reason)

    def _force_cancel(self, reason=None, *args, **kwargs):
        result = super()._force_cancel(reason, *args, **kwargs)
        self._cs_end_runs(reason or self.env._("The leave was cancelled."))
        self._cs_revoke(reason or self.env._("The leave was cancelled."))
        return result

    def _cs_revoke(self, reason):
        """Log that approved leave was taken back; its approval status says so, too."""
        approved = self.sudo().filtered(lambda leave: leave.flow_state == "approved")
        if approved:
            with driving(approved):
                approved.write({"flow_state": "cancelled"})
            outside.revoke(approved.flow_run_id, reason)

    def unlink(self):
        on_their_way = self.filtered(lambda leave: leave.flow_state in OPEN)
        if not on_their_way:
            return super().unlink()
        self.check_access("unlink")  # as they are: ending the run cancels the leave
        for leave in on_their_way:
            leave._cs_check_undecided()
        on_their_way._cs_end_runs(self.env._("The leave was deleted."))
        return super(LeaveEnding, self.sudo()).unlink()

    def _cs_check_undecided(self):
        """The person may delete a request until somebody decided on it.

        :raises UserError: somebody decided already; the request can be withdrawn
        """
        decided = self.flow_run_id.sudo().task_ids.filtered("done_by_id")
        is_officer = self.env.user.has_group("hr_holidays.group_hr_holidays_user")
        if decided and not (is_officer or self.env.su):
            raise UserError(
                self.env._(
                    "%s has been decided on already: cancel it, do not delete it.",
                    self.display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_flow(self):
        """Refused leave may be deleted by officers, as Odoo does on a departure."""
        kept = self
        if self.env.su or self.env.user.has_group("hr_holidays.group_hr_holidays_user"):
            kept = self.filtered(lambda leave: leave.flow_state != "refused")
        return super(LeaveEnding, kept)._unlink_except_in_flow()

    # ---- past the flow

    def action_approve(self, check_state=True):
        ours = called.rows(self)._cs_ours()
        if ours and not (self.env.su or is_driving(ours)):
            ours[0]._cs_refuse_past_flow()
        return super().action_approve(check_state)

    def _cs_refuse_past_flow(self):
        """Say where a leave is decided.

        :raises UserError: always
        """
        name = self.display_name
        if self.flow_state == "none":
            raise UserError(
                self.env._(
                    "%s was asked for before a workflow decided: open it and press "
                    "Submit in its bar.",
                    name,
                )
            )
        raise UserError(
            self.env._("%s is decided by its workflow: see My approvals.", name)
        )

    # ---- cut and reset

    def _split_leaves(self, split_date_from, split_date_to=False):
        """Parts of an approved leave are approved; parts of a request are requests."""
        ours = self._cs_ours()
        with driving(ours), creating(self._name):
            parts = super()._split_leaves(split_date_from, split_date_to)
            for part in parts._cs_ours():
                origin = ours.filtered(
                    lambda leave, part=part: (
                        leave.employee_id == part.employee_id
                        and leave.holiday_status_id == part.holiday_status_id
                        and leave.request_date_to < part.request_date_from
                    )
                )[-1:]
                if part.state == "validate":
                    with driving(part):
                        part.sudo().write(
                            {
                                "flow_run_id": origin.flow_run_id.id,
                                "flow_state": origin.flow_state,
                            }
                        )
        parts._cs_start()
        return parts

    @api.depends_context("uid")
    def _compute_can_back_to_approve(self):
        ours = self._cs_ours()
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        for leave in ours:
            leave.can_back_to_approve = is_hr and leave.state == "validate"
        return super(LeaveEnding, self - ours)._compute_can_back_to_approve()

    def action_back_to_approval(self):
        """HR sends approved leave through its workflow once more."""
        ours = called.rows(self)._cs_ours()
        for leave in ours:
            leave._cs_reopen()
        return super(LeaveEnding, self - ours).action_back_to_approval()

    def _cs_reopen(self):
        if not self.env.user.has_group("cs_department.group_cs_hr"):
            raise UserError(
                self.env._("Only HR sends approved leave back to approval.")
            )
        if self.state != "validate":
            raise UserError(self.env._("%s is not approved.", self.display_name))
        self._cs_revoke(self.env._("Sent back to approval."))
        with driving(self):
            self.sudo()._move_validate_leave_to_confirm()
        self.message_post(body=self.env._("Sent back to approval."))
        self.action_submit()

    def _cs_driven_write(self, vals):
        """Write what only the server may, on leave that is locked for people."""
        with driving(self):
            self.sudo().write(vals)

    # ---- completing after the fact

    def _cs_may_complete(self, vals):
        """Tell whether a write only adds what the person may still add.

        Papers while they are expected, and the form of leave reported by phone.
        """
        return all(
            leave.employee_id in self.env.user.employee_ids
            and leave.flow_state in ("running", "approved")
            and leave.cs_paper_due
            and not leave.cs_paper_overdue_at
            and set(vals) <= (COMPLETION if leave.cs_is_emergency else PAPERS)
            for leave in self
        )

    @api.depends("flow_state", "cs_paper_due", "cs_paper_overdue_at")
    @api.depends_context("uid")
    def _compute_cs_can_complete(self):
        for leave in self:
            leave.cs_can_complete = leave._cs_may_complete({"name": ""})
