import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowLog(FlowCase):
    """The log refuses changes, and tells when somebody got round the refusal."""

    def setUp(self):
        super().setUp()
        self._flow(
            self._by(self.leader, key="one"),
            self._by(self.supervisor, key="two"),
            self._by(self.manager, key="three"),
        )
        self.document = self._submit()
        for user in (self.leader, self.supervisor, self.manager):
            self._approve(self.document, user, f"fine, says {user.login}")
        self.run = self.document.flow_run_id
        self.events = self.run.event_ids.sorted("sequence")
        self.env.flush_all()

    def _behind(self, *statements):
        """Change the log as somebody would who owns the database."""
        self.env.cr.execute("ALTER TABLE cs_flow_event DISABLE TRIGGER USER")
        for statement, *values in statements:
            self.env.cr.execute(SQL(statement, *values))
        self.env.cr.execute("ALTER TABLE cs_flow_event ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def test_an_untouched_log_is_true(self):
        self.assertEqual(self.run.action_verify_log(), [])
        self.assertEqual(len(self.events), 4)

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_refuses(self):
        for statement in (
            "UPDATE cs_flow_event SET comment = 'no' WHERE id = %s",
            "DELETE FROM cs_flow_event WHERE id = %s",
            "TRUNCATE cs_flow_event",
            "TRUNCATE cs_flow_run, cs_flow_task, cs_flow_event, cs_flow_effect",
            "DELETE FROM cs_flow_run WHERE id = %s",
            "DELETE FROM cs_flow_task WHERE run_id = %s",
        ):
            values = [self.events[0].id] if "%s" in statement else []
            if "flow_run" in statement or "flow_task" in statement:
                values = [self.run.id] if values else []
            with (
                self.subTest(statement),
                self.assertRaises(psycopg2.Error),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(SQL(statement, *values))

    def test_every_edited_column_is_found(self):
        first = self.events[1]
        for column, value in (
            ("comment", "never said"),
            ("kind", "refused"),
            ("actor_id", self.agent.id),
            ("on_behalf_of_id", self.agent.id),
            ("at", "2001-01-01 00:00:00"),
            ("node_key", "two"),
            ("node_name", "Another"),
            ("task_id", None),
            ("payload", '{"state": "approved"}'),
            ("document_hash", "0"),
            ("previous_hash", "0"),
            ("hash", "0"),
        ):
            with self.subTest(column), self.env.cr.savepoint() as savepoint:
                column = SQL.identifier(column)
                self._behind(
                    (
                        "UPDATE cs_flow_event SET %s = %s WHERE id = %s",
                        column,
                        value,
                        first.id,
                    )
                )
                self.assertTrue(self.run.action_verify_log())
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertEqual(self.run.action_verify_log(), [])

    def test_a_deleted_end_is_found(self):
        self._behind(("DELETE FROM cs_flow_event WHERE id = %s", self.events[-1].id))
        self.assertIn("the end of the log is missing", self.run.action_verify_log()[0])

    def test_a_deleted_middle_is_found(self):
        self._behind(("DELETE FROM cs_flow_event WHERE id = %s", self.events[1].id))
        self.assertTrue(self.run.action_verify_log())

    def test_a_deleted_log_is_found(self):
        self._behind(("DELETE FROM cs_flow_event WHERE run_id = %s", self.run.id))
        self.assertTrue(self.run.action_verify_log())

    def test_an_inserted_event_is_found(self):
        copy = """
            INSERT INTO cs_flow_event (run_id, sequence, kind, payload, at,
                document_hash, previous_hash, hash)
            SELECT run_id, 5, 'approved', payload, at, document_hash, hash, '0'
              FROM cs_flow_event WHERE id = %s
        """
        self._behind((copy, self.events[-1].id))
        self.assertTrue(self.run.action_verify_log())

    def test_reordered_events_are_found(self):
        second, third = self.events[1], self.events[2]
        update = "UPDATE cs_flow_event SET sequence = %s WHERE id = %s"
        self._behind(
            (update, 99, second.id), (update, 2, third.id), (update, 3, second.id)
        )
        self.assertTrue(self.run.action_verify_log())

    def test_a_log_moved_to_another_run_is_found(self):
        other = self._submit().flow_run_id
        self.env.flush_all()
        update = "UPDATE cs_flow_event SET run_id = %s, sequence = %s WHERE id = %s"
        self._behind((update, other.id, 2, self.events[1].id))
        self.assertTrue(self.run.action_verify_log())
        self.assertTrue(other.action_verify_log())

    def test_a_changed_run_task_or_version_is_found(self):
        task = self.run.task_ids.sorted("number")[0]
        for statement, *values in (
            ("UPDATE cs_flow_run SET state = 'refused' WHERE id = %s", self.run.id),
            (
                "UPDATE cs_flow_run SET requester_id = %s WHERE id = %s",
                self.colleague.id,
                self.run.id,
            ),
            ("UPDATE cs_flow_run SET res_id = 0 WHERE id = %s", self.run.id),
            ("UPDATE cs_flow_task SET state = 'refused' WHERE id = %s", task.id),
            (
                "UPDATE cs_flow_task SET done_by_id = %s WHERE id = %s",
                self.agent.id,
                task.id,
            ),
            (
                "UPDATE cs_flow_version SET graph = '{\"nodes\": []}' WHERE id = %s",
                self.run.version_id.id,
            ),
        ):
            with self.subTest(statement), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(SQL(statement, *values))
                self.env.invalidate_all()
                self.assertTrue(self.run.action_verify_log())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_state_is_rebuilt_from_the_events_alone(self):
        rebuilt = self.run.rebuild_state()
        self.assertEqual(rebuilt["state"], "approved")
        self.assertEqual(
            {n: (t["state"], t["user"]) for n, t in rebuilt["tasks"].items()},
            {t.number: (t.state, t.user_id.id) for t in self.run.task_ids},
        )

    def test_auditors_check_and_strangers_do_not(self):
        auditor = new_test_user(
            self.env, "looks", "base.group_user,cs_department.group_cs_auditor"
        )
        self.assertEqual(self.run.with_user(auditor).action_verify_log(), [])
        with self.assertRaises(AccessError):
            self.run.with_user(self.outsider).action_verify_log()
