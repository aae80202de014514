from odoo import api, models
from odoo.exceptions import UserError

KIND = "handover_left"
#: who clocks out himself can be told to stay
LIVE = ("kiosk", "systray")


class HandoverLeaving(models.Model):
    """Nobody leaves the post before relief, as far as the template says so (SH-04).

    A clock time that is changed or deleted takes the record with it.
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

    def unlink(self):
        self.env["cs.fact"]._settle(self, {})
        return super().unlink()

    def _cs_leave_post(self):
        """Refuse or put on record who goes while a hand-over still needs him."""
        out = self.filtered("check_out")
        holds = self.env["cs.handover"]._handover_holds(out.employee_id)
        wanted = {}
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
                wanted[attendance.id, "left"] = attendance._cs_left_values(seat)
        self.env["cs.fact"]._settle(self, wanted)

    def _cs_ends_at(self, seat):
        """Tell whether this is the stay at the post that is handed over."""
        due, shift = seat.handover_id.due_at, seat.outgoing_shift_id
        begin = shift.start if shift else due
        return self.check_in <= due and self.check_out > begin

    def _cs_left_values(self, seat):
        handover = seat.handover_id
        return {
            "employee_id": self.employee_id.id,
            "company_id": seat.company_id.id,
            "department_id": handover.department_id.id,
            "date": seat.outgoing_shift_id.date or handover.due_at.date(),
            "kind": KIND,
            "amount": 1,
            "unit": "times",
            "because": {"handover": handover.id},
        }
