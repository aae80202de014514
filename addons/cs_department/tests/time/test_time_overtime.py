from datetime import datetime
from itertools import islice

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .overtime_common import OvertimeCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestOvertime(OvertimeCase):
    """Overtime from the form to the rest. Time stands at Monday, 3 June 2024, UTC."""

    def test_ot_07_approved_overtime_becomes_rest(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 22:00")
        self.assertRecordValues(
            overtime,
            [{"state": "asked", "asked_hours": 4, "counted_hours": 0, "is_pay": False}],
        )
        self.assertFalse(overtime.allocation_id)
        self.work(overtime)
        rest = overtime.allocation_id
        self.assertRecordValues(rest, [{"state": "validate", "number_of_days": 0.5}])
        self.assertEqual(rest.employee_id, self.agent)
        self.assertRecordValues(overtime, [{"state": "approved", "counted_hours": 4}])

    def test_ot_03_approved_before_the_work_it_counts_after_it(self):
        overtime = self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        ahead = {"state": "approved", "approved_hours": 4, "counted_hours": 0}
        self.assertRecordValues(overtime, [ahead | {"counted_at": False}])
        self.assertFalse(overtime.allocation_id, "no rest before the work")
        self.assertIn("once the work is over", overtime.explanation)
        for moment, counted in (("12:59", 0), ("13:01", 4)):
            with freeze_time(f"2024-06-08 {moment}:00"):
                self.env["cs.overtime"]._waiting()._settle_due()
            self.assertEqual(overtime.counted_hours, counted, moment)
        self.assertEqual(overtime.allocation_id.number_of_days, 0.5)
        self.assertNotIn("once the work is over", overtime.explanation)

    def test_ot_03_withdrawn_before_the_work_it_never_counts(self):
        overtime = self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        overtime._cancel()
        with freeze_time("2024-06-09 01:00:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
        self.assertRecordValues(overtime, [{"state": "cancelled", "counted_hours": 0}])
        self.assertFalse(overtime.allocation_id)

    def test_ot_03_hr_registers_after_the_work_how_long_it_was(self):
        overtime = self.approve(self.ask("2024-06-08 09:00", "2024-06-08 13:00"))
        with self.assertRaises(UserError):
            self.register(overtime, 3)
        with freeze_time("2024-06-08 14:00:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
            for hours in (5, -1):
                with self.subTest(hours=hours), self.assertRaises(UserError):
                    self.register(overtime, hours)
            with self.assertRaises(AccessError):
                self.register(overtime, 3, self.lead.user_id)
            self.register(overtime, 2)
            self.assertEqual((overtime.counted_hours, overtime.rest_left), (2, 2))
            self.register(overtime, 0)
            self.assertFalse(overtime.allocation_id)
            self.register(overtime, 3)
        self.assertEqual(overtime.registered_by_id, self.hr.user_id)
        self.assertEqual(overtime.allocation_id.number_of_days, 3 / 8)
        said = overtime.request_id.message_ids.mapped("body")
        self.assertEqual(sum("Shorter" in body for body in said), 3)
        span = self.agent, overtime.date, overtime.date
        totals = self.env["cs.fact"]._totals(*span)
        self.assertEqual(totals[self.agent.id, "overtime_rest", "hours"], 3)

    def test_ot_05_what_is_registered_changes_the_later_piece_of_the_day(self):
        self.policy.threshold_hours = 4
        first = self.approve(self.ask("2024-06-04 18:00", "2024-06-04 21:00"))
        second = self.work(self.ask("2024-06-04 21:00", "2024-06-04 23:00"))
        self.assertEqual((first.counted_hours, second.counted_hours), (0, 5))
        with freeze_time("2024-06-30 01:00:00"):
            self.register(first, 1)
        self.assertEqual((first.counted_hours, second.counted_hours), (0, 0))
        self.assertFalse(second.allocation_id)

    def test_ot_03_clock_times_that_come_later_count_again(self):
        self.policy.counts = "clocked"
        overtime = self.work(self.ask("2024-06-04 18:00", "2024-06-04 22:00"))
        self.assertEqual(overtime.counted_hours, 0)
        with freeze_time("2024-06-30 01:00:00"):
            clock = self.env["hr.attendance"].create(
                {
                    "employee_id": self.agent.id,
                    "check_in": "2024-06-04 17:00:00",
                    "check_out": "2024-06-04 21:00:00",
                }
            )
            self.assertEqual(overtime.counted_hours, 3)
            clock.check_out = "2024-06-04 20:00:00"
            self.assertEqual(overtime.counted_hours, 2)
            self.register(overtime, 1)
            clock.check_out = "2024-06-04 22:00:00"
        self.assertEqual(overtime.counted_hours, 1, "what HR registered stays")

    def test_ot_07_paid_overtime_gives_no_rest(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 22:00", paid=True)
        self.work(overtime)
        self.assertTrue(overtime.is_pay)
        self.assertFalse(overtime.allocation_id)

    def test_what_counts_becomes_a_fact_and_is_reversed(self):
        overtime = self.work(self.ask("2024-06-04 18:00", "2024-06-04 22:00"))
        span = self.agent, overtime.date, overtime.date
        facts, key = self.env["cs.fact"], (self.agent.id, "overtime_rest", "hours")
        self.assertEqual(facts._totals(*span)[key], 4)
        overtime._cancel()
        self.assertEqual(facts._totals(*span)[key], 0)

    def test_lv_25_rest_lapses_as_the_leave_policy_says(self):
        self.env["cs.leave.policy"].create(
            {
                "name": "Leave",
                "department_id": self.centre.id,
                "comp_expiry": "end_of_month",
                "comp_figure": 1,
            }
        )
        overtime = self.work(self.ask("2024-06-04 18:00", "2024-06-04 20:00"))
        self.assertEqual(str(overtime.rest_until), "2024-07-31")
        self.assertEqual((overtime.rest_left, overtime.is_lapsed), (2, False))
        with freeze_time("2024-06-30 01:00:00"):
            overtime.invalidate_recordset(["rest_left", "is_lapsed"])
            self.assertEqual(overtime.rest_left, 2)
        with freeze_time("2024-08-01 01:00:00"):
            overtime.invalidate_recordset(["rest_left", "is_lapsed"])
            self.assertEqual((overtime.rest_left, overtime.is_lapsed), (0, True))

    def test_tv_055_the_threshold_of_a_working_day(self):
        self.policy.threshold_hours = 4
        for mode, wanted in (("all", (0, 0, 5)), ("excess", (0, 0, 1))):
            self.policy.threshold_mode = mode
            for day, hours, counted in zip((4, 5, 6), (3, 4, 5), wanted, strict=True):
                with self.subTest(mode=mode, hours=hours):
                    overtime = self.ask(
                        f"2024-06-{day:02} 18:00", f"2024-06-{day:02} {18 + hours}:00"
                    )
                    self.work(overtime)
                    self.assertEqual(overtime.counted_hours, counted)
                    overtime._cancel()

    def test_ot_05_what_is_too_little_is_said_at_once_and_why(self):
        self.policy.write({"threshold_hours": 4, "threshold_operator": "lt"})
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 20:30")
        said = (
            "On a working day less than 04:00 h is no overtime: 02:30 h taken off, "
            "00:00 h left"
        )
        self.assertIn(said, overtime.warning_text)
        page = self.env["cs.request"].with_user(self.agent.user_id)
        notes = page.get_page(overtime.request_id.id)["request"]["notes"]
        self.assertEqual(notes, [said], "the requester reads it on the request")
        other = self.ask("2024-06-04 21:00", "2024-06-04 22:30")
        self.assertFalse(other.warning_text, "with the first it is enough")
        self.work(overtime)
        self.assertIn(said, overtime.explanation)
        old = overtime.with_context(lang="en_US")
        self.assertIn("02:00", old._step("day", 2.0), "as it was kept before")
        self.policy.write({"threshold_operator": "le", "threshold_mode": "excess"})
        overtime = self.ask("2024-06-05 18:00", "2024-06-05 23:00")
        said = "up to 04:00 h is no overtime: 04:00 h"
        self.assertIn(said, overtime.warning_text)
        request = overtime.request_id
        card = dict(request._flow_summary()[request.id])
        self.assertIn(said, card["To be noted"])

    def test_ot_05_two_pieces_of_a_day_count_as_one(self):
        self.policy.threshold_hours = 4
        first = self.work(self.ask("2024-06-04 18:00", "2024-06-04 21:00"))
        second = self.work(self.ask("2024-06-04 21:00", "2024-06-04 23:00"))
        self.assertEqual((first.counted_hours, second.counted_hours), (0, 5))

    def test_ot_05_a_rest_day_has_no_threshold(self):
        self.policy.threshold_hours = 4
        overtime = self.work(self.ask("2024-06-08 09:00", "2024-06-08 11:00"))
        self.assertRecordValues(
            overtime, [{"day_kind": "rest_day", "counted_hours": 2}]
        )

    def test_a_holiday_is_worth_what_the_policy_says(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Festival",
                "date_from": "2024-06-10 00:00:00",
                "date_to": "2024-06-10 23:59:59",
                "company_id": self.company.id,
            }
        )
        self.policy.write({"holiday_percent": 300, "rest_follows_percent": True})
        overtime = self.work(self.ask("2024-06-10 09:00", "2024-06-10 13:00"))
        self.assertRecordValues(
            overtime,
            [{"day_kind": "holiday", "counted_hours": 4, "worth_hours": 12}],
        )
        self.assertEqual(overtime.allocation_id.number_of_days, 1.5)
        self.assertIn("12:00", overtime.explanation)

    def test_tv_056_a_month_counts_at_most_its_cap(self):
        self.limit()
        counted = []
        for day, hours in ((8, 23), (9, 12.5), (15, 0.5), (16, 4)):
            stop = datetime(2024, 6, day, 0, 30)
            stop = stop.replace(hour=int(hours), minute=30 + int(hours % 1 * 60) - 30)
            overtime = self.ask(f"2024-06-{day:02} 00:00", stop.strftime("%F %H:%M"))
            counted.append(self.work(overtime).counted_hours)
        self.assertEqual(counted, [23, 12.5, 0.5, 0])
        self.assertIn("Within the limits", overtime.explanation)

    def test_ot_06_what_others_still_wait_for_takes_nothing_from_the_cap(self):
        self.limit()
        self.ask("2024-06-08 00:00", "2024-06-08 20:00")
        second = self.ask("2024-06-09 00:00", "2024-06-09 20:00")
        self.assertEqual(self.work(second).counted_hours, 20)

    def test_ot_06_the_requester_is_warned_near_the_cap(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.limit(warn_from=30)
        overtime = self.ask("2024-06-08 00:00", "2024-06-09 07:00")
        self.assertIn("hours", overtime.warning_text)
        told = overtime.with_context(lang="zh_CN").warning_text
        self.assertIn("小时", told)
        self.assertNotIn("hours", told)
        self.assertEqual(overtime.state, "asked")

    def test_ot_08_little_rest_before_a_shift_is_a_warning(self):
        kind = self.env["cs.shift.type"].create(
            {"name": "Early", "code": "EA", "tz": "UTC", "start_hour": 6}
        )
        roster = self.env["cs.roster"].create(
            {
                "department_id": self.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )
        self.env["cs.shift"].create(
            [
                {
                    "roster_id": roster.id,
                    "employee_id": self.agent.id,
                    "type_id": kind.id,
                    "date": f"2024-06-0{day}",
                }
                for day in (5, 7)
            ]
        )
        roster._publish()
        said = "Less than the wanted rest"
        late = ("2024-06-04 18:00", "2024-06-04 21:00")
        self.assertNotIn(said, self.ask(*late).warning or "", "0 asks nothing")
        self.policy.min_rest_hours = 10
        late = ("2024-06-06 18:00", "2024-06-06 21:00")
        self.assertIn(said, self.ask(*late).warning or "")
        self.policy.min_rest_hours = 8
        late = ("2024-06-06 21:00", "2024-06-06 21:30")
        self.assertNotIn(said, self.ask(*late).warning or "", "8.5 hours are left")

    def test_tv_057_only_an_emergency_is_filed_afterwards(self):
        with self.assertRaises(ValidationError) as error:
            self.ask("2024-06-02 09:00", "2024-06-02 12:00")
        self.assertIn("before the work", str(error.exception))
        late = self.ask("2024-06-02 09:00", "2024-06-02 12:00", kind="emergency")
        self.assertRecordValues(late, [{"is_later": True, "is_emergency": True}])

    def test_tv_058_seven_months_of_pregnancy_protect(self):
        period = self.env["cs.protected.period"].create(
            {"employee_id": self.agent.id, "date_from": "2023-12-04"}
        )
        self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        period.date_from = "2023-11-01"
        with self.assertRaises(ValidationError) as error:
            self.ask("2024-06-05 18:00", "2024-06-05 20:00")
        self.assertNotIn("regnan", str(error.exception))

    def test_ot_09_each_day_of_a_batch_is_looked_at(self):
        self.env["cs.protected.period"].create(
            {
                "employee_id": self.agent.id,
                "kind": "nursing",
                "date_from": "2024-06-01",
                "date_to": "2024-06-05",
            }
        )
        model = self.env["cs.request"].with_user(self.agent.user_id)
        requests = model.browse()
        for day in (4, 8):
            given = {
                "kind": "planned",
                "start": f"2024-06-0{day} 18:00:00",
                "end": f"2024-06-0{day} 20:00:00",
            }
            answer = model.save_page(None, self.form.id, given, False)
            requests += model.browse(answer["request_id"])
        with self.assertRaises(ValidationError):
            requests.action_submit()

    def test_the_same_hours_are_asked_for_once(self):
        first = self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        with self.assertRaisesRegex(ValidationError, "already"):
            self.ask("2024-06-04 19:00", "2024-06-04 21:00")
        self.ask("2024-06-04 20:00", "2024-06-04 21:00")
        self.ask("2024-06-04 18:00", "2024-06-04 20:00", employee=self.agent2)
        first.request_id.with_user(self.agent.user_id).action_withdraw()
        self.ask("2024-06-04 18:00", "2024-06-04 20:00")

    def test_overtime_whose_rest_was_refused_can_be_taken_back(self):
        overtime = self.work(self.ask("2024-06-04 18:00", "2024-06-04 20:00"))
        overtime.allocation_id.action_refuse()
        overtime._cancel()
        self.assertEqual((overtime.state, overtime.counted_hours), ("cancelled", 0))

    def test_ot_01_roles_that_commission_pays_have_none(self):
        self.policy.excluded_role_ids = self.duty
        self._assign(self.agent, role=self.duty)
        with self.assertRaises(ValidationError):
            self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        self.ask("2024-06-04 18:00", "2024-06-04 20:00", employee=self.agent2)

    def test_ot_03_only_what_was_clocked_counts_where_the_policy_says_so(self):
        self.policy.counts = "clocked"
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 22:00")
        self.env["hr.attendance"].create(
            {
                "employee_id": self.agent.id,
                "check_in": "2024-06-04 09:00:00",
                "check_out": "2024-06-04 20:30:00",
            }
        )
        self.assertEqual(self.work(overtime).counted_hours, 2.5)

    def test_a_step_may_correct_the_hours(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 22:00")
        self.work(overtime, actual=3)
        self.assertRecordValues(
            overtime, [{"asked_hours": 4, "approved_hours": 3, "counted_hours": 3}]
        )

    def test_refused_and_withdrawn_overtime_counts_nothing(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        task = overtime.request_id.flow_run_id.task_ids
        task.with_user(self.lead.user_id).action_refuse("No")
        self.assertEqual(overtime.state, "cancelled")
        second = self.ask("2024-06-05 18:00", "2024-06-05 20:00")
        second.request_id.with_user(self.agent.user_id).action_withdraw()
        self.assertEqual(second.state, "cancelled")

    def test_returned_overtime_is_entered_anew_however_it_is_sent_again(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        request = overtime.request_id.with_user(self.agent.user_id)
        run = request.flow_run_id
        task = run.sudo().task_ids.with_user(self.lead.user_id)
        task.action_return(None, "How long?")
        request.write({"properties": {"end": "2024-06-04 17:00:00"}})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            run.action_resubmit()
        request.write({"properties": {"end": "2024-06-04 21:00:00"}})
        run.action_resubmit()
        self.assertEqual((overtime.asked_hours, overtime.state), (3, "asked"))

    def test_times_that_are_none_are_refused_in_a_sentence(self):
        for first, last in (
            ("2024-06-04 20:00", "2024-06-04 18:00"),
            ("2024-06-04 18:00", "2024-06-04 18:00"),
            ("2024-06-04 18:00", "2024-06-09 18:00"),
        ):
            with self.subTest(last=last), self.assertRaises(UserError):
                self.ask(first, last)
        self.assertFalse(
            self.env["cs.overtime"].search([("employee_id", "=", self.agent.id)])
        )

    def test_a_line_with_a_wrong_expression_is_refused(self):
        for name, text in (
            ("hours", "strat - 3"),
            ("is_pay", "actual"),
            ("start", "kind"),
        ):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self.line.write({name: text})

    def test_nobody_writes_overtime_and_everybody_sees_what_is_his(self):
        overtime = self.ask("2024-06-04 18:00", "2024-06-04 20:00")
        rows = self.env["cs.overtime"]
        domain = [("id", "=", overtime.id)]
        seen = {
            user.login: rows.with_user(user).search_count(domain)
            for user in (
                self.agent.user_id,
                self.agent2.user_id,
                self.lead.user_id,
                self.lead2.user_id,
                self.hr.user_id,
                self.auditor,
            )
        }
        self.assertEqual(
            seen,
            {"agent": 1, "agent2": 0, "lead": 1, "lead2": 0, "hr": 1, "auditor": 1},
        )
        for user in (self.agent.user_id, self.lead.user_id, self.hr.user_id):
            with self.assertRaises(AccessError):
                overtime.with_user(user).write({"counted_hours": 8})
            with self.assertRaises(AccessError):
                overtime.with_user(user).unlink()

    def test_where_the_answers_stand_is_said_by_the_labels_of_the_form(self):
        said = "an emergency if Kind = Emergency and paid if Paid"
        self.assertEqual(self.line.says, said)
        self.line.is_emergency = self.line.is_pay = False
        self.assertFalse(self.line.says)

    def test_protected_periods_are_for_hr_alone(self):
        period = self.env["cs.protected.period"].create(
            {"employee_id": self.agent.id, "date_from": "2023-11-01"}
        )
        for user in (self.agent.user_id, self.lead.user_id, self.auditor):
            with self.assertRaises(AccessError):
                period.with_user(user).read(["kind"])
        period.with_user(self.hr.user_id).read(["kind"])

    def test_queries_do_not_grow_with_the_batch(self):
        days = (f"2024-0{7 + n // 20}-{1 + n % 20:02}" for n in range(40))

        def count(number):
            rows = self.env["cs.request"]
            model = rows.with_user(self.agent.user_id)
            for day in islice(days, number):
                given = {
                    "kind": "planned",
                    "start": f"{day} 18:00:00",
                    "end": f"{day} 20:00:00",
                }
                answer = model.save_page(None, self.form.id, given)
                rows |= rows.browse(answer["request_id"])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.overtime"]._ask(rows)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertLessEqual(count(20), count(1) + 2)
