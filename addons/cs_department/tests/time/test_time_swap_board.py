from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase

FIRST, LAST = "2024-06-01", "2024-06-30"


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapBoard(SwapCase):
    """The board says whose swap a change would stop, before it is made."""

    def setUp(self):
        super().setUp()
        self.mine = self._shift(self.agent, 10, self.early)
        self.other = self._shift(self.agent2, 12, self.early)
        self.roster.action_publish()
        self.boards = self.env["cs.roster"].with_user(self.boss.user_id)

    def _hints(self, lang="en_US"):
        boards = self.boards.with_context(lang=lang)
        rows = boards.board_conflicts(self.calls.id, FIRST, LAST)
        return {row["s"]: row["sentence"] for row in rows if row["rule"] == "waiting"}

    def _asked(self, thing, *cells):
        cells = [[person.id, f"2024-06-{day:02}"] for person, day in cells]
        found = self.boards.board_legality(thing, cells, self.calls.id, FIRST, LAST)
        return [
            [rule["outcome"] for rule in found.get(f"{e}:{d}", ())] for e, d in cells
        ]

    def _applied(self, *changes):
        done = self.boards.board_apply(list(changes), self.calls.id, FIRST, LAST)
        self.assertTrue(done["ok"], done)
        return [
            [rule["sentence"] for rule in answer["broken"]]
            for answer in done["answers"]
        ]

    def test_a_page_names_the_waiting_swaps_of_its_shifts(self):
        self.assertEqual(self._hints(), {})
        swap = self._file("exchange", [self.mine, self.other])
        found = self._hints()
        self.assertEqual(set(found), {self.mine.id, self.other.id})
        self.assertIn("in a waiting swap of agent and agent2", found[self.mine.id])
        self.assertIn("Mon, Jun 10", found[self.mine.id])
        swap.with_user(self.agent.user_id).action_withdraw()
        self.assertEqual(self._hints(), {})

    def test_what_is_dropped_elsewhere_is_said_before_and_still_moves(self):
        swap = self._file("exchange", [self.mine, self.other])
        drop = self._asked(
            {"s": self.mine.id},
            (self.agent5, 10),
            (self.agent, 10),
            (self.agent, 11),
        )
        self.assertEqual(drop, [["hint"], [], ["hint"]])
        [said] = self._applied(
            {"op": "move", "s": self.mine.id, "e": self.agent5.id, "d": "2024-06-10"}
        )
        self.assertIn("can no longer be carried out", said[0])
        self.assertEqual(self.mine.employee_id, self.agent5)
        self.assertTrue(swap.hindered_at)
        self.assertEqual(self._hints(), {}, "nothing more is lost by moving it")

    def test_what_is_deleted_or_another_type_is_said_too(self):
        self._file("exchange", [self.mine, self.other])
        # a new shift on top of it takes it away
        drop = self._asked({"t": self.late.id}, (self.agent, 10), (self.agent, 11))
        self.assertEqual(drop, [["hint"], []])
        said = self._applied(
            {"op": "retype", "s": self.mine.id, "t": self.late.id},
            {"op": "remove", "s": self.other.id},
        )
        self.assertEqual([len(sentences) for sentences in said], [1, 1])
