from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase

START = "2024-05-20 01:00:00"


@tagged("post_install", "-at_install")
@freeze_time(START)
class TestTimeOfferAsking(SwapCase):
    """Whoever is asked for a free shift has a to-do and a hint in My Shifts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules.wave_ids = [
            fields.Command.create({"size": size, "minutes": minutes})
            for size, minutes in ((1, 10), (1, 20), (1, 1440))
        ]
        cls._out(cls.lead, 10, cls.late)
        # whoever has worked least stands first
        cls._out(cls.agent4, 20)
        for day in (20, 22):
            cls._out(cls.agent5, day)
        cls.shift = cls._out(cls.agent, 10)

    def _call_in(self):
        offers = self.env["cs.shift.offer"].with_user(self.lead.user_id)
        return self.env["cs.shift.offer"].browse(offers.call_in(self.shift.id, "Fever"))

    def _todo(self, offer):
        kind = self.env.ref("cs_department.activity_type_cs_offer")
        found = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("res_id", "=", offer.id)]
        )
        return found.sorted("id")

    def _busy(self, offer):
        return self._todo(offer).user_id.mapped("login")

    def _asked(self, person):
        shifts = self.env["cs.shift"].with_user(person.user_id)
        data = shifts.my_shifts("2024-06-01", "2024-06-30")
        return [row["text"] for row in data["asked"]]

    def _line(self, offer, person):
        line = offer.line_ids.filtered(lambda row: row.employee_id == person)
        return line.with_user(person.user_id)

    def _cron(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("cs_department.cron_shift_offer_waves")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_each_wave_has_its_own_and_the_end_has_none(self):
        offer = self._call_in()
        self.assertEqual(self._busy(offer), ["agent2"])
        said = "You are asked to take Mon, Jun 10 Shift E 08:00–16:00, until %s."
        self.assertEqual(self._asked(self.agent2), [said % "09:10"])
        self.assertEqual(self._asked(self.agent4), [])
        with freeze_time("2024-05-20 01:10:00"):
            self._cron()
            self.assertEqual(self._busy(offer), ["agent4"])
            self.assertEqual(self._asked(self.agent2), [])
            self.assertEqual(self._asked(self.agent4), [said % "09:30"])
        with freeze_time("2024-05-20 01:30:00"):
            self._cron()
            self.assertEqual(self._busy(offer), ["agent5"])
            self.assertEqual(
                self._asked(self.agent5), [said % "Tue, May 21 09:30"], "another day"
            )
            self.assertEqual(
                self._todo(offer).date_deadline, fields.Date.to_date("2024-05-21")
            )
        with freeze_time("2024-05-21 01:30:00"):
            self._cron()
            self.assertEqual(offer.state, "escalated")
            self.assertEqual(self._busy(offer), [])
            self.assertEqual(self._asked(self.agent5), [])

    def test_in_the_language_of_who_is_asked(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.agent2.user_id.lang = "zh_CN"
        todo = self._todo(self._call_in())
        self.assertIn("6月10日", todo.summary)
        self.assertIn("6月10日", todo.note)
        self.assertIn("09:10", todo.note)

    def test_taken_declined_taken_back_and_cancelled(self):
        self.rules.wave_ids.unlink()
        offer = self._call_in()
        self.assertEqual(self._busy(offer), ["agent2", "agent4", "agent5"])
        self._line(offer, self.agent4).action_decline()
        self.assertEqual(self._busy(offer), ["agent2", "agent5"])
        self._line(offer, self.agent5).action_take()
        self.assertEqual(self._busy(offer), [])
        self.assertEqual(self._asked(self.agent2), [])
        self.shift = self._out(self.agent, 12)
        offer = self._call_in()
        self.assertTrue(self._busy(offer))
        offer.with_user(self.lead.user_id).action_close()
        self.assertEqual(self._busy(offer), [])
        offer = self._call_in_again()
        self.shift.action_cancel()
        self.assertEqual(offer.state, "closed")
        self.assertEqual(self._busy(offer), [])

    def _call_in_again(self):
        offer = self._call_in()
        self.assertTrue(self._busy(offer))
        return offer

    def test_a_to_do_that_was_ticked_off_does_not_come_back(self):
        self.rules.wave_ids.unlink()
        offer = self._call_in()
        mine = self._todo(offer).filtered(lambda a: a.user_id == self.agent2.user_id)
        mine.with_user(self.agent2.user_id).action_done()
        self._line(offer, self.agent4).action_decline()
        self.assertEqual(self._busy(offer), ["agent5"])
        self.assertEqual(len(self._asked(self.agent2)), 1, "the hint stays")

    def test_who_is_only_asked_follows_nothing(self):
        offer = self._call_in()
        asked = self.agent2.user_id.partner_id
        self.assertNotIn(asked, offer.message_partner_ids)

    def test_the_question_names_the_hours_and_who_decides(self):
        offer = self._call_in()
        line = self._line(offer, self.agent2)
        self.assertEqual(
            line.take_question(),
            "You take Mon, Jun 10 Shift E 08:00–16:00. It is yours at once. Go on?",
        )
        page = offer.with_user(self.agent2.user_id)
        self.assertTrue(page.is_asked)
        self.assertEqual(page.action_ask_take()["params"], {"line_id": line.id})
        self.assertEqual(line.action_ask_take()["params"], {"line_id": line.id})
        with self.assertRaises(AccessError):
            line.with_user(self.agent3.user_id).take_question()
        line.action_take()
        page.invalidate_recordset()
        self.assertFalse(page.is_asked)
        with self.assertRaises(UserError) as error:
            line.take_question()
        self.assertIn("agent2 was faster", str(error.exception))
        pool = self._file("pool", self._out(self.agent4, 12)).offer_id
        line = pool.line_ids.filtered(lambda row: row.state == "asked")[:1]
        line = line.with_user(line.employee_id.user_id)
        self.assertIn("when those who decide agree", line.take_question())

    def test_what_is_taken_is_what_was_shown(self):
        offer = self._call_in()
        line = self._line(offer, self.agent2)
        said = line.take_question()
        self.shift.with_user(self.boss.user_id).type_id = self.late
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "was changed meanwhile"):
            line.action_take(said)
        self.assertFalse(self.shift.employee_id)
        line.action_take(line.take_question())
        self.assertEqual(self.shift.employee_id, self.agent2)

    def test_who_says_no_may_change_his_mind(self):
        self.rules.wave_ids.unlink()
        offer = self._call_in()
        line = self._line(offer, self.agent2)
        answer = line.action_decline()
        self.assertIn("you still can", answer["params"]["message"])
        line.action_take()
        self.assertEqual(offer.taken_by_id, self.agent2)

    def test_the_sick_call_names_person_and_shift(self):
        shift = self.shift.with_user(self.lead.user_id)
        self.assertEqual(
            shift.call_in_question(),
            "agent is taken off Mon, Jun 10 Shift E 08:00–16:00, and others are asked. "
            "Go on?",
        )
        self.assertEqual(
            shift.action_ask_call_in()["params"], {"shift_id": self.shift.id}
        )
        self.shift.employee_id = False
        self.assertEqual(
            shift.call_in_question(),
            "Others are asked for Mon, Jun 10 Shift E 08:00–16:00. Go on?",
        )
        for person in (self.agent, self.agent2, self.lead2):
            with self.assertRaises(AccessError):
                self.shift.with_user(person.user_id).call_in_question()

    def test_my_shifts_name_the_running_swap(self):
        other = self._out(self.agent2, 12)
        swap = self._file("exchange", [self.shift, other])
        mine = self.env["cs.shift"]
        for person in (self.agent, self.agent2):
            data = mine.with_user(person.user_id).my_shifts("2024-06-09", "2024-06-13")
            [row] = data["shifts"]
            self.assertEqual(row["swap"]["id"], swap.id)
            self.assertEqual(
                row["swap"]["text"], f"Swap {swap.name}: Waits for agent2."
            )
        swap.with_user(self.agent.user_id).action_withdraw()
        data = mine.with_user(self.agent.user_id).my_shifts("2024-06-09", "2024-06-13")
        self.assertFalse(data["shifts"][0]["swap"])

    def test_the_same_queries_for_few_and_for_many(self):
        self.rules.wave_ids.unlink()
        people = self.env["hr.employee"].union(
            *(
                self._person(f"many{index}", self.calls, "group_cs_agent")
                for index in range(20)
            )
        )
        offer = self._call_in()
        lines = offer.line_ids.filtered(lambda row: row.employee_id in people)
        self.assertEqual(len(lines), 20)

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.write({"state": "asked"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        for some in (lines[:1], lines):
            some.write({"state": "silent"})
        queries(lines[:1])
        lines.write({"state": "silent"})
        one = queries(lines[:1])
        lines.write({"state": "silent"})
        self.assertLessEqual(queries(lines), one + 2)
