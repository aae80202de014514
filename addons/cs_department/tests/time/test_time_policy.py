from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date
from odoo.tests import Form, freeze_time, tagged, users

from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeavePolicy(LeaveCase):
    def test_the_nearest_policy_holds(self):
        team = self.env["cs.leave.policy"].create(
            {"name": "Calls", "department_id": self.calls.id}
        )
        nearest = self.env["cs.leave.policy"]._nearest(
            {
                (self.calls.id, self.company.id),
                (self.mail.id, self.company.id),
                (False, self.company.id),
            }
        )
        self.assertEqual(nearest[self.calls.id, self.company.id], team)
        self.assertEqual(nearest[self.mail.id, self.company.id], self.policy)
        self.assertFalse(nearest[False, self.company.id])

    def test_limits_of_another_policy_do_not_hold(self):
        team = self.env["cs.leave.policy"].create(
            {"name": "Calls", "department_id": self.calls.id, "flow_id": self.flow.id}
        )
        self._line(self.leave_type, team)
        self._limit(kind="size", figure=0)
        self.assertTrue(self._leave("2024-06-10"))
        with self.assertRaises(ValidationError):
            self._leave("2024-06-10", employee=self.agent3)

    def test_the_screen_holds_its_limits_by_kind(self):
        self._limit(kind="notice", figure=48)
        self._limit(kind="sum", figure=3)
        self._limit(kind="blackout", with_public_holidays=True)
        self._limit(kind="eligibility", eligibility="NOT on_probation")
        self.policy.invalidate_recordset()
        for name in ("notice_ids", "amount_ids", "blackout_ids", "eligibility_ids"):
            self.assertEqual(len(self.policy[name]), 1, name)
        copy = self.policy.copy({"department_id": self.mail.id})
        self.assertEqual(copy.notice_ids.figure, 48)
        self.assertNotEqual(copy.notice_ids, self.policy.notice_ids)
        limits = copy._all_limits()
        copy.unlink()
        self.assertFalse(limits.exists())

    @users("hr")
    def test_hr_changes_every_figure_on_the_screen(self):
        with Form(self.policy.with_env(self.env)) as form:
            form.comp_expiry = "end_of_month"
            form.comp_figure = 1
            with form.notice_ids.new() as limit:
                limit.name = "Two days"
                limit.figure = 48
            with form.amount_ids.new() as limit:
                limit.name = "Three days"
                limit.figure = 3
                limit.outcome = "exception"
            with form.bracket_ids.new() as bracket:
                bracket.days = 1
                bracket.role_id = self.duty
        policy = self.policy
        self.assertEqual(policy.notice_ids.condition, "NOT is_emergency")
        self.assertEqual(policy.notice_ids.origin_model, "cs.leave.policy")
        self.assertEqual((policy.amount_ids.kind, policy.amount_ids.figure), ("sum", 3))
        self.assertEqual(policy.amount_ids.company_id, self.company)

    @users("agent")
    def test_employees_read_their_policy_and_change_nothing(self):
        policy = self.policy.with_env(self.env)
        self.assertEqual(policy.name, "Centre")
        for record in (policy, policy.line_ids):
            with self.assertRaises(AccessError):
                record.write({"sequence": 1} if record != policy else {"name": "Mine"})

    def test_types_that_the_policy_does_not_list_are_not_offered(self):
        other = self._type("Other", "other")
        absence = self._type("Absence", "absence", cs_is_absence=True)
        self._line(absence)
        stock = self.env["hr.leave.type"].create(
            {"name": "Stock", "requires_allocation": False}
        )
        types = self.env["hr.leave.type"].with_user(self.agent.user_id)
        offered = types.search([("cs_is_offered", "=", True)])
        self.assertIn(self.leave_type, offered)
        self.assertIn(stock, offered)
        self.assertNotIn(other, offered)
        self.assertNotIn(absence, offered)
        self.policy.is_exclusive = True
        self.assertNotIn(stock, types.search([("cs_is_offered", "=", True)]))
        for hidden in (other, absence):
            with self.assertRaises(ValidationError):
                self._leave("2024-06-10", holiday_status_id=hidden.id)

    def test_default_type_is_one_that_is_offered(self):
        self.policy.is_exclusive = True
        leaves = self.env["hr.leave"].with_user(self.agent.user_id)
        self.assertEqual(
            leaves.default_get(["holiday_status_id"])["holiday_status_id"],
            self.leave_type.id,
        )

    def test_default_type_comes_with_its_unit(self):
        self.policy.is_exclusive = True
        types = self.env["hr.leave.type"]
        stock = {"requires_allocation": False, "sequence": -2}
        days = types.create({"name": "Stock", **stock})
        hourly = self._type("Hourly", "hourly", request_unit="hour", sequence=-1)
        self._line(hourly)
        leaves = self.env["hr.leave"].with_user(self.agent.user_id)
        with Form(leaves) as form:
            self.assertEqual(form.holiday_status_id, hourly)
            self.assertTrue(form.request_unit_hours)
            hours = form.request_hour_from, form.request_hour_to
            self.assertEqual(hours, (8, 17))
            form.request_date_from = form.request_date_to = "2024-06-10"
            form.request_hour_from, form.request_hour_to = 9, 12
            form.request_date_from = form.request_date_to = "2024-06-11"
            self.assertEqual(form.request_hour_from, 9)
        self.assertEqual(form.record.number_of_hours, 3)
        days.request_unit, hourly.request_unit = "hour", "day"
        with Form(leaves) as form:
            self.assertEqual(form.holiday_status_id, hourly)
            self.assertFalse(form.request_unit_hours)
            form.request_date_from = form.request_date_to = "2024-06-12"

    def test_form_of_the_employee_asks_for_what_the_policy_wants(self):
        self.line.write({"needs_reason": True, "stand_in": "apply"})
        leaves = self.env["hr.leave"].with_user(self.agent.user_id)
        with self.assertRaises(AssertionError), Form(leaves) as form:
            form.holiday_status_id = self.leave_type
            form.request_date_from = Date.to_date("2024-06-10")
            form.request_date_to = Date.to_date("2024-06-10")
        with self.assertRaises(ValidationError):
            self._leave("2024-06-10", cs_stand_in_id=self.agent2.id)
        leave = self._leave("2024-06-10", name="Wedding", cs_stand_in_id=self.agent2.id)
        self.assertEqual(leave.flow_state, "running")

    def test_stand_in_is_somebody_else_who_is_there(self):
        away = self._leave("2024-06-10", employee=self.agent2)
        self._approve(away, self.lead, self.chief)
        for wrong in (self.agent, self.agent2):
            with self.assertRaises(ValidationError):
                self._leave("2024-06-10", cs_stand_in_id=wrong.id)

    def test_stand_in_decides_while_the_person_is_away(self):
        leave = self._leave(
            "2024-06-10", employee=self.lead, cs_stand_in_id=self.agent2.id
        )
        self._approve(leave, self.chief)
        self.assertEqual(leave.state, "validate")
        with freeze_time("2024-06-10 10:00:00"):
            asked = self._leave("2024-06-20")
        self.assertEqual(self._asked(asked), ["agent2"])
        self.assertEqual(self._task(asked).owner_id, self.lead.user_id)
        with freeze_time("2024-06-11 10:00:00"):
            asked = self._leave("2024-06-21")
        self.assertEqual(self._asked(asked), ["lead"])

    def test_the_type_then_the_policy_then_conditions_pick_the_flow(self):
        own = self._flow("Own", {"approver_kind": "manager", "level": 1})
        self.assertEqual(self._leave("2024-06-10").flow_run_id.flow_id, self.flow)
        self.leave_type.cs_flow_id = own
        self.assertEqual(self._leave("2024-06-11").flow_run_id.flow_id, own)
        other = self._flow("Other", {"approver_kind": "manager", "level": 1})
        self.line.flow_id = other
        self.assertEqual(self._leave("2024-06-12").flow_run_id.flow_id, other)
        self.line.flow_id = self.policy.flow_id = False
        self.leave_type.cs_flow_id = False
        (self.flow + own + other).active = False
        free = self._flow("Free", {"approver_kind": "manager"}, condition="days < 1")
        with self.assertRaises(UserError):
            self._leave("2024-06-13")
        half = {"request_date_from_period": "am", "request_date_to_period": "am"}
        self.assertEqual(self._leave("2024-06-13", **half).flow_run_id.flow_id, free)

    def test_wrong_figures_are_refused(self):
        from psycopg2.errors import CheckViolation

        from odoo.tools import mute_logger

        for record, values in (
            (self.policy, {"month_days": 0}),
            (self.line, {"points": -1}),
            (self.policy, {"day_hours": 25}),
            (self.policy, {"has_emergency": True}),
            (self.line, {"step": -1}),
            (self.line, {"step": 1e9}),
            (self.line, {"allowance": 1e12}),
            (self.policy, {"month_days": 1e12}),
            (self.line, {"needs_paper": True, "paper_overdue": "type"}),
        ):
            with (
                self.subTest(values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
            ):
                record.write(values)
                record.flush_recordset()

    def test_lv_24_the_pay_class_decides_whether_holidays_are_paid(self):
        piece, month = self.env["hr.contract.type"].create(
            [{"name": "Piece rate"}, {"name": "Monthly"}]
        )
        self.agent.contract_type_id, self.agent2.contract_type_id = piece, month
        people = self.agent | self.agent2 | self.agent3
        policies = self.env["cs.leave.policy"].with_user(self.hr.user_id)
        day = Date.to_date("2024-06-10")
        self.assertEqual(
            policies._pays_holidays(people, day), dict.fromkeys(people.ids, True)
        )
        policies.browse(self.policy.id).unpaid_holiday_type_ids = piece
        self.assertEqual(
            policies._pays_holidays(people, day),
            {self.agent.id: False, self.agent2.id: True, self.agent3.id: True},
        )
        mine = self.policy.with_user(self.agent.user_id)
        with self.assertRaises(AccessError):
            mine.read(["unpaid_holiday_type_ids"])

    def test_tv_046_comp_rest_lapses_by_department(self):
        comp = self._type(
            "Comp rest", "comp", requires_allocation=True, cs_is_comp_rest=True
        )
        for how, figure, last in (
            ("months", 2, "2024-07-01"),
            ("end_of_month", 1, "2024-06-30"),
            ("end_of_month", 0, "2024-05-31"),
            ("end_of_year", 0, "2024-12-31"),
            ("never", 0, None),
        ):
            self.policy.write({"comp_expiry": how, "comp_figure": figure})
            allocation = self.env["hr.leave.allocation"].create(
                {
                    "holiday_status_id": comp.id,
                    "employee_id": self.agent.id,
                    "number_of_days": 1,
                    "date_from": "2024-05-01",
                    "cs_worked_on": "2024-05-01",
                }
            )
            self.assertEqual(allocation.date_to, last and Date.to_date(last) or False)

    def test_queries_do_not_grow_with_leave(self):
        for kind in ("sum", "notice", "overlap"):
            self._limit(kind=kind, figure=1, outcome="warn")
        leaves = self.env["hr.leave"].with_context(import_file=True)
        with freeze_time("2024-06-03 02:00:00"):
            for day in range(10, 30):
                if Date.to_date(f"2024-06-{day}").weekday() < 5:
                    leaves |= self._leave(f"2024-06-{day}")
        counts = []
        for batch in (leaves[:1], leaves):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch._flow_facts()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertGreater(len(leaves), 12)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
