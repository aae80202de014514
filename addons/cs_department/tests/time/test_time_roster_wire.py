from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..flow.wire import SENTENCES, Wire
from .roster_common import RosterCase

OUR_MODELS = (
    "cs.shift.type",
    "cs.shift.break",
    "cs.shift.demand",
    "cs.roster.policy",
    "cs.roster",
    "cs.shift",
    "cs.rotation",
    "cs.rotation.member",
    "cs.roster.wish",
    "cs.roster.flag",
    "cs.roster.notice",
)


@tagged("post_install", "-at_install")
class TestTimeRosterWire(RosterCase, Wire):
    """Who may read and do what, as clients of the server."""

    MODELS = OUR_MODELS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._shift(cls.agent, 3)
        cls.hers = cls._shift(cls.agent2, 3)
        cls.other = cls._shift(
            cls.agent3, 3, roster=cls._roster(cls.mail), department_id=cls.mail.id
        )
        with freeze_time("2024-05-20 01:00:00"):
            cls.roster.action_publish()
        cls.draft = cls._shift(cls.agent, 4)
        cls.away = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls._user("stranger", "group_cs_hr", cls.away)

    def _seen(self, who, model="cs.shift"):
        answer = self.call(who, model, "search", [])
        self.assertIsNone(answer.error, answer)
        return set(answer.result)

    def _sentence(self, who, model, method, *args):
        """Call what the database itself may refuse; expect a sentence, no change."""
        before = self.snapshot()
        answer = self.call(who, model, method, *args)
        self.assertIn(answer.error, SENTENCES, (args, answer))
        self.assertGreater(len(answer.message), 10, args)
        self.assertEqual(self.snapshot(), before, args)

    def _ours(self, who):
        ids = (self.mine + self.hers + self.other + self.draft).ids
        return self._seen(who) & set(ids)

    def test_each_role_reads_what_it_should(self):
        mine, hers, other, draft = (
            self.mine.id,
            self.hers.id,
            self.other.id,
            self.draft.id,
        )
        self.assertEqual(self._ours(self.agent), {mine})
        self.assertEqual(self._ours(self.agent2), {hers})
        self.assertEqual(self._ours(self.lead), {mine, hers, draft})
        self.assertEqual(self._ours(self.lead2), {other})
        everything = {mine, hers, other, draft}
        self.assertEqual(self._ours(self.boss), everything)
        self.assertEqual(self._ours(self.hr), everything)
        self.assertEqual(self._ours(self.auditor), everything)
        self.assertEqual(self._ours(self.stranger), set())
        self.assertIn(self.roster.id, self._seen(self.agent, "cs.roster"))
        self.assertNotIn(self.roster.id, self._seen(self.agent3, "cs.roster"))

    def test_only_makers_change_rosters(self):
        note = {"note": "x"}
        for who in (self.agent, self.lead, self.auditor, self.stranger):
            self.refused(who, "cs.shift", "write", self.mine.ids, note)
            self.refused(who, "cs.roster", "action_publish", self.roster.ids)
            self.refused(who, "cs.roster", "action_fill_by_rotation", self.roster.ids)
            self.refused(who, "cs.roster", "action_lock", self.roster.ids)
            self.refused(who, "cs.shift.type", "write", self.day.ids, {"name": "x"})
            policy = {"name": "x", "company_id": self.company.id}
            self.refused(who, "cs.roster.policy", "create", [policy])
        self.refused(self.lead2, "cs.shift", "unlink", self.draft.ids)
        answer = self.call(self.boss, "cs.shift", "write", self.mine.ids, note)
        self.assertIsNone(answer.error, answer)
        self.refused(self.boss, "cs.shift.type", "write", self.day.ids, {"name": "x"})

    def test_what_belongs_to_the_buttons(self):
        for who in (self.boss, self.hr):
            for values in ({"state": "locked"}, {"revision": 9}):
                self.refused(who, "cs.roster", "write", self.roster.ids, values)
            for values in (
                {"state": "published"},
                {"is_untold": False},
                {"known_employee_id": self.agent2.id},
            ):
                self.refused(who, "cs.shift", "write", self.draft.ids, values)
            self.refused(who, "cs.shift", "unlink", self.mine.ids)
            self.refused(who, "cs.roster", "unlink", self.roster.ids)
        self.refused(self.hr, "cs.roster.change", "create", [{"kind": "lock"}])

    def test_only_hr_unlocks(self):
        self.draft.unlink()
        self.roster.action_lock()
        note = {"note": "x"}
        for who in (self.boss, self.hr):
            self.refused(who, "cs.shift", "write", self.mine.ids, note)
        self.refused(self.boss, "cs.roster", "action_unlock", self.roster.ids)
        answer = self.call(self.hr, "cs.roster", "action_unlock", self.roster.ids)
        self.assertIsNone(answer.error, answer)

    def test_notices_are_personal(self):
        notice = self.roster.notice_ids.filtered(lambda n: n.employee_id == self.agent)
        self.assertEqual(self._seen(self.agent, "cs.roster.notice"), set(notice.ids))
        self.refused(self.agent2, "cs.roster.notice", "action_seen", notice.ids)
        self.refused(self.boss, "cs.roster.notice", "action_seen", notice.ids)
        answer = self.call(self.agent, "cs.roster.notice", "action_seen", notice.ids)
        self.assertIsNone(answer.error, answer)
        self.assertTrue(notice.seen_at)

    def test_wishes_are_ones_own_while_the_roster_is_a_draft(self):
        july = self._roster(self.calls, "2024-07-01", "2024-07-31")
        wish = {
            "employee_id": self.agent.id,
            "date_from": "2024-07-03",
            "date_to": "2024-07-03",
        }
        answer = self.call(self.agent, "cs.roster.wish", "create", [wish])
        self.assertIsNone(answer.error, answer)
        [made] = answer.result
        self.refused(self.agent2, "cs.roster.wish", "create", [wish])
        self.refused(
            self.agent, "cs.roster.wish", "write", [made], {"state": "granted"}
        )
        june = {**wish, "date_from": "2024-06-03", "date_to": "2024-06-03"}
        self.refused(self.agent, "cs.roster.wish", "create", [june])
        answer = self.call(
            self.boss, "cs.roster.wish", "write", [made], {"state": "granted"}
        )
        self.assertIsNone(answer.error, answer)
        self.refused(self.agent, "cs.roster.wish", "unlink", [made])
        self.assertEqual(july.state, "draft")

    def test_bad_input_gets_a_sentence(self):
        kind = {"name": "Z", "code": "Z", "tz": "UTC", "start_hour": 8, "end_hour": 16}
        for values in (
            {"end_hour": 8},
            {"end_hour": 7},
            {"end_hour": 40},
            {"start_hour": 24, "end_hour": 30},
            {"start_hour": "soon"},
            {"tz": "Mars/Base"},
            {"code": "two words"},
            {"code": "muchtoolong"},
            {"season_from": "13-45", "season_to": "03-15"},
            {"season_from": "11-15"},
            {"color": 99},
            {"early_minutes": -5},
            {
                "break_ids": [
                    Command.create({"name": "x", "start_hour": 7, "end_hour": 9})
                ]
            },
        ):
            self._sentence(self.hr, "cs.shift.type", "create", [{**kind, **values}])
        shift = {
            "roster_id": self.roster.id,
            "employee_id": self.agent2.id,
            "type_id": self.day.id,
            "date": "2024-06-10",
        }
        for values in (
            {"date": "2024-07-10"},
            {"date": "never"},
            {"date": "2024-06-03"},  # the same time again
            {"type_id": 0},
            {"employee_id": "agent"},
            {"start": "2024-06-10 08:00:00", "stop": "2024-06-10 08:00:00"},
            {"break_turn": 99},
            {"roster_id": False},
        ):
            self._sentence(self.boss, "cs.shift", "create", [{**shift, **values}])
        roster = {"department_id": self.calls.id, "date_from": "2024-08-01"}
        for values in (
            {"date_to": "2024-07-01"},
            {"date_to": "2025-07-01"},
            {"date_from": "2024-06-20", "date_to": "2024-07-10"},
        ):
            self._sentence(self.boss, "cs.roster", "create", [{**roster, **values}])
        for args in ([5], ["x"], [None], [[]]):
            self._sentence(
                self.boss, "cs.roster", "action_copy_from", self.roster.ids, *args
            )

    def test_files_and_calendars_over_http(self):
        self.sign_in(self.boss)
        answer = self.url_open(f"/cs/rosters/{self.roster.id}.xlsx")
        self.assertEqual(answer.content[:2], b"PK")
        feed = self.call(self.agent, "cs.shift.feed", "my_feed").result["url"]
        path = feed[feed.index("/cs/") :]
        self.opener.cookies.clear()
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("BEGIN:VCALENDAR", answer.text)
        self.assertEqual(self.url_open(path[:-6] + "xx.ics").status_code, 404)
