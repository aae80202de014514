from odoo import api, fields, models
from odoo.fields import Domain

PRESENCE = [
    ("late", "Late, not here yet"),
    ("absent", "Absent"),
    ("came_late", "Here, came late"),
    ("here", "Here"),
    ("excused", "Excused"),
    ("gone", "Gone"),
    ("ahead", "Comes later"),
    ("off", "Free"),
    ("elsewhere", "Works elsewhere"),
]


class AttendanceToday(models.Model):
    """Who is late or absent at this moment."""

    _inherit = "cs.attendance.day"

    presence = fields.Selection(
        PRESENCE, "Now", compute="_compute_presence", search="_search_presence"
    )

    @api.depends("expected_start", "expected_stop", "first_in", "last_out", "state")
    def _compute_presence(self):
        now = fields.Datetime.now()
        for day in self:
            day.presence = day._presence(now)

    def _presence(self, now):
        """Return where somebody is at a moment of the day."""
        if not self.expected_minutes or self.state in ("excused", "absent"):
            known = (
                ("elsewhere",) if not self.expected_minutes else ("excused", "absent")
            )
            return self.state if self.state in known else "off"
        if self.last_out and self.last_out <= now:
            return "gone"
        if self.first_in:
            return "came_late" if self.late_minutes else "here"
        if self.expected_stop <= now:
            return "absent"
        return "late" if self._due() <= now else "ahead"

    def _search_presence(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        now = fields.Datetime.now()
        days = self.search([("date", "=", today)])
        found = days.filtered(lambda day: day._presence(now) in value)
        return Domain("id", "in", found.ids)
