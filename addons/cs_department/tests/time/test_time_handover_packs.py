from pathlib import Path

from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from .handover_common import HandoverCase

PACKS = ("s000_3", "s002_a", "s002_d", "s003_2", "s003_3", "s003_15")


@tagged("post_install", "-at_install")
@freeze_time("2024-06-10 08:00:00")
class TestHandoverPacks(HandoverCase):
    """Six regulations as data; each opens the hand-over it describes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template.active = False
        folder = Path(__file__).parents[2] / "data" / "packs"
        for pack in PACKS:
            if not cls.env.ref(f"cs_department.{pack}_handover_template", False):
                path = f"data/packs/{pack}/handover.xml"
                assert (folder / pack / "handover.xml").exists()
                convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.morning = cls._type("M", 8.5, 16.5)
        cls.late = cls._type("L", 16.5, 23.5)

    def _hand_over(self, pack):
        """Let the calls team follow a pack, and open its change at 16:30 o'clock."""
        template = self.env.ref(f"cs_department.{pack}_handover_template")
        template.write({"department_id": self.calls.id, "active": True})
        self._shift(self.agent, 10, self.morning, state="published")
        self._shift(self.moon, 10, self.late, state="published")
        handover = self._open("2024-06-10 08:00:00")
        self.assertEqual(handover.template_id, template)
        return handover

    def _minutes(self, handover):
        return (handover.start - handover.due_at).seconds // 60

    def _kinds(self, handover):
        return handover.signature_ids.sorted("sequence").mapped("kind")

    def test_tv_131_lead_times_of_the_packs(self):
        for pack, minutes in (("s002_a", 15), ("s002_d", 10), ("s003_2", 5)):
            template = self.env.ref(f"cs_department.{pack}_handover_template")
            self.assertEqual(template.lead_minutes, minutes, pack)
        self.assertEqual(self._minutes(self._hand_over("s002_a")), 15)

    def test_sh_04_sh_29_nobody_clocks_out_before_relief(self):
        for pack in ("s002_a", "s003_2", "s003_3", "s003_15"):
            template = self.env.ref(f"cs_department.{pack}_handover_template")
            self.assertEqual(template.leaving, "refuse", pack)

    def test_sh_18_sh_20_the_log_of_the_online_desk(self):
        line = self.env.ref("cs_department.s000_3_handover_common")
        line.shift_type_ids = self.late
        handover = self._hand_over("s000_3")
        self.assertEqual(self._kinds(handover), ["outgoing", "incoming"])
        self.assertEqual(
            handover.item_ids.sorted("sequence").mapped("section"),
            ["equipment", "record", "hygiene", "equipment"],
        )
        self._shift(self.star, 11, self.morning, state="published")
        night = self._open("2024-06-10 23:45:00")
        self.assertIn(line.name, night.item_ids.mapped("name"), "the late shift only")
        self.assertNotIn(line.name, handover.item_ids.mapped("name"))

    def test_s002_a_seat_by_seat(self):
        handover = self._hand_over("s002_a")
        self.assertEqual(self._kinds(handover), ["outgoing", "incoming", "leader"])
        dress = handover.item_ids.filtered(lambda i: i.section == "dress")
        self.assertTrue(dress.is_told)
        rules = self.env.ref("cs_department.s002_a_seat_policy")
        self.assertEqual(rules.absence_minutes, 5)

    def test_sh_25_five_steps_and_two_signatures(self):
        handover = self._hand_over("s003_2")
        steps = handover.item_ids.filtered(lambda i: i.section == "step")
        self.assertEqual(len(steps), 5)
        self.assertTrue(all(steps.mapped("is_blocking")))
        self.assertEqual(self._kinds(handover), ["outgoing", "incoming"])
        self.assertEqual((handover.start - handover.tidy_at).seconds // 60, 15)
        tidy = handover.item_ids.filtered(lambda i: i.side == "outgoing")
        goes, comes = self._as(self.agent, handover), self._as(self.moon, handover)
        goes.action_accept(tidy.ids)
        goes.action_sign()
        comes.action_accept(steps[:4].ids)
        self.assertRefused("Not decided yet: 'Both sign", comes.action_sign)
        comes.action_accept(steps[4:].ids)
        comes.action_sign()
        self.assertEqual(handover.state, "signed")

    def test_sh_25_the_morning_takes_over_the_book_of_the_evening(self):
        self._hand_over("s003_2")
        self._shift(self.star, 11, self.morning, state="published")
        handover = self._open("2024-06-10 23:45:00")
        self.assertEqual(handover.seat_ids.outgoing_id, self.moon)
        self.assertEqual(handover.seat_ids.incoming_id, self.star)

    def test_sh_28_reviewed_by_two_roles(self):
        manager = self.env.ref("cs_department.role_manager")
        director = self.env.ref("cs_department.s003_3_role_duty_director")
        self._assign(self.chief, self.centre, manager)
        self._assign(self.director, self.centre, director)
        handover = self._hand_over("s003_3")
        goes, comes = self._as(self.agent, handover), self._as(self.moon, handover)
        goes.action_accept(
            handover.item_ids.filtered(lambda i: i.side == "outgoing").ids
        )
        goes.action_sign()
        comes.action_accept(
            handover.item_ids.filtered(lambda i: i.side == "incoming").ids
        )
        comes.action_sign()
        self.assertEqual(handover.state, "signed")
        self._as(self.director, handover).action_review()
        self.assertEqual(handover.state, "signed")
        self._as(self.chief, handover).action_review()
        self.assertEqual(handover.state, "closed")
        rules = self.env.ref("cs_department.s003_3_seat_policy")
        self.assertTrue(rules.needs_relief)

    def test_sh_31_sh_32_four_things_and_three_counted(self):
        handover = self._hand_over("s003_15")
        blocking = handover.item_ids.filtered("is_blocking")
        self.assertEqual(len(blocking), 4)
        counted = handover.item_ids.filtered(lambda i: i.kind == "asset")
        self.assertEqual(
            counted.mapped("name"), ["Phone", "Computer", "Water dispenser"]
        )
        comes = self._as(self.moon, handover)
        goes = self._as(self.agent, handover)
        tidy = handover.item_ids.filtered(lambda i: i.side == "outgoing")
        goes.action_accept(tidy.ids)
        goes.action_sign()
        rest = handover.item_ids - tidy
        for line in blocking:
            comes.action_accept((rest - line).ids)
            comes.action_refuse_item(line.id, "No")
            self.assertRefused(f"nobody takes over: '{line.name}'", comes.action_sign)
            comes.action_accept(line.ids)
        comes.action_sign()
        self.assertEqual(handover.state, "signed")
