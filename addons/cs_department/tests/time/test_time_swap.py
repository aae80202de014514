from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwap(SwapCase):
    """Swaps from the request to the roster (SW-01 to SW-10, SW-12, SW-13, SW-15)."""

    def test_an_exchange_through_three_approvals(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self.assertEqual(self._asked(swap), ["agent2"])
        self.assertEqual(mine.employee_id, self.agent, "nothing moves before the end")
        self._approve(swap, self.agent2)
        self.assertEqual(self._asked(swap), ["lead"], "one superior of both signs once")
        self._approve(swap, self.lead)
        self._approve(swap, self.boss)
        self.assertEqual(swap.flow_state, "approved")
        self.assertEqual(mine.employee_id, self.agent2)
        self.assertEqual(other.employee_id, self.agent)
        self.assertEqual(set((mine + other).mapped("origin")), {"swap"})
        self.assertFalse((mine + other).filtered("is_untold"))
        self.assertTrue(swap.moved_at)
        self.assertIn("The roster was changed", swap.status)
        self.assertFalse(swap.leg_ids.filtered("is_open"))

    def test_sw_09_superiors_of_two_departments_sign_side_by_side(self):
        self.rules.scope = "policy"
        mail = self._roster(self.mail)
        mail.action_publish()
        mine = self._out(self.agent, 10)
        other = self._out(self.agent3, 12, roster=mail)
        swap = self._file("exchange", [mine, other])
        self._approve(swap, self.agent3)
        self.assertEqual(self._asked(swap), ["lead", "lead2"])
        self._approve(swap, self.lead2, self.lead)
        self.assertEqual(self._asked(swap), ["boss"])
        self._approve(swap, self.boss)
        self.assertEqual(other.employee_id, self.agent)

    def test_a_partner_who_refuses_ends_it(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self._tasks(swap).with_user(self.agent2.user_id).action_refuse("No")
        self.assertEqual(swap.flow_state, "refused")
        name = self.agent2.user_id.name
        self.assertEqual(swap.status, f"Refused by {name}: No")
        self.assertEqual(mine.employee_id, self.agent)
        again = self._file("give", mine, self.agent4)
        self.assertEqual(again.flow_state, "running", "the shift is free again")

    def test_sw_01_a_reason_is_asked_for(self):
        mine = self._out(self.agent, 10)
        text = self._refused("give", mine, self.agent2, reason_id=None)
        self.assertIn("Say why", text)
        other = self.env.ref("cs_department.swap_reason_other")
        text = self._refused("give", mine, self.agent2, reason_id=other.id)
        self.assertIn("say more", text)
        self._file("give", mine, self.agent2, reason_id=other.id, note="Moving")

    def test_tv_047_the_fourth_swap_of_a_month_is_refused(self):
        self.rules.distance = 0
        self._limit(name="Three", kind="count", figure=3, period="month")
        for day in (10, 13, 16):
            swap = self._file("give", self._out(self.agent, day), self.agent2)
            self._approve(swap, self.agent2, self.lead, self.boss)
        text = self._refused("give", self._out(self.agent, 19), self.agent4)
        self.assertIn(
            "Three: at most 3 times a month; there are 3 already, with this one it "
            "would be 4 times.",
            text,
        )
        # being the counterpart counts, too
        text = self._refused("give", self._out(self.agent5, 20), self.agent2)
        self.assertIn("Three", text)
        card = self._candidates(self._out(self.agent5, 21), "give")["agent2"]
        self.assertTrue(
            any(problem.startswith("agent2 – Three") for problem in card["problems"])
        )
        self.assertEqual(card["own"], [])
        # one's own limit is told apart, whomever one asks and whatever comes back
        self._out(self.agent4, 26)
        mine = self._out(self.agent, 24)
        for kind in ("give", "exchange", "ring"):
            card = self._candidates(mine, kind)["agent4"]
            [said] = card["own"]
            self.assertTrue(said.startswith("Three"), kind)
            self.assertIn(said, card["problems"], kind)

    def test_tv_047_a_parameter_leaves_the_counterpart_out(self):
        self.rules.distance = 0
        self._limit(kind="count", figure=1, with_counterpart=False)
        swap = self._file("give", self._out(self.agent, 10), self.agent2)
        self._approve(swap, self.agent2, self.lead, self.boss)
        self._file("give", self._out(self.agent4, 14), self.agent2)
        self.assertIn(
            "Limit", self._refused("give", self._out(self.agent, 17), self.agent4)
        )

    def test_tv_048_one_day_before(self):
        self._limit(kind="notice", figure=1, operator="ge", notice_unit="dates")
        mine = self._out(self.agent, 12, self.late)
        with freeze_time("2024-06-12 01:00:00"):
            self.assertIn("Limit", self._refused("give", mine, self.agent2))
        with freeze_time("2024-06-11 01:00:00"):
            self._file("give", mine, self.agent2)

    def test_tv_049_back_to_back_is_refused(self):
        self._out(self.agent, 10, self.early)
        mine, other = self._out(self.agent, 14), self._out(self.agent2, 10, self.late)
        text = self._refused("exchange", [mine, other])
        self.assertIn("agent would work back to back", text)
        rows = self._candidates(mine, "exchange")["agent2"]["shifts"]
        self.assertIn("back to back", rows[0]["problems"][0])

    def test_every_rule_that_keeps_somebody_is_named_once(self):
        self._out(self.agent, 10, self.early)
        self._out(self.agent, 12, self.early)
        mine = self._out(self.agent, 14)
        self._out(self.agent2, 10, self.late)
        moved = self._out(self.agent2, 18, origin="swap")
        self._out(self.agent2, 12, self.late)
        card = self._candidates(mine, "exchange")["agent2"]
        problems = " ".join(card["problems"])
        self.assertEqual(problems.count("agent would work back to back"), 1, "a rule")
        self.assertIn("not swapped again", problems, "the rule of another shift")
        self.assertEqual(moved.employee_id, self.agent2)

    def test_what_would_change_nothing_is_not_offered(self):
        mine = self._out(self.agent, 14)
        self._out(self.agent2, 14)
        later = self._out(self.agent2, 18)
        self._out(self.agent4, 14)
        cards = self._candidates(mine, "exchange")
        rows = cards["agent2"]["shifts"]
        self.assertEqual([row["id"] for row in rows], later.ids)
        self.assertIn("no shift", cards["agent4"]["problems"][0])

    def test_sw_04_no_swap_after_a_swap(self):
        swap = self._file("give", self._out(self.agent, 10), self.agent2)
        self._approve(swap, self.agent2, self.lead, self.boss)
        text = self._refused("give", self._out(self.agent, 12), self.agent2)
        self.assertIn("two swapped shifts in a row", text)
        moved = swap.leg_ids.shift_id
        self.assertIn("not swapped again", self._refused("give", moved, self.agent4))
        self._out(self.agent2, 14)
        self._file("give", self._out(self.agent, 16), self.agent2)

    def test_sw_06_a_return_shift_is_marked(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 20)
        swap = self._file("return", [mine, other])
        self._approve(swap, self.agent2, self.lead, self.boss)
        self.assertFalse(mine.is_return)
        self.assertTrue(other.is_return)
        self.rules.return_days = 5
        later = [self._out(self.agent4, 3), self._out(self.agent5, 25)]
        self.assertIn("days at most 5, not 22", self._refused("return", later))

    def test_sw_07_and_sw_10_festivals(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dragon Boat",
                "date_from": "2024-06-09 16:00:00",
                "date_to": "2024-06-10 15:59:59",
                "company_id": self.company.id,
            }
        )
        mine = self._out(self.agent, 10)
        text = self._refused("give", mine, self.agent2)
        self.assertIn("public holiday (Dragon Boat), and those", text)
        self.rules.festival = "manager"
        swap = self._file("give", mine, self.agent2)
        self.assertTrue(swap.is_festival)
        facts = swap._flow_facts()[swap.id]
        self.assertTrue(facts["festival"] and facts["needs_manager"])
        plain = self._file("give", self._out(self.agent4, 20), self.agent5)
        self.assertFalse(plain._flow_facts()[plain.id]["needs_manager"])

    def test_sw_08_same_level_only(self):
        ladder = self.env["cs.grade.ladder"].create({"name": "Ladder"})
        grades = self.env["cs.grade"].create(
            [
                {"name": "A", "code": "aa", "ladder_id": ladder.id, "level": 1},
                {"name": "B", "code": "bb", "ladder_id": ladder.id, "level": 2},
            ]
        )
        (self.agent + self.agent2).cs_grade_id = grades[0]
        self.agent4.cs_grade_id = grades[1]
        self.rules.peer = "level"
        mine = self._out(self.agent, 10)
        self.assertIn("another level", self._refused("give", mine, self.agent4))
        cards = self._candidates(mine, "give")
        self.assertEqual(cards["agent2"]["problems"], [])
        self.assertIn("another level", cards["agent4"]["problems"][0])
        self.assertEqual(list(cards)[0], "agent2", "who may stands first")

    def test_sw_12_the_supervisor_appoints(self):
        fill = {
            "approver_kind": "user",
            "user_ids": [(6, 0, self.lead.user_id.ids)],
            "open_fields": "stand_in_id",
            "required_fields": "stand_in_id",
        }
        flow = self._swap_flow("appoint", {"key": "appoint", **fill})
        self.rules.write({"mode": "appoint", "flow_id": flow.id})
        mine = self._out(self.agent, 10)
        self.assertIn("does not allow", self._refused("give", mine, self.agent2))
        swap = self._file("appoint", mine)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            swap.with_user(self.agent.user_id).stand_in_id = self.agent2
        task = self._tasks(swap).with_user(self.lead.user_id)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.action_approve()
        self.assertIn("Appointed", str(error.exception))
        swap.with_user(self.lead.user_id).stand_in_id = self.agent4
        task.action_approve()
        self.assertEqual(mine.employee_id, self.agent4)
        self.assertEqual(swap.leg_ids.taker_id, self.agent4)

    def test_sw_14_fixed_rest_days_stay(self):
        self.policy.is_rest_locked = True
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        self.assertIn("rest day", self._refused("exchange", [mine, other]))
        same = self._out(self.agent2, 10, self.late)
        self._file("exchange", [mine, same])

    def test_a_ring_of_three(self):
        shifts = [
            self._out(self.agent, 10),
            self._out(self.agent2, 10, self.late),
            self._out(self.agent4, 12),
        ]
        swap = self._file("ring", shifts)
        self.assertEqual(self._asked(swap), ["agent2", "agent4"])
        self._approve(swap, self.agent4, self.agent2, self.lead, self.boss)
        self.assertEqual(
            [shift.employee_id.name for shift in shifts], ["agent2", "agent4", "agent"]
        )

    def test_a_ring_closes_only_where_the_requester_may(self):
        mine = self._out(self.agent, 10)
        self._out(self.agent, 12, self.early)
        second = self._out(self.agent2, 14)
        third = self._out(self.agent4, 12, self.late)
        cards = self._candidates(mine, "ring", legs=[mine.id, second.id])
        [row] = cards["agent4"]["shifts"]
        self.assertEqual(row["id"], third.id)
        self.assertEqual(row["problems"], [])
        self.assertIn("agent would work back to back", row["closing"][0])
        self.rules.max_ring = 3
        shifts = [mine, second, self._out(self.agent4, 20), self._out(self.agent5, 22)]
        self.assertIn("at most 3", self._refused("ring", shifts))

    def test_one_swap_a_shift(self):
        mine = self._out(self.agent, 10)
        self._file("give", mine, self.agent2)
        self.assertIn("in another swap", self._refused("give", mine, self.agent4))
        start = self.env["cs.shift.swap"].with_user(self.agent.user_id)
        self.assertIn("in another swap", start.swap_start(mine.id)["problem"])

    def _asks_leave(self, person, day):
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Any",
                "requires_allocation": False,
                "leave_validation_type": "manager",
            }
        )
        return self.env["hr.leave"].create(
            {
                "employee_id": person.id,
                "holiday_status_id": kind.id,
                "request_date_from": day,
                "request_date_to": day,
            }
        )

    def test_leave_keeps_somebody_from_a_shift(self):
        mine = self._out(self.agent, 10)
        leave = self._asks_leave(self.agent2, "2024-06-10")
        self.assertIn("has asked for leave", self._refused("give", mine, self.agent2))
        self.rules.leave_blocks = "approved"
        swap = self._file("give", mine, self.agent2)
        self._approve(swap, self.agent2, self.lead)
        leave.action_approve()
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._approve(swap, self.boss)
        text = str(error.exception)
        self.assertIn("Nothing was moved", text)
        self.assertIn("agent2 has leave during", text)
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(self._asked(swap), ["boss"])

    def test_leave_that_waits_for_the_giver_is_decided_first(self):
        mine = self._out(self.agent, 10)
        swap = self._file("give", mine, self.agent2)
        self._approve(swap, self.agent2, self.lead)
        leave = self._asks_leave(self.agent, "2024-06-10")
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._approve(swap, self.boss)
        self.assertIn("decided or taken back first", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)
        leave.action_approve()
        self._approve(swap, self.boss)
        self.assertEqual(mine.employee_id, self.agent2)

    def test_what_changed_meanwhile_is_named_and_nothing_moves(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self._approve(swap, self.agent2, self.lead)
        other._move(self.agent5, "hand")
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._approve(swap, self.boss)
        self.assertIn("is not a shift of agent2 any more", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(other.employee_id, self.agent5)
        other._move(self.agent2, "hand")
        other.stop -= timedelta(hours=1)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._approve(swap, self.boss)
        self.assertIn(
            "agent2's shift Wed, Jun 12 Shift E 08:00–16:00 is Wed, Jun 12 Shift E "
            "08:00–15:00 now.",
            str(error.exception),
        )

    def test_a_shift_is_cancelled_while_its_swap_is_on_its_way(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        self._approve(swap, self.agent2, self.lead)
        other.action_cancel()
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._approve(swap, self.boss)
        self.assertIn("was cancelled", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(mine.employee_id, self.agent)
        task = self._tasks(swap).with_user(self.boss.user_id)
        task.action_refuse("Cancelled")
        self.assertEqual(swap.flow_state, "refused")

    def test_rosters_that_are_no_more_open_for_swaps(self):
        mine = self._out(self.agent, 10)
        with freeze_time("2024-06-10 02:00:00"):
            self.assertIn("has begun", self._refused("give", mine, self.agent2))
        draft = self._shift(self.agent, 15, self.early)
        self.assertIn("not published", self._refused("give", draft, self.agent2))
        self.env.cr.execute("UPDATE cs_roster SET state = 'locked'")
        self.env.invalidate_all()
        self.assertIn("locked for pay", self._refused("give", mine, self.agent2))

    def test_a_returned_swap_is_held_to_the_rules_again(self):
        mine = self._out(self.agent, 10)
        swap = self._file("give", mine, self.agent2)
        task = self._tasks(swap).with_user(self.agent2.user_id)
        task.action_return(None, "Not on that day")
        self.assertEqual(swap.flow_state, "returned")
        self.assertFalse(swap.leg_ids.is_open)
        own = swap.with_user(self.agent.user_id)
        self._out(self.agent2, 10, self.late)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            own.action_submit()
        self.assertIn("back to back", str(error.exception))
        own.leg_ids.taker_id = self.agent4
        own.action_submit()
        self.assertEqual(self._asked(swap), ["agent4"])
        self.assertTrue(swap.leg_ids.is_open)

    def test_without_a_policy_nobody_swaps(self):
        self.rules.active = False
        mine = self._out(self.agent, 10)
        self.assertIn("no rules for swaps", self._refused("give", mine, self.agent2))

    def test_sw_15_swaps_of_a_shift_for_the_hand_over(self):
        mine, other = self._out(self.agent, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        lines = self.env["cs.shift.swap"]._of_shifts(mine + other)
        self.assertEqual(lines, {mine.id: [], other.id: []})
        self._approve(swap, self.agent2, self.lead, self.boss)
        lines = self.env["cs.shift.swap"]._of_shifts(mine + other)
        [line] = lines[mine.id]
        self.assertEqual(line["number"], swap.name)
        self.assertIn("agent gives", line["sentence"])
        self.assertIn("to agent2", line["sentence"])

    def test_the_register_names_who_agreed(self):
        swap = self._file("give", self._out(self.agent, 10), self.agent2)
        self._approve(swap, self.agent2, self.lead, self.boss)
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html("cs_department.report_swap_register", swap.ids)[
            0
        ].decode()
        for text in (swap.name, "agent2", "lead", "boss", self.reason.name):
            self.assertIn(text, html)
