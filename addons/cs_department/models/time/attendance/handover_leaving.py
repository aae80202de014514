from odoo import api, models
from odoo.exceptions import UserError

#: who clocks out himself can be told to stay
LIVE = ("kiosk", "systray")


class HandoverLeaving(models.Model):
    """Nobody clocks himself out before relief where the template says so (SH-04).

    What HR enters and what a file brings is never refused: the month sheet puts it on
    record.
    """

    _inherit = "hr.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances._cs_leave_post()
        return attendances

    def write(self, vals):
        result = super().write(vals)
        if {"check_out", "employee_id"} & vals.keys():
            self._cs_leave_post()
        return result

    def _cs_leave_post(self):
        """Refuse who goes while a hand-over still needs him, else count the day."""
        out = self.filtered("check_out")
        holds = self.env["cs.handover"]._handover_holds(out.employee_id)
        days = set()
        for attendance in out:
            seat = holds.get(attendance.employee_id.id)
            if not seat or not attendance._cs_ends_at(seat):
                continue
            rule = seat.handover_id.template_id.leaving
            if rule == "refuse" and attendance.out_mode in LIVE:
                raise UserError(
                    self.env._(
                        "Your relief has not taken over yet: sign the hand-over, or "
                        "let the leader of the shift close your seat."
                    )
                )
            if rule != "free":
                days.add((attendance.employee_id.id, seat._day_of("outgoing")))
        self.env["cs.attendance.month"].sudo()._touch(days)

    def _cs_ends_at(self, seat):
        """Tell whether this is the stay at the post that is handed over."""
        due, shift = seat.handover_id.due_at, seat.outgoing_shift_id
        begin = shift.start if shift else due
        return self.check_in <= due and self.check_out > begin
