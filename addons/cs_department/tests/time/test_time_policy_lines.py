from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LeaveCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-03 01:00:00")
class TestLeavePolicyLines(LeaveCase):
    """What a policy says is something: no line in vain, no figure missing (LV-15)."""

    def _brackets(self, *rows, policy=None):
        values = [{"role_id": self.duty.id, "days": 0, **row} for row in rows]
        policy = policy or self.policy
        policy.bracket_ids = [Command.clear(), *map(Command.create, values)]
        return policy.bracket_ids

    def test_every_line_of_days_decides_something(self):
        rest = {"is_rest": True}
        for rows in (
            [{"days": 3}, {"days": 3}],
            [{"days": 3}, {"days": 1}],
            [{"days": 3}, rest, rest],
            [rest, {"days": 3}],
        ):
            with self.subTest(rows), self.assertRaises(ValidationError) as error:
                self._brackets(*rows)
            self.assertIn("would never be reached", str(error.exception))
        for days in (0, -1, 367, 1e300):
            with self.subTest(days), self._refused():
                self._brackets({"days": days})
        one, three, _rest = self._brackets({"days": 1}, {"days": 3}, rest)
        with self.assertRaises(ValidationError):
            one.days = 3
        with self.assertRaises(ValidationError):
            three.copy()
        # both change at once: what stands in between does not count
        self.policy.bracket_ids = [
            Command.update(one.id, {"days": 3}),
            Command.update(three.id, {"days": 5}),
        ]
        other = self.leave_type.copy({"name": "Other"})
        kinds = [
            {"days": 3, "leave_type_ids": [Command.set(kind.ids)]}
            for kind in (self.leave_type, other)
        ]
        self.assertEqual(len(self._brackets(*kinds, rest)), 3)

    def test_the_screen_warns_when_longer_leave_finds_nobody(self):
        self.assertFalse(self.policy.bracket_problem)
        only = {"leave_type_ids": [Command.set(self.leave_type.ids)]}
        for rows, is_open in (
            ([{"days": 1}], True),
            ([{"days": 1}, {"is_rest": True}], False),
            ([{"days": 1}, {"is_rest": True} | only], True),
            ([{"days": 1} | only, {"is_rest": True} | only], False),
        ):
            with self.subTest(rows):
                self._brackets(*rows)
                self.assertEqual(bool(self.policy.bracket_problem), is_open)

    def test_a_policy_has_a_name_and_says_when_rest_lapses(self):
        for name in ("", " "):
            with self.subTest(name), self._refused():
                self.policy.name = name
        for how in ("days", "months"):
            with self.subTest(how), self._refused():
                self.policy.write({"comp_expiry": how, "comp_figure": 0})
