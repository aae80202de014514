from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from ..flow.wire import Wire
from .common import LeaveCase
from .overtime_common import OvertimeCase

LEAVE = "hr.leave"
TYPE = "hr.leave.type"


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeRestIsTaken(OvertimeCase, LeaveCase, Wire):
    """Rest that overtime gave, from the balance to the leave, over the wire.

    The department's leave policy lists other types only.
    """

    MODELS = (LEAVE,)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["cs.overtime.policy"].search(
            [("department_id", "=", cls.centre.id)]
        )
        cls.leave_policy = cls.env["cs.leave.policy"].search(
            [("department_id", "=", cls.centre.id)]
        )
        cls.leave_policy.is_exclusive = True
        cls.rest.leave_validation_type = "flow"

    def rest_leave(self, who, day="2024-06-24", hours=(9, 11)):
        return self.call(
            who,
            LEAVE,
            "create",
            {
                "employee_id": who.id,
                "holiday_status_id": self.rest.id,
                "request_date_from": day,
                "request_date_to": day,
                "request_hour_from": hours[0],
                "request_hour_to": hours[1],
            },
        )

    def offered(self, who):
        domain = [("cs_is_offered", "=", True), ("id", "=", self.rest.id)]
        return bool(self.call(who, TYPE, "search", domain).result)

    def test_who_earned_rest_takes_it_though_the_policy_lists_it_nowhere(self):
        self.assertFalse(self.offered(self.agent), "nothing was earned yet")
        refused = self.rest_leave(self.agent)
        self.assertEqual(refused.error, "odoo.exceptions.ValidationError")
        self.work(self.ask("2024-06-04 18:00", "2024-06-04 22:00"))
        self.assertTrue(self.offered(self.agent))
        self.assertFalse(self.offered(self.agent2), "he earned nothing")
        rows = self.call(
            self.agent,
            TYPE,
            "get_allocation_data_request",
            "2024-06-24",
            False,
            context={"allowed_company_ids": self.company.ids},
        ).result
        left = {row[3]: row[1]["virtual_remaining_leaves"] for row in rows}
        self.assertEqual(left.get(self.rest.id), 4, "the summary shows the balance")
        answer = self.rest_leave(self.agent)
        self.assertFalse(answer.error, answer)
        leave = self.env[LEAVE].browse(answer.result)
        self.assertEqual(leave.number_of_hours, 2)
        self._approve(leave, self.lead, self.chief)
        self.env.invalidate_all()
        self.assertEqual(leave.state, "validate")
        overtime = self.env["cs.overtime"].search([("employee_id", "=", self.agent.id)])
        self.assertEqual(overtime.rest_left, 2)

    def test_nobody_takes_more_than_he_earned_nor_past_its_limits(self):
        self.work(self.ask("2024-06-04 18:00", "2024-06-04 20:00"))
        too_much = self.rest_leave(self.agent, hours=(9, 12))
        self.assertTrue(too_much.error, too_much)
        self._limit(
            self.leave_policy,
            kind="size",
            unit="hours",
            figure=1,
            outcome="block",
            leave_type_ids=self.rest.ids,
        )
        self.assertTrue(self.rest_leave(self.agent).error)
        self.assertFalse(self.rest_leave(self.agent, hours=(9, 10)).error)

    def test_earned_types_of_many_are_read_at_once(self):
        people = self.env["hr.employee"].search([], limit=20)
        types = self.env[TYPE]

        def count(rows):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            types._cs_earned(rows)
            return self.env.cr.sql_log_count - before

        count(people)
        self.assertEqual(count(people), count(people[:1]))


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertimeHours(OvertimeCase, Wire):
    """Hours that a step fills in are those of the time that was asked for."""

    MODELS = ("cs.overtime", "cs.request", "cs.flow.task")

    def test_more_hours_than_the_time_has_are_refused_until_they_are_right(self):
        overtime = self.ask("2024-06-02 09:00", "2024-06-02 15:00", kind="emergency")
        request = overtime.request_id
        task = request.flow_run_id.task_ids
        for hours in (40, 6.05):
            answer = self.refused(
                self.lead,
                "cs.request",
                "save_page",
                request.id,
                None,
                {"actual": hours},
            )
            self.assertIn("09:00–15:00 is 06:00 h", answer.message)
        saved = self.call(
            self.lead, "cs.request", "save_page", request.id, None, {"actual": 6}
        )
        self.assertFalse(saved.error, saved)
        self.call(self.lead, "cs.flow.task", "action_approve", task.ids)
        self.assertRecordValues(
            overtime, [{"state": "approved", "counted_hours": 6, "approved_hours": 6}]
        )

    def test_what_a_form_says_without_a_step_is_held_to_the_time_too(self):
        self.line.hours = "HOURS(start, end) * 2"
        for kind in ("planned", "emergency"):
            with self.subTest(kind=kind), self.assertRaises(ValidationError) as error:
                self.ask("2024-06-04 18:00", "2024-06-04 20:00", kind=kind)
            self.assertIn("18:00–20:00 is 02:00 h", str(error.exception))

    def test_who_truly_worked_longer_corrects_the_time(self):
        overtime = self.ask("2024-06-02 09:00", "2024-06-02 15:00", kind="emergency")
        run = overtime.request_id.flow_run_id
        task = run.sudo().task_ids.with_user(self.lead.user_id)
        task.action_return(None, "Until four?")
        request = overtime.request_id.with_user(self.agent.user_id)
        request.write({"properties": {"end": "2024-06-02 16:00:00"}})
        run.with_user(self.agent.user_id).action_resubmit()
        self.approve(overtime, actual=7)
        self.assertEqual(overtime.counted_hours, 7)

    def test_what_is_left_adds_up_per_person(self):
        for person, first, last in (
            (self.agent, "18:00", "20:00"),
            (self.agent, "20:00", "23:00"),
            (self.agent2, "18:00", "19:00"),
        ):
            row = self.ask(f"2024-06-04 {first}", f"2024-06-04 {last}", person)
            self.work(row)
        rows = self.env["cs.overtime"].with_user(self.hr.user_id)
        found = rows.formatted_read_group(
            [("employee_id", "in", (self.agent + self.agent2).ids)],
            ["employee_id"],
            ["rest_left:sum"],
        )
        left = {row["employee_id"][0]: row["rest_left:sum"] for row in found}
        self.assertEqual(left, {self.agent.id: 5, self.agent2.id: 1})
        self.assertEqual(
            rows.fields_get(["rest_left"])["rest_left"]["aggregator"], "sum"
        )

    def test_a_new_limit_of_overtime_counts_up_to_hours(self):
        context = self.env["cs.overtime.policy"]._fields["limit_ids"].context
        limit = self.env["cs.limit"].with_context(**context).new({"name": "Month"})
        self.assertEqual((limit.unit, limit.outcome), ("hours", "cap"))
        with self._refused():
            self.limit(figure=0)
