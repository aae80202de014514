from collections import Counter
from copy import deepcopy
from random import Random

from odoo.exceptions import UserError
from odoo.tests import tagged

from . import random_forms
from .common import FormCase

DESIGNS = 6
ROUNDS = 5
SAID = ("visible", "required", "readonly", "value")


@tagged("post_install", "-at_install")
class TestFormAgreement(FormCase):
    """For any version and values: designer, page and what is stored agree."""

    def test_designer_preview_and_server_agree(self):
        seen = Counter()
        for seed in range(DESIGNS):
            chance = Random(seed)
            form = self._random_form(chance, seed)
            for _round in range(ROUNDS):
                values = random_forms.values(chance, self._records())
                with self.subTest(seed=seed, values=values):
                    self._check(form, values, seen)
        kinds = {*map(random_forms.key_of, random_forms.KINDS), "table"} - {"section"}
        kinds |= {f"c_{kind}" for kind in random_forms.COLUMNS}
        self.assertFalse(kinds - {k for w, k in seen if w == "visible"})
        for what in ("hidden", "required", "readonly"):
            self.assertGreater(len({k for w, k in +seen if w == what}), 12, what)
        self.assertGreater(seen["computed", "number"], 0)
        self.assertGreater(seen["computed", "c_money"], 0)
        self.assertGreater(seen["stored", ""], DESIGNS)

    def _records(self):
        return {
            "employee": [self.agent.id, self.lead.id],
            "department": [self.calls.id],
            "customer": [self.env.company.partner_id.id],
        }

    def _random_form(self, chance, seed):
        """Publish a design; rules that go round in circles are left out of it."""
        design = random_forms.design(chance)
        forms = self.env["cs.form"]
        form = self._form(f"Any {seed}", f"any_{seed}", design, publish=False)
        while problems := forms.get_design(form.id)["problems"]:
            for problem in problems:
                key = problem["field"].rpartition(".")[2]
                [spec] = [one for one in design["fields"] if one["key"] == key]
                spec.pop(problem["attribute"])
            form.invalidate_recordset()
            answer = forms.save_design(form.id, design, form.rev)
            self.assertTrue(answer["saved"])
        forms.publish(form.id)
        return form

    def _check(self, form, values, seen):
        model = self.requests(self.agent)
        values = self._writable(form, values)
        page = model.preview(form.id, None, deepcopy(values))
        designed = self.env["cs.form"].with_user(self.hr.user_id)
        shown = designed.preview_design(self._design_of(form), deepcopy(values))
        self._same(shown["fields"], page["state"], form, seen)
        try:
            stored = model.save_page(None, form.id, deepcopy(values))["page"]
        except UserError:
            self.assertTrue([s for s in page["state"].values() if s["error"]], values)
            return
        seen["stored", ""] += 1
        self._same(page["state"], stored["state"], form, seen)
        again = model.preview(None, stored["request"]["id"], {})
        self._same(stored["state"], again["state"], form, seen)

    def _writable(self, form, values):
        """Return what a page would send: nothing of what cannot be changed."""
        for _look in range(5):
            page = self.requests(self.agent).preview(form.id, None, deepcopy(values))
            state, rows = page["state"], page["state"]["lines"].get("rows") or ()
            values = {k: v for k, v in values.items() if not state[k]["readonly"]}
            if "lines" in values:
                values["lines"] = [
                    {k: v for k, v in line.items() if not cells[k]["readonly"]}
                    for line, cells in zip(values["lines"], rows, strict=False)
                ]
        return values

    def _design_of(self, form):
        design = self.env["cs.form"].get_design(form.id)
        return {"fields": design["fields"], "rules": design["rules"]}

    def _same(self, one, other, form, seen):
        self.assertEqual(one.keys(), other.keys())
        for key, entry in one.items():
            self._same_entry(key, entry, other[key], seen)
            rows, others = entry.get("rows") or (), other[key].get("rows") or ()
            self.assertEqual(len(rows), len(others), key)
            for row, twin in zip(rows, others, strict=True):
                for column, cell in row.items():
                    self._same_entry(column, cell, twin[column], seen)

    def _same_entry(self, key, entry, other, seen):
        for name in SAID:
            self.assertEqual(
                _bare(entry.get(name)), _bare(other.get(name)), (key, name)
            )
        kind = "table" if key == "lines" else key
        seen["visible" if entry["visible"] else "hidden", kind] += 1
        for name in ("required", "readonly", "computed"):
            seen[name, kind] += bool(entry.get(name))


def _bare(value):
    """Return a value without the numbers of stored rows; nothing is nothing."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict) and "name" not in value:
        return {k: _bare(v) for k, v in value.items() if k != "id" and _bare(v)}
    return value or None
