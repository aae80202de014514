from pathlib import Path

from odoo.tests import freeze_time
from odoo.tools import convert_file

from .common import LeaveCase


class PackCase(LeaveCase):
    """The regulations that are shipped, in the departments of the tests.

    ``calls`` follows the pack ``cls.pack``; lead leads it, under a supervisor and the
    manager (chief). Above them are an operations and a general manager; hr files.
    """

    pack = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.active = False
        cls.env["cs.role.assignment"].search([]).unlink()
        cls.supervisor = cls._person("supervisor", cls.centre, "group_cs_supervisor")
        cls.ops = cls._person("ops", cls.centre, "group_cs_manager")
        cls.gm = cls._person("gm", cls.centre, "group_cs_manager")
        (cls.supervisor + cls.ops + cls.gm).write({"tz": "UTC"})
        for code, person, place in (
            ("team_leader", cls.lead, cls.calls),
            ("department_head", cls.lead, cls.calls),
            ("supervisor", cls.supervisor, cls.centre),
            ("manager", cls.chief, cls.centre),
            ("department_manager", cls.chief, cls.centre),
            ("operations_manager", cls.ops, None),
            ("general_manager", cls.gm, None),
            ("hospital_leader", cls.gm, None),
            ("admin_supervisor", cls.hr, None),
            ("hr", cls.hr, None),
        ):
            cls._assign(person, place, cls.env.ref(f"cs_department.role_{code}"))
        if not cls.env.ref(f"cs_department.{cls.pack}_leave_policy", False):
            for path in cls._files():  # not there already with the demo
                convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.policy = cls._ref("leave_policy")
        cls.policy.write({"department_id": cls.calls.id, "active": True})
        flows = cls.policy.flow_id | cls.policy.leader_flow_id
        flows |= cls.policy.line_ids.flow_id
        flows.write({"department_ids": False})
        flows.action_publish()

    @classmethod
    def _files(cls):
        """The files of the pack, in the order in which they need each other."""
        place = Path(__file__).parents[2] / "data" / "packs" / cls.pack
        order = ("leave_types", "calendar", "flows", "leave_policy")
        return [
            f"data/packs/{cls.pack}/{name}.xml"
            for name in order
            if (place / f"{name}.xml").exists()
        ]

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"cs_department.{cls.pack}_{name}")

    def _type_of(self, code):
        """The leave type that the policy lists under a code."""
        types = self.policy.line_ids.leave_type_id
        found = types.filtered(lambda leave_type: leave_type.cs_code == code)
        return found or self.env.ref(f"cs_department.leave_type_{code}")

    def _ask(self, code, first, last=None, **values):
        values["holiday_status_id"] = self._type_of(code).id
        return self._leave(first, last, **values)

    def _hours(self, code, day, start, end, **values):
        return self._ask(
            code, day, request_hour_from=start, request_hour_to=end, **values
        )

    def _half(self, code, day, **values):
        period = {"request_date_from_period": "am", "request_date_to_period": "am"}
        return self._ask(code, day, **period, **values)

    def _papers_cron(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "cs_department.cron_leave_papers_overdue"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _wage(self, leave, day_wage=200):
        deductions = leave._cs_deductions({leave.employee_id.id: day_wage})
        return float(deductions[leave.id])
