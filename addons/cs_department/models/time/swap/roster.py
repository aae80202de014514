from odoo import fields, models
from odoo.tools import format_list

from . import words

#: who reads whether somebody else came than the roster says
READERS = (
    "cs_department.group_cs_leader,cs_department.group_cs_hr,"
    "cs_department.group_cs_auditor"
)


class Roster(models.Model):
    """What rosters mean for swaps, and which shifts somebody else worked (SW-11)."""

    _inherit = "cs.roster"

    stranger_note = fields.Text(
        "Somebody else came",
        compute="_compute_stranger_note",
        groups=READERS,
        help="Shifts whose person was away while a free colleague was there, without a "
        "swap. Nobody is accused by this alone.",
    )

    def _compute_stranger_note(self):
        """Name who should have come, and who was there; nobody is accused by it."""
        today = fields.Date.context_today(self)
        for roster in self:
            found, last = {}, min(roster.date_to or today, today)
            if roster.revision and roster.date_from <= last:
                rows = self.env["cs.shift"]._private_swaps(
                    roster.date_from, last, roster.department_id.ids
                )
                for shift, rostered, attendee in rows:
                    if shift.roster_id == roster.sudo():
                        found.setdefault((shift, rostered), []).append(attendee.name)
            roster.stranger_note = (
                "\n".join(
                    self.env._(
                        "%(shift)s of %(person)s: %(others)s came instead.",
                        shift=words.shift(shift.with_env(self.env).sudo()),
                        person=rostered.name,
                        others=format_list(self.env, names),
                    )
                    for (shift, rostered), names in found.items()
                )
                or False
            )

    def action_lock(self):
        result = super().action_lock()
        self.env["cs.shift.swap"]._shifts_changed(self.sudo().shift_ids)
        return result

    def action_unlock(self):
        result = super().action_unlock()
        self.env["cs.shift.swap"]._shifts_changed(self.sudo().shift_ids)
        return result
