from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase


@tagged("post_install", "-at_install")
class TestFormDrawing(FormCase):
    """The drawn designer of a form's flow knows the form's fields."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls.form.flow_id.with_user(cls.hr.user_id)

    def test_conditions_may_use_the_fields_of_the_form(self):
        shown = self.mine.get_designer()
        self.assertIn("days", [fact["name"] for fact in shown["facts"]])
        self.assertFalse(self.mine.check_condition("days > 3"))
        self.assertEqual(self.mine.check_condition("dayss > 3")["suggestion"], "days")
        self.assertEqual(self.mine.check_condition("days > 'x'")["column"], 8)

    def _branch(self, condition="days > 3"):
        shown = self.mine.get_designer()
        row = {**shown["empty"], "children": []}
        cases = [
            row
            | {"key": key, "name": key, "kind": "case", "condition": condition}
            | {"children": [head]}
            for key, condition, head in (
                ("long", condition, shown["tree"][0]),
                (
                    "short",
                    "",
                    row
                    | {"key": "nth", "name": "Manager", "kind": "approve"}
                    | {"approver_kind": "manager", "level": 1, "if_nobody": "skip"},
                ),
            )
        ]
        way = row | {"key": "way", "name": "Way", "kind": "branch", "children": cases}
        return self.mine.save_designer([way], shown["rev"])

    def test_a_drawing_with_such_a_condition_is_saved_and_tried(self):
        answer = self._branch()
        self.assertTrue(answer["saved"], answer["problems"])
        for days, key in ((5, "head"), (2, "nth")):
            found = self.mine.simulate(self.agent.id, {"days": days})
            self.assertFalse(found["problem"])
            self.assertEqual([step["key"] for step in found["steps"]], [key])

    def test_a_try_knows_what_the_organisation_tells(self):
        self.mine.condition = 'department = "Nowhere"'
        self.assertFalse(self.mine.simulate(self.agent.id, {})["is_taken"])

    def _changed(self, change):
        """Change the design of the form, save it and publish it."""
        forms = self.env["cs.form"].with_user(self.hr.user_id)
        design = forms.get_design(self.form.id)
        change({field["key"]: field for field in design["fields"]}, design)
        self.assertTrue(forms.save_design(self.form.id, design, design["rev"])["saved"])
        return forms.publish(self.form.id)

    def test_fields_that_a_published_flow_needs_are_not_lost(self):
        self._branch("kind = 'emergency' AND days > 3")
        self.mine.action_publish()

        def forget_option(fields, _design):
            fields["kind"]["choices"] = fields["kind"]["choices"][:1]

        def rename(fields, design):
            fields["days"]["key"] = "length"

        def say_otherwise(fields, _design):
            fields["kind"]["choices"][1]["label"] = "In a hurry"

        version = self.form.version_id
        for change, word in ((forget_option, "kind"), (rename, "days")):
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                self._changed(change)
            self.assertIn("does not fit these fields", str(error.exception))
            self.assertIn(word, str(error.exception).lower())
            self.env.invalidate_all()
            self.assertEqual(self.form.version_id, version)
        self._changed(say_otherwise)
        self.assertEqual(self.form.version_id.number, version.number + 1)

    def test_the_preview_says_what_is_wrong_with_what_is_designed(self):
        forms = self.env["cs.form"].with_user(self.hr.user_id)
        design = forms.get_design(self.form.id)
        self.assertFalse(forms.preview_design(design, {}, self.form.id)["problems"])
        fields = [field for field in design["fields"] if field["key"] != "start"]
        less = {"fields": fields, "rules": design["rules"]}
        said = [
            problem["message"]
            for problem in forms.preview_design(less, {}, self.form.id)["problems"]
        ]
        self.assertEqual(len(said), 2, said)
        self.assertTrue(said[0].startswith("Field 'Days': "), said)
        self.assertTrue(said[1].startswith("Rule 'The end lies before"), said)
        for wrong in ("x", None, {"fields": [{"key": {}, "label": 7}], "rules": [3]}):
            with (
                self.assertRaises(UserError) if wrong in ("x", None) else self.subTest()
            ):
                forms.preview_design(wrong, {}, self.form.id)
