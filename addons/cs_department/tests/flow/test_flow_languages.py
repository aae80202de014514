from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.flow.engine import words
from ...models.flow.engine.retell import retell
from .common import MODEL
from .screen_common import CLAIM, ScreenCase

ZH = "zh_CN"
STEP = "组长审批"


def _says(records, english, chinese):
    """Return a word in the language in which the records are read."""
    return chinese if records.env.lang == ZH else english


@tagged("post_install", "-at_install")
class TestFlowLanguages(ScreenCase):
    """Everybody reads a request in his own language, whoever made it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(ZH)
        cls.leader.lang = ZH
        for model in (MODEL, CLAIM):
            cls._speak(model)

    @classmethod
    def _speak(cls, model):
        """Let documents be called and described in the reader's language."""

        def subject(records):
            word = _says(records, "Claim", "报销")
            return {d.id: f"{word} {d.name}" for d in records}

        def summary(records):
            word = _says(records, "Amount", "金额")
            return {d.id: [[word, f"{d.amount:g}"]] for d in records}

        kind = type(cls.env[model])
        cls.classPatch(kind, "_flow_subject", subject)
        cls.classPatch(kind, "_flow_summary", summary)

    def _two_languages(self, model=CLAIM):
        values = {"model_id": self.env["ir.model"]._get(model).id}
        flow = self._flow(
            self._by(self.leader, name="Team leader"),
            self._by(self.manager, name="Manager"),
            publish=False,
            **values,
        )
        first = flow.node_ids.sorted("path")[0]
        first.with_context(lang=ZH).name = STEP
        flow.action_publish()
        return flow

    def _read_by(self, records, user):
        return records.with_user(user).with_context(lang=user.lang)

    def test_the_inbox_is_read_in_the_language_of_the_approver(self):
        self._two_languages()
        claim = self._claim(name="Train", amount=7)
        task = self._tasks(claim)
        mine = self._read_by(task, self.leader)
        self.assertEqual(
            (mine.title, mine.step_name, mine.facts, mine.display_name),
            ("报销 Train", STEP, [["金额", "7"]], "报销 Train"),
        )
        self.assertEqual(task.title, "Claim Train")
        self.assertEqual(task.step_name, "Team leader")
        self.assertEqual(task.facts, [["Amount", "7"]])
        [row] = self._read_by(self.env["cs.flow.task"], self.leader).inbox_newest()[
            "tasks"
        ]
        self.assertEqual((row["subject"], row["node_name"]), ("报销 Train", STEP))
        self.assertEqual(
            self._read_by(claim.flow_run_id, self.leader).title, row["subject"]
        )

    def test_who_acts_in_chinese_leaves_english_for_the_others(self):
        self._two_languages()
        claim = self._claim(name="Train", amount=7)
        self._read_by(self._tasks(claim), self.leader).action_approve()
        task = self._tasks(claim)
        self.assertEqual(task.summary, [["金额", "7"]])
        self.assertEqual(self._read_by(task, self.manager).facts, [["Amount", "7"]])
        self.assertEqual(self._read_by(task, self.manager).title, "Claim Train")

    def test_bar_and_forecast(self):
        self._two_languages()
        claim = self._claim(name="Train")
        mine = self._read_by(self.env["cs.flow.run"], self.leader)
        bar = mine.get_bar(CLAIM, claim.id)
        self.assertEqual(bar["subject"], "报销 Train")
        flow = claim.flow_run_id.flow_id.sudo().with_context(lang=ZH)
        [row] = flow.dry_run()["rows"]
        self.assertEqual(row["subject"], "报销 Train")
        self.assertEqual(
            [task["name"] for task in bar["now"] + bar["mine"]], [STEP] * 2
        )
        self.assertEqual(
            self._read_by(claim, self.leader).flow_forecast()[0]["name"], STEP
        )
        self._read_by(self._tasks(claim), self.leader).action_approve()
        bar = mine.get_bar(CLAIM, claim.id)
        self.assertEqual([task["name"] for task in bar["path"]], [STEP])
        self.assertEqual(bar["log"][-1]["node"], STEP)
        events = claim.flow_run_id.event_ids
        self.assertEqual(events.sorted("sequence")[-1].node_name, "Team leader")
        self.assertEqual(claim.flow_run_id.action_verify_log(), [])

    def test_insight_keeps_the_languages_of_a_step_that_is_gone(self):
        flow = self._two_languages()
        task = self._tasks(self._claim(name="Train"))
        insight = self.env["cs.flow.insight"].sudo().browse(task.id)
        for _is_gone in (False, True):
            for lang, name in ((ZH, STEP), ("en_US", "Team leader")):
                insight.invalidate_model()
                self.assertEqual(insight.with_context(lang=lang).node_name, name)
            flow.node_ids.unlink()

    def test_mail_and_activity_are_in_the_language_of_the_recipient(self):
        self._two_languages()
        claim = self._claim(name="Train")
        self.assertEqual(claim.activity_ids.summary, STEP)
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.leader.partner_id.ids)]
        )
        self.assertIn("报销 Train", mail.subject)
        for word in ("报销 Train", STEP, "金额"):
            self.assertIn(word, mail.body_html)
        self._read_by(self._tasks(claim), self.leader).action_refuse("不行")
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.agent.partner_id.ids)]
        )
        self.assertEqual(mail.subject, "Refused: Claim Train")
        self.assertIn("Team leader", mail.body_html)
        self.assertNotIn(STEP, mail.body_html)

    def test_a_returned_request_is_named_anew(self):
        self._two_languages()
        claim = self._claim(name="Train")
        self._tasks(claim).with_user(self.leader).action_return(comment="Which?")
        claim.with_user(self.agent).name = "Night train"
        claim.with_user(self.agent).action_submit()
        task = self._tasks(claim)
        self.assertEqual(task.title, "Claim Night train")
        self.assertEqual(self._read_by(task, self.leader).title, "报销 Night train")
        self.assertEqual(
            self._read_by(claim.flow_run_id, self.leader).title, "报销 Night train"
        )

    def test_other_languages_and_deleted_documents_keep_the_text_as_written(self):
        self._two_languages()
        claim = self._claim(name="Train")
        task = self._tasks(claim)
        self.assertEqual(task.with_context(lang=False).title, "Claim Train")
        claim.activity_ids.unlink()
        self.env.cr.execute("DELETE FROM cs_flow_test_claim WHERE id = %s", [claim.id])
        self.env.invalidate_all()
        self.assertEqual(self._read_by(task, self.leader).title, "报销 Train")
        found = self.env["cs.flow.task"].name_search("Claim Tra")
        self.assertEqual([record_id for record_id, _name in found], task.ids)

    def test_labels_of_choices_that_came_past_the_models_are_read_anew(self):
        """Odoo imports translations by SQL, and remembers the labels it read before."""
        self.env["res.lang"]._activate_lang(ZH)
        field = self.env["cs.flow.run"].with_context(lang=ZH)._fields["state"]
        told = self.env["cs.flow.run"].with_context(lang=ZH).env
        dict(field._description_selection(told))
        choice = self.env["ir.model.fields"]._get("cs.flow.run", "state")
        choice = choice.selection_ids.filtered(lambda item: item.value == "running")
        self.env.cr.execute(
            "UPDATE ir_model_fields_selection"
            " SET name = name || jsonb_build_object(%s, 'Unterwegs') WHERE id = %s",
            [ZH, choice.id],
        )
        retell(self.env, self.env["cs.flow.run"])
        labels = dict(field._description_selection(told))
        self.assertEqual(labels["running"], "Unterwegs")

    def test_words_that_come_later_are_told_where_the_text_is_still_true(self):
        """A step is called, and a document worded, in Chinese after both were used."""
        flow = self._flow(self._by(self.leader, name="Team leader"), **self._kind())
        with self._only_english():
            claims = [self._claim(name=name, amount=7) for name in ("Train", "Bus")]
        tasks = self._tasks(claims[0]) | self._tasks(claims[1])
        self.assertFalse(any(tasks.mapped("words")))
        digest, runs = flow.version_id.digest, tasks.run_id
        flow.node_ids.with_context(lang=ZH).name = STEP
        self.env.cr.execute(
            "UPDATE cs_flow_test_claim SET name = 'Tram' WHERE id = %s", [claims[1].id]
        )
        self.env.invalidate_all()
        retell(self.env, runs)
        retell(self.env, runs)
        first, second = self._read_by(tasks, self.leader)
        self.assertEqual(
            (first.title, first.step_name, first.facts, first.run_id.title),
            ("报销 Train", STEP, [["金额", "7"]], "报销 Train"),
        )
        self.assertEqual((second.title, second.step_name), ("Claim Bus", STEP))
        self.assertEqual(tasks.mapped("title"), ["Claim Train", "Claim Bus"])
        self.assertEqual((flow.version_id.digest, flow.state), (digest, "published"))
        bar = self._read_by(runs, self.leader).get_bar(CLAIM, claims[0].id)
        self.assertEqual(bar["now"][0]["name"], STEP)

    def _kind(self):
        return {"model_id": self.env["ir.model"]._get(CLAIM).id}

    def _only_english(self):
        return patch.object(words, "installed", lambda env: ["en_US"])

    def test_proof_and_differences_name_steps_and_fields_as_the_reader_does(self):
        flow = self._two_languages()
        step = flow.node_ids.sorted("path")[0]
        step.write({"open_fields": "cost_centre, flow_state"})
        zh = flow.with_context(lang=ZH)
        [finding] = [f for f in zh._findings() if f["code"] == "engine_field"]
        label = zh.env[CLAIM]._fields["flow_state"].get_description(zh.env, ["string"])
        self.assertIn(STEP, finding["message"])
        self.assertIn(label["string"], finding["message"])
        self.assertNotIn("flow_state", finding["message"])
        step.write({"open_fields": "cost_centre", "kind": "fill"})
        step.write({"kind": "approve"})
        old = flow.version_id
        flow.action_publish()
        [told] = old.with_context(lang=ZH)._difference(flow.version_id)
        self.assertIn(STEP, told)
        self.assertIn("Cost Centre", told)
        self.assertNotIn("cost_centre", told)

    def test_a_name_changed_only_in_another_language_is_a_difference_there(self):
        flow = self._two_languages()
        graph = flow._compile()
        flow.node_ids.sorted("path")[0].with_context(lang=ZH).name = "主管审批"
        from ...models.flow.flow_changes import sentences

        changed = flow._compile()
        self.assertEqual(sentences(flow.env, graph, changed, CLAIM), [])
        [told] = sentences(flow.with_context(lang=ZH).env, graph, changed, CLAIM)
        self.assertIn("主管审批", told)

    def test_people_and_settings_are_listed_as_chinese_readers_are_used_to(self):
        flow = self._two_languages().with_context(lang=ZH)
        self._claim(name="Train")
        first = flow.node_ids.sorted("path")[0]
        people = self.leader | self.supervisor | self.manager
        first.write({"user_ids": people.ids, "sign_mode": "all", "limit_hours": 4})
        [row] = flow.sudo().dry_run()["rows"]
        [told] = [text for text in row["changes"] if STEP in text]
        self.assertIn("、", told)
        old = flow.version_id
        flow.action_publish()
        [told] = old.with_context(lang=ZH)._difference(flow.version_id)
        self.assertIn("；", told)
        self.assertNotRegex(told, "[,;] ")

    @mute_logger("odoo.sql_db")
    def test_compiling_costs_the_same_for_two_steps_and_for_many(self):
        counts = []
        for number in (2, 30):
            flow = self._flow(
                *(self._by(self.leader, name=f"Step {i}") for i in range(number)),
                publish=False,
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            flow._compile()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
