from odoo.tests import tagged

from .screen_common import UGLY, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowNotice(ScreenCase):
    def _mails(self, user):
        mails = self.env["mail.mail"].search([])
        return mails.filtered(lambda m: user.partner_id in m.recipient_ids)

    def test_task_has_an_activity_until_it_is_decided(self):
        self._two_steps()
        claim = self._claim()
        self.assertEqual(claim.activity_ids.user_id, self.leader)
        self.assertEqual(claim.activity_ids.summary, "Team leader")
        self._approve(claim, self.leader)
        self.assertEqual(claim.activity_ids.user_id, self.manager)
        self._approve(claim, self.manager)
        self.assertFalse(claim.activity_ids)

    def test_activity_goes_with_the_task(self):
        self._two_steps()
        claim = self._claim()
        self._tasks(claim).with_user(self.leader).action_transfer(self.supervisor.id)
        self.assertEqual(claim.activity_ids.user_id, self.supervisor)
        self._tasks(claim).with_user(self.supervisor).action_delegate(self.manager.id)
        self.assertEqual(claim.activity_ids.user_id, self.manager)
        self._approve(claim, self.manager)
        self.assertEqual(claim.activity_ids.user_id, self.supervisor)

    def test_withdrawing_removes_activities(self):
        self._two_steps()
        claim = self._claim()
        claim.with_user(self.agent).action_withdraw()
        self.assertFalse(claim.activity_ids)

    def test_delivering_twice_creates_nothing_twice(self):
        self._two_steps()
        claim = self._claim()
        tasks = self._tasks(claim)
        self.env["cs.flow.notice"]._deliver(tasks.ids, [], [], [], [])
        self.assertEqual(len(claim.activity_ids), 1)

    def test_document_without_activities_and_deleted_document(self):
        self._flow(self._by(self.leader))
        task = self._tasks(self._submit())
        self._two_steps()
        claim = self._claim()
        gone = self._tasks(claim)
        claim.activity_ids.unlink()
        self.env.cr.execute("DELETE FROM cs_flow_test_claim WHERE id = %s", [claim.id])
        self.env.invalidate_all()
        both = (task | gone).ids
        self.env["cs.flow.notice"]._deliver(both, [], [], both, gone.run_id.ids)
        about = [("res_model", "=", claim._name), ("res_id", "=", claim.id)]
        self.assertFalse(self.env["mail.activity"].search(about))

    def test_approver_gets_a_mail_with_facts_and_links(self):
        self._two_steps()
        self._claim(name=UGLY)
        mail = self._mails(self.leader)
        self.assertEqual(len(mail), 1)
        self.assertIn("Please decide", mail.subject)
        self.assertIn("42.50", mail.body_html)
        self.assertIn("/cs/decide/", mail.body_html)
        self.assertIn("-approve-", mail.body_html)
        self.assertIn("-refuse-", mail.body_html)
        self.assertNotIn('<b>"Bo"</b>', mail.body_html)
        self.assertIn("&lt;b&gt;", mail.body_html)

    def test_no_mail_to_who_reads_inside_odoo_or_has_no_address(self):
        self.leader.notification_type = "inbox"
        self.manager.email = False
        self._two_steps()
        claim = self._claim()
        self._approve(claim, self.leader)
        self.assertFalse(self._mails(self.leader) | self._mails(self.manager))

    def test_many_tasks_make_one_mail(self):
        self._two_steps()
        claims = self.env[self._claim()._name]
        for number in range(7):
            claims |= claims.create(
                {"name": f"Claim {number}", "employee_id": self.agent.employee_id.id}
            )
        self._mails(self.leader).unlink()
        claims.with_user(self.agent).action_submit()
        mail = self._mails(self.leader)
        self.assertEqual(len(mail), 1)
        self.assertIn("7 requests", mail.subject)
        self.assertEqual(mail.body_html.count("-approve-"), 5)

    def test_mail_speaks_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.leader.lang = "fr_FR"
        view = self.env.ref("cs_department.mail_tasks")
        view.update_field_translations(
            "arch_db", {"fr_FR": {"This waits for you.": "Ceci vous attend."}}
        )
        self._two_steps()
        claim = self._claim()
        self.assertIn("Ceci vous attend.", self._mails(self.leader).body_html)
        self._approve(claim, self.leader)
        self.assertIn("This waits for you.", self._mails(self.manager).body_html)

    def test_copies_and_the_end_are_told(self):
        self._claims_flow(
            self._by(self.leader, name="Team leader"),
            self._by(self.supervisor, kind="notify", name="Copy"),
        )
        claim = self._claim()
        self._approve(claim, self.leader, "Fine & good")
        self.assertIn("For your information", self._mails(self.supervisor).subject)
        self.assertFalse(claim.activity_ids)
        mail = self._mails(self.agent)
        self.assertIn("Approved", mail.subject)
        self.assertIn("Fine &amp; good", mail.body_html)

    def test_return_is_told_to_the_requester_with_its_reason(self):
        self._two_steps()
        claim = self._claim()
        self._tasks(claim).with_user(self.leader).action_return(None, "Which train?")
        mail = self._mails(self.agent)
        self.assertIn("Returned to you", mail.subject)
        self.assertIn("Which train?", mail.body_html)

    def test_returned_document_has_an_activity_until_it_goes_on(self):
        self._two_steps()
        for leave_it in ("action_submit", "action_withdraw"):
            claim = self._claim()
            self._tasks(claim).with_user(self.leader).action_return(None, "Which <b>?")
            activity = claim.with_user(self.agent).activity_ids
            self.assertEqual(activity.user_id, self.agent)
            self.assertIn("submit again", activity.summary)
            self.assertIn("Which &lt;b&gt;?", activity.note)
            turned = claim.flow_run_id.ids
            self.env["cs.flow.notice"]._deliver([], [], [], [], [], turned)
            self.assertEqual(len(claim.activity_ids), 1)
            getattr(claim.with_user(self.agent), leave_it)()
            self.assertNotIn(self.agent, claim.activity_ids.user_id)

    def test_urging_reminds_and_withdrawing_tells_nobody(self):
        self._two_steps()
        claim = self._claim()
        self._mails(self.leader).unlink()
        claim.with_user(self.agent).action_urge()
        self.assertIn("Reminder", self._mails(self.leader).subject)
        claim.with_user(self.agent).action_withdraw()
        self.assertFalse(self._mails(self.agent))

    def test_question_has_no_decision_links(self):
        self._two_steps()
        claim = self._claim()
        self._tasks(claim).with_user(self.leader).action_ask(
            self.supervisor.id, "Why 42?"
        )
        mail = self._mails(self.supervisor)
        self.assertIn("Why 42?", mail.body_html)
        self.assertNotIn("/cs/decide/", mail.body_html)
        self.assertIn("Why 42?", str(claim.activity_ids.mapped("note")))

    def test_shared_task_rings_its_group_and_asks_nobody_by_mail(self):
        role = self.env["cs.role"].create({"name": "Desk", "code": "desk"})
        for user in (self.leader, self.supervisor, self.manager):
            self.env["cs.role.assignment"].create(
                {"role_id": role.id, "employee_id": user.employee_id.id}
            )
        self._claims_flow({"approver_kind": "role", "role_id": role.id}, pool_size=2)
        rung = []
        self.patch(
            type(self.env["cs.flow.notice"]),
            "_ring",
            lambda _self, users, *_partners: rung.append(set(users)),
        )
        claim = self._claim()
        self.assertTrue(
            {self.leader.id, self.supervisor.id, self.manager.id} <= rung[0]
        )
        self.assertFalse(self._mails(self.leader))
        self.assertFalse(claim.activity_ids)
        self._tasks(claim).with_user(self.leader).action_claim()
        self.assertEqual(claim.activity_ids.user_id, self.leader)
        self.assertFalse(self._mails(self.leader))

    def test_mails_of_a_batch_cost_no_query_per_task(self):
        self._two_steps()
        small, large = self._queries_of_mails(6), self._queries_of_mails(36)
        self.assertLessEqual(large, small)

    def _queries_of_mails(self, size):
        claims = self.env[self._claim()._name].create(
            [
                {"name": f"Claim {number}", "employee_id": self.agent.employee_id.id}
                for number in range(size)
            ]
        )
        claims.with_user(self.agent).action_submit()
        task_ids = claims.flow_run_id.task_ids.ids
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        notice = self.env["cs.flow.notice"]
        notice._mail_tasks(self.env["cs.flow.task"].sudo().browse(task_ids))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
