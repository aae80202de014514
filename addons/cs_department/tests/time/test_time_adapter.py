from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeaveAdapter(LeaveCase):
    def test_filing_starts_the_flow_and_approval_changes_the_calendar(self):
        leave = self._leave("2024-06-10", "2024-06-11")
        self.assertEqual((leave.state, leave.flow_state), ("confirm", "running"))
        self.assertEqual(self._asked(leave), ["lead"])
        self._approve(leave, self.lead, self.chief)
        self.assertEqual((leave.state, leave.flow_state), ("validate", "approved"))
        absence = self.env["resource.calendar.leaves"].search(
            [("holiday_id", "=", leave.id)]
        )
        self.assertEqual(len(absence), 1)
        self.assertEqual(leave.first_approver_id, self.chief)
        self.assertFalse(leave.activity_ids)

    def test_a_form_opens_before_the_employee_is_known(self):
        leave = self.env["hr.leave"].new({"employee_id": False})
        self.assertFalse(leave.cs_deduction)
        self.assertFalse(leave.cs_points)

    def test_the_card_of_the_approver_shows_the_facts(self):
        leave = self._leave("2024-06-10", "2024-06-11")
        facts = dict(leave.flow_run_id.task_ids[:1].summary)
        self.assertEqual(facts["Type"], "Personal leave")
        self.assertTrue(facts["Dates"] and facts["Duration"])

    def test_balance_of_an_allocation_changes(self):
        annual = self._type("Annual", "annual", requires_allocation=True)
        self._line(annual)
        self.env["hr.leave.allocation"].create(
            {
                "name": "2024",
                "holiday_status_id": annual.id,
                "employee_id": self.agent.id,
                "number_of_days": 5,
                "date_from": "2024-01-01",
            }
        ).action_approve()
        leave = self._leave("2024-06-10", "2024-06-11", holiday_status_id=annual.id)

        def left():
            return annual.get_allocation_data(self.agent)[self.agent][0][1]

        self.assertEqual(left()["remaining_leaves"], 5)
        self.assertEqual(left()["virtual_remaining_leaves"], 3)
        self._approve(leave, self.lead, self.chief)
        self.assertEqual(left()["remaining_leaves"], 3)

    def test_refusal_and_withdrawal(self):
        leave = self._leave("2024-06-10")
        self._task(leave).with_user(self.lead.user_id).action_refuse("Too few people")
        self.assertEqual((leave.state, leave.flow_state), ("refuse", "refused"))
        leave = self._leave("2024-06-11")
        mine = leave.with_user(self.agent.user_id)
        self.assertTrue(mine.can_cancel)
        self.env["hr.holidays.cancel.leave"].with_user(self.agent.user_id).create(
            {"leave_id": leave.id, "reason": "Not needed"}
        ).action_cancel_leave()
        self.assertEqual((leave.state, leave.flow_state), ("cancel", "withdrawn"))
        self.assertFalse(self._task(leave))

    def test_returned_leave_is_corrected_and_sent_again(self):
        leave = self._leave("2024-06-10")
        self._task(leave).with_user(self.lead.user_id).action_return(comment="Tuesday?")
        self.assertEqual((leave.state, leave.flow_state), ("confirm", "returned"))
        mine = leave.with_user(self.agent.user_id)
        mine.write({"request_date_from": "2024-06-11", "request_date_to": "2024-06-11"})
        mine.action_submit()
        self.assertEqual(leave.flow_state, "running")
        self._approve(leave, self.lead, self.chief)
        self.assertEqual(leave.state, "validate")
        self.assertEqual(str(leave.request_date_from), "2024-06-11")

    def test_returned_leave_is_changed_by_its_person_alone(self):
        self.agent.leave_manager_id = self.lead2.user_id
        leave = self._leave("2024-06-10", name="Wedding")
        self._task(leave).with_user(self.lead.user_id).action_return(comment="Tuesday?")
        before = leave.flow_run_id.title
        for user in (self.lead2.user_id, self.hr.user_id):
            theirs = leave.with_user(user)
            self.assertTrue(theirs.has_access("write") and theirs.cs_is_locked)
            for vals in (
                {"request_date_from": "2024-06-12", "request_date_to": "2024-06-12"},
                {"name": "Another reason"},
            ):
                with self.assertRaises(UserError) as error:
                    theirs.write(vals)
                self.assertIn("went back to agent", str(error.exception))
        mine = leave.with_user(self.agent.user_id)
        self.assertFalse(mine.cs_is_locked)
        mine.write({"request_date_from": "2024-06-11", "request_date_to": "2024-06-11"})
        run = mine.flow_run_id
        self.assertNotEqual(run.title, before)
        self.assertEqual(run.get_bar("hr.leave", leave.id)["subject"], run.title)
        self.assertIn(leave._cs_dates(), run.title)

    def test_running_leave_is_locked_but_for_its_papers(self):
        mine = self._leave("2024-06-10").with_user(self.agent.user_id)
        with self.assertRaises(UserError):
            mine.write({"request_date_to": "2024-06-12"})
        with self.assertRaises(UserError):
            mine.write({"name": "Another reason"})
        attachment = (
            self.env["ir.attachment"]
            .with_user(self.agent.user_id)
            .create(
                {
                    "name": "note.txt",
                    "raw": b"flu",
                    "res_model": "hr.leave",
                    "res_id": mine.id,
                }
            )
        )
        mine.supported_attachment_ids = [(4, attachment.id)]
        self.assertEqual(mine.attachment_ids, attachment)

    def test_core_buttons_are_closed_for_hr_and_the_time_off_manager(self):
        self.agent.leave_manager_id = self.lead2.user_id
        leave = self._leave("2024-06-10")
        for user in (
            self.hr.user_id,
            self.lead2.user_id,
            self.env.ref("base.user_admin"),
        ):
            theirs = leave.with_user(user)
            self.assertFalse(
                theirs.can_approve or theirs.can_validate or theirs.can_refuse
            )
            fast = theirs.with_context(leave_fast_create=True)
            for attack, *arguments in (
                (theirs.action_approve,),
                (theirs.action_approve, False),
                (theirs.action_refuse,),
                (theirs.write, {"state": "validate"}),
                (fast.write, {"state": "validate"}),
                (theirs.write, {"flow_state": "approved"}),
                (theirs.write, {"cs_reported_at": "2024-01-01 00:00:00"}),
            ):
                with self.assertRaises(UserError):
                    attack(*arguments)
        self.assertEqual((leave.state, leave.flow_state), ("confirm", "running"))

    def test_leave_cannot_be_created_as_decided(self):
        values = {
            "employee_id": self.agent.id,
            "holiday_status_id": self.leave_type.id,
            "request_date_from": "2024-06-10",
            "request_date_to": "2024-06-10",
        }
        for user in (self.agent.user_id, self.hr.user_id):
            for forged in (
                {"state": "validate"},
                {"flow_state": "approved"},
                {"cs_is_emergency": True},
                {"cs_reported_at": "2024-01-01 00:00:00"},
            ):
                for context in ({}, {"leave_fast_create": True}):
                    leaves = (
                        self.env["hr.leave"].with_user(user).with_context(**context)
                    )
                    with self.assertRaises(UserError):
                        leaves.create(values | forged)
                    with self.assertRaises(UserError):
                        defaults = {f"default_{n}": v for n, v in forged.items()}
                        leaves.with_context(**defaults).create(dict(values))

    def test_stock_types_behave_as_before(self):
        stock = self.env["hr.leave.type"].create(
            {
                "name": "Stock",
                "leave_validation_type": "hr",
                "requires_allocation": False,
                "company_id": self.company.id,
            }
        )
        self._limit(kind="size", figure=0)
        leave = self._leave("2024-06-10", holiday_status_id=stock.id)
        self.assertEqual((leave.state, leave.flow_state), ("confirm", "none"))
        leave.with_user(self.hr.user_id).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_approver_without_hr_rights_reads_what_he_decides(self):
        leave = self._leave("2024-06-10", name="Wedding")
        theirs = leave.with_user(self.lead.user_id)
        self.assertEqual(theirs.name, "Wedding")
        self.assertEqual(theirs.employee_id.name, "agent")
        self.assertEqual(leave.with_user(self.agent2.user_id).sudo().name, "*****")
        self._approve(leave, self.lead)
        self.assertEqual(leave.with_user(self.chief.user_id).name, "Wedding")
        stranger = leave.with_user(self.agent3.user_id)
        with self.assertRaises(AccessError):
            stranger.read(["state"])
        self.assertTrue(leave.with_user(self.auditor).read(["state"]))

    def test_approved_leave_may_be_cancelled_until_it_begins(self):
        leave = self._leave("2024-06-10")
        self._approve(leave, self.lead, self.chief)
        mine = leave.with_user(self.agent.user_id)
        self.assertTrue(mine.can_cancel)
        mine._action_user_cancel("Trip is off")
        self.assertEqual((leave.state, leave.flow_state), ("cancel", "cancelled"))
        event = leave.flow_run_id.event_ids.sorted("sequence")[-1]
        self.assertEqual((event.kind, event.comment), ("revoked", "Trip is off"))
        self.assertFalse(leave.flow_run_id.action_verify_log())

    @freeze_time("2024-06-10 12:00:00")
    def test_begun_leave_is_not_cancelled_by_its_employee(self):
        with freeze_time("2024-06-03 01:00:00"):
            leave = self._leave("2024-06-10")
            self._approve(leave, self.lead, self.chief)
        self.assertFalse(leave.with_user(self.agent.user_id).can_cancel)

    def test_deleting_a_request_ends_its_run(self):
        leave = self._leave("2024-06-10")
        run = leave.flow_run_id
        leave.with_user(self.agent.user_id).unlink()
        self.assertEqual(run.state, "cancelled")
        self.assertEqual(len(run.event_ids), 2)
        leave = self._leave("2024-06-10")
        self._approve(leave, self.lead)
        with self.assertRaises(UserError):
            leave.with_user(self.agent.user_id).unlink()
        self._approve(leave, self.chief)
        with self.assertRaises(UserError):
            leave.with_user(self.hr.user_id).unlink()

    def test_hourly_leave(self):
        hourly = self._type("Hourly", "hourly", request_unit="hour")
        self._line(hourly)
        leave = self._leave(
            "2024-06-10",
            holiday_status_id=hourly.id,
            request_hour_from=9,
            request_hour_to=12,
        )
        self.assertEqual(leave.number_of_hours, 3)
        self._approve(leave, self.lead, self.chief)
        self.assertEqual(leave.state, "validate")

    def test_lv_04_minutes_count_as_a_whole_hour(self):
        hourly = self._type("Hourly", "hourly", request_unit="hour")
        line = self._line(hourly, step=1)
        filed = {
            "holiday_status_id": hourly.id,
            "request_hour_from": 9,
            "request_hour_to": 9.1,
        }
        leave = self._leave("2024-06-10", **filed)
        self.assertEqual((leave.number_of_hours, leave.number_of_days), (1, 0.125))
        self.assertEqual(leave._cs_amounts()[leave.id], (0.125, 1))
        self.assertEqual(leave._flow_facts()[leave.id]["hours"], 1)
        self.assertIn("1:00", leave.duration_display)
        line.minimum = 1.5
        leave = self._leave("2024-06-11", **filed)
        self.assertEqual(leave.number_of_hours, 1.5)
        self.assertEqual(leave._cs_amounts()[leave.id][1], 1.5)
        line.write({"rounding": "down", "minimum": 0})
        with self.assertRaises(ValidationError):
            self._leave("2024-06-12", **filed)
        line.step = 0
        leave = self._leave("2024-06-13", **filed)
        self.assertAlmostEqual(leave.number_of_hours, 0.1)
