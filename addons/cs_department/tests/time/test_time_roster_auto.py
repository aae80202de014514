from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

# the solver's library does not survive being imported while time stands still
from ...logic.roster import solve as _solver  # noqa: F401
from .roster_common import RosterCase


class AutoCase(RosterCase):
    """A week in which the solver gives somebody a day shift each day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.write({"solver_seconds": 2, "min_rest_hours": 11})
        cls.night.active = False
        # nobody else's shifts, and nobody is away for a meal
        cls.day.write(
            {"break_ids": [(5, 0, 0)], "department_ids": [(6, 0, cls.calls.ids)]}
        )
        cls.roster.unlink()
        cls.roster = cls._roster(cls.calls, "2024-06-03", "2024-06-09")
        cls.demand = cls.env["cs.shift.demand"].create(
            {
                "department_id": cls.calls.id,
                "start_hour": 8,
                "end_hour": 20,
                "minimum": 1,
            }
        )

    def fill(self, roster=None):
        roster = roster or self.roster
        roster.with_user(self.boss.user_id).action_fill_automatically()
        self.work(roster)
        return roster.shift_ids.filtered(lambda shift: shift.state != "cancelled")

    def work(self, roster):
        """Do the jobs of filling, as the queue would."""
        roster = roster.with_context(queue_job__no_delay=True)
        roster._auto_fill(roster.auto_turn)


@tagged("post_install", "-at_install")
class TestRosterAuto(AutoCase):
    """A draft is filled; who may, what stays, and why."""

    def test_every_minimum_is_met_and_no_rule_broken(self):
        shifts = self.fill()
        self.assertEqual(self.roster.auto_state, "done")
        self.assertEqual(set(shifts.mapped("origin")), {"automatic"})
        self.assertEqual(len(shifts), 7, "nobody is planned who is not needed")
        self.assertEqual(
            {shift.date for shift in shifts},
            {date(2024, 6, day) for day in range(3, 10)},
        )
        self.assertFalse(
            [broken for broken in shifts._broken_rules().values() if broken]
        )

    def test_what_is_there_stays(self):
        own = self._shift(self.agent2, 4)
        shifts = self.fill()
        self.assertIn(own, shifts)
        self.assertEqual((own.origin, own.employee_id), ("hand", self.agent2))
        same_day = shifts.filtered(lambda shift: shift.date == own.date)
        self.assertEqual(same_day, own)

    def test_leave_is_kept_free(self):
        leave_type = self.env["hr.leave.type"].create(
            {"name": "Away", "requires_allocation": False}
        )
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.agent.id,
                "holiday_status_id": leave_type.id,
                "request_date_from": "2024-06-03",
                "request_date_to": "2024-06-07",
            }
        )
        if leave.state != "validate":
            leave.sudo()._action_validate(check_state=False)
        shifts = self.fill()
        days = shifts.filtered(lambda shift: shift.employee_id == self.agent)
        self.assertFalse([shift for shift in days if shift.date <= date(2024, 6, 7)])

    def test_a_wish_to_be_free_is_heard(self):
        self.env["cs.roster.wish"].create(
            {
                "employee_id": self.agent.id,
                "date_from": "2024-06-03",
                "date_to": "2024-06-09",
            }
        )
        people = self.fill().employee_id
        self.assertNotIn(self.agent, people)

    def test_what_cannot_be_kept_is_said(self):
        self.demand.minimum = 9
        self.fill()
        self.assertEqual(self.roster.auto_state, "done")
        self.assertIn("missing for at least 9", self.roster.auto_text)
        days = self.roster.auto_status["days"]
        self.assertEqual([day["day"] for day in days[:2]], ["2024-06-03", "2024-06-04"])
        self.assertEqual(days[0]["title"], "Monday, June 3, 2024")

    def test_without_a_minimum_nothing_is_filled(self):
        self.demand.active = False
        self.assertFalse(self.fill())
        self.assertEqual(self.roster.auto_state, "failed")
        self.assertIn("no minimum staffing", self.roster.auto_status["error"])

    def test_stopped_or_locked_rosters_are_left_alone(self):
        boss = self.roster.with_user(self.boss.user_id)
        boss.action_fill_automatically()
        turn = self.roster.auto_turn
        with self.assertRaises(UserError):
            boss.action_fill_automatically()
        boss.action_stop_automatically()
        self.roster._auto_fill(turn)
        self.roster._auto_place(turn, {"changes": []})
        self.assertFalse(self.roster.shift_ids)
        self.assertEqual(self.roster.auto_state, "stopped")
        self.roster.action_publish()
        self.roster.action_lock()
        with self.assertRaises(UserError):
            boss.action_fill_automatically()

    def test_agents_and_strangers_fill_nothing(self):
        for person in (self.agent, self.lead2):
            with self.assertRaises(AccessError):
                self.roster.with_user(person.user_id).action_fill_automatically()

    def test_why_this_person_and_not_another(self):
        shift = self._shift(self.agent, 4)
        self._shift(self.agent2, 4)
        told = shift.with_user(self.boss.user_id).explain()
        self.assertEqual(told["person"], "agent")
        by_name = {other["name"]: other for other in told["others"]}
        self.assertFalse(by_name["agent2"]["may"])
        self.assertTrue(by_name["agent2"]["reasons"])
        self.assertTrue(by_name["lead"]["may"])

    def test_who_leaves_a_minimum_uncovered_is_told_so(self):
        skill_type = self.env["hr.skill.type"].create(
            {
                "name": "Claims",
                "skill_ids": [(0, 0, {"name": "claims"})],
                "skill_level_ids": [(0, 0, {"name": "can", "level_progress": 100})],
            }
        )
        skill = skill_type.skill_ids
        for person in (self.agent, self.agent2):
            self.env["hr.employee.skill"].create(
                {
                    "employee_id": person.id,
                    "skill_id": skill.id,
                    "skill_type_id": skill_type.id,
                    "skill_level_id": skill_type.skill_level_ids.id,
                    "valid_from": "2024-01-01",
                }
            )
        self.env["cs.shift.demand"].create(
            {
                "name": "Claims desk",
                "department_id": self.calls.id,
                "skill_id": skill.id,
                "start_hour": 8,
                "end_hour": 20,
            }
        )
        shift = self._shift(self.agent, 4)
        told = shift.with_user(self.boss.user_id).explain()
        by_name = {other["name"]: other for other in told["others"]}
        self.assertFalse(by_name["agent2"]["reasons"])
        self.assertEqual(
            by_name["lead"]["reasons"],
            ["0 of 1 people with the skill are there (Claims desk)."],
        )
        self._shift(self.agent2, 4)
        told = shift.with_user(self.boss.user_id).explain()
        by_name = {other["name"]: other for other in told["others"]}
        self.assertEqual(by_name["agent2"]["reasons"], ["Already has a shift then."])

    def test_a_shift_for_all_departments_is_explained_as_well(self):
        shift = self._shift(self.agent, 4, self._type("A", 9, 17))
        told = shift.with_user(self.boss.user_id).explain()
        self.assertEqual(told["person"], "agent")
        self.assertTrue(any(other["may"] for other in told["others"]))
        shift.type_id = self.on_call
        with self.assertRaisesRegex(UserError, "on call"):
            shift.with_user(self.boss.user_id).explain()

    def test_a_wish_is_called_by_person_and_days(self):
        wish = self.env["cs.roster.wish"].create(
            {
                "employee_id": self.agent.id,
                "date_from": "2024-06-03",
                "date_to": "2024-06-03",
            }
        )
        self.assertEqual(wish.display_name, "agent · be free · Jun 3, 2024")

    def test_the_holder_is_not_held_against_himself(self):
        shift = self._shift(self.agent, 4)
        told = shift.with_user(self.boss.user_id).explain()
        self.assertFalse([line for line in told["against"] if "already" in line])

    def test_only_who_makes_the_roster_is_told_of_leave_and_wishes(self):
        shift = self._shift(self.agent, 4)
        self.roster.action_publish()
        shift.with_user(self.agent.user_id).read(["date"])
        for person in (self.agent, self.agent2, self.lead2):
            with self.assertRaises(AccessError):
                shift.with_user(person.user_id).explain()

    def test_minimums_are_by_the_clock_of_the_place_when_it_changes(self):
        self.company.resource_calendar_id.tz = self.day.tz = "Europe/Paris"
        roster = self._roster(self.calls, "2024-10-26", "2024-10-28")
        self.fill(roster)
        self.assertEqual(len(roster.shift_ids), 3)
        self.assertFalse(roster.auto_report["gaps"])

    def test_replacements_are_ranked(self):
        shift = self._shift(self.agent, 4)
        self._shift(self.agent2, 4)
        ranked = self.env["cs.shift"]._rank_replacements(shift)
        self.assertNotIn("agent", [one["name"] for one in ranked])
        self.assertEqual(ranked[-1]["name"], "agent2")
        self.assertTrue(ranked[0]["may"])

    def test_queries_do_not_grow_with_people(self):
        def count():
            shift = self._shift(False, 5)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.shift"]._rank_replacements(shift)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(20):
            self._person(f"more{number}", self.calls)
        self.assertLessEqual(count(), few + 2)

    def test_queries_do_not_grow_with_reasons(self):
        def count():
            shift = self._shift(False, 5)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            ranked = self.env["cs.shift"]._rank_replacements(shift)
            self.assertTrue(ranked[-1]["reasons"])
            return self.env.cr.sql_log_count - before

        self._shift(self.agent, 5)
        count()
        few = count()
        for number in range(20):
            self._shift(self._person(f"busy{number}", self.calls), 5)
        self.assertLessEqual(count(), few + 2)
