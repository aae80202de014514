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

    def _branch(self):
        shown = self.mine.get_designer()
        row = {**shown["empty"], "children": []}
        cases = [
            row
            | {"key": key, "name": key, "kind": "case", "condition": condition}
            | {"children": [head]}
            for key, condition, head in (
                ("long", "days > 3", shown["tree"][0]),
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
