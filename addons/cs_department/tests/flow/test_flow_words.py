from odoo.tests import tagged

from .screen_common import UGLY, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowWords(ScreenCase):
    """Every kind of node is put into words."""

    def _texts(self, *nodes):
        flow = self._claims_flow(*nodes, publish=False)
        found = []

        def walk(rows):
            for row in rows:
                found.append((row["text"], row["badges"]))
                walk(row["children"])

        walk(flow.get_design())
        return found

    def test_who(self):
        role = self.env["cs.role"].create({"name": UGLY, "code": "ugly"})
        people = [
            self.leader,
            self.supervisor,
            self.manager,
            self.agent,
            self.colleague,
        ]
        texts = self._texts(
            self._by(*people),
            {"approver_kind": "role", "role_id": role.id},
            {"approver_kind": "manager", "level": 1},
            {"approver_kind": "manager", "level": 3},
            {"approver_kind": "manager_chain", "level": 2},
            {"approver_kind": "manager_chain", "until_role_id": role.id},
            {"approver_kind": "department_head"},
            {"approver_kind": "department_head", "level": 2},
            {"approver_kind": "field", "field_name": "employee_id"},
            {"approver_kind": "requester"},
            {"approver_kind": "requester_choice"},
            {"approver_kind": "previous_choice"},
        )
        self.assertIn("and 1 more", texts[0][0])
        self.assertEqual(
            [text for text, _badges in texts[1:]],
            [
                f"{UGLY} of the department, or the nearest one above",
                "the direct manager",
                "the manager of level 3",
                "every manager up to level 2",
                f"every manager up to the role {UGLY}",
                "the head of the department",
                "the head of the department, level 2",
                "the person named in 'Employee'",
                "the requester",
                "whom the requester chooses",
                "whom the approver before chooses",
            ],
        )

    def test_other_kinds(self):
        texts = self._texts(
            {"kind": "action", "effect": "stamp"},
            {"kind": "wait", "wait_hours": 2},
            {"kind": "wait", "wait_field": "create_date"},
            {"kind": "wait", "wait_field": "create_date", "wait_hours": 2.5},
            {
                "kind": "branch",
                "children": [
                    {"kind": "case", "condition": "amount > 1"},
                    {"kind": "case", "name": "Otherwise"},
                ],
            },
            {"kind": "parallel", "children": [{"kind": "lane"}]},
        )
        self.assertEqual(
            [text for text, _badges in texts],
            [
                "stamp",
                "2 hours",
                "until 'Created on'",
                "2.5 hours after 'Created on'",
                "the first case that fits is taken",
                "if amount > 1",
                "",
                "all lanes run at the same time",
                "",
            ],
        )

    def test_badges(self):
        texts = self._texts(
            self._by(
                self.leader, sign_mode="all", limit_hours=8, comment_required=True
            ),
            self._by(self.leader, sign_mode="votes", votes_needed=2, if_nobody="skip"),
            self._by(
                self.leader,
                sign_mode="votes",
                votes_needed=50,
                votes_percent=True,
                if_nobody="fallback",
                fallback_user_ids=[(6, 0, self.manager.ids)],
            ),
            self._by(self.leader, sign_mode="in_turn", open_fields="cost_centre"),
        )
        self.assertEqual(
            [badges for _text, badges in texts],
            [
                ["all sign", "8 h, then remind", "comment required"],
                ["2 votes", "skipped if nobody"],
                ["50 % of the votes", f"else {self.manager.name}"],
                ["one after the other", "may edit Cost Centre"],
            ],
        )
