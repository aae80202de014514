from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ....logic import shift_times as times
from ....logic.roster_diff import State, Told
from ...org.deferred import deferred

#: what others must be told of when it changes
TOLD = ("employee_id", "type_id", "start", "stop", "state", "break_turn")
#: what follows from the rest, or from publishing
OWNED = {
    "is_untold",
    "known_employee_id",
    "known_type_id",
    "known_start",
    "known_stop",
    "paid_hours",
    "layer",
}
ORIGINS = [
    ("rotation", "Rotation"),
    ("automatic", "Automatic"),
    ("hand", "By hand"),
    ("swap", "Swap"),
    ("sick", "Sick call"),
]


class Shift(models.Model):
    """One shift of one person, or a free one that waits for somebody.

    Employees read their own published shifts and the free ones; leaders read those of
    the departments they lead, supervisors write them, HR writes all; auditors read.
    Nobody writes shifts of a locked roster. What people knew is in ``known_*``.
    """

    _name = "cs.shift"
    _inherit = ["cs.typed"]
    _description = "Shift"
    _order = "start, id"
    _rec_names_search = ["employee_id.name", "type_id.name", "type_id.code"]
    _check_company_auto = True

    roster_id = fields.Many2one(
        "cs.roster",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="roster_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="restrict",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Empty: a free shift.",
    )
    type_id = fields.Many2one(
        "cs.shift.type",
        "Shift",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date(required=True, index=True)
    start = fields.Datetime(
        compute="_compute_times",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    stop = fields.Datetime(
        "End",
        compute="_compute_times",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    paid_hours = fields.Float(
        compute="_compute_paid_hours", store=True, precompute=True
    )
    layer = fields.Integer(
        compute="_compute_layer",
        store=True,
        precompute=True,
        aggregator=None,
        help="0 is work, 1 is on call.",
    )
    break_turn = fields.Integer(
        "Turn for breaks",
        default=0,
        required=True,
        aggregator=None,
        help="0 goes first, 1 next.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("cancelled", "Cancelled")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    origin = fields.Selection(ORIGINS, default="hand", required=True)
    is_return = fields.Boolean("Return shift", copy=False)
    note = fields.Char()
    color = fields.Integer(related="type_id.color")
    tz = fields.Selection(related="type_id.tz")

    # what people were told last, written by publishing
    is_untold = fields.Boolean(
        "Not told yet", default=True, copy=False, export_string_translation=False
    )
    known_employee_id = fields.Many2one("hr.employee", copy=False, ondelete="set null")
    known_type_id = fields.Many2one("cs.shift.type", copy=False, ondelete="set null")
    known_start = fields.Datetime(copy=False)
    known_stop = fields.Datetime(copy=False)

    _in_order = models.Constraint(
        "CHECK (stop > start AND stop <= start + interval '50 hours')",
        "A shift must end after it begins, also on nights when clocks change.",
    )
    _figures = models.Constraint(
        "CHECK (layer IN (0, 1) AND break_turn BETWEEN 0 AND 20 "
        "AND paid_hours BETWEEN 0 AND 50)",
        "There are at most 20 turns for breaks.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, layer WITH =, "
        "tsrange(start, stop) WITH &&) "
        "WHERE (state <> 'cancelled' AND employee_id IS NOT NULL) DEFERRABLE",
        "Somebody cannot work two shifts at once.",
    )
    _untold_idx = models.Index("(roster_id) WHERE is_untold")
    _person_idx = models.Index("(employee_id, date)")
    _place_idx = models.Index("(department_id, date)")

    @api.depends("roster_id")
    def _compute_department_id(self):
        for shift in self:
            place = shift.roster_id.department_id
            own = shift.employee_id.sudo().department_id
            path = own.parent_path or ""
            is_below = place and path.startswith(place.parent_path or "-")
            shift.department_id = own if is_below else place

    @api.depends("type_id", "date")
    def _compute_times(self):
        """Take the hours of the type as they are now; later they are frozen."""
        for shift in self:
            if shift.type_id and shift.date:
                found = shift.type_id._times_on(shift.date)
                shift.start, shift.stop = found.start, found.stop

    @api.depends("start", "stop")
    def _compute_paid_hours(self):
        for shift in self:
            if shift.start and shift.stop:
                shift.paid_hours = shift._paid()

    @api.depends("type_id")
    def _compute_layer(self):
        for shift in self:
            shift.layer = shift.type_id._layer() if shift.type_id else 0

    @api.depends("employee_id", "type_id", "date")
    def _compute_display_name(self):
        for shift in self:
            shift.display_name = " ".join(
                part
                for part in (
                    shift.date and format_date(self.env, shift.date),
                    shift.type_id.code,
                    shift.employee_id.sudo().name or self.env._("nobody yet"),
                )
                if part
            )

    @api.constrains("date", "roster_id")
    def _check_date(self):
        for shift in self:
            roster = shift.roster_id
            if not roster.date_from <= shift.date <= roster.date_to:
                raise ValidationError(
                    self.env._(
                        "%(day)s lies outside of the roster %(roster)s.",
                        day=format_date(self.env, shift.date),
                        roster=roster.display_name,
                    )
                )

    @api.constrains("employee_id", "start", "stop", "state", "layer")
    def _check_alone(self):
        """Name the shift in the way; one query for all that are saved together."""
        busy = self.filtered(lambda s: s.employee_id and s.state != "cancelled")
        if not busy:
            return
        others = self.sudo().search(
            [
                ("employee_id", "in", busy.employee_id.ids),
                ("state", "!=", "cancelled"),
                ("start", "<", max(busy.mapped("stop"))),
                ("stop", ">", min(busy.mapped("start"))),
            ]
        )
        of_person = others.grouped(lambda s: (s.employee_id, s.layer))
        for shift in busy.sudo():
            for other in of_person.get((shift.employee_id, shift.layer), self):
                is_met = other.start < shift.stop and other.stop > shift.start
                if other != shift and is_met:
                    raise ValidationError(
                        self.env._(
                            "%(person)s already has the shift %(type)s on %(day)s, at "
                            "the same time.",
                            person=shift.employee_id.name,
                            type=other.type_id.display_name,
                            day=format_date(self.env, other.date),
                        )
                    )

    def _paid(self):
        """Return the hours to be paid, of the time that really passes."""
        self.ensure_one()
        pauses = []
        if self.type_id and self.date:
            pattern = self.type_id._pattern()
            pauses = [
                times.pause_at(self.date, pattern, pause, self.break_turn)
                for pause in pattern.pauses
                if not pause.is_paid
            ]
        return times.hours_between(self.start, self.stop, pauses)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_rosters_open(vals_list)
        self._check_not_set(vals_list)
        with deferred(self, "_no_overlap"):
            shifts = super().create(vals_list)
        shifts._log_new()
        return shifts

    def write(self, vals):
        self._check_unlocked()
        before = self._before(vals)
        self._check_not_set([vals])
        if vals.keys() & {"date", *TOLD} and "is_untold" not in vals:
            vals = {**vals, "is_untold": True}
        if vals.get("roster_id"):
            self._check_rosters_open([vals])
        with deferred(self, "_no_overlap"):
            result = super().write(vals)
        self._log_changed(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        self._check_unlocked()
        if any(shift.known_type_id for shift in self):
            raise UserError(
                self.env._(
                    "People know of this shift already: cancel it instead, so that "
                    "they are told."
                )
            )

    @api.model
    def _check_not_set(self, vals_list):
        """What publishing and reckoning write is not for whoever can write shifts."""
        if self.env.su:
            return
        for vals in vals_list:
            if OWNED & vals.keys() or vals.get("state") == "published":
                raise UserError(self.env._("Shifts are published with their roster."))

    def _check_unlocked(self):
        """Refuse to touch shifts of a roster that is locked for pay."""
        self.roster_id.sudo()._check_open()

    @api.model
    def _check_rosters_open(self, vals_list):
        for vals in vals_list:
            self._check_types(vals)
        ids = {vals["roster_id"] for vals in vals_list if vals.get("roster_id")}
        self.env["cs.roster"].sudo().browse(ids).exists()._check_open()

    def _told(self):
        """Return what people knew of the shift and what is so now, as plain values."""
        before = after = None
        if self.known_employee_id:
            before = State(
                self.known_employee_id.id,
                self.known_type_id.id,
                str(self.known_start),
                str(self.known_stop),
            )
        if self.employee_id and self.state != "cancelled":
            after = State(
                self.employee_id.id, self.type_id.id, str(self.start), str(self.stop)
            )
        return Told(str(self.date), before, after)
