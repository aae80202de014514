from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time(datetime.now())  # a browser keeps no cookies of the year 2024
class TestTimeSwapTours(SwapCase, HttpCase):
    """A swap from the phone through three approvals."""

    browser_size = "390x844"
    touch_enabled = True

    def test_swap_through_three_approvals(self):
        first = fields.Date.today() + timedelta(days=10)
        roster = self._roster(self.calls, first, first + timedelta(days=20))
        roster.action_publish()
        mine = self._out(self.agent, first, roster=roster)
        other = self._out(self.agent2, first + timedelta(days=3), roster=roster)
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Any",
                "requires_allocation": False,
                "leave_validation_type": "no_validation",
            }
        )
        self.env["hr.leave"].create(
            {
                "employee_id": self.agent4.id,
                "holiday_status_id": kind.id,
                "request_date_from": first,
                "request_date_to": first + timedelta(days=3),
            }
        )
        self._out(self.agent4, first + timedelta(days=6), roster=roster)
        self._tour("/odoo/shifts", "cs_swap_file", self.agent)
        for person in (self.agent2, self.lead, self.boss):
            self._tour("/odoo/my-approvals", "cs_swap_agree", person)
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent2)
        self.assertEqual(other.employee_id, self.agent)
        swap = self.env["cs.shift.swap"].search([("employee_id", "=", self.agent.id)])
        self._tour(f"/odoo/cs-swaps/{swap.id}", "cs_swap_take_back", self.lead)
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(other.employee_id, self.agent2)
        self.assertEqual(swap.undo_reason, "The line needs her")

    def test_from_my_shifts_to_the_page_of_swaps_and_to_the_hand_over(self):
        today = fields.Date.today()
        roster = self._roster(self.calls, today, today + timedelta(days=30))
        roster.action_publish()
        self._out(self.agent, today + timedelta(days=2), roster=roster)
        self._tour("/odoo/my-shifts", "cs_mine_swap", self.agent)

    def _tour(self, page, name, person):
        person.user_id.password = person.user_id.login
        self.start_tour(page, name, login=person.user_id.login)
