import io
from datetime import datetime, timedelta

from pypdf import PdfReader

from odoo.tests import HttpCase, freeze_time, tagged

from .handover_common import HandoverCase

#: the browser keeps no cookies of other days
NOW = datetime.now().replace(microsecond=0)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestHandoverTours(HandoverCase, HttpCase):
    """A hand-over with one refused line, and leaving the seat, on the phone."""

    browser_size = "390x844"
    touch_enabled = True

    def _tour(self, page, name, person):
        person.user_id.password = person.user_id.login
        self.start_tour(page, name, login=person.user_id.login)
        self.env.invalidate_all()

    def _begin(self):
        """Open a hand-over of one seat, in half an hour."""
        change = NOW + timedelta(minutes=30)
        day = NOW.date()
        roster = self._roster(
            self.calls, day - timedelta(days=2), day + timedelta(days=2)
        )
        half = timedelta(hours=12)
        for person, kind, start in (
            (self.agent, self.day, change - half),
            (self.moon, self.night, change),
        ):
            self._shift(
                person,
                (start + timedelta(hours=8)).date(),
                kind,
                roster,
                start=start,
                stop=start + half,
                state="published",
            )
        return self.env["cs.handover"]._make_due(NOW)

    def test_one_refused_line(self):
        handover = self._begin()
        self._tour("/odoo/cs-handover", "cs_handover_goes", self.agent)
        self._tour("/odoo/cs-handover", "cs_handover_comes", self.moon)
        self._tour("/odoo/cs-handover", "cs_handover_leads", self.lead)
        self.assertEqual(handover.state, "signed")
        item = self._item(handover, "Refund of Mr Li")
        self.assertEqual(item.verdict, "refused")
        self.assertEqual(item.owner_id, self.agent)
        self.assertEqual(item.question_ids[:1].question, "Since when <b>?")
        self.assertEqual(handover.action_verify(), [])

    def test_leaving_the_seat(self):
        self.env["cs.seat.policy"].search([]).active = False
        self.env["cs.seat.policy"].create({"name": "Posts"})
        self._tour("/odoo/cs-seat", "cs_seat_ask", self.agent)
        self._tour("/odoo/cs-seat", "cs_seat_allow", self.lead)
        self._tour("/odoo/cs-seat", "cs_seat_go", self.agent)
        absence = self.env["cs.seat.absence"].search(
            [("employee_id", "=", self.agent.id)]
        )
        self.assertEqual(absence.state, "back")
        self.assertFalse(absence.is_alone)

    def test_the_book_on_paper(self):
        handover = self._begin()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        html, _kind = report._render_qweb_html(
            "cs_department.report_handover", handover.ids
        )
        text = html.decode()
        for words in ("Hand-over book", "Headset works", "agent", "moon", "Signatures"):
            self.assertIn(words, text)

    def test_the_hand_over_book_prints_as_pdf(self):
        handover = self._begin()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        paper, kind = report._render_qweb_pdf(
            "cs_department.report_handover", handover.ids
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(paper)).pages
        text = "".join(page.extract_text() for page in pages)
        for words in ("Hand-over book", "Headset works", "agent", "moon", "Signatures"):
            self.assertIn(words, text)
