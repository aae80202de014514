import threading
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..flow.committed import CommittedCase
from ..flow.every_write import EveryWrite
from .roster_common import RosterCase


@tagged("post_install", "-at_install")
class TestTimeRosterRaces(CommittedCase):
    """Two planners at the same moment, each in a transaction of his own."""

    @classmethod
    def _prepare(cls):
        cls.people = (cls.agent + cls.colleague).employee_id
        cls.people.department_id = cls.team
        cls.early = cls.env["cs.shift.type"].create(
            {"name": "Early", "code": "RR", "tz": "UTC", "end_hour": 16}
        )
        cls.first = fields.Date.today() + timedelta(days=40)
        cls.roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.team.id,
                "date_from": cls.first,
                "date_to": cls.first + timedelta(days=60),
            }
        )
        cls.planner = cls.env.ref("base.user_admin")

    def setUp(self):
        super().setUp()
        self.day = getattr(type(self), "next_day", self.first)
        type(self).next_day = self.day + timedelta(days=5)

    def _values(self, user=None, day=0):
        return {
            "roster_id": self.roster.id,
            "employee_id": (user or self.agent).employee_id.id,
            "type_id": self.early.id,
            "date": self.day + timedelta(days=day),
        }

    def _shift(self, user=None, day=0):
        return self.env["cs.shift"].create(self._values(user, day))

    def _roster(self, env):
        return env["cs.roster"].browse(self.roster.id)

    def test_two_publish_and_people_are_told_once(self):
        self._roster(self.env).action_publish()
        self._shift()
        before = self.env["cs.roster"].browse(self.roster.id).revision
        publish = lambda env: self._roster(env).action_publish()  # noqa: E731
        answers = self.together((self.planner, publish), (self.planner, publish))
        self.assertEqual(answers, [True, True])
        roster = self._roster(self.env)
        self.assertEqual(roster.revision, before + 1)
        notices = roster.notice_ids.filtered(lambda n: n.revision == before + 1)
        self.assertEqual(notices.employee_id, self.agent.employee_id)
        self.assertEqual(len(notices.activity_ids), 1)
        self.assertTrue(notices.sent_at)

    def test_two_planners_cannot_give_one_person_two_shifts(self):
        values = self._values()
        create = lambda env: env["cs.shift"].create(values).id  # noqa: E731
        answers = self.together((self.planner, create), (self.planner, create))
        polite = [a for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(polite), 1, answers)
        self.assertIn("two shifts at once", str(polite[0]))
        shifts = self.env["cs.shift"].search([("date", "=", self.day)])
        self.assertEqual(len(shifts), 1)

    def test_moves_that_cross_end_in_one_state(self):
        mine, other = self._shift(), self._shift(user=self.colleague, day=1)
        pair = self.people
        swap = lambda env: env["cs.shift"]._move_all(  # noqa: E731
            [
                (
                    env["cs.shift"].browse(mine.id),
                    env["hr.employee"].browse(pair[1].id),
                ),
                (
                    env["cs.shift"].browse(other.id),
                    env["hr.employee"].browse(pair[0].id),
                ),
            ],
            "swap",
        )
        self.together((self.planner, swap), (self.planner, swap))
        self.assertEqual(mine.employee_id + other.employee_id, pair[1] + pair[0])

    def _drop(self, change):
        """Return what a planner's board does when something falls on a cell."""
        team, last = self.team.id, self.first + timedelta(days=30)
        page = team, str(self.first), str(last)
        return lambda env: env["cs.roster"].board_apply([change], *page)

    def _one_dropped(self, answers):
        """One drop holds; the other was refused in words. Return these."""
        done = [a for a in answers if isinstance(a, dict) and a["ok"]]
        self.assertEqual(len(done), 1, answers)
        [other] = [a for a in answers if a not in done]
        if isinstance(other, UserError):
            return str(other)
        broken = [rule for answer in other["answers"] for rule in answer["broken"]]
        return " ".join((other["message"], *(rule["sentence"] for rule in broken)))

    def test_two_leaders_drop_on_the_same_cell(self):
        put = {
            "op": "put",
            "e": self.agent.employee_id.id,
            "d": str(self.day),
            "t": self.early.id,
        }
        answers = self.together(
            (self.planner, self._drop(put)), (self.supervisor, self._drop(put))
        )
        self.assertIn("two shifts at once", self._one_dropped(answers))
        shifts = self.env["cs.shift"].search([("date", "=", self.day)])
        self.assertEqual(len(shifts), 1)

    def test_two_leaders_drop_the_same_shift_on_two_people(self):
        shift = self._shift()
        seen = [self.agent.employee_id.id, str(self.day), self.early.id]
        moves = [
            {
                "op": "move",
                "s": shift.id,
                "e": person.id,
                "d": str(self.day + timedelta(days=days)),
                "seen": seen,
            }
            for person, days in zip(self.people, (1, 0), strict=True)
        ]
        answers = self.together(
            (self.planner, self._drop(moves[0])),
            (self.supervisor, self._drop(moves[1])),
        )
        self.assertIn("Somebody else has changed", self._one_dropped(answers))
        won = moves[0 if isinstance(answers[0], dict) and answers[0]["ok"] else 1]
        self.assertEqual((shift.employee_id.id, str(shift.date)), (won["e"], won["d"]))

    def test_an_edit_and_the_lock_do_not_pass_each_other(self):
        shift = self._shift()
        self._roster(self.env).action_publish()
        self.commit()

        def edit(env):
            env["cs.shift"].browse(shift.id).write({"break_turn": 3})
            return env["cs.shift"].browse(shift.id).break_turn

        lock = lambda env: self._roster(env).action_lock()  # noqa: E731
        self._one_is_refused(shift, edit, lock)

    def test_a_lock_sees_the_edit_for_which_it_waited(self):
        shift = self._shift()
        self._roster(self.env).action_publish()
        self.commit()
        edited = threading.Event()

        def edit(env):
            env["cs.shift"].browse(shift.id).write({"break_turn": 3})
            env.flush_all()
            edited.set()

        def lock(env):
            edited.wait(30)
            self._roster(env).action_lock()

        self._one_is_refused(shift, edit, lock)
        self.assertEqual(shift.break_turn, 3)

    def _one_is_refused(self, shift, edit, lock):
        answers = self.together((self.planner, edit), (self.planner, lock))
        roster = self._roster(self.env)
        refused = [a for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(refused), 1, answers)
        if roster.state == "locked":
            self.assertEqual(shift.break_turn, 0)
            roster.action_unlock()
        else:
            self.assertEqual(shift.break_turn, 3)
        self.commit()


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterFaults(EveryWrite, RosterCase):
    """A failure at any write leaves all or nothing."""

    def _state(self):
        self.env.flush_all()
        shifts = self.roster.shift_ids
        return (
            self.roster.state,
            self.roster.revision,
            shifts.mapped(lambda s: (s.id, s.employee_id.id, s.state, s.is_untold)),
            self.roster.notice_ids.mapped("employee_id.id"),
            self.roster.change_ids.mapped("kind"),
            self.env["queue.job"].search_count([]),
        )

    def _at_every_write(self, act):
        return self.at_every_write(self._state, act)

    def test_publishing(self):
        self._shift(self.agent, 3)
        self._shift(self.agent2, 3, self.night)
        roster = self.roster.with_user(self.boss.user_id)
        self.assertGreater(self._at_every_write(roster.action_publish), 3)
        self.assertEqual(len(self.roster.notice_ids), 2)
        self.assertEqual(self.roster.revision, 1)

    def test_moving_and_filling(self):
        mine, other = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        moves = [(mine, self.agent2), (other, self.agent)]
        act = lambda: self.env["cs.shift"]._move_all(moves, "swap")  # noqa: E731
        self.assertGreater(self._at_every_write(act), 0)
        self.assertEqual(mine.employee_id, self.agent2)
        self._rotation("R", [(self.day, 1), (None, 1)], self.agent3)
        self.lead.department_id = self.calls
        self._rotation("Q", [(self.night, 1), (None, 1)], self.lead)
        self.assertGreater(self._at_every_write(self.roster._fill), 1)
        self.assertEqual(len(self.roster.shift_ids), 2 + 15)
