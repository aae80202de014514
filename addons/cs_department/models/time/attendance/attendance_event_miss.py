from odoo import fields, models


class AttendanceEventMiss(models.Model):
    """An event that a missed shift made names the shift in the reader's language."""

    _inherit = "cs.attendance.event"

    miss_ids = fields.One2many("cs.shift.miss", "event_id", "Missed shift")

    def _sources(self):
        found = super()._sources()
        for event in self.sudo().filtered("miss_ids"):
            found[event.id] = event.miss_ids[0].display_name
        return found
