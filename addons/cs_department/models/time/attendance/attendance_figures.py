from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...flow.engine import inputs
from .reading_values import is_probation

#: figures that are sums of facts: kinds of them, and their unit
OF_FACTS = {
    "late_count": (("late",), "minutes"),
    "late_minutes": (("late",), "minutes"),
    "early_count": (("early",), "minutes"),
    "away_count": (("away",), "minutes"),
    "handover_late_count": (("handover_late",), "minutes"),
    "handover_left_count": (("handover_left",), "minutes"),
    "absent_days": (("absent",), "days"),
    "probation_count": (("late", "early"), "minutes"),
}
#: figures that are counted from days
OF_DAYS = {
    "expected_days": Domain("expected_minutes", ">", 0),
    "present_days": Domain("is_present", "=", True),
    "leave_days": Domain("is_on_leave", "=", True) & Domain("state", "!=", "ahead"),
    "worked_hours": Domain("worked_minutes", ">", 0),
    "missing_count": Domain("is_missing_punch", "=", True),
    "rate": Domain("expected_minutes", ">", 0)
    & Domain("state", "!=", "ahead")
    & (Domain("state", "!=", "excused") | Domain("worked_minutes", ">", 0)),
}
#: figures that are counted from lists of trainings
OF_TRAININGS = {"training_count", "training_rate"}


class AttendanceFigures(models.Model):
    """From each figure of a month sheet to what it is made of."""

    _inherit = "cs.attendance.month"

    def action_show(self):
        """Open the facts, days or lists behind the figure that the context names.

        :raises UserError: there is no such figure
        """
        sheet = inputs.one(self)
        sheet.check_access("read")
        name = self.env.context.get("figure")
        if name in OF_FACTS:
            return sheet._shown("cs_department.action_cs_fact", sheet._facts_of(name))
        if name in OF_DAYS:
            days = sheet.day_ids.filtered_domain(OF_DAYS[name])
            return sheet._shown("cs_department.action_cs_attendance_day", days)
        if name in OF_TRAININGS:
            lines = self.env["cs.attendance.sheet"]._trainings(
                sheet.employee_id.ids,
                sheet.month,
                fields.Date.end_of(sheet.month, "month"),
            )
            return sheet._shown("cs_department.action_cs_attendance_training", lines)
        raise UserError(self.env._("There is no such figure."))

    def _facts_of(self, name):
        """Return the standing facts that make up a figure."""
        kinds, unit = OF_FACTS[name]
        facts = self.fact_ids.filtered(
            lambda fact: (
                fact.kind in kinds
                and fact.unit == unit
                and not fact.reverses_id
                and not fact.reversal_ids
            )
        )
        if name == "probation_count":
            facts = facts.filtered(lambda fact: self._is_probation(fact.date))
        return facts

    def _shown(self, action, records):
        label = self._fields[self.env.context["figure"]]._description_string(self.env)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "display_name": f"{self.display_name} · {label}",
            "domain": [("id", "in", records.ids)],
            "context": {"create": False},
        }

    def _is_probation(self, day):
        """Tell whether a day falls into the person's probation (AT-19)."""
        reading = self.env["cs.attendance.reading"]
        versions = reading._versions(self.employee_id)[self.employee_id.id]
        return is_probation(reading._version_on(versions, day), day)
