from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_duration


class LeaveReading(models.AbstractModel):
    """What the people who decide a leave read of it, on the card and in the form."""

    _name = "cs.leave.reading"
    _description = "Reading a leave"

    cs_duration = fields.Char("Requested time", compute="_compute_cs_duration")

    @api.depends_context("uid")
    def _compute_description(self):
        """Whoever decides a leave reads its reason; others see stars, as in Odoo."""
        super()._compute_description()
        asked = self._cs_asked()
        for leave in asked:
            leave.name = leave.sudo().private_name

    @api.depends("flow_state", "employee_id", "cs_can_complete")
    @api.depends_context("uid")
    def _compute_cs_open_names(self):
        """The fields that the user may fill in now: all before a leave is on its way,
        then those that his task opens."""
        opened = self._flow_opened_fields()
        mine, held = self.env.user.employee_ids, self._flow_held()
        for leave in self:
            names = opened.get(leave._origin.id) or set()
            if leave.cs_can_complete:
                names = names | {"name", "cs_relation"}
            leave.cs_open_names = ",".join(["", *sorted(names), ""])
            leave.cs_is_own = leave.employee_id in mine
            leave.cs_is_locked = leave in held

    def _cs_asked(self):
        """Return the leave on which the user is or was asked."""
        tasks = self.env["cs.flow.task"].sudo()
        found = tasks.search_fetch(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("user_id", "=", self.env.uid),
            ["res_id"],
        )
        return self.browse(found.mapped("res_id"))

    def _flow_subject(self):
        return {
            leave.id: " · ".join(
                [
                    leave.employee_id.name or "",
                    leave.holiday_status_id.name or "",
                    leave._cs_dates(),
                ]
            )
            for leave in self.sudo()
        }

    def _flow_summary(self):
        result = {}
        for leave in self.sudo():
            rows = [
                [self.env._("Type"), leave.holiday_status_id.name],
                [self.env._("Dates"), leave._cs_dates()],
                [self.env._("Duration"), leave._cs_duration()],
            ]
            optional = (
                (self.env._("Reason"), leave.private_name),
                (self.env._("Stand-in"), leave.cs_stand_in_id.name),
                (self.env._("Limits"), leave.cs_limit_text),
            )
            result[leave.id] = rows + [
                [label, text] for label, text in optional if text
            ]
        return result

    def _cs_dates(self):
        first, last = (
            format_date(self.env, day)
            for day in (self.request_date_from, self.request_date_to)
        )
        if self.request_unit_half:
            return self._cs_half_days(first, last)
        if first != last:
            return f"{first} – {last}"
        hours = (self.request_hour_from, self.request_hour_to)
        if not self.request_unit_hours or hours[0] >= hours[1]:
            return first
        return f"{first} {' – '.join(format_duration(hour) for hour in hours)}"

    def _cs_half_days(self, first, last):
        """Return the days with the half of a day that is not taken as a whole."""
        morning, afternoon = self.env._("%s, morning"), self.env._("%s, afternoon")
        periods = self.request_date_from_period, self.request_date_to_period
        if first == last:
            halves = {("am", "am"): morning, ("pm", "pm"): afternoon}
            return halves.get(periods, "%s") % first
        begin, end = afternoon % first, morning % last
        return (
            f"{begin if periods[0] == 'pm' else first} – "
            f"{end if periods[1] == 'am' else last}"
        )

    @api.depends("number_of_hours", "number_of_days", "leave_type_request_unit")
    @api.depends_context("lang")
    def _compute_cs_duration(self):
        for leave in self:
            leave.cs_duration = leave._cs_duration()

    def _cs_duration(self):
        """Return the duration in the reader's language; Odoo keeps its own in one."""
        if self.leave_type_request_unit == "hour":
            hours = round(self.number_of_hours, 2)
            return self.env._("1 hour") if hours == 1 else self.env._("%g hours", hours)
        days = round(self.number_of_days, 2)
        return self.env._("1 day") if days == 1 else self.env._("%g days", days)

    @api.depends_context("lang")
    def _compute_display_name(self):
        """Odoo keeps the duration in the language of whoever filed the leave."""
        super()._compute_display_name()
        for leave in self._cs_ours():
            kept, own = leave.duration_display, leave._cs_duration()
            if kept and leave.display_name:
                leave.display_name = leave.display_name.replace(kept, own)
