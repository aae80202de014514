from odoo import api, fields, models


class HrAttendance(models.Model):
    """Clock times of earlier days that are added or changed count again.

    Those of today are counted by night, or when somebody looks at the day.
    """

    _inherit = "hr.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances._cs_count_again()
        return attendances

    def write(self, vals):
        if not {"check_in", "check_out", "employee_id"} & vals.keys():
            return super().write(vals)
        before = self._cs_past_days()
        result = super().write(vals)
        self._cs_count_again(before)
        return result

    def unlink(self):
        before = self._cs_past_days()
        result = super().unlink()
        self.env["cs.attendance.month"].sudo()._touch(before)
        return result

    def _cs_past_days(self):
        today = fields.Date.context_today(self)
        return {(a.employee_id.id, a.date) for a in self if a.date and a.date < today}

    def _cs_count_again(self, before=frozenset()):
        days = before | self._cs_past_days()
        self.env["cs.attendance.month"].sudo()._touch(days)
