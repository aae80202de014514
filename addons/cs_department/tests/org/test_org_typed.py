from contextlib import suppress
from datetime import date

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

UGLY = (
    "text",
    "",
    True,
    -1,
    0,
    10**40,
    2.0**53,
    1e308,
    float("nan"),
    "a\x00b",
    "\ud800",
    [],
    ["x"],
    [[0, 0, "x"]],
    [[6, 0, ["x"]]],
    [[99, 1, 1]],
    [[1, "x", {}]],
    {"a": 1},
    {},
)


class _UndoError(Exception):
    """Takes back what a call did."""


@tagged("post_install", "-at_install")
class TestOrgTyped(TransactionCase):
    """Whatever a client sends for a record: a sentence, or it fits."""

    def _models(self):
        """Return the models of the house with a table, those of dialogs included."""
        found = [
            self.env[name]
            for name, model in self.env.registry.items()
            if name.startswith("cs.") and not model._abstract and model._auto
        ]
        self.assertGreater(len(found), 90)
        return found

    def test_what_tells_the_company_can_be_chosen_without_one(self):
        """A list filtered by a company that only the choice tells would be empty."""
        for model in self._models():
            company = model._fields.get("company_id")
            if not company or not (company.related or company.compute):
                continue
            depends = self.env.registry.field_depends[company]
            if not company.related and model.new({}).company_id:
                continue
            for name in {path.split(".")[0] for path in depends}:
                with self.subTest(f"{model._name}.{name}"):
                    self.assertFalse(getattr(model._fields[name], "check_company", 0))

    def test_every_model_looks_at_values_before_anything_else(self):
        typed = self.env.registry["cs.typed"]
        for model in self._models():
            with self.subTest(model._name):
                self.assertIsInstance(model, typed)
                self.assertTrue(type(model).create.cs_typed)

    def test_what_is_no_list_of_values_gets_a_sentence(self):
        problems = []
        for model in (*self._models(), self.env["hr.leave"]):
            record = model.with_context(active_test=False).search([], limit=1)
            for value in (5, None, False, "x", [5], [None], [[]], ["x"]):
                problems += filter(None, [self._try(model, "create", [value])])
            for value in (5, None, False, "x", [5], [{}]):
                problems += filter(
                    None, [self._try(model, "write", [record.ids, value])]
                )
        self.assertFalse(problems, "\n".join(problems[:60]))

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_ugly_values_are_refused_in_a_sentence(self):
        problems = []
        for model in self._models():
            record = model.with_context(active_test=False).search([], limit=1)
            for name, field in model._fields.items():
                if name in MAGIC_COLUMNS or not (field.store or field.inverse):
                    continue
                for value in UGLY:
                    for method, args in (
                        ("create", [{name: value}]),
                        ("write", [record.ids, {name: value}]),
                    ):
                        if problem := self._try(model, method, args):
                            problems.append(f"{name}={value!r:.40}: {problem}")
        self.assertFalse(problems, "\n".join(problems[:60]))

    def _try(self, model, method, args):
        """Call as a client does; return what is not a sentence."""
        try:
            with (
                suppress(_UndoError, UserError, psycopg2.IntegrityError),
                self.env.cr.savepoint(),
            ):
                call_kw(model.browse(), method, args, {})
                self.env.flush_all()
                raise _UndoError
        except Exception as error:
            return f"{model._name}.{method}: {error!r:.160}"
        finally:
            self.env.invalidate_all()
        return None

    def test_the_sentence_names_the_field_and_what_is_needed(self):
        for values, sentence in (
            ({"level": "high"}, "Level: a whole number is needed here."),
            ({"kind": "dance"}, "Kind: this is not one of the choices."),
            ({"role_id": "x"}, "Role: one record is needed here."),
            ({"user_ids": "x"}, "People: a list of records is needed here."),
            ({"limit_hours": "late"}, "a number is needed here."),
            ({"name": 7}, "Name: a text is needed here."),
            ({"colour": "red"}, "Node of a flow has no field 'colour'."),
        ):
            with self.subTest(values), self.assertRaises(ValidationError) as error:
                self.env["cs.flow.node"].create(values)
            self.assertIn(sentence, str(error.exception))
        for values in ("x", None, 3):
            with self.assertRaises(ValidationError):
                self.env["cs.role"].create([values])

    def test_what_fits_is_taken(self):
        role = self.env["cs.role"].create({"name": "Duty", "code": "typed"})
        employee = self.env["hr.employee"].create({"name": "Ada"})
        assignment = self.env["cs.role.assignment"].create(
            {
                "role_id": role.id,
                "employee_id": employee.id,
                "date_from": date(2024, 1, 1),
                "date_to": "2024-02-01",
            }
        )
        self.assertEqual(str(assignment.date_to), "2024-02-01")
        role.write({"assignment_ids": [Command.delete(assignment.id)]})
        self.assertFalse(assignment.exists())
