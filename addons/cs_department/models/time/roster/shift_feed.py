import secrets
from datetime import timedelta

import pytz
import vobject

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_list

from ....logic.shift_parts import clocks
from ...flow.engine import inputs
from ...org.dated import clock_span

#: what a calendar gets: the last weeks and the next months
BACK = timedelta(days=35)
AHEAD = timedelta(days=190)


class ShiftFeed(models.Model):
    """The secret address from which a calendar reads somebody's shifts.

    Everybody has one at most, makes it, sees it and revokes it himself; HR and auditors
    see who has one. Whoever knows the address reads the shifts, and nothing else, as
    long as the person may log in.
    """

    _name = "cs.shift.feed"
    _inherit = ["cs.typed"]
    _description = "Calendar address of shifts"
    _order = "id desc"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", "Person", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    token = fields.Char(
        required=True,
        copy=False,
        groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(32),
    )

    _one_each = models.UniqueIndex(
        "(employee_id)", "There is one calendar address for each person."
    )
    _token_uniq = models.UniqueIndex("(token)", "This address is taken.")

    @api.model
    def my_feed(self, renew=False):
        """Return the address of one's own shifts, made when there is none yet.

        :param renew: revoke the address and make another one
        :return: ``{"url", "webcal"}``
        """
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(self.env._("There is no employee with your login."))
        feeds = self.sudo()
        feed = feeds.search([("employee_id", "=", employee.id)])
        if feed and renew is True:
            feed.token = secrets.token_urlsafe(32)
        feed = feed or feeds.create({"employee_id": employee.id})
        url = f"{feed.get_base_url()}/cs/shifts/{feed.token}.ics"
        return {"url": url, "webcal": f"webcal://{url.split('://', 1)[1]}"}

    def action_revoke(self):
        """Make the address worthless; its owner and HR may."""
        inputs.rows(self).check_access("read")
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        for feed in self:
            if not is_hr and feed.employee_id.sudo().user_id != self.env.user:
                raise AccessError(self.env._("This is not your calendar address."))
        self.sudo().unlink()
        return True

    @api.model
    def revoke_mine(self):
        """Make one's own address worthless."""
        employee = self.env.user.employee_id
        self.sudo().search([("employee_id", "=", employee.id)]).unlink()
        return True

    @api.model
    def _calendar(self, token):
        """Return the shifts of an address as iCalendar text, or None."""
        feed = self.sudo().search([("token", "=", token)], limit=1) if token else self
        user = feed.employee_id.user_id
        if not (feed.employee_id.active and user.active):
            return None
        own = feed.with_context(lang=user.lang or self.env.lang)
        today = fields.Date.today()
        first, last = today - BACK, today + AHEAD
        shifts, changing = own.env["cs.shift"]._known_of(
            feed.employee_id,
            Domain("date", ">=", first) & Domain("date", "<=", last),
            Domain("known_start", ">=", first) & Domain("known_start", "<=", last),
        )
        return own._ics((shifts | changing).sorted("start"))

    def _ics(self, shifts):
        calendar = vobject.iCalendar()
        calendar.add("prodid").value = "-//cs_department//shifts//EN"
        calendar.add("x-wr-calname").value = self.env._("My shifts")
        host = self.get_base_url().split("://", 1)[-1]
        lived = shifts._lived()
        for shift in shifts:
            for number, part in enumerate(lived[shift.id].parts):
                event = calendar.add("vevent")
                key = shift._origin.id
                name = f"{key}-{number}" if number else key
                event.add("uid").value = f"cs-shift-{name}@{host}"
                self._fill(event, shift, part, lived[shift.id].breaks)
        return calendar.serialize()

    def _fill(self, event, shift, part, breaks):
        """Write a part of a shift, so that a calendar is free between the parts."""
        start, stop = part
        event.add("dtstamp").value = shift.write_date.replace(tzinfo=pytz.utc)
        event.add("dtstart").value = start.replace(tzinfo=pytz.utc)
        event.add("dtend").value = stop.replace(tzinfo=pytz.utc)
        event.add("summary").value = shift.type_id.name
        event.add("location").value = shift.department_id.name
        within = [one for one in breaks if start <= one[0] and one[1] <= stop]
        words = [clock_span(self.env, *clock) for clock in clocks(within, shift.tz)]
        lines = [words and self.env._("Break %s", format_list(self.env, words))]
        lines = [line for line in (*lines, shift.note) if line]
        if lines:
            event.add("description").value = "\n".join(lines)
        if shift.layer:
            event.add("transp").value = "TRANSPARENT"
