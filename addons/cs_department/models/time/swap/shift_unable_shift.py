from odoo import models


class ShiftUnableShift(models.Model):
    """Whose shift it is not any more need not come to it."""

    _inherit = "cs.shift"

    def _log_changed(self, before):
        result = super()._log_changed(before)
        gone = [
            person.id
            for shift, (person, *_rest) in before.items()
            if person and (shift.employee_id != person or shift.state != "published")
        ]
        if gone:
            self.env["cs.duty.lock"].sudo()._take(gone)
            told = self.env["cs.shift.unable"]._open_of(self)
            told.filtered(
                lambda one: (
                    one.shift_id.employee_id != one.employee_id
                    or one.shift_id.state != "published"
                )
            )._end("settled")
        return result

    def _may_tell(self):
        """Return ``{id: whether the person may say that he cannot come}``."""
        places = self._places()
        nearest = self.env["cs.swap.policy"]._nearest(set(places.values()))
        return {
            key: not nearest[place] or nearest[place].has_unable
            for key, place in places.items()
        }
