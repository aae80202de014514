import base64
import io
import json

from openpyxl import Workbook, load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase
from .test_form_filing import GOOD


@tagged("post_install", "-at_install")
class TestFormPapers(FormCase):
    """Requests as files: printed, exported, imported; forms as files."""

    def sheet(self, *rows):
        """Return a workbook with these rows, in base64."""
        book = Workbook()
        for row in rows:
            book.active.append(row)
        output = io.BytesIO()
        book.save(output)
        return base64.b64encode(output.getvalue()).decode()

    def test_export_has_a_column_for_each_field(self):
        request = self.filed(GOOD | {"badge": "=1+1"})
        book = load_workbook(io.BytesIO(request._xlsx()))
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
        self.assertEqual(row["Kind"], "Planned")
        self.assertEqual(row["Days"], 3)
        self.assertEqual(row["Badge"], "=1+1")
        self.assertEqual(sheet[2][heads.index("Badge")].data_type, "s")
        lines = book.worksheets[1]
        self.assertEqual([c.value for c in lines[2]][1:], ["Chair", 20.5, 1])

    def test_import_creates_all_or_nothing(self):
        model = self.requests(self.agent)
        heads = ["Kind", "Start", "End", "Lines / What", "Lines / Price"]
        good = ["planned", "2026-03-02", "2026-03-03", "Chair", "1,200.50"]
        before = model.search_count([])
        answer = model.import_rows(
            self.form.id,
            self.sheet(
                heads,
                good,
                ["Nothing", "2026-03-02", "2026-03-03", "Chair", "1"],
                ["emergency", "soon", "2026-03-03", "Chair", "x"],
            ),
        )
        self.assertEqual(
            [(e["row"], e["column"]) for e in answer["errors"]],
            [(3, "Kind"), (4, "Start"), (4, "Price")],
        )
        self.assertEqual(model.search_count([]), before)
        late = model.import_rows(
            self.form.id,
            self.sheet(heads, good, ["planned", "2026-03-02", "2026-03-01", "A", "1"]),
            submit=True,
        )
        self.assertEqual([e["row"] for e in late["errors"]], [3])
        self.assertEqual(model.search_count([]), before)
        done = model.import_rows(
            self.form.id,
            self.sheet(heads, good, [None, None, None, "Desk", 5]),
            submit=True,
        )
        self.assertEqual((done["count"], done["errors"]), (1, []))
        values = model.browse(done["ids"])._stored_values()
        self.assertEqual([r["price"] for r in values["lines"]], [1200.5, 5])

    def test_files_that_are_none_get_a_sentence(self):
        model = self.requests(self.agent)
        for data in ("", "%%%", base64.b64encode(b"PK\x03\x04rubbish").decode(), 7):
            with self.assertRaises(UserError):
                model.import_rows(self.form.id, data)

    def test_csv_in_chinese(self):
        model = self.requests(self.agent)
        text = "Kind;Badge\nplanned;工牌1\n".encode("gb18030")
        data = base64.b64encode(text).decode()
        done = model.import_rows(self.form.id, data)
        self.assertEqual(
            model.browse(done["ids"])._stored_values()["badge"], "工牌1", done
        )

    def test_the_code_on_the_paper_finds_the_record(self):
        request = self.filed(GOOD)
        code = request._verification_code()
        self.assertEqual(self.env["cs.request"]._from_code(code), request)
        for wrong in (code[:-1] + "0x", f"{request.id}-", "", "9" * 30, "x-y"):
            self.assertFalse(self.env["cs.request"]._from_code(wrong))

    def test_the_paper_shows_fields_lines_and_decisions(self):
        request = self.filed(GOOD | {"kind": "emergency", "reason": "<b>因为</b> 'x'"})
        leader = self.requests(self.lead)
        leader.save_page(request.id, None, {"verdict": "fine"})
        task = request.sudo().flow_run_id.task_ids
        task.with_user(self.lead.user_id).action_approve("同意")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("cs_department.report_request", request.ids)[0]
            .decode()
        )
        for text in ("&lt;b&gt;因为&lt;/b&gt;", "Chair", "100.00", "同意", "lead"):
            self.assertIn(text, html)
        self.assertIn(request._verification_code(), html)

    def test_a_number_stays_on_its_line_while_the_table_fits(self):
        for count, is_whole in ((8, True), (9, False)):
            lines = [
                {"key": f"n{n}", "kind": "money", "label": "N", "parent": "lines"}
                for n in range(count)
            ]
            table = {"key": "lines", "kind": "table", "label": "Lines"}
            design = {"fields": [table, *lines], "rules": []}
            form = self._form("Wide", f"wide_{count}", design)
            values = {"lines": [{"n0": 1280.5}]}
            answer = self.requests(self.agent).save_page(None, form.id, values)
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                "cs_department.report_request", [answer["request_id"]]
            )
            cell = html.decode().split("1,280.50")[0].rpartition("<td")[2]
            self.assertEqual("nowrap" in cell, is_whole)

    def test_a_form_travels_as_data(self):
        forms = self.env["cs.form"]
        data = json.loads(json.dumps(self.form.export_definition()))
        seen = forms.preview_definition(data)
        self.assertEqual(len(seen["fields"]), len(data["fields"]))
        self.assertFalse(seen["problems"])
        self.assertFalse(forms.search([("code", "=", seen["code"])]))
        answer = forms.import_definition(json.dumps(data))
        twin = forms.browse(answer["form_id"])
        self.assertNotEqual(twin.code, self.form.code)
        again = twin.export_definition()
        self.assertEqual(again["fields"], data["fields"])
        self.assertEqual(again["rules"], data["rules"])
        self.assertEqual(
            [n["name"] for n in again["flow"]["nodes"]],
            [n["name"] for n in data["flow"]["nodes"]],
        )

    def test_what_is_no_form_is_refused(self):
        forms = self.env["cs.form"]
        good = self.form.export_definition()
        for data in (
            "",
            "[]",
            "{" * 5000,
            7,
            good | {"schema": 9},
            good | {"code": None},
            good | {"fields": [{"key": "A B", "kind": "text", "label": "x"}]},
            good | {"flow": {"model": "hr.leave"}},
        ):
            before = forms.search_count([])
            with self.assertRaises(UserError):
                forms.import_definition(data)
            self.assertEqual(forms.search_count([]), before)
