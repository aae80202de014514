import base64
import csv
import io
import json
from html import escape

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..flow.wire import Wire
from .common import FormCase

UGLY = (
    "<script>alert(1)</script>",
    "\"quoted\" 'both' `ways` & more",
    "😀👩‍👩‍👧 אבג العربية",
    "=1+1+cmd|' /C calc'!A0",
    "%s %(name)s {x} {{ 7*7 }} ${x}",
    "@SUM(1;2)",
)
LONG = "x" * 10_000


@tagged("post_install", "-at_install")
class TestFormUgly(FormCase, Wire):
    """Ugly text by each way in: it stays text, wherever it is shown."""

    def _ugly_form(self, text, code="ugly"):
        design = {
            "fields": [
                {"key": "said", "kind": "text", "label": text, "help": text},
                {
                    "key": "pick",
                    "kind": "choice",
                    "label": "Pick",
                    "choices": [{"key": "a", "label": text}],
                },
                {"key": "lines", "kind": "table", "label": f"T {text}"},
                {"key": "what", "kind": "text", "label": text, "parent": "lines"},
            ],
            "rules": [
                {
                    "field": "said",
                    "expression": "said <> 'no'",
                    "message": text,
                    "nodes": [],
                }
            ],
        }
        form = self._form(text, code, design, publish=False)
        form.flow_id.node_ids.name = text
        self.env["cs.form"].publish(form.id)
        return form

    def _ugly_request(self, form, text):
        values = {"said": text, "pick": "a", "lines": [{"what": text}]}
        model = self.requests(self.agent)
        answer = model.save_page(None, form.id, values, True)
        return model.browse(answer["request_id"])

    def test_screens_get_the_text_as_it_is(self):
        for number, text in enumerate(UGLY):
            form = self._ugly_form(text, f"ugly_{number}")
            request = self._ugly_request(form, text)
            page = self.call(self.agent, "cs.request", "get_page", request.id).result
            labels = {f["key"]: f["label"] for f in page["fields"]}
            self.assertEqual((labels["said"], labels["what"]), (text, text))
            self.assertEqual(page["fields"][0]["help"], text)
            self.assertEqual(page["fields"][1]["choices"][0]["label"], text)
            self.assertEqual(page["form"]["name"], text)
            self.assertEqual(page["values"]["said"], text)
            bar = self.call(
                self.lead, "cs.flow.run", "get_bar", "cs.request", request.id
            ).result
            self.assertIn(json.dumps(text), json.dumps(bar), "the name of the step")
            with self.assertRaises(UserError) as error:
                self.requests(self.agent).save_page(None, form.id, {"said": "no"}, True)
            self.assertIn(text, str(error.exception))

    def test_who_is_asked_reads_labels_with_values(self):
        form = self._ugly_form(UGLY[0])
        self._ugly_request(form, UGLY[1])
        task = self.env["cs.flow.task"].search([("node_name", "=", UGLY[0])])
        card = self.call(
            self.lead, "cs.flow.task", "web_read", task.ids, {"facts": {}}
        ).result
        facts = [list(fact) for fact in card[0]["facts"]]
        self.assertIn([UGLY[0], UGLY[1]], facts)

    def test_paper_escapes_it(self):
        self.agent.name = UGLY[1]
        for number, text in enumerate(UGLY):
            form = self._ugly_form(text, f"ugly_{number}")
            request = self._ugly_request(form, text)
            report = self.env["ir.actions.report"]
            html = report._render_qweb_html(
                "cs_department.report_request", request.ids
            )[0].decode()
            self.assertNotIn("<script>alert", html)
            # label, column, option, value, cell, form and step
            said = escape(text, quote=False)
            plain = html.replace("&#34;", '"').replace("&#39;", "'")
            plain = plain.replace("&quot;", '"')
            self.assertGreaterEqual(plain.count(said), 6, text)
            self.assertIn("'both' `ways` &amp; more", plain, "the requester")

    def test_sheets_hold_text_and_no_formula(self):
        for number, text in enumerate(UGLY):
            form = self._ugly_form(text, f"ugly_{number}")
            request = self._ugly_request(form, text)
            book = load_workbook(io.BytesIO(request._xlsx()))
            cells = [cell for sheet in book for row in sheet for cell in row]
            self.assertFalse([c for c in cells if c.data_type == "f"], text)
            found = [c for c in cells if c.value == text]
            self.assertGreaterEqual(len(found), 6, text)

    def test_files_of_forms_carry_it(self):
        forms = self.env["cs.form"]
        for number, text in enumerate(UGLY):
            form = self._ugly_form(text, f"ugly_{number}")
            data = form.export_definition()
            seen = forms.preview_definition(json.dumps(data))
            self.assertEqual(seen["name"], text)
            twin = forms.browse(forms.import_definition(data)["form_id"])
            again = twin.export_definition()
            self.assertEqual(again["fields"], data["fields"])
            self.assertEqual(again["rules"], data["rules"])
            self.assertEqual(twin.flow_id.node_ids.mapped("name"), [text])

    def test_imports_read_it_as_text(self):
        form = self._ugly_form("Said")
        output = io.StringIO()
        sheet = csv.writer(output)
        sheet.writerow(["said"])
        sheet.writerows([text] for text in UGLY)
        model = self.requests(self.agent)
        done = model.import_rows(form.id, self._file(output.getvalue()))
        self.assertEqual(done["errors"], [])
        values = [r._stored_values()["said"] for r in model.browse(done["ids"])]
        self.assertEqual(values, list(UGLY))
        wrong = model.import_rows(form.id, self._file(f"said,pick\nx,{UGLY[0]}\n"))
        [error] = wrong["errors"]
        self.assertEqual((error["row"], error["column"]), (2, "Pick"))
        long = model.import_rows(form.id, self._file(f"said\n{LONG}\n"))
        self.assertEqual([e["row"] for e in long["errors"]], [2])
        self.assertEqual(long["count"], 0)

    def _file(self, text):
        return base64.b64encode(text.encode()).decode()

    def test_ten_thousand_characters_get_a_sentence(self):
        forms = self.env["cs.form"].with_user(self.hr.user_id)
        save = ("cs.form", "save_design", self.form.id)
        for change in (
            {"label": LONG},
            {"placeholder": LONG},
            {"kind": "choice", "choices": [{"key": "a", "label": LONG}]},
            {"visible_if": f"TRUE OR said = '{LONG}'"},
        ):
            field = {"key": "said", "kind": "text", "label": "Said"} | change
            design = {"fields": [field], "rules": []}
            rev = forms.get_design(self.form.id)["rev"]
            answer = self.call(self.hr, *save, design, rev)
            found = answer.message or answer.result["problems"]
            self.assertTrue(found, change.keys())
            self.env.invalidate_all()
            if answer.result:
                self.refused(self.hr, "cs.form", "publish", self.form.id)
        design = {
            "fields": [{"key": "s", "kind": "text", "label": "S", "help": LONG}],
            "rules": [],
        }
        rev = forms.get_design(self.form.id)["rev"]
        self.assertFalse(self.call(self.hr, *save, design, rev).error)

    def test_ten_thousand_characters_of_a_value_are_printed(self):
        design = {
            "fields": [{"key": "story", "kind": "long_text", "label": "y" * 1000}],
            "rules": [],
        }
        form = self._form("Long", "long", design)
        request = self._ugly_long(form)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "cs_department.report_request", request.ids
        )[0]
        self.assertIn(LONG.encode(), html)
        sheet = load_workbook(io.BytesIO(request._xlsx())).worksheets[0]
        self.assertIn(LONG, [cell.value for cell in sheet[2]])

    def _ugly_long(self, form):
        model = self.requests(self.agent)
        answer = model.save_page(None, form.id, {"story": LONG}, True)
        return model.browse(answer["request_id"])

    def test_names_and_codes_have_an_end(self):
        flow = self.form.flow_id
        for record, name in (
            (self.form, "name"),
            (self.form, "code"),
            (flow, "name"),
            (flow, "code"),
            (flow.node_ids, "name"),
        ):
            before, write = record[name], (record._name, "write", record.ids)
            answer = self.call(self.hr, *write, {name: LONG})
            self.assertEqual(answer.error, "odoo.exceptions.ValidationError", name)
            self.assertIn("too long", answer.message)
            record.invalidate_recordset()
            self.assertEqual(record[name], before)
            fits = before + "x" * 100
            self.assertFalse(self.call(self.hr, *write, {name: fits}).error)
