from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..flow.wire import Wire
from .swap_common import SwapCase

SWAP = "cs.shift.swap"


@tagged("post_install", "-at_install")
@freeze_time("2024-05-20 01:00:00")
class TestTimeSwapUndo(SwapCase, Wire):
    """A swap that was carried out goes back as a whole, with a reason."""

    MODELS = (SWAP, "cs.shift.swap.leg", "cs.shift", "cs.swap.undo")

    def _done(self, kind="exchange"):
        mine = self._out(self.agent, 10, origin="rotation")
        other = self._out(self.agent2, 12, origin="automatic")
        swap = self._file(kind, [mine, other])
        self._approve(swap, self.agent2, self.lead, self.boss)
        return swap, mine, other

    def _undo(self, swap, person=None, reason="The line needs her"):
        user = (person or self.lead).user_id
        swap.with_user(user).action_undo(reason)
        self.env.invalidate_all()

    def _refused_undo(self, swap, person=None, error=UserError):
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            self._undo(swap, person)
        self.env.invalidate_all()
        self.assertFalse(swap.undone_at)
        return str(caught.exception)

    def test_everything_is_as_it_was(self):
        swap, mine, other = self._done("return")
        self.assertEqual((mine + other).mapped("origin"), ["swap", "swap"])
        self.assertTrue(other.is_return)
        self._undo(swap)
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(other.employee_id, self.agent2)
        self.assertEqual(mine.origin, "rotation")
        self.assertEqual(other.origin, "automatic")
        self.assertFalse(other.is_return)
        self.assertFalse((mine + other).filtered("is_untold"), "people are told here")
        self.assertEqual(swap.undone_by_id, self.lead.user_id)
        self.assertIn("Taken back", swap.status)
        self.assertIn("The line needs her", swap.status)
        self.assertEqual(swap.flow_state, "approved", "what was decided stays on file")
        self.assertEqual(swap.flow_run_id.action_verify_log(), [])
        told = self.env["mail.message"].search(
            [("model", "=", SWAP), ("res_id", "=", swap.id), ("body", "ilike", "needs")]
        )
        self.assertEqual(
            told.partner_ids, (self.agent + self.agent2).user_id.partner_id
        )
        kinds = self.env["cs.roster.change"].search([("shift_id", "=", mine.id)])
        self.assertEqual(kinds.mapped("kind"), ["move", "move", "add"])

    def test_it_counts_no_more_and_keeps_nobody_from_anything(self):
        self._limit(name="One", kind="count", figure=1, period="month")
        swap, mine, other = self._done()
        third = self._out(self.agent4, 20)
        self.assertIn("One", self._refused("exchange", [mine, third], user=None))
        found = self.env[SWAP]._of_shifts(mine + other)
        self.assertTrue(found[mine.id])
        self._undo(swap)
        found = self.env[SWAP]._of_shifts(mine + other)
        self.assertEqual(found, {mine.id: [], other.id: []})
        again = self._file("exchange", [mine, third])
        self.assertEqual(again.flow_state, "running")

    def test_a_miss_of_a_shift_that_went_back_is_ones_own(self):
        swap, mine, _other = self._done()
        self._undo(swap)
        miss = self.env["cs.shift.miss"].create({"shift_id": mine.id})
        self.assertFalse(miss.swap_id)
        self.assertEqual(miss.line_ids.employee_id, self.agent)
        self.assertEqual(miss.line_ids.percent, 100)

    def test_what_one_has_started_says_that_it_was_taken_back(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        swap, _mine, _other = self._done()
        run = swap.flow_run_id.with_user(self.agent.user_id)
        self.assertEqual(run.shown_state, "approved")
        self._undo(swap)
        self.assertEqual((run.state, run.shown_state), ("approved", "revoked"))
        for shown, found in (("approved", False), ("revoked", True)):
            domain = [("shown_state", "=", shown), ("id", "=", run.id)]
            self.assertEqual(bool(run.search_count(domain)), found, shown)
        [event] = run.sudo().event_ids.filtered(lambda one: one.kind == "revoked")
        self.assertEqual(event.comment, swap.undo_reason)
        chinese = run.with_context(lang="zh_CN")
        states = dict(
            chinese._fields["shown_state"]._description_selection(chinese.env)
        )
        self.assertEqual(states["revoked"], "已撤回")

    def test_who_may(self):
        swap, mine, _other = self._done()
        for person in (self.agent, self.agent2):
            self.assertFalse(swap.with_user(person.user_id).can_undo)
            self._refused_undo(swap, person, AccessError)
        for person in (self.agent4, self.lead2):
            self._refused_undo(swap, person, AccessError)
        auditor = swap.with_user(self.auditor)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            auditor.action_undo("No")
        for person in (self.lead, self.boss, self.hr):
            self.assertTrue(swap.with_user(person.user_id).can_undo, person.name)
        self.assertEqual(mine.employee_id, self.agent2)
        self._undo(swap, self.hr)
        self.assertEqual(mine.employee_id, self.agent)

    def test_nobody_takes_back_a_swap_of_his_own(self):
        mine, other = self._out(self.lead, 10), self._out(self.agent2, 12)
        swap = self._file("exchange", [mine, other])
        while swap.flow_state == "running":
            self._approve(swap, self._tasks(swap)[:1].user_id.employee_id)
        self.assertTrue(swap.moved_at)
        self._refused_undo(swap, self.lead, AccessError)
        self._undo(swap, self.boss)
        self.assertEqual(mine.employee_id, self.lead)

    def test_a_reason_and_only_once(self):
        swap, mine, _other = self._done()
        for reason in (None, "", "  ", False, 5, []):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._undo(swap, reason=reason)
        self.assertEqual(mine.employee_id, self.agent2)
        self._undo(swap)
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._undo(swap)
        self.assertIn("taken back already", str(error.exception))
        running = self._file("give", self._out(self.agent, 24), self.agent4)
        self.assertIn("was not carried out", self._refused_undo(running))

    def test_what_changed_meanwhile_is_named_and_nothing_moves(self):
        swap, mine, other = self._done()
        self.rules.distance = 0
        later = mine.stop + timedelta(hours=1)
        same = {"start": mine.start, "stop": mine.stop}

        def lock():
            self.roster.action_publish()
            self.roster.action_lock()

        for text, change in (
            (
                "is not a shift of agent any more",
                lambda: other._move(self.agent4, "hand"),
            ),
            ("agent", lambda: self._out(self.agent, 10, self.late, **same)),
            ("was cancelled", lambda: mine.write({"state": "cancelled"})),
            ("08:00–17:00 now", lambda: mine.write({"stop": later})),
            ("locked for pay", lock),
            ("in another swap", lambda: self._file("give", mine, self.agent4)),
        ):
            with self.subTest(text), self.env.cr.savepoint() as point:
                change()
                said = self._refused_undo(swap)
                self.assertIn("Nothing was moved", said)
                self.assertIn(text, said)
                point.close(rollback=True)
            self.env.invalidate_all()
            self.assertEqual(mine.employee_id, self.agent2)
        with freeze_time("2024-06-10 02:00:00"):
            self.assertFalse(swap.with_user(self.lead.user_id).can_undo)
            self.assertIn("has begun", self._refused_undo(swap))
        self._undo(swap)
        self.assertEqual(mine.employee_id, self.agent)

    def test_leave_meanwhile(self):
        swap, mine, _other = self._done()
        kind = self.env["hr.leave.type"].create(
            {"name": "Any", "requires_allocation": False}
        )
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.agent.id,
                "holiday_status_id": kind.id,
                "request_date_from": "2024-06-10",
                "request_date_to": "2024-06-12",
            }
        )
        self.assertIn("asked for leave", self._refused_undo(swap))
        leave.action_approve()
        self.assertIn("has leave during", self._refused_undo(swap))
        self.assertEqual(mine.employee_id, self.agent2)

    def test_over_the_wire(self):
        swap, mine, _other = self._done()
        for person in (self.agent, self.agent2, self.agent4, self.lead2, self.auditor):
            self.refused(person, SWAP, "action_undo", swap.ids, "No")
        for bad in (None, 7, ["x"], {"a": 1}, "\x00"):
            self.refused(self.lead, SWAP, "action_undo", swap.ids, bad)
        for values in (
            {"undone_at": "2024-05-20 00:00:00"},
            {"undone_by_id": self.lead.user_id.id},
            {"undo_reason": "X"},
        ):
            for person in (self.agent, self.lead, self.hr):
                self.refused(person, SWAP, "write", swap.ids, values)
        for person in (self.agent, self.auditor):
            values = {"swap_id": swap.id, "reason": "No"}
            self.refused(person, "cs.swap.undo", "create", values)
        values = {"swap_id": swap.id, "reason": "The line needs her"}
        made = self.call(self.lead, "cs.swap.undo", "create", values).result
        answer = self.call(self.lead, "cs.swap.undo", "action_undo", [made])
        self.assertFalse(answer.error, answer)
        self.assertEqual(mine.employee_id, self.agent)
        self.assertEqual(swap.undone_at, fields.Datetime.now())
