from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .packs import PackCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestHospitalDesk(PackCase):
    """The leave of the hospital desk (S000-4), and rules of other sources."""

    pack = "s000_4"

    def _phone(self, user=None, called="2024-06-11 07:59:00", **values):
        with freeze_time("2024-06-11 09:00:00"):
            wizard = (
                self.env["cs.leave.emergency"]
                .with_user(user or self.lead.user_id)
                .create(
                    {
                        "employee_id": self.agent.id,
                        "leave_type_id": self._type_of("personal").id,
                        "called_at": called,
                        "date_from": "2024-06-10",
                        "date_to": "2024-06-11",
                    }
                    | values
                )
            )
            return self.env["hr.leave"].browse(wizard.action_record()["res_id"])

    def test_lv_11_one_rest_day_a_week_else_the_hospital_leaders(self):
        leave = self._ask("rest", "2024-06-12")
        self._approve(leave, self.lead)
        self.assertEqual(leave.state, "validate")
        second = self._ask("rest", "2024-06-14")
        self._approve(second, self.lead)
        self.assertEqual(self._asked(second), ["gm"])

    def test_lv_12_eight_types_each_with_its_own_chain(self):
        codes = [
            "personal",
            "sick",
            "marriage",
            "maternity",
            "bereavement",
            "comp",
            "paid",
            "injury",
        ]
        types = [self._type_of(code) for code in codes]
        self.assertEqual(len(set(types)), 8)
        own = self._flow("Injury", {"approver_kind": "manager", "level": 2})
        self._ref("line_injury").flow_id = own
        self.assertEqual(self._asked(self._ask("injury", "2024-06-12")), ["chief"])
        self.assertEqual(self._asked(self._ask("sick", "2024-06-13")), ["lead"])

    def test_lv_13_tv_045_phone_within_24_hours(self):
        self.calendar.attendance_ids.filtered(
            lambda line: line.day_period == "morning"
        ).hour_from = 8
        leave = self._phone()
        self.assertEqual(str(leave.cs_reported_at), "2024-06-11 07:59:00")
        self.assertEqual(leave.cs_reported_by_id, self.lead.user_id)
        self.assertEqual(leave.flow_run_id.requester_id, self.agent.user_id)
        self.assertEqual(self._asked(leave), ["lead"])
        leave.sudo().unlink()
        with self.assertRaises(ValidationError) as error:
            self._phone(called="2024-06-11 08:01:00")
        self.assertIn("Phone within 24 hours", str(error.exception))

    def test_lv_13_the_form_is_completed_on_the_day_of_return(self):
        leave = self._phone()
        self._approve(leave, self.lead)
        self.assertEqual(leave.state, "validate")
        self.assertEqual(leave.cs_paper_state, "due")
        self.assertEqual(str(leave.cs_paper_due), "2024-06-12 23:59:59")
        mine = leave.with_user(self.agent.user_id)
        with freeze_time("2024-06-12 09:00:00"):
            with self.assertRaises(UserError):
                mine.write({"request_date_to": "2024-06-14"})
            mine.write({"name": "Burst pipe"})
        self.assertEqual(leave.private_name, "Burst pipe")
        self.assertEqual(leave.cs_paper_state, "received")
        self._papers_cron("2024-06-13 00:00:01")
        self.assertEqual(leave.holiday_status_id, self._type_of("personal"))

    def test_lv_13_without_papers_it_becomes_absence(self):
        leave = self._phone()
        self._approve(leave, self.lead)
        self._papers_cron("2024-06-12 23:00:00")
        self.assertEqual(leave.holiday_status_id, self._type_of("personal"))
        self._papers_cron("2024-06-13 00:00:01")
        self.assertEqual(leave.holiday_status_id, self._type_of("absence"))
        self.assertEqual(leave.cs_paper_state, "overdue")
        with self.assertRaises(UserError):
            leave.with_user(self.agent.user_id).write({"name": "Too late"})

    def test_lv_13_only_leaders_and_hr_record_a_call(self):
        self.assertTrue(self._phone(self.hr.user_id))
        for user in (self.lead2.user_id, self.agent2.user_id, self.agent.user_id):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._phone(user, date_from="2024-06-12", date_to="2024-06-12")
        with self.assertRaises(UserError):
            self._phone(called="2024-06-12 08:00:00")

    def test_lv_22_no_approval_before_somebody_stands_in(self):
        self._ref("line_personal").stand_in = "decide"
        node = self.policy.flow_id.node_ids.filtered(lambda node: node.key == "head")
        node.open_fields = "cs_stand_in_id"
        self.policy.flow_id.action_publish()
        leave = self._ask("personal", "2024-06-12", name="Doctor")
        with self.assertRaises(ValidationError):
            self._approve(leave, self.lead)
        leave.with_user(self.lead.user_id).cs_stand_in_id = self.agent2
        self._approve(leave, self.lead)
        self.assertEqual(leave.state, "validate")

    def test_lv_23_leaving_the_post_needs_relief(self):
        relief = {"kind": "fill", "approver_kind": "field", "if_nobody": "skip"}
        flow = self._flow(
            "Leave the post",
            {"approver_kind": "manager", "level": 1},
            {**relief, "field_name": "cs_stand_in_id", "fallback_user_ids": False},
        )
        line = self._ref("line_personal")
        line.write({"flow_id": flow.id, "stand_in": "apply"})
        leave = self._ask(
            "personal", "2024-06-12", name="Dentist", cs_stand_in_id=self.agent2.id
        )
        self._approve(leave, self.lead)
        self.assertEqual(leave.state, "confirm", "waits for the relief")
        self._approve(leave, self.agent2)
        self.assertEqual(leave.state, "validate")

    def test_lv_25_peak_season_is_a_blackout_for_comp_rest(self):
        comp = self._type_of("comp")
        comp.requires_allocation = False
        self._limit(
            name="Peak season",
            kind="blackout",
            leave_type_ids=comp.ids,
            range_ids=[(0, 0, {"name": "Peak", "date_from": "2024-06-10"})],
        )
        with self.assertRaises(ValidationError):
            self._ask("comp", "2024-06-10")
        self.assertTrue(self._ask("comp", "2024-06-11"))

    def test_lv_26_monthly_rest_days_are_a_table_of_limits(self):
        rest = self._type_of("rest")
        self._ref("limit_rest").active = False
        for department, figure in ((self.calls, 2), (self.mail, 4)):
            self._limit(
                name=f"Rest days of {department.name}",
                kind="sum",
                figure=figure,
                leave_type_ids=rest.ids,
                department_ids=department.ids,
            )
        self._ask("rest", "2024-06-12", "2024-06-13")
        with self.assertRaises(ValidationError):
            self._ask("rest", "2024-06-20")

    def test_lv_29_long_leave_is_marked_for_the_pay_of_the_month(self):
        self.assertFalse(self._ref("line_maternity").prorates_month)
        with self.assertRaises(AccessError):
            self._ref("line_maternity").with_user(
                self.agent.user_id
            ).prorates_month = True
        self._ref("line_maternity").with_user(self.hr.user_id).prorates_month = True
