from psycopg2.errors import LockNotAvailable, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .number_common import BADGE, INTERNAL, TEN, NumberCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 10:00:00")
class TestOrgNumbers(NumberCase):
    """How numbers are made (EN-01, EN-02, EN-08, EN-11, EN-12)."""

    def test_tv132_en01_centre_2_department_01_seventh_person(self):
        scheme = self._scheme(BADGE)
        self._counter(scheme, "2/01", 6)
        self.assertEqual(self._hire().cs_number, "201007")

    def test_tv133_en02_the_number_of_the_gm_is_kept_for_the_position(self):
        scheme = self._scheme(BADGE)
        boss = self.env["hr.job"].create({"name": "GM"})
        office = self._department("GM office", cs_centre_code="1", cs_code="00")
        self.env["cs.number.reserved"].create(
            {"scheme_id": scheme.id, "number": "100001", "job_id": boss.id}
        )
        clerk = self._hire("clerk", office)
        gm = self._hire("gm", office, job_id=boss.id)
        self.assertEqual(gm.cs_number, "100001")
        self.assertEqual(clerk.cs_number, "100002")
        self.assertEqual(gm._cs_current_numbers().source, "reserved")
        self.assertEqual(scheme.reserved_ids.holder_id, gm)

    def test_tv134_en08_joined_may_2009_twelfth(self):
        scheme = self._scheme(TEN)
        self._counter(scheme, "2009-05", 11)
        newcomer = self._hire(
            date_version="2009-05-18", contract_date_start="2009-05-18"
        )
        self.assertEqual(newcomer.cs_number, "JW09050012")

    def test_en08_of_one_day_the_higher_rank_comes_first(self):
        scheme = self._scheme(TEN, is_automatic=False)
        ladder = self.env["cs.grade.ladder"].create({"name": "Ladder"})
        grade = self.env["cs.grade"].create(
            {"name": "Lead", "code": "lead", "ladder_id": ladder.id, "level": 3}
        )
        day = {"date_version": "2009-05-18", "contract_date_start": "2009-05-18"}
        young = self._hire("young", **day, birthday="1990-01-01", certificate="master")
        old = self._hire("old", **day, birthday="1970-01-01", certificate="master")
        plain = self._hire("plain", **day)
        head = self._hire("head", **day, cs_grade_id=grade.id)
        early = self._hire(
            "early", date_version="2009-05-04", contract_date_start="2009-05-04"
        )
        people = young | old | plain | head | early
        self.assertFalse(any(people.mapped("cs_number")))
        people.action_cs_issue_number()
        in_order = people.sorted("cs_number").mapped("name")
        self.assertEqual(in_order, ["early", "head", "old", "young", "plain"])
        self.assertEqual(scheme.number_count, 5)

    def test_en11_people_without_contract_have_their_own_sequence(self):
        self._scheme(TEN)
        self._scheme(
            INTERNAL,
            sequence=1,
            type_ids=[
                Command.create({"employee_type": kind})
                for kind in ("trainee", "freelance")
            ],
        )
        intern = self._hire("intern", employee_type="trainee")
        adviser = self._hire("adviser", employee_type="freelance")
        clerk = self._hire("clerk", date_version="2024-05-20")
        self.assertEqual(
            [intern.cs_number, adviser.cs_number, clerk.cs_number],
            ["001", "002", "JW24050001"],
        )
        intern.employee_type = "employee"
        self.assertEqual(intern.cs_number, "JW24010001")
        void = intern.cs_number_ids.filtered(lambda row: row.state == "void")
        self.assertEqual(void.number, "001")

    def test_en12_what_is_missing_stands_in_an_activity_and_in_a_sentence(self):
        self._scheme(BADGE)
        bare = self._department("Bare")
        newcomer = self._hire(department=bare)
        self.assertFalse(newcomer.cs_number)
        self.assertIn("has a centre code", newcomer.activity_ids.note)
        with self.assertRaises(UserError) as error:
            newcomer.action_cs_issue_number()
        self.assertEqual(
            str(error.exception),
            "newcomer has no number: neither the department Bare nor one above it has "
            "a centre code.",
        )
        bare.write({"cs_centre_code": "3", "cs_code": "05"})
        self.env["cs.employee.number"]._cron_follow()
        self.assertEqual(newcomer.cs_number, "305001")
        self.assertFalse(newcomer.activity_ids)

    def test_codes_come_from_the_nearest_department_above(self):
        self._scheme(BADGE)
        team = self._department("Team 1", self.calls)
        self.assertEqual(self._hire(department=team).cs_number, "201001")

    def test_a_used_up_sequence_is_told(self):
        scheme = self._scheme(INTERNAL, is_automatic=False)
        self._counter(scheme, "", 999)
        with self.assertRaises(UserError) as error:
            self._hire().action_cs_issue_number()
        self.assertIn("count in 3 digits are used", str(error.exception))

    def test_a_company_without_scheme_is_told(self):
        with self.assertRaises(UserError) as error:
            self.agent.action_cs_issue_number()
        self.assertIn("no number scheme of", str(error.exception))

    def test_a_scheme_that_cannot_work_is_refused(self):
        with self.assertRaises(ValidationError) as error:
            self._scheme([{"kind": "text", "text": "A"}])
        self.assertIn("exactly one sequence", str(error.exception))
        with self.assertRaises(ValidationError) as error:
            self._scheme([{"kind": "sequence", "width": 3, "scope": "month"}])
        self.assertIn("numbers would repeat", str(error.exception))

    def test_a_scheme_that_has_issued_numbers_is_kept(self):
        unused, used = self._scheme(TEN, sequence=20), self._scheme(INTERNAL)
        self._hire()
        unused.unlink()
        with self.assertRaises(UserError) as error:
            used.unlink()
        self.assertIn("archive it instead", str(error.exception))

    def test_segments_are_checked_however_they_are_written(self):
        scheme = self._scheme(TEN)
        text, year, month, count = scheme.segment_ids
        for segment, values in (
            (count, {"width": -3}),
            (count, {"width": 0}),
            (count, {"width": 100}),
            (count, {"first": -5}),
            (count, {"first": 10_000}),
            (year, {"width": 3}),
            (month, {"kind": "year", "width": 2}),
            (count, {"kind": "month"}),
            (text, {"text": ""}),
            (text, {"text": "a b\n<b>"}),
        ):
            with self.subTest(values), self._refused():
                segment.write(values)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            count.unlink()
        with self.assertRaises(ValidationError), self.cr.savepoint():
            count.copy()
        for column, value in (("width", -3), ("first", -5), ("text", "a b")):
            query = SQL(
                "UPDATE cs_number_segment SET %s = %s WHERE id = %s",
                SQL.identifier(column),
                value,
                count.id,
            )
            with self.subTest(column), self._refused():
                self.cr.execute(query)
        self.assertEqual(self._hire("fine").cs_number, "JW24010001")

    def test_a_scheme_in_force_has_segments(self):
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._scheme([])
        scheme = self._scheme([], active=False)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            scheme.active = True
        self.env["cs.number.segment"].create(
            {"scheme_id": scheme.id, "kind": "sequence", "width": 2}
        )
        scheme.active = True
        self.assertEqual(scheme.example, "01")
        self.assertFalse(scheme.example_problem)

    def test_segments_that_change_together_are_looked_at_together(self):
        scheme = self._scheme(INTERNAL)
        with Form(scheme) as form:
            with form.segment_ids.edit(0) as part:
                part.kind = "text"
                part.text = "X"
            self.assertIn("exactly one sequence", form.example_problem)
            self.assertFalse(form.example)
            with form.segment_ids.new() as part:
                part.kind = "sequence"
        self.assertEqual(scheme.example, "X0001")

    def test_numbers_are_such_that_a_badge_can_bear_them(self):
        scheme = self._scheme(TEN)
        holder = self._hire("holder")
        other = self._hire("other")
        scheme.on_transfer = "hand"
        reserved = self.env["cs.number.reserved"]
        for number in (" ", "x\ny", "x\ty", " x", "zzz; \n", "9" * 33):
            with self.subTest(number), self.assertRaises(UserError):
                holder.cs_number = number
            with self.subTest(number), self._refused():
                reserved.create({"scheme_id": scheme.id, "number": number})
        taken = {"scheme_id": scheme.id, "number": holder.cs_number}
        for wanted in ({}, {"employee_id": other.id}):
            with self.assertRaises(UserError) as error, self.cr.savepoint():
                reserved.create(taken | wanted)
            self.assertIn("is taken by holder", str(error.exception))
        self.assertTrue(reserved.create(taken | {"employee_id": holder.id}))

    def test_the_example_shows_what_the_segments_make(self):
        self.assertEqual(self._scheme(TEN).example, "JW24050001")
        self.assertEqual(self._scheme(BADGE).example, "201001")

    def test_a_number_is_unique_in_the_company_in_the_database(self):
        self._scheme(INTERNAL)
        row = self._hire()._cs_current_numbers()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            row.copy({"employee_id": self.agent.id})

    def test_two_companies_may_have_the_same_number(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._scheme(INTERNAL)
        self._scheme(INTERNAL, company_id=other.id)
        here = self._hire("here")
        there = self.env["hr.employee"].create(
            {"name": "there", "company_id": other.id}
        )
        self.assertEqual([here.cs_number, there.cs_number], ["001", "001"])

    def test_en02_a_reserved_number_needs_no_codes(self):
        scheme = self._scheme(BADGE)
        boss = self.env["hr.job"].create({"name": "GM"})
        self.env["cs.number.reserved"].create(
            {"scheme_id": scheme.id, "number": "100001", "job_id": boss.id}
        )
        gm = self._hire("gm", self._department("Bare"), job_id=boss.id)
        self.assertEqual(gm.cs_number, "100001")

    def test_two_who_hire_at_once_wait_for_each_other(self):
        """The counter is locked until the first transaction is over."""
        with self.registry.cursor() as cr:
            company = self.env.ref("base.main_company").id
            scheme = self.env(cr=cr)["cs.number.scheme"].create(
                {"name": "Race", "company_id": company}
            )
        self.addCleanup(self._drop_scheme, scheme.id)
        keys = {""}
        with self.registry.cursor() as first:
            counters = self.env(cr=first)["cs.number.counter"]
            self.assertEqual(counters._lock(scheme, keys, 1), {"": 0})
            counters._advance(scheme, {"": 5})
            with self.registry.cursor() as second:
                second.execute("SET LOCAL lock_timeout = '100ms'")
                with self.assertRaises(LockNotAvailable), mute_logger("odoo.sql_db"):
                    self.env(cr=second)["cs.number.counter"]._lock(scheme, keys, 1)
                second.rollback()
        with self.registry.cursor() as third:
            counters = self.env(cr=third)["cs.number.counter"]
            self.assertEqual(counters._lock(scheme, keys, 1), {"": 5})

    def _drop_scheme(self, scheme_id):
        with self.registry.cursor() as cr:
            self.env(cr=cr)["cs.number.scheme"].browse(scheme_id).unlink()

    def test_issuing_costs_the_same_for_one_and_for_twenty(self):
        self._scheme(TEN, is_automatic=False)
        people = self.env["hr.employee"].create(
            [{"name": f"{n}", "department_id": self.calls.id} for n in range(21)]
        )
        self.env.flush_all()
        for employees in (people[0], people[1:]):
            self.env.invalidate_all()
            with self.assertQueryCount(25):
                employees.action_cs_issue_number()
                self.env.flush_all()
        self.assertEqual(len(set(people.mapped("cs_number"))), 21)
