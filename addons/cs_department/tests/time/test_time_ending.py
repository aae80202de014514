from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.fields import Date
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeaveEnding(LeaveCase):
    def test_split_of_approved_and_of_waiting_leave(self):
        approved = self._leave("2024-06-10", "2024-06-14")
        self._approve(approved, self.lead, self.chief)
        part = approved._split_leaves(*self._dates("2024-06-12", "2024-06-13"))
        self.assertEqual((part.state, part.flow_state), ("validate", "approved"))
        self.assertEqual(part.flow_run_id, approved.flow_run_id)
        waiting = self._leave("2024-06-17", "2024-06-21")
        part = waiting._split_leaves(*self._dates("2024-06-19", "2024-06-20"))
        self.assertEqual((part.state, part.flow_state), ("confirm", "running"))
        self.assertNotEqual(part.flow_run_id, waiting.flow_run_id)

    def test_flows_outlive_the_kind_of_document_they_decided_about(self):
        """As when the module that brought the documents is uninstalled."""
        leave = self._leave("2024-06-10")
        self._approve(leave, self.lead)
        run, flow = leave.flow_run_id, self.flow
        events = run.event_ids.mapped("kind")
        kind = self.env["ir.model"]._get("hr.leave").sudo()
        kind.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()
        self.assertFalse(flow.active or flow.model_id)
        self.assertEqual(flow.res_model, "hr.leave")
        self.assertTrue(flow.version_id.graph["nodes"])
        self.assertEqual(run.event_ids.mapped("kind"), events)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            flow.active = True
            self.env.flush_all()

    def _dates(self, *texts):
        return [Date.to_date(text) for text in texts]

    def test_group_time_off_is_asked_for_and_replaces_others(self):
        waiting = self._leave("2024-06-10")
        approved = self._leave("2024-06-10", employee=self.agent2)
        self._approve(approved, self.lead, self.chief)
        wizard = (
            self.env["hr.leave.generate.multi.wizard"]
            .with_user(self.hr.user_id)
            .create(
                {
                    "name": "Closed",
                    "holiday_status_id": self.leave_type.id,
                    "employee_ids": [(6, 0, (self.agent + self.agent2).ids)],
                    "date_from": "2024-06-10",
                    "date_to": "2024-06-10",
                }
            )
        )
        action = wizard.action_generate_time_off()
        leaves = self.env["hr.leave"].search(action["domain"])
        self.assertEqual(leaves.mapped("flow_state"), ["running"] * 2)
        self.assertEqual((waiting.state, waiting.flow_state), ("refuse", "cancelled"))
        self.assertEqual((approved.state, approved.flow_state), ("refuse", "cancelled"))
        self.assertFalse(
            self.env["resource.calendar.leaves"].search(
                [("holiday_id", "in", leaves.ids)]
            )
        )
        self._approve(leaves[0], self.lead, self.chief)
        self.assertEqual(leaves[0].state, "validate")

    def test_new_public_holiday_reckons_again(self):
        approved = self._leave("2024-06-10", "2024-06-11")
        self._approve(approved, self.lead, self.chief)
        waiting = self._leave("2024-06-10", employee=self.agent2)
        self.env["resource.calendar.leaves"].with_user(self.hr.user_id).create(
            {
                "name": "Dragon Boat Festival",
                "date_from": "2024-06-10 00:00:00",
                "date_to": "2024-06-10 23:59:59",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(approved.number_of_days, 1)
        self.assertEqual(
            (approved.state, approved.flow_state), ("validate", "approved")
        )
        self.assertEqual((waiting.state, waiting.flow_state), ("confirm", "running"))

    def test_departure_ends_runs(self):
        waiting = self._leave("2024-06-17")
        run = waiting.flow_run_id
        approved = self._leave("2024-06-18")
        self._approve(approved, self.lead, self.chief)
        admin = self.env.ref("base.user_admin")
        refused = self._leave("2024-06-19")
        self._task(refused).with_user(self.lead.user_id).action_refuse("Too late")
        self.env["hr.departure.wizard"].with_user(admin).with_context(
            employee_termination=False
        ).create(
            {
                "employee_ids": [(6, 0, self.agent.ids)],
                "departure_date": "2024-06-14",
                "departure_reason_id": self.env.ref("hr.departure_resigned").id,
            }
        ).action_register_departure()
        self.assertFalse(waiting.exists() or refused.exists())
        self.assertEqual(run.state, "cancelled")
        self.assertEqual((approved.state, approved.flow_state), ("cancel", "cancelled"))

    def test_hr_sends_approved_leave_back_to_approval(self):
        leave = self._leave("2024-06-10")
        self._approve(leave, self.lead, self.chief)
        first_run = leave.flow_run_id
        with self.assertRaises(UserError):
            leave.with_user(self.lead.user_id).action_back_to_approval()
        self.assertFalse(leave.with_user(self.lead.user_id).can_back_to_approve)
        self.assertTrue(leave.with_user(self.hr.user_id).can_back_to_approve)
        leave.with_user(self.hr.user_id).action_back_to_approval()
        self.assertEqual((leave.state, leave.flow_state), ("confirm", "running"))
        self.assertNotEqual(leave.flow_run_id, first_run)
        self._approve(leave, self.lead, self.chief)
        self.assertEqual(leave.state, "validate")

    def _told(self, leave_type, approval):
        name = "leave_validation_type"
        return leave_type.onchange({name: approval}, [name], {name: {}})["warning"][
            "message"
        ]

    def test_hr_changes_the_approval_of_a_type_while_leave_waits(self):
        running = self._leave("2024-06-10")
        types = self.leave_type.with_user(self.hr.user_id)
        self.assertIn("(1) are still decided", self._told(types, "hr"))
        types.leave_validation_type = "hr"
        officer = running.with_user(self.hr.user_id)
        self.assertTrue(running.cs_is_flow)
        self.assertFalse(officer.can_approve or officer.can_validate)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            officer.action_approve()
        between = self._leave("2024-06-12")
        self.assertEqual((between.state, between.flow_state), ("confirm", "none"))
        self.assertIn("(1) do not enter", self._told(types, "flow"))
        types.leave_validation_type = "flow"
        with self.assertRaisesRegex(UserError, "press Submit"):
            between.with_user(self.hr.user_id).action_approve()
        runs = self.env["cs.flow.run"].with_user(self.hr.user_id)
        bar = runs.get_bar("hr.leave", between.id)
        self.assertTrue(bar["can"]["submit"])
        between.with_user(self.hr.user_id).action_submit()
        for leave in (running, between):
            self._approve(leave, self.lead, self.chief)
            self.assertEqual(leave.state, "validate")

    def test_without_the_module_types_go_back_to_the_officers(self):
        forget = self.leave_type._fields["leave_validation_type"].ondelete["flow"]
        forget(self.leave_type)
        self.assertEqual(self.leave_type.leave_validation_type, "hr")
