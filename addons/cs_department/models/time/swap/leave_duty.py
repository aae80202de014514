from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...limit.worktime import public_holidays
from . import words


class LeaveDuty(models.AbstractModel):
    """Shifts on which nobody takes leave: swapped and returned ones, and duty on
    public holidays, as the swap policy says (LV-09, LV-10)."""

    _inherit = "cs.leave.terms"

    def _cs_check_terms(self):
        result = super()._cs_check_terms()
        self._cs_check_duty()
        return result

    def _cs_before_validation(self):
        """A swap may have been approved since the leave was asked for."""
        super()._cs_before_validation()
        self.env["cs.duty.lock"].sudo()._take(self.employee_id.ids)
        self._cs_check_duty()

    def _cs_check_duty(self):
        """Refuse leave during shifts that must be worked; constant queries.

        :raises ValidationError: names the shift and the rule
        """
        policies = self._cs_duty_policies()
        held = self.sudo().filtered(
            lambda leave: leave.date_from and policies.get(leave.id)
        )
        if not held:
            return
        shifts = (
            self.env["cs.shift"]
            .sudo()
            .search(
                Domain("employee_id", "in", held.employee_id.ids)
                & Domain("state", "=", "published")
                & Domain("layer", "=", 0)
                & Domain("start", "<", max(held.mapped("date_to")))
                & Domain("stop", ">", min(held.mapped("date_from"))),
                order="start",
            )
        )
        holidays = self._cs_duty_holidays(shifts)
        own = shifts.grouped("employee_id")
        for leave in held:
            for shift in own.get(leave.employee_id, ()):
                if shift.start < leave.date_to and leave.date_from < shift.stop:
                    leave._cs_check_shift(shift, policies[leave.id], holidays)

    def _cs_duty_policies(self):
        """Return ``{leave id: swap policy}`` of the leave that it may refuse."""
        places = {leave.id: leave._cs_place() for leave in self}
        nearest = self.env["cs.swap.policy"]._nearest(set(places.values()))
        return {
            leave.id: nearest[places[leave.id]]
            for leave in self
            if leave.holiday_status_id not in nearest[places[leave.id]].exempt_type_ids
        }

    def _cs_duty_holidays(self, shifts):
        if not shifts:
            return {}
        days = shifts.mapped("date")
        return public_holidays(
            self.env, set(shifts.company_id.ids), min(days), max(days)
        )

    def _cs_check_shift(self, shift, policy, holidays):
        is_swapped = shift.origin == "swap" or shift.is_return
        if is_swapped and policy.leave_on_swapped == "refuse":
            raise ValidationError(
                self.env._(
                    "%(shift)s came from a swap: there is no leave on swapped and "
                    "returned shifts. Whoever does not come is absent.",
                    shift=words.shift(shift.with_env(self.env).sudo()),
                )
            )
        if policy.leave_on_festival != "refuse":
            return
        calendar = self.employee_id.resource_calendar_id.id
        for place in ((shift.company_id.id, False), (shift.company_id.id, calendar)):
            if shift.date in holidays.get(place, {}):
                raise ValidationError(
                    self.env._(
                        "%(person)s is on duty on a public holiday (%(shift)s): there "
                        "is no leave.",
                        person=self.employee_id.name,
                        shift=words.shift(shift.with_env(self.env).sudo()),
                    )
                )
