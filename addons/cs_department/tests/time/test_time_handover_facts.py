from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverFacts(HandoverCase):
    """SH-03, SH-04: late relief and leaving before relief are recorded, and go back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = cls._open()
        cls.stay = cls.env["hr.attendance"].create(
            {"employee_id": cls.agent.id, "check_in": "2024-06-03 00:00:00"}
        )

    def _sum(self, person, kind, unit):
        totals = self.env["cs.fact"]._totals(person, "2024-06-01", "2024-06-30")
        return totals.get((person.id, kind, unit), 0)

    def _late(self, person):
        return self._sum(person, "handover_late", "minutes")

    def _left(self):
        return self._sum(self.agent, "handover_left", "times")

    def _leave(self, mode="systray"):
        self.stay.write({"check_out": "2024-06-03 12:05:00", "out_mode": mode})

    def test_lateness_is_a_fact_until_the_roll_says_otherwise(self):
        star = self._seat(self.handover, self.star)
        with freeze_time("2024-06-03 11:45:00"):
            self._as(self.moon, self.handover).action_here()
        with freeze_time("2024-06-03 11:51:30"):
            self._as(self.star, self.handover).action_here()
            self._as(self.star, self.handover).action_here()
        self.assertEqual((self._late(self.moon), self._late(self.star)), (0, 7))
        leader = self._as(self.lead, self.handover)
        leader.action_call_roll([], star.ids)
        self.assertEqual(self._late(self.star), 0)
        with freeze_time("2024-06-03 11:55:00"):
            leader.action_call_roll(star.ids, [])
        self.assertEqual(self._late(self.star), 10)
        leader.action_replace(star.id, self.agent3.id)
        self.assertEqual(self._late(self.star), 0)
        facts = self.env["cs.fact"].search([("employee_id", "=", self.star.id)])
        self.assertEqual(sorted(facts.mapped("amount")), [-10, -7, 7, 10])
        self.assertEqual(set(facts.mapped("date")), {self.shifts[3].date})

    def test_without_a_rule_everybody_goes(self):
        with freeze_time("2024-06-03 12:05:00"):
            self._leave()
        self.assertEqual(self._left(), 0)

    def test_who_goes_before_relief_is_put_on_record(self):
        self.template.leaving = "flag"
        with freeze_time("2024-06-03 12:05:00"):
            self._leave()
            self._leave()
            self.assertEqual(self._left(), 1)
            self.stay.check_out = False
            self.assertEqual(self._left(), 0)
            self._leave()
            self.assertEqual(self._left(), 1)
            self.stay.unlink()
        self.assertEqual(self._left(), 0)

    def test_who_clocks_out_himself_is_told_to_stay(self):
        self.template.leaving = "refuse"
        with freeze_time("2024-06-03 12:05:00"):
            for mode in ("systray", "kiosk"):
                with (
                    self.assertRaisesRegex(UserError, "has not taken over yet"),
                    self.env.cr.savepoint(),
                ):
                    self._leave(mode)
                self.env.invalidate_all()
            self.assertFalse(self.stay.check_out)
            seat = self._seat(self.handover, self.agent)
            self._as(self.lead, self.handover).action_close_seat(seat.id, "Quiet")
            self._leave()
        self.assertTrue(self.stay.check_out)
        self.assertEqual(self._left(), 0)

    def test_a_clock_time_of_hr_is_kept_and_put_on_record(self):
        self.template.leaving = "refuse"
        with freeze_time("2024-06-03 12:05:00"):
            self._leave("manual")
            self.assertEqual(self._left(), 1)
            earlier = {"check_in": "2024-06-01 00:00:00"}
            self.env["hr.attendance"].create(
                {**earlier, "employee_id": self.agent.id}
                | {"check_out": "2024-06-01 12:00:00", "out_mode": "systray"}
            )
        self.assertEqual(self._left(), 1)
