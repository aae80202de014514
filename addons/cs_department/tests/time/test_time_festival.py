from odoo.tests import freeze_time, tagged
from odoo.tools import convert_file

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestTimeFestival(HandoverCase):
    """SH-42: festivals have a duty of their own, and a check list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template.active = False
        path = "data/packs/s003_10a/handover.xml"
        convert_file(cls.env, "cs_department", path, {}, mode="init")
        cls.template = cls.env.ref("cs_department.s003_10a_handover_template")
        cls.template.write({"department_id": cls.calls.id, "active": True})

    def test_a_festival_without_duty_is_a_gap(self):
        self.env["cs.roster.flag"].create(
            {"name": "Festival", "date_from": "2024-06-10", "date_to": "2024-06-10"}
        )
        demand = self.env["cs.shift.demand"].create(
            {
                "department_id": self.calls.id,
                "is_flagged_only": True,
                "start_hour": 8,
                "end_hour": 12,
            }
        )

        def gaps():
            return [g for g in self.roster._gaps() if g[0] == demand.display_name]

        [gap] = gaps()
        self.assertEqual(str(gap[1]), "2024-06-10 00:00:00", "eight in Shanghai")
        self._shift(self.agent, 10)
        self.assertEqual(gaps(), [])

    def test_a_site_that_is_down_is_told_to_the_leader(self):
        handover = self._open()
        self.assertEqual(handover.template_id, self.template)
        item = self._item(handover, "The sites of customers run")
        mine = self._as(self.moon, handover)
        mine.action_here()
        mine.action_refuse_item(item.id, "Pump 7 does not answer")
        told = handover.activity_ids
        self.assertEqual(told.user_id, self.lead.user_id)
        self.assertIn("The sites of customers run", told.summary)
        self.assertIn("Pump 7", str(told.note))


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestTimeConduct(HandoverCase):
    """SH-11, SH-14, SH-44: the texts are published, and each confirms them."""

    def test_the_texts_of_two_regulations(self):
        for pack, count in (("s002_a", 2), ("s000_3", 1)):
            path = f"data/packs/{pack}/conduct.xml"
            convert_file(self.env, "cs_department", path, {}, mode="init")
            data = self.env["ir.model.data"].search(
                [("name", "=like", f"{pack}_announcement_%")]
            )
            texts = self.env["cs.announcement"].browse(data.mapped("res_id"))
            self.assertEqual(len(texts), count)
            texts.department_id = self.calls
            mine = texts.with_user(self.agent.user_id)
            self.assertFalse(any(mine.mapped("is_read")))
            mine.action_confirm_read()
            self.assertTrue(all(mine.mapped("is_read")))
            self.assertEqual(texts.receipt_ids.employee_id, self.agent)
