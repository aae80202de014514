from odoo import models
from odoo.exceptions import ValidationError


class LeaveGranted(models.Model):
    """Says in the reader's language that no days were granted: Odoo's own sentence is
    not translated, and names neither the person nor the type."""

    _inherit = "hr.leave"

    def _check_validity(self):
        try:
            return super()._check_validity()
        except ValidationError:
            self._cs_check_granted()
            raise

    def _cs_check_granted(self):
        """Refuse leave of whom nothing was granted.

        :raises ValidationError: names the person, the type and who can help
        """
        for leave in self.filtered("holiday_status_id.requires_allocation"):
            kind, person = leave.holiday_status_id, leave.employee_id
            found = kind.get_allocation_data(person, leave.date_from.date())
            if not found[person] or not found[person][0][1]["max_leaves"]:
                raise ValidationError(
                    self.env._(
                        "%(person)s has been granted no days of '%(type)s' yet. Ask HR "
                        "to grant them before the leave is asked for.",
                        person=person.name,
                        type=kind.name,
                    )
                )
