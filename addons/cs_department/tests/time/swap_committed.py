from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command

from ..flow.committed import CommittedCase

SWAP = "cs.shift.swap"


class SwapRaceCase(CommittedCase):
    """People of one team with rosters ahead; each test has days of its own."""

    @classmethod
    def _prepare(cls):
        people = (cls.leader, cls.agent, cls.colleague, cls.outsider)
        cls.people = cls.env["hr.employee"].union(*(u.employee_id for u in people))
        cls.people.department_id = cls.team
        cls.rules = cls.env["cs.swap.policy"].create(
            {
                "name": "Races",
                "department_id": cls.centre.id,
                "peer": "any",
                "needs_reason": False,
                "distance": 0,
                "back_to_back_hours": 0,
                "leave_blocks": "approved",
                "wave_ids": [Command.create({"size": 0, "minutes": 60})],
            }
        )
        cls.rules.flow_id = cls._flow_of(SWAP, cls._by(cls.leader, key="lead"))
        leave_flow = cls._flow_of("hr.leave", cls._by(cls.leader, key="lead"))
        cls.kind = cls.env["hr.leave.type"].create(
            {
                "name": "Race leave",
                "cs_code": "race",
                "leave_validation_type": "flow",
                "cs_flow_id": leave_flow.id,
                "requires_allocation": False,
                "request_unit": "day",
            }
        )
        cls.early = cls.env["cs.shift.type"].create(
            {"name": "Early", "code": "RE", "tz": "UTC", "end_hour": 16}
        )
        # a Monday, well ahead of any notice
        today = fields.Date.today()
        cls.monday = today + timedelta(days=28 - today.weekday())
        cls.roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.team.id,
                "date_from": cls.monday,
                "date_to": cls.monday + timedelta(days=90),
            }
        )
        cls.roster.action_publish()

    @classmethod
    def _flow_of(cls, model, *nodes):
        return cls._flow(*nodes, model_id=cls.env["ir.model"]._get(model).id)

    def setUp(self):
        super().setUp()
        self.day = getattr(type(self), "next_day", self.monday)
        # each test on days of its own
        type(self).next_day = self.day + timedelta(days=7)

    def _out(self, user, offset=0):
        return self.env["cs.shift"].create(
            {
                "roster_id": self.roster.id,
                "employee_id": user.employee_id.id,
                "type_id": self.early.id,
                "date": self.day + timedelta(days=offset),
                "state": "published",
                "is_untold": False,
            }
        )

    def _file(self, env, kind, shifts, taker=None):
        return env[SWAP].file_swap(kind, shifts.ids, taker_id=taker)["id"]

    def _swap(self, kind, shifts, taker=None):
        env = self.env(user=shifts[0].employee_id.user_id.id)
        taker_id = taker and taker.employee_id.id
        return self.env[SWAP].browse(self._file(env, kind, shifts, taker_id))

    def _decide(self, document):
        """Return what the leader does to approve a document."""
        task = document.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        number = task.id
        return lambda env: env["cs.flow.task"].browse(number).action_approve()

    def assert_one(self, answers, *sentences):
        """One got through, the other got one of the sentences."""
        polite = [str(a) for a in answers if isinstance(a, UserError)]
        self.assertEqual(len(polite), 1, answers)
        self.assertTrue(any(s in polite[0] for s in sentences), polite)
