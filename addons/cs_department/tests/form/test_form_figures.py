from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase

CHECKED = {
    "readonly": "nodes",
    "editable_nodes": ["head"],
    "required": "nodes",
    "required_nodes": ["head"],
}
DESIGN = {
    "fields": [
        {"key": "asked", "kind": "duration", "label": "Asked"},
        {
            "key": "hours",
            "kind": "duration",
            "label": "Real hours",
            "minimum": "0",
            **CHECKED,
        },
    ],
    "rules": [],
}


@tagged("post_install", "-at_install")
class TestFormFigures(FormCase):
    """A figure that is filled in at a step: zero is one, its limits hold at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls._form("Hours", "hours_form", DESIGN)

    def setUp(self):
        super().setUp()
        self.request = self.filed({"asked": 2})
        self.leader = self.requests(self.lead)

    def _save(self, hours):
        self.leader.save_page(self.request.id, None, {"hours": hours})

    def _approve(self):
        task = self.request.sudo().flow_run_id.task_ids.filtered(
            lambda one: one.state == "pending"
        )
        task.with_user(self.lead.user_id).action_approve()

    def test_what_breaks_a_limit_is_not_kept(self):
        with self.assertRaisesRegex(UserError, "Real hours"):
            self._save(-5)
        self.assertFalse(self.request._stored_values().get("hours"))
        with self.assertRaisesRegex(UserError, "Please fill in: Real hours"):
            self._approve()

    def test_zero_is_a_figure(self):
        self._save(0)
        self.assertEqual(repr(self.request._stored_values()["hours"]), "0.0")
        [_asked, hours] = self.leader.get_page(self.request.id)["fields"]
        self.assertEqual(hours["label"], "Real hours")
        self._approve()
        self.assertEqual(self.request.flow_state, "approved")
        [sheet] = self.request.sudo()._all_values().values()
        self.assertEqual(sheet["hours"], 0)
        self.assertEqual(self.request._value_text({"kind": "duration"}, 0), "00:00")

    def test_a_draft_may_still_be_wrong(self):
        draft = self.filed({"asked": 2}, submit=False)
        self.assertEqual(draft.flow_state, "none")
