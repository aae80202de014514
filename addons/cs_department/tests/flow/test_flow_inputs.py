import inspect
from contextlib import suppress

import psycopg2

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FlowCase

ROOM = "odoo.addons.cs_department.models.flow"
#: what no argument is meant to be, as JSON can say it
UGLY = (
    None,
    True,
    -1,
    10**40,
    float("nan"),
    "x" * 20_000,
    "a\x00b\ud800",
    ["x"],
    [[10**12]],
    {"a": 1},
    {"": [None]},
)
IDS = ([], ["x"], [-1], [10**12], [None], [[1]])


#: Odoo's own methods, whose answers to nonsense are Odoo's
CORE = {"copy", "copy_data", "create", "default_get", "unlink", "write"}


class _UndoError(Exception):
    """Takes back what a call did."""


REFUSALS = (_UndoError, UserError, psycopg2.IntegrityError)


@tagged("post_install", "-at_install")
class TestFlowInputs(FlowCase):
    """No argument of a public method, however ugly, brings anything but a sentence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls._flow(
            cls._by(cls.leader, key="one"),
            {"key": "mine", "approver_kind": "previous_choice", "if_nobody": "skip"},
        )
        cls.admin = cls._person("head_admin", "group_cs_admin")

    def _targets(self):
        """Return [(records, user, public method)] of all models of the room."""
        document, free, seen = self._submit(), self._document(), set()
        run, task = document.flow_run_id, self._tasks(document)
        for records, user in (
            (self.flow, self.admin),
            (self.flow.version_id, self.admin),
            (self.flow.node_ids[:1], self.admin),
            (run, self.admin),
            (task, self.leader),
            (free, self.agent),
        ):
            for name, method in inspect.getmembers(type(records), callable):
                if name.startswith("_") or getattr(method, "_api_private", False):
                    continue
                owner = inspect.unwrap(method)
                is_ours = str(getattr(owner, "__module__", "")).startswith(ROOM)
                if is_ours and name not in CORE | {
                    n for m, n in seen if m == records._name
                }:
                    seen.add((records._name, name))
                    yield records.with_user(user), name, owner

    def _try(self, records, name, ids, arguments):
        """Call as a client does; anything but a sentence is a failure."""
        model = records.browse()
        method = getattr(type(records), name)
        args = [] if getattr(method, "_api_model", False) else [ids]
        try:
            with suppress(*REFUSALS), self.env.cr.savepoint():
                call_kw(model, name, [*args, *arguments], {})
                self.env.flush_all()
                raise _UndoError
        except Exception as error:
            shown = str(arguments)[:80]
            self.problems.append(
                f"{records._name}.{name}({ids}, {shown}): {error!r:.200}"
            )
        self.env.invalidate_all()

    @mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_ugly_arguments_and_ids(self):
        self.problems = []
        for records, name, method in list(self._targets()):
            wanted = list(inspect.signature(method).parameters.values())[1:]
            least = [p for p in wanted if p.default is p.empty]
            if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in wanted):
                continue
            for ids in IDS:
                self._try(records, name, ids, ["x"] * len(least))
            for place in range(len(wanted)):
                for value in UGLY:
                    filled = ["x"] * max(place, len(least))
                    filled[place : place + 1] = [value]
                    self._try(records, name, records.ids, filled)
        self.assertFalse(self.problems, "\n".join(self.problems))
