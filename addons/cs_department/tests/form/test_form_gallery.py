import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..flow.wire import listening
from .common import FormCase


@tagged("post_install", "-at_install")
class TestFormGallery(FormCase, HttpCase):
    """Ready forms to begin with, and forms as files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.env["cs.form"].with_user(cls.hr.user_id)

    def test_each_template_becomes_a_form_that_can_be_tried(self):
        for template in self.mine.get_gallery():
            before = self.mine.search([])
            seen = self.mine.preview_template(template["key"])
            self.assertEqual(self.mine.search([]), before)
            self.assertFalse(seen["problems"], template["key"])
            self.assertEqual(seen["name"], template["name"])
            answer = self.mine.use_template(template["key"])
            self.assertFalse(answer["notes"], template["key"])
            form = self.mine.browse(answer["form_id"])
            self.assertEqual(form.state, "draft")
            series, code = form.number_prefix.split("/")[0], form.code.upper()
            self.assertTrue(f"{code}_".startswith(f"{series}_"), "whole words")
            errors = [f for f in form.flow_id._findings() if f["level"] == "error"]
            self.assertFalse(errors, template["key"])

    def test_a_template_speaks_every_language_it_knows(self):
        chinese = self.mine.with_context(lang="zh_CN")
        names = [template["name"] for template in chinese.get_gallery()]
        self.assertIn("出差申请", names)
        seen = chinese.preview_template("trip")
        self.assertIn("出差事由", [one["label"] for one in seen["fields"]])
        self.assertIn("直接上级", seen["steps"])
        form = chinese.browse(chinese.use_template("trip")["form_id"])
        self.assertEqual(form.name, "出差申请")
        self.assertEqual(form.with_context(lang="en_US").name, "Business trip")
        for spec in form.draft_id._design()["fields"]:
            self.assertFalse(spec["label"].isascii(), spec["label"])

    def test_a_second_use_overwrites_nothing(self):
        first = self.mine.use_template("seal")
        again = self.mine.use_template("seal")
        self.assertNotEqual(first["code"], again["code"])
        self.assertTrue(again["notes"])

    def test_what_is_no_template_gets_a_sentence(self):
        for key in ("", "../trip", "nothing", None, 7, ["seal"]):
            with self.assertRaises(UserError):
                self.mine.use_template(key)
        for words in ("x", {"zh_CN": 3}, {"zh_CN": {"Kind": 7}}, ["zh_CN"]):
            data = self.form.export_definition() | {"words": words}
            self.assertTrue(self.mine.import_definition(data)["form_id"])

    def test_others_do_not(self):
        forms = self.env["cs.form"].with_user(self.agent.user_id)
        for method, args in (("get_gallery", ()), ("use_template", ("seal",))):
            with self.assertRaises(AccessError):
                getattr(forms, method)(*args)

    def test_the_file_of_a_form(self):
        for person, status in ((self.hr, 200), (self.agent, 403)):
            user = person.user_id
            user.password = user.login.ljust(8, "x")
            self.authenticate(user.login, user.login.ljust(8, "x"))
            with listening():
                answer = self.url_open(self.form.action_export()["url"])
            self.assertEqual(answer.status_code, status)
            if status == 200:
                seen = self.mine.preview_definition(json.loads(answer.text))
                self.assertEqual(len(seen["fields"]), len(self.form.draft_id.field_ids))

    def test_take_a_template_in_the_browser(self):
        user = self.hr.user_id
        user.password = user.login
        self.start_tour("/odoo/cs-form-gallery", "cs_form_gallery", login=user.login)
        self.assertTrue(self.mine.search([("code", "=", "trip")]))
