from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .story_common import FILES, StoryCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestStoryOnline(StoryCase):
    """June at an online desk (S002-q): 09:00–18:00, lunch from 12:00, Monday to Friday.

    What the other months have not: bands of yuan by grade (AT-01), grace after late
    work (AT-04), double day wages for absence (AT-05) and half days of leave (LV-17).
    """

    packs = {"s002_q": FILES, "s002_g": FILES}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crew = cls._crew("q1", "q2", "q3")
        cls.q1, cls.q2, cls.q3 = cls.crew
        ladder = cls.env["cs.grade.ladder"].create({"name": "Story"})
        cls.q2.cs_grade_id = cls.env["cs.grade"].create(
            {"name": "Supervisor", "code": "SV", "ladder_id": ladder.id, "level": 3}
        )
        cls._join("project", cls.crew, 0)

    def test_a_month_of_the_online_desk(self):
        self._plan()
        self._late_work()
        self._half_a_day()
        self._slip()
        with self.at("32 09:00"):
            self._clock_file(
                {
                    (self.q1, 4): ("08:55 in", "21:05 out"),
                    (self.q1, 5): ("10:05 in", "18:05 out"),
                    (self.q1, 6): ("08:55 in", "21:05 out"),
                    (self.q1, 7): ("09:40 in", "18:05 out"),
                    (self.q1, 20): ("12:55 in", "18:05 out"),
                    (self.q2, 3): ("09:20 in", "18:05 out"),
                    (self.q2, 12): None,
                    (self.q3, 13): ("08:55 in",),
                    (self.q3, 18): ("10:25 in", "18:05 out"),
                    (self.q3, 19): ("10:05 in", "18:05 out"),
                }
            )
            self._reconcile()
            sheets = self._close(self.crew)
            self._figures(sheets)
            self._explanations(sheets)

    def _reconcile(self):
        """SH-39, AT-07: at the end of the month HR checks system data and slips."""
        month = self.env["cs.attendance.month"]
        sheets = month._count(self.crew, self.roster.date_from)
        own = sheets.filtered(lambda one: one.employee_id == self.q1)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.with_user(self.q1.user_id).action_reconcile()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            own.with_user(self.hr.user_id).action_lock()
        self.env.invalidate_all()
        q3 = sheets.filtered(lambda one: one.employee_id == self.q3)
        q3.with_user(self.lead.user_id).action_reconcile()
        self.assertEqual(q3.state, "reconciled")
        q3.with_user(self.lead.user_id).action_reopen()
        rows = {row["date"]: row for row in q3._paper_rows()}
        self.assertEqual(len(rows), 30)
        words = " ".join(f"{row['summary']} {row['charges']}" for row in rows.values())
        for part in ("clock time missing", "absent 0.5 day", "Left early: −$10"):
            self.assertIn(part, words)
        totals = dict(q3._paper_totals())
        self.assertEqual(totals["Days present"], "20 / 20")

    def _late_work(self):
        """AT-04: only the evening that was asked for gives grace."""
        with self.at("4 10:00"):
            request = self._request(
                self.q1,
                "overtime",
                kind="planned",
                start=str(self._utc("4 18:00")),
                end=str(self._utc("4 21:00")),
                planned_hours=3,
                compensation="rest",
                reason="Sale",
            )
            self._decide(request, self.lead)
            self._decide(request, self.hr, self.gm)
        overtime = self.env["cs.overtime"].search([("request_id", "=", request.id)])
        self.assertEqual(overtime.state, "approved", "before the work, by all three")
        self.assertFalse(overtime.counted_at or overtime.allocation_id)
        with self.at("4 22:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
        self.assertEqual(overtime.counted_hours, 0, "TV-055: three hours do not count")

    def _half_a_day(self):
        with self.at("18 10:00"):
            half = {"request_date_from_period": "am", "request_date_to_period": "am"}
            leave = self._leave_of(self.q1, "personal", "2024-06-20", **half)
            self._decide(leave, self.chief)
            leave.with_user(self.q1.user_id).name = "Bank"
            self._decide(leave, self.q1, self.lead, self.hr)
        self.assertEqual((leave.state, leave.number_of_days), ("validate", 0.5))

    def _slip(self):
        with self.at("17 10:00"):
            slip = self._request(
                self.q3,
                "outing",
                start=str(self._utc("18 09:00")),
                end=str(self._utc("18 10:30")),
                destination="Client",
                reason="Contract",
            )
            self._decide(slip, self.lead)
            self._fill(slip, self.hr, register_number="4")
            self._decide(slip, self.hr)

    def _figures(self, sheets):
        # TV-051: five minutes after ten on the 5th; the 7th has no grace; 160 hours
        # less 65 and 40 minutes and the morning of the 20th
        self.assertMonth(
            sheets[self.q1],
            (20, 20),
            155.25,
            late_count=2,
            late_minutes=45,
            leave_days=1,
        )
        self.assertFacts(
            sheets[self.q1], (5, "late", "money", -10), (7, "late", "money", -20)
        )
        # TV-032 for a supervisor, TV-035
        self.assertMonth(
            sheets[self.q2],
            (20, 19),
            151.67,
            late_count=1,
            late_minutes=20,
            absent_days=1,
        )
        self.assertFacts(
            sheets[self.q2],
            (3, "late", "money", -20),
            (12, "absent", "day_wage", -2),
            (12, "absent", "days", 1),
        )
        # AT-02 on the 13th, AT-03 on the 18th, above the last band on the 19th (AT-01)
        self.assertMonth(
            sheets[self.q3],
            (20, 20),
            149.5,
            late_count=1,
            late_minutes=65,
            early_count=1,
            missing_count=1,
            absent_days=0.5,
        )
        self.assertFacts(
            sheets[self.q3],
            (13, "early", "money", -10),
            (19, "absent", "day_wage", -1),
            (19, "absent", "days", 0.5),
        )

    def _explanations(self, sheets):
        self.assertReasons(
            sheets[self.q1],
            5,
            "late 5 min",
            "late 5 min; minutes 0 … ≤ 30: Late: −$10",
        )
        self.assertIn("Later start", self._explained(sheets[self.q1], 5))
        self.assertReasons(
            sheets[self.q2],
            12,
            "not there for 480 min: absent 1 day",
            "1 day absent × 2 day wages",
        )
        self.assertReasons(
            sheets[self.q3],
            13,
            "no leaving clocked: counts as 1 min",
            "no leaving clocked: counts as 1 min; minutes 0 … ≤ 30: Left early: −$10",
        )
        self.assertFalse(sheets[self.q2].needs_hr, "AT-05: not before the second day")
