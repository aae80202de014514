from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ....logic import swap as rules
from ...flow.engine import inputs, outside
from .check import SwapCheck
from .supposed import Supposed


class SwapUndo(models.Model):
    """The way back of a swap that was carried out.

    Whoever leads the departments of everybody in it, and HR, take it back with a
    reason, as long as none of its shifts has begun. Nobody does so with a swap that he
    is in himself.
    """

    _inherit = "cs.shift.swap"

    undone_at = fields.Datetime("Undone", readonly=True, copy=False)
    undone_by_id = fields.Many2one(
        "res.users",
        "Undone by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    undo_reason = fields.Text("Why it was undone", readonly=True, copy=False)
    can_undo = fields.Boolean(
        compute="_compute_can_undo", export_string_translation=False
    )

    _undone_whole = models.Constraint(
        "CHECK (undone_at IS NULL OR (moved_at IS NOT NULL AND undone_by_id IS NOT "
        "NULL AND undo_reason IS NOT NULL))",
        "A swap that is taken back was carried out, and somebody says why.",
    )

    @api.depends("moved_at", "undone_at", "leg_ids.start")
    @api.depends_context("uid")
    def _compute_can_undo(self):
        now = fields.Datetime.now()
        for swap in self:
            legs = swap.sudo().leg_ids
            swap.can_undo = (
                bool(swap.moved_at and not swap.undone_at and legs)
                and min(legs.shift_id.mapped("start")) > now
                and swap._may_undo()
            )

    def _may_undo(self):
        """Tell whether the user stands above everybody in the swap, or is HR."""
        legs = self.sudo().leg_ids
        people = legs.giver_id | legs.taker_id
        if people & self.env.user.employee_ids.sudo():
            return False
        led = self.env.user.cs_led_department_ids
        return self.env.user.has_group("cs_department.group_cs_hr") or (
            bool(people.department_id) and people.department_id <= led.sudo()
        )

    def action_undo(self, reason):
        """Give every shift back at once, or none.

        :param reason: what those who swapped are told
        :raises AccessError: the user does not lead all of them, or is one of them
        :raises UserError: it was not carried out, or something has changed since
        """
        swap = inputs.one(self)
        swap.check_access("read")
        text = inputs.required(
            self.env, reason, self.env._("Say why the swap is taken back.")
        )
        if not (self.env.su or swap._may_undo()):
            raise AccessError(
                self.env._(
                    "Only HR, or whoever leads all people of a swap and is not in it, "
                    "takes it back."
                )
            )
        swap.sudo()._undo(text)
        return True

    def _undo(self, reason):
        people = self.leg_ids.giver_id | self.leg_ids.taker_id
        self.env["cs.duty.lock"]._take(people.ids)
        self._check_can_be_undone()
        legs = self.leg_ids
        legs.shift_id._move_all(
            [(leg.shift_id, leg.giver_id) for leg in legs], "hand", told=True
        )
        for leg in legs:
            leg.shift_id.write(
                {
                    "origin": leg.former_origin or "hand",
                    "is_return": leg.was_return,
                }
            )
        self._driven_write(
            {
                "undone_at": fields.Datetime.now(),
                "undone_by_id": self.env.uid,
                "undo_reason": reason,
            }
        )
        outside.revoke(self.flow_run_id, reason)
        self._tell_undone(people.user_id)

    def _check_can_be_undone(self):
        """Look at the rosters as they are at this moment.

        :raises UserError: says what stands in the way; nothing was moved
        """
        if not self.moved_at or self.undone_at:
            raise UserError(
                self.env._(
                    "'%s' was not carried out, or was taken back already.",
                    self.display_name,
                )
            )
        found = self._undo_problems()
        if found:
            raise UserError(
                "\n".join(
                    [
                        self.env._("Nothing was moved, because things have changed:"),
                        *dict.fromkeys(found),
                    ]
                )
            )

    def _undo_problems(self):
        """Return what keeps the shifts from going back, in sentences."""
        back = Supposed(
            key=self.id,
            kind="appoint",
            legs=tuple(
                rules.Leg(leg.shift_id.id, leg.taker_id.id, leg.giver_id.id)
                for leg in self.leg_ids.sorted("sequence")
            ),
            requester=self.employee_id.id,
            policy=self._policy()[self.id],
            holder=self.id,
            frozen=self.leg_ids._as_asked(),
        )
        check = SwapCheck(self.env, [back])
        found = [
            problem for leg in back.legs for problem in check._shift_problems(back, leg)
        ]
        if found:
            return [problem.sentence for problem in found]
        leave = [
            p.sentence for leg in back.legs for p in check._leave_problems(back, leg)
        ]
        moves = [(leg.shift_id, leg.giver_id) for leg in self.leg_ids]
        broken = self.env["cs.shift"]._legality(moves)
        # leave is said by the check, which also knows what is only asked for
        return leave + [
            row["sentence"]
            for rows in broken
            for row in rows
            if row["outcome"] == "block" and not (leave and row["rule"] == "leave")
        ]

    def _tell_undone(self, users):
        """Tell those who swapped, each in his own language."""
        for lang, group in users.filtered("active").grouped("lang").items():
            swap = self.with_context(lang=lang or "en_US")
            swap.message_notify(
                partner_ids=group.partner_id.ids,
                subject=swap.env._("Your swap was taken back: %s", swap.name),
                body=swap._undone_status(),
                force_send=False,
            )

    def _undone_status(self):
        """Return who took the swap back, when and why."""
        day = fields.Datetime.context_timestamp(self, self.undone_at).date()
        return self.env._(
            "Taken back on %(day)s by %(person)s: %(reason)s",
            day=format_date(self.env, day),
            person=self.sudo().undone_by_id.name,
            reason=self.undo_reason,
        )
