"""Calls as a client makes them, over HTTP, and what they left behind."""

import json
import logging
from contextlib import contextmanager

from odoo.tests import HttpCase
from odoo.tools import SQL

from .common import MODEL, FlowCase

#: the answers that are sentences; anything else is a traceback
SENTENCES = {
    "odoo.exceptions.AccessError",
    "odoo.exceptions.MissingError",
    "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError",
}
LOUD = (
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
)


class Answer:
    """What the server said: a result, or the name of an error and its sentence."""

    def __init__(self, result=None, error=None, message=""):
        self.result, self.error, self.message = result, error, message

    def __repr__(self):
        return f"{self.error}: {self.message}" if self.error else f"ok: {self.result}"


class _Listener(logging.Handler):
    """Keeps what is logged meanwhile, instead of the log of the test run."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


@contextmanager
def listening():
    """Keep the server's complaints about refused calls out of the log; yield them."""
    listener, before = _Listener(), {}
    for name in LOUD:
        logger = logging.getLogger(name)
        before[logger] = logger.handlers, logger.propagate
        logger.handlers, logger.propagate = [listener], False
    try:
        yield listener.records
    finally:
        for logger, (handlers, propagate) in before.items():
            logger.handlers, logger.propagate = handlers, propagate


class Wire(HttpCase):
    """Calls of users or employees, and whether they changed a row of ``MODELS``."""

    MODELS = ()

    def sign_in(self, who):
        """Let a user, an employee or a login make the next calls."""
        user = who.user_id if getattr(who, "_name", "") == "hr.employee" else who
        login = user if isinstance(user, str) else user.login
        if getattr(self, "_who", None) != login:
            self.authenticate(login, login.ljust(8, "x"))
            self._who = login

    def call(self, who, model, method, *args, **kwargs):
        """Call a method over JSON-RPC as somebody; the answer, whatever it is."""
        self.env.flush_all()
        self.sign_in(who)
        payload = json.dumps(
            {
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs,
                },
            }
        )
        with listening() as records:
            response = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                data=payload,
                headers={"Content-Type": "application/json"},
            )
        self.env.invalidate_all()
        body = response.json()
        if "error" not in body:
            return Answer(result=body.get("result"))
        data = body["error"]["data"]
        answer = Answer(error=data["name"], message=data["message"])
        answer.errors = [r for r in records if r.levelno >= logging.ERROR]
        return answer

    def refused(self, who, model, method, *args, **kwargs):
        """Call, and expect a sentence and that nothing has changed."""
        before = self.snapshot()
        answer = self.call(who, model, method, *args, **kwargs)
        where = f"{who}: {model}.{method}{args}{kwargs}: {answer}"
        self.assertIn(answer.error, SENTENCES, where)
        self.assertFalse(answer.errors, where)
        self.assertTrue(answer.message.strip(), where)
        self.assertEqual(self.snapshot(), before, where)
        return answer

    def unchanged(self, who, model, method, *args, **kwargs):
        """Call, and expect that nothing has changed, whatever the answer."""
        before = self.snapshot()
        answer = self.call(who, model, method, *args, **kwargs)
        where = f"{who}: {model}.{method}{args}{kwargs}: {answer}"
        self.assertEqual(self.snapshot(), before, where)
        return answer

    def snapshot(self):
        """Return a fingerprint of every row of ``MODELS``."""
        self.env.flush_all()
        found = {}
        for name in self.MODELS:
            [row] = self.env.execute_query(
                SQL(
                    "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) "
                    "FROM %s t",
                    SQL.identifier(self.env[name]._table),
                )
            )
            found[name] = row
        return found


class WireCase(FlowCase, Wire):
    """Attacks the engine as a client of the server."""

    SENTENCES = SENTENCES
    ENGINE = ("cs.flow.run", "cs.flow.task", "cs.flow.event", "cs.flow.effect")
    MODELS = (*ENGINE, "cs.flow", "cs.flow.version", "cs.flow.node", MODEL)
