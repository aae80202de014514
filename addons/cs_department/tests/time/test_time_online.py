from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .packs import PackCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOnlineDesk(PackCase):
    """The leave of the online desk (S002-q): LV-14 to LV-21."""

    pack = "s002_q"

    def test_lv_14_a_department_manager_asks_the_general_manager(self):
        self._assign(
            self.agent,
            self.calls,
            self.env.ref("cs_department.role_department_manager"),
        )
        leave = self._ask("personal", "2024-06-10", name="Family")
        self.assertEqual(self._asked(leave), ["gm"])
        self._approve(leave, self.gm)
        self.assertEqual(self._asked(leave), ["hr"])
        self._approve(leave, self.hr)
        self.assertEqual(leave.state, "validate")

    def test_lv_15_tv_038_the_days_decide_whom_to_ask(self):
        for first, last, half, days, asked in (
            ("2024-06-10", "2024-06-10", "pm", 1, ["chief"]),
            ("2024-07-01", "2024-07-02", "am", 1.5, ["ops"]),
            ("2024-08-05", "2024-08-07", "pm", 3, ["ops"]),
            ("2024-09-02", "2024-09-05", "am", 3.5, ["gm"]),
        ):
            leave = self._ask("personal", first, last, request_date_to_period=half)
            with self.subTest(leave.number_of_days):
                self.assertEqual(leave.number_of_days, days)
                self.assertEqual(self._asked(leave), asked)

    def test_lv_15_the_slip_is_filled_in_signed_and_filed(self):
        leave = self._ask("personal", "2024-06-10")
        self._approve(leave, self.chief)
        self.assertEqual(self._asked(leave), ["agent"])
        leave.with_user(self.agent.user_id).name = "Moving"
        self._approve(leave, self.agent, self.lead, self.hr)
        self.assertEqual(leave.state, "validate")

    def test_lv_15_without_that_step_the_slip_is_asked_for_when_applying(self):
        flow = self._ask("personal", "2024-06-10").flow_run_id.flow_id
        flow.node_ids.filtered(lambda node: node.kind == "fill").unlink()
        flow.action_publish()
        with self.assertRaisesRegex(ValidationError, "Reason"):
            self._ask("personal", "2024-06-12")
        self.assertTrue(self._ask("personal", "2024-06-14", name="Moving"))

    def test_lv_15_asked_for_on_the_working_day_before(self):
        with freeze_time("2024-06-07 16:00:00"):
            self.assertTrue(self._ask("personal", "2024-06-10"))
        with freeze_time("2024-06-16 16:00:00"), self.assertRaises(ValidationError):
            self._ask("personal", "2024-06-17")

    def test_lv_16_tv_039_more_than_three_days_need_the_general_manager(self):
        self._ask("personal", "2024-06-10", "2024-06-12", request_date_to_period="am")
        with self.env.cr.savepoint() as point:
            one_more = self._ask("personal", "2024-06-20")
            self.assertEqual(self._asked(one_more), ["gm"], "2.5 days and 1 day")
            point.close(rollback=True)
        self.env.invalidate_all()
        within = self._half("personal", "2024-06-20")
        self.assertEqual(self._asked(within), ["chief"])
        beyond = self._ask("personal", "2024-06-24")
        self.assertEqual(self._asked(beyond), ["gm"])
        self.assertIn("3", beyond.cs_limit_note)
        self._ref("limit_month").outcome = "block"
        with self.assertRaises(ValidationError):
            self._ask("personal", "2024-06-25")

    def test_lv_16_leave_over_the_month_counts_in_both(self):
        self._ask("personal", "2024-07-03", "2024-07-05")
        leave = self._ask("personal", "2024-06-28")
        self.assertEqual(self._asked(leave), ["chief"])
        leave = self._ask("personal", "2024-07-01")
        self.assertEqual(self._asked(leave), ["gm"])

    def test_lv_17_tv_040_half_a_day_costs_half_a_wage(self):
        self.assertEqual(self._wage(self._half("personal", "2024-06-10")), 100)
        self.agent.version_id.wage = 4350
        leave = self._ask("personal", "2024-06-11")
        self.assertEqual(leave.with_user(self.hr.user_id).cs_deduction, 200)

    def test_lv_18_the_operations_department_is_told_and_the_note_follows(self):
        leave = self._ask("sick", "2024-06-03")
        self.assertEqual(self._asked(leave), ["chief"])
        copies = leave.flow_run_id.task_ids.filtered(lambda task: task.kind == "notify")
        self.assertEqual(copies.user_id, self.ops.user_id)
        self._approve(leave, self.chief)
        self.assertEqual(leave.cs_paper_state, "due")
        self.assertEqual(str(leave.cs_paper_due), "2024-06-04 23:59:59")

    def test_lv_18_papers_of_leave_asked_for_afterwards_are_not_late_at_once(self):
        with freeze_time("2024-06-12 10:00:00"):
            leave = self._ask("sick", "2024-06-03")
        self.assertEqual(str(leave.cs_paper_due), "2024-06-13 23:59:59")

    def test_tv_041_with_a_note_it_stays_sick_leave(self):
        leave = self._ask("sick", "2024-06-03")
        self._approve(leave, self.chief)
        note = (
            self.env["ir.attachment"]
            .with_user(self.agent.user_id)
            .create(
                {
                    "name": "note",
                    "raw": b"x",
                    "res_model": "hr.leave",
                    "res_id": leave.id,
                }
            )
        )
        self.assertTrue(note)
        self.assertEqual(leave.cs_paper_state, "received")
        self._papers_cron("2024-06-05 00:00:01")
        self.assertEqual(leave.holiday_status_id, self._type_of("sick"))
        self.assertEqual(self._wage(leave), 200)

    def test_tv_041_without_a_note_it_becomes_personal_leave(self):
        leave = self._ask("sick", "2024-06-03")
        self._approve(leave, self.chief)
        self._papers_cron("2024-06-04 23:00:00")
        self.assertEqual(leave.holiday_status_id, self._type_of("sick"))
        self._papers_cron("2024-06-05 00:00:01")
        self.assertEqual(leave.holiday_status_id, self._type_of("personal"))
        self.assertEqual(leave.cs_original_type_id, self._type_of("sick"))
        self.assertEqual(leave.state, "validate")
        self.assertEqual(self._wage(leave), 200)
        self._ask("personal", "2024-06-10", "2024-06-11")
        beyond = self._half("personal", "2024-06-20")
        self.assertEqual(self._asked(beyond), ["gm"], "it counts toward the three days")

    def test_lv_18_somebody_says_that_the_note_came(self):
        leave = self._ask("sick", "2024-06-03")
        self._approve(leave, self.chief)
        with self.assertRaises(Exception):  # noqa: B017 — the person cannot say so
            leave.with_user(self.agent.user_id).action_papers_received()
        leave.with_user(self.chief.user_id).action_papers_received()
        self.assertEqual(leave.cs_paper_state, "received")

    def test_lv_19_tv_042_marriage_leave_over_the_national_day(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "National Day",
                "date_from": "2024-10-01 00:00:00",
                "date_to": "2024-10-03 23:59:59",
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(ValidationError):
            self._ask("marriage", "2024-09-29", "2024-10-09")
        leave = self._ask("marriage", "2024-09-29", "2024-10-08")
        self.assertEqual(leave.number_of_days, 7)
        self.assertEqual(self._wage(leave), 0)

    def test_lv_19_after_confirmation_only(self):
        self.agent.version_id.cs_probation_end = "2024-12-31"
        with self.assertRaises(ValidationError) as error:
            self._ask("marriage", "2024-09-02")
        self.assertIn("after the probation", str(error.exception))

    def test_lv_20_bereavement_three_days_for_a_direct_relative(self):
        values = {"name": "Funeral"}
        with self.assertRaises(ValidationError):
            self._ask("bereavement", "2024-06-10", **values)
        with self.assertRaises(ValidationError):
            self._ask("bereavement", "2024-06-10", cs_relation="other", **values)
        values["cs_relation"] = "parent"
        with self.assertRaises(ValidationError):
            self._ask("bereavement", "2024-06-10", "2024-06-13", **values)
        leave = self._ask("bereavement", "2024-06-10", "2024-06-12", **values)
        self.assertEqual(self._asked(leave), ["gm"])
        self._approve(leave, self.gm, self.hr)
        self.assertEqual(leave.state, "validate")
        self.assertEqual(self._wage(leave), 0)

    def test_lv_21_five_days_of_eight_hours(self):
        calendar = self._ref("calendar")
        hours = [line.hour_to - line.hour_from for line in calendar.attendance_ids]
        work = sum(
            hours
            for line, hours in zip(calendar.attendance_ids, hours, strict=True)
            if line.day_period != "lunch"
        )
        self.assertEqual(work, 40)
