from odoo.tests import new_test_user, tagged

from .common import MODEL
from .wire import WireCase

#: what a client may put into a context to talk its way in
FORGED = {
    "skip_validation_check": True,
    "cs_flow": True,
    "driving": True,
    "storing": True,
    "flow_engine": True,
    "force": True,
    "su": True,
    "sudo": True,
    "uid": 1,
    "active_test": False,
    "tracking_disable": True,
    "no_check": True,
    "install_mode": True,
    "module": "cs_department",
    "allowed_company_ids": [1, 2, 3],
    "default_flow_state": "approved",
    "default_flow_run_id": 1,
    "default_state": "done",
}


@tagged("post_install", "-at_install")
class TestFlowAttacks(WireCase):
    """The attacks on a flow engine that are known to work elsewhere, over real HTTP."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(cls.env, "portal_user", "base.group_portal")
        cls.hr = cls._person("hr_officer", "group_cs_hr")
        cls.admin = cls._person("head_admin", "group_cs_admin")
        cls.admin.group_ids += cls.env.ref("base.group_system")
        cls.auditor = new_test_user(
            cls.env, "the_auditor", "base.group_user,cs_department.group_cs_auditor"
        )
        cls._flow(cls._by(cls.leader, key="one"), cls._by(cls.manager, key="two"))
        cls.everyone = (
            cls.agent,
            cls.leader,
            cls.manager,
            cls.hr,
            cls.designer,
            cls.auditor,
            cls.admin,
            cls.portal,
        )

    def setUp(self):
        super().setUp()
        self.document = self._submit(amount=10)
        self.run = self.document.flow_run_id
        self.task = self._tasks(self.document)

    def test_the_way_in_works(self):
        """Else the refusals below would prove nothing."""
        answer = self.call(self.leader, "cs.flow.task", "action_approve", self.task.ids)
        self.assertIs(answer.result, True, answer)
        self.assertAsked(self.document, self.manager)

    def test_nobody_approves_his_own_request(self):
        for user in (self.agent, self.portal, self.hr, self.admin, self.designer):
            for method in ("action_approve", "action_refuse"):
                self.refused(user, "cs.flow.task", method, self.task.ids, "mine")
        answer = self.unchanged(
            self.agent, "cs.flow.task", "decide_many", self.task.ids, "approve"
        )
        self.assertEqual(answer.result[0]["result"], "forbidden")

    def test_nobody_decides_before_his_turn(self):
        self.refused(self.manager, "cs.flow.task", "action_approve", self.task.ids)
        self.call(self.leader, "cs.flow.task", "action_approve", self.task.ids)
        second = self._tasks(self.document)
        self.refused(self.leader, "cs.flow.task", "action_approve", second.ids)
        self.refused(self.leader, "cs.flow.task", "action_refuse", self.task.ids, "no")

    def test_a_forged_context_opens_nothing(self):
        for key, value in FORGED.items():
            context = {key: value}
            with self.subTest(context=context):
                self.refused(
                    self.agent,
                    "cs.flow.task",
                    "action_approve",
                    self.task.ids,
                    context=context,
                )
                for values in (
                    {"flow_state": "approved"},
                    {"flow_run_id": False},
                    {"state": "done"},
                    {"amount": 9e9},
                ):
                    self.refused(
                        self.agent,
                        MODEL,
                        "write",
                        self.document.ids,
                        values,
                        context=context,
                    )

    def test_states_cannot_be_written(self):
        free = self._document()
        for user in self.everyone:
            for document in (self.document, free):
                for values in (
                    {"flow_state": "approved"},
                    {"flow_state": "none"},
                    {"flow_run_id": self.run.id},
                    {"state": "done"},
                    {"state": ["done"]},
                    {"state": "rejected", "name": "x"},
                ):
                    for method in ("write", "web_save"):
                        extra = () if method == "write" else ({"name": {}},)
                        self.refused(user, MODEL, method, document.ids, values, *extra)

    def test_nothing_is_created_in_a_decided_state(self):
        self._person("employee")
        base = {"name": "x", "employee_id": self.agent.employee_id.id}
        for values in (
            {"state": "done"},
            {"state": "rejected"},
            {"flow_state": "approved"},
            {"flow_state": "running"},
            {"flow_run_id": self.run.id},
        ):
            self.refused(self.agent, MODEL, "create", [base | values])
            self.refused(self.agent, MODEL, "web_save", [], base | values, {"name": {}})
            defaults = {f"default_{name}": value for name, value in values.items()}
            self.refused(self.agent, MODEL, "create", [base], context=defaults)
            self.refused(self.agent, MODEL, "name_create", "x", context=defaults)
            default = {"state": "draft"} | values
            self.refused(self.agent, MODEL, "copy", self.document.ids, default)

    def test_an_import_sets_no_state(self):
        for field, text in (
            ("state", "Done"),
            ("state", "done"),
            ("flow_state", "Approved"),
            ("flow_run_id/.id", str(self.run.id)),
        ):
            before = self.snapshot()
            answer = self.call(
                self.agent, MODEL, "load", ["name", field], [["imported", text]]
            )
            rows = self.env[MODEL].search([("name", "=", "imported")])
            self.assertFalse(rows, f"{field}: {answer}")
            self.assertEqual(self.snapshot(), before)

    def test_an_onchange_stores_nothing(self):
        self.unchanged(
            self.agent,
            MODEL,
            "onchange",
            self.document.ids,
            {"state": "done", "flow_state": "approved"},
            ["state"],
            {"state": {}, "flow_state": {}, "flow_who": {}},
        )

    def test_a_document_in_approval_is_locked(self):
        self.refused(self.agent, MODEL, "write", self.document.ids, {"amount": 1})
        self.refused(self.leader, MODEL, "write", self.document.ids, {"amount": 1})
        self.refused(self.agent, MODEL, "unlink", self.document.ids)
        self.refused(self.agent, MODEL, "action_submit", self.document.ids)

    def test_the_context_of_a_submission_reaches_no_row(self):
        """Defaults in a context would give tasks a past deadline, or runs a payload."""
        document = self._document()
        forged = {
            "default_deadline": "2001-01-01 00:00:00",
            "default_done_by_id": self.leader.id,
            "default_gate_values": {"state": "done", "amount": 1},
            "default_state": "approved",
            "default_rev": 99,
            "default_comment": "fine",
            "default_user_id": self.agent.id,
            "default_version_id": 1,
        }
        answer = self.call(
            self.agent, MODEL, "action_submit", document.ids, context=forged
        )
        self.assertIs(answer.result, True, answer)
        run = document.flow_run_id
        self.assertFalse(run.gate_values)
        self.assertEqual((run.state, run.rev), ("running", 1))
        task = self._tasks(document)
        self.assertEqual(task.user_id, self.leader)
        self.assertFalse(task.deadline or task.done_by_id or task.comment)
        self.assertEqual(run.action_verify_log(), [])

    def test_an_archived_flow_is_not_picked_by_context(self):
        """A laxer flow of the past cannot be called back with ``active_test``."""
        lax = self._flow(self._by(self.colleague, key="lax"), sequence=1)
        lax.active = False
        document, context = self._document(), {"active_test": False}
        bar = ("cs.flow.run", "get_bar", MODEL, document.id)
        # what is kept for everybody is not filled by a client's context either
        self.env.registry.clear_cache()
        self.call(self.agent, *bar, context=context)
        answer = self.call(
            self.agent, MODEL, "action_submit", document.ids, context=context
        )
        self.assertIs(answer.result, True, answer)
        self.assertAsked(document, self.leader)

    def test_private_methods_stay_private(self):
        for model, ids, names in (
            ("cs.flow.task", self.task.ids, ("_time_is_over", "_cron_due", "_alone")),
            ("cs.flow.run", self.run.ids, ("_document", "_check_engine")),
            (
                MODEL,
                self.document.ids,
                ("_flow_set_state", "_flow_attach", "_flow_pick"),
            ),
            (
                MODEL,
                self.document.ids,
                ("_flow_release", "_flow_on_approved", "_write"),
            ),
            ("cs.flow.effect", [], ("_claim",)),
            ("cs.flow.notice", [], ("_deliver", "_ring")),
            ("cs.flow", [], ("_published_for", "_freeze")),
        ):
            for name in names:
                self.refused(self.admin, model, name, ids)

    def test_a_stranger_learns_nothing_of_a_decision(self):
        self.call(self.leader, "cs.flow.task", "action_approve", self.task.ids)
        answer = self.refused(
            self.outsider, "cs.flow.task", "action_approve", self.task.ids
        )
        self.assertNotIn(self.leader.name, answer.message)
        [line] = self.unchanged(
            self.outsider, "cs.flow.task", "decide_many", self.task.ids, "approve"
        ).result
        self.assertEqual(line["result"], "forbidden")
        self.assertNotIn(self.leader.name, line["message"])

    def test_decide_many_answers_foreign_ids_line_by_line(self):
        mine = self._submit()
        ids = [
            *self.task.ids,
            10**9,
            *self._tasks(mine).ids,
            10**15,
            -1,
            "x",
            None,
            *self.task.ids,
        ]
        answer = self.call(self.leader, "cs.flow.task", "decide_many", ids, "approve")
        self.assertEqual(
            [line["result"] for line in answer.result],
            ["done", "error", "done", "error", "error", "error", "error", "done"],
        )
        self.assertAsked(self.document, self.manager)
        self.assertEqual(len(self.run.event_ids), 2)
