from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .screen_common import CLAIM, UGLY, ScreenCase


class TourCase(ScreenCase, HttpCase):
    """Claims that wait for the team leader, in a browser."""

    def setUp(self):
        super().setUp()
        self._two_steps()

    def _file(self, *names):
        for name in names:
            self._claim(name=name)


@tagged("post_install", "-at_install")
class TestFlowTours(TourCase):
    """On a desktop."""

    browser_size = "1400x900"

    def test_inbox(self):
        self._file("Taxi", "Hotel", UGLY, "Train")
        self.start_tour("/odoo", "cs_flow_inbox", login="leader")
        states = self.env[CLAIM].search([]).mapped("flow_state")
        self.assertEqual(sorted(states), ["refused", "running", "running", "running"])

    def test_requester(self):
        claim = self.env[CLAIM].create(
            {"name": UGLY, "employee_id": self.agent.employee_id.id}
        )
        # reminding twice is refused, which the server logs
        with mute_logger("odoo.http"):
            self.start_tour(
                f"/odoo/{CLAIM}/{claim.id}", "cs_flow_requester", login="agent"
            )
        self.assertEqual(claim.flow_state, "running")

    def test_designer(self):
        self.start_tour("/odoo/approval-flows", "cs_flow_designer", login="designer")
        flow = self.env["cs.flow"].search([("code", "=", "bonus")])
        self.assertEqual((flow.version_id.number, flow.state), (1, "published"))


@tagged("post_install", "-at_install")
class TestFlowToursPhone(TourCase):
    """On a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_inbox(self):
        self._file("Taxi", "Hotel")
        self.start_tour("/odoo/my-approvals", "cs_flow_inbox_phone", login="leader")
        states = self.env[CLAIM].search([]).mapped("flow_state")
        self.assertEqual(sorted(states), ["returned", "running"])
