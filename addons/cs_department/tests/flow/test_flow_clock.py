from datetime import datetime
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import FlowCase

CLOCK = "odoo.addons.cs_department.models.flow.flow_clock"
#: a Friday, 15:00 in the office; the office works 9-12 and 13-18, Monday to Friday
FRIDAY = "2026-03-20 15:00:00"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestFlowClock(FlowCase):
    """Time limits run in the working hours of the person asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hours = [(9, 12, "morning"), (13, 18, "afternoon")]
        cls.office = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{day} {period}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": stop,
                            "day_period": period,
                        }
                    )
                    for day in range(5)
                    for start, stop, period in hours
                ],
            }
        )
        cls.company.resource_calendar_id = cls.office
        for user in cls.leader + cls.supervisor + cls.manager + cls.agent:
            user.employee_id.resource_calendar_id = cls.office
            user.employee_id.resource_id.tz = "UTC"

    def _limited(self, action, hours=4, **values):
        node = {"key": "one", "limit_hours": hours, "limit_action": action} | values
        self._flow(self._by(self.leader, **node), self._by(self.manager, key="two"))
        return self._submit()

    def _pass_time(self, moment):
        """Let the cron run at a later moment."""
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("cs_department.cron_cs_flow_due").method_direct_trigger()
        self.env.invalidate_all()

    def _deadline(self, document, user=None):
        tasks = self._tasks(document)
        return tasks.filtered(lambda t: not user or t.user_id == user).deadline

    # ---- when

    def test_a_limit_passes_the_weekend(self):
        document = self._limited("remind", 4)
        # three hours are left on Friday, one on Monday
        self.assertEqual(self._deadline(document), datetime(2026, 3, 23, 10))

    def test_a_limit_passes_the_night_and_noon(self):
        with freeze_time("2026-03-18 17:00:00"):
            document = self._limited("remind", 5)
            self.assertEqual(self._deadline(document), datetime(2026, 3, 19, 14))

    def test_a_limit_passes_the_time_off_of_the_person(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "off",
                "calendar_id": self.office.id,
                "resource_id": self.leader.employee_id.resource_id.id,
                "date_from": "2026-03-23 00:00:00",
                "date_to": "2026-03-24 23:59:59",
            }
        )
        document = self._limited("remind", 4)
        self.assertEqual(self._deadline(document), datetime(2026, 3, 25, 10))

    def test_without_working_time_the_clock_counts(self):
        self.leader.employee_id.resource_calendar_id = False
        document = self._limited("remind", 4)
        self.assertEqual(self._deadline(document), datetime(2026, 3, 20, 19))

    def test_a_shared_task_runs_in_the_hours_of_the_company(self):
        role = self.env["cs.role"].create({"name": "Desk", "code": "desk"})
        for user in self.leader + self.supervisor:
            self.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )
        self._flow(
            {"approver_kind": "role", "role_id": role.id, "limit_hours": 4}, pool_size=1
        )
        self.assertEqual(self._deadline(self._submit()), datetime(2026, 3, 23, 10))

    def test_the_one_who_signs_next_gets_his_own_limit(self):
        users = self.supervisor + self.leader
        self._flow(self._by(*users, sign_mode="in_turn", limit_hours=1))
        document = self._submit()
        with freeze_time("2026-03-23 10:00:00"):
            self._approve(document, self.supervisor)
            deadline = self._deadline(document, self.leader)
        self.assertEqual(deadline, datetime(2026, 3, 23, 11))

    def test_who_waits_for_an_opinion_is_given_new_time(self):
        document = self._limited("refuse", 2)
        task = self._tasks(document)
        task.with_user(self.leader).action_delegate(self.supervisor.id)
        self.assertFalse(task.deadline)
        with freeze_time("2026-03-23 10:00:00"):
            self._approve(document, self.supervisor)
        self.assertEqual(self._deadline(document), datetime(2026, 3, 23, 12))

    # ---- what happens then

    def test_remind(self):
        document = self._limited("remind")
        self._pass_time("2026-03-23 09:59:00")
        self.assertEqual(len(document.flow_run_id.event_ids), 1)
        self._pass_time("2026-03-23 10:00:00")
        self.assertAsked(document, self.leader)
        self.assertEqual(document.flow_run_id.event_ids[-1].kind, "reminded")
        self.assertEqual(self._deadline(document), datetime(2026, 3, 23, 15))

    def test_escalate_goes_up_one_by_one(self):
        document = self._limited("escalate", 2)
        self._pass_time("2026-03-20 17:00:00")
        self.assertAsked(document, self.supervisor)
        self.assertEqual(self._deadline(document), datetime(2026, 3, 23, 10))
        self._pass_time("2026-03-23 10:00:00")
        self.assertAsked(document, self.manager)
        self._pass_time("2026-03-23 12:00:00")
        # nobody is above: the last one is reminded
        self.assertAsked(document, self.manager)
        kinds = document.flow_run_id.event_ids.mapped("kind")
        self.assertEqual(kinds, ["submitted", "escalated", "escalated", "reminded"])
        old = self._tasks(document, "transferred")[0]
        with self.assertRaises(UserError):
            old.with_user(self.leader).action_approve()

    def test_escalation_passes_those_who_may_not_decide(self):
        self._flow(
            self._by(self.leader, limit_hours=1, limit_action="escalate"),
            no_beneficiary=True,
        )
        document = self._submit(self.agent)
        self.assertAsked(document, self.leader)
        self.team.manager_id = self.leader.employee_id
        self.floor.manager_id = self.agent.employee_id
        self._pass_time("2026-03-23 12:00:00")
        self.assertAsked(document, self.manager)

    def test_approve_and_refuse_by_the_clock(self):
        document = self._limited("approve")
        self._pass_time("2026-03-23 10:00:00")
        self.assertAsked(document, self.manager)
        first = document.flow_run_id.task_ids.sorted("number")[0]
        self.assertEqual((first.state, first.done_by_id.id), ("approved", False))
        event = document.flow_run_id.event_ids[-1]
        self.assertEqual((event.kind, event.actor_id.id), ("timed_out", False))
        self.assertEqual(event.on_behalf_of_id, self.leader)

    def test_refuse_by_the_clock(self):
        document = self._limited("refuse")
        self._pass_time("2026-03-23 10:00:00")
        self.assertEqual(document.flow_state, "refused")
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    def test_return_by_the_clock(self):
        document = self._limited("return")
        self._pass_time("2026-03-23 10:00:00")
        self.assertEqual((document.flow_state, document.state), ("returned", "back"))
        self.assertFalse(self._tasks(document))

    def test_an_opinion_that_never_comes_gives_the_task_back(self):
        document = self._limited("approve", 2)
        self._tasks(document).with_user(self.leader).action_delegate(self.supervisor.id)
        self._pass_time("2026-03-23 12:00:00")
        self.assertAsked(document, self.leader)

    def test_one_of_several_signatures(self):
        users = self.leader + self.supervisor
        node = self._by(*users, sign_mode="all", limit_hours=1, limit_action="approve")
        self._flow(node)
        document = self._submit()
        self._approve(document, self.leader)
        self._pass_time("2026-03-23 12:00:00")
        self.assertEqual(document.flow_state, "approved")

    def test_a_returned_document_has_no_limit_running(self):
        document = self._limited("refuse")
        self._tasks(document).with_user(self.leader).action_return(None, "more")
        self._pass_time("2026-03-30 10:00:00")
        self.assertEqual(document.flow_state, "returned")

    # ---- waits

    def test_a_wait_ends_by_the_clock(self):
        self._flow(
            {"kind": "wait", "key": "w", "wait_hours": 24}, self._by(self.leader)
        )
        document = self._submit()
        self.assertFalse(self._tasks(document))
        self._pass_time("2026-03-21 14:59:00")
        self.assertFalse(self._tasks(document))
        self._pass_time("2026-03-21 15:00:00")
        self.assertAsked(document, self.leader)

    def test_a_wait_for_a_field(self):
        wait = {"kind": "wait", "key": "w", "wait_field": "until", "wait_hours": 2}
        self._flow(wait, self._by(self.leader))
        document = self._submit(until="2026-03-21 08:00:00")
        self._pass_time("2026-03-21 10:00:00")
        self.assertAsked(document, self.leader)
        self.assertAsked(self._submit(until="2026-03-20 08:00:00"), self.leader)
        self.assertAsked(self._submit(), self.leader)

    def test_a_wait_for_the_end_of_time(self):
        wait = {"kind": "wait", "key": "w", "wait_field": "until", "wait_hours": 9}
        self._flow(wait, self._by(self.leader))
        document = self._submit(until="9999-12-31 23:59:59")
        self.assertFalse(self._tasks(document))

    # ---- the cron goes on

    def test_a_failing_task_does_not_stop_the_others(self):
        documents = [self._limited("approve", 1)]
        documents += [self._submit() for _number in range(2)]
        bad = self._tasks(documents[0])
        decide = type(bad)._limit_decide

        def fails(tasks, batch, motion, held, decision):
            if held.id == bad.id:
                raise self.error
            return decide(tasks, batch, motion, held, decision)

        for self.error, level in ((UserError("No, says it."), 0), (KeyError("x"), 1)):
            with (
                patch.object(type(bad), "_limit_decide", fails),
                mute_logger(CLOCK if level else "nothing"),
            ):
                self._pass_time("2026-03-23 12:00:00")
            for document in documents[1:]:
                self.assertAsked(document, self.manager)
            self.assertAsked(documents[0], self.leader)
            self.assertEqual(bad.deadline, datetime(2026, 3, 23, 13))
            bad.invalidate_recordset()
            self.env.cr.execute(
                "UPDATE cs_flow_task SET deadline = '2026-03-20' WHERE id = %s",
                [bad.id],
            )
        told = documents[0].flow_run_id.flow_id.message_ids[:2].mapped("body")
        self.assertIn("No, says it.", str(told))
        self.assertNotIn("KeyError", str(told))

    def test_more_than_a_batch(self):
        documents = [self._limited("approve", 1)]
        documents += [self._submit() for _number in range(4)]
        self.env.flush_all()
        with freeze_time("2026-03-23 12:00:00"), self.enter_registry_test_mode():
            for _time in range(2):
                with self.registry.cursor() as cr:
                    self.env(cr=cr)["cs.flow.task"]._cron_due(batch_size=2)
        self.env.invalidate_all()
        asked = [self._tasks(document).user_id for document in documents]
        self.assertEqual(asked.count(self.manager), 4)

    def test_the_limit_of_a_deleted_document_is_dropped(self):
        document = self._limited("approve", 1)
        task = self._tasks(document)
        self.env.cr.execute("DELETE FROM cs_flow_test_document")
        self.env.invalidate_all()
        self._pass_time("2026-03-23 12:00:00")
        self.assertFalse(task.deadline)
