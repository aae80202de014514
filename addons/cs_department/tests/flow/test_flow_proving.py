from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MODEL, FlowCase


@tagged("post_install", "-at_install")
class TestFlowProving(FlowCase):
    def _findings(self, *nodes, **values):
        flow = self._flow(*nodes, publish=False, **values)
        return flow._findings()

    def _codes(self, *nodes, **values):
        return [(f["level"], f["code"]) for f in self._findings(*nodes, **values)]

    def _ways(self, *conditions):
        return {
            "kind": "branch",
            "name": "How long",
            "children": [
                {
                    "kind": "case",
                    "name": f"case {number}",
                    "condition": condition,
                    "children": [self._by(self.manager)],
                }
                for number, condition in enumerate(conditions)
            ],
        }

    def _lost(self, name, *nodes):
        """Draw a flow that asks for a field, then let the field go by another name."""
        flow = self._flow(*nodes, publish=False)
        known = self.env[MODEL]._flow_fact_types()
        self.patch(
            type(self.env[MODEL]),
            "_flow_fact_types",
            lambda model: {n: kind for n, kind in known.items() if n != name},
        )
        return flow

    def _everybody(self, *users):
        """Let the proof look at these people, as if the company had no others."""
        employees = self.env["hr.employee"].concat(*(u.employee_id for u in users))
        self.patch(type(self.env[MODEL]), "_flow_filers", lambda model, flow: employees)

    def test_publishing_shows_the_counter_example(self):
        flow = self._flow(self._ways("days <= 3", "days >= 4"), publish=False)
        with self.assertRaises(UserError) as error:
            flow.action_publish()
        self.assertIn("Days = 3.5", str(error.exception))
        self.assertFalse(flow.version_id)

    def test_a_note_may_be_empty(self):
        [finding] = self._findings(self._ways('note = "a"', 'note <> "a"'))
        self.assertIn("Note = (empty)", finding["message"])

    def test_a_number_is_never_empty(self):
        self.assertEqual(self._codes(self._ways("days <= 3", "days > 3")), [])

    def test_a_dead_case_says_which_case_takes_its_documents(self):
        [finding] = self._findings(self._ways("days <= 5", "days <= 3", ""))
        self.assertEqual(finding["level"], "error")
        self.assertIn("taken before by days <= 5", finding["message"])

    def test_a_wrong_condition_is_refused_when_it_is_saved(self):
        for text, reason in (
            ("dyas <= 5", "Column 1: dyas is not a known name: is days meant?"),
            ('days <= "5"', "Column 9: days (a number) cannot be compared with"),
            ("days + 1", "Column 1: The result is a number but a yes or no is needed."),
            ("(days > 5", "Column 1: This bracket is never closed."),
        ):
            with self.subTest(text), self.assertRaises(ValidationError) as error:
                self._flow(self._ways(text, ""), publish=False)
            self.assertIn(f"The condition of 'case 0': {reason}", str(error.exception))

    def test_a_wrong_change_of_a_condition_is_refused(self):
        flow = self._flow(self._ways("days <= 5", ""), publish=False)
        branch, case, step = flow.node_ids.sorted("path")[:3]
        for record, values in (
            (case, {"condition": "dyas <= 5"}),
            (flow, {"condition": "dyas <= 5"}),
            (flow, {"node_ids": [(1, case.id, {"condition": "dyas <= 5"})]}),
            (branch, {"child_ids": [(1, case.id, {"condition": "dyas <= 5"})]}),
        ):
            with self.subTest(values), self.assertRaises(ValidationError) as error:
                record.with_user(self.designer).write(values)
            self.assertIn("Column 1", str(error.exception))
            self.assertIn("is days meant", str(error.exception))
        # only a case has a condition: elsewhere the entry means nothing
        step.condition = "dyas <= 5"
        self.assertEqual(flow._findings(), [])

    def test_a_condition_whose_name_went_is_found_when_publishing(self):
        flow = self._lost("urgent", self._ways("urgent", ""))
        [finding] = flow._findings()
        self.assertIn("Column 1: urgent is not a known name", finding["message"])
        with self.assertRaises(UserError) as error:
            flow.action_publish()
        self.assertIn("urgent is not a known name", str(error.exception))
        self.assertFalse(flow.version_id)

    def test_an_import_with_a_wrong_condition_is_refused_in_a_sentence(self):
        data = self._flow(self._ways("days <= 5", ""), publish=False)
        data = data.export_definition()
        wrong = {**data, "condition": "dyas <= 5"}
        case = data["nodes"][0]["children"][0]
        before = self.env["cs.flow"].search_count([])
        flows = self.env["cs.flow"].with_user(self.designer)
        with self.assertRaises(ValidationError) as error:
            flows.import_definition(wrong)
        self.assertIn("'Test flow': Column 1: dyas is not", str(error.exception))
        case["condition"] = "days <= 5 AND nihgt"
        with self.assertRaises(ValidationError) as error:
            flows.import_definition(data)
        self.assertIn("'case 0': Column 15: nihgt is not", str(error.exception))
        self.assertEqual(self.env["cs.flow"].search_count([]), before)

    def test_fields_and_effects_of_the_document(self):
        self.assertEqual(
            self._codes(
                self._by(self.leader, open_fields="note, nothing"),
                self._by(
                    self.manager, required_fields="flow_state", open_fields="state"
                ),
                {"kind": "action", "effect": "nothing"},
                {"kind": "wait", "wait_field": "amount"},
                {"kind": "wait", "wait_field": "until"},
                {"approver_kind": "field", "field_name": "note"},
            ),
            [
                ("error", "unknown_field"),
                ("error", "engine_field"),
                ("error", "unknown_effect"),
                ("error", "wait_no_moment"),
                ("error", "no_person_field"),
            ],
        )

    def test_every_sentence_can_be_filled_in(self):
        nodes = [
            self._ways("amount = 1", ""),
            self._ways("days = 1", "days = 1", ""),
            {"kind": "parallel", "children": [{"kind": "lane"}]},
            {"kind": "fill", "approver_kind": "requester"},
            {"approver_kind": "previous_choice"},
        ]
        for finding in self._lost("amount", *nodes)._findings():
            self.assertNotIn("%(", finding["message"])

    # ---- for whom nobody is found ----

    def test_nobody_for_those_at_the_top(self):
        self._everybody(self.agent, self.leader, self.manager)
        flow = self._flow({"approver_kind": "manager", "name": "Boss"}, publish=False)
        with self.assertRaises(UserError) as error:
            flow.action_publish()
        self.assertIn("on 'Boss' for manager.", str(error.exception))

    def test_a_skipped_node_is_only_doubtful(self):
        self._everybody(self.agent, self.manager)
        found = self._findings(
            {"approver_kind": "manager", "if_nobody": "skip"}, self._by(self.colleague)
        )
        self.assertEqual(
            [(f["level"], f["code"]) for f in found], [("warning", "skipped")]
        )

    def test_somebody_else_is_named(self):
        self._everybody(self.agent, self.manager)
        instead = [(6, 0, self.colleague.ids)]
        node = {"approver_kind": "manager", "if_nobody": "fallback"}
        self.assertEqual(self._codes(node | {"fallback_user_ids": instead}), [])

    def test_the_one_named_instead_may_not_decide(self):
        self._everybody(self.agent, self.manager)
        instead = [(6, 0, self.manager.ids)]
        node = {"approver_kind": "manager", "if_nobody": "fallback"}
        self.assertEqual(
            self._codes(node | {"fallback_user_ids": instead}),
            [("error", "nobody_instead")],
        )

    def test_only_people_who_can_come_to_the_node_count(self):
        self._everybody(self.agent, self.manager)
        boss = {"approver_kind": "manager"}
        cases = [
            {"kind": "case", "condition": 'department = "Team"', "children": [boss]},
            {"kind": "case", "children": [self._by(self.colleague)]},
        ]
        self.assertEqual(self._codes({"kind": "branch", "children": cases}), [])
        self.assertEqual(self._codes(boss, condition='department = "Team"'), [])
        self.assertEqual(self._codes(boss, condition="days > 3"), [("error", "nobody")])

    def test_separation_of_duty_counts(self):
        self._everybody(self.leader, self.agent)
        node = self._by(self.leader, if_requester="allow")
        self.assertEqual(
            self._codes(node, no_requester=False, no_beneficiary=True),
            [("error", "nobody"), ("warning", "allow_barred")],
        )

    def test_who_is_chosen_on_the_way_is_not_looked_for(self):
        self._everybody(self.agent, self.manager)
        self.assertEqual(
            self._codes(
                {"approver_kind": "requester_choice"},
                {"approver_kind": "previous_choice"},
                {"approver_kind": "field", "field_name": "checker_id"},
            ),
            [],
        )

    def test_the_number_of_queries_does_not_grow(self):
        employees = self.env["hr.employee"].create(
            [{"name": f"Clerk {n}", "department_id": self.team.id} for n in range(60)]
        )
        flow = self._flow(
            {"approver_kind": "manager"},
            {"approver_kind": "manager_chain", "level": 2},
            {"approver_kind": "department_head"},
            self._by(self.manager),
            publish=False,
            no_subordinate=True,
        )
        counts = []
        for some in (employees[:2], employees):
            self.patch(
                type(self.env[MODEL]), "_flow_filers", lambda m, f, some=some: some
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            flow._findings()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    # ---- gates ----

    def test_values_of_a_gate_exist(self):
        field = self.env["ir.model.fields"]._get(MODEL, "state")
        values = {"trigger": "gate", "gate_field_id": field.id}
        node = self._by(self.manager)
        self.assertEqual(self._codes(node, gate_values="draft, back", **values), [])
        found = self._findings(node, gate_values="draft, lost", **values)
        self.assertIn("'lost'", found[0]["message"])

    def test_a_computed_field_cannot_be_guarded(self):
        field = self.env["ir.model.fields"]._get(MODEL, "flow_who")
        found = self._codes(
            self._by(self.manager), trigger="gate", gate_field_id=field.id
        )
        self.assertEqual(found, [("error", "gate_computed")])
