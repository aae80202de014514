from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LeaveCase

ZH = "zh_CN"


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeaveTerms(LeaveCase):
    """What is asked of every leave, whenever it comes and whoever reads it."""

    def _refused(self, sentence, **values):
        day = values.pop("day", "2024-06-10")
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self._leave(day, **values)
        self.assertIn(sentence, str(error.exception))

    def test_leave_of_no_time_is_refused(self):
        hours = self._type("Hours", "hours", request_unit="hour")
        self._line(hours)
        nothing = {"request_hour_from": 9.0, "request_hour_to": 9.0}
        self._refused("no working time", holiday_status_id=hours.id, **nothing)
        # a Saturday, and the night after work
        self._refused("no working time", day="2024-06-08")
        night = {"request_hour_from": 22.0, "request_hour_to": 23.0}
        self._refused("no working time", holiday_status_id=hours.id, **night)
        leave = self._leave(
            "2024-06-10",
            holiday_status_id=hours.id,
            request_hour_from=9.0,
            request_hour_to=10.0,
        )
        self.assertEqual(leave.number_of_hours, 1)

    def test_leave_does_not_end_before_it_begins(self):
        back = {"request_date_from_period": "pm", "request_date_to_period": "am"}
        self._refused("begins in the afternoon cannot end in the morning", **back)
        leave = self._leave("2024-06-10", "2024-06-11", **back)
        self.assertEqual(leave.number_of_days, 1)
        task = self._task(leave).with_user(self.lead.user_id)
        task.action_return(comment="One day?")
        mine = leave.with_user(self.agent.user_id)
        mine.request_date_to = "2024-06-10"
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            mine.action_submit()

    def test_a_returned_leave_is_held_to_its_policy_again(self):
        self._limit(kind="size", figure=2)
        leave = self._leave("2024-06-10")
        task = self._task(leave).with_user(self.lead.user_id)
        task.action_return(comment="Another day?")
        mine = leave.with_user(self.agent.user_id)
        mine.write({"request_date_to": "2024-06-14"})
        for again in (mine.action_submit, mine.flow_run_id.action_resubmit):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                again()
            self.assertEqual(leave.flow_state, "returned")
        mine.write({"request_date_to": "2024-06-11"})
        mine.flow_run_id.action_resubmit()
        self.assertEqual(leave.flow_state, "running")

    def test_only_these_types_holds_for_types_without_a_workflow(self):
        stock = self.env["hr.leave.type"].create(
            {"name": "Stock", "requires_allocation": False}
        )
        self.assertTrue(self._leave("2024-06-10", holiday_status_id=stock.id))
        self.policy.is_exclusive = True
        self._refused(
            "Stock cannot be asked for under Centre",
            day="2024-06-11",
            holiday_status_id=stock.id,
        )
        mine = self._type("Mine", "mine", leave_validation_type="hr")
        self._line(mine)
        leave = self._leave("2024-06-12", holiday_status_id=mine.id)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            leave.with_user(self.agent.user_id).holiday_status_id = stock
        recorded = self._leave(
            "2024-06-13", holiday_status_id=stock.id, user=self.hr.user_id
        )
        self.assertEqual(recorded.employee_id, self.agent)

    def test_who_was_granted_nothing_reads_whom_to_ask(self):
        earned = self._type("Earned", "earned", requires_allocation=True)
        self._line(earned)
        self._refused(
            "agent has been granted no days of 'Earned' yet",
            day="2024-06-11",
            holiday_status_id=earned.id,
        )

    def test_approver_and_requester_read_a_leave_in_their_languages(self):
        self.env["res.lang"]._activate_lang(ZH)
        self.lead.user_id.lang = ZH
        self.leave_type.with_context(lang=ZH).name = "事假"
        leave = self._leave("2024-06-10", "2024-06-11")
        task = self._task(leave)
        read = task.with_user(self.lead.user_id).with_context(lang=ZH)
        self.assertIn("事假", read.title)
        self.assertIn("事假", dict(map(tuple, read.facts)).values())
        self.assertIn("2024/06/10", str(read.facts))
        self.assertIn("Personal leave", task.title)
        self.assertEqual(dict(map(tuple, task.facts))["Duration"], "2 days")
        self.assertEqual(task.title, "agent · Personal leave · 06/10/2024 – 06/11/2024")

    def test_the_card_says_which_half_of_a_day(self):
        am, pm = ("am", "am"), ("pm", "pm")
        for last, periods, wanted in (
            ("2024-06-10", am, "06/10/2024, morning"),
            ("2024-06-10", pm, "06/10/2024, afternoon"),
            ("2024-06-10", ("am", "pm"), "06/10/2024"),
            ("2024-06-11", ("am", "pm"), "06/10/2024 – 06/11/2024"),
            ("2024-06-11", am, "06/10/2024 – 06/11/2024, morning"),
            ("2024-06-11", pm, "06/10/2024, afternoon – 06/11/2024"),
            (
                "2024-06-11",
                ("pm", "am"),
                "06/10/2024, afternoon – 06/11/2024, morning",
            ),
        ):
            leave = self._leave(
                "2024-06-10",
                last,
                request_date_from_period=periods[0],
                request_date_to_period=periods[1],
            )
            task = self._task(leave)
            self.assertEqual(dict(map(tuple, task.facts))["Dates"], wanted)
            self.assertEqual(task.title, f"agent · Personal leave · {wanted}")
            leave.with_user(self.agent.user_id).action_withdraw()

    def test_the_name_of_a_leave_is_in_one_language(self):
        self.env["res.lang"]._activate_lang(ZH)
        hourly = self._type("Hours", "hours", request_unit="hour")
        self._line(hourly)
        hourly.with_context(lang=ZH).name = "小时假"
        hours = {"request_hour_from": 9.0, "request_hour_to": 10.0}
        leave = self._leave("2024-06-10", holiday_status_id=hourly.id, **hours)
        self.assertIn("1 hour (", leave.display_name)
        facts = dict(map(tuple, self._task(leave).facts))
        self.assertEqual(facts["Duration"], "1 hour")
        read = leave.with_context(lang=ZH)
        self.assertIn("小时假1 小时（", read.display_name)
        day = self._leave("2024-06-11")
        self.assertEqual(dict(map(tuple, self._task(day).facts))["Duration"], "1 day")
        self.assertNotIn("day", day.with_context(lang=ZH).display_name)

    def test_what_limits_say_is_read_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang(ZH)
        limit = self._limit(
            kind="sum", figure=1, outcome="warn", message="Only {figure} a month"
        )
        limit.with_context(lang=ZH).message = "每月仅 {figure} 天"
        leave = self._leave("2024-06-10", "2024-06-11")
        self.assertEqual(leave.cs_limit_text, "Only 1 a month")
        self.assertEqual(leave.with_context(lang=ZH).cs_limit_text, "每月仅 1 天")
        facts = self._task(leave).with_context(lang=ZH).facts
        self.assertIn("每月仅 1 天", dict(map(tuple, facts)).values())
        # it stays as it was written
        limit.message = "Never"
        limit.with_context(lang=ZH).message = "不可"
        leave.invalidate_recordset()
        self.assertEqual(leave.cs_limit_text, "Only 1 a month")
        self.assertEqual(leave.with_context(lang=ZH).cs_limit_text, "每月仅 1 天")

    def test_what_limits_said_is_told_later_while_they_still_say_it(self):
        limit = self._limit(
            kind="sum", figure=1, outcome="warn", message="Only {figure} a month"
        )
        leave = self._leave("2024-06-10", "2024-06-11")
        self.env["res.lang"]._activate_lang(ZH)
        limit.with_context(lang=ZH).message = "每月仅 {figure} 天"
        read = leave.sudo().with_context(lang=ZH)
        self.assertEqual(read.cs_limit_text, "Only 1 a month")
        leave.sudo()._flow_retell()
        self.assertEqual(read.cs_limit_text, "每月仅 1 天")
        limit.message = "At most {figure} a month"
        limit.with_context(lang=ZH).message = "每月至多 {figure} 天"
        leave.sudo()._flow_retell()
        self.assertEqual(read.cs_limit_text, "每月仅 1 天")

    def test_the_text_of_the_regulation_is_read_in_two_languages(self):
        self.env["res.lang"]._activate_lang(ZH)
        self.policy.note = "<p>Ask two days before.</p>"
        self.policy.update_field_translations(
            "note", {ZH: {"Ask two days before.": "请提前两天申请。"}}
        )
        self.assertIn("Ask two days", self.policy.note)
        self.assertIn("提前两天", self.policy.with_context(lang=ZH).note)

    def test_more_than_the_wage_is_deducted_only_for_absence(self):
        with self.assertRaises(ValidationError) as error:
            self.line.deduct_percent = 150
        self.assertIn("absence without leave", str(error.exception))
        absence = self._type("Absence", "absence", cs_is_absence=True)
        line = self._line(absence, deduct_percent=200)
        self.assertEqual(line.deduct_percent, 200)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            line.deduct_percent = 400
            self.env.flush_all()
