from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 01:00:00")
class TestTimeShiftKnown(RosterCase):
    """People see their shifts as they were told of them, until they are told anew."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls._shift(cls.agent, 3)
        cls.fifth = cls._shift(cls.agent, 5)
        cls.roster.action_publish()
        cls.feed = cls.env["cs.shift.feed"].create({"employee_id": cls.agent.id})

    def _mine(self, person=None):
        user = (person or self.agent).user_id
        data = (
            self.env["cs.shift"].with_user(user).my_shifts("2024-06-01", "2024-06-30")
        )
        self.assertEqual(data["next"], (data["shifts"] or [False])[0])
        return {
            (row["date"][-2:], row["code"], row["from"], row["changing"])
            for row in data["shifts"]
        }

    def _ics(self):
        self.env.flush_all()
        return (
            self.env["cs.shift.feed"]
            ._calendar(self.feed.token)
            .count("DTSTART:20240603T00")
        )

    def test_a_shift_that_was_published_is_known(self):
        known = {("03", "D", "08:00", False), ("05", "D", "08:00", False)}
        self.assertEqual(self._mine(), known)
        self.assertEqual(self._ics(), 1)

    def test_another_type_is_seen_when_it_is_told(self):
        self.third.with_user(self.boss.user_id).type_id = self.night
        self.assertIn(("03", "D", "08:00", True), self._mine())
        self.assertEqual(self._ics(), 1)
        self.roster.action_publish()
        self.assertIn(("03", "N", "20:00", False), self._mine())
        self.assertEqual(self._ics(), 0)

    def test_another_day_is_seen_when_it_is_told(self):
        self.third.with_user(self.boss.user_id).date = "2024-06-25"
        known = {("03", "D", "08:00", True), ("05", "D", "08:00", False)}
        self.assertEqual(self._mine(), known)

    def test_a_shift_that_is_taken_away_stays_until_it_is_told(self):
        for change in ({"state": "cancelled"}, {"employee_id": self.agent2.id}):
            with self.subTest(**change), self.env.cr.savepoint() as point:
                self.third.with_user(self.boss.user_id).write(change)
                self.assertIn(("03", "D", "08:00", True), self._mine())
                self.assertFalse(self._mine(self.agent2), "nobody has told him")
                self.roster.action_publish()
                self.assertEqual(self._mine(), {("05", "D", "08:00", False)})
                point.close(rollback=True)
            self.env.invalidate_all()

    def test_what_was_changed_back_is_as_it_was(self):
        mine = self.third.with_user(self.boss.user_id)
        mine.type_id = self.night
        mine.type_id = self.day
        self.assertTrue(self.third.is_untold)
        self.assertIn(("03", "D", "08:00", False), self._mine())

    def test_the_same_queries_for_one_change_and_for_twenty(self):
        shifts = [self._shift(self.agent, day) for day in range(8, 28)]
        self.roster.action_publish()
        mine = self.env["cs.shift"].with_user(self.agent.user_id)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mine.my_shifts("2024-06-01", "2024-06-30")
            return self.env.cr.sql_log_count - before

        shifts[0].type_id = self.night
        queries()
        one = queries()
        for shift in shifts[1:]:
            shift.type_id = self.night
        self.assertEqual(queries(), one)
