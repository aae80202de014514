from pathlib import Path

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from .swap_common import SwapCase


class PackSwapCase(SwapCase):
    """The swaps of the calls department, by the data of one regulation alone.

    lead holds the role of the supervisor, boss that of the department manager.
    """

    pack = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules.active = False
        place = f"data/packs/{cls.pack}"
        if not cls.env.ref(f"cs_department.{cls.pack}_swap_policy", False):
            for name in ("swap_flows", "swap_policy"):
                path = f"{place}/{name}.xml"
                convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.rules = cls.env.ref(f"cs_department.{cls.pack}_swap_policy")
        cls.rules.write({"department_id": cls.calls.id, "active": True})
        cls.flow = cls.rules.flow_id
        cls.flow.department_ids = False
        for code, person in (
            ("supervisor", cls.lead),
            ("department_manager", cls.boss),
            ("manager", cls.boss),
        ):
            cls._assign(person, cls.calls, cls.env.ref(f"cs_department.role_{code}"))
        cls.flow.action_publish()

    @classmethod
    def _festival(cls):
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat",
                "date_from": "2024-06-09 16:00:00",
                "date_to": "2024-06-10 15:59:59",
                "company_id": cls.company.id,
            }
        )

    def _leave(self, person, day):
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Personal",
                "leave_validation_type": "flow",
                "cs_flow_id": self._leave_flow().id,
                "requires_allocation": False,
                "include_public_holidays_in_duration": True,
            }
        )
        leaves = self.env["hr.leave"].with_user(person.user_id)
        return leaves.create(
            {
                "employee_id": person.id,
                "holiday_status_id": kind.id,
                "request_date_from": day,
                "request_date_to": day,
            }
        )

    def _leave_flow(self):
        code = "pack_leave"
        flow = self.env["cs.flow"].search([("code", "=", code)])
        if not flow:
            model = self.env["ir.model"]._get("hr.leave").id
            flow = flow.create({"name": "Leave", "code": code, "model_id": model})
            self._draw(flow, [{"key": "l", "approver_kind": "manager", "level": 1}])
            flow.action_publish()
        return flow


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestSwapPackBooking(PackSwapCase):
    """S000-3: two consents and the signature of the department manager (AC-15)."""

    pack = "s000_3"

    def test_sw_02_two_consents_and_one_signature(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self.assertEqual(self._asked(swap), ["agent2"])
        self._approve(swap, self.agent2)
        self.assertEqual(self._asked(swap), ["boss"], "no superior is asked")
        self.assertEqual(mine.employee_id, self.agent)
        self._approve(swap, self.boss)
        self.assertEqual(swap.flow_state, "approved")
        self.assertEqual(mine.employee_id, self.agent2)
        self.assertEqual(other.employee_id, self.agent)

    def test_sw_01_the_reason(self):
        mine = self._out(self.agent, 10)
        text = self._refused("give", mine, self.agent2, reason_id=None)
        self.assertIn("Say why", text)

    def test_sw_03_tv_047_three_a_month_as_requester_or_counterpart(self):
        # with a shift of one's own between two that are swapped
        for day in (3, 9, 15):
            swap = self._file("give", self._out(self.agent, day), self.agent2)
            self._approve(swap, self.agent2, self.boss)
            self._out(self.agent2, day + 2)
        text = self._refused("give", self._out(self.agent, 24), self.agent4)
        self.assertIn("At most three swaps a month", text)
        text = self._refused("give", self._out(self.agent5, 26), self.agent2)
        self.assertIn("At most three swaps a month", text)

    def test_sw_04_tv_049_no_double_shift_and_none_in_a_row(self):
        self._out(self.agent, 10, self.early)
        mine, late = self._out(self.agent, 14), self._out(self.agent2, 10, self.late)
        text = self._refused("exchange", [mine, late])
        self.assertIn("agent would work back to back", text)
        swap = self._file("give", self._out(self.agent4, 18), self.agent5)
        self._approve(swap, self.agent5, self.boss)
        text = self._refused("give", self._out(self.agent4, 20), self.agent5)
        self.assertIn("two swapped shifts in a row", text)

    def test_sw_06_lv_09_tv_050_the_return_shift(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 20)
        swap = self._file("return", [mine, other])
        self._approve(swap, self.agent2, self.boss)
        self.assertTrue(other.is_return)
        for person, day in ((self.agent, "2024-06-20"), (self.agent2, "2024-06-10")):
            with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
                self._leave(person, day)
            self.assertIn("came from a swap", str(error.exception))

    def test_sw_07_lv_10_neither_swap_nor_leave_on_festivals(self):
        self._festival()
        mine = self._out(self.agent, 10)
        text = self._refused("give", mine, self.agent2)
        self.assertIn("public holiday (Dragon Boat)", text)
        with self.assertRaises(ValidationError) as error, self.env.cr.savepoint():
            self._leave(self.agent, "2024-06-10")
        self.assertIn("on duty on a public holiday", str(error.exception))
        self._leave(self.agent2, "2024-06-10")

    def test_sw_05_an_unclear_agreement_is_shared(self):
        mine = self._out(self.agent, 10)
        swap = self._file("give", mine, self.agent2)
        miss = self.env["cs.shift.miss"].create({"shift_id": mine.id})
        self.assertEqual(miss.swap_id, swap)
        shares = {row.employee_id.name: row.percent for row in miss.line_ids}
        self.assertEqual(shares, {"agent": 50, "agent2": 50})

    def test_any_grade_may_swap(self):
        mine = self._out(self.agent, 10)
        self.assertEqual(self._candidates(mine, "give")["lead"]["problems"], [])


class AppointingPack:
    """What the regulations share in which the supervisor appoints."""

    def test_nobody_chooses_for_himself(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        start = self.env["cs.shift.swap"].with_user(self.agent.user_id)
        kinds = start.swap_start(mine.id)["kinds"]
        self.assertEqual([row["kind"] for row in kinds], ["appoint"])
        for kind, shifts, taker in (
            ("exchange", [mine, other], None),
            ("give", mine, self.agent2),
            ("return", [mine, other], None),
            ("pool", mine, None),
        ):
            text = self._refused(kind, shifts, taker)
            self.assertIn("does not allow this kind of swap", text, kind)

    def test_the_supervisor_appoints_and_the_stand_in_is_told(self):
        mine = self._out(self.agent, 10)
        swap = self._file("appoint", mine)
        self.assertEqual(self._asked(swap), ["lead"])
        task = self._tasks(swap).with_user(self.lead.user_id)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.action_approve()
        self.assertIn("Appointed", str(error.exception))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            swap.with_user(self.agent.user_id).stand_in_id = self.agent2
        swap.with_user(self.lead.user_id).stand_in_id = self.agent4
        task.action_approve()
        self.assertEqual(mine.employee_id, self.agent4)
        self.assertEqual(swap.leg_ids.taker_id, self.agent4)
        told = swap.flow_run_id.task_ids.filtered(lambda t: t.kind == "notify")
        self.assertEqual(told.user_id, self.agent4.user_id)

    def test_a_stand_in_who_works_then_is_refused_by_name(self):
        mine = self._out(self.agent, 10)
        self._out(self.agent4, 10, self.late)
        swap = self._file("appoint", mine)
        swap.with_user(self.lead.user_id).stand_in_id = self.agent4
        task = self._tasks(swap).with_user(self.lead.user_id)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.action_approve()
        self.assertIn("agent4 would work back to back", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)

    def test_on_a_festival_as_on_other_days(self):
        self._festival()
        self.assertEqual(
            self._file("appoint", self._out(self.agent, 10)).flow_state, "running"
        )

    def test_leave_is_as_on_other_shifts(self):
        mine = self._out(self.agent, 10)
        swap = self._file("appoint", mine)
        swap.with_user(self.lead.user_id).stand_in_id = self.agent4
        self._tasks(swap).with_user(self.lead.user_id).action_approve()
        self.assertTrue(self._leave(self.agent4, "2024-06-10"))


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestSwapPackHeating(AppointingPack, PackSwapCase):
    """S002-d: no self-made swap (SW-12, AC-17)."""

    pack = "s002_d"

    def test_sw_12_whoever_appoints_plans_anew(self):
        mine = self._out(self.agent, 10)
        swap = self._file("appoint", mine)
        swap.with_user(self.lead.user_id).stand_in_id = self.agent4
        self._tasks(swap).with_user(self.lead.user_id).action_approve()
        log = self.env["cs.roster.change"].search(
            [("shift_id", "=", mine.id), ("kind", "=", "move")]
        )
        self.assertEqual(log.origin, "swap")
        self.assertEqual(log.employee_id, self.agent4)


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestSwapPackBuilding(AppointingPack, PackSwapCase):
    """S003-2: the supervisor names the stand-in (SW-13)."""

    pack = "s003_2"


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestSwapPacks(SwapCase):
    def test_every_regulation_on_swaps_is_proved(self):
        packs = Path(__file__).parents[2] / "data" / "packs"
        shipped = {path.parent.name for path in packs.glob("*/swap_policy.xml")}
        self.assertEqual(shipped, {"s000_3", "s002_a", "s002_d", "s003_2"})
