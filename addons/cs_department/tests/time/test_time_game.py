from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .packs import PackCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestGameCallCentre(PackCase):
    """The leave of the game call centre (S002-a): LV-01 to LV-07."""

    pack = "s002_a"

    def test_lv_01_level_by_level_and_the_slip_in_the_middle(self):
        leave = self._hours("personal", "2024-06-10", 9, 12)
        self.assertEqual(self._asked(leave), ["lead"])
        task = self._task(leave)
        with self.assertRaises(UserError):
            task.with_user(self.chief.user_id).action_approve()
        self._approve(leave, self.lead)
        self.assertEqual(self._asked(leave), ["supervisor"])
        self._approve(leave, self.supervisor)
        self.assertEqual(self._asked(leave), ["agent"])
        with self.assertRaises(UserError):  # the slip is empty
            self._approve(leave, self.agent)
        mine = leave.with_user(self.agent.user_id)
        mine.name = "Wedding of my sister"
        with self.assertRaises(UserError):
            mine.request_date_from = "2024-06-11"
        self._approve(leave, self.agent)
        self.assertEqual(self._asked(leave), ["chief"])
        with self.assertRaises(UserError):
            mine.name = "Something else"
        self._approve(leave, self.chief)
        self.assertEqual(leave.state, "validate")

    def test_lv_02_leader_hands_over_names_a_stand_in_and_a_number(self):
        values = {"employee": self.lead, "name": "Moving house"}
        handover = {
            "cs_handover_note": "Two new agents",
            "cs_stand_in_id": self.agent2.id,
            "cs_contact": "555 0100",
        }
        for missing in handover:
            given = {name: handover[name] for name in handover if name != missing}
            with self.subTest(missing), self.assertRaises(ValidationError):
                self._hours("personal", "2024-06-10", 9, 12, **given, **values)
        leave = self._hours("personal", "2024-06-10", 9, 12, **handover, **values)
        self.assertEqual(self._asked(leave), ["chief"])
        self.assertEqual(leave.flow_run_id.flow_id, self._ref("flow_leader"))
        self._approve(leave, self.chief)
        self.assertEqual(leave.state, "validate")

    def test_lv_03_tv_043_two_days_ahead_by_the_clock_or_by_date(self):
        limit = self._ref("limit_notice")
        with freeze_time("2024-06-10 08:59:00"):
            leave = self._hours("personal", "2024-06-12", 9, 12)
        self.assertTrue(leave)
        leave.with_user(self.agent.user_id)._action_user_cancel("again")
        with (
            freeze_time("2024-06-10 09:01:00"),
            self.assertRaises(ValidationError) as e,
        ):
            self._hours("personal", "2024-06-12", 9, 12)
        self.assertIn("Two days ahead", str(e.exception))
        limit.write({"notice_unit": "dates", "figure": 2})
        for moment in ("2024-06-10 08:59:00", "2024-06-10 09:01:00"):
            with freeze_time(moment):
                leave = self._hours("personal", "2024-06-12", 9, 12)
                self.assertTrue(leave)
                leave.with_user(self.agent.user_id)._action_user_cancel("again")

    def test_lv_03_manager_allows_a_late_application(self):
        self.env["cs.limit.override"].with_user(self.lead.user_id).create(
            {
                "limit_id": self._ref("limit_notice").id,
                "employee_id": self.agent.id,
                "date_from": "2024-06-04",
                "reason": "The child is ill",
            }
        )
        leave = self._hours("personal", "2024-06-04", 9, 12)
        self.assertIn("Two days ahead", leave.cs_limit_note)

    def test_lv_03_sick_leave_one_hour_before_the_shift(self):
        with freeze_time("2024-06-10 08:00:00"):
            self.assertTrue(self._hours("sick", "2024-06-10", 9, 12))
        with freeze_time("2024-06-11 08:01:00"), self.assertRaises(ValidationError):
            self._hours("sick", "2024-06-11", 9, 12)
        # the other reading: within the last hour
        self._ref("limit_notice_sick").operator = "le"
        with freeze_time("2024-06-11 08:01:00"):
            self.assertTrue(self._hours("sick", "2024-06-11", 9, 12))

    def test_lv_04_tv_044_leave_by_the_hour(self):
        leave = self._hours("personal", "2024-06-10", 9, 12)
        self.assertEqual(self._wage(leave), 75)
        leave = self._hours("personal", "2024-06-11", 9, 11.5)
        self.assertEqual(self._wage(leave), 75, "two hours and a half count as three")

    def test_lv_28_leave_costs_points_of_the_appraisal(self):
        personal = self._ask("personal", "2024-06-06", "2024-06-07")
        self.assertEqual(personal.cs_points, 6)
        sick = self._ask("sick", "2024-06-10", "2024-06-11")
        self.assertEqual(sick.cs_points, 0.6)
        lines = self.env["cs.leave.policy.line"]
        line = lines.search([("leave_type_id", "=", personal.holiday_status_id.id)])
        line.write({"points": 4, "points_per": "leave"})
        self.env.invalidate_all()
        self.assertEqual(personal.cs_points, 4)

    def test_lv_05_no_leave_on_festivals_but_with_the_manager(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat Festival",
                "date_from": "2024-06-10 00:00:00",
                "date_to": "2024-06-10 23:59:59",
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(ValidationError) as error:
            self._ask("personal", "2024-06-07", "2024-06-11")
        self.assertIn("Dragon Boat Festival", str(error.exception))
        override = {
            "limit_id": self._ref("limit_festivals").id,
            "employee_id": self.agent.id,
            "date_from": "2024-06-07",
            "date_to": "2024-06-11",
            "reason": "Wedding abroad",
        }
        overrides = self.env["cs.limit.override"]
        with self.assertRaises(UserError):
            overrides.with_user(self.lead.user_id).create(override)
        overrides.with_user(self.chief.user_id).create(override)
        self.assertTrue(self._ask("personal", "2024-06-07", "2024-06-11"))

    def test_lv_06_the_manager_on_site_decides_and_hr_is_told(self):
        leave = self._hours(
            "excuse",
            "2024-06-10",
            9,
            12,
            name="Doctor",
            cs_on_site_manager_id=self.lead2.user_id.id,
        )
        self.assertEqual(self._asked(leave), ["lead2"])
        self._approve(leave, self.lead2)
        self.assertEqual(leave.state, "validate")
        copies = leave.flow_run_id.task_ids.filtered(lambda task: task.kind == "notify")
        self.assertEqual(copies.user_id, self.hr.user_id)

    def test_lv_07_rg_07_no_personal_leave_in_probation(self):
        self.agent.version_id.cs_probation_end = "2024-06-30"
        with self.assertRaises(ValidationError) as error:
            self._hours("personal", "2024-06-10", 9, 12)
        self.assertIn("after the probation", str(error.exception))
        self.assertTrue(self._hours("personal", "2024-07-01", 9, 12))
        self.assertTrue(self._hours("sick", "2024-06-10", 9, 12))

    def test_lv_10_hard_block_without_exceptions(self):
        self._ref("limit_festivals").can_override = False
        with self.assertRaises(ValidationError):
            self.env["cs.limit.override"].with_user(self.chief.user_id).create(
                {
                    "limit_id": self._ref("limit_festivals").id,
                    "employee_id": self.agent.id,
                    "date_from": "2024-06-10",
                    "reason": "Please",
                }
            )
