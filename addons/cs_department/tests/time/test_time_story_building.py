from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .story_common import FILES, LEAVE, StoryCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestStoryBuilding(StoryCase):
    """June at the duty desk of a building (S003-2): 08:30–16:30 and 16:30–23:30.

    Seven people walk three early, three late, one free; p0 begins his round on the
    third, p1 on the second, p2 on the first, p3 on the seventh and so on. A reserve
    without a round stands in. Leave follows S002-q, overtime S002-g. The regulation
    prices nothing: the month says minutes, days and hours, reckoned by hand below.
    """

    packs = {"s003_2": FILES, "s002_q": LEAVE, "s002_g": FILES}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crew = cls._crew(*(f"p{number}" for number in range(7)))
        cls.p0, cls.p1, cls.p2, cls.p3, cls.p4, cls.p5, cls.p6 = cls.crew
        cls.reserve = cls._crew("reserve")
        cls._join("duty", cls.crew)

    def test_a_month_of_the_two_shift_desk(self):
        self._plan()
        self._roster_stands()
        self._hand_over_of_the_fourth()
        self._leave_of_a_day()
        self._slip_for_the_parcel()
        self._sick_call()
        self._stand_in()
        self._overtime()
        with self.at("32 09:00"):
            self._clocks()
            self._corrections()
            sheets = self._close(self.crew + self.reserve)
            self._figures(sheets)
            self._explanations(sheets)

    # ---- the plan (SH-23)

    def _roster_stands(self):
        count = {}
        for shift in self.roster.shift_ids:
            own = count.setdefault(shift.employee_id.name, {"E": 0, "L": 0})
            own[shift.type_id.code] += 1
        self.assertEqual(
            {name: (own["E"], own["L"]) for name, own in count.items()},
            {
                "p0": (12, 13),
                "p1": (13, 12),
                "p2": (14, 12),
                "p3": (14, 12),
                "p4": (13, 13),
                "p5": (12, 14),
                "p6": (12, 14),
            },
        )

    # ---- five steps, important work, two signatures (SH-04, SH-24 to SH-26)

    def _hand_over_of_the_fourth(self):
        stay = self.env["hr.attendance"].create(
            {"employee_id": self.p0.id, "check_in": self._utc("4 08:20")}
        )
        with self.at("4 16:00"):
            book = self._book("4 16:30")
            self.assertEqual(book.due_at, self._utc("4 16:25"), "TV-131")
            self.assertEqual(book.tidy_at, self._utc("4 16:15"), "SH-26")
            self.assertEqual(book.seat_ids.outgoing_id, self.p0 + self.p1 + self.p6)
            self.assertEqual(book.seat_ids.incoming_id, self.p2 + self.p3 + self.p4)
            steps = book.item_ids.filtered(lambda i: i.section == "step")
            self.assertEqual(len(steps), 5, "SH-25")
            written = book.with_user(self.p0.user_id).action_add(
                {
                    "kind": "open_item",
                    "name": "Lift 2 stands still",
                    "is_important": True,
                    "progress": "The fitter was called",
                    "contact": "555 0101",
                }
            )
        with self.at("4 16:31"):
            out = {"check_out": self._utc("4 16:31"), "out_mode": "systray"}
            self.assertRefused("has not taken over yet", stay.write, out)
            self.assertRefused("may not be handed over", self._hands_off, book, self.p0)
            mine = book.with_user(self.p0.user_id)
            mine.action_resolve(written, "The fitter has mended it")
            self._hands_off(book, self.p0)
        with self.at("4 16:33"):
            book.with_user(self.p4.user_id).action_here()
        self.assertEqual(sum(book.seat_ids.mapped("late_minutes")), 8)
        with self.at("4 16:35"):
            self.assertRefused(
                "nobody takes over", self._takes_over, book, self.p2, "Count the things"
            )
        with self.at("4 16:40"):
            self._takes_over(book, self.p2)
            self.assertEqual(book.state, "signed")
            stay.write({"check_out": self._utc("4 16:41"), "out_mode": "systray"})

    # ---- leave on the working day before (LV-15)

    def _leave_of_a_day(self):
        with self.at("5 10:00"):
            leave = self._leave_of(self.p1, "personal", "2024-06-10")
            self._decide(leave, self.chief)
            leave.with_user(self.p1.user_id).name = "Moving house"
            self._decide(leave, self.p1, self.lead, self.hr)
        self.assertEqual(leave.state, "validate")

    # ---- a slip that excuses (AT-03)

    def _slip_for_the_parcel(self):
        with self.at("5 11:00"):
            slip = self._request(
                self.p4,
                "outing",
                start=str(self._utc("6 10:00")),
                end=str(self._utc("6 11:00")),
                destination="Post office",
                reason="A parcel for the building",
            )
            self._decide(slip, self.lead)
            self._fill(slip, self.hr, register_number="9")
            self._decide(slip, self.hr)

    # ---- sick call, and the stand-in whom the supervisor appoints (SW-13)

    def _sick_call(self):
        shift = self._duty(self.p5, 8, "L")
        with self.at("8 09:00"):
            offers = self.env["cs.shift.offer"]
            number = offers.with_user(self.lead.user_id).call_in(shift.id, "Fever")
            offers.browse(number).with_user(self.reserve.user_id).action_take()
        self.assertEqual(shift.employee_id, self.reserve)

    def _stand_in(self):
        shift = self._duty(self.p2, 12, "L")
        with self.at("10 10:00"):
            with self.assertRaises(UserError) as error, self.env.cr.savepoint():
                self._swap("give", shift, taker_id=self.reserve.id)
            self.assertIn("does not allow this kind", str(error.exception))
            self.env.invalidate_all()
            swap = self._swap("appoint", shift)
            swap.with_user(self.boss.user_id).stand_in_id = self.reserve
            self._decide(swap, self.boss)
        self.assertEqual(shift.employee_id, self.reserve)

    # ---- an emergency is filed afterwards (OT-04, OT-05; TV-055, TV-057)

    def _overtime(self):
        found = {}
        with self.at("12 09:00"):
            for person, stop in ((self.p0, "21:30"), (self.p6, "20:30")):
                values = {
                    "start": str(self._utc("11 16:30")),
                    "end": str(self._utc(f"11 {stop}")),
                    "compensation": "rest",
                    "reason": "Water in the cellar",
                    "planned_hours": int(stop[:2]) - 16,
                }
                if person == self.p0:
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        self._request(person, "overtime", kind="planned", **values)
                    self.env.invalidate_all()
                request = self._request(person, "overtime", kind="emergency", **values)
                hours = values["planned_hours"]
                self._decide(request, self.lead)
                self._fill(request, self.hr, checked=True, actual_hours=hours)
                self._decide(request, self.hr, self.gm)
                rows = self.env["cs.overtime"]
                found[person] = rows.search([("request_id", "=", request.id)])
        self.assertEqual(found[self.p0].counted_hours, 5, "more than four count whole")
        self.assertEqual(found[self.p0].allocation_id.number_of_days, 5 / 8)
        self.assertEqual(found[self.p6].counted_hours, 0, "up to four do not count")
        self.assertFalse(found[self.p6].allocation_id)

    # ---- the month

    def _clocks(self):
        self._clock_file(
            {
                (self.p0, 4): (),
                (self.p1, 4): ("08:20 in", "16:42 out"),
                (self.p1, 10): None,
                (self.p3, 14): ("08:40 in", "16:35 out"),
                (self.p4, 4): ("16:33 in", "23:35 out"),
                (self.p4, 6): ("08:20 in", "10:02 out", "10:58 in", "16:35 out"),
                (self.p5, 12): ("08:20 in", "16:00 out"),
                (self.p6, 4): ("08:20 in", "16:37 out"),
                (self.p6, 5): ("16:35 out",),
                (self.p6, 6): ("08:20 in",),
            }
        )

    def _corrections(self):
        """AT-02: one is granted, one is refused and stays a case."""
        granted = self._correct(self.p6, "6 16:40", "out", "The clock was dark")
        self._decide(granted, self.lead)
        refused = self._correct(self.p6, "5 08:20", "in", "I forgot")
        task = refused.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        task.with_user(self.lead.user_id).action_refuse("Nobody saw you")
        self.assertEqual(refused.flow_state, "refused")

    def _figures(self, sheets):
        # 12 × 8 + 13 × 7
        self.assertMonth(sheets[self.p0], (25, 25), 187, is_full=True)
        # 13 × 8 + 12 × 7, without the eight hours of the tenth
        self.assertMonth(sheets[self.p1], (25, 24), 180, leave_days=1)
        # 14 × 8 + 11 × 7: the twelfth is the stand-in's
        self.assertMonth(sheets[self.p2], (25, 25), 189, is_full=True)
        # SH-25: 08:40 is fifteen minutes after 08:25, and ten of the shift
        self.assertMonth(
            sheets[self.p3], (26, 26), 195.83, late_count=1, late_minutes=15
        )
        # 13 × 8 + 13 × 7 = 195, less three minutes of the 4th and 56 outside
        self.assertMonth(
            sheets[self.p4],
            (26, 26),
            194.02,
            late_count=1,
            late_minutes=8,
            handover_late_count=1,
        )
        # 12 × 8 + 13 × 7 = 187, less half an hour
        self.assertMonth(sheets[self.p5], (25, 25), 186.5, early_count=1)
        # a day without a coming has no hours; it counts as one minute late
        self.assertMonth(
            sheets[self.p6],
            (26, 26),
            186,
            late_count=1,
            late_minutes=1,
            missing_count=1,
            handover_left_count=1,
        )
        self.assertMonth(sheets[self.reserve], (2, 2), 14, is_full=True)
        for sheet in sheets.values():
            self.assertFacts(sheet)

    def _explanations(self, sheets):
        self.assertReasons(sheets[self.p3], 14, "late 15 min")
        self.assertReasons(sheets[self.p4], 4, "8 min late to take over", "late 8 min")
        self.assertReasons(sheets[self.p6], 5, "no coming clocked: counts as 1 min")
        # SH-04: gone at 16:37, signed at 16:40
        self.assertReasons(sheets[self.p6], 4, "left 3 min before relief")
        self.assertReasons(sheets[self.p5], 12, "left 30 min early")
        self.assertIn("10:58 came (clock file)", self._explained(sheets[self.p4], 6))
        self.assertIn("attendance app", self._explained(sheets[self.p0], 4))
        self.assertIn("there from 08:25", self._explained(sheets[self.p3], 14))
