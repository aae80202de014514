from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...flow.engine import inputs
from . import words


class ShiftOffer(models.Model):
    """A shift that somebody else may take: the first one who may does.

    Leaders offer shifts of their departments when somebody cannot come; staff offer
    their own through a swap. Those who are asked read it, leaders those of their
    departments, HR and auditors all; only the methods here change it.
    """

    _name = "cs.shift.offer"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _description = "Shift on offer"
    _systray_view = "kanban"
    _order = "id desc"

    kind = fields.Selection(
        [("sick", "Somebody cannot come"), ("pool", "A colleague offers it")],
        required=True,
        readonly=True,
        default="sick",
    )
    shift_id = fields.Many2one(
        "cs.shift", required=True, index=True, ondelete="restrict"
    )
    swap_id = fields.Many2one(
        "cs.shift.swap", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        related="shift_id.department_id", store=True, precompute=True, index=True
    )
    date = fields.Date(related="shift_id.date", store=True, precompute=True)
    start = fields.Datetime(related="shift_id.start", store=True, precompute=True)
    times = fields.Char("When", compute="_compute_times")
    absent_id = fields.Many2one(
        "hr.employee",
        "Cannot come",
        readonly=True,
        index="btree_not_null",
        groups="cs_department.group_cs_leader,cs_department.group_cs_hr,"
        "cs_department.group_cs_auditor",
    )
    note = fields.Char(
        "Why",
        groups="cs_department.group_cs_leader,cs_department.group_cs_hr,"
        "cs_department.group_cs_auditor",
        help="For leaders, HR and auditors: what somebody has is nobody else's affair.",
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("taken", "Taken"),
            ("escalated", "Nobody took it"),
            ("closed", "Taken back"),
            ("vacant", "Stays vacant"),
        ],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
        index=True,
    )
    wave = fields.Integer(readonly=True, aggregator=None)
    wave_until = fields.Datetime("Answers until", readonly=True)
    line_ids = fields.One2many("cs.shift.offer.line", "offer_id", "People asked")
    taken_by_id = fields.Many2one(
        "hr.employee", "Taken by", readonly=True, index="btree_not_null"
    )
    taken_at = fields.Datetime(readonly=True)
    status = fields.Char(compute="_compute_status")

    _one_open = models.UniqueIndex(
        "(shift_id) WHERE state = 'open'", "This shift is on offer already."
    )
    _due_idx = models.Index("(wave_until) WHERE state = 'open'")

    @api.depends("shift_id")
    @api.depends_context("lang")
    def _compute_times(self):
        for offer in self.sudo():
            offer.times = words.shift(offer.shift_id) if offer.shift_id else False

    @api.depends("shift_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for offer in self:
            offer.display_name = offer.times or ""

    @api.depends("state", "taken_by_id", "wave", "line_ids.state")
    @api.depends_context("lang")
    def _compute_status(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for offer in self.sudo():
            asked = offer.line_ids.filtered(lambda line: line.state == "asked")
            if offer.state == "taken":
                offer.status = self.env._("%s takes it.", offer.taken_by_id.name)
            elif offer.state == "open":
                offer.status = self.env._(
                    "Wave %(wave)s: %(count)s asked.",
                    wave=offer.wave,
                    count=len(asked),
                )
            else:
                offer.status = labels[offer.state]

    # ---- opening ---------------------------------------------------------------------

    @api.model
    def call_in(self, shift_id, note=None):
        """Somebody cannot come: free the shift and ask others, best first.

        :raises AccessError: the user does not lead the department
        :raises UserError: the shift cannot be offered
        :return: the id of the offer
        """
        shift = inputs.record(self.env, "cs.shift", shift_id)
        self._check_leads(shift)
        text = inputs.text(self.env, note)
        self._check_ahead(shift)
        self._check_not_offered(shift)
        absent = shift.employee_id
        self.env["cs.duty.lock"].sudo()._take(absent.ids)
        if absent:
            shift._move(self.env["hr.employee"], "sick", told=True)
        offer = self.sudo().create(
            {
                "kind": "sick",
                "shift_id": shift.id,
                "absent_id": absent.id,
                "note": text or False,
            }
        )
        offer._line_up(absent)
        offer._next_wave()
        return offer.id

    @api.model
    def _check_ahead(self, shift):
        if shift.state != "published" or shift.start <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%s is not published, or has begun: it cannot be offered.",
                    words.shift(shift),
                )
            )

    def _check_not_offered(self, shift):
        """Refuse a second offer of a shift beside this one, if any."""
        others = Domain("shift_id", "=", shift.id) & Domain("state", "=", "open")
        if self.sudo().search_count(others & Domain("id", "not in", self.ids), limit=1):
            raise UserError(self.env._("This shift is on offer already."))

    @api.model
    def _open_pool(self, swap):
        """Offer the shift of a swap; see ``action_offer`` of the swap."""
        shift = swap.leg_ids.shift_id
        if len(shift) != 1:
            raise UserError(words.sentence(self.env, "one_way"))
        policy = swap._policy()[swap.id]
        problem = swap._first_problem(shift, policy)
        if problem:
            raise UserError(problem)
        offer = self.create({"kind": "pool", "shift_id": shift.id, "swap_id": swap.id})
        swap.leg_ids.write({"is_open": True})
        swap._flush_open()
        offer._line_up(swap.employee_id)
        offer._next_wave()
        return offer

    # ---- answering -------------------------------------------------------------------

    def action_take(self):
        """Take the shift, if nobody was faster and no rule stands against it.

        :raises UserError: somebody was faster, or which rule it is
        """
        offer, line = self._asked()
        self.env["cs.duty.lock"].sudo()._take(line.employee_id.ids)
        offer._claim()
        if offer.state != "open":
            raise UserError(offer._too_late())
        problems = offer._problems_of(line.employee_id, line.is_let)
        if problems:
            raise UserError("\n".join(problems))
        offer._goes_to(line)
        return True

    def _goes_to(self, line):
        """Let somebody have the shift, and tell the others."""
        now = fields.Datetime.now()
        line.write({"state": "accepted", "answered_at": now})
        self.write(
            {"state": "taken", "taken_by_id": line.employee_id.id, "taken_at": now}
        )
        if self.swap_id:
            self.swap_id.with_env(self.env)._taken_by(line.employee_id)
        else:
            self.shift_id._move(line.employee_id, "sick", told=True)
        others = self.line_ids.filtered(lambda row: row.state in ("asked", "waiting"))
        asked = others.filtered(lambda row: row.state == "asked").employee_id
        others.write({"state": "lost"})
        self._tell_taken(asked)

    def action_decline(self):
        """Say no; when all of a wave have, the next one is asked."""
        offer, line = self._asked()
        offer._claim()
        if offer.state != "open":
            raise UserError(offer._too_late())
        line.write({"state": "declined", "answered_at": fields.Datetime.now()})
        if not offer.line_ids.filtered(lambda row: row.state == "asked"):
            offer._next_wave()
        return True

    def action_close(self):
        """Take the offer back."""
        offer = inputs.one(self)
        offer.check_access("read")
        mine = offer.swap_id.sudo().employee_id in self.env.user.employee_ids
        if not mine:
            offer._check_leads(offer.sudo().shift_id)
        offer = offer.sudo()
        offer._claim()
        if offer.state not in ("open", "escalated"):
            raise UserError(offer._too_late())
        offer._end("closed")
        offer._settle_find()
        return True

    def _end(self, state):
        """Ask nobody any more."""
        self.write({"state": state, "wave_until": False})
        self.swap_id._let_go()
        self.line_ids.filtered(lambda row: row.state in ("asked", "waiting")).write(
            {"state": "lost"}
        )

    def _asked(self):
        """Return the offer with sudo, and the line of the user.

        :raises UserError: the user was not asked
        """
        offer = inputs.one(self).sudo()
        line = offer.line_ids.filtered(
            lambda row: (
                row.employee_id.user_id == self.env.user
                and row.state not in ("waiting", "excluded")
            )
        )
        if not line:
            raise UserError(self.env._("You were not asked for this shift."))
        return offer, line

    def _claim(self):
        """Let one transaction at a time answer: a second one begins anew."""
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE cs_shift_offer SET write_date = now() AT TIME ZONE 'UTC' "
            "WHERE id = %s",
            [self.id],
        )
        self.invalidate_recordset()

    def _too_late(self):
        if self.state == "taken":
            return self.env._(
                "%(person)s was faster: the shift %(shift)s is taken.",
                person=self.taken_by_id.name,
                shift=words.shift(self.shift_id),
            )
        return self.env._("This shift is not on offer any more.")

    def _lines_of(self, plan, said):
        """Return commands for the lines of people in waves, with what speaks against
        each but does not keep him from it."""
        return [
            Command.create(
                {
                    "employee_id": person,
                    "wave": number,
                    "rank": rank,
                    "why": " ".join(row.sentence for row in said[person]) or False,
                }
            )
            for rank, (person, number) in enumerate(
                (
                    (person, number)
                    for number, wave in enumerate(plan, start=1)
                    for person in wave
                ),
                start=1,
            )
        ]
