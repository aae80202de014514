from datetime import date

from odoo.tests import tagged

# the solver's library does not survive being imported while time stands still
from ...logic.roster import solve as _solver  # noqa: F401
from ...models.time.roster.roster_auto_place import Placing
from ...models.time.roster.roster_auto_problem import Planning
from .test_time_roster_auto import AutoCase


@tagged("post_install", "-at_install")
class TestRosterRepair(AutoCase):
    """A published roster is filled and mended; what people were told is kept."""

    def publish(self):
        self.roster.with_user(self.boss.user_id).action_publish()

    def holders(self):
        """Return ``{day: names}`` of the shifts that somebody has."""
        shifts = self.roster.shift_ids.filtered(lambda s: s.state != "cancelled")
        return {
            day: sorted(group.employee_id.mapped("name"))
            for day, group in shifts.grouped(lambda s: s.date.day).items()
        }

    def leave(self, person, first, last):
        kind = self.env["hr.leave.type"].create(
            {"name": "Away", "requires_allocation": False}
        )
        leave = self.env["hr.leave"].create(
            {
                "employee_id": person.id,
                "holiday_status_id": kind.id,
                "request_date_from": first,
                "request_date_to": last,
            }
        )
        if leave.state != "validate":
            leave.sudo()._action_validate(check_state=False)

    def test_what_people_were_told_is_kept(self):
        self.fill()
        self.publish()
        before = self.holders()
        self.fill()
        self.assertEqual(self.holders(), before)
        self.assertEqual(self.roster.auto_report["changed"], 0)
        self.assertFalse(self.roster.shift_ids.filtered("is_untold"))

    def test_the_weight_says_what_is_worth_a_change(self):
        for day in range(3, 10):
            self._shift(self.agent if day < 6 else self.agent2, day)
        self.publish()
        wish = {"date_from": "2024-06-04", "date_to": "2024-06-04"}
        self.env["cs.roster.wish"].sudo().create(
            {"employee_id": self.agent.id, "weight": 30, **wish}
        )
        self.policy.write({"weight_stable": 40, "weight_hours": 0})
        self.fill()
        self.assertIn("agent", self.holders()[4])
        self.policy.weight_stable = 1
        self.fill()
        self.assertNotIn("agent", self.holders()[4])
        shift = self.roster.shift_ids.filtered(lambda s: s.date.day == 4)
        self.assertTrue(shift.is_untold, "told when it is published again")

    def test_a_leave_is_mended_and_told_as_the_difference(self):
        for day in range(3, 10):
            self._shift(self.agent, day)
        self.publish()
        kept = self.roster.shift_ids.filtered(lambda s: s.date.day > 4)
        self.leave(self.agent, "2024-06-03", "2024-06-04")
        self.fill()
        moved = self.roster.shift_ids - kept
        self.assertEqual(len(moved), 2, "the same shifts, with somebody else")
        self.assertNotIn(self.agent, moved.employee_id)
        self.assertEqual(set(moved.mapped("state")), {"published"})
        self.assertEqual(kept.employee_id, self.agent)
        self.assertEqual(self.roster.state, "published")
        self.assertEqual(self.roster.revision, 1)
        self.assertFalse(self.roster.notice_ids.filtered(lambda n: n.revision == 2))
        self.publish()
        told = self.roster.notice_ids.filtered(lambda n: n.revision == 2)
        self.assertEqual(told.employee_id, self.agent | moved.employee_id)
        log = self.roster.change_ids.filtered(lambda c: c.kind == "move")
        self.assertEqual(len(log), 2)

    def test_a_free_shift_finds_somebody(self):
        self.demand.active = False
        self._shift(False, 4)
        self.publish()
        self.fill()
        self.assertTrue(self.holders()[4])
        self.assertEqual(len(self.roster.shift_ids), 1)

    def test_what_was_changed_by_hand_and_swapped_stays(self):
        shifts = [self._shift(self.agent, day) for day in (3, 4, 5)]
        self.publish()
        shifts[0]._move(self.agent2, "swap", told=True)
        shifts[1].employee_id = self.lead
        self.policy.weight_stable = 0
        self.env["cs.roster.wish"].sudo().create(
            [
                {
                    "employee_id": person.id,
                    "date_from": "2024-06-03",
                    "date_to": "2024-06-09",
                    "weight": 500,
                }
                for person in self.agent | self.agent2 | self.lead
            ]
        )
        self.fill()
        self.assertEqual(shifts[0].employee_id, self.agent2)
        self.assertEqual(shifts[1].employee_id, self.lead)

    def test_what_has_begun_stays(self):
        roster = self._roster(self.calls, "2024-05-16", "2024-05-24")
        self._shift(self.agent, date(2024, 5, 16), roster=roster)
        roster.action_publish()
        self.leave(self.agent, "2024-05-16", "2024-05-16")
        shifts = self.fill(roster)
        begun = shifts.filtered(lambda s: s.date.day < 21)
        self.assertEqual(begun.employee_id, self.agent)
        self.assertEqual(
            {s.date.day for s in shifts}, {16, 21, 22, 23, 24}, "the rest is over"
        )

    # ---- hands meanwhile -------------------------------------------------------------

    def found(self):
        """Search, and return what the second job would be told."""
        boss = self.roster.with_user(self.boss.user_id)
        boss.action_fill_automatically()
        planning = Planning(self.roster)
        outcome = self.roster._auto_search(
            self.roster.auto_turn, planning, planning.problem()
        )
        return self.roster._auto_found(planning, outcome)

    def test_what_was_edited_meanwhile_is_kept_and_said(self):
        found = self.found()
        employee, day, _old, _new = next(c for c in found["changes"])
        mine = self._shift(self.env["hr.employee"].browse(employee), date(2024, 6, 3))
        mine.date = day
        mine.note = "by hand"
        self.roster._auto_place(self.roster.auto_turn, found)
        self.assertEqual((mine.note, mine.origin), ("by hand", "hand"))
        same = self.roster.shift_ids.filtered(
            lambda s: s.employee_id.id == employee and s.date == mine.date
        )
        self.assertEqual(same, mine)
        self.assertEqual(self.roster.auto_state, "done")
        self.assertIn("was changed by hand", self.roster.auto_text)

    def test_a_leave_that_came_meanwhile_is_kept(self):
        found = self.found()
        employee, day, _old, _new = found["changes"][0]
        person = self.env["hr.employee"].browse(employee)
        self.leave(person, day, day)
        self.roster._auto_place(self.roster.auto_turn, found)
        days = self.roster.shift_ids.filtered(lambda s: s.employee_id == person)
        self.assertNotIn(day, days.mapped(lambda s: str(s.date)))
        self.assertTrue(self.roster.auto_report["left_out"])

    def test_a_shift_that_finds_no_other_place_stays(self):
        self._shift(self.agent, 4)
        self.publish()
        day = date(2024, 6, 4)
        change = [
            [self.agent.id, str(day), self.day.id, False],
            [self.agent2.id, str(day), False, self.day.id],
        ]
        own = self._shift(self.agent2, 4)
        placing = Placing(Planning(self.roster), change)
        placing.write()
        self.assertEqual(self.holders()[4], ["agent", "agent2"])
        self.assertEqual(own.origin, "hand")
        self.assertTrue(placing.left_out)

    def test_a_locked_roster_is_not_touched(self):
        found = self.found()
        self.publish()
        self.roster.action_lock()
        self.roster._auto_place(self.roster.auto_turn, found)
        self.assertFalse(self.roster.shift_ids)
        self.assertIn("locked meanwhile", self.roster.auto_status["error"])

    def test_a_failed_job_says_so(self):
        boss = self.roster.with_user(self.boss.user_id)
        boss.action_fill_automatically()
        job = self.env["queue.job"].search(
            [("method_name", "=", "_auto_fill")], order="id desc", limit=1
        )
        job.with_context(_job_edit_sentinel=job.EDIT_SENTINEL).write(
            {"state": "failed"}
        )
        self.assertEqual(self.roster.auto_state, "failed")
        self.assertIn("broke off", self.roster.auto_status["error"])
        boss.action_fill_automatically()
        job.with_context(_job_edit_sentinel=job.EDIT_SENTINEL).write(
            {"state": "cancelled"}
        )
        self.assertEqual(self.roster.auto_state, "waiting", "that was the job before")


@tagged("post_install", "-at_install")
class TestRosterNeeds(AutoCase):
    """Whose minimum it is, and who counts."""

    def test_the_minimum_of_a_department_above_is_planned_for(self):
        self.demand.department_id = self.centre
        self.assertEqual(len(self.fill()), 7)

    def test_people_of_other_rosters_count_for_it(self):
        self.demand.department_id = self.centre
        other = self._roster(self.mail, "2024-06-03", "2024-06-09")
        self.day.department_ids = False
        self._shift(self.agent3, 5, roster=other)
        days = {shift.date.day for shift in self.fill()}
        self.assertEqual(days, {3, 4, 6, 7, 8, 9})

    def test_the_minimum_of_a_part_is_met_by_its_own_people(self):
        self.day.department_ids = False
        self.env["cs.shift.type"].search(
            [("id", "!=", self.day.id), ("department_ids", "=", False)]
        ).active = False
        roster = self._roster(self.centre, "2024-06-03", "2024-06-09")
        self.demand.department_id = self.mail
        shifts = self.fill(roster)
        self.assertEqual(len(shifts), 7)
        self.assertEqual(shifts.department_id, self.mail)

    def test_a_break_is_no_presence(self):
        self.day.break_ids = [
            (0, 0, {"name": "Meal", "start_hour": 12, "end_hour": 13})
        ]
        self.fill()
        self.assertEqual(len(self.roster.shift_ids), 7)
        self.assertIn("12:00 to 13:00: 1 missing", self.roster.auto_text)

    def test_breaks_in_turns_leave_somebody_there(self):
        self.demand.minimum = 2
        self.day.break_ids = [
            (0, 0, {"name": "Meal", "start_hour": 12, "end_hour": 13, "stagger": 60})
        ]
        shifts = self.fill().filtered(lambda s: s.date.day == 4)
        self.assertEqual(sorted(shifts.mapped("break_turn")), [0, 1])

    def test_the_fair_part_is_not_counted_once_per_piece(self):
        self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "start_hour": 9,
                "end_hour": 12,
                "minimum": 1,
            }
        )
        planning = Planning(self.roster)
        self.assertEqual(sum(planning.fewest.values()), 7)
        weekends = next(f for f in planning.problem().fairness if f.key == "weekends")
        self.assertLessEqual(sum(weekends.targets), 3)

    def test_hours_are_even(self):
        self.policy.write({"weight_hours": 0, "weight_weekends": 0})
        self.policy.weight_hours = 50
        shifts = self.fill()
        counts = sorted(
            len(shifts.filtered(lambda s, p=p: s.employee_id == p))
            for p in self.agent | self.agent2 | self.lead
        )
        self.assertEqual(counts, [2, 2, 3])
