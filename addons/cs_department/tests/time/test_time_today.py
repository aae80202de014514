from datetime import date

from odoo.tests import freeze_time, tagged

from .attendance_common import AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-04 08:30:00")
class TestTimeToday(AttendanceCase):
    """Who is there on Tuesday, 4 June 2024, at half past eight UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roster = cls._roster(cls.calls)
        cls.day_type = cls._type("D", 8, 20, early_minutes=10)
        cls.late_type = cls._type("L", 12, 22)
        cls.night_type = cls._type("N", 20, 33)

    @classmethod
    def _roster(cls, department):
        return cls.env["cs.roster"].create(
            {
                "department_id": department.id,
                "date_from": "2024-06-01",
                "date_to": "2024-06-30",
            }
        )

    def _shift(self, person, kind, day=4, roster=None):
        return self.env["cs.shift"].create(
            {
                "roster_id": (roster or self.roster).id,
                "employee_id": person.id,
                "type_id": kind.id,
                "date": date(2024, 6, day),
            }
        )

    def _page(self, user=None, people=None, **context):
        self.roster.sudo()._publish()
        for person in people or self.agent + self.agent2:
            self._sheet(person)
        days = self.env["cs.attendance.day"].with_user(user or self.hr.user_id)
        return days.with_context(tz="UTC", **context).today_page()

    def _group(self, page, name):
        [group] = [g for g in page["groups"] if g["name"].startswith(name)]
        return group

    def test_whoever_is_missing_stands_first_and_the_minutes_run(self):
        self._shift(self.agent, self.day_type)
        self._shift(self.agent2, self.day_type)
        self._clock(4, (7, 40), None, self.agent2)
        group = self._group(self._page(), "D")
        self.assertEqual(group["department"], self.calls.name)
        self.assertEqual(group["missing"], "1 missing")
        self.assertEqual(group["counts"], "1 of 2 here")
        first, second = group["people"]
        self.assertEqual(first["name"], self.agent.name)
        self.assertEqual((first["presence"], first["note"]), ("late", ""))
        self.assertEqual(first["since"], "2024-06-04 07:50:00", "for the hand-over")
        self.assertEqual(first["due"], "07:50")
        self.assertEqual((second["presence"], second["since"]), ("here", False))
        self.assertEqual(second["note"], "came 07:40")

    def test_shifts_are_apart_and_who_comes_later_is_not_missing(self):
        self._shift(self.agent, self.late_type)
        self._shift(self.agent2, self.day_type)
        self._clock(4, (8, 5), None, self.agent2)
        page = self._page()
        self.assertEqual([g["name"][:1] for g in page["groups"]], ["D", "L"])
        early, late = page["groups"]
        self.assertEqual((late["counts"], late["missing"]), ("1 to come", ""))
        self.assertEqual(late["clock"], "12:00 – 22:00")
        [person] = early["people"]
        self.assertEqual(person["presence"], "came_late")
        self.assertIn("late 15 min", person["note"])

    def test_last_night_is_shown_until_it_is_over(self):
        self._shift(self.agent, self.night_type, 3)
        self._clock(3, (19, 55), None)
        page = self._page()
        group = self._group(page, "N")
        self.assertTrue(group["is_yesterday"])
        self.assertEqual(group["people"][0]["presence"], "here")
        with freeze_time("2024-06-04 09:30:00"):
            self.assertFalse(self._page()["groups"])

    def test_who_clocks_in_for_nothing_planned_is_here_without_a_shift(self):
        self._shift(self.agent, self.day_type)
        self._clock(4, (8, 0), None, self.agent2)
        page = self._page()
        [row] = page["unplanned"]
        self.assertEqual((row["name"], row["presence"]), (self.agent2.name, "here"))
        self.assertEqual(row["note"], "came 08:00")
        self.assertNotIn(self.agent2.name, page["free"])

    def test_who_left_again_is_gone(self):
        self._clock(4, (7, 0), (8, 0), self.agent2)
        [row] = self._page()["unplanned"]
        self.assertEqual((row["presence"], row["note"]), ("gone", "07:00 – 08:00"))

    def test_whoever_is_no_employee_is_told_so(self):
        nobody = self._user("nobody_at_all", "group_cs_auditor")
        months = self.env["cs.attendance.month"].with_user(nobody)
        self.assertFalse(months.my_month()["employee"])
        self.assertFalse(self._page(nobody)["employee"])
        self.assertTrue(self._page(self.agent.user_id)["employee"])

    def test_free_people_are_only_named(self):
        self._shift(self.agent, self.day_type)
        page = self._page()
        self.assertEqual(page["free"], [self.agent2.name])
        self.assertEqual(len(page["groups"][0]["people"]), 1)

    def test_people_without_a_policy_are_said_in_plain_words(self):
        self._shift(self.agent, self.day_type)
        self.policy.active = False
        for user, words in (
            (self.hr.user_id, "You can add one"),
            (self.lead.user_id, "HR can add one"),
        ):
            page = self._page(user)
            self.assertFalse(page["groups"])
            [place] = page["unwatched"]
            self.assertEqual(place["department"], self.calls.name)
            self.assertIn("On shift today: 1.", place["text"])
            self.assertIn(words, place["text"])

    def test_people_see_only_what_they_may_read(self):
        self._shift(self.agent, self.day_type)
        self._shift(self.agent2, self.day_type)
        own = self._page(self.agent.user_id)
        names = [p["name"] for g in own["groups"] for p in g["people"]]
        self.assertEqual(names, [self.agent.name])
        self.assertFalse(own["free"] or own["unwatched"])

    def test_many_people_take_no_more_queries(self):
        people = self.agent + self.agent2
        for person in people:
            self._shift(person, self.day_type)
        self._page()
        days = self.env["cs.attendance.day"].search(
            [("date", "=", "2024-06-04"), ("expected_minutes", ">", 0)]
        )

        def queries(rows):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows._today_groups(date(2024, 6, 4))
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(days[:1]), queries(days))
