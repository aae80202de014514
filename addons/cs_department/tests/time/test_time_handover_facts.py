from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ...models.time.attendance.fact_mark import posting
from .handover_common import EVENING, HandoverCase

NEXT_DAY = "2024-06-04 04:00:00"
LATER = "2024-06-03 12:05:00"


class HandoverFactCase(HandoverCase):
    """The change of shift is at 12:00 UTC; whoever comes is there at 11:45.

    Leaving before relief is off-post and takes 15 points, coming late takes 10 yuan.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kinds = cls.env["cs.fact.kind"]._by_code()
        cls.attendance = cls.env["cs.attendance.policy"].create(
            {"name": "Centre", "department_id": cls.centre.id}
        )
        cls.env["cs.attendance.band"].create(
            [
                {
                    "policy_id": cls.attendance.id,
                    "table": table,
                    "measure": measure,
                    "is_rest": True,
                    "kind_id": kinds[kind],
                    "unit": table,
                    "amount": amount,
                }
                for table, measure, kind, amount in (
                    ("money", "handover_late", "late", 10),
                    ("points", "handover_left", "off_post", 15),
                )
            ]
        )
        cls.handover = cls._open()

    def _sheet(self, person):
        return self.env["cs.attendance.month"]._count(person, date(2024, 6, 1))

    def _standing(self, sheet):
        facts = self.env["cs.fact"].search(
            [("res_model", "=", sheet._name), ("res_id", "=", sheet.id)]
        )
        facts = facts.filtered(lambda f: not f.reverses_id and not f.reversal_ids)
        return sorted((f.kind, f.unit, f.amount) for f in facts)

    def _sum(self, person, kind, unit):
        totals = self.env["cs.fact"]._totals(person, "2024-06-01", "2024-06-30")
        return totals.get((person.id, kind, unit), 0)

    def _explained(self, sheet, day=3):
        found = sheet.day_ids.filtered(lambda one: one.date == date(2024, 6, day))
        return found.summary

    def _sign(self, moment):
        with freeze_time(moment):
            self._finish_outgoing(self.handover, self.agent, self.agent2)
            self._take_over(self.handover, self.moon, self.star)
            self._as(self.lead, self.handover).action_sign()
            self._as(self.director, self.handover).action_sign()
        self.assertEqual(self.handover.state, "closed")


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverLate(HandoverFactCase):
    """SH-03: who comes late to take over has it in the month, until the roll says
    otherwise."""

    def _late(self, person):
        return self._sum(person, "handover_late", "minutes")

    def test_lateness_is_a_fact_until_the_roll_says_otherwise(self):
        self._sheet(self.moon + self.star)
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
        minutes = facts.filtered(lambda fact: fact.unit == "minutes")
        self.assertEqual(sorted(minutes.mapped("amount")), [-10, -7, 7, 10])
        self.assertEqual(set(facts.mapped("date")), {self.shifts[3].date})

    def test_the_month_shows_and_prices_it(self):
        star = self._seat(self.handover, self.star)
        with freeze_time("2024-06-03 11:52:00"):
            self._as(self.lead, self.handover).action_call_roll(star.ids, [])
        sheet = self._sheet(self.star)
        late = [("handover_late", "minutes", 7), ("late", "money", -10)]
        self.assertEqual(self._standing(sheet), late)
        self.assertEqual(sheet.handover_late_count, 1)
        self.assertFalse(sheet.is_full)
        self.assertIn("7 min late to take over", self._explained(sheet))
        reasons = [f.reason for f in sheet.fact_ids.sorted("unit")]
        self.assertEqual(
            reasons,
            [
                "7 min late to take over",
                "7 min late to take over; minutes 0 …: Late: −$10",
            ],
        )

    def test_who_takes_over_without_a_shift_of_his_own_is_counted_too(self):
        star = self._seat(self.handover, self.star)
        leader = self._as(self.lead, self.handover)
        extra = self._person("extra", self.calls, "group_cs_agent")
        leader.action_replace(star.id, extra.id)
        with freeze_time("2024-06-03 11:52:00"):
            leader.action_call_roll(star.ids, [])
        sheet = self._sheet(extra)
        self.assertIn(("handover_late", "minutes", 7), self._standing(sheet))
        self.assertIn("7 min late to take over", self._explained(sheet))

    def test_queries_do_not_grow_with_the_people(self):
        month = self.env["cs.attendance.month"]
        people = self.agent + self.agent2 + self.moon + self.star
        with freeze_time("2024-06-03 11:52:00"):
            self._as(self.lead, self.handover).action_call_roll(
                self.handover.seat_ids.ids, []
            )
        self.template.leaving = "flag"
        counts = []
        for some in (people[:1], people):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = month._relief(some.ids, date(2024, 6, 1), date(2024, 6, 30))
            counts.append(self.env.cr.sql_log_count - before)
            self.assertLessEqual(set(some.ids), set(found))
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverLeft(HandoverFactCase):
    """SH-04: leaving before relief, whatever clock it came from."""

    def _stay(self):
        return self.env["hr.attendance"].create(
            {"employee_id": self.agent.id, "check_in": "2024-06-02 23:40:00"}
        )

    def _leave(self, stay, mode="systray", at=LATER):
        with freeze_time(at):
            stay.write({"check_out": at, "out_mode": mode})

    def _clocked(self, *rows):
        with posting():
            self.env["cs.punch"].create(
                [
                    {
                        "employee_id": self.agent.id,
                        "company_id": self.company.id,
                        "department_id": self.calls.id,
                        "at": at,
                        "direction": direction,
                        "source": "device",
                    }
                    for at, direction in rows
                ]
            )

    def _by_file(self):
        self._clocked(("2024-06-02 23:40:00", "in"), (LATER, "out"))

    def _left(self):
        return self._sum(self.agent, "off_post", "points")

    def test_without_a_rule_everybody_goes(self):
        self._leave(self._stay())
        with freeze_time(NEXT_DAY):
            self.assertFalse(self._standing(self._sheet(self.agent)))

    def test_who_goes_before_relief_is_put_on_record_at_once(self):
        self.template.leaving = "flag"
        self._sheet(self.agent)
        self._leave(self._stay())
        self.assertEqual(self._left(), -15)

    def test_who_clocks_out_himself_is_told_to_stay(self):
        self.template.leaving = "refuse"
        stay = self._stay()
        for mode in ("systray", "kiosk"):
            with (
                self.assertRaisesRegex(UserError, "has not taken over yet"),
                self.env.cr.savepoint(),
            ):
                self._leave(stay, mode)
            self.env.invalidate_all()
        self.assertFalse(stay.check_out)
        seat = self._seat(self.handover, self.agent)
        with freeze_time(LATER):
            self._as(self.lead, self.handover).action_close_seat(seat.id, "Quiet")
        self._leave(stay)
        self.assertTrue(stay.check_out)
        with freeze_time(NEXT_DAY):
            self.assertFalse(self._standing(self._sheet(self.agent)))

    def test_a_clock_time_of_hr_is_kept_and_put_on_record(self):
        self.template.leaving = "refuse"
        self._leave(self._stay(), "manual")
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
        self.assertIn(("off_post", "points", -15), self._standing(sheet))
        self.assertEqual(sheet.handover_left_count, 1)

    def test_a_clock_file_is_looked_at_like_every_other_clock(self):
        self.template.leaving = "flag"
        self._by_file()
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
        unknown = [("handover_left", "minutes", 0), ("off_post", "points", -15)]
        self.assertEqual(self._standing(sheet), unknown)
        self.assertIn("left before relief", self._explained(sheet))

    def test_it_stays_when_all_sign_later_and_says_how_long(self):
        self.template.leaving = "flag"
        self._by_file()
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
        self._sign("2024-06-03 12:25:00")
        with freeze_time(NEXT_DAY):
            sheet.action_recount()
        self.assertIn(("handover_left", "minutes", 20), self._standing(sheet))
        self.assertEqual(self._left(), -15)
        self.assertIn("left 20 min before relief", self._explained(sheet))

    def test_a_time_that_is_edited_after_signing_does_not_wash_it_away(self):
        self.template.leaving = "flag"
        stay = self._stay()
        self._leave(stay)
        self._sign("2024-06-03 12:25:00")
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
            for at, minutes in (("12:10", 15), ("12:02", 23), ("12:24", 1)):
                stay.check_out = f"2024-06-03 {at}:00"
                self.assertIn(
                    ("handover_left", "minutes", minutes), self._standing(sheet)
                )
                self.assertEqual(self._left(), -15)
            stay.check_out = "2024-06-03 12:25:00"
            self.assertFalse(self._standing(sheet), "he stayed until relief")
            self.assertEqual(self._left(), 0)

    def test_a_hand_over_that_is_signed_first_leaves_nothing(self):
        self.template.leaving = "flag"
        self._by_file()
        self._sign("2024-06-03 11:58:00")
        with freeze_time(NEXT_DAY):
            self.assertFalse(self._standing(self._sheet(self.agent)))

    def test_what_is_settled_later_counts_again_by_itself(self):
        self.template.leaving = "flag"
        self._by_file()
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
            self.assertTrue(self._standing(sheet))
            seat = self._seat(self.handover, self.agent)
            self._as(self.lead, self.handover).action_close_seat(seat.id, "Quiet")
            self.assertFalse(self._standing(sheet))
        facts = self.env["cs.fact"].search([("employee_id", "=", self.agent.id)])
        self.assertEqual(len(facts), 4)
        self.assertEqual(sum(facts.mapped("amount")), 0)

    def test_cancelling_takes_everything_back(self):
        self.template.leaving = "flag"
        self._by_file()
        with freeze_time(NEXT_DAY):
            sheet = self._sheet(self.agent)
            self._as(self.lead, self.handover).action_cancel("No shift")
            self.assertFalse(self._standing(sheet))
