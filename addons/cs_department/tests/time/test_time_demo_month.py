from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ...models.flow.engine import moment

STATES = {"none", "running", "returned", "approved", "refused", "withdrawn"}


@tagged("post_install", "-at_install")
class TestTimeDemoMonth(TransactionCase):
    """The month of the demo is one: told in the past, by the engine, with its log."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        told = cls.env["ir.model.data"].search(
            [("module", "=", "cs_department"), ("name", "=like", "%_story___")]
        )
        found = {
            name: cls.env[name].browse(data.mapped("res_id"))
            for name, data in told.grouped("model").items()
        }
        cls.leaves, cls.requests = found["hr.leave"], found["cs.request"]
        cls.runs = cls.leaves.flow_run_id | cls.requests.flow_run_id

    def test_all_states_are_there(self):
        states = {
            *self.leaves.mapped("flow_state"),
            *self.requests.mapped("flow_state"),
        }
        self.assertLessEqual(STATES, states)
        self.assertIn("cancelled", self.runs.mapped("state"))
        self.assertGreaterEqual(len(self.runs), 50)

    def test_the_log_verifies_and_nothing_lies_ahead(self):
        self.assertEqual(self.runs.action_verify_log(), [])
        now = fields.Datetime.now()
        events, tasks = self.runs.event_ids, self.runs.task_ids
        moments = [*events.mapped("at"), *tasks.filtered("done_at").mapped("done_at")]
        self.assertLessEqual(max(moments), now)
        self.assertLess(min(moments), now - timedelta(days=20))
        self.assertGreater(min(moments), now - timedelta(days=45))
        for run in self.runs:
            told = run.event_ids.sorted("sequence").mapped("at")
            self.assertEqual(told, sorted(told), run.title)
            self.assertGreaterEqual(told[0], run.version_id.published_at)

    def test_requests_are_told_with_the_chinese_labels_of_their_forms(self):
        asked = self.requests.flow_run_id.task_ids
        tasks = asked.filtered(lambda task: task.state == "pending" and task.summary)
        self.assertTrue(tasks)
        for task in tasks:
            labels = {label for label, _text in task.summary}
            said = {label for label, _text in task.words["zh_CN"]["facts"]}
            self.assertFalse(labels & said, task.title)

    def test_what_people_wrote_is_read_in_both_languages(self):
        """Their words have no translations, so that they stand in both, as names do."""
        written = [
            *self.leaves.filtered("private_name").mapped("private_name"),
            *self.runs.event_ids.filtered("comment").mapped("comment"),
        ]
        counted = self.env["cs.shift.miss"].search([]).event_id
        for model, field, also in (
            ("cs.shift.offer", "note", []),
            ("cs.attendance.correction", "reason", []),
            ("cs.attendance.event", "note", [("id", "not in", counted.ids)]),
            ("cs.handover.item", "name", [("author_id", "!=", False)]),
            ("cs.handover.item", "progress", [("author_id", "!=", False)]),
            ("cs.handover.item", "contact", [("author_id", "!=", False)]),
            ("cs.inspection.finding", "name", []),
            ("cs.announcement", "name", []),
        ):
            found = self.env[model].search([(field, "!=", False), *also])
            self.assertTrue(found, (model, field))
            written += found.mapped(field)
        for text in written:
            self.assertRegex(text, "[A-Za-z].*[\u4e00-\u9fff]")

    def test_checks_of_hand_overs_have_the_words_of_their_template(self):
        checks = self.env["cs.handover.item"].search([("line_id", "!=", False)])
        self.assertTrue(checks)
        for check in checks.with_context(lang="zh_CN"):
            self.assertEqual(check.name, check.line_id.name)
            self.assertRegex(check.name, "[\u4e00-\u9fff]")

    def test_insight_has_hours(self):
        flow = self.env.ref("cs_department.s002_a_flow_agent")
        figures = flow.get_insight()
        self.assertGreater(figures["total"]["median"], 1)
        self.assertGreater(figures["total"]["p90"], figures["total"]["median"])
        self.assertGreater(figures["total"]["waiting"], 0)
        self.assertGreater(figures["total"]["overdue"], 0)
        self.assertGreater(figures["total"]["longest"], 24)

    def test_requests_and_their_talk_are_as_old_as_their_way(self):
        for document in (*self.leaves, *self.requests.filtered("flow_run_id")):
            opened = document.flow_run_id.opened_at
            self.assertEqual(document.create_date, opened, document.display_name)
        talk = self.requests.message_ids | self.leaves.message_ids
        young = fields.Datetime.now() - timedelta(minutes=4)
        self.assertLess(max(talk.mapped("date")), young)

    def test_nobody_else_turns_the_clock(self):
        ahead = fields.Datetime.now() + timedelta(hours=1)
        with self.assertRaises(ValueError), moment.at(ahead):
            pass
        agent = self.env.ref("cs_department.user_agent01")
        with self.assertRaises(UserError):
            self.env["cs.flow.run"].with_user(agent).browse(self.runs[0].id).write(
                {"opened_at": ahead}
            )

    def test_corrections_of_attendance_go_to_the_head_and_else_to_hr(self):
        flow = self.env.ref("cs_department.flow_attendance_correction")
        self.assertEqual(flow.state, "published")
