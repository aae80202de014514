from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from ....logic import swap_watch as rules
from ...flow.engine import inputs
from . import words


class ShiftMiss(models.Model):
    """A shift that nobody came to, and whose fault it is (SW-05).

    Whoever leads the department records it and divides the fault, HR corrects it until
    it is confirmed, but nobody where he has a share himself; those who share it read
    it, auditors read all. What follows from it for attendance and scores is read from
    here.
    """

    _name = "cs.shift.miss"
    _inherit = ["cs.typed", "mail.thread"]
    _description = "Missed shift"
    _order = "date desc, id desc"

    shift_id = fields.Many2one(
        "cs.shift", required=True, index=True, ondelete="restrict"
    )
    swap_id = fields.Many2one(
        "cs.shift.swap",
        "Agreement",
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_swap_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The swap that was asked for, approved or not.",
    )
    absent_id = fields.Many2one(
        "hr.employee",
        "Should have come",
        compute="_compute_swap_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        related="shift_id.department_id", store=True, precompute=True, index=True
    )
    date = fields.Date(related="shift_id.date", store=True, precompute=True)
    kind = fields.Selection(
        [("missed", "Somebody did not come"), ("empty", "The seat stayed empty")],
        required=True,
        default="missed",
    )
    note = fields.Text("What happened")
    points = fields.Float("Points to share", digits=(16, 2))
    line_ids = fields.One2many(
        "cs.shift.miss.share",
        "miss_id",
        "Shares",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [("draft", "To be divided"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )

    _once = models.UniqueIndex("(shift_id)", "This shift is recorded as missed.")
    _points_range = models.Constraint(
        "CHECK (points BETWEEN 0 AND 1000)", "Points are from 0 to 1,000."
    )

    @api.depends("shift_id")
    def _compute_swap_id(self):
        legs = self.env["cs.shift.swap.leg"].sudo()
        found = legs.search(
            Domain("shift_id", "in", self.shift_id.ids)
            & Domain("swap_id.undone_at", "=", False),
            order="swap_id",
        ).grouped("shift_id")
        for miss in self:
            newest = found.get(miss.shift_id, legs)[-1:]
            miss.swap_id = newest.swap_id
            miss.absent_id = miss.shift_id.sudo().employee_id

    @api.depends("shift_id", "swap_id", "absent_id")
    def _compute_line_ids(self):
        """Propose the shares: who should have come alone, or all of an agreement that
        was never approved."""
        for miss in self:
            shares = miss._proposed()
            miss.line_ids = [
                Command.clear(),
                *(
                    Command.create({"employee_id": person, "percent": percent})
                    for person, percent in shares.items()
                ),
            ]

    def _proposed(self):
        """Return ``{employee id: percent}``."""
        swap, absent = self.swap_id.sudo(), self.absent_id
        if not absent:
            return {}
        others = (swap.employee_id | swap._others() if swap else absent) - absent
        if swap.moved_at or not others:
            return {absent.id: 100.0}
        policy = swap._policy()[swap.id]
        own = policy.fault_percent if policy else 50.0
        shares = rules.split(
            100.0 - own, {person.id: 100.0 / len(others) for person in others}
        )
        return {absent.id: own, **shares}

    @api.constrains("line_ids", "state")
    def _check_shares(self):
        for miss in self:
            if miss.state == "confirmed" and not rules.is_whole(
                miss.line_ids.mapped("percent")
            ):
                raise ValidationError(
                    self.env._(
                        "The shares of %s must come to 100 %%.", miss.display_name
                    )
                )

    @api.constrains("swap_id", "shift_id")
    def _check_swap(self):
        for miss in self.sudo():
            if miss.swap_id and miss.shift_id not in miss.swap_id.leg_ids.shift_id:
                raise ValidationError(
                    self.env._("This agreement is not about %s.", miss.display_name)
                )

    @api.depends("shift_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for miss in self:
            shift = miss.shift_id.sudo()
            miss.display_name = words.shift(shift) if shift else ""

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            self._check_open({"state"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_open(vals.keys())
        if vals.keys() - self.env["mail.thread"]._fields.keys():
            self._check_not_own()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_open({"shift_id"})

    def _check_open(self, names):
        if self.env.su:
            return
        if "state" in names:
            raise UserError(self.env._("Press Confirm to confirm."))
        closed = self.filtered(lambda miss: miss.state == "confirmed")
        if closed and names - self.env["mail.thread"]._fields.keys():
            raise UserError(
                self.env._("'%s' is confirmed already.", closed[0].display_name)
            )

    def _check_not_own(self):
        """Refuse who has a share in it himself.

        :raises AccessError: with what to do
        """
        mine = self.env.user.employee_ids
        for miss in () if self.env.su else self.sudo():
            if mine & (miss.absent_id | miss.line_ids.employee_id):
                raise AccessError(
                    self.env._(
                        "You have a share in '%s' yourself: HR or whoever leads above "
                        "you decides it.",
                        miss.display_name,
                    )
                )

    def action_confirm(self):
        """Fix the shares; attendance and scores read them from now on.

        :raises AccessError: the user has a share himself
        :raises UserError: the shift has not begun
        """
        inputs.rows(self).check_access("write")
        self._check_not_own()
        now = fields.Datetime.now()
        for miss in self.sudo():
            if miss.shift_id.start > now:
                raise UserError(
                    self.env._("%s has not begun: nobody missed it.", miss.display_name)
                )
        drafts = self.sudo().filtered(lambda miss: miss.state == "draft")
        drafts.write({"state": "confirmed"})
        self.sudo()._on_confirmed()
        return True

    def _on_confirmed(self):
        """Hook: what a missed shift means for attendance and scores."""
