import base64

from odoo.tests import tagged

from ..flow.wire import Wire
from .common import FormCase

_STEPS = {"hidden_nodes": ["head"]}
SECRET = {
    "fields": [
        {"key": "topic", "kind": "text", "label": "Topic"},
        {"key": "wage", "kind": "money", "label": "Wage", "role": "amount", **_STEPS},
        {"key": "note", "kind": "text", "label": "Note", **_STEPS},
        {"key": "proof", "kind": "attachment", "label": "Proof", **_STEPS},
        {"key": "lines", "kind": "table", "label": "Lines"},
        {"key": "what", "kind": "text", "label": "What", "parent": "lines"},
        {"key": "cost", "kind": "money", "label": "Cost", "parent": "lines", **_STEPS},
        {
            "key": "why",
            "kind": "text",
            "label": "Why",
            "visible_if": "topic = 'Raise'",
        },
    ],
    "rules": [],
}
VALUES = {
    "topic": "Raise",
    "wage": 4711,
    "note": "hush",
    "why": "because",
    "lines": [{"what": "Desk", "cost": 815}],
}


@tagged("post_install", "-at_install")
class TestFormSight(FormCase, Wire):
    """What a step hides is not to be had from the server in any other way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls._form("Secret form", "secret_form", SECRET)

    def setUp(self):
        super().setUp()
        file = self.env["ir.attachment"].with_user(self.agent.user_id)
        self.file = file.create({"name": "proof.txt", "datas": base64.b64encode(b"x")})
        self.request = self.filed(VALUES | {"proof": [{"id": self.file.id}]})
        self.assertEqual(self.request.flow_state, "running")

    def result(self, who, method, *args, model="cs.request", **kwargs):
        answer = self.call(who, model, method, *args, **kwargs)
        self.assertFalse(answer.error, answer)
        return answer.result

    def test_reading_gives_what_the_step_shows(self):
        people = (self.lead, self.agent, self.hr)
        for person in people:
            person.user_id.group_ids += self.env.ref("base.group_allow_export")
        for who, sees in ((self.lead, False), (self.agent, True), (self.hr, True)):
            check = self.assertIn if sees else self.assertNotIn
            line = self.request.sudo().line_ids.ids
            found = [
                self.result(who, "read", [self.request.id]),
                self.result(who, "search_read", [["id", "=", self.request.id]]),
                self.result(
                    who, "web_read", [self.request.id], specification={"properties": {}}
                ),
                self.result(
                    who, "export_data", [self.request.id], ["name", "properties"]
                ),
                self.result(who, "get_page", self.request.id),
                self.result(who, "preview", None, self.request.id, {}),
            ]
            for answer in found:
                for text in ("4711", "hush"):
                    check(text, str(answer), who.name)
            page = self.result(who, "get_page", self.request.id)
            for answer in (
                page,
                self.result(who, "read", line, model="cs.request.line"),
            ):
                self.assertIn("Desk", str(answer))
                check("815", str(answer), who.name)

    def test_it_stays_hidden_after_the_decision(self):
        task = self.request.sudo().flow_run_id.task_ids
        task.with_user(self.lead.user_id).action_approve()
        page = self.result(self.lead, "get_page", self.request.id)
        self.assertNotIn("wage", page["values"])
        self.assertIn("topic", page["values"])

    def test_no_search_and_no_group_tells(self):
        own = [["id", "=", self.request.id]]
        for who, count in ((self.lead, 0), (self.agent, 1), (self.hr, 1)):
            for condition in (
                ["properties.wage", "=", 4711],
                ["properties.wage", ">", 4000],
                ["properties.note", "ilike", "hus"],
                ["properties.note", "!=", "other"],
            ):
                found = self.result(who, "search_count", [*own, condition])
                self.assertEqual(found, count, (who.name, condition))
            groups = self.result(
                who,
                "formatted_read_group",
                own,
                groupby=["properties.note"],
                aggregates=["__count"],
            )
            self.assertEqual("hush" in str(groups), bool(count))
            lines = self.result(
                who,
                "search_count",
                [["properties.cost", "=", 815]],
                model="cs.request.line",
            )
            self.assertEqual(lines, count)
        counts = {
            self.result(
                self.lead, "search_count", [*own, "!", ["properties.wage", "=", wage]]
            )
            for wage in (4711, 1)
        }
        self.assertEqual(len(counts), 1, "the right and a wrong guess look the same")

    def test_files_cards_and_paper_leave_it_out(self):
        self.refused(self.lead, "ir.attachment", "read", [self.file.id], ["datas"])
        about = [["res_model", "=", "cs.request"], ["res_id", "=", self.request.id]]
        found = self.result(
            self.lead, "search_read", about, ["name"], model="ir.attachment"
        )
        self.assertNotIn("proof.txt", str(found))
        self.assertTrue(
            self.result(
                self.agent, "read", [self.file.id], ["datas"], model="ir.attachment"
            )
        )
        task = self.request.sudo().flow_run_id.task_ids
        self.assertIn("Raise", str(task.summary))
        for text in ("4711", "hush"):
            self.assertNotIn(text, str(task.summary))
        self.assertFalse(self.request.amount)
        mine = self.requests(self.lead).browse(self.request.id)
        for paper in (mine._paper(), mine._seen_states()):
            self.assertIn("Desk", str(paper))
            for text in ("4711", "hush", "815"):
                self.assertNotIn(text, str(paper))
        self.assertIn("815", str(self.request._paper()))

    def test_what_is_not_shown_any_more_is_not_kept(self):
        """A field that a condition hides has no value, whoever asks."""
        draft = self.filed(VALUES, submit=False)
        self.assertIn("because", str(draft.read(["properties"])))
        draft.write({"properties": {"topic": "Other"}})
        for who in (self.agent, self.hr):
            for answer in (
                self.result(who, "read", [draft.id], ["properties"]),
                self.result(who, "get_page", draft.id),
            ):
                self.assertNotIn("because", str(answer))
