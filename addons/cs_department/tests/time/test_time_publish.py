from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .test_time_board import BoardCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimePublish(BoardCase):
    """What breaks a rule that may not be broken is named, and published on purpose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls.boards.browse(cls.roster.id)

    def _break(self, *people):
        """Give people a day right after a night."""
        for person in people or [self.agent]:
            self._shift(person, 3, self.night)
            self._shift(person, 4)

    def _log(self):
        changes = self.env["cs.roster.change"]
        return changes.search(
            [("roster_id", "=", self.roster.id), ("kind", "=", "accept")]
        )

    def test_the_question_names_people_days_and_rules(self):
        self._break(self.agent, self.agent2)
        broken = self.ours.board_publication()["broken"]
        self.assertEqual(
            [(row["name"], row["day"]) for row in broken],
            [
                (name, day)
                for day in ("Mon, Jun 3", "Tue, Jun 4")
                for name in ("agent", "agent2")
            ],
        )
        self.assertIn("rest", " ".join(broken[0]["lines"]))
        self.assertEqual(
            {row["id"] for row in broken},
            {row["s"] for row in self._marks() if row["outcome"] == "block"},
            "the same cells as on the board",
        )

    def test_nothing_is_published_until_somebody_says_so(self):
        self._break()
        for accepted in (False, None, "yes", 1):
            with self.assertRaises(UserError) as error:
                self.ours.action_publish(is_accepted=accepted)
            self.assertIn("agent, Tue, Jun 4", str(error.exception))
        self.assertEqual(self.roster.state, "draft")
        self.ours.action_publish(is_accepted=True)
        self.assertEqual(self.roster.state, "published")
        row = self._log()
        self.assertEqual(row.user_id, self.boss.user_id)
        self.assertIn("agent, Tue, Jun 4", row.note)
        self.ours.action_publish(is_accepted=True)
        self.assertEqual(self._log(), row, "nothing new was published")

    def test_many_are_counted(self):
        self._break(self.agent, self.agent2, self.agent3)
        with self.assertRaises(UserError) as error:
            self.ours.action_publish()
        self.assertIn("and 1 more", str(error.exception))

    def test_what_breaks_nothing_is_published_as_before(self):
        self._shift(self.agent, 3)
        self.assertFalse(self.ours.board_publication()["broken"])
        self.ours.action_publish()
        self.assertEqual(self.roster.state, "published")
        self.assertFalse(self._log())

    def test_rosters_of_departments_below_are_published_by_themselves(self):
        self._break()
        above = self._roster(self.centre)
        self._shift(self.boss, 3, roster=above)
        whole = self.boards.browse(above.id)
        self.assertFalse(whole.board_publication()["broken"])
        whole.action_publish()
        self.assertEqual(above.state, "published")
        self.assertTrue(self.ours.board_publication()["broken"])
