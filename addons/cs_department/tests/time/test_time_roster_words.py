from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterWords(RosterCase):
    """What HR and planners type by mistake is refused in words, or means one thing."""

    def _refusal(self, act):
        """Return the sentence with which something is refused."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                act()
                self.env.flush_all()
        except ValidationError as error:
            return str(error)
        except IntegrityError as error:
            table = error.diag.table_name
            for name in self.env.registry:
                if self.env[name]._table == table:
                    return self.env[name]._sql_error_to_message(error)
        return self.fail("it was not refused")

    def test_a_code_means_one_type_wherever_both_are_worked(self):
        general = self._type("KD", 8, 32, name="Whole day")
        said = self._refusal(
            lambda: self._type("kd", 8, 20, department_ids=self.calls.ids)
        )
        self.assertIn("Whole day (08:00–08:00 next day)", said)
        self.assertIn("all departments", said)
        general.department_ids = self.centre
        said = self._refusal(
            lambda: self._type("KD", 8, 20, department_ids=self.calls.ids)
        )
        self.assertIn(self.centre.name, said)
        general.department_ids = self.mail
        own = self._type("KD", 8, 20, department_ids=self.calls.ids)
        self._refusal(lambda: general.write({"department_ids": [(5,)]}))
        general.active = False
        own.department_ids = False
        self._refusal(lambda: general.write({"active": True}))
        own.with_context(active_test=False).code = "kD"
        self.assertEqual(general.copy().code, "KD2")

    def test_codes_are_compared_with_as_many_queries_for_twenty(self):
        def count(number):
            codes = [f"Q{number}{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"[:number]]
            vals_list = [
                {"name": code, "code": code, "department_ids": self.calls.ids}
                for code in codes
            ]
            kinds = self.env["cs.shift.type"].create(vals_list)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            kinds._check_code_alone()
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(1), count(20))

    def test_an_end_at_the_beginning_is_a_whole_day(self):
        with Form(self.env["cs.shift.type"]) as form:
            form.name, form.code = "Duty", "DU"
            form.start_hour = form.end_hour = 8
            self.assertEqual(form.end_hour, 32)

    def test_more_than_a_day_is_refused_not_folded(self):
        for stop in (30, 48):
            form = Form(self.env["cs.shift.type"])
            form.name, form.code = "Long", "LO"
            form.start_hour, form.end_hour = 0, stop
            self.assertEqual(form.end_hour, stop)
            self.assertIn("8:00 +1", self._refusal(form.save))

    def test_a_break_that_was_only_begun_has_no_name_yet(self):
        with Form(self.env["cs.shift.type"]) as form:
            form.name, form.code = "Split", "SP"
            with form.break_ids.new() as pause:
                self.assertFalse(pause.name, "the browser drops rows without a name")
                pause.start_hour, pause.end_hour = 11, 12
                self.assertEqual(pause.name, "Break")

    def test_each_figure_of_a_type_has_its_own_sentence(self):
        said = self._refusal(lambda: self.day.write({"early_minutes": -5}))
        self.assertIn("240 minutes early", said)
        self.assertNotIn("olour", said)

    def test_each_figure_of_a_policy_has_its_own_sentence(self):
        swaps = self.env["cs.swap.policy"].create(
            {"name": "Swaps", "department_id": self.mail.id}
        )
        for policy, name, value, word in (
            (self.policy, "min_rest_hours", 73, "Rest"),
            (self.policy, "max_week_hours", 169, "week"),
            (self.policy, "max_month_hours", 745, "month"),
            (self.policy, "longest_run_days", -1, "row"),
            (self.policy, "free_days_month", 32, "Free"),
            (self.policy, "plan_notice_days", 61, "notice"),
            (self.policy, "month_days", 32, "counts"),
            (swaps, "max_ring", 2, "ring"),
            (swaps, "distance", 32, "between two swaps"),
            (swaps, "rest_hours", 73, "rest"),
            (swaps, "return_days", 367, "return"),
            (swaps, "fault_percent", 101, "fault"),
        ):
            said = self._refusal(lambda p=policy, n=name, v=value: p.write({n: v}))
            self.assertIn(word, said)
            self.assertLess(len(said), 90, "one figure, not all of them")

    def test_a_night_has_hours_and_minimums_are_by_half_hours(self):
        self._refusal(lambda: self.policy.write({"night_from": 6, "night_to": 6}))
        demands = self.env["cs.shift.demand"]
        vals = {"department_id": self.calls.id, "end_hour": 20}
        self._refusal(lambda: demands.create({**vals, "start_hour": 8 + 1 / 6}))
        self.assertTrue(demands.create({**vals, "start_hour": 8.5}))

    def test_contrary_wishes_are_refused(self):
        wishes = self.env["cs.roster.wish"]

        def wish(want, first, last, **vals):
            return wishes.create(
                {
                    "employee_id": vals.pop("employee", self.agent).id,
                    "want": want,
                    "date_from": date(2024, 6, first),
                    "date_to": date(2024, 6, last),
                    **vals,
                }
            )

        off = wish("off", 7, 9)
        said = self._refusal(lambda: wish("on", 9, 9, type_id=self.day.id))
        self.assertIn("Jun 7, 2024 – Jun 9, 2024", said)
        self.assertTrue(wish("on", 10, 10) + wish("on", 9, 9, employee=self.agent2))
        off.type_id = self.night
        self.assertTrue(wish("on", 9, 9, type_id=self.day.id), "not nights, but days")
        self._refusal(lambda: wish("on", 8, 8, type_id=self.night.id))
        off.state = "refused"
        self.assertTrue(wish("on", 8, 8, type_id=self.night.id))

    def test_somebody_must_be_below_a_senior(self):
        ladder = self.env["cs.grade.ladder"].create({"name": "Seats"})
        low, other, high = self.env["cs.grade"].create(
            [
                {
                    "name": name,
                    "code": f"w_{name}",
                    "ladder_id": ladder.id,
                    "level": level,
                }
                for name, level in (("plain", 0), ("first", 0), ("star", 3))
            ]
        )
        said = self._refusal(lambda: self.policy.write({"senior_grade_id": other.id}))
        self.assertIn("first", said)
        self._refusal(lambda: self.policy.write({"senior_grade_id": low.id}))
        self.policy.senior_grade_id = high
