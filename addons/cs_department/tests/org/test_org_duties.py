from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import OwnCompanyCase


@tagged("post_install", "-at_install")
class TestOrgDuties(OwnCompanyCase):
    """What holders of a role do regularly (RG-01, RG-02, RG-05, EN-12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cs.role.duty"].search([]).active = False
        cls.talk = cls.env["cs.role.duty"].create(
            {"name": "Talk", "role_id": cls.duty.id, "day": 25, "ahead": 3}
        )
        cls._assign(cls.lead, cls.calls)
        cls._assign(cls.lead2, cls.mail, date_to="2024-05-24")

    def asked(self, day):
        """Return who is asked on which day, after the nightly job of a day."""
        with freeze_time(f"{day} 02:00:00"):
            self.env["cs.role.duty"]._cron_tell()
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "cs.role.duty"), ("res_id", "=", self.talk.id)]
        )
        return sorted((a.user_id.login, str(a.date_deadline)) for a in activities)

    def test_rg_01_every_holder_is_asked_in_time_and_once(self):
        self.assertEqual(self.asked("2024-05-21"), [])
        first = [("lead", "2024-05-25")]
        self.assertEqual(self.asked("2024-05-22"), first)
        self.assertEqual(self.asked("2024-05-25"), first)
        self.assertEqual(self.asked("2024-06-01"), first)
        self.assertEqual(self.asked("2024-06-23"), [*first, ("lead", "2024-06-25")])

    def test_a_duty_of_the_last_day_and_of_weeks(self):
        self.talk.day = 31
        both = [("lead", "2024-02-29"), ("lead2", "2024-02-29")]
        self.assertEqual(self.asked("2024-02-27"), both)
        self.talk.write({"every": "week", "day": 5, "ahead": 0})
        self.assertEqual(self.asked("2024-03-07"), both)
        self.assertIn(("lead", "2024-03-08"), self.asked("2024-03-08"))

    def test_another_company_is_not_asked(self):
        self.talk.company_id = self.env.ref("base.main_company")
        self.assertEqual(self.asked("2024-05-22"), [])

    def test_hr_edits_and_holders_read(self):
        self.assertEqual(self.talk.with_user(self.lead.user_id).name, "Talk")
        with self.assertRaises(AccessError):
            self.talk.with_user(self.lead.user_id).day = 1
        with self.assertRaises(AccessError):
            self.talk.with_user(self.auditor).unlink()
        self.talk.with_user(self.hr.user_id).day = 20
        self.assertEqual(self.talk.day, 20)

    def test_the_duties_of_the_regulations_come_with_the_module(self):
        role = self.env.ref("cs_department.role_supervisor")
        own = self.env["cs.role.duty"].with_context(active_test=False)
        talk = self.env.ref("cs_department.duty_quality_talk")
        self.assertIn(talk, own.search([("role_id", "=", role.id)]))
        self.assertEqual(talk.every, "month")
