from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeChoosing(RosterCase):
    """Whoever chooses a shift types a person or a kind of shift, and finds it."""

    def test_a_shift_is_found_by_its_person_and_its_kind(self):
        mine = self._shift(self.agent, 3)
        other = self._shift(self.agent2, 4, self.night)
        shifts = self.env["cs.shift"].with_user(self.boss.user_id)
        for text, wanted in (
            (self.agent2.name, other),
            (self.night.name, other),
            (self.day.name, mine),
        ):
            found = [row[0] for row in shifts.name_search(text)]
            self.assertIn(wanted.id, found, text)
            self.assertNotIn((mine + other - wanted).id, found, text)

    def test_nobody_of_another_name_is_found(self):
        for model in (
            "cs.shift",
            "cs.attendance.month",
            "cs.attendance.correction",
            "cs.overtime",
            "cs.shift.unable",
        ):
            self.assertFalse(self.env[model].name_search("nobody is called this"))
