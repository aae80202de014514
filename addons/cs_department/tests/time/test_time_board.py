from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import format_datetime

from ..flow.wire import Wire
from .roster_common import RosterCase

FIRST, LAST = "2024-06-01", "2024-06-30"


class BoardCase(RosterCase):
    """The roster board of June 2024, as ``boss`` sees and fills it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boards = cls.env["cs.roster"].with_user(cls.boss.user_id)

    def _page(self, boards=None, department=None):
        department = self.calls if department is None else department
        boards = self.boards if boards is None else boards
        return boards.board_data(department and department.id, FIRST, LAST)

    def _marks(self):
        return self.boards.board_conflicts(self.calls.id, FIRST, LAST)

    def _apply(self, *changes, boards=None, department=None):
        boards = self.boards if boards is None else boards
        department = department or self.calls
        return boards.board_apply(list(changes), department.id, FIRST, LAST)

    def _put(self, person, day, kind=None):
        return {
            "op": "put",
            "e": person and person.id,
            "d": f"2024-06-{day:02d}",
            "t": (kind or self.day).id,
        }

    def _shifts(self, *people):
        """Return the shifts of people as (name, day of the month, code)."""
        found = self.env["cs.shift"].search(
            [
                ("roster_id", "=", self.roster.id),
                ("state", "!=", "cancelled"),
                ("employee_id", "in", [person.id for person in people] or [False]),
            ]
        )
        return sorted(
            (s.employee_id.name or "", s.date.day, s.type_id.code) for s in found
        )


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeBoard(BoardCase):
    def test_hours_of_another_zone_name_its_place(self):
        ours = self.roster.company_id.resource_calendar_id.tz
        away = self.env["cs.shift.type"].create(
            {
                "name": "Berlin",
                "code": "BE",
                "tz": "Europe/Berlin",
                "start_hour": 22,
                "end_hour": 30,
                "company_id": self.roster.company_id.id,
            }
        )
        self.assertNotEqual(ours, away.tz)
        self._shift(self.agent, 3, away)
        self._shift(self.agent, 5)
        page = self._page()
        zones = {row["code"]: row["zone"] for row in page["types"]}
        self.assertEqual((zones["BE"], zones[self.day.code]), ("Berlin", ""))
        hours = {row["t"]: (row["from"], row["to"]) for row in page["shifts"]}
        self.assertEqual(hours[away.id], ("22:00", "06:00"))

    def test_hours_that_the_change_of_clocks_takes_are_named(self):
        gone = self.day.copy(
            {"name": "Gap", "code": "GP", "tz": "Africa/Cairo", "break_ids": False}
        )
        # clocks of Cairo went from 0:00 to 1:00 on 26 April 2024
        gone.write({"start_hour": 0, "end_hour": 1})
        with self.assertRaises(ValidationError) as refused:
            gone._times_on(date(2024, 4, 26))
        self.assertIn("Africa/Cairo", str(refused.exception))
        span = gone._times_on(date(2024, 4, 27))
        self.assertEqual((span.stop - span.start).seconds, 3600)

    def test_a_page_has_all_that_is_shown(self):
        self._shift(self.agent, 3)
        self._shift(self.agent, 4, self.night)
        self._shift(None, 5)
        self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "start_hour": 8,
                "end_hour": 20,
                "minimum": 2,
            }
        )
        self.env["cs.roster.wish"].create(
            {
                "employee_id": self.agent2.id,
                "date_from": "2024-06-08",
                "date_to": "2024-06-09",
            }
        )
        page = self._page()
        self.assertEqual(
            [p["name"] for p in page["people"]], ["agent", "agent2", "lead"]
        )
        agent = page["people"][0]
        self.assertEqual((agent["hours"], agent["nights"], agent["off"]), (23, 1, 28))
        self.assertEqual(agent["target"], 160)
        self.assertTrue(agent["can_edit"])
        self.assertEqual(len(page["days"]), 30)
        self.assertTrue(page["days"][0]["weekend"])
        shift = next(s for s in page["shifts"] if s["t"] == self.night.id)
        self.assertEqual(
            (shift["d"], shift["from"], shift["to"]), ("2024-06-04", "20:00", "08:00")
        )
        self.assertEqual([s["d"] for s in page["shifts"] if not s["e"]], ["2024-06-05"])
        monday = page["coverage"]["2024-06-03"]
        # half hours of the clock in Shanghai; a break is nobody's presence
        self.assertEqual(monday["need"], [0] * 16 + [2] * 24 + [0] * 8)
        self.assertEqual(monday["have"][16], 1)
        self.assertEqual(monday["have"][24], 0)
        self.assertEqual(page["wishes"][0]["want"], "off")
        self.assertEqual(
            {t["code"] for t in page["types"]} & {"D", "N", "P"}, {"D", "N", "P"}
        )

    def test_rules_that_are_broken_are_marked_once(self):
        self._shift(self.agent, 3, self.night)
        self._shift(self.agent, 4)
        marks = self._marks()
        self.assertEqual({mark["rule"] for mark in marks}, {"rest"})
        self.assertIn("would rest 0 h", marks[0]["sentence"])
        self.policy.longest_run_days = 3
        for day in (10, 11, 12, 13, 14):
            self._shift(self.agent2, day)
        runs = [m for m in self._marks() if m["rule"] == "run"]
        self.assertEqual(
            [(m["e"], m["d"]) for m in runs], [(self.agent2.id, "2024-06-14")]
        )

    def test_queries_do_not_grow(self):
        """The page of one person and of 21 costs the same number of queries."""

        def count():
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._page()
            return self.env.cr.sql_log_count - before

        self._shift(self.agent, 3)
        self._page()
        few = count()
        people = [self._person(f"p{n}", self.calls) for n in range(20)]
        for person in people:
            for day in (3, 4, 5, 6):
                self._shift(person, day)
        self.assertLessEqual(count(), few)

    def test_changes_are_made_all_or_none(self):
        answer = self._apply(
            self._put(self.agent, 3), self._put(self.agent2, 3, self.night)
        )
        self.assertTrue(answer["ok"])
        self.assertEqual(
            self._shifts(self.agent, self.agent2),
            [("agent", 3, "D"), ("agent2", 3, "N")],
        )
        made = self.env["cs.shift"].browse(answer["answers"][0]["s"])
        self.assertEqual(
            (made.origin, made.state, made.create_uid),
            ("hand", "draft", self.boss.user_id),
        )
        self.assertEqual(
            answer["patch"]["employees"], sorted((self.agent + self.agent2).ids)
        )
        # the second breaks the rest: the first is not written either
        answer = self._apply(self._put(self.agent, 10), self._put(self.agent2, 4))
        self.assertFalse(answer["ok"])
        self.assertEqual([a["ok"] for a in answer["answers"]], [True, False])
        self.assertEqual(answer["answers"][1]["broken"][0]["rule"], "rest")
        self.assertEqual(len(self._shifts(self.agent)), 1)

    def test_what_is_only_doubtful_is_made_and_said(self):
        self.policy.rest_outcome = "warn"
        self._shift(self.agent, 3, self.night)
        answer = self._apply(self._put(self.agent, 4))
        self.assertTrue(answer["ok"])
        self.assertEqual(answer["answers"][0]["broken"][0]["outcome"], "warn")

    def test_two_shifts_change_places(self):
        mine, other = (
            self._shift(self.agent, 3),
            self._shift(self.agent2, 4, self.night),
        )
        answer = self._apply(
            {"op": "move", "s": mine.id, "e": self.agent2.id, "d": "2024-06-04"},
            {"op": "move", "s": other.id, "e": self.agent.id, "d": "2024-06-03"},
        )
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(
            self._shifts(self.agent, self.agent2),
            [("agent", 3, "N"), ("agent2", 4, "D")],
        )
        # the hours go with the day
        self.assertEqual(str(mine.start), "2024-06-04 00:00:00")
        self.assertTrue(mine.is_untold)

    def test_retype_and_remove(self):
        mine, other = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        answer = self._apply(
            {"op": "retype", "s": mine.id, "t": self.night.id},
            {"op": "remove", "s": other.id},
        )
        self.assertTrue(answer["ok"])
        self.assertEqual(self._shifts(self.agent, self.agent2), [("agent", 3, "N")])
        self.assertEqual(mine.paid_hours, 12)
        self.assertFalse(other.exists())

    def test_a_known_shift_is_cancelled_not_forgotten(self):
        shift = self._shift(self.agent, 3)
        self.boards.browse(self.roster.id).action_publish()
        self.assertFalse(self._page()["known"])
        self.assertTrue(self._apply({"op": "remove", "s": shift.id})["ok"])
        self.assertEqual(shift.state, "cancelled")
        page = self._page()
        self.assertEqual(
            page["known"], [{"e": self.agent.id, "d": "2024-06-03", "t": [self.day.id]}]
        )
        self.assertTrue(page["rosters"][0]["is_changed"])
        told = self.boards.browse(self.roster.id).board_publication()
        self.assertEqual(told["people"][0]["lines"], ["Jun 3 no longer: D"])

    def test_what_was_taken_away_by_mistake_comes_back_untold(self):
        shift = self._shift(self.agent, 3)
        shift.origin = "rotation"
        roster = self.boards.browse(self.roster.id)
        roster.action_publish()
        self._apply({"op": "remove", "s": shift.id})
        answer = self._apply(self._put(self.agent, 3))
        self.assertEqual(answer["answers"][0]["s"], shift.id)
        self.assertEqual((shift.state, shift.origin), ("published", "rotation"))
        self.assertFalse(self._page()["rosters"][0]["is_changed"])
        self.assertFalse(roster.board_publication()["people"])
        # told meanwhile that it is gone, a person is told of the new one
        self._apply({"op": "remove", "s": shift.id})
        roster.action_publish()
        self._apply(self._put(self.agent, 3))
        told = roster.board_publication()["people"]
        self.assertEqual(told[0]["lines"], ["Jun 3 new: D"])
        self.assertEqual(shift.state, "cancelled")

    def test_two_who_change_places_and_back_are_told_nothing(self):
        mine, other = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        roster = self.boards.browse(self.roster.id)
        roster.action_publish()
        mine.employee_id, other.employee_id = self.agent3, self.agent
        mine.employee_id = self.agent2
        self.assertFalse(roster.board_publication()["people"])

    def test_the_form_asks_before_it_publishes(self):
        roster = self.boards.browse(self.roster.id)
        action = roster.action_ask_publish()
        self.assertEqual(action["params"], {"ids": self.roster.ids})
        self.assertEqual(self.roster.state, "draft")
        with self.assertRaises(AccessError):
            roster.with_user(self.agent.user_id).action_ask_publish()

    def test_another_type_is_told_as_a_change_from_one_to_the_other(self):
        mine, other = self._shift(self.agent, 3), self._shift(self.agent2, 3)
        roster = self.boards.browse(self.roster.id)
        roster.action_publish()
        # as one drops another type on it, and as one removes it and puts another
        self._apply({"op": "retype", "s": mine.id, "t": self.night.id})
        self._apply({"op": "remove", "s": other.id})
        self._apply(self._put(self.agent2, 3, self.night))
        told = roster.board_publication()
        lines = [person["lines"] for person in told["people"]]
        self.assertEqual(lines, [["Jun 3 changed from D to N"]] * 2)
        before = roster.notice_ids
        roster.action_publish()
        for notice in roster.notice_ids - before:
            self.assertEqual([line["kind"] for line in notice.lines], ["changed"])
            body = notice._body()
            self.assertIn("changed from Shift D 08:00–20:00", body)
            self.assertIn("Shift N", body)

    def test_a_stale_change_is_refused_politely(self):
        shift = self._shift(self.agent, 3)
        seen = [self.agent2.id, "2024-06-03", self.day.id]
        answer = self._apply({"op": "remove", "s": shift.id, "seen": seen})
        self.assertTrue(answer["stale"])
        self.assertIn("Somebody else has changed", answer["message"])
        self.assertTrue(shift.exists())
        gone = self._shift(self.agent2, 4)
        gone.unlink()
        self.assertTrue(self._apply({"op": "remove", "s": gone.id})["stale"])

    def test_legality_of_a_drop(self):
        self._shift(self.agent, 3, self.night)
        shift = self._shift(self.agent2, 4)
        cells = [[self.agent.id, "2024-06-04"], [self.agent.id, "2024-06-06"]]
        found = self.boards.board_legality(
            {"s": shift.id}, cells, self.calls.id, FIRST, LAST
        )
        self.assertEqual(list(found), [f"{self.agent.id}:2024-06-04"])
        self.assertEqual(
            [r["rule"] for r in found[f"{self.agent.id}:2024-06-04"]], ["rest"]
        )
        # a new night instead of the one that stands there breaks nothing
        found = self.boards.board_legality(
            {"t": self.night.id},
            [[self.agent.id, "2024-06-03"]],
            self.calls.id,
            FIRST,
            LAST,
        )
        self.assertFalse(found)
        self.roster.date_to = "2024-06-20"
        outside = [[self.agent.id, "2024-06-25"]]
        found = self.boards.board_legality(
            {"t": self.day.id}, outside, self.calls.id, FIRST, LAST
        )
        self.assertIn(
            "There is no roster", found[f"{self.agent.id}:2024-06-25"][0]["sentence"]
        )

    def test_a_drop_is_judged_as_it_is_answered_before(self):
        """What the board says before a drop is what the drop itself says."""
        self._shift(self.agent, 3, self.night)
        self._shift(self.agent, 5)
        shift = self._shift(self.agent2, 4)
        for day in range(2, 8):
            cell = [self.agent.id, f"2024-06-{day:02d}"]
            before = self.boards.board_legality(
                {"s": shift.id}, [cell], self.calls.id, FIRST, LAST
            )
            is_blocked = any(
                rule["outcome"] == "block"
                for rules in before.values()
                for rule in rules
            )
            met = self.env["cs.shift"].search(
                [("employee_id", "=", self.agent.id), ("date", "=", cell[1])]
            )
            changes = [{"op": "move", "s": shift.id, "e": cell[0], "d": cell[1]}]
            changes += [
                {"op": "move", "s": m.id, "e": self.agent2.id, "d": "2024-06-04"}
                for m in met
            ]
            with self.subTest(day=day), self.env.cr.savepoint() as savepoint:
                self.assertEqual(self._apply(*changes)["ok"], not is_blocked)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_roster_above_holds_the_shifts(self):
        self.roster.unlink()
        wide = self._roster(self.centre)
        self.assertTrue(self._apply(self._put(self.agent, 3))["ok"])
        self.assertEqual(wide.shift_ids.department_id, self.calls)
        page = self._page(department=self.centre)
        self.assertIn("agent3", [p["name"] for p in page["people"]])

    def test_a_locked_roster_stays(self):
        self._shift(self.agent, 3)
        self.roster.action_publish()
        self.roster.action_lock()
        page = self._page()
        self.assertFalse(page["can_edit"])
        with self.assertRaises(UserError) as error:
            self._apply(self._put(self.agent2, 3))
        self.assertIn("locked for pay", str(error.exception))

    def test_begin_a_roster(self):
        self.roster.unlink()
        key = self.boards.board_create(self.calls.id, FIRST, LAST)
        roster = self.env["cs.roster"].browse(key)
        self.assertEqual(
            (roster.department_id, str(roster.date_to)), (self.calls, LAST)
        )

    def test_publishing_says_what_is_still_wrong(self):
        self._shift(self.agent, 3)
        self._shift(None, 4)
        self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "start_hour": 8,
                "end_hour": 9,
                "minimum": 1,
            }
        )
        told = self.boards.browse(self.roster.id).board_publication()
        self.assertEqual(told["sentence"], "People who are told of their shifts: 1.")
        self.assertEqual(
            told["warnings"],
            [
                "Days with too few people at some time: 29.",
                "Shifts that have nobody yet: 1.",
            ],
        )

    def test_who_sees_which_board(self):
        def names(person, department=None):
            boards = self.env["cs.roster"].with_user(person)
            page = self._page(boards, department or False)
            return {p["name"] for p in page["people"]}

        self.assertEqual(names(self.lead.user_id), {"agent", "agent2", "lead"})
        self.assertIn("agent3", names(self.auditor))
        self.assertIn("agent3", names(self.hr.user_id))
        for person, department in ((self.lead2, self.calls), (self.agent, self.calls)):
            with self.assertRaises(AccessError):
                names(person.user_id, department)

    def test_who_changes_the_board(self):
        shift = self._shift(self.agent, 3)
        for who in (self.lead.user_id, self.auditor):
            boards = self.env["cs.roster"].with_user(who)
            self.assertFalse(self._page(boards)["can_edit"])
            for change in (self._put(self.agent, 5), {"op": "remove", "s": shift.id}):
                with self.assertRaises(AccessError):
                    self._apply(change, boards=boards)
        self.assertTrue(
            self._apply(
                self._put(self.agent, 5),
                boards=self.env["cs.roster"].with_user(self.hr.user_id),
            )["ok"]
        )
        # somebody of a department that boss does not lead
        other = self._department("Elsewhere")
        stranger = self._person("stranger", other)
        with self.assertRaises(AccessError):
            self._apply(self._put(stranger, 5))

    def test_my_shifts(self):
        mine = self._shift(self.agent, 3)
        self._shift(self.agent2, 3)
        self.roster.action_publish()
        self._shift(self.agent, 5)
        found = (
            self.env["cs.shift"].with_user(self.agent.user_id).my_shifts(FIRST, LAST)
        )
        self.assertEqual([row["id"] for row in found["shifts"]], mine.ids)
        self.assertEqual(found["next"]["id"], mine.id)
        self.assertEqual(found["shifts"][0]["colleagues"], ["agent2"])
        self.assertEqual(found["employee"]["id"], self.agent.id)
        nobody = self.env["cs.shift"].with_user(self.auditor).my_shifts(FIRST, LAST)
        self.assertFalse(nobody["employee"])

    def test_paper_has_everybody(self):
        self._shift(self.agent, 3)
        [paper] = self.roster.with_user(self.boss.user_id)._board_papers()
        self.assertEqual(
            [row["name"] for row in paper["rows"]], ["agent", "agent2", "lead"]
        )
        self.assertEqual(paper["rows"][0]["cells"][2]["shifts"][0]["code"], "D")
        self.assertEqual([kind["code"] for kind in paper["legend"]], ["D"])
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cs_department.report_roster", self.roster.ids
        )
        self.assertIn(b"agent2", html)
        self.roster.date_to = "2024-07-15"
        self.assertEqual(len(self.roster._board_papers()), 2)

    def test_paper_counts_free_shifts_and_its_pages(self):
        self._shift(self.agent, 3)
        [paper] = self.roster._board_papers()
        self.assertFalse(any(paper["free"]))
        for _time in range(2):
            self._shift(None, 4)
        self._shift(None, 4, self.night)
        kind = self.env["hr.leave.type"].create(
            {"name": "Away for training", "requires_allocation": False}
        )
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.agent2.id,
                "holiday_status_id": kind.id,
                "request_date_from": "2024-06-05",
                "request_date_to": "2024-06-05",
            }
        )
        if leave.state != "validate":
            leave.sudo()._action_validate(check_state=False)
        [paper] = self.roster._board_papers()
        free = [(kind["code"], kind["count"]) for kind in paper["free"][3]]
        self.assertEqual(free, [("D", 2), ("N", 1)])
        self.assertFalse(any(paper["free"][:3]))
        self.assertEqual({kind["code"] for kind in paper["legend"]}, {"D", "N"})
        self.assertEqual(
            paper["absences"], [{"short": "Away", "name": "Away for training"}]
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cs_department.report_roster", self.roster.ids
        )
        for piece in (b"Free shifts", b'class="topage"', "×".encode()):
            self.assertIn(piece, html)

    def test_paper_says_what_holds(self):
        self._shift(self.agent, 3)
        said = [self.roster._paper_state()]
        for step in (self.roster.action_publish, self.roster.action_lock):
            step()
            said.append(self.roster._paper_state())
        at = format_datetime(self.env, self.roster.published_at, dt_format="short")
        published = f"Published {at}, revision 1"
        locked = f"Locked for pay · {published}"
        self.assertEqual(said, ["Draft, not published", published, locked])


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeBoardWire(BoardCase, Wire):
    """The board as clients call it: whatever they send, a sentence and nothing done."""

    MODELS = ("cs.shift", "cs.roster")

    def test_nonsense_gets_a_sentence(self):
        shift = self._shift(self.agent, 3)
        place = (self.calls.id, FIRST, LAST)
        nonsense = (
            None,
            [],
            "put",
            [{"op": "put"}],
            [{"op": "put", "e": self.agent.id, "d": "2024-06-03", "t": 2**31 - 1}],
            [{"op": "put", "e": 2**31 - 1, "d": "2024-06-03", "t": self.day.id}],
            [{"op": "move", "s": shift.id, "e": self.agent.id, "d": "never"}],
            [{"op": "remove", "s": shift.id}, {"op": "remove", "s": shift.id}],
        )
        for values in nonsense:
            self.refused(self.boss, "cs.roster", "board_apply", values, *place)
        for cells in (None, [[1]], [["a", "b"]], [[1, 2, 3]]):
            self.refused(
                self.boss,
                "cs.roster",
                "board_legality",
                {"t": self.day.id},
                cells,
                *place,
            )
        for wrong in (
            ("x", FIRST, LAST),
            (False, LAST, FIRST),
            (False, FIRST, "2030-01-01"),
        ):
            self.refused(self.boss, "cs.roster", "board_data", *wrong)
            self.refused(self.boss, "cs.roster", "board_create", *wrong)
        self.refused(self.boss, "cs.shift", "my_shifts", LAST, FIRST)

    def test_nobody_changes_the_roster_of_others(self):
        shift = self._shift(self.agent, 3)
        place = (self.calls.id, FIRST, LAST)
        for person in (self.agent, self.lead, self.lead2):
            for change in (self._put(self.agent2, 3), {"op": "remove", "s": shift.id}):
                self.refused(person, "cs.roster", "board_apply", [change], *place)
            self.refused(person, "cs.roster", "board_create", self.mail.id, FIRST, LAST)
            self.refused(person, "cs.roster", "board_publication", self.roster.ids)
