from odoo.fields import Command
from odoo.tests import freeze_time

from ..org.common import OrgCase


@freeze_time("2024-06-03 01:00:00")
class LeaveCase(OrgCase):
    """The call centre of the organisation tests, with one leave type by workflow.

    The company's calendar is 8 hours from Monday to Friday in UTC; the flow asks the
    head of the department, then the one above. Time stands at Monday, 3 June 2024.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.company.resource_calendar_id
        cls.calendar.tz = "UTC"
        people = cls.env["hr.employee"].search([("company_id", "=", cls.company.id)])
        people.write({"tz": "UTC"})
        people.user_id.write({"tz": "UTC"})
        cls.leave_type = cls._type("Personal leave", "personal")
        cls.policy = cls.env["cs.leave.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id}
        )
        cls.flow = cls._flow(
            "Leave",
            {"approver_kind": "manager", "level": 1},
            {"approver_kind": "manager", "level": 2},
        )
        cls.policy.flow_id = cls.flow
        cls.line = cls._line(cls.leave_type)

    @classmethod
    def _flow(cls, name, *nodes, **values):
        flow = cls.env["cs.flow"].create(
            {
                "name": name,
                "code": name.lower(),
                "model_id": cls.env["ir.model"]._get("hr.leave").id,
                "manager_ids": [Command.set(cls.hr.user_id.ids)],
            }
            | values
        )
        cls._draw(flow, nodes)
        flow.action_publish()
        return flow

    @classmethod
    def _names(cls, flow, policy=None):
        """Let a policy name a flow."""
        (policy or cls.policy).flow_id = flow

    @classmethod
    def _draw(cls, flow, nodes, parent=None):
        for index, node in enumerate(nodes):
            node = dict(node)
            children = node.pop("children", ())
            record = cls.env["cs.flow.node"].create(
                {
                    "flow_id": flow.id,
                    "name": f"Step {index + 1}",
                    "sequence": index + 1,
                    "parent_id": parent and parent.id,
                    "if_nobody": "fallback",
                    "fallback_user_ids": [
                        Command.set((cls.hr + cls.chief).user_id.ids)
                    ],
                }
                | node
            )
            cls._draw(flow, children, record)

    @classmethod
    def _type(cls, name, code, **values):
        return cls.env["hr.leave.type"].create(
            {
                "name": name,
                "cs_code": code,
                "leave_validation_type": "flow",
                "requires_allocation": False,
                "request_unit": "half_day",
                "company_id": cls.company.id,
            }
            | values
        )

    @classmethod
    def _line(cls, leave_type, policy=None, **values):
        return cls.env["cs.leave.policy.line"].create(
            {"policy_id": (policy or cls.policy).id, "leave_type_id": leave_type.id}
            | values
        )

    @classmethod
    def _limit(cls, policy=None, **values):
        return cls.env["cs.limit"].create(
            {
                "name": "Limit",
                "model_id": cls.env["ir.model"]._get("hr.leave").id,
                "origin_model": "cs.leave.policy",
                "origin_id": (policy or cls.policy).id,
            }
            | values
        )

    def _leave(self, first, last=None, employee=None, user=None, **values):
        """File a leave as its employee does, and return it as the tests see it."""
        employee = employee or self.agent
        leave = (
            self.env["hr.leave"]
            .with_user(user or employee.user_id)
            .create(
                {
                    "employee_id": employee.id,
                    "holiday_status_id": self.leave_type.id,
                    "request_date_from": first,
                    "request_date_to": last or first,
                }
                | values
            )
        )
        return leave.with_env(self.env)

    def _task(self, leave, person=None):
        tasks = leave.flow_run_id.task_ids.filtered(
            lambda task: task.state == "pending"
        )
        if person:
            tasks = tasks.filtered(lambda task: task.user_id == person.user_id)
        return tasks

    def _approve(self, leave, *people):
        for person in people:
            task = self._task(leave, person)
            self.assertTrue(task, f"{person.name} is not asked")
            task.with_user(person.user_id).action_approve()

    def _asked(self, leave):
        return self._task(leave).user_id.employee_id.mapped("name")
