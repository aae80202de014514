from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.time.handover.mark import keeping
from ..flow.committed import CommittedCase

BOOK = "cs.handover"
HALF = timedelta(hours=12)


class HandoverRaces(CommittedCase):
    """A hand-over of a shift of two to a shift of two, for several transactions."""

    #: (order, who) of the signatures
    SIGNERS = ((10, "incoming"), (20, "leader"))

    @classmethod
    def _prepare(cls):
        cls.moon, cls.star = cls._person("moon"), cls._person("star")
        comers = (cls.moon + cls.star).employee_id
        comers.department_id = cls.team
        cls.env["cs.handover.template"].create(
            {
                "name": "Races",
                "department_id": cls.team.id,
                "needs_roll_call": False,
                "line_ids": [Command.create({"name": "Phone"})],
                "signer_ids": [
                    Command.create({"sequence": order, "kind": kind})
                    for order, kind in cls.SIGNERS
                ],
            }
        )
        kind = cls.env["cs.shift.type"].create({"name": "Race", "code": "RC"})
        cls.now = fields.Datetime.now()
        day = cls.now.date()
        roster = cls.env["cs.roster"].create(
            {
                "department_id": cls.team.id,
                "date_from": day - timedelta(days=2),
                "date_to": day + timedelta(days=2),
            }
        )
        change = cls.now + timedelta(minutes=30)
        goers = (cls.agent + cls.colleague).employee_id
        rows = [(person, change - HALF) for person in goers]
        rows += [(person, change) for person in comers]
        cls.env["cs.shift"].create(
            [
                {
                    "roster_id": roster.id,
                    "employee_id": person.id,
                    "type_id": kind.id,
                    "date": start.date(),
                    "start": start,
                    "stop": start + HALF,
                    "state": "published",
                }
                for person, start in rows
            ]
        )

    def setUp(self):
        super().setUp()
        # each test begins a book of its own
        with keeping():
            self._books().unlink()

    def _books(self):
        return self.env[BOOK].search([("department_id", "=", self.team.id)])

    def _open(self):
        # at some hours books of the demo are due as well
        handover = self.env[BOOK]._make_due(self.now) & self._books()
        self.assertEqual(len(handover.seat_ids), 2)
        self.commit()
        return handover

    def _done(self, results, sentence):
        """One went through, the other was told why not."""
        refusals = [r for r in results if isinstance(r, UserError)]
        self.assertEqual(len(refusals), 1, results)
        self.assertIn(sentence, str(refusals[0]))

    def _at(self, method, *args):
        book = self._books()
        return lambda env: getattr(env[BOOK].browse(book.id), method)(*args)

    def _taken_over(self):
        handover = self._open()
        for user in (self.moon, self.star):
            mine = handover.with_user(user)
            mine.action_read(handover.item_ids.ids)
            if handover.item_ids.verdict == "open":
                mine.action_accept(handover.item_ids.ids)
        self.commit()
        return handover


@tagged("post_install", "-at_install")
class TestHandoverRaces(HandoverRaces):
    """Two people click at once: one of them did it, the other gets a sentence."""

    def test_two_accept_one_check(self):
        handover = self._open()
        accept = self._at("action_accept", handover.item_ids.ids)
        results = self.together((self.moon, accept), (self.star, accept))
        self._done(results, "has accepted 'Phone' already")
        self.assertEqual(handover.item_ids.verdict, "accepted")

    def test_one_accepts_while_the_other_refuses(self):
        handover = self._open()
        item = handover.item_ids
        results = self.together(
            (self.moon, self._at("action_accept", item.ids)),
            (self.star, self._at("action_refuse_item", item.id, "Broken")),
        )
        # a refusal may be mended by an acceptance, but not the other way round
        if any(isinstance(result, UserError) for result in results):
            self._done(results, "has accepted 'Phone' already")
        self.assertEqual(item.verdict, "accepted")
        self.assertEqual(item.decided_by_id, self.moon.employee_id)

    def test_one_person_signs_twice(self):
        handover = self._taken_over()
        sign = self._at("action_sign")
        results = self.together((self.moon, sign), (self.moon, sign))
        self._done(results, "not your turn")
        self.assertEqual(len(handover.signature_ids.filtered("signed_at")), 1)

    def test_two_sign_for_their_seats(self):
        handover = self._taken_over()
        sign = self._at("action_sign")
        results = self.together((self.moon, sign), (self.star, sign))
        self.assertEqual(results, [True, True])
        self.assertEqual(len(handover.signature_ids.filtered("signed_at")), 2)
        self.assertEqual(handover.action_verify(), [])

    def test_two_leaders_sign(self):
        handover = self._taken_over()
        for user in (self.moon, self.star):
            handover.with_user(user).action_sign()
        sign = self._at("action_sign")
        results = self.together((self.leader, sign), (self.supervisor, sign))
        self._done(results, "")
        self.assertEqual(handover.state, "signed")
        signed = handover.signature_ids.filtered(lambda s: s.kind == "leader")
        self.assertIn(signed.user_id, self.leader + self.supervisor)

    def test_signing_while_the_other_refuses_it_all(self):
        handover = self._taken_over()
        results = self.together(
            (self.moon, self._at("action_sign")),
            (self.star, self._at("action_refuse", "Too much is open")),
        )
        self.assertIs(results[1], True)
        self.assertEqual(handover.state, "refused")
        signed = handover.signature_ids.filtered("signed_at")
        self.assertEqual(len(signed), 1 if results[0] is True else 0)

    def test_it_is_opened_once(self):
        now = self.now

        def make(env):
            return env[BOOK]._make_due(now).ids

        self.together((self.env.user, make), (self.env.user, make))
        books = self._books()
        self.assertEqual(len(books), 1)
        self.assertEqual(len(books.seat_ids), 2)

    def test_leaders_answer_at_once(self):
        self.env["cs.seat.policy"].create(
            {"name": "Race", "department_id": self.team.id}
        )
        absences = self.env["cs.seat.absence"].with_user(self.agent)
        number = absences.action_ask("Water")
        results = self.together(
            (self.leader, lambda e: e[absences._name].browse(number).action_allow()),
            (
                self.supervisor,
                lambda e: e[absences._name].browse(number).action_decline("No"),
            ),
        )
        self._done(results, "It is too late")


@tagged("post_install", "-at_install")
class TestHandoverSigningRaces(HandoverRaces):
    """Who goes, who comes and who leads sign at the same moment, in any order."""

    SIGNERS = ((10, "outgoing"), (10, "incoming"), (10, "leader"))

    def test_who_goes_who_comes_and_who_leads_sign(self):
        handover = self._taken_over()
        sign = self._at("action_sign")
        people = self.agent, self.colleague, self.moon, self.star, self.leader
        results = self.together(*((user, sign) for user in people))
        self.assertEqual(results, [True] * 5)
        signatures = handover.signature_ids
        self.assertEqual(set(signatures.user_id), set(people))
        self.assertEqual((handover.state, bool(handover.left_at)), ("signed", True))
        self.assertEqual(handover.action_verify(), [])

    def test_both_who_lead_sign_last(self):
        handover = self._taken_over()
        for user in (self.agent, self.colleague, self.moon, self.star):
            handover.with_user(user).action_sign()
        sign = self._at("action_sign")
        results = self.together((self.leader, sign), (self.supervisor, sign))
        self._done(results, "Everybody has signed already")
        self.assertEqual(handover.state, "signed")
        self.assertEqual(handover.action_verify(), [])

    def test_a_line_is_written_while_the_others_sign(self):
        handover = self._taken_over()
        line = {"kind": "open_item", "name": "Call back", "progress": "Today"}
        results = self.together(
            (self.agent, self._at("action_add", line)),
            (self.moon, self._at("action_sign")),
            (self.star, self._at("action_sign")),
        )
        # written before a signature it is in the way of that; after it, it is refused
        written = handover.item_ids.filtered(lambda item: item.name == "Call back")
        self.assertEqual(bool(written), not isinstance(results[0], UserError), results)
        signed = handover.signature_ids.filtered("signed_at")
        self.assertEqual(len(signed), results[1:].count(True), results)
        self.assertEqual(handover.action_verify(), [])
