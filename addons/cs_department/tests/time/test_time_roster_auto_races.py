from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError

# the solver's library is loaded before time stands still in other tests
from ...logic.roster import solve as _solver
from ...models.time.roster.roster_auto_problem import Planning
from .roster_auto_committed import CommittedRosterCase


@tagged("post_install", "-at_install")
class TestRosterAutoRaces(CommittedRosterCase):
    """A roster is filled while others work on it, each in his own transaction."""

    @classmethod
    def _prepare(cls):
        cls.first = fields.Date.today() + timedelta(days=40)
        cls._prepare_week(cls.first)

    def mine(self, env=None):
        """Return the roster; jobs are made, not done at once."""
        return (env or self.env)(context={})["cs.roster"].browse(self.roster.id)

    def jobs(self):
        return self.env["queue.job"].search_count(
            [("model_name", "=", "cs.roster"), ("method_name", "=", "_auto_fill")]
        )

    def test_two_clicks_make_one_job(self):
        def click(env):
            return self.mine(env).action_fill_automatically() and "asked"

        before = self.jobs()
        answers = self.together((self.planner, click), (self.planner, click))
        refused = [a for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(refused), 1, answers)
        self.assertIn("being filled already", str(refused[0]))
        self.assertEqual(self.jobs(), before + 1)
        self.mine().action_stop_automatically()
        self.commit()

    def test_the_search_sees_that_somebody_stopped_it(self):
        roster = self.mine()
        roster.action_fill_automatically()
        turn = roster.auto_turn
        self.commit()
        planning = Planning(roster)
        with self.registry.cursor() as cr:
            self.mine(self.env(cr=cr)).action_stop_automatically()
        self.assertIsNone(roster._auto_search(turn, planning, planning.problem()))
        self.look()
        self.assertEqual(self.mine().auto_state, "stopped")

    def test_how_far_it_is_can_be_watched(self):
        roster = self.mine()
        roster.action_fill_automatically()
        turn = roster.auto_turn
        self.commit()
        planning = Planning(roster)
        self.assertTrue(roster._auto_search(turn, planning, planning.problem()))
        self.env["cs.roster.search"]._note(
            roster.id, turn, _solver.Progress(1.5, 7, 0, 2)
        )
        self.look()
        [told] = self.mine().auto_follow()
        self.assertEqual((told["state"], told["limit"]), ("waiting", 2))
        self.assertEqual((told["seconds"], told["cost"], told["missing"]), (1.5, 7, 2))
        self.mine().action_stop_automatically()
        self.commit()

    def test_shifts_that_were_saved_meanwhile_are_seen(self):
        roster = self.mine()
        roster.action_fill_automatically()
        turn = roster.auto_turn
        self.commit()
        found = {
            "changes": [
                [self.people[0].id, str(self.first), False, self.early.id],
                [self.people[1].id, str(self.first + timedelta(days=1)), False]
                + [self.early.id],
            ],
            "seconds": 1,
        }
        # this transaction has its view of the data already
        self.assertEqual(self.mine().auto_state, "waiting")
        with self.registry.cursor() as cr:
            self.env(cr=cr)["cs.shift"].create(
                {
                    "roster_id": roster.id,
                    "employee_id": self.people[0].id,
                    "type_id": self.early.id,
                    "date": self.first,
                    "note": "by hand",
                }
            )
        with self.assertRaises(RetryableJobError):
            self.mine()._auto_place(turn, found)
        self.look()
        self.mine()._auto_place(turn, found)
        self.commit()
        shifts = self.mine().shift_ids.sorted("date")
        self.assertEqual(shifts.mapped("origin"), ["hand", "automatic"])
        self.assertEqual(shifts[0].note, "by hand")
        self.assertIn("changed by hand", self.mine().auto_text)
        self.assertEqual(self.mine().auto_state, "done")
