from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ....logic.shift_times import local
from ...flow.engine_mark import is_driving


class AttendanceCorrectionLine(models.Model):
    """One clock time of a correction. Whoever may edit the correction writes it."""

    _name = "cs.attendance.correction.line"
    _inherit = ["cs.typed"]
    _description = "Clock time to be added"
    _order = "at, id"
    _rec_name = "at"

    correction_id = fields.Many2one(
        "cs.attendance.correction", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime("Time", required=True)
    direction = fields.Selection(
        [("in", "Clock in"), ("out", "Clock out")], default="in", required=True
    )

    _once = models.UniqueIndex(
        "(correction_id, at, direction)", "A clock time stands here once."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_open()

    def _check_open(self):
        """A correction that is being decided keeps its lines."""
        corrections = self.correction_id
        locked = corrections._flow_locked_states
        if self.env.su or is_driving(corrections):
            return
        for correction in corrections:
            if correction.flow_state in locked:
                raise UserError(
                    self.env._(
                        "'%s' is in approval or decided: its times stay.",
                        correction.display_name,
                    )
                )

    def _local_day(self):
        """Return the day of the time on the clock of the person."""
        zone = self.correction_id.employee_id.sudo().tz or "UTC"
        return local(self.at, zone).date()

    def _shown(self):
        """Return label and text for the card of the person who decides."""
        ways = dict(self._fields["direction"]._description_selection(self.env))
        return [ways[self.direction], format_datetime(self.env, self.at)]
