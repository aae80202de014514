from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...flow.engine import inputs, words
from .handover_item import TOLD
from .mark import keeping

#: what people write in a line, and how long it may be
WRITTEN = {"name": 200, "progress": 5000, "contact": 200}


class HandoverWriting(models.Model):
    """What people write into the book, and what becomes of it later."""

    _inherit = "cs.handover"

    def action_add(self, values):
        """Write a line: open work, an instruction, a major matter, an incident or a
        lesson (SH-06); an incident is told to the officer on duty at once (SH-17).

        Those who go write for their seat, the leader for everybody.

        :param values: ``kind``, ``name``, ``progress``, ``contact``, ``is_important``
        :return: the id of the line
        """
        handover = self._begin()
        seat = self._my_seats("outgoing")[:1]
        if not seat and not self._is_leader():
            raise AccessError(
                self.env._("Those who go and the leader write into the book.")
            )
        seats = seat if handover.mode == "seats" else seat.browse()
        vals = self._written(values)
        if not vals.get("name") or "kind" not in vals:
            raise UserError(self.env._("Say what it is about, and of which kind."))
        handover._check_may_add(seats)
        me = self._me()
        with keeping():
            item = (
                self.env["cs.handover.item"]
                .sudo()
                .create(
                    vals
                    | {
                        "handover_id": handover.id,
                        "seat_id": seat.id,
                        "sequence": 30,
                        "author_id": me.id,
                        "first_owner_id": me.id,
                        "owner_id": me.id,
                    }
                )
            )
        if item.kind == "incident":
            handover._tell_incident(item)
        return item.id

    def action_edit(self, item_id, values):
        """Correct a line that one wrote or owns, before anybody has decided it."""
        handover = self._begin()
        item = handover._lines([item_id])
        me = self._me()
        if not me or me not in (item.author_id | item.owner_id):
            raise AccessError(self.env._("Whoever wrote a line corrects it."))
        if item.verdict != "open":
            raise UserError(self.env._("The line is decided already."))
        handover._check_unsigned(item, is_content=True)
        vals = self._written(values)
        if not vals.get("name", item.name):
            raise UserError(self.env._("Say what it is about, and of which kind."))
        # whoever wrote it said it in one language: that is read in all
        for code in words.installed(self.env):
            item.with_context(lang=code)._keep(vals)
        item.read_ids.filtered(lambda r: r.employee_id != me)._forget()
        return True

    def action_waive(self, item_id, reason):
        """Let a line pass that would stop the hand-over; the leader answers for it."""
        text = inputs.required(self.env, reason, self.env._("Please give a reason."))
        handover = self._begin()
        item = handover._lines([item_id])
        handover.with_env(self.env)._check_may_judge(item)
        handover._check_unsigned(item)
        item._keep({"waived_by_id": self.env.uid, "waive_reason": text})
        handover._log(
            lambda env: env._(
                "'%(line)s' does not stop the hand-over: %(reason)s",
                line=item.with_env(env).name,
                reason=text,
            )
        )
        return True

    def action_resolve(self, item_id, resolution):
        """Say that open work is done; who was asked first stays named (SH-08)."""
        text = inputs.required(
            self.env, resolution, self.env._("Please write how it was resolved.")
        )
        handover = self._begin(("open", "refused", "signed", "closed"))
        item = handover._lines([item_id])
        if not self._is_leader():
            self._reader()
        if item.kind not in dict(TOLD) or item.is_resolved:
            raise UserError(self.env._("There is nothing to resolve here."))
        if not self._may_resolve(item):
            raise AccessError(
                self.env._(
                    "'%(line)s' was not accepted: %(person)s says when it is done, or "
                    "whoever decides as the leader: %(names)s.",
                    line=item.name,
                    person=item.decided_by_id.name,
                    names=handover._judge_names(item),
                )
            )
        chain = item
        while chain[-1:].origin_id:
            chain += chain[-1:].origin_id
        chain._keep(
            {
                "is_resolved": True,
                "resolved_by_id": self._me().id,
                "resolved_at": fields.Datetime.now(),
                "resolution": text,
            }
        )
        handover._log(
            lambda env: env._(
                "'%(line)s' is resolved by %(person)s, first asked: %(first)s. "
                "%(text)s",
                line=item.with_env(env).name,
                person=self._me().name or self.env.user.name,
                first=item.first_owner_id.name or "-",
                text=text,
            )
        )
        return True

    def action_publish_lesson(self, item_id, is_published=True):
        """Let everybody read a solved case that is worth copying (SH-46)."""
        handover = self._begin(("open", "signed", "closed"))
        self._need_leader()
        item = handover._lines([item_id])
        if item.kind != "lesson":
            raise UserError(self.env._("Only solved cases are published."))
        item._keep({"is_published": is_published is True})
        return True

    # ---- checks

    def _written(self, values):
        """Return what a client wrote, checked field by field."""
        if not isinstance(values, dict):
            raise UserError(self.env._("These values cannot be read."))
        found = {}
        for name, longest in WRITTEN.items():
            if name in values:
                text = inputs.text(self.env, values[name])
                if len(text) > longest:
                    raise UserError(
                        self.env._("At most %s characters fit here.", longest)
                    )
                found[name] = text
        if "kind" in values:
            if values["kind"] not in [kind for kind, _label in TOLD]:
                raise UserError(self.env._("Choose what kind of line it is."))
            found["kind"] = values["kind"]
        if "is_important" in values:
            found["is_important"] = values["is_important"] is True
        return found
