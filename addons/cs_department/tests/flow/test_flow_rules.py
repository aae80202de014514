from datetime import datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowRules(FlowCase):
    """What the rules about asking and deciding (AP) want beyond their chains."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr = cls._person("rules_hr", "group_cs_hr")
        cls.general_manager = cls._person("rules_gm", "group_cs_manager")

    @classmethod
    def _role(cls, code, user):
        role = cls.env["cs.role"].create({"name": code, "code": f"t_{code}"})
        cls.env["cs.role.assignment"].create(
            {"role_id": role.id, "employee_id": user.employee_id.id}
        )
        return role

    def _fill(self, user, field, **values):
        return self._by(
            user, kind="fill", open_fields=field, required_fields=field, **values
        )

    def test_ap_02_a_report_goes_nowhere_without_a_proposal(self):
        requester = {
            "kind": "fill",
            "approver_kind": "requester",
            "open_fields": "note",
            "required_fields": "note",
        }
        self._flow(requester, self._by(self.leader))
        report = self._submit()
        with self.assertRaises(UserError):
            self._approve(report, self.agent)
        report.with_user(self.agent).note = "Call all customers of the list back"
        self._approve(report, self.agent)
        self.assertAsked(report, self.leader)

    def test_ap_04_dissent_is_noted_and_the_instruction_is_carried_out(self):
        self._flow(
            self._fill(self.agent, "note", key="view"),
            {"key": "insists", "kind": "fill", "approver_kind": "requester"},
            self._fill(self.agent, "amount", key="result"),
            self._by(self.manager, key="reported"),
        )
        order = self._submit(self.leader)
        order.with_user(self.agent).note = "I would wait for the spare part"
        self._approve(order, self.agent)
        self._approve(order, self.leader, "Do it now, please")
        order.with_user(self.agent).amount = 1
        self._approve(order, self.agent, "Done")
        self._approve(order, self.manager)
        self.assertEqual(order.flow_state, "approved")
        said = order.flow_run_id.event_ids.filtered("comment").mapped("comment")
        self.assertEqual(said, ["Do it now, please", "Done"])

    def test_ap_08_a_proposal_goes_by_who_makes_it_and_does_nothing_else(self):
        leaders = self._role("rule_leader", self.leader)
        self._flow(
            {
                "kind": "branch",
                "children": [
                    {
                        "kind": "case",
                        "key": "of_leader",
                        "condition": f'IN("{leaders.code}", roles)',
                        "children": [self._by(self.manager, key="manager")],
                    },
                    {
                        "kind": "case",
                        "key": "otherwise",
                        "children": [self._by(self.hr, key="hr")],
                    },
                ],
            }
        )
        self.assertAsked(self._submit(self.leader), self.manager)
        proposal = self._submit(self.supervisor)
        self.assertAsked(proposal, self.hr)
        people = self.env["hr.employee"].search_count([])
        self._approve(proposal, self.hr)
        self.assertEqual(proposal.effects, "approved ")
        self.assertEqual(self.env["hr.employee"].search_count([]), people)

    def test_ap_09_each_stage_has_its_limit_and_the_last_a_deputy(self):
        self.env["cs.substitution"].create(
            {
                "user_id": self.general_manager.id,
                "substitute_id": self.manager.id,
                "date_from": "2020-01-01",
                "date_to": "2120-01-01",
            }
        )
        self._flow(
            self._by(self.leader, key="own", limit_hours=8),
            self._by(self.general_manager, key="last", limit_hours=16),
        )
        sheet = self._submit()
        first = self._tasks(sheet)
        self.assertTrue(first.deadline)
        self._approve(sheet, self.leader)
        last = self._tasks(sheet)
        self.assertEqual(last.user_id, self.manager)
        self.assertEqual(last.owner_id, self.general_manager)
        self.assertGreater(last.deadline, first.deadline)

    def test_ap_16_the_expense_waits_for_the_exception(self):
        self._flow(
            self._by(self.manager, key="exception"),
            {"kind": "action", "effect": "stamp"},
            condition="amount > 100",
        )
        usual = self._document(amount=100)
        with self.assertRaises(UserError):
            usual.with_user(self.agent).action_submit()
        costly = self._submit(amount=101)
        self.assertEqual(costly.effects, "")
        self._approve(costly, self.manager)
        self.assertIn("stamp", costly.effects)

    @freeze_time("2026-03-20 08:00:00")
    def test_ap_20_an_appeal_is_answered_within_ten_working_days(self):
        office = self.env["resource.calendar"].create(
            {
                "name": "Eight hours",
                "tz": "UTC",
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": str(day),
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 16,
                            "day_period": "full_day",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        self.manager.employee_id.resource_calendar_id = office
        self.manager.employee_id.resource_id.tz = "UTC"
        self.env["resource.calendar.leaves"].create(
            {
                "name": "a holiday of the company",
                "calendar_id": office.id,
                "date_from": "2026-03-25 00:00:00",
                "date_to": "2026-03-25 23:59:59",
            }
        )
        self._flow(self._by(self.manager, limit_hours=80, limit_action="escalate"))
        # two weekends and the holiday do not count
        self.assertEqual(self._tasks(self._submit()).deadline, datetime(2026, 4, 3, 16))

    def test_ap_24_a_proposal_is_approved_then_carried_out_then_judged(self):
        self._flow(
            self._by(self.supervisor, key="approved"),
            self._fill(self.leader, "note", key="executed"),
            self._fill(self.supervisor, "amount", key="result", if_repeated="ask"),
        )
        proposal = self._submit(self.leader)
        with self.assertRaises(UserError):
            proposal.with_user(self.leader).note = "carried out before it was approved"
        self._approve(proposal, self.supervisor)
        proposal.with_user(self.leader).note = "New greeting since Monday"
        self._approve(proposal, self.leader)
        proposal.with_user(self.supervisor).amount = 4
        self._approve(proposal, self.supervisor)
        self.assertEqual(proposal.flow_state, "approved")
