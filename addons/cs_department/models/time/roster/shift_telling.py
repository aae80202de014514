from odoo import models

from ....logic.roster_diff import Told, differences


class ShiftTelling(models.Model):
    """Tells people of published shifts that change hands between two publications."""

    _inherit = "cs.shift"

    def _known(self):
        """Return ``{shift id: what its person knows of it}``, of published shifts."""
        return {
            shift.id: told.before if shift.is_untold else told.after
            for shift in self
            if shift.state == "published"
            for told in [shift._told()]
        }

    def _tell_moved(self, known, cause):
        """Tell everybody whose shifts are others by now what the difference is.

        Each is told once of all the shifts that moved together; constant queries.

        :param known: what ``_known`` returned before they moved
        :param cause: one of the origins of a shift
        """
        shifts = self.filtered(lambda shift: shift.id in known)
        told = differences(
            Told(str(shift.date), known[shift.id], shift._told().after)
            for shift in shifts
        )
        rosters = {
            state.person: shift.roster_id
            for shift in shifts
            for state in (known[shift.id], shift._told().after)
            if state
        }
        notices = (
            self.env["cs.roster.notice"]
            .sudo()
            .create(
                [
                    {
                        "roster_id": rosters[person].id,
                        "revision": rosters[person].revision,
                        "employee_id": person,
                        "cause": cause,
                        "lines": lines,
                    }
                    for person, lines in told.items()
                ]
            )
        )
        if notices:
            notices.with_delay(description="Tell people of changed shifts")._tell()
