import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, format_list

from ...flow.engine import inputs
from .fact_mark import posting

_logger = logging.getLogger(__name__)


class AttendanceCorrection(models.Model):
    """A request to add clock times that are missing (AT-02).

    Employees file their own, HR for others; the flow decides. On approval the lines
    become clock times and the month is counted again.
    """

    _name = "cs.attendance.correction"
    _description = "Attendance correction"
    _inherit = ["cs.typed", "cs.flow.document", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["employee_id.name"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.employee_id,
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    reason = fields.Text(required=True)
    line_ids = fields.One2many(
        "cs.attendance.correction.line", "correction_id", "Clock times", copy=True
    )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for correction in self:
            correction.department_id = correction.employee_id.sudo().department_id

    @api.depends("employee_id", "line_ids.at")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for correction in self:
            lines = correction.line_ids.filtered("at")
            days = sorted({line._local_day() for line in lines})
            said = format_list(self.env, [format_date(self.env, d) for d in days[:3]])
            name = correction.employee_id.sudo().name or ""
            correction.display_name = f"{name} {said}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        corrections = super().create(vals_list)
        corrections._check_own()
        return corrections

    def write(self, vals):
        result = super().write(vals)
        if "employee_id" in vals:
            self._check_own()
        return result

    def _check_own(self):
        if self.env.su or self.env.user.has_group("cs_department.group_cs_hr"):
            return
        if self.employee_id - self.env.user.employee_ids:
            raise AccessError(self.env._("You may file corrections for yourself only."))

    def action_submit(self, choices=None):
        """Send corrections on their way.

        :raises UserError: nothing to correct, a time ahead, or a locked month
        """
        inputs.rows(self)._check_times()
        return super().action_submit(choices)

    def _flow_reopen(self):
        """A returned correction is checked again: it may have been changed."""
        self._check_times()
        return super()._flow_reopen()

    def _check_times(self):
        now = fields.Datetime.now()
        for correction in self:
            if not correction.line_ids:
                raise UserError(self.env._("Add the clock times that are missing."))
            if any(line.at > now for line in correction.line_ids):
                raise UserError(self.env._("A clock time lies ahead of us."))
        self._check_unlocked()

    def _check_unlocked(self):
        if self.env["cs.attendance.month"].sudo()._locked_days(self._days()):
            raise UserError(
                self.env._("This month is locked for pay: HR can open it again.")
            )

    def _days(self):
        return {
            (correction.employee_id.id, line._local_day())
            for correction in self.sudo()
            for line in correction.line_ids
        }

    # ---- the flow --------------------------------------------------------------------

    def _flow_fact_types(self):
        return super()._flow_fact_types() | {
            "count": ("number", self.env._("Clock times"))
        }

    def _flow_facts(self):
        facts = super()._flow_facts()
        for correction in self:
            facts[correction.id]["count"] = len(correction.line_ids)
        return facts

    def _flow_subject(self):
        return {
            correction.id: self.env._("Correction: %s", correction.display_name)
            for correction in self.sudo()
        }

    def _flow_summary(self):
        return {
            correction.id: [
                *(line._shown() for line in correction.line_ids),
                [self.env._("Reason"), correction.reason],
            ]
            for correction in self.sudo()
        }

    def _flow_on_approved(self):
        super()._flow_on_approved()
        corrections = self.sudo()
        corrections._check_unlocked()
        lines = corrections.line_ids
        times = lines.mapped("at")
        known = self.env["cs.punch"]._known(
            corrections.employee_id.ids, min(times), max(times)
        )
        with posting():
            self.env["cs.punch"].sudo().create(
                [
                    {
                        "employee_id": line.correction_id.employee_id.id,
                        "company_id": line.correction_id.company_id.id,
                        "department_id": line.correction_id.department_id.id,
                        "at": line.at,
                        "direction": line.direction,
                        "source": "correction",
                        "correction_id": line.correction_id.id,
                    }
                    for line in lines
                    if (line.correction_id.employee_id.id, line.at, line.direction)
                    not in known
                ]
            )
        self.env["cs.attendance.month"].sudo()._touch(corrections._days())

    @api.model
    def _publish_shipped(self):
        """Publish the flow of the module, when everybody asked is known by now."""
        flow = self.env.ref("cs_department.flow_attendance_correction")
        try:
            with self.env.cr.savepoint():
                flow.action_publish()
        except UserError as error:
            self.env.invalidate_all()
            _logger.info("'%s' stays a draft: %s", flow.code, error)
