import logging
import re

from odoo.tests import HttpCase, tagged

from .screen_common import ScreenCase

_logger = logging.getLogger(__name__)

OPENED = re.compile(r"60 nodes opened in (\d+) ms")


class _Times(logging.Handler):
    """Collects how long the browser says that opening took."""

    def __init__(self):
        super().__init__()
        self.found = []

    def emit(self, record):
        self.found += [int(ms) for ms in OPENED.findall(record.getMessage())]


class DesignerTourCase(ScreenCase, HttpCase):
    """An empty draft for claims, drawn in a browser."""

    def setUp(self):
        super().setUp()
        self.flow = self._claims_flow(publish=False, name="Claims <b>2026</b>")

    def _check_published(self):
        version = self.flow.version_id
        self.assertEqual((version.number, version.note), (1, "First drawing"))
        [branch] = version.graph["nodes"]
        many, few = branch["children"]
        self.assertEqual(
            (many["name"], many["condition"]), ("A lot <b>", "amount > 100")
        )
        self.assertFalse(few["condition"])
        [joint], [clerk] = many["children"], few["children"]
        self.assertEqual(
            {
                n: joint[n]
                for n in ("who", "level", "sign", "limit_hours", "limit_action")
            },
            {
                "who": "manager_chain",
                "level": 2,
                "sign": "all",
                "limit_hours": 8,
                "limit_action": "escalate",
            },
        )
        self.assertEqual((clerk["name"], clerk["who"]), ("Clerk", "manager"))


@tagged("post_install", "-at_install")
class TestDesignerTours(DesignerTourCase):
    """On a desktop."""

    browser_size = "1400x900"

    def test_drawing(self):
        """Draw, see a finding on a node, mend it, publish, compare."""
        self.start_tour(
            f"/odoo/approval-flows/{self.flow.id}/draw",
            "cs_flow_drawing",
            login="designer",
        )
        self._check_published()
        moved = self.flow.node_ids.filtered(lambda node: node.name == "Clerk")
        self.assertFalse(moved.parent_id)

    def test_sixty_nodes_of_twenty_approvers_are_all_drawn(self):
        people = [(6, 0, [self._person(f"person {n}").id for n in range(20)])]
        nodes = [
            {
                "kind": "branch",
                "children": [
                    {
                        "kind": "case",
                        "condition": f"amount > {number}",
                        "children": [self._by(self.leader, user_ids=people)],
                    },
                    {
                        "kind": "case",
                        "children": [self._by(self.leader, user_ids=people)],
                    },
                ],
            }
            for number in range(12)
        ]
        self._draw(self.flow, nodes)
        times = _Times()
        self._logger.addHandler(times)
        self.addCleanup(self._logger.removeHandler, times)
        self.start_tour(
            f"/odoo/approval-flows/{self.flow.id}",
            "cs_flow_drawing_large",
            login="designer",
        )
        self.assertTrue(times.found)
        _logger.info("Sixty nodes were drawn in %s ms", max(times.found))


@tagged("post_install", "-at_install")
class TestDesignerToursPhone(DesignerTourCase):
    """On a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_drawing(self):
        self.start_tour(
            f"/odoo/approval-flows/{self.flow.id}/draw",
            "cs_flow_drawing_phone",
            login="designer",
        )
        self._check_published()
