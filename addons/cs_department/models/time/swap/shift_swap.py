from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, format_list

from ...flow.engine_mark import is_driving

KINDS = [
    ("exchange", "Exchange"),
    ("give", "Give away"),
    ("return", "Give away and return"),
    ("ring", "Ring of three or more"),
    ("pool", "Offer to everybody"),
    ("appoint", "Somebody is appointed"),
]
#: what only the server writes
RECORDED = (
    "name",
    "moved_at",
    "is_festival",
    "limit_note",
    "limit_words",
    "offer_id",
    "hindered_at",
    "undone_at",
    "undone_by_id",
    "undo_reason",
)


class ShiftSwap(models.Model):
    """People hand shifts to each other, and the roster follows once all have agreed.

    Every employee files, edits and withdraws his own; whoever gives or takes a shift
    in it reads it, as do those who are asked. Leaders read those of their departments
    and may ask for somebody else to be appointed there; HR and auditors read all.
    Nobody but the workflow moves a shift.
    """

    _name = "cs.shift.swap"
    _description = "Shift swap"
    _systray_view = "kanban"
    _inherit = [
        "cs.typed",
        "cs.flow.document",
        "cs.limit.document",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name"]
    _check_company_auto = True

    name = fields.Char("Number", readonly=True, copy=False, index="trigram")
    kind = fields.Selection(KINDS, required=True, default="exchange", tracking=True)
    employee_id = fields.Many2one(
        "hr.employee",
        "Asked by",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_place",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_place",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    leg_ids = fields.One2many("cs.shift.swap.leg", "swap_id", "Shifts", copy=False)
    reason_id = fields.Many2one(
        "cs.swap.reason", ondelete="restrict", index="btree_not_null"
    )
    note = fields.Text("More about it", copy=False)
    stand_in_id = fields.Many2one(
        "hr.employee",
        "Appointed",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        copy=False,
        tracking=True,
        help="Takes the shift where the regulation leaves the choice to the "
        "supervisor.",
    )
    date = fields.Date(
        "First shift", compute="_compute_date", store=True, index="btree_not_null"
    )
    people = fields.Char("Who with", compute="_compute_people")
    summary = fields.Char(compute="_compute_people")
    status = fields.Char(compute="_compute_status")
    is_own = fields.Boolean(compute="_compute_is_own", export_string_translation=False)
    is_festival = fields.Boolean("On a public holiday", readonly=True, copy=False)
    moved_at = fields.Datetime("Carried out", readonly=True, copy=False)
    offer_id = fields.Many2one(
        "cs.shift.offer", readonly=True, copy=False, index="btree_not_null"
    )

    offer_state = fields.Selection(
        related="offer_id.state", related_sudo=True, string="State of the offer"
    )
    is_taken = fields.Boolean(
        compute="_compute_people", export_string_translation=False
    )

    @api.depends("employee_id")
    def _compute_place(self):
        for swap in self:
            person = swap.employee_id.sudo()
            swap.department_id = person.department_id
            swap.company_id = person.company_id or self.env.company

    @api.depends("leg_ids.date")
    def _compute_date(self):
        for swap in self:
            swap.date = min(swap.leg_ids.filtered("date").mapped("date"), default=False)

    @api.depends("name", "employee_id")
    def _compute_display_name(self):
        for swap in self:
            person = swap.employee_id.sudo().name or ""
            swap.display_name = f"{swap.name} {person}" if swap.name else person

    @api.depends("leg_ids.giver_id", "leg_ids.taker_id", "stand_in_id", "employee_id")
    @api.depends_context("lang")
    def _compute_people(self):
        for swap in self.sudo():
            others = swap._others()
            swap.people = format_list(self.env, others.mapped("name"))
            swap.is_taken = bool(others)
            swap.summary = " · ".join(leg._sentence() for leg in swap.leg_ids)

    @api.depends(
        "flow_state",
        "moved_at",
        "undone_at",
        "flow_who",
        "offer_id.state",
        "hindered_at",
    )
    @api.depends_context("lang")
    def _compute_status(self):
        labels = dict(self._fields["flow_state"]._description_selection(self.env))
        refusals = self._refusals()
        for swap in self:
            if swap.undone_at:
                swap.status = swap._undone_status()
            elif swap.moved_at:
                day = fields.Datetime.context_timestamp(swap, swap.moved_at).date()
                swap.status = self.env._(
                    "The roster was changed on %s.", format_date(self.env, day)
                )
            elif swap.flow_state == "running" and swap.hindered_at:
                swap.status = self.env._("No longer possible")
            elif swap.flow_state == "running" and swap.flow_who:
                swap.status = self.env._("Waits for %s.", swap.flow_who)
            elif swap.flow_state == "none" and swap.offer_id.sudo().state == "open":
                swap.status = self.env._("Offered: nobody has taken it yet.")
            elif swap.flow_state == "refused" and swap.flow_run_id.id in refusals:
                swap.status = refusals[swap.flow_run_id.id]
            else:
                swap.status = labels.get(swap.flow_state)

    def _refusals(self):
        """Return ``{run id: who refused and why}``; one query for any number."""
        runs = self.filtered(lambda swap: swap.flow_state == "refused").flow_run_id
        if not runs:
            return {}
        events = (
            self.env["cs.flow.event"]
            .sudo()
            .search([("run_id", "in", runs.ids), ("kind", "=", "refused")])
        )
        return {
            event.run_id.id: self.env._(
                "Refused by %(person)s: %(reason)s",
                person=event.actor_id.name,
                reason=event.comment,
            )
            if event.comment
            else self.env._("Refused by %s.", event.actor_id.name)
            for event in events
        }

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        mine = self.env.user.employee_ids
        for swap in self:
            swap.is_own = swap.employee_id in mine

    # ---- who may do what -------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_recorded(vals)
        numbers = self.env["ir.sequence"].sudo()
        swaps = super().create(vals_list)
        if not self.env.su:
            swaps._check_filer()
        for swap in swaps.sudo():
            swap._driven_write({"name": numbers.next_by_code("cs.shift.swap")})
        return swaps

    def write(self, vals):
        if not is_driving(self):
            self._check_recorded(vals)
        result = super().write(vals)
        if not self.env.su and {"employee_id"} & vals.keys():
            self._check_filer()
        return result

    def _check_recorded(self, vals):
        wrong = [name for name in RECORDED if vals.get(name)] if vals else []
        if wrong and not self.env.su:
            raise AccessError(
                self.env._(
                    "Only the server may set '%s'.", self._fields[wrong[0]].string
                )
            )

    def _check_filer(self):
        """People file for themselves; leaders ask for somebody to be appointed.

        :raises AccessError: it is somebody else's
        """
        is_hr = self.env.user.has_group("cs_department.group_cs_hr")
        led = self.env.user.cs_led_department_ids
        for swap in self:
            is_led = swap.kind == "appoint" and swap.department_id in led
            if not (is_hr or is_led or swap.employee_id in self.env.user.employee_ids):
                raise AccessError(self.env._("You may swap your own shifts only."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offered(self):
        if any(swap.offer_id.state == "open" for swap in self.sudo()):
            raise UserError(self.env._("Take the offer back first."))

    def _others(self):
        """Return everybody but the requester, in the order of the legs."""
        self.ensure_one()
        named = self.leg_ids.sorted("sequence").mapped(
            lambda leg: leg.giver_id | leg.taker_id
        )
        return (named | self.stand_in_id) - self.employee_id

    def _policy(self):
        """Return ``{swap id: policy}``, empty where none holds; no query once known."""
        places = {swap.id: (swap.department_id.id, swap.company_id.id) for swap in self}
        nearest = self.env["cs.swap.policy"]._nearest(set(places.values()))
        return {swap_id: nearest[place] for swap_id, place in places.items()}
