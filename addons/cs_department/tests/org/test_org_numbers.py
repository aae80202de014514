from psycopg2.errors import LockNotAvailable, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged, users
from odoo.tools import mute_logger

from .common import OrgCase

BADGE = [
    {"kind": "centre", "width": 1},
    {"kind": "department", "width": 2},
    {"kind": "sequence", "width": 3, "scope": "department"},
]
TEN = [
    {"kind": "text", "text": "JW"},
    {"kind": "year", "width": 2},
    {"kind": "month", "width": 2},
    {"kind": "sequence", "width": 4, "scope": "month"},
]
INTERNAL = [{"kind": "sequence", "width": 3}]


class NumberCase(OrgCase):
    """Schemes of the rules, and people who are hired."""

    @classmethod
    def _scheme(cls, parts, **vals):
        return cls.env["cs.number.scheme"].create(
            {
                "name": "Numbers",
                "segment_ids": [
                    Command.create({**part, "sequence": place})
                    for place, part in enumerate(parts)
                ],
                **vals,
            }
        )

    def _hire(self, name="newcomer", department=None, **vals):
        return self._person(name, department or self.calls, **vals)

    def _counter(self, scheme, key, value):
        self.env["cs.number.counter"].create(
            {"scheme_id": scheme.id, "key": key, "last_value": value}
        )


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


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 10:00:00")
class TestOrgNumberLife(NumberCase):
    """What becomes of numbers (EN-03, EN-04, EN-09, EN-10)."""

    def test_en03_the_number_follows_the_post(self):
        self._scheme(BADGE, on_transfer="renew")
        newcomer = self._hire()
        team = self._department("Team 1", self.calls)
        newcomer.department_id = team
        self.assertEqual(newcomer.cs_number, "201001")
        newcomer.department_id = self.mail
        self.assertEqual(newcomer.cs_number, "202001")
        rows = newcomer.cs_number_ids.sorted("id")
        self.assertEqual(rows.mapped("state"), ["void", "current"])

    def test_en03_a_transfer_of_later_is_followed_on_its_day(self):
        self._scheme(BADGE, on_transfer="renew")
        newcomer = self._hire()
        newcomer.create_version(
            {"date_version": "2024-06-01", "department_id": self.mail.id}
        )
        self.assertEqual(newcomer.cs_number, "201001")
        with freeze_time("2024-06-01 10:00:00"):
            newcomer._compute_current_version_id()
            self.env["cs.employee.number"]._cron_follow()
        self.assertEqual(newcomer.cs_number, "202001")

    def test_en09_the_number_never_changes(self):
        self._scheme(BADGE, on_transfer="keep")
        newcomer = self._hire()
        newcomer.department_id = self.mail
        self.assertEqual(newcomer.cs_number, "201001")
        with self.assertRaises(UserError) as error:
            newcomer.with_user(self.hr.user_id).cs_number = "999999"
        self.assertIn("keeps the number 201001 for good", str(error.exception))

    def test_numbers_typed_by_hr_are_checked(self):
        scheme = self._scheme(BADGE, on_transfer="hand")
        self.env["cs.number.reserved"].create(
            {"scheme_id": scheme.id, "number": "201009", "employee_id": self.lead.id}
        )
        newcomer, other = self._hire(), self._hire("other")
        newcomer = newcomer.with_user(self.hr.user_id)
        for number, words in [
            ("201002", "taken by other"),
            ("201009", "kept for lead"),
            (" 1", "does not begin or end with a space"),
            ("9" * 33, "1 to 32 characters"),
        ]:
            with self.assertRaises(UserError) as error:
                newcomer.cs_number = number
            self.assertIn(words, str(error.exception))
        newcomer.cs_number = "201003"
        self.assertEqual(newcomer._cs_current_numbers().source, "hand")
        self.assertEqual(self._hire("third").cs_number, "201004")
        self.assertEqual(other.cs_number, "201002")

    def test_an_import_by_hr_brings_its_numbers(self):
        self._scheme(TEN)
        newcomer = (
            self.env["hr.employee"]
            .with_user(self.hr.user_id)
            .create({"name": "old hand", "cs_number": "JW05010001"})
        )
        self.assertEqual(newcomer.cs_number, "JW05010001")
        self.assertEqual(newcomer.sudo().cs_number_ids.mapped("state"), ["current"])

    def test_nobody_but_hr_changes_a_number(self):
        self._scheme(BADGE, on_transfer="hand")
        newcomer = self._hire()
        officer = self._person("officer", self.mail, "group_cs_agent").user_id
        officer.write(
            {"group_ids": [Command.link(self.env.ref("hr.group_hr_user").id)]}
        )
        with self.assertRaises(AccessError):
            newcomer.with_user(officer).cs_number = "1"
        with self.assertRaises(AccessError):
            newcomer.with_user(officer).action_cs_issue_number()
        for user in (officer, self.hr.user_id, self.lead.user_id, self.auditor):
            ledger = newcomer._cs_current_numbers().with_user(user)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(ledger.has_access(operation), user.login)

    def test_en04_numbers_of_leavers_are_free_in_january(self):
        scheme = self._scheme(BADGE, on_leaving="release")
        leaver, stayer = self._hire("leaver"), self._hire("stayer")
        leaver.active = False
        self.assertEqual(leaver.cs_number_ids.state, "void")
        self.assertEqual(self._hire("third").cs_number, "201003")
        self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(leaver.cs_number_ids.state, "void")
        with freeze_time("2025-01-02 10:00:00"):
            self.env["cs.number.scheme"]._cron_release_numbers()
            self.assertEqual(leaver.cs_number_ids.state, "released")
            self.assertIn("201001", scheme.message_ids[0].body)
            newcomer = self._hire("fourth")
            self.assertEqual(newcomer.cs_number, "201001")
            stayer.active = False
            self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(stayer.cs_number_ids.state, "void")

    def test_en10_the_number_of_a_leaver_is_dead(self):
        scheme = self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        self.assertFalse(leaver.cs_number)
        with self.assertRaises(UserError):
            scheme.action_release_now()
        with freeze_time("2025-01-02 10:00:00"):
            self.env["cs.number.scheme"]._cron_release_numbers()
        self.assertEqual(leaver.cs_number_ids.state, "void")
        self.assertEqual(self._hire().cs_number, "201002")
        leaver.active = True
        self.assertEqual(leaver.cs_number, "201003")

    def test_en10_a_dead_number_outlives_the_employee_record(self):
        self._scheme(BADGE)
        self._hire("leaver").unlink()
        self.assertEqual(self._hire().cs_number, "201002")
        self.assertTrue(
            self.env["cs.employee.number"].search(
                [("number", "=", "201001"), ("person", "=", "leaver")]
            )
        )

    def test_en10_the_old_number_comes_back_with_the_approval_of_a_manager(self):
        self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        old = leaver.cs_number_ids
        with self.assertRaises(UserError):
            old.with_user(self.hr.user_id).action_restore()
        leaver.active = True
        with self.assertRaises(AccessError):
            old.with_user(self.lead.user_id).action_restore()
        old.with_user(self.hr.user_id).action_restore()
        self.assertEqual(old.restore_state, "asked")
        self.assertEqual(leaver.cs_number, "201002")
        with self.assertRaises(AccessError):
            old.with_user(self.hr.user_id).action_allow_restore()
        old.with_user(self.chief.user_id).action_allow_restore()
        self.assertEqual(leaver.cs_number, "201001")
        self.assertEqual(
            sorted(leaver.cs_number_ids.mapped("state")),
            ["current", "released", "void"],
        )

    def test_en10_nobody_allows_what_he_asked_for(self):
        self._scheme(BADGE)
        leaver = self._hire("leaver")
        leaver.active = False
        leaver.active = True
        old = leaver.cs_number_ids.filtered(lambda row: row.state == "void")
        both = self.chief.user_id
        both.write(
            {"group_ids": [Command.link(self.env.ref("cs_department.group_cs_hr").id)]}
        )
        old.with_user(both).action_restore()
        with self.assertRaises(UserError):
            old.with_user(both).action_allow_restore()

    def test_en10_the_scheme_may_give_the_old_number_back_at_once(self):
        self._scheme(BADGE, on_rehire="old")
        leaver = self._hire("leaver")
        leaver.active = False
        leaver.active = True
        self.assertEqual(leaver.cs_number, "201001")

    @users("agent", "lead", "lead2", "hr", "auditor")
    def test_who_reads_the_ledger(self):
        self.env["cs.employee.number"].sudo().search([]).unlink()
        self._scheme(INTERNAL)
        self.env["cs.employee.number"].sudo()._issue(
            self.agent | self.agent2 | self.agent3
        )
        expected = {
            "agent": {"agent"},
            "lead": {"agent", "agent2"},
            "lead2": {"agent3"},
        }.get(self.env.user.login, {"agent", "agent2", "agent3"})
        self.assertEqual(
            set(self.env["cs.employee.number"].search([]).mapped("person")), expected
        )

    @users("agent")
    def test_en13_colleagues_know_the_number(self):
        self._scheme(INTERNAL)
        self.env["cs.employee.number"].sudo()._issue(self.agent2)
        public = self.env["hr.employee.public"].browse(self.agent2.id)
        self.assertEqual(public.cs_number, "001")

    def test_the_wizard_issues_and_tells_who_got_none(self):
        self._scheme(BADGE, is_automatic=False)
        bare = self._hire("bare", self._department("Bare"))
        people = self._hire() | bare
        wizard = (
            self.env["cs.number.wizard"]
            .with_user(self.hr.user_id)
            .with_context(active_model="hr.employee", active_ids=people.ids)
            .create({})
        )
        answer = wizard.action_issue()["params"]
        self.assertEqual(answer["type"], "warning")
        self.assertIn("201001", answer["message"])
        self.assertIn("bare has no number", answer["message"])
        one = self.env["cs.number.wizard"].with_user(self.hr.user_id)
        by_hand = one.create(
            {"employee_ids": bare.ids, "mode": "hand", "number": "7", "reason": "Old"}
        )
        by_hand.action_issue()
        self.assertEqual(bare.cs_number, "7")
        self.assertEqual(bare.cs_number_ids.reason, "Old")
