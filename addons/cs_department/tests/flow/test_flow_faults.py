import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.sql_db import Cursor
from odoo.tests import tagged

from odoo.addons.queue_job.job import Job

from .common import FlowCase

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH)\b", re.I)
NOTICE = "odoo.addons.cs_department.models.flow.flow_notice.FlowNotice"


class FaultError(Exception):
    """The server dies at this very moment."""


@contextmanager
def failing_at(number, error):
    """Let the n-th write to the database fail; yields how many there were."""
    seen, execute = [], Cursor.execute

    def counting(cursor, query, *args, **kwargs):
        text = query if isinstance(query, str) else getattr(query, "code", str(query))
        if WRITES.match(text):
            seen.append(text)
            if len(seen) == number:
                raise error
        return execute(cursor, query, *args, **kwargs)

    with patch.object(Cursor, "execute", counting):
        yield seen


@tagged("post_install", "-at_install")
class TestFlowFaults(FlowCase):
    """A failure at any write leaves all or nothing; a retry doubles no effect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._flow(
            cls._by(cls.leader, cls.supervisor, key="one", sign_mode="any"),
            {"kind": "action", "effect": "stamp", "key": "act"},
            cls._by(cls.colleague, key="copy", kind="notify"),
            cls._by(cls.manager, key="two"),
        )

    def _state(self, document):
        run = document.flow_run_id
        return (
            document.flow_state,
            document.state,
            document.effects,
            run.state,
            run.rev,
            run.event_ids.mapped("hash"),
            [
                (t.number, t.state, t.done_by_id.id)
                for t in run.task_ids.sorted("number")
            ],
            self.env["cs.flow.effect"].search_count([("run_id", "in", run.ids)]),
        )

    def _at_every_write(self, document, act, error):
        """Fail at the first write, the second ... until the act gets through.

        :return: how many writes the act has.
        """
        self.env.flush_all()
        before, number = self._state(document), 0
        while True:
            number += 1
            try:
                with self.env.cr.savepoint(), failing_at(number, error) as seen:
                    act()
                    self.env.flush_all()
            except type(error):
                self.env.invalidate_all()
                self.assertEqual(self._state(document), before, seen[-1])
                continue
            self.assertLess(len(seen), number)
            return len(seen)

    def test_submit(self):
        document = self._document()
        act = document.with_user(self.agent).action_submit
        self.assertGreater(self._at_every_write(document, act, FaultError()), 3)
        self.assertAsked(document, self.leader, self.supervisor)
        self.assertEqual(len(document.flow_run_id.event_ids), 1)
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    def test_decide_with_an_effect(self):
        document = self._submit()
        task = self._tasks(document).filtered(lambda t: t.user_id == self.leader)
        act = task.with_user(self.leader).action_approve
        self.assertGreater(self._at_every_write(document, act, FaultError()), 4)
        self.assertEqual(document.effects, "stamp ")
        self.assertAsked(document, self.manager)
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    def test_the_last_decision(self):
        document = self._submit()
        self._approve(document, self.leader)
        act = self._tasks(document).with_user(self.manager).action_approve
        self._at_every_write(document, act, FaultError())
        self.assertEqual(document.effects, "stamp approved ")
        self.assertEqual((document.flow_state, document.state), ("approved", "done"))
        self.assertEqual(document.flow_run_id.action_verify_log(), [])

    def test_refuse_return_and_withdraw(self):
        for method, *args in (
            ("action_refuse", "no"),
            ("action_return", None, "more"),
            ("action_delegate", self.outsider.id),
            ("action_transfer", self.outsider.id),
        ):
            document = self._submit()
            task = self._tasks(document).filtered(lambda t: t.user_id == self.leader)
            act = getattr(task.with_user(self.leader), method)
            self._at_every_write(document, lambda a=act, v=args: a(*v), FaultError())
            self.assertEqual(document.flow_run_id.action_verify_log(), [])
        document = self._submit()
        self._at_every_write(
            document, document.with_user(self.agent).action_withdraw, FaultError()
        )
        self.assertEqual(document.flow_state, "withdrawn")

    def test_a_line_of_a_bulk_decision_fails_alone(self):
        """Whatever a document objects to, its line fails as a whole, others go on."""
        documents = [self._submit() for _number in range(3)]
        tasks = self.env["cs.flow.task"].union(
            *(
                self._tasks(d).filtered(lambda t: t.user_id == self.leader)
                for d in documents
            )
        )
        stamp = type(documents[0])._flow_effect_stamp

        def objects(records):
            stamp(records)
            if documents[1] in records:
                raise UserError("No stamp for this one.")

        with patch.object(type(documents[0]), "_flow_effect_stamp", objects):
            answer = tasks.with_user(self.leader).decide_many("approve")
        self.assertEqual([line["result"] for line in answer], ["done", "error", "done"])
        self.assertIn("No stamp", answer[1]["message"])
        effects = [document.effects or "" for document in documents]
        self.assertEqual(effects, ["stamp ", "", "stamp "])
        for document in documents:
            self.assertEqual(document.flow_run_id.action_verify_log(), [])
        self.assertAsked(documents[1], self.leader, self.supervisor)

    def test_an_effect_happens_once_however_often_it_is_tried(self):
        document = self._submit()
        effects, run = self.env["cs.flow.effect"], document.flow_run_id
        self.assertEqual(effects._claim(run, "act", "stamp"), run)
        self.assertFalse(effects._claim(run, "act", "stamp"))
        self._approve(document, self.leader)
        self.assertFalse(document.effects, "it was done already")

    def test_a_failed_delivery_does_not_touch_the_decision(self):
        """Notices go by queue: the job fails, the decision stands."""
        self.env = self.env(context=dict(self.env.context, queue_job__no_delay=False))
        document = self._submit()
        self._approve(document, self.leader)
        job = self.env["queue.job"].search([], order="id desc", limit=1)
        self.assertEqual(
            (job.model_name, job.method_name), ("cs.flow.notice", "_deliver")
        )
        before = self._state(document)
        with (
            patch(f"{NOTICE}._open_activities", side_effect=FaultError()),
            self.assertRaises(FaultError),
        ):
            Job.load(self.env, job.uuid).perform()
        self.env.invalidate_all()
        self.assertEqual(self._state(document), before)
        self.assertAsked(document, self.manager)
