from odoo.tests import freeze_time, tagged
from odoo.tools import html2plaintext

from odoo.addons.mail.tools.discuss import Store

from .handover_common import EVENING, HandoverCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestHandoverBook(HandoverCase):
    """What is signed stays as it was signed, and everybody decides only his own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = cls._open()

    def _take_over_rest(self, handover):
        self._take_over(handover, self.moon, self.star)
        self._as(self.lead, handover).action_sign()

    def test_nothing_changes_after_a_signature(self):
        handover = self.handover
        item = self._write(handover, self.agent)
        self._finish_outgoing(handover, self.agent, self.agent2)
        goes, comes = self._as(self.agent, handover), self._as(self.moon, handover)
        self.assertRefused(
            "agent has signed for", goes.action_edit, item.id, {"name": "Other"}
        )
        self.assertRefused(
            "agent has signed already", self._write, handover, self.agent
        )
        self._take_over(handover, self.moon)
        self.assertRefused("moon has signed for", comes.action_accept, item.ids)
        self.assertRefused(
            "moon has signed for", comes.action_refuse_item, item.id, "After all"
        )
        self.assertRefused(
            "has signed already", self._write, handover, self.lead, "For all"
        )
        self._take_over(handover, self.star)
        self._as(self.lead, handover).action_sign()
        self.assertRefused("It is too late", comes.action_read, item.ids)
        self.assertRefused("It is too late", comes.action_refuse, "Too late")
        self.assertForbidden(comes.action_sign)

    def test_nobody_edits_the_book_not_even_as_superuser(self):
        handover = self.handover
        records = (
            handover,
            handover.seat_ids,
            handover.item_ids,
            handover.signature_ids,
        )
        for record in records:
            field = "rev" if record == handover else "handover_id"
            value = 7 if record == handover else handover.id
            self.assertForbidden(record.write, {field: value})
            self.assertForbidden(record.unlink)
        self.assertForbidden(handover.copy)

    def test_the_copy_of_a_template_says_that_it_is_one(self):
        template = self.handover.template_id
        self.assertEqual(template.copy().name, f"{template.name} (copy)")
        self.assertEqual(template.copy({"name": "Night"}).name, "Night")

    def test_a_change_by_sql_shows(self):
        self._assert_shows("SET progress = %s", '{"en_US": "forged"}')

    def test_a_change_of_one_language_by_sql_shows(self):
        self._assert_shows("SET name = name || %s", '{"zh_CN": "forged"}')

    def _assert_shows(self, change, value):
        handover = self.handover
        item = self._write(handover, self.agent)
        self._finish_outgoing(handover, self.agent, self.agent2)
        self._take_over_rest(handover)
        self.assertEqual(handover.action_verify(), [])
        self.env.cr.execute(
            f"UPDATE cs_handover_item {change} WHERE id = %s", [value, item.id]
        )
        self.env.invalidate_all()
        broken = handover.action_verify()
        self.assertEqual(len(broken), 3, broken)
        self.assertIn("agent", broken[0])

    def test_a_line_that_is_corrected_is_read_again(self):
        item = self._write(self.handover, self.agent)
        self._as(self.moon, self.handover).action_read(item.ids)
        self._as(self.agent, self.handover).action_edit(item.id, {"progress": "More"})
        self.assertFalse(item.read_ids)
        self.assertEqual(item.progress, "More")
        self._as(self.moon, self.handover).action_accept(item.ids)
        self.assertRefused(
            "decided already",
            self._as(self.agent, self.handover).action_edit,
            item.id,
            {"progress": "x"},
        )

    def test_a_line_that_is_corrected_says_it_in_all_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        item = self._write(self.handover, self.agent)
        said = self._as(self.agent, self.handover).with_context(lang="zh_CN")
        said.action_edit(item.id, {"name": "退款", "progress": "材料已交财务"})
        for code in ("en_US", "zh_CN"):
            told = item.with_context(lang=code)
            self.assertEqual((told.name, told.progress), ("退款", "材料已交财务"))

    def _read_in(self, code, message):
        """Return what the page shows of a message in a language."""
        reader = message.with_user(self.lead.user_id).with_context(lang=code)
        rows = Store().add(reader).get_result()["mail.message"]
        return next(row["body"][1] for row in rows if row["id"] == message.id)

    def test_the_log_is_read_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        item = self._write(self.handover, self.agent, is_important=True)
        item.with_context(lang="zh_CN")._keep({"name": "退款"})
        for code, other in (("zh_CN", "en_US"), ("en_US", "zh_CN")):
            lead = self._as(self.lead, self.handover).with_context(lang=code)
            lead.action_waive(item.id, "<b>Later</b>")
            said = self.handover.message_ids[:1]
            for read in (code, other):
                name = {"en_US": "Refund of Mr Li", "zh_CN": "退款"}[read]
                told = self.handover.with_context(lang=read).env._(
                    "'%(line)s' does not stop the hand-over: %(reason)s",
                    line=name,
                    reason="<b>Later</b>",
                )
                with self.subTest(written=code, read=read):
                    self.assertEqual(html2plaintext(self._read_in(read, said)), told)
            self.assertNotIn("<b>", self._read_in(other, said))

    def test_a_log_of_before_stays_as_it_was_written(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        said = self.handover.message_post(body="Cancelled: Rain")
        self.assertIn("Cancelled: Rain", self._read_in("zh_CN", said))

    def test_the_words_of_the_log_are_nobodys_to_write(self):
        self._as(self.lead, self.handover).action_cancel("Rain")
        said = self.handover.message_ids[:1]
        self.assertForbidden(
            said.with_user(self.lead.user_id).write, {"cs_words": {"en_US": "Sun"}}
        )

    def test_that_everybody_has_signed_stands_in_the_log(self):
        handover = self.handover
        self._finish_outgoing(handover, self.agent, self.agent2)
        self._take_over_rest(handover)
        self._as(self.director, handover).action_review()
        talk = " ".join(handover.message_ids.mapped("body"))
        self.assertIn("everybody has signed", talk)
        self.assertIn("Reviewed", talk)

    def test_everybody_decides_only_what_is_his(self):
        item = self._write(self.handover, self.agent)
        self.assertRefused(
            "belongs to another seat",
            self._as(self.star, self.handover).action_accept,
            item.ids,
        )
        self.assertForbidden(
            self._as(self.agent, self.handover).action_accept, item.ids
        )
        self.assertForbidden(self._as(self.lead, self.handover).action_accept, item.ids)
        headset = self._item(self.handover, "Headset works")
        self._as(self.star, self.handover).action_accept(headset.ids)
        self.assertRefused(
            "star has accepted 'Headset works' already",
            self._as(self.moon, self.handover).action_accept,
            headset.ids,
        )

    def test_sh_08_what_is_not_accepted_after_all_goes_back(self):
        handover, comes = self.handover, self._as(self.moon, self.handover)
        item = self._write(handover, self.agent)
        for _time in range(2):
            comes.action_accept(item.ids)
            comes.action_accept(item.ids)
            self.assertEqual((item.owner_id, item.giver_id), (self.moon, self.agent))
            for reason in ("No time", "Still none"):
                comes.action_refuse_item(item.id, reason)
                self.assertEqual(item.owner_id, self.agent)
                self.assertFalse(item.giver_id)
        self.assertEqual(item.first_owner_id, self.agent)
        talk = " ".join(handover.message_ids.mapped("body"))
        self.assertEqual(talk.count("goes back from moon to agent: No time"), 2)
        self.assertNotIn("Still none", talk)
        comes.action_accept(item.ids)
        self.assertEqual(item.owner_id, self.moon)
        self.assertFalse(item.reason)

    def test_sh_08_what_was_carried_over_goes_back_to_its_owner(self):
        self.template.mode = "team"
        self._shifts(7, self.agent, self.agent2, self.moon, self.star)
        first = self._open("2024-06-07 11:30:00")
        with freeze_time("2024-06-07 11:40:00"):
            item = self._write(first, self.agent)
            self._finish_outgoing(first, self.agent2)
            self._take_over(first, self.star)
            self._as(self.lead, first).action_sign()
        self._shifts(8, self.agent, self.agent2, self.moon, self.star)
        second = self._open("2024-06-07 23:30:00")
        carried = self._item(second, item.name)
        comes = self._as(self.agent, second)
        with freeze_time("2024-06-07 23:40:00"):
            comes.action_accept(carried.ids)
            self.assertEqual(carried.owner_id, self.agent)
            comes.action_refuse_item(carried.id, "Not mine")
        self.assertEqual(carried.owner_id, self.star)
        self.assertEqual(carried.first_owner_id, self.agent)

    def test_the_whole_team_signs_at_once(self):
        self.template.mode = "team"
        self._shifts(7, self.agent, self.agent2, self.moon, self.star)
        handover = self._open("2024-06-07 11:30:00")
        with freeze_time("2024-06-07 11:40:00"):
            item = self._write(handover, self.agent)
            self._finish_outgoing(handover, self.agent2)
            self._take_over(handover, self.star)
            self._as(self.lead, handover).action_sign()
        self.assertEqual(handover.state, "signed")
        self.assertEqual(item.owner_id, self.star)
        self.assertEqual(len(handover.signature_ids), 4)

    def test_cancelling_frees_the_time(self):
        self.assertForbidden(self._as(self.agent, self.handover).action_cancel, "No")
        self._as(self.lead, self.handover).action_cancel("Fire drill")
        self.assertEqual(self.handover.state, "cancelled")
