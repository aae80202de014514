from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .attendance_common import NOW, AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTimeShiftMiss(AttendanceCase):
    """SW-05: a missed shift is absence, and its points are shared; both go back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["cs.shift.type"].create(
            {"name": "Office", "code": "OF", "tz": "UTC", "start_hour": 9}
        )
        roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.calls.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )
        cls.shift = cls.env["cs.shift"].create(
            {
                "roster_id": roster.id,
                "employee_id": cls.agent.id,
                "type_id": kind.id,
                "date": "2024-06-05",
                "state": "published",
                "is_untold": False,
            }
        )
        cls.env["cs.attendance.equivalence"].create(
            {
                "policy_id": cls.policy.id,
                "kind_id": cls._kind("event_missed_shift"),
            }
        )
        cls._work()

    def _miss(self):
        misses = self.env["cs.shift.miss"].with_user(self.lead.user_id)
        miss = misses.create({"shift_id": self.shift.id, "points": 5})
        miss.line_ids = [
            (5,),
            (0, 0, {"employee_id": self.agent.id, "percent": 60}),
            (0, 0, {"employee_id": self.agent2.id, "percent": 40}),
        ]
        return miss

    def _points(self):
        totals = self.env["cs.fact"]._totals(
            self.agent + self.agent2, "2024-06-01", "2024-06-30"
        )
        place = "event_missed_shift", "points"
        return [
            totals.get((person.id, *place), 0.0) for person in (self.agent, self.agent2)
        ]

    def test_nobody_decides_where_he_has_a_share_himself(self):
        miss = self._miss()
        miss.sudo().line_ids[1].employee_id = self.lead
        for act in (
            miss.action_confirm,
            lambda: miss.write({"points": 1}),
            lambda: miss.line_ids[0].write({"percent": 100}),
        ):
            with (
                self.assertRaisesRegex(AccessError, "a share in"),
                self.env.cr.savepoint(),
            ):
                act()
        miss.with_user(self.hr.user_id).action_confirm()
        self.assertEqual(miss.state, "confirmed")

    def test_nobody_misses_what_has_not_begun(self):
        miss = self._miss()
        with (
            freeze_time("2024-06-04 20:00:00"),
            self.assertRaisesRegex(UserError, "has not begun"),
            self.env.cr.savepoint(),
        ):
            miss.action_confirm()
        miss.action_confirm()

    def test_an_agreement_is_about_the_shift(self):
        swap = self.env["cs.shift.swap"].search([], limit=1)
        self.assertTrue(swap)
        with (
            self.assertRaisesRegex(ValidationError, "is not about"),
            self.env.cr.savepoint(),
        ):
            self._miss().swap_id = swap

    def test_points_follow_the_shares_before_anything_is_saved(self):
        miss = self._miss()
        with Form(miss) as form:
            for percent in (60, 70):
                with form.line_ids.edit(0) as line:
                    line.percent = percent
            self.assertEqual(form.line_ids.edit(0).points, 3.5, "not the whole yet")
            with form.line_ids.edit(1) as line:
                line.percent = 30
            form.points = 0.05
            parts = [form.line_ids.edit(number).points for number in (0, 1)]
            self.assertEqual(parts, [0.04, 0.01])

    def test_the_event_counts_as_absence_and_the_points_are_shared(self):
        sheet = self._sheet()
        self.assertEqual(sheet.absent_days, 0)
        miss = self._miss()
        self.assertEqual(self._points(), [0, 0])
        miss.action_confirm()
        self.assertEqual(miss.event_id.employee_id, self.agent)
        self.assertEqual(str(miss.event_id.date), "2024-06-05")
        self.assertEqual(self._points(), [-3, -2])
        self.assertEqual(self._sheet().absent_days, 1)
        miss.action_confirm()
        self.assertEqual(self._points(), [-3, -2], "confirmed twice")
        events = self.env["cs.attendance.event"].search(
            [("employee_id", "=", self.agent.id)]
        )
        self.assertEqual(len(events), 1)

    def test_shares_are_not_born_confirmed_nor_moved_there(self):
        misses = self.env["cs.shift.miss"].with_user(self.lead.user_id)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            misses.create({"shift_id": self.shift.id, "state": "confirmed"})
        miss = self._miss()
        miss.action_confirm()
        other = misses.create(
            {
                "shift_id": self.shift.copy({"employee_id": False}).id,
                "line_ids": [(0, 0, {"employee_id": self.lead2.id, "percent": 100})],
            }
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            other.line_ids.miss_id = miss

    def test_each_reader_reads_it_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        miss = self._miss()
        miss.with_context(lang="zh_CN").action_confirm()
        self._sheet()
        event, lines = miss.event_id, self.env["cs.fact"]
        told = {lang: event.with_context(lang=lang).told for lang in ("en_US", "zh_CN")}
        self.assertIn("Wed, Jun 5", told["en_US"])
        self.assertIn("6月5日周三", told["zh_CN"])
        facts = lines.search([("employee_id", "=", self.agent.id)])
        for lang, day in (("en_US", "Wed, Jun 5"), ("zh_CN", "6月5日周三")):
            reasons = facts.with_context(lang=lang).mapped("reason")
            self.assertTrue(any(day in text for text in reasons), reasons)
        event.note = "Called in vain"
        self.assertEqual(event.told, "Called in vain")

    def test_hr_opens_it_again_and_everything_goes_back(self):
        miss = self._miss()
        miss.action_confirm()
        for person in (self.lead, self.agent):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                miss.with_user(person.user_id).action_reopen()
        miss.with_user(self.hr.user_id).action_reopen()
        self.assertEqual(miss.state, "draft")
        self.assertFalse(miss.event_id)
        self.assertEqual(self._points(), [0, 0])
        self.assertEqual(self._sheet().absent_days, 0)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            miss.with_user(self.hr.user_id).action_reopen()
        miss.line_ids[0].percent, miss.line_ids[1].percent = 20, 80
        miss.action_confirm()
        self.assertEqual(self._points(), [-1, -4])

    def test_an_event_that_is_there_already_stays(self):
        values = {
            "employee_id": self.agent.id,
            "date": "2024-06-05",
            "kind_id": self._kind("event_missed_shift"),
        }
        event = self.env["cs.attendance.event"].create(values)
        miss = self._miss()
        miss.action_confirm()
        self.assertFalse(miss.event_id)
        miss.with_user(self.hr.user_id).action_reopen()
        self.assertTrue(event.exists())

    def test_a_month_that_is_locked_for_pay_refuses_it_as_a_whole(self):
        sheet = self._sheet()
        sheet.action_reconcile()
        sheet.action_lock()
        miss = self._miss()
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            miss.action_confirm()
        self.assertIn("locked", str(error.exception))
        self.env.invalidate_all()
        self.assertEqual(miss.state, "draft")
        self.assertEqual(self._points(), [0, 0])
