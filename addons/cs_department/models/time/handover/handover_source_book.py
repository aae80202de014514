from odoo import api, models
from odoo.fields import Domain


class HandoverSourceBook(models.AbstractModel):
    """What hand-overs and the post itself tell of a day's work (SH-16)."""

    _name = "cs.handover.source.book"
    _description = "Hand-overs in the report of the day"
    _inherit = ["cs.handover.source"]

    @api.model
    def _handover_workload(self, employees, first, last):
        _ = self.env._
        found = {}

        def add(employee, label, number):
            if number:
                found.setdefault(employee.id, {})[label] = number

        for name, label in (
            ("decided", _("Lines taken over")),
            ("resolved", _("Open work resolved")),
        ):
            for employee, number in self.env["cs.handover.item"]._read_group(
                Domain(f"{name}_by_id", "in", employees.ids)
                & Domain(f"{name}_at", ">=", first)
                & Domain(f"{name}_at", "<", last),
                [f"{name}_by_id"],
                ["__count"],
            ):
                add(employee, label, number)
        late = self.env["cs.handover.seat"]._read_group(
            Domain("incoming_id", "in", employees.ids)
            & Domain("arrived_at", ">=", first)
            & Domain("arrived_at", "<", last),
            ["incoming_id"],
            ["late_minutes:sum"],
        )
        for employee, minutes in late:
            add(employee, _("Minutes late for the hand-over"), minutes)
        away = self.env["cs.seat.absence"]._read_group(
            Domain("employee_id", "in", employees.ids)
            & Domain("left_at", ">=", first)
            & Domain("left_at", "<", last),
            ["employee_id"],
            ["__count", "minutes:sum"],
        )
        for employee, number, minutes in away:
            add(employee, _("Times away from the seat"), number)
            add(employee, _("Minutes away from the seat"), round(minutes, 1))
        return found
