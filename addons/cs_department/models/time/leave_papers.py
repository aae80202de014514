from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..org import called

PAPERS = {"attachment_ids", "supported_attachment_ids", "message_main_attachment_id"}
#: what the person may still complete after leave reported by phone
COMPLETION = PAPERS | {"name", "private_name", "notes", "cs_relation"}
#: what only the server writes: whoever could, would be his own witness
RECORDED = (
    "cs_is_emergency",
    "cs_reported_at",
    "cs_reported_by_id",
    "cs_paper_due",
    "cs_paper_received_at",
    "cs_paper_overdue_at",
    "cs_original_type_id",
    "cs_limit_note",
    "cs_limit_words",
)


class LeavePapers(models.AbstractModel):
    """Papers that may follow a leave, and leave that was reported by phone.

    The employee adds papers at any time; HR and whoever decides may say that they came
    in on paper. What happens when they do not come is said by the policy (LV-13,
    LV-18).
    """

    _name = "cs.leave.papers"
    _description = "Papers of a leave"

    cs_is_emergency = fields.Boolean("Reported by phone", copy=False, readonly=True)
    cs_reported_at = fields.Datetime("Phoned at", copy=False, readonly=True)
    cs_reported_by_id = fields.Many2one(
        "res.users", "Recorded by", copy=False, readonly=True
    )
    cs_paper_due = fields.Datetime(
        "Papers due", copy=False, readonly=True, index="btree_not_null"
    )
    cs_paper_received_at = fields.Datetime("Papers came", copy=False, readonly=True)
    cs_paper_overdue_at = fields.Datetime(
        "Papers overdue since", copy=False, readonly=True
    )
    cs_original_type_id = fields.Many2one(
        "hr.leave.type", "Asked for as", copy=False, readonly=True
    )

    @api.depends(
        "cs_paper_due", "cs_paper_received_at", "cs_paper_overdue_at", "attachment_ids"
    )
    def _compute_cs_paper_state(self):
        for leave in self:
            if leave.cs_paper_overdue_at:
                leave.cs_paper_state = "overdue"
            elif not leave.cs_paper_due:
                leave.cs_paper_state = "none"
            elif leave._cs_has_papers():
                leave.cs_paper_state = "received"
            else:
                leave.cs_paper_state = "due"

    def _cs_has_papers(self):
        """Papers came as attachments, or somebody said so; an emergency also needs the
        form completed."""
        self.ensure_one()
        if self.cs_paper_received_at:
            return True
        leave = self.sudo()
        if leave.cs_is_emergency and not leave.private_name:
            return False
        return bool(leave.attachment_ids) or (
            leave.cs_is_emergency and not leave._cs_terms()[leave.id][1].needs_paper
        )

    def _cs_set_paper_due(self, applied):
        """Write until when papers of newly submitted leave may follow."""
        for leave, (policy, line) in zip(self, self._cs_terms().values(), strict=True):
            if leave.cs_is_emergency and policy.has_emergency:
                due = leave._cs_due(
                    policy.emergency_figure,
                    policy.emergency_unit,
                    policy.emergency_anchor,
                    applied,
                )
            elif line.needs_paper:
                due = leave._cs_due(
                    line.paper_figure, line.paper_unit, line.paper_anchor, applied
                )
            else:
                due = False
            if leave.cs_paper_due != due:
                leave.cs_paper_due = due

    def action_papers_received(self):
        """Say that the papers came in. For HR and those who decide the leave.

        :raises AccessError: somebody else says so, or the person himself
        """
        for leave in called.rows(self):
            leave.check_access("read")
            if not leave._cs_may_receive_papers():
                raise AccessError(
                    self.env._("HR or whoever decides the leave says that papers came.")
                )
            if leave.cs_paper_state != "due":
                raise UserError(self.env._("No papers are expected."))
        self.sudo().write({"cs_paper_received_at": fields.Datetime.now()})
        return True

    def _cs_may_receive_papers(self):
        self.ensure_one()
        user = self.env.user
        if user == self.employee_id.user_id:
            return False
        return user.has_group("cs_department.group_cs_hr") or bool(
            self.flow_run_id.sudo().task_ids.filtered(
                lambda task: user in (task.user_id, task.done_by_id)
            )
        )

    # ---- when they do not come

    @api.model
    def _cron_papers_overdue(self, batch_size=100):
        """Do what the policy says about leave whose papers never came."""
        domain = (
            Domain("cs_paper_due", "<", fields.Datetime.now())
            & Domain("cs_paper_overdue_at", "=", False)
            & Domain("cs_paper_received_at", "=", False)
            & Domain("state", "in", ("confirm", "validate1", "validate"))
        )
        late = self.search(domain, limit=batch_size, order="cs_paper_due, id")
        late = late.try_lock_for_update()
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(domain))
        for leave in late:
            # told to the person: a cron has no language of its own
            lang = leave.employee_id.user_id.lang
            leave.with_context(lang=lang)._cs_papers_overdue()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _cs_papers_overdue(self):
        self.ensure_one()
        now = fields.Datetime.now()
        if self._cs_has_papers():
            self.cs_paper_received_at = now
            return
        policy, line = self._cs_terms()[self.id]
        if self.cs_is_emergency:
            action, leave_type = policy.emergency_overdue, policy.emergency_type_id
        else:
            action, leave_type = line.paper_overdue, line.paper_type_id
        self.cs_paper_overdue_at = now
        if action == "type" and leave_type and leave_type != self.holiday_status_id:
            self._cs_become(leave_type)
        else:
            self._cs_tell(self.env._("The papers of this leave are overdue."))

    def _cs_become(self, leave_type):
        """Turn a leave into another type, as the policy says; tell the person."""
        old = self.holiday_status_id
        leave = self.with_context(leave_skip_state_check=True)
        try:
            with self.env.cr.savepoint():
                if not leave_type._cs_may_follow(old):
                    raise UserError(self.env._("it is taken in another unit."))
                leave._cs_driven_write(
                    {
                        "cs_original_type_id": self.cs_original_type_id.id or old.id,
                        "holiday_status_id": leave_type.id,
                    }
                )
        except (UserError, ValidationError) as error:
            self._cs_tell(
                self.env._(
                    "The papers never came, but this leave could not become %(type)s: "
                    "%(reason)s",
                    type=leave_type.name,
                    reason=error,
                )
            )
            return
        self._cs_tell(
            self.env._(
                "The papers never came: this leave counts as %(new)s, not %(old)s.",
                new=leave_type.name,
                old=old.name,
            )
        )

    def _cs_tell(self, sentence):
        """Post a sentence on the leave for the person and the policy's followers."""
        policy = self._cs_terms()[self.id][0]
        partners = self.employee_id.user_id.partner_id | policy.message_partner_ids
        self.message_post(body=sentence, partner_ids=partners.ids)
