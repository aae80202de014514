from odoo.tests import TransactionCase, tagged

ZONE = "Asia/Shanghai"


@tagged("post_install", "-at_install")
class TestOrgDemo(TransactionCase):
    """The demo tells one story, in one place."""

    def test_everybody_lives_in_one_time_zone(self):
        demo = self.env["ir.model.data"].search(
            [("model", "=", "hr.employee"), ("module", "in", ("hr", "cs_department"))]
        )
        people = self.env["hr.employee"].browse(demo.mapped("res_id")).exists()
        self.assertGreater(len(people), 30)
        self.assertEqual(set(people.mapped("tz")), {ZONE})
        self.assertEqual(set(people.user_id.mapped("tz")), {ZONE})
        calendars = people.resource_calendar_id
        self.assertEqual(set(calendars.mapped("tz")), {ZONE})
