from urllib.parse import quote

from odoo.tests import tagged

from ..flow.wire import Wire
from .common import FormCase
from .test_form_filing import GOOD

UGLY = (
    "<script>alert(1)</script>",
    "'; DROP TABLE cs_request; --",
    "\"quoted\" 'both' `ways`",
    "😀👩‍👩‍👧",
    "\u202eright to left \u05d0\u05d1",
    "字" * 1999,
    "%s %(name)s {x} {{ 7*7 }}",
)


@tagged("post_install", "-at_install")
class TestFormAttacks(FormCase, Wire):
    """What a client tries over HTTP, as each role."""

    MODELS = (
        "cs.request",
        "cs.request.line",
        "cs.request.unique",
        "cs.turn",
        "cs.form",
        "cs.form.version",
        "cs.form.field",
        "cs.form.rule",
        "cs.flow.run",
    )

    def test_nobody_writes_what_is_the_servers(self):
        request = self.filed(GOOD, submit=False)
        other = self._form("Other", "other_form", {"fields": [], "rules": []}, False)
        draft = self.form.draft_id.id
        for vals in (
            {"version_id": draft},
            {"form_id": other.id},
            {"employee_id": self.agent2.id},
            {"name": "X/1"},
            {"flow_state": "approved"},
            {"submitted_at": "2026-01-01 00:00:00"},
            {"amount": 1},
            {"company_id": 1},
            {"properties": {"verdict": "fine"}},
            {"properties": {"unknown": 1}},
            {"properties": {"start": {"x": 1}}},
            {"properties": "rubbish"},
            {"line_ids": [[0, 0, {"table_id": 999999, "properties": {}}]]},
            {"line_ids": [[0, 0, {"properties": {"what": 1}}]]},
        ):
            self.refused(self.agent, "cs.request", "write", [request.id], vals)

    def test_nobody_creates_what_is_the_servers(self):
        old = self.form.version_id.id
        for vals in (
            {},
            {"form_id": 0},
            {"form_id": 999999},
            {"form_id": self.form.id, "version_id": old},
            {"form_id": self.form.id, "flow_state": "approved"},
            {"form_id": self.form.id, "employee_id": self.agent2.id},
            {"form_id": self.form.id, "employee_id": 999999},
            {"form_id": self.form.id, "name": "X"},
        ):
            self.refused(self.agent, "cs.request", "create", [vals])
        context = {"default_name": "X/9", "default_version_id": self.form.draft_id.id}
        answer = self.call(
            self.agent,
            "cs.request",
            "create",
            [{"form_id": self.form.id}],
            context=context,
        )
        made = self.env["cs.request"].browse(answer.result)
        self.assertFalse(made.name)
        self.assertEqual(made.version_id, self.form.version_id)

    def test_properties_cannot_carry_a_definition(self):
        request = self.filed(GOOD, submit=False)
        before = self.form.version_id.definition
        self.call(
            self.agent,
            "cs.request",
            "write",
            [request.id],
            {
                "properties": [
                    {
                        "name": "kind",
                        "type": "char",
                        "string": "Mine",
                        "value": "planned",
                        "definition_changed": True,
                    }
                ]
            },
        )
        self.assertEqual(self.form.version_id.definition, before)

    def test_requests_of_others_are_not_to_be_had(self):
        request = self.filed(GOOD)
        for employee in (self.agent2, self.agent3, self.lead2):
            for method, args in (
                ("read", [[request.id], ["properties"]]),
                ("get_page", [request.id]),
                ("save_page", [request.id, None, {"kind": "planned"}]),
                ("preview", [None, request.id, {}]),
                ("write", [[request.id], {"properties": {}}]),
                ("unlink", [[request.id]]),
                ("action_submit", [[request.id]]),
                ("action_withdraw", [[request.id]]),
                ("action_export_xlsx", [[request.id]]),
            ):
                self.refused(employee, "cs.request", method, *args)
            self.assertFalse(
                self.call(
                    employee, "cs.request.line", "search_read", [], ["properties"]
                ).result
            )

    def test_each_role_reads_what_it_should(self):
        request = self.filed(GOOD)
        draft = self.filed(GOOD, submit=False)
        for login, numbers in (
            ("agent", {request.id, draft.id}),
            ("agent2", set()),
            ("lead", {request.id}),
            ("chief", {request.id}),
            ("hr", {request.id, draft.id}),
            ("auditor", {request.id, draft.id}),
        ):
            domain = [("form_id", "=", self.form.id)]
            answer = self.call(login, "cs.request", "search", domain)
            self.assertEqual(set(answer.result), numbers, login)

    def test_who_is_asked_fills_in_only_what_is_open(self):
        request = self.filed(GOOD)
        save = ("cs.request", "save_page", request.id, None)
        self.refused(self.lead, *save, {"kind": "emergency"})
        self.refused(self.lead, *save, {"verdict": "x", "badge": "y"})
        self.refused(self.lead, *save, {"lines": []})
        self.refused(self.lead, *save, {"verdict": "x"}, True)
        self.assertFalse(self.call(self.lead, *save, {"verdict": "x"}).error)

    def test_designs_are_for_hr(self):
        forms, version = "cs.form", self.form.version_id
        field, rule = version.field_ids[0], version.rule_ids[0]
        design = {"fields": [], "rules": []}
        for employee in (self.agent, self.lead, self.chief):
            for method, args in (
                ("save_design", [self.form.id, design, self.form.rev]),
                ("publish", [self.form.id]),
                ("try_design", [self.form.id, {}, self.agent.id]),
                ("get_changes", [self.form.id]),
                ("import_definition", [{}]),
                ("create", [{"name": "x", "code": "x"}]),
                ("write", [[self.form.id], {"name": "x"}]),
                ("unlink", [[self.form.id]]),
            ):
                self.refused(employee, forms, method, *args)
            self.refused(employee, "cs.form.field", "write", [field.id], {"label": "x"})
            self.refused(employee, "cs.form.rule", "read", [rule.id], ["message"])

    def test_published_rows_stay_as_they_are(self):
        version = self.form.version_id
        field, rule = version.field_ids[0], version.rule_ids[0]
        for model, row, vals in (
            ("cs.form.field", field, {"required": "never"}),
            ("cs.form.field", field, {"version_id": self.form.draft_id.id}),
            ("cs.form.choice", field.choice_ids[0], {"key": "x"}),
            ("cs.form.rule", rule, {"expression": "TRUE"}),
            ("cs.form.version", version, {"state": "draft"}),
            ("cs.form.table", version.table_ids[0], {"definition": []}),
        ):
            self.refused(self.hr, model, "write", [row.id], vals)
            self.refused(self.hr, model, "unlink", [row.id])
        self.refused(
            self.hr,
            "cs.form.field",
            "create",
            [{"version_id": version.id, "key": "z", "label": "Z"}],
        )

    def test_ugly_values_come_back_as_they_were(self):
        for text in UGLY:
            values = GOOD | {"badge": text, "lines": [{"what": text, "price": 1}]}
            answer = self.call(
                self.agent, "cs.request", "save_page", None, self.form.id, values, True
            )
            self.assertFalse(answer.error, answer)
            page = answer.result["page"]
            self.assertEqual(page["values"]["badge"], text)
            self.assertEqual(page["values"]["lines"][0]["what"], text)
        long = GOOD | {"badge": "x" * 10_000}
        save = ("cs.request", "save_page", None, self.form.id)
        self.refused(self.agent, *save, long, True)
        reason = GOOD | {"kind": "emergency", "reason": "x" * 10_000}
        self.assertFalse(self.call(self.agent, *save, reason, True).error)

    def test_ugly_arguments_get_a_sentence(self):
        request = self.filed(GOOD, submit=False)
        for number in (0, -1, "x", 2**40, [1], {"a": 1}, 999999):
            self.refused(self.agent, "cs.request", "get_page", number or "0")
            self.refused(self.agent, "cs.request", "get_page", None, number)
            self.refused(self.hr, "cs.form", "get_design", number)
            self.refused(self.hr, "cs.form", "publish", number)
        for values in ("x", 7, [1], [["a", 1]]):
            self.refused(
                self.agent, "cs.request", "save_page", request.id, None, values
            )
            self.refused(
                self.hr, "cs.form", "save_design", self.form.id, values, self.form.rev
            )

    def test_a_stranger_file_cannot_be_taken(self):
        design = {
            "fields": [{"key": "files", "kind": "attachment", "label": "Files"}],
            "rules": [],
        }
        form = self._form("Files", "files_form", design)
        files = self.env["ir.attachment"]
        theirs = files.create({"name": "secret.txt", "raw": b"x"})
        self.refused(
            self.agent, "cs.request", "save_page", None, form.id, {"files": [theirs.id]}
        )
        own = files.with_user(self.agent.user_id).create({"name": "a", "raw": b"x"})
        answer = self.call(
            self.agent, "cs.request", "save_page", None, form.id, {"files": [own.id]}
        )
        self.assertEqual(answer.result["page"]["values"]["files"][0]["name"], "a")
        self.assertEqual(own.sudo().res_id, answer.result["request_id"])

    def test_the_verification_page_tells_nothing_to_others(self):
        request = self.filed(GOOD)
        code = request._verification_code()
        for login, status in (("agent", 200), ("agent2", 404)):
            self.sign_in(login)
            response = self.url_open(f"/cs/verify/{code}")
            self.assertEqual(response.status_code, status, login)
        response = self.url_open(f"/cs/verify/{quote('1-<b>')}")
        self.assertEqual(response.status_code, 404)
