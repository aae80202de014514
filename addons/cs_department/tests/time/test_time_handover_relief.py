from odoo import fields
from odoo.tests import freeze_time, tagged

from ...models.time.handover.mark import keeping
from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverRelief(HandoverCase):
    """Whom the leader may name for a seat."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = cls._open()

    def test_sh_04_one_person_takes_one_seat(self):
        seat = self._seat(self.handover, self.moon)
        replace = self._as(self.lead, self.handover).action_replace
        self.assertRefused("relieves", replace, seat.id, self.star.id)
        self.assertEqual(seat.incoming_id, self.moon)
        star = self._seat(self.handover, self.star)
        self._as(self.lead, self.handover).action_close_seat(star.id, "Quiet night")
        replace(seat.id, self.star.id)
        self.assertEqual(seat.incoming_id, self.star)

    def test_sh_04_who_relieves_is_free_for_the_shift_of_the_seat(self):
        seat = self._seat(self.handover, self.moon)
        replace = self._as(self.lead, self.handover).action_replace
        busy = self._shift(self.agent3, 4, self.on_call, state="published")
        busy.write({"layer": 0, "start": "2024-06-03 20:00:00"})
        self.assertRefused("works at that time", replace, seat.id, self.agent3.id)
        busy.state = "cancelled"
        replace(seat.id, self.agent3.id)
        self.assertEqual(seat.incoming_id, self.agent3)
        replace(seat.id, self.moon.id)
        self.assertEqual(seat.incoming_id, self.moon, "his own shift is no hindrance")

    def test_sh_04_who_is_on_leave_relieves_nobody(self):
        seat = self._seat(self.handover, self.moon)
        replace = self._as(self.lead, self.handover).action_replace
        kind = self.env["hr.leave.type"].create(
            {
                "name": "Rest",
                "requires_allocation": False,
                "leave_validation_type": "no_validation",
                "company_id": self.company.id,
            }
        )
        self.env["hr.leave"].create(
            {
                "employee_id": self.lead.id,
                "holiday_status_id": kind.id,
                "request_date_from": "2024-06-04",
                "request_date_to": "2024-06-04",
            }
        )._write({"date_from": "2024-06-03 20:00:00", "date_to": "2024-06-04 12:00:00"})
        self.env.invalidate_all()
        self.assertRefused("on leave at that time", replace, seat.id, self.lead.id)
        self.assertEqual(seat.incoming_id, self.moon)

    def test_sh_04_relief_comes_from_where_swaps_may_go(self):
        seat = self._seat(self.handover, self.moon)
        replace = self._as(self.lead, self.handover).action_replace
        policy = self.env["cs.swap.policy"].create(
            {"name": "Near", "department_id": self.centre.id, "scope": "department"}
        )
        self.assertRefused("another department", replace, seat.id, self.agent3.id)
        policy.scope = "policy"
        replace(seat.id, self.agent3.id)
        self.assertEqual(seat.incoming_id, self.agent3)

    def _row(self, person, seat):
        page = self._as(person, self.handover).get_page(self.handover.id)
        return next(row for row in page["seats"] if row["id"] == seat.id)

    def test_sh_04_who_names_relief_is_told_whose_the_shift_still_is(self):
        seat, shift = self._seat(self.handover, self.moon), self.shifts[2]
        replace = self._as(self.lead, self.handover).action_replace
        self.assertFalse(self._row(self.lead, seat)["rostered"])
        replace(seat.id, self.agent3.id)
        row = self._row(self.lead, seat)
        self.assertEqual(row["rostered"], "moon")
        self.assertEqual(
            row["board"],
            {"department_id": self.calls.id, "first": "2024-06-03"},
        )
        self.assertFalse(self._row(self.agent3, seat)["rostered"], "leaders only")
        with self.subTest("who was named before comes after all"):
            replace(seat.id, self.moon.id)
            self.assertFalse(self._row(self.lead, seat)["rostered"])
            self.assertFalse(seat.is_named)
            replace(seat.id, self.agent3.id)
        with self.subTest("the shift is given to whom the leader named"):
            shift._move(self.agent3, "hand")
            self.assertFalse(self._row(self.lead, seat)["rostered"])
            self.assertEqual(seat.incoming_id, self.agent3)

    def test_sh_04_the_roster_does_not_bring_back_whom_the_leader_replaced(self):
        seat = self._seat(self.handover, self.moon)
        lead = self._as(self.lead, self.handover)
        lead.action_replace(seat.id, self.agent3.id)
        self.env["cs.handover"]._follow_roster(fields.Datetime.now())
        self.assertEqual(seat.incoming_id, self.agent3)
        self.shifts[2].state = "cancelled"
        self.env["cs.handover"]._follow_roster(fields.Datetime.now())
        self.assertEqual(seat.incoming_id, self.agent3)
        self.assertFalse(self._row(self.lead, seat)["rostered"])

    def test_sh_04_naming_relief_takes_the_same_queries_however_many_sit_there(self):
        seat = self._seat(self.handover, self.moon)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.handover.sudo()._check_relief(seat, self.agent3)
            return self.env.cr.sql_log_count - before

        def seat_more(*names):
            people = [
                self._person(name, self.calls, "group_cs_agent") for name in names
            ]
            with keeping():
                self.env["cs.handover.seat"].sudo().create(
                    [
                        {"handover_id": self.handover.id, "incoming_id": person.id}
                        for person in people
                    ]
                )

        seat_more("extra")
        queries()
        few = queries()
        seat_more(*(f"extra{number}" for number in range(19)))
        queries()
        self.assertEqual(queries(), few)
