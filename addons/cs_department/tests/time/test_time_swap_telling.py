from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase

BELL = "cs_department.activity_type_cs_roster"


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapTelling(SwapCase):
    """Whoever has other shifts than he knew learns so in the app, with what differs."""

    def _news(self, person=None):
        notices = self.env["cs.roster.notice"].search(
            [("cause", "!=", False), ("roster_id", "=", self.roster.id)]
        )
        return notices.filtered(lambda n: person in (None, n.employee_id))

    def _lines(self, person):
        return [[line["kind"] for line in n.lines] for n in self._news(person)]

    def _bells(self, record, person):
        kind = self.env.ref(BELL)
        return record.activity_ids.filtered(
            lambda a: a.activity_type_id == kind and a.user_id == person.user_id
        )

    def _done(self):
        self.rules.distance = 0
        mine = self._out(self.agent, 10)
        other = self._out(self.agent2, 10, self.late)
        swap = self._file("exchange", [mine, other])
        self.assertFalse(self._news(), "nothing has changed yet")
        self._approve(swap, self.agent2, self.lead, self.boss)
        return swap

    def test_both_of_an_exchange_are_told_the_difference(self):
        swap = self._done()
        for person, before, after in (
            (self.agent, self.early, self.late),
            (self.agent2, self.late, self.early),
        ):
            notice = self._news(person)
            self.assertEqual(len(notice), 1, "once")
            [line] = notice.lines
            self.assertEqual(line["kind"], "changed")
            self.assertEqual(line["before"]["type"], before.id)
            self.assertEqual(line["after"]["type"], after.id)
            self.assertEqual(notice.cause, "swap")
            self.assertTrue(notice.sent_at)
            self.assertEqual(len(self._bells(notice, person)), 1)
        self.assertFalse(self._bells(swap, self.lead), "who decided knows it")
        self.roster.action_publish()
        self.assertEqual(len(self._news()), 2, "publishing has nothing left to tell")

    def test_a_swap_taken_back_is_told_the_other_way_round(self):
        swap = self._done()
        swap.with_user(self.hr.user_id).action_undo("The line needs her")
        last = self._news(self.agent).sorted("id")[-1]
        self.assertEqual(last.lines[0]["after"]["type"], self.early.id)
        self.assertEqual(len(self._bells(swap, self.lead)), 1, "HR took it back")

    def test_a_leader_who_did_not_decide_is_told(self):
        boss = {
            "approver_kind": "user",
            "user_ids": [Command.set(self.boss.user_id.ids)],
        }
        self.rules.flow_id = self._swap_flow("boss_only", {"key": "boss", **boss})
        swap = self._file("give", self._out(self.agent, 10), self.agent2)
        self._approve(swap, self.boss)
        self.assertEqual(len(self._bells(swap, self.lead)), 1)
        self.assertFalse(self._bells(swap, self.boss))

    def test_a_sick_call_tells_who_is_freed_and_who_takes_it(self):
        shift = self._out(self.agent, 10)
        offers = self.env["cs.shift.offer"].with_user(self.lead.user_id)
        offer = self.env["cs.shift.offer"].browse(offers.call_in(shift.id))
        self.assertEqual(self._lines(self.agent), [["removed"]])
        self.assertEqual(self._news(self.agent).cause, "sick")
        line = offer.line_ids.filtered(lambda row: row.state == "asked")[:1]
        offer.with_user(line.employee_id.user_id).action_take()
        self.assertEqual(self._lines(line.employee_id), [["added"]])
        self.assertEqual(self._lines(self.agent), [["removed"]])

    def test_what_was_changed_by_hand_is_told_along(self):
        shift = self._out(
            self.agent,
            10,
            known_employee_id=self.agent.id,
            known_type_id=self.early.id,
            known_start="2024-06-10 00:00:00",
            known_stop="2024-06-10 08:00:00",
        )
        shift.employee_id = self.agent2
        shift._move(self.agent4, "swap", told=True)
        self.assertEqual(self._lines(self.agent), [["removed"]])
        self.assertEqual(self._lines(self.agent2), [], "she never knew of it")
        self.assertEqual(self._lines(self.agent4), [["added"]])

    def test_nobody_is_told_of_drafts(self):
        shift = self._shift(self.agent, 10, self.early)
        shift._move(self.agent2, "swap", told=True)
        self.assertFalse(self._news())

    def test_my_shifts_marks_the_day_until_it_is_seen(self):
        self._done()
        lang = self.env["res.lang"]._activate_lang("zh_CN")
        self.agent2.user_id.lang = lang.code
        for person, words in (
            (self.agent, ("Now Shift L 16:00–00:00", "before Shift E 08:00–16:00")),
            (self.agent2, ("现为", "E 08:00–16:00", "原为", "L 16:00–00:00")),
        ):
            user = person.user_id
            shifts = self.env["cs.shift"].with_user(user).with_context(lang=user.lang)
            data = shifts.my_shifts("2024-06-01", "2024-06-30")
            [change] = data["changes"]
            self.assertEqual(change["date"], "2024-06-10")
            for word in words:
                self.assertIn(word, change["text"])
            notices = self.env["cs.roster.notice"].with_user(user)
            notices.browse(data["notices"]).action_seen()
            self.assertFalse(self._bells(self._news(person), person))
            again = shifts.my_shifts("2024-06-01", "2024-06-30")
            self.assertEqual((again["changes"], again["notices"]), ([], []))

    def test_a_first_publication_marks_no_days(self):
        self._shift(self.agent5, 12, self.early)
        roster = self._roster(self.mail)
        self._shift(self.agent3, 12, self.early, roster=roster)
        roster.action_publish()
        shifts = self.env["cs.shift"].with_user(self.agent3.user_id)
        self.assertFalse(shifts.my_shifts("2024-06-01", "2024-06-30")["changes"])

    def test_the_same_queries_for_one_shift_and_for_many(self):
        shifts = self.env["cs.shift"].with_context(queue_job__no_delay=False)

        def queries(days):
            moves = [(self._out(self.agent, day), self.agent2) for day in days]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shifts._move_all(moves, "swap", told=True)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries([1])
        self.assertLessEqual(queries(range(3, 23)), queries([2]) + 1)
