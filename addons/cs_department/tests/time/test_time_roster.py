from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRoster(RosterCase):
    def test_a_shift_takes_the_hours_of_its_type(self):
        shift = self._shift(self.agent, 3, self.night)
        self.assertEqual(shift.start, datetime(2024, 6, 3, 12))
        self.assertEqual(shift.stop, datetime(2024, 6, 4, 0))
        self.assertEqual(shift.paid_hours, 12)
        self.assertEqual(self._shift(self.agent2, 3).paid_hours, 11)
        self.night.end_hour = 30
        self.assertEqual(shift.stop, datetime(2024, 6, 4, 0), "frozen")

    def test_nobody_works_two_shifts_at_once(self):
        self._shift(self.agent, 3)
        late = self._type("L", 12, 22)
        with self.assertRaises(ValidationError) as error:
            self._shift(self.agent, 3, late)
        self.assertIn("agent already has the shift", str(error.exception))
        self._shift(self.agent, 3, self.night)
        self._shift(self.agent, 3, self.on_call)  # on call is another layer

    def test_the_database_has_the_last_word(self):
        first, second = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE cs_shift SET employee_id = %s WHERE id = %s",
                [first.employee_id.id, second.id],
            )

    def test_people_swap_at_the_same_hour_in_one_statement(self):
        mine, other = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        moves = [(mine, self.agent2), (other, self.agent)]
        self.env["cs.shift"]._move_all(moves, "swap", told=True)
        self.assertEqual(mine.employee_id, self.agent2)
        self.assertEqual(other.employee_id, self.agent)
        self.assertEqual(mine.origin, "swap")
        self.assertFalse(mine.is_untold)

    def test_a_roster_is_called_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.calls.with_context(lang="zh_CN").name = "热线"
        said = self.roster.with_context(lang="zh_CN")
        own = self.roster.title
        self.assertEqual(own, f"{self.calls.name} 2024-06")
        self.assertEqual((said.title, said.display_name), ("热线 2024-06",) * 2)
        said.title = said.title
        self.assertEqual(self.roster.title, own)
        said.title = "Summer"
        self.env.invalidate_all()
        self.assertEqual((self.roster.title, said.title), ("Summer",) * 2)
        self.roster.title = False
        self.env.invalidate_all()
        self.assertEqual(self.roster.title, own)

    def test_rosters_of_one_month_are_told_apart(self):
        rosters = self.env["cs.roster"].create(
            [
                {
                    "department_id": self.calls.id,
                    "date_from": first,
                    "date_to": last,
                }
                for first, last in (
                    ("2024-07-01", "2024-07-14"),
                    ("2024-07-15", "2024-07-31"),
                    ("2024-12-16", "2025-01-05"),
                    ("2025-02-01", "2025-02-28"),
                )
            ]
        )
        name = self.calls.name
        self.assertEqual(
            rosters.mapped("title"),
            [
                f"{name} 2024-07-01 – 07-14",
                f"{name} 2024-07-15 – 07-31",
                f"{name} 2024-12-16 – 2025-01-05",
                f"{name} 2025-02",
            ],
        )
        rosters[0].date_from = "2024-07-08"
        self.assertEqual(rosters[0].title, f"{name} 2024-07-08 – 07-14")

    def test_a_move_never_doubles_somebody(self):
        self._shift(self.agent, 3)
        other = self._shift(self.agent2, 3)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            other._move(self.agent, "sick")
        self.assertEqual(other.employee_id, self.agent2)

    def test_fill_by_rotation(self):
        people = self.agent + self.agent2 + self.lead
        self._rotation("12 h", [(self.day, 1), (self.night, 1), (None, 2)], people)
        self.roster.with_user(self.boss.user_id).action_fill_by_rotation()
        shifts = self.roster.shift_ids.filtered(lambda s: s.employee_id == self.agent)
        self.assertEqual(len(shifts), 16)
        self.assertEqual(
            shifts.sorted("start")[:3].mapped(lambda s: (s.date.day, s.type_id.code)),
            [(1, "D"), (2, "N"), (5, "D")],
        )
        self.assertEqual(set(shifts.mapped("department_id")), {self.calls})
        count = len(self.roster.shift_ids)
        self.roster.action_fill_by_rotation()
        self.assertEqual(len(self.roster.shift_ids), count, "filled twice")

    def test_filling_leaves_out_types_that_the_department_does_not_use(self):
        self.night.department_ids = self.mail
        self.day.department_ids = self.centre
        steps = [(self.day, 1), (self.night, 1), (None, 2)]
        self._rotation("12 h", steps, self.agent + self.agent2)
        answer = self.roster._fill()
        self.assertEqual(self.roster.shift_ids.type_id, self.day)
        kept = len(self.roster.shift_ids)
        self.assertIn(f"Shifts added: {kept};", answer)
        left = 16
        self.assertIn(f"{left} more left out: the department of", answer)
        self.assertIn(self.agent.name, answer)
        self.night.department_ids = self.mail + self.calls
        again = self.roster._fill()
        self.assertIn(f"Shifts added: {left};", again)
        self.assertNotIn("more left out", again)

    def test_a_form_keeps_the_hard_rules_of_the_board(self):
        self._shift(self.agent, 3, self.night)
        shifts = self.env["cs.shift"].with_user(self.boss.user_id)
        values = {
            "roster_id": self.roster.id,
            "employee_id": self.agent.id,
            "type_id": self.day.id,
            "date": "2024-06-04",
        }
        with self.assertRaises(UserError) as refused:
            shifts.create(values)
        self.assertIn("would rest", str(refused.exception))
        late = shifts.create({**values, "date": "2024-06-06"})
        with self.assertRaises(UserError):
            late.date = "2024-06-04"
        self.policy.rest_outcome = "warn"
        late.date = "2024-06-04"

    def test_filling_again_leaves_what_was_given_away(self):
        self._rotation("Days", [(self.day, 1), (None, 1)], self.agent)
        self.roster._fill()
        self.roster.action_publish()
        mine = self.roster.shift_ids.sorted("date")
        mine[0]._move(self.agent2, "swap", told=True)
        mine[1].action_cancel()
        answer = self.roster._fill()
        self.assertIn("Shifts added: 0;", answer)
        self.assertIn("2 given away or cancelled before", answer)
        kept = self.roster.shift_ids.filtered(
            lambda s: s.employee_id == self.agent and s.state != "cancelled"
        )
        self.assertEqual(kept, mine[2:])

    def test_publishing_tells_the_difference(self):
        shift = self._shift(self.agent, 3)
        self._shift(self.agent2, 4)
        self.roster.with_user(self.boss.user_id).action_publish()
        self.assertEqual(self.roster.revision, 1)
        self.assertEqual(set(self.roster.shift_ids.mapped("state")), {"published"})
        notices = self.roster.notice_ids
        self.assertEqual(notices.employee_id, self.agent + self.agent2)
        shift.employee_id = self.agent2
        self.roster.action_publish()
        news = self.roster.notice_ids - notices
        lines = {n.employee_id: [r["kind"] for r in n.lines] for n in news}
        self.assertEqual(lines, {self.agent: ["removed"], self.agent2: ["added"]})
        self.roster.action_publish()
        self.assertEqual(self.roster.revision, 2, "nothing was left to tell")

    def test_a_locked_roster_keeps_its_shifts(self):
        shift = self._shift(self.agent, 3)
        self.roster.action_publish()
        self.roster.action_lock()
        with self.assertRaises(UserError):
            shift.note = "x"
        with self.assertRaises(UserError):
            shift._move(self.agent2, "swap")
        with self.assertRaises(UserError):
            self._shift(self.agent, 4)
        with (
            self.assertRaises(Exception) as error,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM cs_shift WHERE id = %s", [shift.id])
        self.assertIn("locked for pay", str(error.exception))
        self.roster.with_user(self.hr.user_id).action_unlock()
        shift.note = "x"

    def test_legality_names_the_rules(self):
        self._shift(self.agent, 3, self.night)
        early = self._shift(self.agent2, 4)
        self.assertEqual(self._broken((early, self.agent)), [["rest"]])
        self.assertEqual(self._broken((early, self.agent3)), [[]])
        same = self._shift(self.agent2, 3, self.night)
        self.assertEqual(self._broken((same, self.agent)), [["overlap"]])
        demand = self.env["cs.shift.demand"].create(
            {"department_id": self.calls.id, "minimum": 2, "start_hour": 20}
        )
        self.assertEqual(self._broken((same, None)), [["coverage"]])
        demand.minimum = 3
        self.assertEqual(self._broken((same, self.agent3)), [[]], "no worse")

    def test_shifts_tell_which_rules_they_break(self):
        self._shift(self.agent, 3, self.night)
        early = self._shift(self.agent, 4)
        found = self.roster.shift_ids._broken_rules()
        self.assertEqual([r["rule"] for r in found[early.id]], ["rest"])

    def test_judging_takes_the_same_queries_for_one_and_for_twenty(self):
        self.env["cs.shift.demand"].create({"department_id": self.calls.id})
        people = (self.agent, self.agent2, self.lead)
        shifts = [
            self._shift(people[number % 3], 3 + number // 3, self.day)
            for number in range(21)
        ]
        moves = [(shift, self.agent3) for shift in shifts]

        def queries(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cs.shift"]._legality_each([[move] for move in moves[:count]])
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(20), queries(1))

    def test_filling_takes_the_same_queries_for_a_day_and_for_a_month(self):
        people = self.agent + self.agent2 + self.lead
        self._rotation("12 h", [(self.day, 1), (self.night, 1), (None, 2)], people)
        first = self._roster(self.calls, "2024-08-01", "2024-08-04")
        week = self._roster(self.calls, "2024-07-01", "2024-07-04")
        counts = []
        for roster in (first, week, self.roster):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            roster._fill()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
