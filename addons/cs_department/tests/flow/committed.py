"""Tests on committed data, where several transactions really meet."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import psycopg2

from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import Cursor
from odoo.tools import SQL, mute_logger

from .common import MODEL, FlowCase

#: how long Odoo waits between two tries, shortened
SLOW = 0.3


class CommittedCase(FlowCase):
    """Commits what the tests need and sweeps every row away afterwards."""

    #: tables of which the database itself deletes nothing
    append_only = ("cs_flow_event", "cs_fact")

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(cls._sweep)
        super().setUpClass()
        cls._prepare()
        cls.env.flush_all()
        cls.registry.registry_invalidated = False
        # the test's own cursor refuses to commit, for good reasons; here it must
        Cursor.commit(cls.cr)

    @classmethod
    def _register_document(cls):
        cls._ids_before = cls._newest_ids()
        super()._register_document()

    @classmethod
    def _prepare(cls):
        """Create what all tests of the class need, before it is committed."""

    @classmethod
    def _newest_ids(cls):
        cls.env.cr.execute(
            """
            SELECT c.table_name FROM information_schema.columns c
              JOIN information_schema.tables t USING (table_schema, table_name)
             WHERE c.column_name = 'id' AND t.table_type = 'BASE TABLE'
               AND c.data_type = 'integer' AND c.table_schema = current_schema
            """
        )
        found = {}
        for (table,) in cls.env.cr.fetchall():
            query = SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table))
            found[table] = cls.env.execute_query(query)[0][0]
        return found

    @classmethod
    @mute_logger("odoo.sql_db")
    def _sweep(cls):
        """Delete every row that is newer than the test class."""
        with cls.registry.cursor() as cr:
            cr.execute("DROP TABLE IF EXISTS cs_flow_test_document CASCADE")
            cls._guard(cr, "DISABLE")
            left = dict(cls._ids_before)
            while left:
                again = {t: i for t, i in left.items() if not cls._delete(cr, t, i)}
                if len(again) == len(left):
                    raise AssertionError(f"cannot sweep {sorted(again)}")
                left = again
            cls._guard(cr, "ENABLE")

    @classmethod
    def _guard(cls, cr, way):
        for table in cls.append_only:
            query = "ALTER TABLE %s %s TRIGGER USER"
            cr.execute(SQL(query, SQL.identifier(table), SQL(way)))

    @classmethod
    def _delete(cls, cr, table, newest):
        query = SQL("DELETE FROM %s WHERE id > %s", SQL.identifier(table), newest)
        try:
            with cr.savepoint(flush=False):
                cr.execute(query)
        except psycopg2.IntegrityError:
            return False
        return True

    def setUp(self):
        super().setUp()
        self.own = self.registry.cursor()
        self.addCleanup(self.own.close)
        self.env = api.Environment(self.own, api.SUPERUSER_ID, dict(self.env.context))

    def commit(self):
        """Commit what the test has done so far, so that threads see it."""
        self.env.flush_all()
        self.own.commit()

    def look(self):
        """Forget what was read: threads have committed since."""
        self.env.invalidate_all()
        self.own.rollback()

    def together(self, *acts):
        """Run acts at the same moment, each in a thread and transaction of its own.

        Every transaction has begun, and so has its view of the data, before the first
        one goes on: whoever comes second must find that out.

        :param acts: (user, function of an environment).
        :return: what each returned or raised, in order.
        """
        self.commit()
        barrier = threading.Barrier(len(acts))
        nap = time.sleep
        with (
            patch("odoo.service.model.time.sleep", lambda s: nap(s * SLOW)),
            mute_logger("odoo.sql_db"),
            patch.object(Registry, "_lock", DummyRLock()),
            ThreadPoolExecutor(len(acts)) as pool,
        ):
            futures = [pool.submit(self._act, barrier, *act) for act in acts]
            results = [future.result(60) for future in futures]
        self.look()
        return results

    def _act(self, barrier, user, function):
        tries = []

        def attempt():
            env.cr.execute("SELECT count(*) FROM cs_flow_run")
            tries.append(1)
            if len(tries) == 1:
                barrier.wait(30)
            return function(env)

        with self.registry.cursor() as cr:
            env = api.Environment(cr, user.id, {"queue_job__no_delay": True})
            try:
                return retrying(attempt, env)
            except UserError as error:
                cr.rollback()
                return error

    def browse(self, env, document):
        """Return the test's document in the environment of a thread."""
        return env[MODEL].browse(document.id)

    def pending(self, env, document):
        """Return the task of the environment's user."""
        return env["cs.flow.task"].search(
            [
                ("res_id", "=", document.id),
                ("res_model", "=", MODEL),
                ("user_id", "=", env.uid),
                ("state", "=", "pending"),
            ]
        )
