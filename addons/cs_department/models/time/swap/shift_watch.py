from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....logic import swap as rules
from ....logic import swap_watch as watch
from ...flow.engine import inputs


class ShiftWatch(models.Model):
    """Shifts that somebody else worked than the roster says (SW-11).

    Later rooms ask here and score it; nobody is accused by this alone.
    """

    _inherit = "cs.shift"

    can_swap = fields.Boolean(
        compute="_compute_can_swap", export_string_translation=False
    )
    can_call_in = fields.Boolean(
        compute="_compute_can_swap", export_string_translation=False
    )

    @api.depends("employee_id", "state", "start", "department_id")
    @api.depends_context("uid")
    def _compute_can_swap(self):
        """People swap their own shifts; leaders find somebody for those they lead."""
        now, mine = fields.Datetime.now(), self.env.user.employee_ids
        led = self.env.user.cs_led_department_ids
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        for shift in self:
            ahead = shift.state == "published" and shift.start and shift.start > now
            leads = is_hr or shift.department_id in led
            shift.can_swap = bool(
                ahead and shift.employee_id and (leads or shift.employee_id in mine)
            )
            shift.can_call_in = bool(ahead and leads)

    def write(self, vals):
        """A shift that is cancelled is not on offer any more."""
        result = super().write(vals)
        if vals.get("state") == "cancelled":
            self.env["cs.shift.offer"].sudo()._shift_cancelled(self)
        return result

    def _log_changed(self, before):
        """Swaps that wait with one of these shifts look at it again."""
        result = super()._log_changed(before)
        if before:
            self.env["cs.shift.swap"]._shifts_changed(self.union(*before))
        return result

    @api.model
    def _private_swaps(self, first, last, department_ids, share=0.5):
        """Return the shifts whose person was away while a free colleague was there.

        :param first: first date, ``last``: last date, of the shifts
        :param department_ids: departments, those below them included
        :param share: from which part of a shift on somebody counts as present
        :return: ``[(shift, who should have come, who was there)]``; constant queries
        """
        shifts = self.sudo().search(
            Domain("department_id", "child_of", list(department_ids))
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
            & Domain("state", "=", "published")
            & Domain("layer", "=", 0)
            & Domain("employee_id", "!=", False)
        )
        if not shifts:
            return []
        there = self._presences(shifts, department_ids)
        duties = [
            rules.Duty(s.id, s.employee_id.id, s.date, s.start, s.stop) for s in shifts
        ]
        people = self.env["hr.employee"].sudo()
        return [
            (
                self.browse(row.shift),
                people.browse(row.rostered),
                people.browse(row.attendee),
            )
            for row in watch.strangers(duties, there, share)
        ]

    @api.model
    def _presences(self, shifts, department_ids):
        """Return when the people of some departments were there."""
        margin = timedelta(days=1)
        rows = (
            self.env["hr.attendance"]
            .sudo()
            .search_fetch(
                Domain("employee_id.department_id", "child_of", list(department_ids))
                & Domain("check_out", "!=", False)
                & Domain("check_in", ">=", min(shifts.mapped("start")) - margin)
                & Domain("check_in", "<", max(shifts.mapped("stop"))),
                ["employee_id", "check_in", "check_out"],
            )
        )
        return [
            watch.Presence(row.employee_id.id, row.check_in, row.check_out)
            for row in rows
        ]

    def action_swap(self):
        """Open the page on which somebody swaps this shift."""
        inputs.one(self)
        return {
            "type": "ir.actions.client",
            "tag": "cs_department.swap",
            "name": self.env._("Swap"),
            "params": {"shift_id": self.id},
        }

    def action_call_in(self):
        """Somebody cannot come: offer the shift to others."""
        inputs.one(self)
        offer = self.env["cs.shift.offer"].call_in(self.id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "cs.shift.offer",
            "res_id": offer,
            "views": [[False, "form"]],
        }
