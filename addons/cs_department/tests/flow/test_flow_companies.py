from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowCompanies(FlowCase):
    """Who works in another company alone is asked nothing here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls._person("stranger", "group_cs_manager")
        cls.stranger.write(
            {
                "company_id": cls.other.id,
                "company_ids": [(6, 0, cls.other.ids)],
            }
        )

    def test_a_stranger_is_left_out_and_proved_missing(self):
        flow = self._flow(
            self._by(self.stranger, self.leader, key="one", sign_mode="all")
        )
        self.assertAsked(self._submit(), self.leader)
        flow.node_ids.user_ids = self.stranger
        with self.assertRaisesRegex(UserError, "one"):
            flow.action_publish()
        self.stranger.company_ids += self.company
        flow.action_publish()
        self.assertAsked(self._submit(), self.stranger)

    def test_a_manager_of_the_flow_from_elsewhere_is_no_last_resort(self):
        flow = self._flow(self._by(self.leader, key="one"))
        flow.manager_ids = self.stranger | self.manager
        self.leader.active = False
        self.assertAsked(self._submit(), self.manager)

    def test_who_loses_access_is_asked_no_more(self):
        self._flow(
            self._by(self.leader, key="one"),
            self._by(self.manager, key="two"),
            manager_ids=[(6, 0, self.supervisor.ids)],
        )
        document = self._submit()
        self.manager.write(
            {"company_id": self.other.id, "company_ids": [(6, 0, self.other.ids)]}
        )
        self._approve(document, self.leader)
        self.assertAsked(document, self.supervisor)


@tagged("post_install", "-at_install")
class TestFlowKept(FlowCase):
    """What those who draw flows cannot do to flows that are in force."""

    def test_nobody_hands_a_decision_to_himself(self):
        self._flow(self._by(self.leader), manager_ids=[(6, 0, self.designer.ids)])
        document = self._submit()
        task = self._tasks(document)
        run = document.flow_run_id.with_user(self.designer)
        with self.assertRaisesRegex(AccessError, "to yourself"):
            run.action_reassign(task.id, self.designer.id, "mine")
        self.assertAsked(document, self.leader)

    def test_nobody_makes_himself_manager_of_a_flow_in_force(self):
        flow = self._flow(self._by(self.leader)).with_user(self.designer)
        refused = self.assertRaisesRegex(AccessError, "yourself a manager")
        with refused, self.env.cr.savepoint():
            flow.manager_ids += self.designer
        flow.manager_ids += self.manager
        self.assertEqual(flow.manager_ids, self.manager)
        draft = self._flow(self._by(self.leader), publish=False)
        draft.with_user(self.designer).manager_ids += self.designer

    def test_a_flow_that_something_names_is_not_archived(self):
        form = self.env["cs.form"].create({"name": "Slip", "code": "slip_of_test"})
        flow = self.env["cs.flow"].create(
            {
                "name": "Slip",
                "code": "slip_of_test",
                "model_id": self.env["ir.model"]._get("cs.request").id,
            }
        )
        form.flow_id = flow
        with self.assertRaisesRegex(UserError, "Slip' is still used: .*Slip"):
            flow.with_user(self.designer).action_archive()
        form.flow_id = False
        flow.action_archive()
        self.assertFalse(flow.active)
