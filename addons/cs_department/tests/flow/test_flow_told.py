from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.rpc.controllers.xmlrpc import dumps

from .screen_common import CLAIM, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowTold(ScreenCase):
    """What reading methods tell passes through XML-RPC, which knows no None."""

    def _told(self, user, model, method, *args):
        answer = call_kw(self.env[model].with_user(user), method, list(args), {})
        self.assertTrue(answer)
        dumps((answer,))
        return answer

    def test_what_screens_ask_for_passes_through_xml_rpc(self):
        flow = self._claims_flow(
            self._by(self.leader, key="one", name="Team leader"),
            self._by(self.manager, key="two", name="Manager", condition="amount > 3"),
            self._by(self.supervisor, key="copy", name="Copy", kind="notify"),
        )
        claim = self._claim(amount=5)
        for user in (self.agent, self.leader):
            self._told(user, "cs.flow.run", "get_bar", CLAIM, claim.id)
            self._told(user, CLAIM, "flow_forecast", claim.ids)
        insight = self._told(self.designer, "cs.flow", "get_insight", flow.ids)
        self.assertEqual(insight["total"]["waiting"], 1)
        self.assertIs(insight["total"]["median"], False)
        self._approve(claim, self.leader)
        self._told(self.leader, "cs.flow.task", "inbox_newest")
        self._told(self.agent, "cs.flow.run", "get_bar", CLAIM, claim.id)

    def test_the_designer_passes_through_xml_rpc_and_is_saved_as_it_was_told(self):
        flow = self._two_steps()
        told = self._told(self.designer, "cs.flow", "get_designer", flow.ids)
        self.assertIn("a number", [fact["kind"] for fact in told["facts"]])
        mine = flow.with_user(self.designer)
        self.assertEqual(
            mine.save_designer(told["tree"], told["rev"])["rev"], told["rev"]
        )
