from odoo import api, fields, models
from odoo.fields import Domain

MOST_SHOWN = 100


class SeatPage(models.Model):
    """What the page of one's own seat shows."""

    _inherit = "cs.seat.absence"

    @api.model
    def get_seat(self):
        """Return how it stands with the user's seat, and with those he leads.

        :return: ``{"mine": absence or None, "team": [absences], "minutes",
            "needs_consent", "needs_relief", "is_leader", "has_employee"}``
        """
        employee = self.env.user.employee_id.sudo()
        policy = self._policy_of(employee)
        is_open = Domain("state", "in", ("asked", "allowed", "away"))
        mine = self.search(
            Domain("employee_id", "=", employee.id)
            & (is_open | Domain("state", "=", "refused")),
            order="asked_at desc, id desc",
            limit=1,
        )
        if mine.state == "refused" and not self._is_fresh(mine):
            mine = self.browse()
        led = self.env.user.cs_led_department_ids
        team = self.search(
            is_open
            & Domain("department_id", "in", led.ids)
            & Domain("employee_id", "!=", employee.id),
            order="asked_at, id",
            limit=MOST_SHOWN,
        )
        return {
            "has_employee": bool(employee),
            "is_leader": bool(led),
            "minutes": policy.absence_minutes,
            "needs_consent": policy.needs_consent,
            "needs_relief": policy.needs_relief,
            "mine": mine._page_row() if mine else None,
            "team": [absence._page_row() for absence in team],
        }

    @api.model
    def _is_fresh(self, absence):
        """Tell whether a refusal is still worth showing: for half an hour."""
        return fields.Datetime.now() < fields.Datetime.add(absence.asked_at, minutes=30)

    def _page_row(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        record = self.sudo()
        return {
            "id": self.id,
            "name": record.employee_id.name,
            "reason": record.reason,
            "relief": record.relief_id.name or "",
            "state": record.state,
            "state_text": states[record.state],
            "answer": record.answer or "",
            "left_at": fields.Datetime.to_string(record.left_at) or False,
            "minutes": record.allowed_minutes,
            "is_alone": record.is_alone,
            "can_decide": self.can_decide,
        }
