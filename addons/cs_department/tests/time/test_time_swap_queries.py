from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapQueries(SwapCase):
    """The number of queries does not depend on how many people there are."""

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - before

    def _crowd(self, number):
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"crowd {index}",
                    "department_id": self.calls.id,
                    "date_version": "2024-01-01",
                }
                for index in range(number)
            ]
        )
        for index, person in enumerate(people):
            self._out(person, 5 + index % 5)
            self._out(person, 15 + index % 5, self.late)
        return people

    def test_candidates(self):
        self._limit(kind="count", figure=3)
        self._limit(kind="notice", figure=1, operator="ge", notice_unit="dates")
        mine = self._out(self.agent, 10)
        self._out(self.agent2, 12)
        for kind in ("give", "exchange"):
            self._candidates(mine, kind)
        few = {
            kind: self._count(lambda kind=kind: self._candidates(mine, kind))
            for kind in ("give", "exchange")
        }
        self._crowd(20)
        for kind, queries in few.items():
            self._candidates(mine, kind)
            many = self._count(lambda kind=kind: self._candidates(mine, kind))
            self.assertLessEqual(many, queries + 2, kind)

    def test_a_free_shift_and_those_who_cannot_take_it(self):
        shift = self._out(self.agent, 10)
        offers = self.env["cs.shift.offer"].with_user(self.lead.user_id)
        offer = self.env["cs.shift.offer"].browse(offers.call_in(shift.id))

        def judge():
            people = offer._colleagues()
            return offer._said_each(people)

        def crowd(number):
            for person in self._crowd(number):
                # each is kept from it by a shift of his own
                self._out(person, 10, self.late)

        crowd(2)
        judge()
        few = self._count(judge)
        crowd(20)
        judge()
        self.assertLessEqual(self._count(judge), few)
        said = judge()
        self.assertGreaterEqual(
            sum(
                any("back to back" in row.sentence for row in rows)
                for rows in said.values()
            ),
            22,
        )

    def test_the_list_of_swaps(self):
        self.rules.distance = 0
        names = ["name", "people", "summary", "status", "flow_state", "date"]
        swaps = self.env["cs.shift.swap"]
        first = self._file("give", self._out(self.agent, 1), self.agent2)
        one = self._count(lambda: first.read(names))
        for day in range(2, 21):
            shift = self._out(self.agent, day)
            swaps |= self._file("give", shift, self.agent2)
        many = self._count(lambda: swaps.read(names))
        self.assertLessEqual(many, one + 2)

    def test_swaps_for_hand_overs(self):
        shifts = self._out(self.agent, 1)
        swaps = self.env["cs.shift.swap"]
        one = self._count(lambda: swaps._of_shifts(shifts))
        shifts |= self.env["cs.shift"].union(
            *(self._out(self.agent2, day) for day in range(1, 21))
        )
        self.assertEqual(self._count(lambda: swaps._of_shifts(shifts)), one)

    def test_the_board_names_waiting_swaps(self):
        self._file("exchange", [self._out(self.agent, 10), self._out(self.agent2, 11)])
        page = self.env["cs.roster"].with_user(self.boss.user_id)

        def read():
            rows = page.board_conflicts(self.calls.id, "2024-06-01", "2024-06-30")
            return [row for row in rows if row["rule"] == "waiting"]

        self.assertEqual(len(read()), 2)
        one = self._count(read)
        for day in range(12, 28, 2):
            mine, other = self._out(self.agent4, day), self._out(self.agent5, day + 1)
            self._file("exchange", [mine, other])
        self.assertEqual(len(read()), 18)
        self.assertLessEqual(self._count(read), one + 2)
