from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestTimeMyShifts(HandoverCase):
    """From somebody's own shift to its hand-over."""

    def _row(self, person):
        shifts = self.env["cs.shift"].with_user(person.user_id)
        [row] = shifts.my_shifts("2024-06-03", "2024-06-03")["shifts"]
        return row

    def test_both_sides_find_their_hand_over(self):
        self.assertFalse(self._row(self.agent)["handover"], "there is none yet")
        handover = self._open()
        for person in (self.agent, self.agent2, self.moon, self.star):
            self.assertEqual(self._row(person)["handover"], handover.id, person.name)
        page = self.env["cs.handover"].with_user(self.moon.user_id)
        self.assertEqual(page.get_page(handover.id)["head"]["id"], handover.id)

    def test_a_cancelled_one_is_none(self):
        handover = self._open()
        handover._keep({"state": "cancelled"})
        self.assertFalse(self._row(self.agent)["handover"])

    def test_what_is_open_goes_before_what_is_over(self):
        morning = self._open("2024-06-03 11:30:00")
        # the night ends with a second hand-over in the morning
        self._shifts(4, self.agent, self.agent2, self.moon, self.star)
        later = self._open("2024-06-03 23:50:00")
        self.assertTrue(later and later != morning)
        self.assertEqual(self._row(self.moon)["handover"], morning.id)
        morning._keep({"state": "closed"})
        self.assertEqual(self._row(self.moon)["handover"], later.id)
        later._keep({"state": "closed"})
        self.assertEqual(self._row(self.moon)["handover"], later.id, "the last one")

    def test_the_same_queries_for_one_shift_and_for_many(self):
        self._open()
        shifts = self.env["cs.shift"].with_user(self.agent.user_id)

        def queries(last):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shifts.my_shifts("2024-06-03", last)
            return self.env.cr.sql_log_count - before

        for day in range(5, 25):
            self._shift(self.agent, day, self.day, state="published")
        queries("2024-06-03")
        self.assertEqual(queries("2024-06-30"), queries("2024-06-03"))
