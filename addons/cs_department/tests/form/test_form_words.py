import base64

from odoo.tests import tagged

from .common import DESIGN, FormCase

TAGS = [
    {"key": key, "label": label} for key, label in zip("abc", "甲乙丙", strict=True)
]


@tagged("post_install", "-at_install")
class TestFormWords(FormCase):
    """Words stand one after the other as Chinese readers are used to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_a_cell_of_several_words_is_read_again(self):
        field = {"key": "skills", "kind": "tags", "label": "Skills", "choices": TAGS}
        form = self._form("Skills", "skills", {"fields": [field], "rules": []})
        model = self.requests(self.agent)
        answer = model.save_page(None, form.id, {"skills": ["a", "b", "c"]})
        spec = form.version_id._known_design()["fields"][0]
        for lang, cell in (("zh_CN", "甲、乙、丙"), ("en_US", "甲, 乙, 丙")):
            request = model.browse(answer["request_id"]).with_context(lang=lang)
            self.assertEqual(request._value_text(spec, ["a", "b", "c"]), cell)
            self.assertEqual(request._value_text(spec, ["a"]), "甲")
            table = f"Skills\n{cell.replace(', ', '; ')}\n".encode()
            done = model.import_rows(form.id, base64.b64encode(table), "skills.csv")
            again = model.browse(done["ids"])
            self.assertEqual(again._stored_values()["skills"], ["a", "b", "c"])

    def test_files_are_named_one_after_the_other(self):
        files = [{"id": n, "name": f"{n}.pdf"} for n in (1, 2)]
        request = self.filed({"kind": "planned"}, submit=False)
        spec = {"kind": "attachment"}
        chinese = request.with_context(lang="zh_CN")
        self.assertEqual(chinese._value_text(spec, files), "1.pdf、2.pdf")

    def test_what_changes_is_listed(self):
        [kind, *others] = DESIGN["fields"]
        kind = {**kind, "help": "Which?", "placeholder": "Choose", "required": "always"}
        design = {**DESIGN, "fields": [kind, *others]}
        forms = self.env["cs.form"].with_context(lang="zh_CN")
        forms.save_design(self.form.id, design, self.form.rev)
        [sentence] = forms.get_changes(self.form.id)["changes"]
        self.assertIn("、", sentence)
        self.assertNotIn(", ", sentence)

    def test_a_circle_is_listed(self):
        around = {"a": "b + 1", "b": "c + 1", "c": "a + 1"}
        fields = [
            {"key": key, "kind": "number", "label": key, "computed": text}
            for key, text in around.items()
        ]
        form = self._form("Circle", "circle", {"fields": fields, "rules": []}, False)
        found = form.with_context(lang="zh_CN")._problems()
        self.assertIn("a、b和c", found[0]["message"])
