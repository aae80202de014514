from datetime import timedelta

from odoo import api, models

from ....logic import shift_parts as rules


class ShiftParts(models.Model):
    """When the person of a shift is there, with the turn for breaks that is his.

    Whoever reads a shift may know it.
    """

    _inherit = "cs.shift"

    def _lived(self):
        """Return ``{id: parts and breaks of the shift}``, all types read at once."""
        minutes = self._split_minutes()
        patterns = {kind: kind._pattern() for kind in self.type_id}
        found = {}
        for shift in self:
            longest = minutes.get(shift.id)
            found[shift.id] = rules.lived(
                shift.date,
                patterns[shift.type_id],
                shift.break_turn,
                (shift.start, shift.stop),
                longest and timedelta(minutes=longest),
            )
        return found

    def _split_minutes(self):
        """Return ``{id: minutes}``: unpaid breaks so long or longer split the shift."""
        places = self._places()
        minutes = self._split_minutes_at(set(places.values()))
        return {key: minutes.get(place) for key, place in places.items()}

    def _places(self):
        """Return ``{id: (department id, company id)}``: where the people work, whose
        policies hold for their shifts."""
        found = {}
        for shift in self.sudo():
            place = shift.employee_id.department_id or shift.department_id
            found[shift.id] = place.id, shift.company_id.id
        return found

    @api.model
    def _split_minutes_at(self, places):
        """Return ``{(department id, company id): minutes}`` for some places.

        Hook for the rooms that know how long; in places left out nothing is split.
        """
        return {}
