from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeDuty(SwapCase):
    """Leave meets shifts (LV-08, LV-09, LV-10); shifts that were missed (SW-05) or
    worked by somebody else (SW-11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        flow = cls.env["cs.flow"].create(
            {
                "name": "Leave",
                "code": "leave_duty",
                "model_id": cls.env["ir.model"]._get("hr.leave").id,
            }
        )
        cls._draw(flow, [{"key": "lead", "approver_kind": "manager", "level": 1}])
        flow.action_publish()
        cls.kind = cls.env["hr.leave.type"].create(
            {
                "name": "Personal",
                "cs_code": "duty_personal",
                "leave_validation_type": "flow",
                "cs_flow_id": flow.id,
                "requires_allocation": False,
            }
        )

    def _leave(self, person, day):
        return (
            self.env["hr.leave"]
            .with_user(person.user_id)
            .create(
                {
                    "employee_id": person.id,
                    "holiday_status_id": self.kind.id,
                    "request_date_from": day,
                    "request_date_to": day,
                }
            )
        )

    def _swapped(self):
        """Return a shift that agent works after a swap with agent2."""
        swap = self._file(
            "exchange", [self._out(self.agent, 12), self._out(self.agent2, 10)]
        )
        self._approve(swap, self.agent2, self.lead, self.boss)
        return swap.leg_ids[1].shift_id

    def _festival(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat",
                "date_from": "2024-06-09 16:00:00",
                "date_to": "2024-06-10 15:59:59",
                "company_id": self.company.id,
            }
        )

    def test_tv_050_no_leave_on_a_swapped_or_returned_shift(self):
        shift = self._swapped()
        self.assertEqual(shift.employee_id, self.agent)
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self._leave(self.agent, "2024-06-10")
        self.assertIn("came from a swap", str(error.exception))
        shift.write({"origin": "hand", "is_return": True})
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._leave(self.agent, "2024-06-10")
        self._out(self.agent, 11)
        self._leave(self.agent, "2024-06-11")

    def test_lv_09_is_a_parameter(self):
        self._swapped()
        self.rules.exempt_type_ids = self.kind
        self._leave(self.agent, "2024-06-10")
        self.rules.write({"exempt_type_ids": [(5,)], "leave_on_swapped": "free"})
        self._leave(self.agent2, "2024-06-12")

    def test_lv_09_holds_when_the_leave_is_decided(self):
        leave = self._leave(self.agent, "2024-06-10").with_env(self.env)
        self.rules.leave_blocks = "approved"
        self._swapped()
        task = leave.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.with_user(self.lead.user_id).action_approve()
        self.assertIn("came from a swap", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(leave.state, "confirm")
        task.with_user(self.lead.user_id).action_refuse("You swapped")
        self.assertEqual(leave.state, "refuse")

    def test_lv_10_no_leave_on_duty_on_a_festival(self):
        self._festival()
        self._out(self.agent, 10)
        self.kind.include_public_holidays_in_duration = True
        self._leave(self.agent, "2024-06-10").action_withdraw()
        self.rules.leave_on_festival = "refuse"
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self._leave(self.agent, "2024-06-10")
        self.assertIn("on duty on a public holiday", str(error.exception))
        self._leave(self.agent2, "2024-06-10")

    def test_lv_08_the_form_of_leave_offers_a_swap(self):
        shift = self._out(self.agent, 10)
        self._out(self.agent4, 10, self.late)
        swaps = self.env["cs.shift.swap"].with_user(self.agent.user_id)
        found = swaps.swap_instead(self.agent.id, "2024-06-10", "2024-06-10")
        self.assertEqual([row["id"] for row in found["shifts"]], [shift.id])
        self.assertEqual(found["resting"], ["agent2", "agent5", "lead"])
        nothing = {"shifts": [], "resting": []}
        self.assertEqual(
            swaps.swap_instead(self.agent.id, "2024-06-11", False), nothing
        )
        other = swaps.with_user(self.agent2.user_id)
        self.assertEqual(
            other.swap_instead(self.agent.id, "2024-06-10", False), nothing
        )
        self.rules.offers_swap = False
        self.assertEqual(
            swaps.swap_instead(self.agent.id, "2024-06-10", False), nothing
        )

    # ---- missed shifts

    def _miss(self, shift, **values):
        misses = self.env["cs.shift.miss"].with_user(self.lead.user_id)
        return misses.create({"shift_id": shift.id, **values})

    def _shares(self, miss):
        return {line.employee_id.name: line.percent for line in miss.line_ids}

    def test_sw_05_an_unclear_agreement_is_shared(self):
        mine = self._out(self.agent, 10)
        swap = self._file("give", mine, self.agent2)
        miss = self._miss(mine, points=5)
        self.assertEqual(miss.swap_id, swap)
        self.assertEqual(self._shares(miss), {"agent": 50, "agent2": 50})
        miss.line_ids[0].percent = 60
        with freeze_time("2024-06-11 01:00:00"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                miss.action_confirm()
            miss.line_ids[1].percent = 40
            miss.action_confirm()
        self.assertEqual(miss.line_ids.mapped("points"), [3, 2])
        with self.assertRaises(UserError):
            miss.line_ids[0].percent = 50
        with self.assertRaises(UserError):
            miss.note = "Changed"
        with self.assertRaises(UserError):
            miss.unlink()

    def test_sw_05_an_approved_swap_is_clear(self):
        shift = self._swapped()
        self.assertEqual(self._shares(self._miss(shift)), {"agent": 100})
        plain = self._out(self.agent5, 20)
        self.assertEqual(self._shares(self._miss(plain)), {"agent5": 100})

    def test_sw_05_the_share_is_a_figure_of_the_policy(self):
        self.rules.fault_percent = 70
        mine = self._out(self.agent, 10)
        shifts = [mine, self._out(self.agent2, 12), self._out(self.agent4, 14)]
        self._file("ring", shifts)
        self.assertEqual(
            self._shares(self._miss(mine)), {"agent": 70, "agent2": 15, "agent4": 15}
        )

    # ---- worked by somebody else

    def test_sw_11_the_attendee_differs_from_the_roster(self):
        shift = self._out(self.agent, 10)
        self._out(self.agent4, 10)
        for person in (self.agent2, self.agent4):
            self.env["hr.attendance"].create(
                {
                    "employee_id": person.id,
                    "check_in": "2024-06-10 00:00:00",
                    "check_out": "2024-06-10 08:00:00",
                }
            )
        days = ("2024-06-01", "2024-06-30")
        shifts = self.env["cs.shift"]
        found = shifts._private_swaps(*days, self.centre.ids)
        self.assertEqual(found, [(shift, self.agent, self.agent2)])
        self.assertEqual(shifts._private_swaps(*days, self.mail.ids), [])
        self.assertFalse(self.roster.stranger_note, "the day has not come")
        with freeze_time("2024-06-11 01:00:00"):
            self.roster.invalidate_recordset(["stranger_note"])
            leader = self.roster.with_user(self.lead.user_id)
            self.assertEqual(
                leader.stranger_note,
                "Mon, Jun 10 Shift E 08:00–16:00 of agent: agent2 came instead.",
            )
            with self.assertRaises(AccessError):
                self.roster.with_user(self.agent.user_id).read(["stranger_note"])
