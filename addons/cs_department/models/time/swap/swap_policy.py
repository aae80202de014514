from odoo import api, fields, models
from odoo.tools import ormcache

from ....logic.offer import Wave
from ....logic.swap import Rules
from ...limit.limit_screen import limit_lines

#: kinds of swap → the field of the policy that allows them
ALLOWED = {
    "exchange": "has_exchange",
    "give": "has_give",
    "return": "has_return",
    "ring": "has_ring",
    "pool": "has_pool",
}


class SwapPolicy(models.Model):
    """Everything a regulation says about swapping shifts and filling free ones.

    Where none holds nobody swaps. How often, how long ahead and on which dates are
    ordinary records of ``cs.limit`` on this screen.

    HR creates and edits; every employee may read what holds for him, auditors read all.
    """

    _name = "cs.swap.policy"
    _description = "Swap policy"
    _inherit = ["cs.policy", "cs.limit.screen", "mail.thread"]

    name = fields.Char(tracking=True)
    active = fields.Boolean(tracking=True)
    company_id = fields.Many2one(tracking=True)
    department_id = fields.Many2one(tracking=True)
    note = fields.Html(
        "Regulation", translate=True, help="The text that employees read."
    )

    # ---- who chooses, and what
    mode = fields.Selection(
        [
            ("choose", "Staff find somebody themselves"),
            ("appoint", "The supervisor appoints somebody"),
        ],
        "Counterpart",
        required=True,
        default="choose",
        tracking=True,
    )
    has_exchange = fields.Boolean("Exchange", default=True)
    has_give = fields.Boolean("Give away", default=True)
    has_return = fields.Boolean("Give away and return", default=True)
    has_ring = fields.Boolean("Ring of three or more", default=True)
    has_pool = fields.Boolean("Offer to everybody", default=True)
    max_ring = fields.Integer("Largest ring", default=5)
    flow_id = fields.Many2one(
        "cs.flow",
        "Workflow",
        domain="[('res_model', '=', 'cs.shift.swap')]",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Empty: the published workflow for swaps whose conditions fit.",
    )
    needs_reason = fields.Boolean("Reason", default=True)
    reason_ids = fields.Many2many(
        "cs.swap.reason", string="Reasons", help="None: all reasons of the company."
    )

    # ---- with whom
    scope = fields.Selection(
        [
            ("department", "of the same department"),
            ("policy", "of all departments under this policy"),
            ("company", "of the company"),
        ],
        "With colleagues",
        required=True,
        default="department",
        tracking=True,
    )
    peer = fields.Selection(
        [
            ("any", "of any grade"),
            ("level", "of the same level: leader with leader, agent with agent"),
            ("grade", "of the same grade"),
        ],
        "Only",
        required=True,
        default="level",
        tracking=True,
    )

    # ---- what the rosters look like afterwards
    festival = fields.Selection(
        [
            ("forbidden", "forbidden"),
            ("manager", "the manager decides as well"),
            ("free", "as on other days"),
        ],
        "On public holidays",
        required=True,
        default="forbidden",
        tracking=True,
    )
    distance = fields.Integer(
        "Shifts between two swaps",
        default=1,
        tracking=True,
        help="So many shifts of somebody's own lie between two that came from swaps, "
        "and what came from a swap is not swapped again. 0: swaps may follow each "
        "other.",
    )
    back_to_back_hours = fields.Float(
        "Back to back",
        default=1.0,
        digits=(16, 2),
        tracking=True,
        help="Shifts of a person closer than so many hours are back to back and "
        "refused. 0: allowed.",
    )
    is_one_a_day = fields.Boolean("One shift a day", default=True, tracking=True)
    rest_hours = fields.Float(
        "Rest",
        digits=(16, 2),
        tracking=True,
        help="Hours between two shifts of a person. 0: as the rules of the roster say.",
    )
    exchange_days = fields.Integer(
        "Days around the shift",
        default=31,
        help="Shifts further away than this are not exchanged.",
    )
    return_days = fields.Integer(
        "Return within days",
        default=31,
        help="Between a shift and its return. 0: at any time.",
    )
    leave_blocks = fields.Selection(
        [
            ("asked", "approved or asked for"),
            ("approved", "approved"),
        ],
        "Nobody with leave",
        required=True,
        default="asked",
        help="Whoever has leave during a shift neither takes it nor returns one.",
    )

    # ---- limits
    notice_ids = limit_lines("cs.swap.policy", "cs.shift.swap", "notice")
    amount_ids = limit_lines("cs.swap.policy", "cs.shift.swap", "count")
    blackout_ids = limit_lines("cs.swap.policy", "cs.shift.swap", "blackout")
    eligibility_ids = limit_lines("cs.swap.policy", "cs.shift.swap", "eligibility")

    # ---- what it means for leave
    offers_swap = fields.Boolean(
        "Swap instead",
        default=True,
        help="The form of leave names the colleagues who rest on that day.",
    )
    leave_on_swapped = fields.Selection(
        [("refuse", "not allowed"), ("free", "as on other days")],
        "Leave on swapped and returned shifts",
        required=True,
        default="refuse",
        tracking=True,
    )
    leave_on_festival = fields.Selection(
        [("refuse", "not allowed"), ("free", "as the leave policy says")],
        "Leave on duty on public holidays",
        required=True,
        default="free",
        tracking=True,
    )
    exempt_type_ids = fields.Many2many(
        "hr.leave.type",
        "cs_swap_policy_exempt_rel",
        string="But not for",
        help="Types of leave that may be asked for all the same, such as sick leave.",
    )

    # ---- free shifts
    has_unable = fields.Boolean(
        "Staff say when they cannot come",
        default=True,
        tracking=True,
        help="From My Shifts, with a reason. Their leader is told and asks others; "
        "nobody is taken off a shift by it.",
    )
    unable_hours = fields.Float(
        "Not asked within hours",
        default=24.0,
        digits=(16, 2),
        tracking=True,
        help="Whoever cannot come to a shift is not asked for free ones so near to it. "
        "0: asked, unless both are at the same time.",
    )
    free_rules = fields.Selection(
        [
            ("exclude", "keep people from it, as in swaps"),
            ("warn", "are named, but whoever wants may take it"),
            ("off", "do not matter here"),
        ],
        "Back to back, twice a day, rest, leave asked for",
        required=True,
        default="exclude",
        tracking=True,
        help="The rules of the roster hold as well.",
    )
    wave_ids = fields.One2many("cs.swap.wave", "policy_id", "Waves", copy=True)
    escalate_role_id = fields.Many2one(
        "cs.role",
        "Then asks",
        ondelete="restrict",
        check_company=True,
        help="Who is told when nobody takes a free shift. Empty: who heads the "
        "department.",
    )

    # ---- faults
    fault_percent = fields.Float(
        "Share of who should have come",
        default=50.0,
        digits=(16, 2),
        help="When a shift is missed after an unclear agreement, in percent; the rest "
        "is shared by the others. HR may divide each case otherwise.",
    )

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There is already a swap policy for this department.",
    )
    _ring_range = models.Constraint(
        "CHECK (max_ring BETWEEN 3 AND 12)", "A ring has 3 to 12 people."
    )
    _distance_range = models.Constraint(
        "CHECK (distance BETWEEN 0 AND 31)", "0 to 31 shifts lie between two swaps."
    )
    _hours_range = models.Constraint(
        "CHECK (back_to_back_hours BETWEEN 0 AND 24 AND rest_hours BETWEEN 0 AND 72)",
        "Back to back is 0 to 24 hours, rest 0 to 72.",
    )
    _unable_range = models.Constraint(
        "CHECK (unable_hours BETWEEN 0 AND 168)",
        "Whoever cannot come is not asked for 0 to 168 hours around it.",
    )
    _days_range = models.Constraint(
        "CHECK (exchange_days BETWEEN 0 AND 366 AND return_days BETWEEN 0 AND 366)",
        "Days around a shift and until its return are 0 to 366.",
    )
    _fault_range = models.Constraint(
        "CHECK (fault_percent BETWEEN 0 AND 100)", "A share of a fault is 0 to 100 %."
    )

    # ---- what swaps and free shifts ask ----------------------------------------------

    @api.model
    @ormcache()
    def _named_flow_ids(self):
        """Return the ids of the flows that some policy names."""
        return tuple(self.sudo().search([]).flow_id.ids)

    def _kinds(self):
        """Return the kinds of swap that staff may ask for, in the order of a screen."""
        self.ensure_one()
        if self.mode == "appoint":
            return ["appoint"]
        return [kind for kind, name in ALLOWED.items() if self[name]]

    def _rules(self):
        """Return what the policy asks of the rosters afterwards."""
        self.ensure_one()
        return Rules(
            rest_hours=self.rest_hours,
            back_to_back_hours=self.back_to_back_hours,
            is_one_a_day=self.is_one_a_day,
            distance=self.distance,
        )

    def _is_in_scope(self, department, other, path):
        """Tell whether people of two departments may take each other's shifts.

        :param path: the ids of the other department and those above it
        """
        if self.scope == "company":
            return True
        if self.scope == "department":
            return department == other
        top = self.department_id.id
        return not top or top in path

    def _plan(self):
        """Return the waves in which a free shift is offered; without any, all people
        are asked at once, for an hour."""
        waves = self.wave_ids.sorted("sequence")
        return [Wave(wave.size, wave.minutes) for wave in waves] or [Wave(0, 60.0)]

    def _offered_reasons(self):
        """Return the reasons that somebody may give."""
        self.ensure_one()
        every = self.env["cs.swap.reason"].sudo()
        return self.reason_ids.filtered("active") or every.search(
            [("company_id", "in", [False, self.company_id.id])]
        )
