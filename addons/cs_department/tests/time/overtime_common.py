from odoo.tests import freeze_time

from ..org.common import OrgCase

DESIGN = {
    "fields": [
        {
            "key": "kind",
            "kind": "choice",
            "label": "Kind",
            "choices": [
                {"key": "planned", "label": "Planned"},
                {"key": "emergency", "label": "Emergency"},
            ],
        },
        {"key": "start", "kind": "datetime", "label": "From", "role": "start"},
        {"key": "end", "kind": "datetime", "label": "To", "role": "end"},
        {"key": "paid", "kind": "boolean", "label": "Paid"},
        {
            "key": "actual",
            "kind": "duration",
            "label": "Actual hours",
            "readonly": "nodes",
            "editable_nodes": ["head"],
        },
    ],
    "rules": [],
}


@freeze_time("2024-06-03 01:00:00")
class OvertimeCase(OrgCase):
    """A form that asks for overtime. Time stands at Monday, 3 June 2024, UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "UTC"
        people = cls.env["hr.employee"].search([("company_id", "=", cls.company.id)])
        people.write({"tz": "UTC"})
        cls.form = cls.env["cs.form"].create({"name": "Overtime", "code": "late_work"})
        cls.env["cs.flow.node"].create(
            {
                "flow_id": cls.form.flow_id.id,
                "key": "head",
                "name": "Head",
                "kind": "approve",
                "approver_kind": "department_head",
                "if_nobody": "skip",
            }
        )
        answer = cls.env["cs.form"].save_design(cls.form.id, DESIGN, cls.form.rev)
        assert answer["saved"], answer
        cls.env["cs.form"].publish(cls.form.id)
        cls.line = cls.env["cs.overtime.form"].create(
            {
                "form_id": cls.form.id,
                "hours": "IF(actual > 0, actual, HOURS(start, end))",
                "is_emergency": "kind = 'emergency'",
                "is_pay": "paid",
            }
        )
        cls.rest = cls.env["hr.leave.type"].create(
            {
                "name": "Rest",
                "requires_allocation": True,
                "request_unit": "hour",
                "company_id": cls.company.id,
                "cs_is_comp_rest": True,
            }
        )
        cls.policy = cls.env["cs.overtime.policy"].create(
            {
                "name": "Overtime",
                "department_id": cls.centre.id,
                "protected_from_month": 7,
                "comp_type_id": cls.rest.id,
            }
        )

    def ask(self, first, last, employee=None, **values):
        """Ask for overtime as an employee; return the row as the tests see it."""
        employee = employee or self.agent
        model = self.env["cs.request"].with_user(employee.user_id)
        given = {"kind": "planned", "start": f"{first}:00", "end": f"{last}:00"}
        answer = model.save_page(None, self.form.id, given | values, True)
        rows = self.env["cs.overtime"]
        return rows.search([("request_id", "=", answer["request_id"])])

    def approve(self, overtime, **values):
        request = overtime.request_id
        task = request.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        if values:
            model = self.env["cs.request"].with_user(task.user_id)
            model.save_page(request.id, None, values)
        task.with_user(task.user_id).action_approve()
        return overtime

    def work(self, overtime, **values):
        """Approve overtime and let the time of the work pass; it counts then."""
        self.approve(overtime, **values)
        with freeze_time("2024-06-30 01:00:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
        return overtime

    def limit(self, **values):
        return self.env["cs.limit"].create(
            {
                "name": "Month",
                "model_id": self.env["ir.model"]._get_id("cs.overtime"),
                "origin_model": "cs.overtime.policy",
                "origin_id": self.policy.id,
                "kind": "sum",
                "unit": "hours",
                "period": "month",
                "figure": 36,
                "outcome": "cap",
            }
            | values
        )

    def register(self, overtime, hours, user=None):
        values = {"overtime_id": overtime.id, "hours": hours, "note": "Shorter"}
        model = self.env["cs.overtime.register"].with_user(user or self.hr.user_id)
        model.create(values).action_register()
        overtime.invalidate_recordset()
