import re
import time

from odoo.tests import HttpCase, tagged

from .screen_common import UGLY, ScreenCase


@tagged("post_install", "-at_install")
class TestFlowLink(ScreenCase, HttpCase):
    """Opens the links of mails as a browser does, signed in or not."""

    def setUp(self):
        super().setUp()
        self._two_steps()
        self.claim = self._claim(name=UGLY)
        self.task = self._tasks(self.claim)

    def _url(self, decision="approve", user=None, expires=None, task=None):
        task, user = task or self.task, user or self.leader
        token = task._decision_token(
            user.id, decision, int(time.time()) + 3600 if expires is None else expires
        )
        return f"/cs/decide/{token}"

    def _post(self, url, **data):
        page = self.url_open(url)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        # a page that says why not has no form to send
        return (
            self.url_open(url, data={"csrf_token": found[1], **data}) if found else page
        )

    def _assert_undecided(self):
        self.env.invalidate_all()
        self.assertEqual(self.task.state, "pending")
        self.assertEqual(self.claim.flow_state, "running")

    def test_opening_shows_the_facts_and_changes_nothing(self):
        for _time in range(3):
            page = self.url_open(self._url())
        self.assertEqual(page.status_code, 200)
        self.assertIn("42.50", page.text)
        self.assertIn("&lt;b&gt;", page.text)
        self.assertNotIn('<b>"Bo"</b>', page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self._assert_undecided()

    def test_approving_decides_as_the_person_once(self):
        page = self._post(self._url(), comment="From the train 🚆")
        self.assertIn("Approved.", page.text)
        self.env.invalidate_all()
        self.assertEqual(self.task.state, "approved")
        event = self.claim.flow_run_id.event_ids[-1]
        self.assertEqual(
            (event.actor_id, event.comment), (self.leader, "From the train 🚆")
        )
        again = self._post(self._url())
        self.assertIn("decided already", again.text)
        self.assertEqual(len(self.claim.flow_run_id.event_ids), 2)
        self.assertAsked(self.claim, self.manager)

    def test_the_page_says_what_the_step_says(self):
        self.assertRegex(self.url_open(self._url()).text, r">\s*Approve\s*</button>")
        flow = self.claim.flow_run_id.flow_id
        flow.node_ids.write({"buttons": "agree"})
        flow.action_publish()
        task = self._tasks(self._claim())
        for decision, word in (("approve", "Agree"), ("refuse", "Decline")):
            page = self.url_open(self._url(decision, task=task)).text
            self.assertRegex(page, rf">\s*{word}\s*</button>")

    def test_the_other_link_is_used_up_too(self):
        self._post(self._url())
        self.assertIn("decided already", self._post(self._url("refuse")).text)
        self.env.invalidate_all()
        self.assertEqual(self.claim.flow_state, "running")

    def test_refusing_needs_a_reason(self):
        page = self._post(self._url("refuse"), comment="  ")
        self.assertIn("Please give a reason.", page.text)
        self._assert_undecided()
        self._post(self._url("refuse"), comment="Too much")
        self.env.invalidate_all()
        self.assertEqual(self.claim.flow_state, "refused")

    def test_posting_without_the_token_of_the_page_is_refused(self):
        with self.assertLogs("odoo.http", level="WARNING"):
            page = self.url_open(self._url(), data={"comment": "x"})
        self.assertEqual(page.status_code, 400)
        self._assert_undecided()

    def test_forged_links_are_refused(self):
        good = self._url().rpartition("/")[2]
        task, user, decision, expires, signature = good.split("-")
        forged = [
            f"{task}-{self.manager.id}-{decision}-{expires}-{signature}",
            f"{int(task) + 1}-{user}-{decision}-{expires}-{signature}",
            f"{task}-{user}-refuse-{expires}-{signature}",
            f"{task}-{user}-{decision}-{int(expires) + 99999}-{signature}",
            f"{task}-{user}-{decision}-{expires}-{'0' * 64}",
            f"{task}-{user}-{decision}-{expires}-",
            "nonsense",
            "1-2-3",
            f"{'9' * 40}-{user}-{decision}-{expires}-{signature}",
            "²-1-approve-1-x",
            "é" * 50,
        ]
        for token in forged:
            page = self.url_open(f"/cs/decide/{token}")
            self.assertEqual(page.status_code, 403, token)
            self.assertIn("not valid", page.text)
            self.assertNotIn("Åsa", page.text)
        self._assert_undecided()

    def test_link_that_is_over_is_refused(self):
        page = self._post(self._url(expires=int(time.time()) - 1))
        self.assertEqual(page.status_code, 403)
        self.assertIn("too old", page.text)
        self._assert_undecided()

    def test_link_of_a_person_who_left_is_refused(self):
        url = self._url()
        self.leader.active = False
        page = self.url_open(url)
        self.assertEqual(page.status_code, 403)
        self.assertIn("cannot be used any more", page.text)
        self.leader.active = True
        self._assert_undecided()

    def test_signed_link_gives_nobody_a_right_he_lacks(self):
        for user in (self.manager, self.outsider, self.agent):
            page = self._post(self._url(user=user), comment="x")
            self.assertIn("not your turn", page.text)
        self._assert_undecided()

    def test_somebody_else_signed_in_cannot_use_it(self):
        self.authenticate("outsider", "outsider")
        page = self.url_open(self._url())
        self.assertEqual(page.status_code, 403)
        self.assertNotIn("42.50", page.text)
        self.authenticate("leader", "leaderxx")
        self.assertIn("42.50", self.url_open(self._url()).text)
        self.assertIn("Approved.", self._post(self._url()).text)

    def test_transferred_task_cannot_be_decided_by_an_old_link(self):
        url = self._url()
        self.task.with_user(self.leader).action_transfer(self.supervisor.id)
        page = self.url_open(url)
        self.assertIn("Transferred", page.text)
        self.assertAsked(self.claim, self.supervisor)

    def test_problem_of_the_document_is_a_sentence_and_leaves_nothing(self):
        self._claims_flow(
            self._by(self.leader, name="Fill", required_fields="cost_centre"),
            sequence=1,
        )
        claim = self._claim()
        task = self._tasks(claim)
        page = self._post(self._url(task=task))
        self.assertEqual(page.status_code, 200)
        self.assertIn("Please fill in", page.text)
        self.env.invalidate_all()
        self.assertEqual((task.state, len(claim.flow_run_id.event_ids)), ("pending", 1))

    def test_links_of_the_mail_work(self):
        mails = self.env["mail.mail"].search([])
        mail = mails.filtered(lambda m: self.leader.partner_id in m.recipient_ids)[:1]
        links = re.findall(r'href="([^"]*/cs/decide/[^"]+)"', mail.body_html)
        self.assertEqual(len(links), 2)
        path = "/cs/decide/" + links[0].rpartition("/")[2]
        self.assertIn("Approved.", self._post(path).text)

    def test_page_speaks_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.leader.lang = "fr_FR"
        page = self.url_open(self._url())
        self.assertIn('lang="fr-FR"', page.text)
