from odoo import api, fields, models
from odoo.fields import Domain

#: the event of whoever missed a training without approval (AT-12)
MISSED = "event_no_training"


class AttendanceTraining(models.Model):
    """A training or meeting with its list of who was there (AT-19, LV-06).

    Confirming the list makes an event of everybody who was missing without approved
    leave; opening it again takes the events back. It makes no clock times.
    """

    _inherit = "cs.attendance.sheet"

    kind = fields.Selection(
        selection_add=[("training", "Training or meeting")],
        ondelete={"training": "cascade"},
    )
    title = fields.Char("What about")
    event_ids = fields.One2many("cs.attendance.event", "sheet_id", "Missed by")

    def action_confirm(self):
        result = super().action_confirm()
        for sheet in self.sudo().filtered(lambda one: one.kind == "training"):
            sheet._miss()
        return result

    def action_reset(self):
        result = super().action_reset()
        self.sudo().event_ids.unlink()
        return result

    def _punch_values(self):
        return [] if self.kind == "training" else super()._punch_values()

    def _miss(self):
        """Make an event of everybody who was missing and not excused."""
        missing = self.line_ids.filtered(lambda line: not line.is_in)
        people = (missing - missing._excused()).employee_id
        kind = self.env["cs.fact.kind"]._by_code()[MISSED]
        events = self.env["cs.attendance.event"]
        known = events.search(
            Domain("employee_id", "in", people.ids)
            & Domain("date", "=", self.date)
            & Domain("kind_id", "=", kind)
        )
        events.create(
            [
                {
                    "employee_id": person.id,
                    "date": self.date,
                    "kind_id": kind,
                    "sheet_id": self.id,
                }
                for person in people - known.employee_id
            ]
        )

    @api.model
    def _trainings(self, employee_ids, first, last):
        """Return the lines of people at confirmed trainings, as superuser; whoever was
        excused was not invited."""
        lines = (
            self.env["cs.attendance.sheet.line"]
            .sudo()
            .search(
                Domain("employee_id", "in", employee_ids)
                & Domain("sheet_id.kind", "=", "training")
                & Domain("sheet_id.state", "=", "confirmed")
                & Domain("sheet_id.date", ">=", first)
                & Domain("sheet_id.date", "<=", last)
            )
        )
        return lines - lines.filtered(lambda line: not line.is_in)._excused()

    @api.model
    def _trained(self, employee_ids, first, last):
        """Return ``{employee id: (invited, there)}`` of confirmed trainings."""
        found = {}
        for line in self._trainings(employee_ids, first, last):
            invited, there = found.get(line.employee_id.id, (0, 0))
            found[line.employee_id.id] = invited + 1, there + line.is_in
        return found
