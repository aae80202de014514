from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OwnCompanyCase


@tagged("post_install", "-at_install")
class TestOrgLeading(OwnCompanyCase):
    """Who leads by a role or as head has the rights of a leader, or HR reads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shift_lead = cls.env["cs.role"].create(
            {"name": "Shift lead", "code": "shift_lead", "is_leading": True}
        )

    def _assign(self, person, **values):
        return self.env["cs.role.assignment"].create(
            {
                "role_id": self.shift_lead.id,
                "employee_id": person.id,
                "department_id": self.mail.id,
            }
            | values
        )

    def _leads(self, person):
        return person.user_id.has_group("cs_department.group_cs_leader")

    def test_hr_reads_who_leads_without_rights_and_gives_them(self):
        given = self._assign(self.agent)
        self.assertTrue(given.lacks_rights)
        found = self.env["cs.role.assignment"].with_user(self.hr.user_id)
        found = found.search([("lacks_rights", "=", True)])
        self.assertIn(given, found)
        told = given.with_user(self.hr.user_id).action_give_rights()
        self.assertEqual(told["params"]["type"], "success")
        self.assertEqual(
            told["params"]["message"],
            "Has the rights of a team leader from now on: agent.",
        )
        self.assertTrue(self._leads(self.agent))
        self.assertFalse(given.lacks_rights)
        self.assertIn("team leader", self.agent.message_ids[0].body)
        self.assertIn(self.mail, self.agent.user_id.cs_led_department_ids)

    def test_who_leads_nothing_lacks_nothing(self):
        plain = self._assign(self.agent, role_id=self.duty.id)
        everywhere = self._assign(self.agent2, department_id=False)
        led_before = self._assign(
            self.agent3,
            date_from=fields.Date.today() - timedelta(days=9),
            date_to=fields.Date.today() - timedelta(days=2),
        )
        has_them = self._assign(self.lead)
        for one in (plain, everywhere, led_before, has_them):
            self.assertFalse(one.lacks_rights)
        with self.assertRaisesRegex(UserError, "Nobody here leads"):
            plain.with_user(self.hr.user_id).action_give_rights()
        self.assertFalse(self._leads(self.agent))

    def test_an_auditor_gets_no_rights_of_a_leader(self):
        person = self.env["hr.employee"].create(
            {
                "name": "auditor",
                "user_id": self.auditor.id,
                "company_id": self.company.id,
            }
        )
        self.assertFalse(self._assign(person).lacks_rights)

    def test_only_hr_gives_rights(self):
        given = self._assign(self.agent)
        self.centre.manager_id = self.agent2
        for person in (self.agent, self.lead, self.chief):
            for record, name in (
                (given, "action_give_rights"),
                (self.centre, "action_cs_give_rights"),
            ):
                with self.assertRaises(AccessError):
                    getattr(record.with_user(person.user_id), name)()
        with self.assertRaises(AccessError):
            self.agent.user_id.with_user(self.lead.user_id)._cs_give_leader_rights()
        self.assertFalse(self._leads(self.agent) or self._leads(self.agent2))

    def test_the_new_head_of_a_department_gets_rights(self):
        self.assertFalse(self.mail.cs_head_lacks_rights)
        self.mail.manager_id = self.agent3
        self.assertTrue(self.mail.cs_head_lacks_rights)
        self.mail.with_user(self.hr.user_id).action_cs_give_rights()
        self.assertTrue(self._leads(self.agent3))
        self.assertFalse(self.mail.cs_head_lacks_rights)

    def test_many_are_read_with_the_same_queries(self):
        people = [self.agent, self.agent2, self.agent3]
        given = self.env["cs.role.assignment"].union(
            *(self._assign(person) for person in people)
        )
        given.mapped("lacks_rights")
        counts = []
        for some in (given[:1], given):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.mapped("lacks_rights")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
