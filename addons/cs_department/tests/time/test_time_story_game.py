from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .story_common import FILES, StoryCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestStoryGame(StoryCase):
    """June in the twelve-hour call centre (S002-a), with overtime by S002-g.

    Eight agents walk day, night, two days off (SH-01): the a's begin with a day on the
    1st, the b's on the 2nd, the c's on the 3rd, the d's on the 4th. Every figure below
    was reckoned by hand from the rules that stand beside it.
    """

    packs = {"s002_a": FILES, "s002_g": FILES}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crew = cls._crew("a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2")
        cls.a1, cls.a2, cls.b1, cls.b2, cls.c1, cls.c2, cls.d1, cls.d2 = cls.crew
        # whoever stands one step further along had his day a day before
        cls._join("duty", [cls.a1, cls.d1, cls.c1, cls.b1])
        cls._join("duty", [cls.a2, cls.d2, cls.c2, cls.b2])

    def test_a_month_of_the_twelve_hour_call_centre(self):
        self._plan()
        self._roster_stands()
        self._leave_by_the_hour()
        self._overtime_on_a_free_day()
        self._hand_over_of_the_fifth()
        self._swap_of_two_shifts()
        self._slip_for_the_bank()
        self._sick_call()
        self._refused_at_the_door()
        with self.at("32 09:00"):
            self._clocks()
            self._forgotten_clock_time()
            sheets = self._close(self.crew)
            self._figures(sheets)
            self._explanations(sheets)
            self._locked(sheets)

    # ---- the plan (SH-01, SH-02)

    def _roster_stands(self):
        self.assertEqual(self.roster.state, "published")
        self.assertEqual(self.roster.notice_ids.employee_id, self.crew)
        count = {p.name: 0 for p in self.crew}
        for shift in self.roster.shift_ids:
            count[shift.employee_id.name] += 1
        by_letter = {"a": 16, "b": 15, "c": 14, "d": 15}
        self.assertEqual(count, {p: by_letter[p[0]] for p in count})
        self._duty(self.a1, 5, "D")
        self._duty(self.d1, 5, "N")

    # ---- leave by the hour, level by level (LV-01, LV-03, LV-04)

    def _leave_by_the_hour(self):
        with self.at("2 10:00"):
            leave = self._leave_of(
                self.a1,
                "personal",
                "2024-06-05",
                request_hour_from=9,
                request_hour_to=12,
            )
            self._decide(leave, self.lead, self.boss)
            leave.with_user(self.a1.user_id).name = "Parents' evening"
            self._decide(leave, self.a1, self.chief)
        self.assertEqual(leave.state, "validate")
        self.leave = leave

    # ---- overtime first asked for, then rest (OT-02, OT-03, OT-05, OT-07)

    def _overtime_on_a_free_day(self):
        with self.at("4 10:00"):
            request = self._request(
                self.d1,
                "overtime",
                kind="planned",
                start=str(self._utc("7 09:00")),
                end=str(self._utc("7 14:00")),
                planned_hours=5,
                compensation="rest",
                reason="New version of the game",
            )
            self._decide(request, self.lead)
            self._decide(request, self.hr, self.gm)
        self.assertEqual(request.flow_state, "approved")
        overtime = self.env["cs.overtime"].search([("request_id", "=", request.id)])
        self.assertEqual(overtime.state, "approved", "before the work, by all three")
        self.assertFalse(overtime.counted_at or overtime.allocation_id)
        with self.at("7 15:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
        self.assertEqual(overtime.day_kind, "rest_day", "no shift on the 7th")
        self.assertEqual(overtime.counted_hours, 5, "the threshold is of working days")
        self.assertEqual(overtime.allocation_id.number_of_days, 5 / 8)
        self.assertEqual(overtime.allocation_id.state, "validate")
        totals = self.env["cs.fact"]._totals(self.d1, "2024-06-01", "2024-06-30")
        self.assertEqual(totals[self.d1.id, "overtime_rest", "hours"], 5)

    # ---- one late, one thing refused, one gone (SH-03 to SH-10)

    def _hand_over_of_the_fifth(self):
        with self.at("5 19:10"):
            book = self._book("5 20:00")
            self.assertEqual(book.due_at, self._utc("5 19:45"), "TV-131")
            self.assertEqual(book.seat_ids.outgoing_id, self.a1 + self.a2)
            self.assertEqual(book.seat_ids.incoming_id, self.d1 + self.d2)
            book.with_user(self.a1.user_id).action_add(
                {
                    "kind": "open_item",
                    "name": "Refund of ticket 7",
                    "progress": "Bank was called",
                    "contact": "555 0100",
                }
            )
        for person in (self.a1, self.a2):
            with self.at("5 19:40"):
                self._hands_off(book, person)
        with self.at("5 19:44"):
            book.with_user(self.d1.user_id).action_here()
        with self.at("5 19:52"):
            book.with_user(self.d2.user_id).action_here()
        late = {s.incoming_id: s.late_minutes for s in book.seat_ids}
        self.assertEqual(late, {self.d1: 0, self.d2: 7})
        with self.at("5 20:03"):
            broken = self._takes_over(book, self.d1, refused="Headset")
            self.assertEqual(broken.verdict, "refused")
            told = book.activity_ids.filtered(lambda one: "Headset" in one.summary)
            self.assertEqual(told.user_id, self.boss.user_id, "SH-10: the supervisor")
            self._takes_over(book, self.d2)
        self.assertEqual(book.state, "open", "SH-09: the leader signs")
        with self.at("5 20:04"):
            book.with_user(self.lead.user_id).action_sign()
        self.assertEqual(book.state, "signed")
        self.assertEqual(book.left_at, self._utc("5 20:04"))

    # ---- a swap with its approvals (SW-03, SW-04, SW-08, SW-09)

    def _swap_of_two_shifts(self):
        mine, other = self._duty(self.b1, 11, "N"), self._duty(self.a2, 13, "D")
        with self.at("6 10:00"):
            double = self._duty(self.b1, 10) + self._duty(self.c1, 11)
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                self._swap("exchange", double)
            self.assertIn("b1 would work back to back", str(error.exception))
            self.env.invalidate_all()
            swap = self._swap("exchange", mine + other)
            self._decide(swap, self.a2, self.lead)
            self.assertEqual(mine.employee_id, self.b1, "the manager decides last")
            self._decide(swap, self.chief)
        self.assertEqual(swap.flow_state, "approved")
        self.assertEqual((mine.employee_id, other.employee_id), (self.a2, self.b1))

    # ---- a slip that excuses (AT-03)

    def _slip_for_the_bank(self):
        with self.at("10 10:00"):
            slip = self._request(
                self.c1,
                "outing",
                start=str(self._utc("11 14:00")),
                end=str(self._utc("11 15:30")),
                destination="Bank",
                reason="Vouchers",
            )
            self._decide(slip, self.lead)
            self._fill(slip, self.hr, register_number="7")
            self._decide(slip, self.hr)
        self.assertEqual(slip.flow_state, "approved")

    # ---- a sick call in waves

    def _sick_call(self):
        shift = self._duty(self.c2, 20, "N")
        with self.at("20 09:00"):
            offers = self.env["cs.shift.offer"]
            number = offers.with_user(self.lead.user_id).call_in(shift.id, "Fever")
            offer = offers.browse(number)
            first = offer.line_ids.filtered(lambda row: row.state == "asked")
            self.assertEqual(len(first), 3, "three in the first wave")
            best = first.sorted("rank")[:1].employee_id
            self.assertNotIn(best, self.crew, "others worked less")
            self.assertNotIn(self.lead, first.employee_id, "who leads is asked last")
            for person in first.employee_id:
                offer.with_user(person.user_id).action_decline()
            asked = offer.line_ids.filtered(lambda row: row.state == "asked")
            self.assertIn(self.b2, asked.employee_id)
            self.assertNotIn(self.a1, asked.employee_id, "he begins when it ends")
            offer.with_user(self.b2.user_id).action_take()
        self.assertEqual(shift.employee_id, self.b2)

    # ---- not admitted to duty (SH-14, AT-12)

    def _refused_at_the_door(self):
        with self.at("23 08:30"):
            self.env["cs.attendance.event"].with_user(self.lead.user_id).create(
                {
                    "employee_id": self.c2.id,
                    "date": "2024-06-23",
                    "kind_id": self.env.ref("cs_department.fact_kind_event_drunk").id,
                    "note": "Smelled of spirits",
                }
            )

    # ---- the clock file

    def _clocks(self):
        self._clock_file(
            {
                (self.a1, 5): ("07:40 in", "09:02 out", "11:58 in", "20:05 out"),
                (self.a2, 5): ("07:40 in", "20:01 out"),
                (self.b1, 6): ("07:40 in", "19:40 out"),
                (self.c1, 7): ("07:40 in",),
                (self.c1, 11): ("07:40 in", "14:01 out", "15:29 in", "20:05 out"),
                (self.c2, 23): None,
                (self.d1, 8): ("08:20 in", "20:05 out"),
                (self.d2, 5): ("19:52 in", "32:05 out"),
                (self.d2, 12): None,
            }
        )

    def _forgotten_clock_time(self):
        """AT-02: a missing time counts as early until the correction is approved."""
        sheet = self.env["cs.attendance.month"]._count(self.c1, self.roster.date_from)
        self.assertEqual((sheet.missing_count, sheet.early_count), (1, 1))
        self.assertFacts(sheet, (7, "early", "points", -2))
        correction = self._correct(self.c1, "7 20:06", "out", "The clock was dark")
        self._decide(correction, self.lead)
        self.assertFacts(sheet)
        self.assertEqual(sum(sheet.fact_ids.mapped("amount")), 0)
        self.assertEqual(len(sheet.fact_ids), 4, "two facts and their reversals")

    # ---- the month sheet

    def _figures(self, sheets):
        hours = timedelta(hours=12) / timedelta(hours=1)
        # three hours of leave, of which he was out for 09:02 to 11:58
        self.assertMonth(
            sheets[self.a1], (16, 16), round(16 * hours - 176 / 60, 2), leave_days=1
        )
        self.assertFacts(sheets[self.a1])
        # SH-04 and AT-08: gone at 20:01, signed at 20:04
        self.assertMonth(sheets[self.a2], (16, 16), 192, handover_left_count=1)
        self.assertFacts(sheets[self.a2], (5, "off_post", "points", -15))
        # AT-08: twenty minutes early take two points, and no money (AT-10 is of late)
        self.assertMonth(sheets[self.b1], (15, 15), 179.67, early_count=1)
        self.assertFacts(sheets[self.b1], (6, "early", "points", -2))
        # the sick call is his sixteenth shift; LV-30: full attendance
        self.assertMonth(sheets[self.b2], (16, 16), 192, is_full=True)
        self.assertFacts(sheets[self.b2])
        # the correction and the slip leave nothing but the time outside
        hours_out = round(14 * hours - 88 / 60, 2)
        self.assertMonth(sheets[self.c1], (14, 14), hours_out, is_full=True)
        self.assertFacts(sheets[self.c1])
        # thirteen shifts without the one on offer; AT-12 and AT-08: absence
        self.assertMonth(sheets[self.c2], (13, 12), 144, absent_days=1)
        self.assertFacts(
            sheets[self.c2],
            (23, "absent", "day_wage", -1),
            (23, "absent", "days", 1),
            (23, "absent", "points", -15),
            (23, "event_drunk", "times", 1),
        )
        # 08:20 is 35 minutes after 07:45: late costs 10 (AT-10), and more than half
        # an hour is off-post (AT-08)
        self.assertMonth(
            sheets[self.d1], (15, 15), 179.67, late_count=1, late_minutes=35
        )
        self.assertFacts(
            sheets[self.d1], (8, "late", "money", -10), (8, "off_post", "points", -15)
        )
        # seven minutes late for the hand-over: AT-10 and AT-08, once each
        self.assertMonth(
            sheets[self.d2],
            (15, 14),
            168,
            late_count=1,
            late_minutes=7,
            handover_late_count=1,
            absent_days=1,
        )
        self.assertFacts(
            sheets[self.d2],
            (5, "late", "money", -10),
            (5, "late", "points", -2),
            (12, "absent", "day_wage", -1),
            (12, "absent", "days", 1),
            (12, "absent", "points", -15),
        )

    def _explanations(self, sheets):
        self.assertReasons(
            sheets[self.d1],
            8,
            "late 35 min",
            "late 35 min; minutes 0 …: Late: −$10",
            "late 35 min; minutes > 30 … ≤ 60: Off post: −15 points",
        )
        self.assertReasons(
            sheets[self.a2],
            5,
            "left 3 min before relief",
            "left 3 min before relief; minutes 0 …: Off post: −15 points",
        )
        self.assertIn("late 7 min", self._explained(sheets[self.d2], 5))
        self.assertIn("7 min late to take over", self._explained(sheets[self.d2], 5))
        self.assertIn("20:00 – 08:00", self._explained(sheets[self.d2], 5))
        self.assertIn("there from 19:45", self._explained(sheets[self.d2], 5))
        leave = self.leave.holiday_status_id.name
        self.assertIn(leave, self._explained(sheets[self.a1], 5))
        self.assertIn("20:06 left (correction)", self._explained(sheets[self.c1], 7))
        self.assertIn("Had drunk", self._explained(sheets[self.c2], 23))
        teams = self.env["cs.attendance.month"]._full_teams(
            self.calls, self.roster.date_from
        )
        self.assertFalse(teams[self.calls.id], "LV-30: not the whole team")

    def _locked(self, sheets):
        """What comes later does not change a locked month, and marks it."""
        sheet = sheets[self.c2]
        facts = sheet.fact_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._correct(self.c2, "23 07:50", "in", "I was there")
        self.env.invalidate_all()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            sheet.with_user(self.lead.user_id).action_recount()
        self.env.invalidate_all()
        self.assertEqual(sheet.fact_ids, facts)
