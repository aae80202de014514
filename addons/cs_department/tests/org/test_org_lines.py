from datetime import date

from odoo.tests import tagged

from .common import OwnCompanyCase


@tagged("post_install", "-at_install")
class TestOrgLines(OwnCompanyCase):
    """Who is above and below whom (RG-12)."""

    def test_rg12_manager_chain_climbs_from_the_department_to_the_root(self):
        chains = self.env["hr.department"]._manager_chains(
            {self.calls.id, self.mail.id}
        )
        top = (self.centre.id, self.chief.id, self.chief.user_id.id)
        self.assertEqual(
            chains,
            {
                self.calls.id: [
                    (self.calls.id, self.lead.id, self.lead.user_id.id),
                    top,
                ],
                self.mail.id: [
                    (self.mail.id, self.lead2.id, self.lead2.user_id.id),
                    top,
                ],
            },
        )

    def test_rg12_two_lines_meet_at_the_chief(self):
        lines = self.env["hr.employee"]._reporting_lines(
            [self.agent.id, self.agent3.id]
        )
        self.assertEqual(
            lines[self.agent.id], [self.lead.user_id.id, self.chief.user_id.id]
        )
        self.assertEqual(
            lines[self.agent3.id], [self.lead2.user_id.id, self.chief.user_id.id]
        )

    def test_nobody_is_in_his_own_line(self):
        lines = self.env["hr.employee"]._reporting_lines([self.lead.id, self.chief.id])
        self.assertEqual(
            lines, {self.lead.id: [self.chief.user_id.id], self.chief.id: []}
        )

    def test_a_repeated_head_stands_in_the_line_once(self):
        self.calls.manager_id = self.chief
        lines = self.env["hr.employee"]._reporting_lines([self.agent.id])
        self.assertEqual(lines[self.agent.id], [self.chief.user_id.id])

    def test_a_head_without_user_keeps_his_place(self):
        self.lead.user_id = False
        lines = self.env["hr.employee"]._reporting_lines([self.agent.id])
        self.assertEqual(lines[self.agent.id], [False, self.chief.user_id.id])

    def test_a_department_without_active_head_is_left_out(self):
        self.lead.active = False
        lines = self.env["hr.employee"]._reporting_lines([self.agent.id])
        self.assertEqual(lines[self.agent.id], [self.chief.user_id.id])

    def test_somebody_without_department_has_no_line(self):
        self.agent.department_id = False
        lines = self.env["hr.employee"]._reporting_lines([self.agent.id])
        self.assertEqual(lines, {self.agent.id: []})

    def test_subordinates_are_those_of_the_departments_below(self):
        users = (self.chief | self.lead | self.agent).user_id
        below = self.env["hr.employee"]._subordinate_user_ids(users.ids)
        calls = {self.agent.user_id.id, self.agent2.user_id.id}
        everybody = calls | {
            employee.user_id.id
            for employee in (self.lead, self.lead2, self.agent3, self.hr)
        }
        self.assertEqual(
            below,
            {
                self.chief.user_id.id: everybody,
                self.lead.user_id.id: calls,
                self.agent.user_id.id: set(),
            },
        )

    def test_lines_cost_the_same_for_one_and_for_twenty(self):
        people = self.agent | self.env["hr.employee"].create(
            [{"name": f"{n}", "department_id": self.calls.id} for n in range(19)]
        )
        self.env.flush_all()
        for employees in (self.agent, people):
            with self.assertQueryCount(2):
                self.env["hr.employee"]._reporting_lines(employees.ids)
            with self.assertQueryCount(1):
                self.env["hr.employee"]._subordinate_user_ids(self.env.user.ids * 20)

    def test_empty_questions_have_empty_answers(self):
        self.assertEqual(self.env["hr.department"]._manager_chains(set()), {})
        self.assertEqual(self.env["hr.employee"]._reporting_lines([]), {})
        self.assertEqual(self.env["hr.employee"]._subordinate_user_ids([]), {})
        self.assertEqual(self.env["hr.employee"]._is_on_probation(date(2024, 1, 1)), {})
