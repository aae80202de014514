from odoo import fields, models
from odoo.tools import format_list

from .handover_signer import KINDS


class HandoverSignature(models.Model):
    """A signature that a hand-over needs, and who gave it when.

    It keeps a fingerprint of the lines that were signed. The book writes it; whoever
    reads the hand-over reads it.
    """

    _name = "cs.handover.signature"
    _description = "Signature of a hand-over"
    _inherit = ["cs.handover.kept"]
    _order = "handover_id, sequence, seat_id, id"
    _rec_name = "kind"

    handover_id = fields.Many2one(
        "cs.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    seat_id = fields.Many2one(
        "cs.handover.seat", index="btree_not_null", ondelete="cascade"
    )
    sequence = fields.Integer(required=True)
    kind = fields.Selection(KINDS, required=True)
    role_id = fields.Many2one("cs.role", ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", "Signed by", ondelete="restrict")
    user_id = fields.Many2one("res.users", ondelete="restrict")
    signed_at = fields.Datetime("Signed at")
    digest = fields.Char("Fingerprint")

    _complete = models.Constraint(
        "CHECK ((signed_at IS NULL) = (user_id IS NULL) "
        "AND (signed_at IS NULL) = (digest IS NULL))",
        "A signature has a person, a time and a fingerprint.",
    )
    _slot_uniq = models.UniqueIndex(
        "(handover_id, kind, COALESCE(seat_id, 0), COALESCE(role_id, 0))",
        "Nobody signs twice for the same thing.",
    )

    def _is_after(self, other):
        """Tell whether another signature must be given before this one."""
        is_near = not self.seat_id or not other.seat_id or other.seat_id == self.seat_id
        return other.sequence < self.sequence and is_near

    def _is_wanted(self):
        """Tell whether somebody goes or comes who has something to sign for.

        A closed seat wants no signature; who comes to an empty seat signs, and a seat
        without relief waits for one.
        """
        if self.seat_id.closed_by_id:
            return False
        seats = self.seat_id or self.handover_id.seat_ids
        if self.kind == "outgoing":
            return bool(seats.outgoing_id)
        return self.kind != "incoming" or bool(seats.outgoing_id | seats.incoming_id)

    def _who_text(self):
        """Return whose signature it is, in the reader's language."""
        self.ensure_one()
        slot = self.sudo()
        if slot.kind == "review":
            return slot.role_id.name
        if slot.kind == "leader":
            return slot.handover_id.template_id.leader_role_id.name or self.env._(
                "Leader of the shift"
            )
        seats = slot.seat_id or slot.handover_id.seat_ids
        people = seats.outgoing_id if slot.kind == "outgoing" else seats.incoming_id
        if slot.kind == "incoming" and not people and seats.outgoing_id:
            names = "/".join(seats.outgoing_id.mapped("name"))
            return self.env._("whoever relieves %s", names)
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return "/".join(people.mapped("name")) or labels[slot.kind]

    def _as_text(self):
        """Return as what somebody gives these signatures, each part once, in the
        reader's language; a part with several seats says how many."""
        _ = self.env._
        names = {
            "outgoing": _("who goes"),
            "incoming": _("who takes over"),
            "leader": _("leader of the shift"),
        }
        by_kind, parts = self.grouped("kind"), []
        for kind, name in names.items():
            count = len(by_kind.get(kind, ()))
            if count > 1:
                name = _("%(part)s (seats: %(count)s)", part=name, count=count)
            parts += [name] if count else []
        parts += self.sudo().role_id.mapped("name")
        return format_list(self.env, parts)

    def _sign_label(self):
        """Return what a button says that gives these signatures at once."""
        _ = self.env._
        if len(self) > 1:
            return _("Sign as %s", self._as_text())
        return {
            False: "",
            "outgoing": _("Sign: the record is complete"),
            "incoming": _("Sign: I take over"),
            "leader": _("Sign as leader: the shift may leave"),
            "review": _("Sign: reviewed"),
        }[self.kind]

    def _signed_as(self, user):
        """Return as what somebody signed when he signed last, if at several places."""
        mine = self.filtered(lambda slot: slot.signed_at and slot.user_id == user)
        last = max(mine.mapped("signed_at"), default=None)
        together = mine.filtered(lambda slot: slot.signed_at == last)
        return together._as_text() if len(together) > 1 else ""
