from odoo import fields, models
from odoo.fields import Domain


class ShiftCounting(models.Model):
    """Shifts of days that are over count again when they change after they were out."""

    _inherit = "cs.shift"

    def _write_log(self, rows):
        result = super()._write_log(rows)
        shifts = self.union(*(row[0] for row in rows))
        before = [(shift, person) for shift, _what, person, _type in rows if person]
        shifts._count_past(before)
        return result

    def _count_past(self, before=()):
        """Count the days of these shifts again, and of those who had them before.

        :param before: ``[(shift, employee)]``
        """
        today = fields.Date.context_today(self)
        pairs = [(shift, shift.employee_id) for shift in self] + list(before)
        days = {
            (person.id, shift.date)
            for shift, person in pairs
            if person and shift.date < today
        }
        self.env["cs.attendance.month"].sudo()._touch(days)


class RosterCounting(models.Model):
    """What is published for days that are over counts again."""

    _inherit = "cs.roster"

    def _publish(self):
        shifts = self._untold(Domain("date", "<", fields.Date.context_today(self)))
        result = super()._publish()
        shifts._count_past()
        return result
