import vobject

from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeShiftParts(RosterCase):
    """People are told the parts of a split shift, and the breaks of their turn."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.split = cls._type("K", 7, 20, breaks=[(11, 16, False)])
        cls.split.break_ids.stagger = 30
        cls.day.break_ids.stagger = 60
        cls.attendance = cls.env["cs.attendance.policy"].create(
            {"name": "Clock", "department_id": cls.centre.id, "split_minutes": 120}
        )

    def _publish(self, day, kind, **vals):
        return self._shift(self.agent, day, kind, state="published", **vals)

    def _rows(self):
        mine = self.env["cs.shift"].with_user(self.agent.user_id)
        return mine.my_shifts("2024-06-01", "2024-06-30")["shifts"]

    def _told(self):
        return [(row["parts"], row["breaks"]) for row in self._rows()]

    def test_a_split_shift_says_its_parts(self):
        self._publish(3, self.split)
        self._publish(4, self.split, break_turn=1)
        self.assertEqual(
            self._told(),
            [
                ([["07:00", "11:00"], ["16:00", "20:00"]], []),
                ([["07:00", "11:30"], ["16:30", "20:00"]], []),
            ],
        )

    def test_breaks_are_those_of_the_turn(self):
        self._publish(3, self.day)
        self._publish(4, self.day, break_turn=1)
        self._publish(5, self.night)
        self.assertEqual(
            self._told(),
            [
                ([["08:00", "20:00"]], [["12:00", "13:00"]]),
                ([["08:00", "20:00"]], [["13:00", "14:00"]]),
                ([["20:00", "08:00"]], [["00:00", "01:00"]]),
            ],
        )

    def test_the_policy_says_how_long_a_gap_is(self):
        self._publish(3, self.split)
        self.attendance.split_minutes = 301
        self.assertEqual(self._told(), [([["07:00", "20:00"]], [["11:00", "16:00"]])])
        self.attendance.split_minutes = 300
        self.assertEqual(self._told()[0][1], [])

    def test_a_calendar_is_free_between_the_parts(self):
        split = self._publish(3, self.split)
        whole = self._publish(4, self.day, break_turn=1, note="Bring the keys")
        feeds = self.env["cs.shift.feed"].with_user(self.agent.user_id)
        token = feeds.my_feed()["url"].rsplit("/", 1)[1].removesuffix(".ics")
        events = vobject.readOne(feeds._calendar(token)).vevent_list
        found = [
            (
                event.uid.value.split("@")[0],
                f"{event.dtstart.value:%H:%M}–{event.dtend.value:%H:%M}",
            )
            for event in events
        ]
        # the clock of Shanghai is eight hours ahead
        self.assertEqual(
            found,
            [
                (f"cs-shift-{split.id}", "23:00–03:00"),
                (f"cs-shift-{split.id}-1", "08:00–12:00"),
                (f"cs-shift-{whole.id}", "00:00–12:00"),
            ],
        )
        self.assertFalse(hasattr(events[0], "description"))
        self.assertEqual(
            events[2].description.value, "Break 13:00–14:00\nBring the keys"
        )

    def test_the_board_and_its_paper(self):
        self._publish(3, self.split, break_turn=1)
        self._publish(4, self.day)
        self._publish(5, self._type("J", 9, 12))
        rosters = self.env["cs.roster"].with_user(self.boss.user_id)
        data = rosters.board_data(self.centre.id, "2024-06-01", "2024-06-30")
        rows = [(row.get("parts"), row.get("breaks")) for row in data["shifts"]]
        self.assertEqual(
            rows,
            [
                ([["07:00", "11:30"], ["16:30", "20:00"]], None),
                (None, [["12:00", "13:00"]]),
                (None, None),
            ],
        )
        kinds = {kind["id"]: kind["parts"] for kind in data["types"]}
        parts = [["07:00", "11:00"], ["16:00", "20:00"]]
        self.assertEqual(kinds[self.split.id], parts)
        self.assertEqual(kinds[self.day.id], [])
        [paper] = self.roster._board_papers()
        hours = {kind["id"]: kind["hours"] for kind in paper["legend"]}
        self.assertEqual(hours[self.split.id], "07:00–11:00 and 16:00–20:00")
        self.assertEqual(hours[self.day.id], "08:00–20:00")

    def test_the_page_of_swaps(self):
        swaps = self.env["cs.shift.swap"].with_user(self.agent.user_id)

        def told(shift):
            card = swaps.swap_start(shift.id)["shift"]
            return card["times"], card["breaks"]

        found = told(self._publish(3, self.split))
        self.assertEqual(found, ("07:00–11:00 and 16:00–20:00", ""))
        found = told(self._publish(4, self.day, break_turn=1))
        self.assertEqual(found, ("08:00–20:00", "13:00–14:00"))

    def test_the_same_queries_for_one_shift_and_for_twenty(self):
        kinds = [self.night, self.split]
        shifts = self.env["cs.shift"].union(
            *(self._publish(day, kinds[day % 2]) for day in range(1, 30, 3)),
            *(self._publish(day, self.day) for day in range(2, 30, 3)),
        )

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.sudo()._lived()
            return self.env.cr.sql_log_count - before

        queries(shifts[:1])
        self.assertEqual(len(shifts), 20)
        self.assertEqual(queries(shifts), queries(shifts[:1]))
