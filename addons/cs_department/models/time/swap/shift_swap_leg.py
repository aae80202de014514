from odoo import api, fields, models
from odoo.exceptions import UserError

from ..roster.shift import ORIGINS
from . import words
from .supposed import Asked


class ShiftSwapLeg(models.Model):
    """One shift of a swap, from whom to whom.

    Whoever may edit the swap edits its legs while it is not on its way; whoever reads
    the swap reads them.
    """

    _name = "cs.shift.swap.leg"
    _inherit = ["cs.typed"]
    _description = "Shift in a swap"
    _order = "swap_id, sequence, id"
    _check_company_auto = True

    swap_id = fields.Many2one(
        "cs.shift.swap", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="swap_id.company_id")
    sequence = fields.Integer(default=10)
    shift_id = fields.Many2one(
        "cs.shift", required=True, index=True, ondelete="restrict"
    )
    giver_id = fields.Many2one(
        "hr.employee", "Given by", index=True, ondelete="restrict", readonly=True
    )
    taker_id = fields.Many2one(
        "hr.employee", "Taken by", index="btree_not_null", ondelete="restrict"
    )
    is_return = fields.Boolean("Return shift")
    date = fields.Date(related="shift_id.date", store=True, index=True)
    times = fields.Char(compute="_compute_times")
    # as they were when the swap was sent on its way
    start = fields.Datetime(readonly=True)
    stop = fields.Datetime(readonly=True)
    type_id = fields.Many2one(
        "cs.shift.type",
        "Kind of shift",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    is_open = fields.Boolean(readonly=True, export_string_translation=False)
    agreed_at = fields.Datetime("Agreed", readonly=True)
    # what the shift was before the swap, for its way back
    former_origin = fields.Selection(ORIGINS, "Origin before", readonly=True)
    was_return = fields.Boolean(readonly=True, export_string_translation=False)

    _one_swap_a_shift = models.UniqueIndex(
        "(shift_id) WHERE is_open", "This shift is in another swap already."
    )

    @api.depends("shift_id")
    @api.depends_context("lang")
    def _compute_times(self):
        for leg in self:
            leg.times = words.shift(leg.shift_id.sudo()) if leg.shift_id else False

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_recorded(vals)
        legs = super().create(vals_list)
        legs._check_editable()
        legs._set_giver()
        return legs

    def write(self, vals):
        self._check_recorded(vals)
        self._check_editable()
        result = super().write(vals)
        if "shift_id" in vals:
            self._set_giver()
        return result

    def _set_giver(self):
        """Whose shift it is, is not for the client to say."""
        for leg in self.sudo():
            leg.write({"giver_id": leg.shift_id.employee_id.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_its_way(self):
        self._check_editable()

    def _check_recorded(self, vals):
        recorded = ("giver_id", "start", "stop", "type_id", "is_open", "agreed_at")
        recorded += ("former_origin", "was_return")
        if not self.env.su and any(vals.get(name) for name in recorded):
            raise UserError(self.env._("Only the server may set this."))

    def _check_editable(self):
        """Refuse to change the legs of a swap that is on its way or decided."""
        if self.env.su:
            return
        locked = self.env["cs.shift.swap"]._flow_locked_states
        for swap in self.swap_id:
            if swap.flow_state in locked or swap.offer_id.sudo().state == "open":
                raise UserError(
                    self.env._(
                        "'%s' is on its way or decided: its shifts cannot be changed.",
                        swap.display_name,
                    )
                )

    def _as_asked(self):
        """Return ``{shift id: Asked}`` of the shifts that were sent on their way."""
        return {
            leg.shift_id.id: Asked(leg.start, leg.stop, leg.type_id)
            for leg in self
            if leg.start
        }

    def _sentence(self):
        """Return the leg in one line: who takes which shift from whom."""
        self.ensure_one()
        values = {
            "giver": self.giver_id.name or self.env._("nobody"),
            "shift": words.shift(self.shift_id),
            "taker": self.taker_id.name or "…",
        }
        if self.is_return:
            return self.env._(
                "%(taker)s takes %(shift)s of %(giver)s in return", **values
            )
        return self.env._("%(giver)s gives %(shift)s to %(taker)s", **values)
