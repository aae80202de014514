from odoo.tests import freeze_time, tagged

from ..flow.wire import Wire
from .swap_common import SwapCase

SWAP = "cs.shift.swap"
LEG = "cs.shift.swap.leg"
OFFER = "cs.shift.offer"


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestSwapOverTheWire(SwapCase, Wire):
    """Each role over HTTP: what it may, and that attacks change nothing."""

    MODELS = (
        SWAP,
        LEG,
        OFFER,
        "cs.shift.offer.line",
        "cs.shift.unable",
        "cs.shift.miss",
        "cs.shift.miss.share",
        "cs.swap.policy",
        "cs.swap.reason",
        "cs.shift",
        "cs.flow.run",
        "cs.flow.task",
        "cs.limit",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine, cls.other = cls._out(cls.agent, 10), cls._out(cls.agent2, 12)

    def test_a_swap_from_the_page_to_the_roster(self):
        start = self.call(self.agent, SWAP, "swap_start", self.mine.id).result
        self.assertEqual(
            [row["kind"] for row in start["kinds"]],
            ["exchange", "give", "return", "ring", "pool"],
        )
        self.assertIn(self.reason.id, [row["id"] for row in start["reasons"]])
        cards = self.call(
            self.agent, SWAP, "candidates", self.mine.id, "exchange"
        ).result
        card = next(row for row in cards if row["id"] == self.agent2.id)
        self.assertEqual([row["id"] for row in card["shifts"]], [self.other.id])
        shifts = [self.mine.id, self.other.id]
        values = {"kind": "exchange", "shift_ids": shifts, "reason_id": self.reason.id}
        answer = self.call(self.agent, SWAP, "file_swap", **values)
        swap = self.env[SWAP].browse(answer.result["id"])
        for person in (self.agent2, self.lead, self.boss):
            task = self._tasks(swap)
            answer = self.call(person, "cs.flow.task", "action_approve", task.ids)
            self.assertFalse(answer.error, answer)
        self.assertEqual(self.mine.employee_id, self.agent2)
        names = ["summary", "status", "leg_ids"]
        for person in (self.agent, self.agent2, self.lead, self.hr, self.auditor):
            answer = self.call(person, SWAP, "read", swap.ids, names)
            self.assertIn("agent2", answer.result[0]["summary"], person)
            legs = swap.leg_ids.ids
            answer = self.call(person, LEG, "read", legs, ["times", "taker_id"])
            self.assertEqual(len(answer.result), 2, person)

    def test_strangers_read_nothing(self):
        swap = self._file("exchange", [self.mine, self.other])
        for person in (self.agent4, self.lead2, self.agent3):
            self.refused(person, SWAP, "read", swap.ids, ["name"])
            self.refused(person, LEG, "read", swap.leg_ids.ids, ["times"])
            found = self.call(person, SWAP, "search", [("id", "=", swap.id)])
            self.assertEqual(found.result, [])
            self.refused(person, SWAP, "swap_start", self.mine.id)
            self.refused(person, SWAP, "candidates", self.mine.id, "give")
            self.refused(person, SWAP, "action_withdraw", swap.ids)

    def test_nobody_swaps_the_shift_of_somebody_else(self):
        for person in (self.agent2, self.agent4, self.lead2):
            for ids in ([self.mine.id], [self.mine.id, self.other.id]):
                self.refused(
                    person,
                    SWAP,
                    "file_swap",
                    "exchange",
                    ids,
                    reason_id=self.reason.id,
                )
            self.refused(
                person,
                SWAP,
                "create",
                {"kind": "give", "employee_id": self.agent.id},
            )
        # a leg of a shift that is not one's own: whose it is, the server says
        answer = self.call(
            self.agent4,
            SWAP,
            "create",
            {
                "kind": "give",
                "reason_id": self.reason.id,
                "leg_ids": [
                    (0, 0, {"shift_id": self.mine.id, "taker_id": self.agent5.id})
                ],
            },
        )
        if not answer.error:
            self.refused(self.agent4, SWAP, "action_submit", [answer.result])

    def test_nothing_of_the_server_is_set_by_a_client(self):
        swap = self._file("give", self.mine, self.agent2)
        people = (self.agent, self.agent2, self.lead, self.boss, self.hr, self.auditor)
        for person in people:
            for values in (
                {"flow_state": "approved"},
                {"moved_at": "2024-05-20 00:00:00"},
                {"name": "X"},
                {"is_festival": True},
                {"kind": "ring"},
                {"employee_id": self.agent4.id},
                {"stand_in_id": self.agent4.id},
            ):
                self.refused(person, SWAP, "write", swap.ids, values)
            for values in (
                {"taker_id": self.agent4.id},
                {"giver_id": self.agent4.id},
                {"is_open": False},
                {"agreed_at": "2024-05-20 00:00:00"},
            ):
                self.refused(person, LEG, "write", swap.leg_ids.ids, values)
            self.refused(person, LEG, "unlink", swap.leg_ids.ids)
            self.refused(person, SWAP, "unlink", swap.ids)
            self.refused(person, OFFER, "create", {"shift_id": self.mine.id})
            self.refused(person, "cs.duty.lock", "search_read", [])

    def test_policies_are_for_hr(self):
        for person in (self.agent, self.lead, self.boss, self.auditor):
            self.refused(person, "cs.swap.policy", "write", self.rules.ids, {"mode": 1})
            values = {"festival": "free"}
            self.refused(person, "cs.swap.policy", "write", self.rules.ids, values)
            self.refused(person, "cs.swap.reason", "create", {"name": "Fun"})
            answer = self.call(
                person, "cs.swap.policy", "read", self.rules.ids, ["name"]
            )
            self.assertFalse(answer.error)
        values = {"distance": 2, "return_days": 10}
        answer = self.call(self.hr, "cs.swap.policy", "write", self.rules.ids, values)
        self.assertFalse(answer.error, answer)
        self.refused(
            self.hr, "cs.swap.policy", "write", self.rules.ids, {"distance": "x"}
        )

    def test_free_shifts_over_the_wire(self):
        self.refused(self.agent2, OFFER, "call_in", self.mine.id)
        offer = self.call(self.lead, OFFER, "call_in", self.mine.id, "Fever").result
        lines = self.env[OFFER].browse(offer).line_ids
        line = lines.filtered(lambda row: row.employee_id == self.agent4)
        self.refused(self.agent3, OFFER, "action_take", [offer])
        self.refused(self.lead2, OFFER, "read", [offer], ["state"])
        # what somebody has is for who leads, not for colleagues
        self.refused(self.agent2, OFFER, "read", [offer], ["note"])
        self.refused(self.agent2, OFFER, "search", [("note", "ilike", "F")])
        answer = self.call(self.lead, OFFER, "read", [offer], ["note"])
        self.assertEqual(answer.result[0]["note"], "Fever")
        found = self.call(
            self.agent4, "cs.shift.offer.line", "search_read", [], ["times", "kind"]
        ).result
        self.assertEqual([row["id"] for row in found], line.ids)
        self.refused(
            self.agent4, "cs.shift.offer.line", "write", line.ids, {"state": "accepted"}
        )
        answer = self.call(self.agent4, "cs.shift.offer.line", "action_take", line.ids)
        self.assertFalse(answer.error, answer)
        self.assertEqual(self.mine.employee_id, self.agent4)
        answer = self.refused(self.agent5, OFFER, "action_take", [offer])
        self.assertIn("agent4 was faster", answer.message)

    def test_wrong_arguments_get_a_sentence(self):
        for arguments in (
            ("swap_start", "x"),
            ("swap_start", 10**9),
            ("candidates", self.mine.id, "nonsense"),
            ("candidates", self.mine.id, "ring", "x"),
            ("candidates", self.mine.id, "ring", [self.other.id]),
            ("file_swap", "exchange", "x"),
            ("file_swap", "exchange", [self.mine.id, 10**9]),
            ("file_swap", "exchange", [self.mine.id, self.mine.id]),
            ("file_swap", None, [self.mine.id]),
            ("file_swap", "give", [self.mine.id], "x"),
            ("file_swap", "give", [self.mine.id], self.agent2.id, "x", {"a": 1}),
            ("swap_instead", self.agent.id, "yesterday", False),
            ("action_offer", [10**9]),
        ):
            self.refused(self.agent, SWAP, *arguments)
        for arguments in (
            ("call_in", "x"),
            ("call_in", self.mine.id, ["text"]),
            ("action_take", [10**9]),
            ("action_take", []),
            ("action_ask_take", [10**9]),
        ):
            self.refused(self.lead, OFFER, *arguments)
        for name in ("take_question", "action_ask_take"):
            self.refused(self.lead, "cs.shift.offer.line", name, [10**9])
            self.refused(self.lead, "cs.shift.offer.line", name, [])
        for name in ("call_in_question", "action_ask_call_in"):
            self.refused(self.lead, "cs.shift", name, [10**9])

    def test_who_cannot_come_says_so_and_only_leaders_go_on(self):
        unable = "cs.shift.unable"
        for person in (self.agent2, self.lead, self.hr, self.auditor):
            self.refused(person, unable, "tell", self.mine.id, "Fever")
        for bad in ("x", 10**12, None, [1], {"a": 1}):
            self.refused(self.agent, unable, "tell", bad, "Fever")
        for bad in ("", None, 7, [1], "x" * 501):
            self.refused(self.agent, unable, "tell", self.mine.id, bad)
        self.refused(
            self.agent,
            unable,
            "create",
            {
                "shift_id": self.mine.id,
                "employee_id": self.agent.id,
                "reason": "Fever",
            },
        )
        answer = self.call(self.agent, unable, "tell", self.mine.id, "Fever")
        self.assertIn("Told now: lead.", answer.result)
        told = self.env[unable].search([("shift_id", "=", self.mine.id)])
        for person in (self.agent, self.lead, self.boss, self.hr, self.auditor):
            answer = self.call(person, unable, "read", told.ids, ["reason", "state"])
            self.assertEqual(answer.result[0]["reason"], "Fever", person)
        for person in (self.agent2, self.agent3, self.lead2):
            self.refused(person, unable, "read", told.ids, ["reason"])
            found = self.call(person, unable, "search", [("id", "=", told.id)])
            self.assertEqual(found.result, [])
        for person in (self.agent, self.agent2, self.lead2, self.auditor):
            for method in ("action_call_in", "action_settle"):
                self.refused(person, unable, method, told.ids)
        for person in (self.agent2, self.lead, self.hr, self.auditor):
            self.refused(person, unable, "action_withdraw", told.ids)
        for person in (self.agent, self.lead, self.hr, self.auditor):
            self.refused(person, unable, "write", told.ids, {"state": "settled"})
            self.refused(person, unable, "unlink", told.ids)
        answer = self.call(self.lead, unable, "action_call_in", told.ids)
        self.assertEqual(answer.result["res_model"], OFFER)
        self.assertEqual(told.state, "settled")
