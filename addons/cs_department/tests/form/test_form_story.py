import io

from pypdf import PdfReader

from odoo.tests import tagged

from .test_form_tours import FormTourCase

DESKTOP, PHONE = "1400x900", "390x844"


@tagged("post_install", "-at_install")
class TestFormStory(FormTourCase):
    """A form from its first field to its second version, by clicks only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form.active = False
        cls.agent.parent_id = cls.lead
        cls.lead.parent_id = cls.chief

    def walk(self, page, name, employee, size=DESKTOP):
        """Walk a tour as somebody, on a desktop or a phone."""
        self.browser_size, self.touch_enabled = size, size == PHONE
        user = employee.user_id
        user.password = user.login
        self.start_tour(page, name, login=user.login)

    def test_from_the_first_field_to_the_second_version(self):
        self.walk("/odoo/cs-forms", "cs_story_build", self.hr)
        form = self.env["cs.form"].search([("code", "=", "team_day")])
        self._check_built(form)
        self.assertFalse(self._requests(form), "trying leaves no trace")
        first = self._filed(form)
        self._check_paper(first)
        running = self._filed(form, approve=False)
        self._check_changed(form, running)
        self.walk("/odoo/cs-forms-home", "cs_story_import", self.hr)
        rows = self._requests(form).filtered(lambda r: r.employee_id == self.hr)
        self.assertEqual(len(rows), 50, "the file with three wrong rows left none")

    def _requests(self, form):
        return self.env["cs.request"].search([("form_id", "=", form.id)])

    def _check_built(self, form):
        version = form.version_id
        fields = version.field_ids
        self.assertEqual(version.number, 1)
        self.assertEqual(len(fields.filtered(lambda f: not f.parent_id)), 12)
        self.assertEqual(len(fields.filtered("parent_id")), 2)
        [rule] = version.rule_ids
        self.assertEqual(rule.message, "At most eight people.")
        rules = {f.key: (f.required, f.visible_if or "") for f in fields}
        self.assertEqual(rules["number"][0], "submit")
        self.assertEqual(rules["long_text"][1], "choice = 'a'")
        [branch] = form.flow_id.version_id.graph["nodes"]
        [joint] = branch["children"][0]["children"]
        self.assertEqual((joint["sign"], joint["limit_hours"]), ("all", 8))

    def _filed(self, form, approve=True):
        """File on the phone; the two who sign together approve on theirs."""
        before = self._requests(form)
        self.walk("/odoo/cs-forms-home", "cs_story_file_phone", self.agent, PHONE)
        request = self._requests(form) - before
        self.assertEqual(request.flow_state, "running")
        if approve:
            for person in (self.lead, self.chief):
                self.walk("/odoo/my-approvals", "cs_story_approve_phone", person, PHONE)
            self.assertEqual(request.flow_state, "approved")
        return request

    def _check_paper(self, request):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        paper, kind = report._render_qweb_pdf(
            "cs_department.report_request", request.ids
        )
        self.assertEqual(kind, "pdf")
        text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(paper)).pages)
        for words in (request.name, "Team day", '<b>"so"</b>', "Museum", "120.00"):
            self.assertIn(words, text)
        for words in ("lead", "chief", request._verification_code()):
            self.assertIn(words, text)

    def _check_changed(self, form, running):
        old, graph = running.version_id, running.flow_run_id.version_id
        self.walk(f"/odoo/cs-forms/{form.id}", "cs_story_change", self.hr)
        self.assertEqual(running.version_id, old)
        self.assertEqual(running.flow_run_id.version_id, graph)
        self.assertEqual(form.version_id.number, 2)
        self.assertEqual(form.flow_id.version_id.number, 2)
        labels = {
            r: {f["key"]: f["label"] for f in page["fields"]}["number"]
            for r, page in (
                ("old", self.requests(self.agent).get_page(running.id)),
                ("new", self.requests(self.agent).get_page(form_id=form.id)),
            )
        }
        self.assertEqual(labels, {"old": "People", "new": "Heads"})
        names = [task.node_name for task in running.flow_run_id.task_ids]
        self.assertEqual(set(names), {"Managers"})
