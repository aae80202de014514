from odoo import api, fields, models

from ....logic import shift_times as times


class ShiftBreak(models.Model):
    """A break of a shift type, or the gap of a split shift (SH-15, SH-35).

    Nobody is at the desk meanwhile. So that not everybody leaves at once, people go in
    turns. HR edits, everybody reads.
    """

    _name = "cs.shift.break"
    _inherit = ["cs.typed"]
    _description = "Break of a shift type"
    _order = "type_id, start_hour, id"

    type_id = fields.Many2one(
        "cs.shift.type", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(
        required=True, translate=True, default=lambda self: self.env._("Break")
    )
    start_hour = fields.Float("From", required=True)
    end_hour = fields.Float("To", required=True)
    is_paid = fields.Boolean("Paid")
    stagger = fields.Integer(
        "Turns of (min)",
        help="Minutes by which each turn goes later than the one before. 0: all go "
        "together.",
    )

    _in_order = models.Constraint(
        "CHECK (start_hour >= 0 AND end_hour > start_hour AND end_hour <= 48)",
        "A break must end after it begins.",
    )
    _stagger = models.Constraint(
        "CHECK (stagger BETWEEN 0 AND 240)", "Turns are 0 to 240 minutes apart."
    )

    @api.onchange("start_hour", "end_hour")
    def _onchange_hours(self):
        """Take hours before the shift begins for those of the next day, if they fit."""
        for pause in self:
            start, stop = pause.type_id.start_hour, pause.type_id.end_hour
            if not pause.start_hour and not pause.end_hour:
                continue
            pause.name = pause.name or self.env._("Break")
            if pause.start_hour < start and pause.start_hour + 24 < stop:
                pause.start_hour += 24
            if pause.end_hour and pause.end_hour != pause.start_hour:
                pause.end_hour = times.moved(pause.start_hour, pause.end_hour)

    def _pause(self):
        """Return the break as a plain value."""
        return times.Pause(
            self.start_hour or 0.0, self.end_hour or 0.0, self.is_paid, self.stagger
        )
