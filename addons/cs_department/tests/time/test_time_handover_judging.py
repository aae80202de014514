from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverJudging(HandoverCase):
    """Nobody decides as the leader about what was refused at his own seat."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shifts.write({"state": "cancelled"})
        cls.shifts = cls._shifts(3, cls.lead, cls.agent2, cls.moon, cls.star)
        cls.handover = cls._open()
        cls.desk = cls.handover.item_ids.filtered(lambda i: i.name == "Desk is clean")

    def _refused(self):
        """Both go and have signed; moon refuses the desk."""
        self._finish_outgoing(self.handover, self.lead, self.agent2)
        mine = self._as(self.moon, self.handover)
        mine.action_refuse_item(self.desk.id, "Coffee everywhere")

    def _row(self, person, item):
        page = self._as(person, self.handover).get_page(self.handover.id)
        return next(row for row in page["items"] if row["id"] == item.id)

    def _waive(self, person, item):
        return self._as(person, self.handover).action_waive(item.id, "Fine")

    def _nobody_leads(self, *departments):
        for department in departments:
            department.manager_id = False
        roles = self.env["cs.role.assignment"].sudo()
        roles.search([("role_id.is_leading", "=", True)]).unlink()

    def test_who_leads_and_goes_lets_nothing_pass_that_his_relief_refused(self):
        self._refused()
        self.assertRefused(
            "somebody else decides it as the leader: boss",
            self._waive,
            self.lead,
            self.desk,
            error=AccessError,
        )
        row = self._row(self.lead, self.desk)
        self.assertFalse(row["can_waive"])
        self.assertIn("boss", row["judged_by"])
        row = self._row(self.boss, self.desk)
        self.assertEqual((row["can_waive"], row["judged_by"]), (True, ""))
        self._waive(self.boss, self.desk)
        self.assertEqual(self.desk.waived_by_id, self.boss.user_id)
        self._take_over(self.handover, self.moon, self.star)
        self._as(self.lead, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")

    def test_what_was_refused_is_done_when_the_other_side_says_so(self):
        item = self._write(self.handover, self.lead, is_important=True)
        self._finish_outgoing(self.handover, self.agent2)
        relief = self._seat(self.handover, self.lead).incoming_id
        other = (self.moon + self.star) - relief
        self._as(relief, self.handover).action_refuse_item(item.id, "Who is it?")
        for person in (self.lead, self.agent2, other):
            self.assertFalse(self._row(person, item)["can_resolve"], person.name)
            self.assertRefused(
                f"{relief.name} says when it is done",
                self._as(person, self.handover).action_resolve,
                item.id,
                "Found it",
                error=AccessError,
            )
        self.assertTrue(self._row(relief, item)["can_resolve"])
        self.assertTrue(self._row(self.boss, item)["can_resolve"])
        self._as(relief, self.handover).action_resolve(item.id, "Read it")
        self.assertTrue(item.is_resolved)

    def test_who_leads_and_goes_does_not_sign_as_the_leader_over_a_refusal(self):
        item = self._write(self.handover, self.lead)
        self._finish_outgoing(self.handover, self.lead, self.agent2)
        relief = self._seat(self.handover, self.lead).incoming_id
        other = (self.moon + self.star) - relief
        self._as(relief, self.handover).action_refuse_item(item.id, "Who is it?")
        self._take_over(self.handover, relief, other)
        mine = self._as(self.lead, self.handover)
        me = mine.get_page(self.handover.id)["me"]
        self.assertFalse(me["sign"])
        self.assertIn("boss", me["leader_words"])
        self.assertRefused(
            "Not accepted at your own seat: 'Refund of Mr Li'",
            mine.action_sign,
            error=AccessError,
        )
        self.assertRefused(
            "boss",
            mine.action_cancel,
            "Too late",
            error=AccessError,
        )
        self.assertFalse(me["can_cancel"])
        self._as(self.boss, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")

    def test_another_seat_is_decided_by_the_leader_who_goes(self):
        item = self._write(self.handover, self.agent2, is_important=True)
        other = self._seat(self.handover, self.agent2).incoming_id
        self._as(other, self.handover).action_refuse_item(item.id, "Who is it?")
        self.assertTrue(self._row(self.lead, item)["can_waive"])
        self._waive(self.lead, item)
        self.assertTrue(item.waived_by_id)

    def test_own_unfinished_work_is_let_pass_by_somebody_else(self):
        item = self._write(self.handover, self.lead, is_important=True)
        self.assertRefused(
            "somebody else", self._waive, self.lead, item, error=AccessError
        )
        self._waive(self.boss, item)

    def test_who_refuses_does_not_let_the_seat_be_closed_by_whom_he_relieves(self):
        item = self._write(self.handover, self.lead)
        seat = self._seat(self.handover, self.lead)
        self._as(seat.incoming_id, self.handover).action_refuse_item(item.id, "Who?")
        close = self._as(self.lead, self.handover).action_close_seat
        self.assertRefused("boss", close, seat.id, "I go", error=AccessError)
        self._as(self.boss, self.handover).action_close_seat(seat.id, "Fine")

    def test_who_leads_and_comes_does_not_pass_over_who_goes(self):
        seat = self._seat(self.handover, self.agent2)
        boss = self._as(self.boss, self.handover)
        boss.action_replace(self._seat(self.handover, self.lead).id, self.agent3.id)
        self.env["cs.handover"].browse(self.handover.id).seat_ids.filtered(
            lambda s: s.outgoing_id == self.lead
        )._keep({"outgoing_id": self.agent.id})
        boss.action_replace(seat.id, self.lead.id)
        bin_line = self._item(self.handover, "Bin is empty")
        with self.subTest("a duty of who goes"):
            bin_line._keep({"is_blocking": True})
            mine = self._as(self.agent2, self.handover)
            mine.action_refuse_item(bin_line.id, "No bag left")
            self.assertRefused(
                "boss", self._waive, self.lead, bin_line, error=AccessError
            )
            self._waive(self.boss, bin_line)
        with self.subTest("what he refused himself is his to let pass"):
            mine = self._as(self.lead, self.handover)
            mine.action_refuse_item(self.desk.id, "Coffee everywhere")
            self._waive(self.lead, self.desk)

    def test_with_no_other_leader_who_leads_above_decides(self):
        self.centre.manager_id = self.director
        self._refused()
        self.assertIn("director", self._row(self.lead, self.desk)["judged_by"])
        self.assertForbidden(self._waive, self.hr, self.desk)
        self._waive(self.director, self.desk)

    def test_with_nobody_above_hr_decides(self):
        self._nobody_leads(self.centre)
        self._refused()
        row = self._row(self.lead, self.desk)
        self.assertIn("as the leader: HR.", row["judged_by"])
        self.assertRefused("HR", self._waive, self.lead, self.desk, error=AccessError)
        self.assertTrue(self._row(self.hr, self.desk)["can_waive"])
        self._waive(self.hr, self.desk)
        self._take_over(self.handover, self.moon, self.star)
        self._as(self.lead, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")

    def test_with_nobody_above_hr_signs_what_was_refused(self):
        self._nobody_leads(self.centre)
        item = self._write(self.handover, self.lead)
        self._finish_outgoing(self.handover, self.lead, self.agent2)
        relief = self._seat(self.handover, self.lead).incoming_id
        self._as(relief, self.handover).action_refuse_item(item.id, "Who is it?")
        self._take_over(self.handover, relief, (self.moon + self.star) - relief)
        self.assertForbidden(self._as(self.lead, self.handover).action_sign)
        self._as(self.hr, self.handover).action_sign()
        self.assertEqual(self.handover.state, "signed")

    def test_sh_27_with_nobody_above_hr_settles_a_refusal(self):
        self._nobody_leads(self.centre)
        self._as(self.moon, self.handover).action_refuse("Nobody explains it")
        self.assertIn(self.hr.user_id, self.handover.activity_ids.user_id)
        lead = self._as(self.lead, self.handover)
        self.assertForbidden(lead.action_settle, "Fine")
        self.assertForbidden(lead.action_cancel, "Fine")
        self._as(self.hr, self.handover).action_settle("It was explained")
        self.assertEqual(self.handover.state, "open")

    def test_in_a_team_the_whole_side_is_ones_own(self):
        self.template.mode = "team"
        self.handover._keep({"mode": "team"})
        item = self._write(self.handover, self.agent2, is_important=True)
        mine = self._as(self.star, self.handover)
        mine.action_refuse_item(item.id, "Who is it?")
        self.assertRefused("boss", self._waive, self.lead, item, error=AccessError)

    def test_a_role_of_the_template_decides_before_who_leads_above(self):
        self.template.leader_role_id = self.duty
        self._refused()
        self.assertIn(
            "as the leader: director", self._row(self.lead, self.desk)["judged_by"]
        )
        self._waive(self.director, self.desk)
