from copy import deepcopy
from random import Random

from psycopg2.errors import RaiseException

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import DESIGN, FormCase
from .test_form_filing import GOOD


@tagged("post_install", "-at_install")
class TestFormVersions(FormCase):
    """A form changes; requests keep the version they were filled with."""

    def change(self, change):
        """Change the design and publish it."""
        forms = self.env["cs.form"]
        design = forms.get_design(self.form.id)
        change(design["fields"])
        answer = forms.save_design(self.form.id, design, design["rev"])
        self.assertTrue(answer["saved"], answer)
        return forms.publish(self.form.id, "Changed")

    def test_old_requests_keep_their_fields_and_options(self):
        old = self.filed(GOOD)

        def change(fields):
            fields[0]["choices"] = [{"key": "other", "label": "Other"}]
            fields[4]["visible_if"] = "kind = 'other'"
            del fields[6]
            fields[1]["label"] = "First day"

        number = self.form.version_id.number
        self.change(change)
        self.assertEqual(self.form.version_id.number, number + 1)
        page = self.requests(self.agent).get_page(old.id)
        self.assertEqual(page["values"]["kind"], "planned")
        labels = {field["key"]: field["label"] for field in page["fields"]}
        self.assertEqual(labels["start"], "Start")
        self.assertIn("badge", labels)
        self.assertFalse(page["form"]["is_current"])
        new = self.requests(self.agent).get_page(form_id=self.form.id)
        self.assertNotIn("badge", [field["key"] for field in new["fields"]])

    def test_what_changes_is_told_before(self):
        forms = self.env["cs.form"]
        design = forms.get_design(self.form.id)
        design["fields"][1]["label"] = "First day"
        design["fields"][5]["required"] = "never"
        design["fields"].append({"key": "more", "kind": "text", "label": "More"})
        forms.save_design(self.form.id, design, design["rev"])
        found = forms.get_changes(self.form.id)
        self.assertIn("'Start' is called 'First day' now.", found["changes"])
        self.assertIn("New field 'More'.", found["changes"])
        self.assertIn("The rules of 'Verdict' changed: required.", found["changes"])

    def test_a_draft_may_be_wrong_but_is_not_published(self):
        forms = self.env["cs.form"]
        design = forms.get_design(self.form.id)
        design["fields"][3]["computed"] = "DAYS(start, ende)"
        answer = forms.save_design(self.form.id, design, design["rev"])
        self.assertTrue(answer["saved"])
        [problem] = answer["problems"]
        self.assertEqual((problem["field"], problem["suggestion"]), ("days", "end"))
        with self.assertRaises(UserError):
            forms.publish(self.form.id)

    def test_two_fields_of_one_name_are_not_even_saved(self):
        design = deepcopy(DESIGN)
        design["fields"][1]["key"] = "end"
        answer = self.env["cs.form"].save_design(self.form.id, design, self.form.rev)
        self.assertFalse(answer["saved"])
        self.assertEqual(len(self.form.draft_id.field_ids), len(DESIGN["fields"]))

    def test_fields_may_swap_their_names(self):
        forms = self.env["cs.form"]
        design = forms.get_design(self.form.id)
        design["fields"][1]["key"], design["fields"][2]["key"] = "end", "start"
        answer = forms.save_design(self.form.id, design, design["rev"])
        self.assertTrue(answer["saved"], answer)
        keys = self.form.draft_id.field_ids.sorted("sequence").mapped("key")
        self.assertEqual(keys[1:3], ["end", "start"])

    def test_the_database_refuses_to_change_a_published_version(self):
        version = self.form.version_id
        self.env.flush_all()
        for statement in (
            SQL(
                "UPDATE cs_form_field SET kind = 'text' WHERE version_id = %s",
                version.id,
            ),
            SQL("DELETE FROM cs_form_rule WHERE version_id = %s", version.id),
            SQL("UPDATE cs_form_version SET state = 'draft' WHERE id = %s", version.id),
            SQL(
                "UPDATE cs_form_choice SET key = 'x' WHERE field_id = %s",
                version.field_ids[0].id,
            ),
            SQL("INSERT INTO cs_form_rule (version_id) VALUES (%s)", version.id),
        ):
            with (
                self.assertRaises(RaiseException),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_words_come_late_from_the_draft(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        field = self.form.draft_id.field_ids[0]
        field.with_context(lang="zh_CN").label = "种类"
        field.choice_ids[0].with_context(lang="zh_CN").label = "计划"
        model = self.requests(self.agent).with_context(lang="zh_CN")
        page = model.get_page(form_id=self.form.id)
        self.assertEqual(page["fields"][0]["label"], "种类")
        self.assertEqual(page["fields"][0]["choices"][0]["label"], "计划")
        self.assertEqual(page["fields"][1]["label"], "Start")

    def test_a_copy_is_a_form_of_its_own(self):
        twin = self.form.copy()
        self.assertEqual(twin.state, "draft")
        self.assertEqual(
            twin.draft_id.field_ids.mapped("key"),
            self.form.draft_id.field_ids.mapped("key"),
        )
        self.assertEqual(twin.flow_id.node_ids.mapped("name"), ["Head"])
        self.assertNotEqual(twin.flow_id, self.form.flow_id)
        self.assertEqual(twin.name, "Test form (copy)")

    def test_a_copy_is_as_good_as_what_it_was_made_of(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=", "cs_department"), ("model", "=", "cs.form")]
        )
        forms = self.env["cs.form"].with_user(self.hr.user_id)
        forms = forms.browse(ours.mapped("res_id"))
        self.assertGreater(len(forms), 15)
        for form, twin in zip(forms, forms.copy(), strict=True):
            self.assertEqual(twin._problems(), form._problems(), form.code)
            self.assertEqual(twin.anonymous_if, form.anonymous_if)
            flow, own = form.flow_id.sudo(), twin.flow_id.sudo()
            self.assertEqual(flow._compile(), own._compile(), form.code)

    def test_flows_know_the_fields(self):
        node = self.form.flow_id.node_ids
        node.open_fields = "badge"
        self.env["cs.flow.node"].create(
            {
                "flow_id": self.form.flow_id.id,
                "kind": "branch",
                "name": "Dear",
                "key": "dear",
                "child_ids": [
                    (
                        0,
                        0,
                        {
                            "flow_id": self.form.flow_id.id,
                            "kind": "case",
                            "name": "Dear",
                            "condition": "lines_price > 1000",
                        },
                    ),
                    (
                        0,
                        0,
                        {
                            "flow_id": self.form.flow_id.id,
                            "kind": "case",
                            "name": "Else",
                        },
                    ),
                ],
            }
        )
        errors = [f for f in self.form.flow_id._findings() if f["level"] == "error"]
        self.assertFalse(errors)
        node.open_fields = "nothing"
        errors = [f for f in self.form.flow_id._findings() if f["level"] == "error"]
        self.assertEqual([f["code"] for f in errors], ["unknown_field"])

    def test_queries_do_not_grow_with_the_number(self):
        def count(requests):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            requests._all_values()
            return self.env.cr.sql_log_count - before

        requests = self.env["cs.request"].browse(
            [self.filed(GOOD, submit=False).id for _i in range(20)]
        )
        count(requests)
        self.assertEqual(count(requests[:1]), count(requests))

    def test_lists_speak_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        field = self.form.draft_id.field_ids[0]
        field.with_context(lang="zh_CN").label = "种类"
        field.choice_ids[0].with_context(lang="zh_CN").label = "计划"
        request = self.filed(GOOD).with_context(lang="zh_CN")
        [row] = request.web_read({"properties": {}})
        self.assertEqual(row["properties"][0]["string"], "种类")
        self.assertEqual(row["properties"][0]["selection"][0], ["planned", "计划"])
        self.assertEqual(row["properties"][0]["value"], "planned")

    def test_preview_and_server_agree(self):
        rng = Random(4)
        pool = [None, True, 3, -2.5, "planned", "emergency", "2026-03-02", "x", "", []]
        model = self.requests(self.agent)
        keys = [f["key"] for f in DESIGN["fields"] if not f.get("parent")]
        kept = 0
        for _round in range(60):
            values = {key: rng.choice(pool) for key in keys if rng.random() < 0.7}
            values["lines"] = [
                {"what": rng.choice(["a", None]), "price": rng.choice([1, 2.555, None])}
                for _row in range(rng.randrange(3))
            ]
            values.pop("verdict", None)
            seen = model.preview(self.form.id, None, values)
            try:
                page = model.save_page(None, self.form.id, values)["page"]
            except UserError:
                errors = [s["error"] for s in seen["state"].values() if s["error"]]
                self.assertTrue(errors, values)
                continue
            kept += 1
            for key, state in seen["state"].items():
                for name in ("visible", "required", "readonly"):
                    self.assertEqual(
                        page["state"][key][name], state[name], (key, values)
                    )
            said = [
                {k: v for k, v in row.items() if k != "id"}
                for row in page["values"].pop("lines")
            ]
            self.assertEqual(said, seen["values"].pop("lines"))
            self.assertEqual(page["values"], seen["values"], values)
        self.assertGreater(kept, 5)
