from odoo import fields, models
from odoo.exceptions import UserError

from ...flow.engine import inputs
from .handover_item import DECIDED
from .mark import keeping

MOST_LINES = 500


class HandoverActs(models.Model):
    """What people do with the lines: read, ask, answer, accept, refuse."""

    _inherit = "cs.handover"

    def action_read(self, item_ids):
        """Tick lines as read; twice is once.

        :raises AccessError: when the user neither goes nor comes
        """
        handover = self._begin()
        items = handover._lines(item_ids)
        me = self._reader()
        self.env["cs.handover.read"].sudo()._tick(items, me)
        news = items.filtered(lambda item: item.kind == "announcement")
        known = self.env["cs.announcement"].sudo().browse(news.mapped("res_id"))
        self.env["cs.announcement.receipt"]._confirm(known.exists(), me)
        return True

    def action_ask(self, item_id, question):
        """Ask about a line; it counts as looked at (SH-07)."""
        text = inputs.required(
            self.env, question, self.env._("Please write the question.")
        )
        handover = self._begin()
        item = handover._lines([item_id])
        handover._note_question(item, self._reader(), text)
        return True

    def action_answer(self, question_id, answer):
        """Answer a question; the last answer counts until the line is signed for."""
        text = inputs.required(self.env, answer, self.env._("Please write the answer."))
        handover = self._begin()
        question = inputs.record(self.env, "cs.handover.question", question_id)
        if question.item_id.handover_id != handover:
            raise inputs.gone(self.env)
        if not self._is_leader():
            self._need_side("outgoing")
        question._keep(
            {
                "answer": text,
                "answered_by_id": self._me().id,
                "answered_at": fields.Datetime.now(),
            }
        )
        return True

    def action_accept(self, item_ids):
        """Take lines on, or say that checks are in order.

        Those who come decide what is handed to them and the checks; those who go decide
        the duties of their own.
        """
        handover = self._begin()
        items = handover._lines(item_ids)
        me = handover._check_decides(items)
        now = fields.Datetime.now()
        self.env["cs.handover.read"].sudo()._tick(items, me)
        decided = {
            "verdict": "accepted",
            "reason": False,
            "decided_by_id": me.id,
            "decided_at": now,
        }
        told = items.filtered(lambda item: item.kind not in ("check", "asset"))
        handover._pass_on(told, me)
        told._keep(decided)
        for expected, counts in (items - told).grouped("expected").items():
            counts._keep(decided | {"counted": expected})
        return True

    def action_refuse_item(self, item_id, reason, counted=None):
        """Do not accept a line, and say why; damage is reported (SH-10).

        :param counted: how many there are of a thing that is counted
        """
        text = inputs.required(self.env, reason, self.env._("Please give a reason."))
        handover = self._begin()
        item = handover._lines([item_id])
        me = handover._check_decides(item)
        number = self._counted(counted) if item.kind == "asset" else 0
        handover._give_back(item, text)
        item._keep(
            {
                "verdict": "refused",
                "reason": text,
                "counted": number,
                "decided_by_id": me.id,
                "decided_at": fields.Datetime.now(),
            }
        )
        self.env["cs.handover.read"].sudo()._tick(item, me)
        if item.kind not in ("check", "asset"):
            handover._note_question(item, me, text)
        elif item.is_told:
            handover._tell_damage(item)
        handover._handover_failed(item)
        return True

    def _pass_on(self, items, employee):
        """Make somebody the owner of lines that he accepts; who had them is kept."""
        fresh = items.filtered(lambda item: item.verdict != "accepted")
        for owner, lines in fresh.grouped("owner_id").items():
            lines._keep({"giver_id": owner.id, "owner_id": employee.id})

    def _give_back(self, item, reason):
        """Give a line back to who had it before it was accepted; the talk says so."""
        if item.verdict != "accepted" or item.kind in ("check", "asset"):
            return
        person, owner = item.owner_id, item.giver_id or item.first_owner_id
        item._keep({"owner_id": owner.id, "giver_id": False})
        self._log(
            lambda env: env._(
                "'%(line)s' goes back from %(person)s to %(owner)s: %(reason)s",
                line=item.with_env(env).name,
                person=person.name,
                owner=owner.name or "-",
                reason=reason,
            )
        )

    def _handover_failed(self, items):
        """Hook: lines were not accepted; the room of conduct proposes items (SH-45)."""

    # ---- checks

    def _lines(self, item_ids):
        """Return lines of this hand-over for ids from a client, as superuser.

        :raises UserError: when one of them is not of this hand-over
        """
        ids = item_ids if isinstance(item_ids, list | tuple) else [item_ids]
        if not ids or len(ids) > MOST_LINES or not all(inputs.is_id(i) for i in ids):
            raise inputs.gone(self.env)
        items = self.env["cs.handover.item"].sudo().browse(dict.fromkeys(ids)).exists()
        if len(items) != len(set(ids)) or items.handover_id != self:
            raise inputs.gone(self.env)
        return items

    def _reader(self):
        """Return the employee who reads: one who goes or comes."""
        if not self._my_seats("incoming"):
            self._need_side("outgoing")
        return self._me()

    def _check_decides(self, items):
        """Return the employee who decides these lines.

        :raises AccessError: when they are not his to decide
        :raises UserError: when somebody else did, or a signature covers them
        """
        for side, lines in items.grouped("side").items():
            seats = self._need_side(side)
            for item in lines:
                if item.kind not in DECIDED:
                    raise UserError(self.env._("'%s' is read, not decided.", item.name))
                if self.mode == "seats" and item.seat_id and item.seat_id not in seats:
                    raise UserError(
                        self.env._("'%s' belongs to another seat.", item.name)
                    )
        me = self._me()
        for item in items:
            self._check_unsigned(item)
            if item.verdict == "accepted" and item.decided_by_id != me:
                raise UserError(
                    self.env._(
                        "%(person)s has accepted '%(line)s' already.",
                        person=item.decided_by_id.name,
                        line=item.name,
                    )
                )
        return me

    def _counted(self, value):
        if value in (None, False):
            return 0
        if type(value) is not int or not 0 <= value <= 100_000:
            raise UserError(self.env._("A count is from 0 to 100,000."))
        return value

    def _note_question(self, item, employee, text):
        with keeping():
            self.env["cs.handover.question"].sudo().create(
                {
                    "item_id": item.id,
                    "question": text,
                    "asked_by_id": employee.id,
                    "asked_at": fields.Datetime.now(),
                }
            )
