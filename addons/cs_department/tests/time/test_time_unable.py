from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeUnable(SwapCase):
    """Somebody cannot come and says so; nothing is taken from him by that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shift = cls._out(cls.agent, 10)

    def _tell(self, shift=None, reason="Fever", person=None):
        told = self.env["cs.shift.unable"].with_user((person or self.agent).user_id)
        shift = shift or self.shift
        told.tell(shift.id, reason)
        return self.env["cs.shift.unable"].search(
            [("shift_id", "=", shift.id)], limit=1
        )

    def _row(self):
        shifts = self.env["cs.shift"].with_user(self.agent.user_id)
        [row] = shifts.my_shifts("2024-06-10", "2024-06-10")["shifts"]
        return row

    def test_the_leader_has_it_and_asks_others_with_one_tap(self):
        told = self._tell()
        self.assertEqual(self.shift.employee_id, self.agent, "nothing is taken away")
        self.assertEqual(self._row()["unable"], told.id)
        activity = told.activity_ids
        self.assertEqual(activity.user_id, self.lead.user_id)
        self.assertEqual(
            activity.summary,
            "agent cannot come: Mon, Jun 10 Shift E 08:00–16:00",
        )
        self.assertIn("Fever", activity.note)
        page = told.with_user(self.lead.user_id)
        self.assertTrue(page.can_call_in)
        action = page.action_call_in()
        offer = self.env["cs.shift.offer"].browse(action["res_id"])
        self.assertEqual(offer.absent_id, self.agent)
        self.assertEqual(offer.note, "Fever")
        self.assertFalse(self.shift.employee_id)
        self.assertEqual(told.state, "settled")
        self.assertFalse(told.activity_ids)
        with self.assertRaises(UserError):
            page.action_call_in()

    def test_everybody_who_leads_the_department_is_told(self):
        self.env["cs.role.assignment"].create(
            {
                "role_id": self.env.ref("cs_department.role_team_leader").id,
                "employee_id": self.lead2.id,
                "department_id": self.calls.id,
                "date_from": "2024-01-01",
            }
        )
        told = self._tell()
        leaders = (self.lead + self.lead2).user_id
        self.assertEqual(told.activity_ids.user_id, leaders)
        hints = self.shift._stakes()[self.shift.id]
        self.assertIn("agent cannot come", " ".join(hints))
        told.with_user(self.lead2.user_id).action_settle()
        self.assertFalse(told.activity_ids)
        self.assertNotIn(self.shift.id, self.shift._stakes())

    def test_who_cannot_come_is_not_asked_for_a_shift_near_to_it(self):
        self._tell()
        near, far = self._out(self.agent2, 11), self._out(self.agent2, 12)
        offers = self.env["cs.shift.offer"].with_user(self.lead.user_id)

        def line(shift):
            offer = offers.browse(offers.call_in(shift.id))
            return offer.line_ids.filtered(lambda row: row.employee_id == self.agent)

        mine = line(near)
        self.assertEqual(mine.state, "excluded")
        self.assertIn("agent cannot come: Mon, Jun 10", mine.why)
        self.assertFalse(mine.is_barred, "whoever leads may ask all the same")
        self.assertNotIn("cannot come", line(far).why or "")

    def test_in_the_language_of_the_leader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.lead.user_id.lang = "zh_CN"
        self.assertIn("6月10日", self._tell().activity_ids.summary)

    def test_taken_back_settled_and_settled_by_itself(self):
        told = self._tell()
        with self.assertRaises(AccessError):
            told.with_user(self.lead.user_id).action_withdraw()
        told.with_user(self.agent.user_id).action_withdraw()
        self.assertEqual((told.state, len(told.activity_ids)), ("withdrawn", 0))
        self.assertFalse(self._row()["unable"])
        told = self._tell()
        told.with_user(self.lead.user_id).action_settle()
        self.assertEqual((told.state, len(told.activity_ids)), ("settled", 0))
        told = self._tell()
        self.shift.employee_id = self.agent2
        self.assertEqual((told.state, len(told.activity_ids)), ("settled", 0))
        other = self._out(self.agent, 12)
        told = self._tell(other)
        other.action_cancel()
        self.assertEqual(told.state, "settled")

    def test_only_ones_own_coming_shifts_once_and_with_a_reason(self):
        for shift, reason, person in (
            (self.shift, "Fever", self.agent2),
            (self.shift, " ", self.agent),
            (self.shift, "x" * 501, self.agent),
            (self.shift, ["x"], self.agent),
        ):
            with self.assertRaises(UserError):
                self._tell(shift, reason, person)
        with freeze_time("2024-06-10 04:00:00"), self.assertRaises(UserError):
            self._tell()
        told = self.env["cs.shift.unable"].with_user(self.agent.user_id)
        for bad in ("x", 10**9, None):
            with self.assertRaises(UserError):
                told.tell(bad, "Fever")
        self._tell()
        with self.assertRaises(UserError) as error:
            self._tell()
        self.assertIn("told your leader already", str(error.exception))

    def test_hr_turns_it_off(self):
        self.assertTrue(self._row()["may_tell"])
        self.rules.has_unable = False
        self.assertFalse(self._row()["may_tell"])
        with self.assertRaises(UserError) as error:
            self._tell()
        self.assertIn("call your leader", str(error.exception))

    def test_who_reads_it_and_who_decides(self):
        told = self._tell()
        for person in (self.agent, self.lead, self.boss, self.hr):
            self.assertEqual(told.with_user(person.user_id).reason, "Fever")
        for person in (self.agent2, self.lead2):
            with self.assertRaises(AccessError):
                told.with_user(person.user_id).read(["reason"])
        for person in (self.agent, self.agent2, self.lead2):
            for method in ("action_call_in", "action_settle"):
                with self.assertRaises(AccessError):
                    getattr(told.with_user(person.user_id), method)()
        for person in (self.agent, self.lead, self.hr):
            with self.assertRaises(AccessError):
                told.with_user(person.user_id).write({"state": "settled"})
        self.assertEqual(told.state, "open")

    def test_the_same_queries_for_one_shift_and_for_many(self):
        shifts = self.env["cs.shift"].with_user(self.agent.user_id)

        def queries(last):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shifts.my_shifts("2024-06-10", last)
            return self.env.cr.sql_log_count - before

        for day in range(11, 30):
            self._tell(self._out(self.agent, day))
        self._tell()
        queries("2024-06-10")
        self.assertEqual(queries("2024-06-30"), queries("2024-06-10"))
