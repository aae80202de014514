"""Time off: what filing costs on top of what Odoo's own leave costs."""

from datetime import timedelta

from odoo import fields

from .case import Case
from .world import AGENTS, World, make_flow, make_node

DAYS = 5
#: so far ahead do people plan
AHEAD = timedelta(weeks=4)


class SubmitLeave(Case):
    """A hundred leaves of the agents, filed together; each starts a flow of two steps.

    The floor files the same leaves of a stock type, which Odoo approves by one officer.
    """

    name = "leave.submit_100"
    n = 100

    def prepare(self):
        flow = make_flow(self.env, "Bench leave", "hr.leave")
        make_node(flow, 1, "approve", approver_kind="manager", level=1)
        make_node(flow, 2, "approve", approver_kind="manager", level=2)
        flow.action_publish()
        self.values = self._values("flow", cs_flow_id=flow.id)

    def prepare_floor(self):
        self.values = self._values("hr")

    def run(self):
        leaves = self._file()
        with self.aside():
            assert set(leaves.mapped("flow_state")) == {"running"}

    def floor(self):
        self._file()

    def _file(self):
        # as an import does it: one call for all
        return self.env["hr.leave"].create(self.values)

    def _values(self, validation, **values):
        """Return the leaves: each of the agents away a day, then the next day."""
        kind = self.env["hr.leave.type"].create(
            {
                "name": f"Bench {validation}",
                "leave_validation_type": validation,
                "requires_allocation": False,
                "request_unit": "day",
            }
            | values
        )
        first = fields.Date.today() + AHEAD
        # a Monday, so that every day of a round is a working day
        first -= timedelta(days=first.weekday())
        agents = [World(self.env).user(f"agent{i}").employee_id for i in range(AGENTS)]
        found = []
        for number in range(self.n):
            turn, agent = divmod(number, len(agents))
            weeks, weekday = divmod(turn, DAYS)
            day = first + timedelta(days=7 * weeks + weekday)
            found.append(
                {
                    "employee_id": agents[agent].id,
                    "holiday_status_id": kind.id,
                    "request_date_from": day,
                    "request_date_to": day,
                }
            )
        return found
