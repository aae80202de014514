from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterEdges(RosterCase):
    """What clients may not do to shifts, wishes and addresses, whatever they send."""

    def test_shifts_are_not_born_published(self):
        shifts = self.env["cs.shift"].with_user(self.boss.user_id)
        for vals in (
            {"state": "published"},
            {"is_untold": False},
            {"known_stop": "2024-06-04 12:00:00"},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                shifts.create(
                    {
                        "roster_id": self.roster.id,
                        "employee_id": self.agent.id,
                        "type_id": self.day.id,
                        "date": "2024-06-04",
                        **vals,
                    }
                )

    def test_paid_hours_of_a_shift_are_reckoned(self):
        shift = self._shift(self.agent, 4).with_user(self.boss.user_id)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            shift.paid_hours = 40
        self.assertEqual(shift.paid_hours, 11)

    def test_a_wish_is_not_moved_to_days_that_are_out(self):
        wish = (
            self.env["cs.roster.wish"]
            .with_user(self.agent.user_id)
            .create({"date_from": "2024-07-04", "date_to": "2024-07-04"})
        )
        self._shift(self.agent, 4)
        self.roster.action_publish()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wish.write({"date_from": "2024-06-04", "date_to": "2024-06-04"})

    def test_a_step_alone_makes_no_rotation_too_long(self):
        rotation = self.env["cs.rotation"].create(
            {"name": "Long", "step_ids": [(0, 0, {"type_id": self.day.id})]}
        )
        rotation.step_ids.days = 366
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            rotation.step_ids.copy()

    def test_an_address_ends_with_the_login(self):
        feeds = self.env["cs.shift.feed"].with_user(self.agent.user_id)
        token = feeds.my_feed()["url"].rsplit("/", 1)[1][:-4]
        self.assertIsNotNone(feeds._calendar(token))
        self.agent.user_id.active = False
        self.assertIsNone(self.env["cs.shift.feed"]._calendar(token))

    def test_hr_revokes_addresses_of_its_own_companies(self):
        self.env["cs.shift.feed"].with_user(self.agent.user_id).my_feed()
        feed = self.env["cs.shift.feed"].search([("employee_id", "=", self.agent.id)])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger",
                "company_id": other.id,
                "company_ids": other.ids,
                "group_ids": [(4, self.env.ref("cs_department.group_cs_hr").id)],
            }
        )
        with self.assertRaises(AccessError):
            feed.with_user(stranger).action_revoke()
        feed.with_user(self.hr.user_id).action_revoke()
        self.assertFalse(feed.exists())
