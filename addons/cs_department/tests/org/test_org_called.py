import inspect
from contextlib import suppress

import psycopg2

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

HOUSE = "odoo.addons.cs_department."
#: rooms whose public methods are called here; those of flow have tests of their own
ROOMS = tuple(
    HOUSE + room
    for room in ("models.org", "models.limit", "models.form", "models.time", "wizard")
)
#: what no ids are meant to be
IDS = ([], ["x"], [-1], [10**12], [None], [[1]])
#: Odoo's own, whose answers to nonsense are Odoo's
CORE = {"copy", "copy_data", "create", "default_get", "unlink", "write", "read"}


class _UndoError(Exception):
    """Takes back what a call did."""


@tagged("post_install", "-at_install")
class TestOrgCalled(TransactionCase):
    """Whatever ids a client names: its method answers in a sentence."""

    def _methods(self):
        """Return ``{(model, public method)}`` of the rooms."""
        for name, model in self.env.registry.items():
            if model._abstract:
                continue
            for method, function in inspect.getmembers(model, callable):
                if method.startswith("_") or method in CORE:
                    continue
                if getattr(function, "_api_private", False):
                    continue
                if getattr(function, "_api_model", False):
                    continue
                owner = inspect.unwrap(function)
                if str(getattr(owner, "__module__", "")).startswith(ROOMS):
                    yield name, method, owner

    @mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule")
    def test_ids_that_cannot_be_get_a_sentence(self):
        problems, seen = [], 0
        for name, method, owner in list(self._methods()):
            wanted = list(inspect.signature(owner).parameters.values())[1:]
            if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in wanted):
                continue
            seen += 1
            least = ["x" for p in wanted if p.default is p.empty]
            for ids in IDS:
                if problem := self._try(name, method, ids, least):
                    problems.append(f"{name}.{method}({ids}): {problem}")
        self.assertGreater(seen, 15)
        self.assertFalse(problems, "\n".join(problems))

    def _try(self, name, method, ids, arguments):
        """Call as a client does; return what is not a sentence."""
        try:
            with (
                suppress(_UndoError, UserError, psycopg2.IntegrityError),
                self.env.cr.savepoint(),
            ):
                call_kw(self.env[name].browse(), method, [ids, *arguments], {})
                self.env.flush_all()
                raise _UndoError
        except Exception as error:
            return f"{error!r:.160}"
        finally:
            self.env.invalidate_all()
        return None
