from lxml import etree

from odoo.exceptions import RedirectWarning
from odoo.tests import tagged

from .common import OrgCase

CHOOSER = [(False, "kanban"), (False, "search")]


@tagged("post_install", "-at_install")
class TestOrgChoosing(OrgCase):
    """Whoever may not read the files of employees chooses a colleague on the phone."""

    def test_the_list_of_a_phone_opens_for_leaders(self):
        people = self.env["hr.employee"].with_user(self.lead.user_id)
        self.assertFalse(people.has_access("read"), "else this proves nothing")
        for kind in ("kanban", "list"):
            found = people.get_views([(False, kind), (False, "search")])
            self.assertIn("name", found["models"]["hr.employee"]["fields"])
            self.assertNotIn("hr.employee.public", found["models"])
            arch = etree.fromstring(found["views"][kind]["arch"])
            names = {node.get("name") for node in arch.iter("field")}
            spec = {name: {} for name in names}
            spec["department_id"] = {"fields": {"display_name": {}}}
            shown = people.web_search_read([("name", "=", "agent")], spec)
            self.assertIn(self.agent.id, [row["id"] for row in shown["records"]])
        self.assertTrue(people.search_count([("name", "=", "agent")]))

    def test_the_files_themselves_stay_closed(self):
        people = self.env["hr.employee"].with_user(self.lead.user_id)
        with self.assertRaises(RedirectWarning):
            people.get_views([*CHOOSER, (False, "form")])
        with self.assertRaises(RedirectWarning):
            people.get_views([(False, "form")])

    def test_hr_keeps_its_own_lists(self):
        people = self.env["hr.employee"].with_user(self.hr.user_id)
        found = people.get_views(CHOOSER)["views"]["kanban"]["id"]
        own = self.env.ref("cs_department.hr_employee_public_view_kanban_choose")
        self.assertNotEqual(found, own.id)
