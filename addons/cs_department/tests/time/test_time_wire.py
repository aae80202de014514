from odoo.tests import freeze_time, tagged

from ..flow.wire import Wire
from .common import LeaveCase

LEAVE = "hr.leave"
DAYS = ("9999-12-31", "0001-01-01", "1969-12-31", "2200-01-01")
WRONG_DAYS = (*DAYS, "x", "2024-02-30", 5, True, None, False, [], {})
WRONG_HOURS = (-5, 30, "a", 10**30, 1e300, 23.999, [], {})
WRONG_IDS = (None, "86'", "😀", True, -1, 0, 1.5, 10**30, [1], [], {"a": 1})
#: what a client may send instead of the values of a leave
UGLY = {
    "request_date_from": WRONG_DAYS,
    "request_date_to": WRONG_DAYS,
    "request_hour_from": WRONG_HOURS,
    "request_hour_to": WRONG_HOURS,
    "holiday_status_id": WRONG_IDS,
    "employee_id": WRONG_IDS,
    "cs_stand_in_id": (*WRONG_IDS[1:5], {"a": 1}),
    "request_date_from_period": ("x", 1),
    "name": ("a\x00b", 5),
}


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeaveOverTheWire(LeaveCase, Wire):
    """Attacks on leave as ordinary users make them: all refused, nothing changed."""

    MODELS = (
        "hr.leave",
        "cs.flow.run",
        "cs.flow.task",
        "cs.flow.event",
        "cs.limit",
        "cs.limit.override",
        "cs.leave.policy",
        "cs.leave.policy.line",
        "resource.calendar.leaves",
        "hr.leave.type",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._person("officer", cls.centre, "group_cs_agent")
        cls.officer.user_id.group_ids += cls.env.ref(
            "hr_holidays.group_hr_holidays_manager"
        )
        cls.hourly = cls._type("Hourly", "hourly", request_unit="hour")
        cls._line(cls.hourly)
        cls.attackers = (
            cls.agent,
            cls.agent2,
            cls.lead,
            cls.lead2,
            cls.officer,
            cls.hr,
        )

    def test_filing_and_deciding_over_the_wire(self):
        answer = self.call(
            self.agent,
            LEAVE,
            "create",
            {
                "employee_id": self.agent.id,
                "holiday_status_id": self.leave_type.id,
                "request_date_from": "2024-06-10",
                "request_date_to": "2024-06-10",
            },
        )
        leave = self.env[LEAVE].browse(answer.result)
        self.assertEqual(leave.employee_id, self.agent)
        for person in (self.lead, self.chief):
            task = self._task(leave, person)
            answer = self.call(person, "cs.flow.task", "action_approve", task.ids)
            self.assertFalse(answer.error)
        self.assertEqual(leave.state, "validate")

    def test_nobody_decides_past_the_flow(self):
        leave = self._leave("2024-06-10")
        fast = {"context": {"leave_fast_create": True, "leave_skip_state_check": True}}
        for person in self.attackers:
            self.refused(person, LEAVE, "action_approve", leave.ids)
            self.refused(person, LEAVE, "action_approve", leave.ids, check_state=False)
            self.refused(person, LEAVE, "action_refuse", leave.ids)
            for state in ("validate", "validate1", "refuse"):
                self.refused(person, LEAVE, "write", leave.ids, {"state": state})
                self.refused(
                    person, LEAVE, "write", leave.ids, {"state": state}, **fast
                )
            self.unchanged(person, LEAVE, "action_back_to_approval", leave.ids)
            for values in (
                {"flow_state": "approved"},
                {"flow_run_id": False},
                {"cs_is_emergency": True},
                {"cs_reported_at": "2024-01-01 00:00:00"},
                {"cs_paper_received_at": "2024-06-01 00:00:00"},
                {"cs_limit_note": "fine"},
            ):
                self.refused(person, LEAVE, "write", leave.ids, values)

    def test_nobody_creates_decided_leave(self):
        values = {
            "employee_id": self.agent.id,
            "holiday_status_id": self.leave_type.id,
            "request_date_from": "2024-06-12",
            "request_date_to": "2024-06-12",
        }
        for person in (self.agent, self.officer, self.hr):
            for forged in (
                {"state": "validate"},
                {"state": "refuse"},
                {"flow_state": "approved"},
                {"cs_is_emergency": True},
                {"cs_reported_at": "2024-01-01 00:00:00"},
            ):
                self.refused(person, LEAVE, "create", values | forged)
                defaults = {f"default_{name}": value for name, value in forged.items()}
                context = {"leave_fast_create": True, **defaults}
                self.refused(person, LEAVE, "create", values, context=context)

    def _asking(self, **values):
        return {
            "employee_id": self.agent.id,
            "holiday_status_id": self.hourly.id,
            "request_date_from": "2024-06-12",
            "request_date_to": "2024-06-12",
            "request_hour_from": 9,
            "request_hour_to": 12,
        } | values

    def test_wrong_values_of_leave_are_refused_in_a_sentence(self):
        leave = self._leave("2024-06-10")
        task = self._task(leave)
        task.with_user(task.user_id).action_return(comment="Look again.")
        for name, values in UGLY.items():
            for value in values:
                wrong = {name: value}
                self.refused(self.agent, LEAVE, "create", self._asking(**wrong))
                self.refused(self.agent, LEAVE, "write", leave.ids, wrong)
        for vals in (
            [],
            "x",
            {"holiday_status_id": self.leave_type.id, "name": "\x00"},
        ):
            self.refused(self.agent, LEAVE, "create", [vals])
        for values in (5, None, "x", [5]):
            self.refused(self.agent, LEAVE, "create", values)
            self.refused(self.agent, LEAVE, "write", leave.ids, values)
        values = self._asking()
        del values["holiday_status_id"]
        self.refused(self.agent, LEAVE, "create", values)
        self.refused(
            self.agent,
            LEAVE,
            "create",
            self._asking(request_date_from="2024-06-12", request_date_to="2044-06-12"),
        )
        answer = self.call(self.agent, LEAVE, "create", self._asking())
        self.assertFalse(answer.error)

    def test_a_date_typed_wrong_is_refused_while_it_is_typed(self):
        spec = {
            name: {} for name in ("request_date_from", "number_of_days", "cs_points")
        }
        for day in ("9999-12-31", "0001-01-01", "1969-12-31", "2200-01-01", "x"):
            for unit in (self.leave_type, self.hourly):
                values = self._asking(holiday_status_id=unit.id, request_date_to=day)
                values["request_date_from"] = day
                answer = self.refused(
                    self.agent,
                    LEAVE,
                    "onchange",
                    [],
                    values,
                    ["request_date_from"],
                    spec,
                )
                self.assertRegex(answer.message, "date")
        for hour in (-5, 9.1, 30):
            values = self._asking(request_hour_to=hour)
            answer = self.call(
                self.agent,
                LEAVE,
                "onchange",
                [],
                values,
                ["request_hour_to"],
                spec | {"request_hour_to": {}},
            )
            self.assertFalse(answer.error, f"{hour}: {answer}")
        values = self._asking(request_hour_to=23.999)
        names = ["request_hour_to"]
        self.refused(self.agent, LEAVE, "onchange", [], values, names, spec)
        answer = self.call(
            self.agent,
            LEAVE,
            "onchange",
            [],
            self._asking(request_date_from=False, employee_id=False),
            ["request_date_from"],
            spec,
        )
        self.assertFalse(answer.error)

    def test_locked_leave_stays_as_it_was_asked_for(self):
        leave = self._leave("2024-06-10")
        for person in self.attackers:
            for values in (
                {"request_date_to": "2024-06-14"},
                {"holiday_status_id": self.env.ref("cs_department.leave_type_sick").id},
                {"employee_id": self.agent2.id},
                {"cs_stand_in_id": self.agent2.id},
                {"notes": "changed"},
            ):
                self.refused(person, LEAVE, "write", leave.ids, values)

    def test_limits_hold_over_the_wire_and_cannot_be_moved(self):
        limit = self._limit(kind="notice", figure=480)
        values = {
            "employee_id": self.agent.id,
            "holiday_status_id": self.leave_type.id,
            "request_date_from": "2024-06-10",
            "request_date_to": "2024-06-10",
        }
        self.refused(self.agent, LEAVE, "create", values)
        self.refused(self.agent, LEAVE, "create", values, context={"import_file": True})
        for person in (self.agent, self.lead, self.chief):
            self.refused(person, "cs.limit", "write", limit.ids, {"figure": 0})
            self.refused(person, "cs.limit", "unlink", limit.ids)
            self.refused(
                person, "cs.leave.policy", "write", self.policy.ids, {"active": False}
            )
            self.refused(
                person,
                "cs.leave.policy.line",
                "write",
                self.line.ids,
                {"deduct_percent": 0},
            )
        self.refused(
            self.agent,
            "cs.limit.override",
            "create",
            {
                "limit_id": limit.id,
                "employee_id": self.agent.id,
                "date_from": "2024-06-10",
                "reason": "I want to",
            },
        )

    def test_strangers_read_and_write_nothing(self):
        leave = self._leave("2024-06-10", name="Private matter")
        self.refused(self.agent3, LEAVE, "read", leave.ids, ["state", "cs_contact"])
        self.refused(self.agent3, LEAVE, "action_papers_received", leave.ids)
        self.refused(self.agent3, LEAVE, "action_withdraw", leave.ids)
        self.refused(self.agent3, LEAVE, "unlink", leave.ids)
        found = self.call(self.agent3, LEAVE, "search", [("id", "=", leave.id)])
        self.assertEqual(found.result, [])
        self.refused(self.agent, LEAVE, "read", leave.ids, ["cs_deduction"])

    def test_phone_reports_are_for_leaders(self):
        self.policy.write({"has_emergency": True, "emergency_overdue": "remind"})
        values = {
            "employee_id": self.agent.id,
            "leave_type_id": self.leave_type.id,
            "date_from": "2024-06-03",
            "date_to": "2024-06-03",
            "called_at": "2024-06-03 00:30:00",
        }
        self.refused(self.agent2, "cs.leave.emergency", "create", values)
        wizard = self.call(self.lead2, "cs.leave.emergency", "create", values).result
        self.refused(self.lead2, "cs.leave.emergency", "action_record", [wizard])
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._person("stranger", self.centre)
        stranger.write(
            {
                "department_id": False,
                "company_id": elsewhere.id,
                "user_id": self._user("stranger", "group_cs_hr", elsewhere).id,
            }
        )
        wizard = self.call(stranger, "cs.leave.emergency", "create", values).result
        self.refused(stranger, "cs.leave.emergency", "action_record", [wizard])
        wizard = self.call(self.lead, "cs.leave.emergency", "create", values).result
        answer = self.call(self.lead, "cs.leave.emergency", "action_record", [wizard])
        leave = self.env[LEAVE].browse(answer.result["res_id"])
        self.assertTrue(leave.cs_is_emergency)
        for days in (
            {"date_from": "2024-06-07", "date_to": "2024-06-07"},
            {"date_from": "2024-05-30"},
            {"called_at": "2024-05-24 08:00:00", "date_from": "2024-05-24"},
        ):
            wizard = self.call(
                self.lead, "cs.leave.emergency", "create", values | days
            ).result
            self.refused(self.lead, "cs.leave.emergency", "action_record", [wizard])
        self.policy.call_days_after = 4
        days = {"date_from": "2024-06-07", "date_to": "2024-06-07"}
        wizard = self.call(
            self.lead, "cs.leave.emergency", "create", values | days
        ).result
        answer = self.call(self.lead, "cs.leave.emergency", "action_record", [wizard])
        self.assertFalse(answer.error)

    def test_wrong_types_get_a_sentence(self):
        leave = self._leave("2024-06-10")
        for arguments in (
            ("action_submit", leave.ids, "choices"),
            ("action_submit", [10**9]),
            ("action_papers_received", [10**9]),
            ("action_withdraw", leave.ids, ["not", "text"]),
        ):
            self.refused(self.agent, LEAVE, *arguments)
