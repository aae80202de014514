import base64
import io
from datetime import date, datetime, timedelta

from openpyxl import Workbook

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .roster_common import RosterCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeRosterTools(RosterCase):
    def _csv(self, *rows):
        text = "\n".join(",".join(row) for row in rows)
        return base64.b64encode(text.encode()).decode()

    def _cells(self, roster=None):
        return {
            (s.employee_id.name or "", s.date.day, s.type_id.code)
            for s in (roster or self.roster).shift_ids
            if s.state != "cancelled"
        }

    def test_a_workbook_comes_back_as_it_went(self):
        self._shift(self.agent, 3, self.night)
        self._shift(self.agent2, 3)
        self._shift(self.agent2, 3, self.on_call)
        self._shift(None, 4)
        before = self._cells()
        data = base64.b64encode(self.roster._workbook()).decode()
        kept = self.roster.shift_ids
        answer = self.roster.with_user(self.boss.user_id).import_xlsx(data)
        self.assertFalse(answer["errors"])
        self.assertEqual(self.roster.shift_ids, kept, "nothing was to be changed")
        kept.unlink()
        self.roster.import_xlsx(data)
        self.assertEqual(self._cells(), before)

    def test_an_import_changes_only_the_cells_it_names(self):
        self._shift(self.agent, 3)
        self._shift(self.agent, 5)
        self._shift(self.agent2, 3)
        data = self._csv(["No.", "Name", "2024-06-03"], ["", "agent", "N"])
        self.roster.import_xlsx(data)
        self.assertEqual(
            self._cells(), {("agent", 3, "N"), ("agent", 5, "D"), ("agent2", 3, "D")}
        )

    def test_an_import_with_an_error_changes_nothing(self):
        self._shift(self.agent, 2, self.night)
        data = self._csv(
            ["No.", "Name", "2024-06-03", "2024-07-01", "soon"],
            ["", "agent", "D", "", ""],
            ["", "agent2", "X", "", ""],
            ["", "stranger", "D", "", ""],
            ["99", "agent3", "D", "", ""],
        )
        answer = self.roster.import_xlsx(data)
        places = [f"{e['column']}{e['row']}" for e in answer["errors"]]
        self.assertEqual(places, ["D1", "E1", "C3", "B4", "A5"])
        self.assertEqual(self._cells(), {("agent", 2, "N")})

    def test_an_import_finds_its_sheet_and_days_as_people_write_them(self):
        book = Workbook()
        book.active.title = "Notes"
        book.active.append(["nothing", "of", "days"])
        sheet = book.create_sheet("Roster")
        sheet.append(["No.", "Name", "6月3日", "6月4日周二"])
        sheet.append(["", "agent", "D", "N"])
        output = io.BytesIO()
        book.save(output)
        data = base64.b64encode(output.getvalue()).decode()
        self.assertFalse(self.roster.import_xlsx(data, "June.xlsx")["errors"])
        self.assertEqual(self._cells(), {("agent", 3, "D"), ("agent", 4, "N")})
        with self.assertRaises(UserError) as error:
            self.roster.import_xlsx(self._csv(["a", "b"]), "June.XLSX")
        self.assertIn("called XLSX", str(error.exception))

    def test_rotations_are_filled_anew_beside_what_people_did(self):
        rotation = self._rotation("Days", [(self.day, 1)], [self.agent, self.agent2])
        self.roster.action_fill_by_rotation()
        mine = self.roster.shift_ids.filtered(lambda s: s.employee_id == self.agent)
        by_hand = mine.filtered(lambda s: s.date.day == 5)
        by_hand.write({"type_id": self.on_call.id, "origin": "hand"})
        rotation.step_ids.type_id = self.night
        roster = self.roster.with_user(self.boss.user_id)
        roster.action_refill_by_rotation()
        self.assertEqual(len(self.roster.shift_ids), 61)
        kinds = self.roster.shift_ids.grouped("type_id")
        self.assertEqual(kinds[self.on_call], by_hand)
        self.assertEqual(len(kinds[self.night]), 60)
        roster.action_publish()
        told = self.roster.shift_ids
        rotation.step_ids.type_id = self.day
        roster.action_refill_by_rotation()
        self.assertEqual(told & self.roster.shift_ids, told, "people know of them")

    def test_an_import_never_doubles_somebody(self):
        self._type("L", 7, 12)
        self._shift(self.agent, 2, self.night)
        data = self._csv(["No.", "Name", "2024-06-03"], ["", "agent", "L"])
        answer = self.roster.import_xlsx(data)
        self.assertEqual(len(answer["errors"]), 1)
        self.assertIn("At the same time", answer["errors"][0]["message"])
        data = self._csv(["No.", "Name", "2024-06-03"], ["", "agent2", "D D"])
        self.assertTrue(self.roster.import_xlsx(data)["errors"])

    def test_an_import_keeps_the_rules_that_the_board_keeps(self):
        self._shift(self.agent, 2, self.night)
        data = self._csv(
            ["No.", "Name", "2024-06-03"], ["", "agent", "D"], ["", "agent2", "D"]
        )
        answer = self.roster.import_xlsx(data)
        places = [f"{e['column']}{e['row']}" for e in answer["errors"]]
        self.assertEqual(places, ["C2"])
        self.assertIn("would rest", answer["errors"][0]["message"])
        self.assertEqual(self._cells(), {("agent", 2, "N")})
        self.policy.rest_outcome = "warn"
        self.assertFalse(self.roster.import_xlsx(data)["errors"])

    def test_what_was_there_may_go_on_breaking_a_rule(self):
        self._shift(self.agent, 2, self.night)
        self._shift(self.agent, 3)
        data = self._csv(["No.", "Name", "2024-06-03"], ["", "agent", "D"])
        self.assertFalse(self.roster.import_xlsx(data)["errors"])

    def test_a_number_with_the_name_of_another_is_asked_about(self):
        self.agent.sudo().cs_number = "7"
        data = self._csv(["No.", "Name", "2024-06-03"], ["7", "agent2", "D"])
        answer = self.roster.import_xlsx(data)
        self.assertIn("agent2", answer["errors"][0]["message"])
        data = self._csv(["No.", "Name", "2024-06-03"], ["7", "once agent", "D"])
        self.assertFalse(self.roster.import_xlsx(data)["errors"])

    def test_changed_and_changed_back_nobody_is_told(self):
        self._shift(self.agent, 3)
        self._shift(self.agent2, 4, self.night)
        right = base64.b64encode(self.roster._workbook()).decode()
        self.roster.action_publish()
        kept = self.roster.shift_ids
        wrong = self._csv(
            ["No.", "Name", "2024-06-03", "2024-06-04"],
            ["", "agent", "", "N"],
            ["", "agent2", "D", ""],
        )
        self.assertFalse(self.roster.import_xlsx(wrong)["errors"])
        self.assertEqual(self.roster.untold_count, 4)
        self.assertFalse(self.roster.import_xlsx(right)["errors"])
        self.roster.invalidate_recordset()
        self.assertEqual(self.roster.untold_count, 0)
        self.assertEqual(set(kept.mapped("state")), {"published"})

    def test_what_is_no_file_is_refused_in_a_sentence(self):
        for data in ("", "%%%", base64.b64encode(b"PK\x03\x04x").decode(), 5, None):
            with self.assertRaises(UserError):
                self.roster.import_xlsx(data)

    def test_a_copy_keeps_the_weekdays(self):
        self._shift(self.agent, 3)  # a Monday
        self._shift(self.agent2, 5)
        july = self._roster(self.calls, "2024-07-01", "2024-07-31")
        july.with_user(self.boss.user_id).action_copy_from(self.roster)
        self.assertEqual(self._cells(july), {("agent", 1, "D"), ("agent2", 3, "D")})
        july.action_copy_from(self.roster)
        self.assertEqual(len(july.shift_ids), 2, "copied twice")
        with self.assertRaises(UserError):
            july.action_copy_from(july)

    def test_breaks_go_in_turns_and_keep_the_line_open(self):
        self.day.break_ids.stagger = 60
        for person in (self.agent, self.agent2):
            self._shift(person, 3)
        self.env["cs.shift.demand"].create(
            {"department_id": self.calls.id, "start_hour": 8, "end_hour": 20}
        )
        day = date(2024, 6, 3)

        def gaps():
            return [
                gap
                for gap in self.roster._gaps()
                if gap[1] < datetime(2024, 6, 3, 12) and gap[1] >= datetime(2024, 6, 3)
            ]

        self.assertEqual(
            [(g[1], g[2]) for g in gaps()],
            [(datetime(2024, 6, 3, 4), datetime(2024, 6, 3, 5))],
        )
        hours = sum(self.roster.shift_ids.mapped("paid_hours"))
        self.roster.action_plan_breaks()
        self.assertFalse(gaps())
        self.assertEqual(sum(self.roster.shift_ids.mapped("paid_hours")), hours)
        self.assertEqual(set(self.roster.shift_ids.mapped("date")), {day})

    def test_hours_without_anybody_are_reported(self):
        self.policy.needs_full_cover = True
        for day in range(1, 31):
            self._shift(self.agent, day)
            if day != 5:
                self._shift(self.agent2, day, self.night)
        self._shift(self.lead, 1, self._type("M", 0, 8))
        self._shift(self.agent3, 5, self._type("S", 21, 26))
        found = [(start, stop) for _n, start, stop, _m in self.roster._gaps()]
        night = datetime(2024, 6, 5, 12)
        meals = {datetime(2024, 6, day, 4) for day in range(1, 31)}
        meals |= {datetime(2024, 6, day, 16) for day in range(1, 30) if day != 5}
        gaps = [g for g in found if g[0] not in meals]
        hour = timedelta(hours=1)
        self.assertEqual(
            gaps, [(night, night + hour), (night + 6 * hour, night + 12 * hour)]
        )

    def test_a_gap_over_days_says_where_it_ends(self):
        self.policy.needs_full_cover = True
        (gap,) = self.roster._gaps()
        text = "06/01/2024, 00:00 to 06/30/2024 24:00"
        self.assertIn(text, self.roster._gap_text(*gap))
        self._shift(self.agent, 2, self._type("M", 0, 24))
        first = self.roster._gaps()[0]
        self.assertIn("06/01/2024, 00:00 to 24:00", self.roster._gap_text(*first))

    def test_the_plan_of_next_month_is_asked_for_once(self):
        self.policy.write({"plan_due_day": 25, "plan_notice_days": 5})
        own = self.env["cs.roster.policy"].create(
            {"name": "Mail", "department_id": self.mail.id, "plan_due_day": 31}
        )
        rosters = self.env["cs.roster"]
        with freeze_time("2024-05-19 01:00:00"):
            rosters._cron_remind_plan()
        self.assertFalse(rosters.search([("department_id", "=", self.centre.id)]))
        for _again in range(2):
            with freeze_time("2024-05-21 01:00:00"):
                rosters._cron_remind_plan()
        june = rosters.search([("department_id", "=", self.centre.id)])
        self.assertEqual((june.date_from, june.date_to.day), (date(2024, 6, 1), 30))
        self.assertEqual(june.activity_ids.user_id, self.boss.user_id)
        self.assertEqual(len(june.activity_ids), 1)
        self.assertEqual(june.activity_ids.date_deadline, date(2024, 5, 25))
        with freeze_time("2024-05-28 01:00:00"):
            rosters._cron_remind_plan()
        mail = rosters.search([("department_id", "=", own.department_id.id)])
        self.assertEqual(mail.activity_ids.date_deadline, date(2024, 5, 31))
        june.action_publish()
        self.assertFalse(june.activity_ids)

    def test_month_base(self):
        self.env["cs.leave.policy"].search([]).active = False
        nobody = self.env["cs.roster.policy"]
        self.assertEqual(self.policy._month_days(2024, 6), 0)
        self.assertEqual(nobody._month_days(2024, 6), 0)
        self.env["cs.leave.policy"].create({"name": "Leave", "month_days": 21.75})
        self.assertEqual(self.policy._month_days(2024, 6), 21.75)
        self.assertEqual(nobody._month_days(2024, 6), 21.75)
        self.policy.month_days = 22
        self.assertEqual(self.policy._month_days(2024, 6), 22)
        self.policy.month_base = "no_sundays"
        self.assertEqual(self.policy._month_days(2024, 6), 25)
        self.policy.month_base = "no_weekends"
        self.assertEqual(self.policy._month_days(2024, 6), 20)

    def test_calendar_feed_and_its_end(self):
        feeds = self.env["cs.shift.feed"].with_user(self.agent.user_id)
        shift = self._shift(self.agent, 3, self.night)
        self._shift(self.agent2, 3)
        url = feeds.my_feed()["url"]
        self.assertEqual(feeds.my_feed()["url"], url)
        token = url.rsplit("/", 1)[1].removesuffix(".ics")
        self.assertNotIn("VEVENT", feeds._calendar(token), "a draft is nobody's")
        self.roster.action_publish()
        text = feeds._calendar(token)
        self.assertEqual(text.count("BEGIN:VEVENT"), 1)
        self.assertIn("DTSTART:20240603T120000Z", text)
        self.assertIn(f"cs-shift-{shift.id}@", text)
        fresh = feeds.my_feed(renew=True)["url"]
        self.assertIsNone(feeds._calendar(token))
        feeds.revoke_mine()
        self.assertIsNone(feeds._calendar(fresh.rsplit("/", 1)[1][:-4]))
        self.assertIsNone(feeds._calendar(""))
