"""Uninstalls the module from a database with the demo and looks at what is left.

Runs inside Odoo's shell (see tools/test.sh), in a database that is thrown away: what it
does cannot be undone.
"""

import logging
import os
import sys
import unittest
from pathlib import Path

from odoo import api, fields
from odoo.modules.registry import Registry

MODULE = "cs_department"
LEAVE_TYPE = "hr.leave.type"


class _Complaints(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(f"{record.levelname} {record.name} {record.getMessage()}")


def _leaves(env):
    """Return what a person knows of every leave."""
    env.cr.execute(
        """
        SELECT id, employee_id, holiday_status_id, state, date_from, date_to,
               number_of_days, number_of_hours
          FROM hr_leave ORDER BY id
        """
    )
    return env.cr.fetchall()


class Uninstalled(unittest.TestCase):
    """Odoo after the module has gone: time off goes on in the stock way."""

    start = None

    @classmethod
    def setUpClass(cls):
        env = cls.start
        cls.leaves = _leaves(env)
        cls.types = env[LEAVE_TYPE].with_context(active_test=False).search([]).ids
        flowing = [("leave_validation_type", "=", "flow")]
        cls.flow_types = env[LEAVE_TYPE].search(flowing).ids
        cls.waiting = (
            env["hr.leave"]
            .search(
                [
                    ("holiday_status_id", "in", cls.flow_types),
                    ("state", "=", "confirm"),
                ],
                limit=1,
            )
            .id
        )
        cls.runs = env["cs.flow.run"].search_count([])
        cls.approved_days = cls._balance(env)
        complaints = _Complaints()
        logging.getLogger().addHandler(complaints)
        env["ir.module.module"].search(
            [("name", "=", MODULE)]
        ).button_immediate_uninstall()
        logging.getLogger().removeHandler(complaints)
        cls.complaints = complaints.texts
        cls.registry = Registry(env.cr.dbname)

    def setUp(self):
        cursor = self.registry.cursor()
        self.addCleanup(cursor.close)
        self.addCleanup(cursor.rollback)
        self.env = api.Environment(cursor, api.SUPERUSER_ID, {})

    @staticmethod
    def _balance(env):
        """Return ``{(employee, type): days taken}`` from Odoo's own figures."""
        allocations = env["hr.leave.allocation"].search([("state", "=", "validate")])
        return {
            (a.employee_id.id, a.holiday_status_id.id): a.leaves_taken
            for a in allocations
        }

    def rows(self, query, *arguments):
        self.env.cr.execute(query, arguments)
        return self.env.cr.fetchall()

    def test_there_was_something_to_lose(self):
        self.assertGreater(len(self.leaves), 20)
        self.assertGreater(self.runs, 20)
        self.assertTrue(self.flow_types)
        self.assertTrue(self.waiting)
        self.assertIn("validate", {row[3] for row in self.leaves})

    def test_the_log_has_no_complaint(self):
        self.assertEqual(self.complaints, [])

    def test_the_module_is_gone(self):
        module = self.env["ir.module.module"].search([("name", "=", MODULE)])
        self.assertEqual(module.state, "uninstalled")
        self.assertFalse([name for name in self.registry if name.startswith("cs.")])

    def test_no_table_column_or_function_is_left(self):
        self.assertFalse(
            self.rows(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_name ~ '^cs_'"
            )
        )
        self.assertFalse(
            self.rows(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE column_name ~ '^(cs|flow)_' AND table_schema = 'public'"
                " AND table_name !~ '^(ir|pg)_'"
            )
        )
        self.assertFalse(self.rows("SELECT 1 FROM pg_proc WHERE proname ~ '^cs_'"))

    def test_no_setting_refers_to_it(self):
        for table, column in (
            ("ir_model", "model"),
            ("ir_model_fields", "model"),
            ("ir_act_window", "res_model"),
            ("ir_ui_view", "model"),
        ):
            self.assertFalse(
                self.rows(f"SELECT id FROM {table} WHERE {column} LIKE 'cs.%%'"), table
            )
        self.assertFalse(self.env["ir.model.data"].search([("module", "=", MODULE)]))
        self.assertFalse(
            self.env["queue.job"].search([("model_name", "=like", "cs.%")])
        )

    def test_every_leave_is_as_it_was(self):
        self.assertEqual(_leaves(self.env), self.leaves)

    def test_balances_are_as_they_were(self):
        self.assertTrue(any(self.approved_days.values()))
        self.assertEqual(self._balance(self.env), self.approved_days)

    def test_the_types_stay_and_ask_the_stock_way(self):
        types = self.env[LEAVE_TYPE].with_context(active_test=False)
        self.assertEqual(sorted(types.search([]).ids), sorted(self.types))
        self.assertEqual(
            set(types.browse(self.flow_types).mapped("leave_validation_type")), {"hr"}
        )

    def test_a_leave_that_was_waiting_is_approved_the_stock_way(self):
        leave = self.env["hr.leave"].browse(self.waiting)
        leave.action_approve()
        self.assertEqual(leave.state, "validate")
        leave.action_refuse()
        self.assertEqual(leave.state, "refuse")

    def test_a_new_leave_is_filed_and_approved_the_stock_way(self):
        agent = self.env["res.users"].search([("login", "=", "agent05@demo")])
        officer = self.env.ref("base.user_admin")
        day = fields.Date.add(fields.Date.today(), days=100)
        while day.weekday() > 4:
            day = fields.Date.add(day, days=1)
        leave_type = self.env[LEAVE_TYPE].create(
            {
                "name": "Stock",
                "requires_allocation": False,
                "leave_validation_type": "hr",
                "company_id": agent.company_id.id,
            }
        )
        for kind in (leave_type, leave_type.browse(self.flow_types[0])):
            leave = (
                self.env["hr.leave"]
                .with_user(agent)
                .create(
                    {
                        "employee_id": agent.employee_id.id,
                        "holiday_status_id": kind.id,
                        "request_date_from": day,
                        "request_date_to": day,
                    }
                )
            )
            self.assertEqual(leave.state, "confirm")
            leave.with_user(officer).action_approve()
            self.assertEqual(leave.state, "validate")
            leave.with_user(officer).action_refuse()

    def test_the_screens_of_time_off_open(self):
        for model in ("hr.leave", LEAVE_TYPE, "hr.employee", "hr.department"):
            for kind in ("form", "list", "search"):
                self.assertTrue(self.env[model].get_view(view_type=kind)["arch"])


def main(env):
    """Uninstall, look, append a line to RESULTS; the process ends here."""
    Uninstalled.start = env
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Uninstalled)
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.skipped)
    with Path(os.environ["RESULTS"]).open("a") as file:
        file.write(f"{result.testsRun - failed} {failed} uninstalling\n")
    sys.stderr.flush()
    os._exit(bool(failed or not result.testsRun))
