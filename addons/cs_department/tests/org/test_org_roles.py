from datetime import date

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ...models.org.zone import day_of
from .common import OwnCompanyCase

DAY = date(2024, 3, 1)


@tagged("post_install", "-at_install")
class TestOrgRoles(OwnCompanyCase):
    """Roles and who holds them (RG-04, RG-28)."""

    def _holders(self, *keys, day=DAY):
        return self.env["cs.role"]._resolve_holders(set(keys), day)

    def test_rg04_the_nearest_department_upwards_decides(self):
        self._assign(self.chief)
        self._assign(self.lead, self.centre)
        self._assign(self.lead2, self.mail)
        calls = self.duty.id, self.calls.id, self.company.id
        mail = self.duty.id, self.mail.id, self.company.id
        nowhere = self.duty.id, False, self.company.id
        self.assertEqual(
            self._holders(calls, mail, nowhere),
            {
                calls: ((self.lead.user_id.id,), self.centre.id),
                mail: ((self.lead2.user_id.id,), self.mail.id),
                nowhere: ((self.chief.user_id.id,), False),
            },
        )

    def test_who_cannot_work_in_a_company_holds_no_role_in_it(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.env["hr.employee"].create(
            {"name": "Stranger", "company_id": other.id}
        )
        refused = self.assertRaisesRegex(ValidationError, "Stranger has no access")
        with refused, self.env.cr.savepoint():
            self._assign(stranger, self.centre)
        held = self._assign(self.lead, self.centre)
        with refused, self.env.cr.savepoint():
            held.employee_id = stranger

    def test_rg28_a_panel_is_a_role_with_several_holders(self):
        for member in (self.lead, self.lead2, self.agent):
            self._assign(member, self.centre)
        key = self.duty.id, self.calls.id, self.company.id
        users, place = self._holders(key)[key]
        self.assertEqual(
            set(users), set((self.lead | self.lead2 | self.agent).user_id.ids)
        )
        self.assertEqual(place, self.centre.id)

    def test_holders_change_with_the_day_and_leavers_do_not_count(self):
        self._assign(self.lead, self.calls, date_to="2024-02-29")
        self._assign(self.lead2, self.calls, date_from="2024-03-01")
        key = self.duty.id, self.calls.id, self.company.id
        before = self._holders(key, day=date(2024, 2, 29))[key]
        self.assertEqual(before[0], tuple(self.lead.user_id.ids))
        self.assertEqual(self._holders(key)[key][0], tuple(self.lead2.user_id.ids))
        self.lead2.user_id.active = False
        self.assertEqual(self._holders(key)[key], ((), False))

    def test_a_role_that_is_given_now_is_held_now_wherever_one_is(self):
        for zone in ("Asia/Shanghai", "Europe/Brussels", "America/New_York"):
            with freeze_time("2024-03-01 23:30:00"):
                roles = self.env["cs.role.assignment"].with_context(tz=zone)
                day = roles.default_get(["date_from"])["date_from"]
                self.assertLessEqual(day, day_of(self.env.company), zone)

    def test_a_role_begins_and_ends_with_the_day_of_its_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.duty.is_leading = True
        self._assign(
            self.agent, self.calls, date_from="2024-03-02", date_to="2024-03-02"
        )
        users = self.env["res.users"]
        for moment, holds in (
            ("2024-03-01 15:59:00", False),
            ("2024-03-01 16:00:00", True),
            ("2024-03-02 15:59:00", True),
            ("2024-03-02 16:00:00", False),
        ):
            with freeze_time(moment):
                users._cron_forget_led_departments()
                self.env.invalidate_all()
                led = self.agent.user_id.cs_led_department_ids
                self.assertEqual(self.calls in led, holds, moment)
                self.assertEqual("duty" in self.agent.cs_person["roles"], holds, moment)

    def test_codes_of_employees(self):
        panel = self.env["cs.role"].create({"name": "Panel", "code": "panel"})
        self._assign(self.lead, self.calls)
        self._assign(self.lead, self.mail)
        self._assign(self.lead, role=panel)
        codes = self.env["cs.role"]._codes_of([self.lead.id, self.agent.id], DAY)
        self.assertEqual(codes, {self.lead.id: ["duty", "panel"], self.agent.id: []})

    def test_the_same_assignment_twice_is_refused_with_a_sentence(self):
        self._assign(self.lead, self.calls, date_to="2024-06-30")
        with self.assertRaises(ValidationError) as error:
            self._assign(self.lead, self.calls, date_from="2024-06-30")
        self.assertIn("lead already holds the role Duty in Calls", str(error.exception))
        self._assign(self.lead, self.calls, date_from="2024-07-01")
        self._assign(self.lead, self.mail)

    def test_a_role_with_one_holder_at_a_time(self):
        self.duty.is_single = True
        self._assign(self.lead, self.calls, date_to="2024-06-30")
        with self.assertRaises(ValidationError) as error:
            self._assign(self.lead2, self.calls, date_from="2024-06-01")
        self.assertIn("lead already holds the role Duty", str(error.exception))
        self._assign(self.lead2, self.calls, date_from="2024-07-01")
        self._assign(self.lead2, self.mail)

    def test_a_role_cannot_become_single_while_two_hold_it(self):
        self._assign(self.lead, self.calls)
        self._assign(self.lead2, self.calls)
        with self.assertRaises(ValidationError) as error:
            self.duty.is_single = True
        self.assertIn("already holds the role Duty in Calls", str(error.exception))

    def test_dates_in_the_wrong_order_are_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self._assign(self.lead, self.calls, date_to="2023-12-31")

    def test_changing_an_assignment_is_checked_too(self):
        self._assign(self.lead, self.calls, date_to="2024-06-30")
        later = self._assign(self.lead, self.calls, date_from="2024-07-01")
        with self.assertRaises(ValidationError):
            later.date_from = "2024-06-30"

    def test_the_database_has_the_last_word(self):
        first = self._assign(self.lead, self.calls)
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO cs_role_assignment
                           (role_id, employee_id, department_id, company_id, date_from)
                    SELECT role_id, employee_id, department_id, company_id, '2025-01-01'
                      FROM cs_role_assignment WHERE id = %s
                    """,
                    first.id,
                )
            )

    def test_a_code_is_a_name_for_conditions(self):
        for code in ("two words", "1st", "a-b", ""):
            with self.assertRaises(ValidationError):
                self.env["cs.role"].create({"name": "Bad", "code": code})
        self.assertTrue(
            self.env["cs.role"].create({"name": "Good", "code": "值班经理"})
        )

    def test_ending_today_keeps_the_history(self):
        assignment = self._assign(self.lead, self.calls)
        self.assertTrue(assignment.is_current)
        assignment.action_end_today()
        self.assertTrue(assignment.is_current)
        self.assertEqual(assignment.date_to, fields.Date.context_today(assignment))
        current = [("is_current", "=", True), ("role_id", "=", self.duty.id)]
        self.assertEqual(self.env["cs.role.assignment"].search(current), assignment)

    def test_resolving_costs_the_same_for_one_and_for_twenty(self):
        self._assign(self.lead, self.centre)
        departments = self.calls | self.env["hr.department"].create(
            [{"name": f"{n}", "parent_id": self.calls.id} for n in range(19)]
        )
        self.env.flush_all()
        for asked in (self.calls, departments):
            keys = {(self.duty.id, place.id, self.company.id) for place in asked}
            self.env.invalidate_all()
            with self.assertQueryCount(2):
                found = self.env["cs.role"]._resolve_holders(keys, DAY)
            self.assertEqual(
                set(found.values()), {((self.lead.user_id.id,), self.centre.id)}
            )

    def test_a_role_that_is_only_begun_has_no_title_of_bare_marks(self):
        new = self.env["cs.role.assignment"].new
        self.assertFalse(new({}).display_name)
        self.assertEqual(new({"role_id": self.duty.id}).display_name, self.duty.name)
        self.assertEqual(new({"employee_id": self.lead.id}).display_name, "lead")
        held = self._assign(self.lead, self.calls)
        self.assertEqual(held.display_name, f"lead: {self.duty.name}, Calls")

    def test_a_card_says_that_a_role_of_long_ago_is_in_force(self):
        view = self.env.ref("cs_department.cs_role_assignment_view_kanban")
        arch = self.env["cs.role.assignment"].get_view(view.id, "kanban")["arch"]
        self.assertIn(">In force now<", arch)
        self.assertNotIn(">Today<", arch)
