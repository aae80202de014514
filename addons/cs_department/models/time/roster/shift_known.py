from odoo import api, models
from odoo.fields import Domain

from ....logic import shift_times as times


class ShiftKnown(models.Model):
    """Shifts as their people know them: what is changed on the board is told when the
    roster is published again, and until then what was told holds for them.
    """

    _inherit = "cs.shift"

    _known_idx = models.Index("(known_employee_id, known_start) WHERE is_untold")

    @api.model
    def _known_of(self, employee, more, then, limit=None):
        """Return the shifts of somebody that are as he knows them, and those that are
        being changed as he was told of them last, which are not stored.

        :param more: a domain that narrows the first, by ``date`` or ``stop``
        :param then: a domain that narrows the others, by ``known_start`` or
            ``known_stop``
        :param limit: so many of the first are enough
        """
        held = Domain("is_untold", "=", True) & Domain("known_type_id", "!=", False)
        settled = self.search(
            Domain("employee_id", "=", employee.id)
            & Domain("state", "=", "published")
            & ~held
            & more,
            limit=limit,
        )
        told = self.search(Domain("known_employee_id", "=", employee.id) & held & then)
        same = told.filtered(lambda shift: shift._told().is_same())
        return settled | same, (told - same)._as_known()

    def _as_known(self):
        """Return the shifts as people were told of them last."""
        patterns = {kind: kind._pattern() for kind in self.known_type_id}
        known = self.browse()
        for shift in self:
            kind = shift.known_type_id
            day = times.local(shift.known_start, kind.tz).date()
            span = times.times(day, patterns[kind], shift.break_turn)
            known += self.new(
                {
                    "employee_id": shift.known_employee_id.id,
                    "type_id": kind.id,
                    "date": day,
                    "start": shift.known_start,
                    "stop": shift.known_stop,
                    "paid_hours": span.hours,
                    "state": "published",
                },
                origin=shift,
            )
        return known
