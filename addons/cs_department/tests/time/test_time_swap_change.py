from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .swap_common import SwapCase


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapChange(SwapCase):
    """Shifts, rosters and people that change while their swap waits."""

    def setUp(self):
        super().setUp()
        self.mine = self._out(self.agent, 10)
        self.other = self._out(self.agent2, 12)
        self.swap = self._file("exchange", [self.mine, self.other])

    def _refuses(self, person, *texts):
        """The person is asked, cannot approve, and nothing moves."""
        owners = self.swap.leg_ids.shift_id.mapped("employee_id")
        task = self._tasks(self.swap).filtered(lambda t: t.user_id == person.user_id)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            task.with_user(person.user_id).action_approve()
        self.env.invalidate_all()
        for text in texts:
            self.assertIn(text, str(error.exception))
        self.assertEqual(task.state, "pending")
        self.assertEqual(self.swap.leg_ids.shift_id.mapped("employee_id"), owners)

    def _notes(self, subject="no longer possible"):
        """Return ``{who was told: text}``."""
        return {
            partner.name: note.body
            for note in self._told()
            if subject in (note.subject or "")
            for partner in note.notified_partner_ids
        }

    def _told(self):
        of_swap = [("model", "=", self.swap._name), ("res_id", "=", self.swap.id)]
        found = self.env["mail.message"].search(of_swap)
        return found.filtered("notified_partner_ids")

    def _card(self, lang="en_US"):
        task = self._tasks(self.swap).with_context(lang=lang)
        return task[:1].title, dict(task[:1].facts)

    def test_another_time_stops_every_step_and_everybody_knows(self):
        self.assertFalse(self.swap.hindrance)
        self._retime(self.other, 1)
        said = "agent2's shift Wed, Jun 12 Shift E 08:00–16:00 is Thu, Jun 13"
        self.assertIn(said, self.swap.hindrance)
        self.assertEqual(self.swap.status, "No longer possible")
        bars = self.env["cs.flow.run"].with_user(self.agent2.user_id)
        [mine] = bars.get_bar("cs.shift.swap", self.swap.id)["mine"]
        self.assertIn(said, mine["objection"])
        title, facts = self._card()
        self.assertTrue(title.startswith("No longer possible"), title)
        self.assertIn(said, facts["No longer possible"])
        self.assertEqual(
            set(self._notes()), {"agent", "agent2"}, "requester and partner"
        )
        self._refuses(self.agent2, said, "Nothing was moved", "ask for it anew")

    def _retime(self, shift, days):
        later = timedelta(days=days)
        shift.write(
            {
                "date": shift.date + later,
                "start": shift.start + later,
                "stop": shift.stop + later,
            }
        )

    def test_each_decider_is_stopped_and_told(self):
        for person in (self.agent2, self.lead, self.boss):
            with self.env.cr.savepoint() as point:
                self._retime(self.mine, 2)
                self.assertIn(person.name, self._notes())
                title, _facts = self._card()
                self.assertIn("Wed, Jun 12", title, "the title has the date of now")
                self._refuses(person, "agent's shift Mon, Jun 10", "is Wed, Jun 12")
                point.close(rollback=True)
            self.env.invalidate_all()
            self._approve(self.swap, person)
        self.assertEqual(self.mine.employee_id, self.agent2)

    def test_what_is_undone_makes_it_possible_again(self):
        self.other._move(self.agent5, "hand")
        self.assertIn("agent5 works it", self.swap.hindrance)
        self.other._move(self.agent2, "hand")
        self.assertFalse(self.swap.hindered_at)
        self.assertFalse(self.swap.hindrance)
        self.assertEqual(set(self._notes("possible again")), {"agent", "agent2"})
        title, facts = self._card()
        self.assertNotIn("No longer possible", facts)
        self.assertTrue(title.startswith("agent ·"))
        self._approve(self.swap, self.agent2, self.lead, self.boss)
        self.assertEqual(self.other.employee_id, self.agent)

    def test_who_is_told_once_is_not_told_again(self):
        self._retime(self.other, 1)
        self._retime(self.other, 1)
        found = self._told().filtered(
            lambda note: "no longer possible" in (note.subject or "")
        )
        self.assertEqual(len(found), 1)
        self.assertIn("is Fri, Jun 14", self.swap.hindrance)
        self.assertIn("Jun 14", self._card()[1]["No longer possible"])

    def test_each_kind_of_change(self):
        def leave():
            kind = self.env["hr.leave.type"].create(
                {
                    "name": "Any",
                    "requires_allocation": False,
                    "leave_validation_type": "manager",
                }
            )
            asked = self.env["hr.leave"].create(
                {
                    "employee_id": self.agent2.id,
                    "holiday_status_id": kind.id,
                    "request_date_from": "2024-06-10",
                    "request_date_to": self.other.date,
                }
            )
            asked.action_approve()

        def lock():
            self.roster.action_publish()
            self.roster.action_lock()

        for text, change in (
            ("was cancelled", self.other.action_cancel),
            ("nobody works it", lambda: self.other._move(self.agent.browse(), "sick")),
            ("agent5 works it", lambda: self.other._move(self.agent5, "hand")),
            ("12 Shift L", lambda: self.other.write({"type_id": self.late.id})),
            ("08:00–15:00 now", lambda: self.other.write(self._shorter())),
            ("agent2 has leave", leave),
            ("agent2 does not work here", lambda: self.agent2.action_archive()),
            ("is locked for pay", lock),
        ):
            with self.subTest(text), self.env.cr.savepoint() as point:
                self._approve(self.swap, self.agent2)
                change()
                self.assertIn(text, self.swap.hindrance or "")
                self._refuses(self.lead, text)
                point.close(rollback=True)
            self.env.invalidate_all()
            self.assertFalse(self.swap.hindrance)

    def _shorter(self):
        return {"stop": self.other.stop - timedelta(hours=1)}

    def test_time_passes(self):
        with freeze_time("2024-06-10 02:00:00"):
            self.env["cs.shift.swap"]._cron_look_again()
            self.assertIn("has begun already", self.swap.hindrance)
            self._refuses(self.agent2, "has begun already")

    def test_everybody_in_it_takes_it_back_nobody_else(self):
        run = self.swap.flow_run_id
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            run.with_user(self.agent2.user_id).action_withdraw()
        self.other.action_cancel()
        for person in (self.lead, self.agent4):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                run.with_user(person.user_id).action_withdraw()
        run.with_user(self.agent2.user_id).action_withdraw("It was cancelled")
        self.assertEqual(self.swap.flow_state, "withdrawn")
        self.assertFalse(self.swap.hindered_at)
        self.assertFalse(self.swap.leg_ids.filtered("is_open"))
        again = self._file("give", self.mine, self.agent4)
        self.assertEqual(again.flow_state, "running")

    def test_the_requester_asks_anew(self):
        own = self.swap.with_user(self.agent.user_id)
        self._retime(self.other, 1)
        self.assertTrue(own.can_file_anew)
        self.assertFalse(self.swap.with_user(self.agent2.user_id).can_file_anew)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.swap.with_user(self.agent2.user_id).action_file_anew()
        action = own.action_file_anew()
        self.assertEqual(action["params"]["shift_id"], self.mine.id)
        self.assertEqual(self.swap.flow_state, "withdrawn")
        again = self._file("exchange", [self.mine, self.other])
        self._approve(again, self.agent2, self.lead, self.boss)
        self.assertEqual(self.other.employee_id, self.agent)

    def test_cards_and_notes_in_each_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.agent2.user_id.lang = "zh_CN"
        self.other.action_cancel()
        title, facts = self._card("zh_CN")
        self.assertNotIn("No longer possible", title)
        self.assertNotIn("No longer possible", facts)
        self.assertTrue(self._card()[0].startswith("No longer possible"))
        bodies = {
            name: note.body
            for note in self._told()
            for name in note.notified_partner_ids.mapped("name")
        }
        self.assertIn("was cancelled", bodies["agent"])
        self.assertNotIn("was cancelled", bodies["agent2"])

    def test_what_limits_warn_of_in_each_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._limit(name="Few", kind="count", figure=1, outcome="warn")
        self.rules.distance = 0
        swap = self._file("give", self._out(self.agent, 20), self.agent4)
        self.assertIn("at most 1 time a month", swap.limit_text)
        told = swap.with_context(lang="zh_CN")
        self.assertIn("Few", told.limit_text)
        self.assertNotIn("at most", told.limit_text)
        facts = dict(self._tasks(swap).with_context(lang="zh_CN").facts)
        self.assertIn(told.limit_text, facts.values())

    def test_a_batch_takes_constant_queries(self):
        self.rules.distance = 0
        swaps = self.swap
        for day in range(13, 29):
            swaps |= self._file("give", self._out(self.agent, day), self.agent2)
        waiting = self.env(context={**self.env.context, "queue_job__no_delay": False})

        def queries(some):
            first = some.leg_ids.shift_id.with_env(waiting)
            first.flush_recordset()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            waiting["cs.shift.swap"]._shifts_changed(first)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.env.cr.execute(
            "UPDATE cs_shift SET state = 'cancelled' WHERE id IN %s",
            [tuple(swaps.leg_ids.shift_id.ids)],
        )
        few, many = queries(swaps[:1]), queries(swaps[1:])
        self.assertTrue(all(swap.hindered_at for swap in swaps))
        self.assertLessEqual(many, few + 2)

    def test_many_decisions_ask_once(self):
        swaps = self.swap | self._file("give", self._out(self.agent4, 20), self.agent2)
        self.other.action_cancel()
        tasks = swaps.flow_run_id.task_ids.filtered(lambda t: t.state == "pending")
        answers = tasks.with_user(self.agent2.user_id).decide_many("approve")
        found = {row["task_id"]: row for row in answers}
        stopped = self._tasks(swaps[0])
        self.assertIn("was cancelled", stopped.objection)
        self.assertFalse(any((tasks - stopped).mapped("objection")))
        self.assertEqual(found[stopped.id]["result"], "error")
        self.assertIn("was cancelled", found[stopped.id]["message"])
        [passed] = [row for key, row in found.items() if key != stopped.id]
        self.assertEqual(passed["result"], "done")
