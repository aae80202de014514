from odoo.tests import freeze_time, tagged

from .story_common import FILES, LEAVE, SWAPS, StoryCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestStoryElder(StoryCase):
    """June in an elder-care home (S002-l): split shifts, 24 hours on and a day off.

    Four heads work 08:00–12:00 and 14:00–18:00 from Monday to Saturday and take turns
    in the night, a cleaner has 07:30–11:30 and 14:30–18:30, a floor supervisor and a
    cook have two free days, two carers have every other day (SH-35, SH-36, LV-27).
    The home has its swaps from S000-3, its hand-over of the 24-hour duty from S003-15,
    leave from S002-q and overtime from S002-g; AT-17: it prices nothing itself.
    """

    packs = {
        "s002_l": FILES,
        "s000_3": SWAPS,
        "s003_15": ("handover",),
        "s002_q": LEAVE,
        "s002_g": FILES,
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heads = cls._crew("h1", "h2", "h3", "h4")
        cls.h1, cls.h2, cls.h3, cls.h4 = cls.heads
        cls.cleaner = cls._crew("cleaner")
        cls.floor = cls._crew("floor", job=cls._ref("job_floor"))
        cls.cook = cls._crew("cook", job=cls._ref("job_cook"))
        cls.carers = cls._crew("c1", "c2", job=cls._ref("job_carer"))
        cls.c1, cls.c2 = cls.carers
        cls.reserve = cls._crew("reserve", job=cls._ref("job_carer"))
        cls._join("six_days", cls.heads, 0)
        cls._join("head_night", cls.heads, 7)
        cls._join("cleaners", cls.cleaner)
        cls._join("floor", cls.floor)
        cls._join("kitchen", cls.cook)
        cls._join("carers", cls.carers)
        template = cls.env.ref("cs_department.s003_15_handover_template")
        template.write(
            {"shift_type_ids": cls._ref("shift_carer").ids, "join_minutes": 0}
        )

    def test_a_month_of_the_home(self):
        self._plan()
        self._roster_stands()
        self._hand_over_of_the_fifth()
        self._leave_of_a_day()
        self._swap_of_two_nights()
        self._slip_for_the_town_hall()
        self._sick_call()
        self._overtime_on_sunday()
        with self.at("32 09:00"):
            self._clocks()
            self._correction()
            everybody = self.heads + self.cleaner + self.floor + self.cook
            sheets = self._close(everybody + self.carers + self.reserve)
            self._figures(sheets)
            self._explanations(sheets)

    # ---- the plan (SH-35, SH-36, LV-27)

    def _roster_stands(self):
        days, nights = {}, {}
        for shift in self.roster.shift_ids:
            own = nights if shift.layer else days
            own.setdefault(shift.employee_id.name, []).append(shift.date.day)
        self.assertEqual(
            {name: len(found) for name, found in days.items()},
            dict.fromkeys(("h1", "h2", "h3", "h4", "cleaner"), 25)
            | {"floor": 28, "cook": 28, "c1": 15, "c2": 15},
        )
        self.assertEqual(sorted(days["c1"]), list(range(1, 31, 2)))
        self.assertEqual(
            {name: sorted(found) for name, found in nights.items()},
            {
                "h1": list(range(17, 24)),
                "h2": list(range(10, 17)),
                "h3": list(range(3, 10)),
                "h4": [1, 2, *range(24, 31)],
            },
        )
        self.assertFalse(self.roster.shift_ids._broken_rules())

    # ---- four things that nobody takes over (SH-30 to SH-32)

    def _hand_over_of_the_fifth(self):
        with self.at("5 08:00"):
            book = self._book("5 08:30")
            self.assertEqual(book.due_at, self._utc("5 08:25"), "SH-32")
            self.assertEqual(book.seat_ids.outgoing_id, self.c2)
            self.assertEqual(book.seat_ids.incoming_id, self.c1)
        with self.at("5 08:20"):
            self._hands_off(book, self.c2)
        with self.at("5 08:34"):
            book.with_user(self.c1.user_id).action_here()
            self.assertRefused(
                "nobody takes over",
                self._takes_over,
                book,
                self.c1,
                "The place is clean",
            )
        with self.at("5 08:37"):
            self._takes_over(book, self.c1)
        self.assertEqual((book.state, book.late_count), ("signed", 1))

    def _leave_of_a_day(self):
        with self.at("11 10:00"):
            leave = self._leave_of(self.h3, "personal", "2024-06-14")
            self._decide(leave, self.chief)
            leave.with_user(self.h3.user_id).name = "Parents"
            self._decide(leave, self.h3, self.lead, self.hr)
        self.assertEqual(leave.state, "validate")

    # ---- both agree, the department manager signs (SW-02)

    def _swap_of_two_nights(self):
        mine, other = self._duty(self.h1, 18, "HN"), self._duty(self.h2, 12, "HN")
        with self.at("10 10:00"):
            swap = self._swap("exchange", mine + other)
            self._decide(swap, self.h2)
            self.assertEqual(mine.employee_id, self.h1)
            self._decide(swap, self.chief)
        self.assertEqual((mine.employee_id, other.employee_id), (self.h2, self.h1))

    def _slip_for_the_town_hall(self):
        with self.at("6 10:00"):
            slip = self._request(
                self.h4,
                "outing",
                start=str(self._utc("7 14:00")),
                end=str(self._utc("7 16:00")),
                destination="Town hall",
                reason="Papers of a resident",
            )
            self._decide(slip, self.lead)
            self._fill(slip, self.hr, register_number="3")
            self._decide(slip, self.hr)

    def _sick_call(self):
        shift = self._duty(self.c1, 21)
        with self.at("20 18:00"):
            offers = self.env["cs.shift.offer"]
            number = offers.with_user(self.lead.user_id).call_in(shift.id, "Fever")
            offer = offers.browse(number)
            lines = {row.employee_id: row.state for row in offer.line_ids}
            self.assertEqual(lines[self.c2], "excluded", "his day ends as it begins")
            offer.with_user(self.reserve.user_id).action_take()
        self.assertEqual(shift.employee_id, self.reserve)

    # ---- overtime on a rest day counts from the first hour (OT-05, OT-07)

    def _overtime_on_sunday(self):
        with self.at("7 10:00"):
            request = self._request(
                self.cleaner,
                "overtime",
                kind="planned",
                start=str(self._utc("9 08:00")),
                end=str(self._utc("9 12:00")),
                planned_hours=4,
                compensation="rest",
                reason="Summer party",
            )
            self._decide(request, self.lead)
            self._decide(request, self.hr, self.gm)
        overtime = self.env["cs.overtime"].search([("request_id", "=", request.id)])
        self.assertEqual(overtime.state, "approved", "before the work, by all three")
        self.assertFalse(overtime.counted_at or overtime.allocation_id)
        with self.at("9 13:00"):
            self.env["cs.overtime"]._waiting()._settle_due()
        self.assertEqual((overtime.day_kind, overtime.counted_hours), ("rest_day", 4))
        self.assertEqual(overtime.allocation_id.number_of_days, 0.5)

    # ---- the month

    def _clocks(self):
        self._clock_file(
            {
                (self.h1, 3): ("07:55 in", "12:05 out", "14:20 in", "18:05 out"),
                (self.h2, 5): ("07:55 in", "12:05 out", "13:55 in", "17:30 out"),
                (self.h3, 14): None,
                (self.h4, 7): ("07:55 in", "12:05 out", "15:58 in", "18:05 out"),
                (self.cleaner, 4): ("07:25 in", "11:35 out"),
                (self.c1, 5): ("08:34 in", "32:35 out"),
                (self.c1, 7): ("09:00 in", "32:35 out"),
                (self.c2, 4): ("08:25 in", "32:38 out"),
                (self.c2, 6): ("08:25 in",),
            }
        )

    def _correction(self):
        correction = self._correct(self.c2, "7 08:40", "out", "I forgot")
        self._decide(correction, self.lead)

    def _figures(self, sheets):
        # twenty minutes late for the afternoon
        self.assertMonth(
            sheets[self.h1], (25, 25), 199.67, late_count=1, late_minutes=20
        )
        self.assertMonth(sheets[self.h2], (25, 25), 199.5, early_count=1)
        self.assertMonth(sheets[self.h3], (25, 24), 192, leave_days=1)
        # 14:00 to 15:58 on a slip
        self.assertMonth(sheets[self.h4], (25, 25), 198.03, is_full=True)
        # nobody came for the afternoon: half of the day
        self.assertMonth(sheets[self.cleaner], (25, 25), 196, absent_days=0.5)
        self.assertMonth(sheets[self.floor], (28, 28), 28 * 12, is_full=True)
        self.assertMonth(sheets[self.cook], (28, 28), 28 * 11.5, is_full=True)
        # four and thirty minutes; without the day of the reserve
        self.assertMonth(
            sheets[self.c1],
            (14, 14),
            335.43,
            late_count=2,
            late_minutes=34,
            handover_late_count=1,
        )
        self.assertMonth(sheets[self.c2], (15, 15), 360, is_full=True)
        self.assertMonth(sheets[self.reserve], (1, 1), 24, is_full=True)
        for person, sheet in sheets.items():
            wage = [(4, "absent", "day_wage", -0.5), (4, "absent", "days", 0.5)]
            self.assertFacts(sheet, *(wage if person == self.cleaner else ()))

    def _explanations(self, sheets):
        self.assertReasons(sheets[self.h1], 3, "late 20 min")
        self.assertIn("14:20 came (clock file)", self._explained(sheets[self.h1], 3))
        self.assertReasons(
            sheets[self.cleaner],
            4,
            "not there for 240 min: absent 0.5 day",
            "0.5 day absent × 1 day wages",
        )
        self.assertReasons(sheets[self.c1], 5, "9 min late to take over", "late 4 min")
        self.assertIn("08:40 left (correction)", self._explained(sheets[self.c2], 6))
