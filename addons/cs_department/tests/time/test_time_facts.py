import random
from datetime import date

from psycopg2.errors import RaiseException

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...models.time.attendance.fact_mark import posting
from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeFacts(AttendanceCase):
    """Facts: posted once, never changed, reversed where they were wrong."""

    def setUp(self):
        super().setUp()
        # a sheet without facts of its own
        self.policy.exempt_employee_ids = self.agent3
        with posting():
            self.empty = self.env["cs.attendance.month"].create(
                {
                    "employee_id": self.agent3.id,
                    "company_id": self.company.id,
                    "department_id": self.mail.id,
                    "month": "2024-06-01",
                }
            )

    def _wanted(self, sheet, amount, key="a"):
        return {
            (sheet.id, key): {
                "employee_id": self.agent.id,
                "company_id": self.company.id,
                "department_id": self.calls.id,
                "date": date(2024, 6, 3),
                "kind": "late",
                "unit": "minutes",
                "amount": amount,
                "because": {},
            }
        }

    def test_saying_the_same_again_posts_nothing(self):
        sheet, facts = self.empty, self.env["cs.fact"]
        self.assertEqual(len(facts._settle(sheet, self._wanted(sheet, 5))), 1)
        self.assertFalse(facts._settle(sheet, self._wanted(sheet, 5)))
        added = facts._settle(sheet, self._wanted(sheet, 7))
        self.assertEqual(added.mapped("amount"), [-5, 7])
        self.assertEqual(facts._settle(sheet, {}).amount, -7)
        self.assertFalse(facts._settle(sheet, {}))

    def test_the_sum_is_what_was_said_last(self):
        sheet, facts, rnd = self.empty, self.env["cs.fact"], random.Random(7)
        said = {}
        for _turn in range(25):
            said = {}
            for key in "abcd":
                if rnd.random() < 0.7:
                    said |= self._wanted(sheet, rnd.randint(1, 4), key)
            facts._settle(sheet, said)
        totals = facts._totals(self.agent, date(2024, 6, 1), date(2024, 6, 30))
        total = sum(values["amount"] for values in said.values())
        self.assertEqual(totals.get((self.agent.id, "late", "minutes"), 0), total)
        every = facts.search([("res_id", "=", sheet.id)])
        for fact in every.filtered("reverses_id"):
            self.assertEqual(fact.amount + fact.reverses_id.amount, 0)

    def test_a_reversal_of_what_gave_no_reason_has_no_empty_one(self):
        facts = self.env["cs.fact"]
        facts._settle(self.empty, self._wanted(self.empty, 3, "a"))
        facts._settle(self.empty, {})
        [back] = facts.search(
            [("res_id", "=", self.empty.id), ("reverses_id", "!=", False)]
        )
        said = back.reverses_id.reason
        self.assertEqual(back.reason, f"Takes back: {said}" if said else "Taken back")

    def test_counting_again_changes_nothing(self):
        for day in (3, 4, 5):
            self._clock(day, (9, day * 10), (17, 0))
        sheet = self._sheet()

        def everything():
            self.env.invalidate_all()
            facts = self.env["cs.fact"].search([("res_id", "=", sheet.id)])
            days = sheet.day_ids.read(load="")
            return facts.ids, days, sheet.read(["late_count", "absent_days"])

        before = everything()
        sheet.action_recount()
        self._sheet()
        self.assertEqual(everything(), before)

    def test_nobody_changes_a_fact(self):
        self._clock(3, (9, 20), (18, 0))
        sheet = self._sheet()
        fact = self.env["cs.fact"].search([("res_id", "=", sheet.id)], limit=1)
        for act in (
            lambda: fact.write({"amount": 0}),
            fact.unlink,
            lambda: fact.sudo().copy(),
            lambda: sheet.write({"late_count": 0}),
            lambda: sheet.day_ids[0].write({"late_minutes": 0}),
            lambda: sheet.day_ids[0].unlink(),
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(UserError):
            sheet.unlink()
        for query in (
            "UPDATE cs_fact SET amount = 0",
            "DELETE FROM cs_fact",
            "TRUNCATE cs_fact CASCADE",
        ):
            with (
                self.assertRaises(RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)

    def test_kinds_that_are_counted_stay(self):
        kind = self.env.ref("cs_department.fact_kind_late")
        with self.assertRaises(UserError):
            kind.code = "tardy"
        with self.assertRaises(UserError):
            kind.unlink()
        kind.name = "Tardy"

    def test_a_list_of_facts_takes_the_same_queries_for_one_and_for_twenty(self):
        people = self.env["hr.employee"]
        for number in range(20):
            people |= self._person(f"p{number}", self.calls)
        people.resource_calendar_id = self.calendar
        for person in people:
            self._clock(3, (9, 20), (18, 0), person)
            self.env["cs.attendance.event"].create(
                {
                    "employee_id": person.id,
                    "date": "2024-06-04",
                    "kind_id": self._kind("event_drunk"),
                }
            )
        sheets = self.env["cs.attendance.month"]._count(people, date(2024, 6, 1))
        self._clock(3, (8, 50), None, people[0])
        sheets[0]._recount()
        names = ["employee_id", "kind_id", "amount", "unit", "reason", "reverses_id"]
        facts = self.env["cs.fact"].search([("employee_id", "in", people.ids)])
        facts = facts.with_user(self.hr.user_id)
        self.assertTrue(facts.filtered("reverses_id"))
        self.assertTrue(all(fact.reason for fact in facts))

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.read(names)
            return self.env.cr.sql_log_count - before

        mine = facts.filtered(lambda fact: fact.employee_id == people[0])
        queries(facts)
        self.assertGreater(len(facts), 20 * 3)
        self.assertLessEqual(queries(facts), queries(mine))

    def test_the_number_of_queries_does_not_grow(self):
        people = self.env["hr.employee"]
        for number in range(20):
            people |= self._person(f"p{number}", self.calls)
        people.resource_calendar_id = self.calendar
        for person in people:
            self._clock(3, (9, 20), (18, 0), person)

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.attendance.month"]._count(some, date(2024, 6, 1))
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(people)
        one, many = queries(people[0]), queries(people)
        self.assertLessEqual(many, one + 2)
