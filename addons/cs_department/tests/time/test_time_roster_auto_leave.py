import threading
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ...logic.roster import solve as _solver  # noqa: F401  loaded before any clock stops
from .roster_auto_committed import CommittedRosterCase


@tagged("post_install", "-at_install")
class TestRosterAutoLeave(CommittedRosterCase):
    """Leave is asked for while the shifts that the solver found are being placed."""

    @classmethod
    def _prepare(cls):
        today = fields.Date.today()
        cls.monday = today + timedelta(days=42 - today.weekday())
        cls._prepare_week(cls.monday)
        cls.kind = cls.env["hr.leave.type"].create(
            {
                "name": "Leave at once",
                "leave_validation_type": "no_validation",
                "requires_allocation": False,
                "request_unit": "day",
            }
        )

    def test_leave_that_is_filed_meanwhile_is_seen(self):
        roster = self.env["cs.roster"].browse(self.roster.id)
        roster._auto_set("waiting")
        turn, filed = roster.auto_turn, threading.Event()
        agent, colleague = self.people.ids

        def leave(env):
            env["hr.leave"].sudo().create(
                {
                    "employee_id": agent,
                    "holiday_status_id": self.kind.id,
                    "request_date_from": self.monday,
                    "request_date_to": self.monday,
                }
            )
            env.flush_all()
            filed.set()

        def place(env):
            filed.wait(30)
            changes = [
                [person, str(self.monday), None, self.early.id]
                for person in (agent, colleague)
            ]
            found = {"changes": changes, "seconds": 0}
            env["cs.roster"].browse(roster.id)._auto_place(turn, found)

        answers = self.together((self.planner, leave), (self.planner, place))
        self.assertEqual(answers, [None, None])
        self.assertEqual(roster.auto_state, "done")
        self.assertEqual(
            roster.shift_ids.employee_id.ids, [colleague], roster.auto_report
        )
        [left_out] = roster.auto_report["left_out"]
        self.assertEqual(left_out[0], agent)
