from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ...org.dated import short_day


class RosterWish(models.Model):
    """A day that somebody wants to work, or to be free.

    Employees write their own wishes as long as the roster of those days is a draft;
    leaders read those of their departments, supervisors answer them.
    """

    _name = "cs.roster.wish"
    _inherit = ["cs.typed"]
    _description = "Wish for a roster"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    department_id = fields.Many2one(
        related="employee_id.department_id", store=True, index="btree_not_null"
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    want = fields.Selection(
        [("off", "be free"), ("on", "work")], default="off", required=True
    )
    type_id = fields.Many2one(
        "cs.shift.type",
        "Shift",
        ondelete="cascade",
        check_company=True,
        help="Only this shift; empty: any.",
    )
    weight = fields.Integer(
        compute="_compute_weight", help="As the roster policy weighs it."
    )
    state = fields.Selection(
        [("open", "Not answered yet"), ("granted", "Granted"), ("refused", "Refused")],
        default="open",
        required=True,
    )
    note = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from AND date_to <= date_from + 31)",
        "A wish ends after it begins, and is for a month at most.",
    )

    @api.constrains("employee_id", "date_from", "date_to", "want", "type_id", "state")
    def _check_not_contrary(self):
        """Refuse to wish work and to be free on the same day; one query."""
        mine = self.sudo().filtered(lambda wish: wish.state != "refused")
        if not mine:
            return
        others = mine.search(
            [
                ("employee_id", "in", mine.employee_id.ids),
                ("state", "!=", "refused"),
                ("date_from", "<=", max(mine.mapped("date_to"))),
                ("date_to", ">=", min(mine.mapped("date_from"))),
            ]
        )
        for wish in mine:
            contrary = others.filtered(wish._is_contrary_to)
            if contrary:
                raise ValidationError(
                    self.env._(
                        "This contradicts another wish for the same days: %s",
                        contrary[0].with_env(self.env).sudo().display_name,
                    )
                )

    def _is_contrary_to(self, other):
        """Tell whether two wishes cannot both be met: not this shift, and yet this."""
        off, on = (self, other) if self.want == "off" else (other, self)
        return (
            self.employee_id == other.employee_id
            and self.want != other.want
            and self.date_from <= other.date_to
            and self.date_to >= other.date_from
            and (not off.type_id or off.type_id == on.type_id)
        )

    @api.depends("employee_id", "want", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        wants = dict(self._fields["want"]._description_selection(self.env))
        for wish in self:
            days = dict.fromkeys(filter(None, (wish.date_from, wish.date_to)))
            texts = (short_day(self.env, day, "yMMMd") for day in days)
            parts = (
                wish.employee_id.sudo().name,
                wants.get(wish.want),
                " – ".join(texts),
            )
            wish.display_name = " · ".join(filter(None, parts))

    @api.depends("employee_id", "want")
    def _compute_weight(self):
        places = {
            wish: (wish.department_id.id, wish.employee_id.sudo().company_id.id)
            for wish in self
        }
        policies = self.env["cs.roster.policy"]._nearest(set(places.values()))
        for wish in self:
            policy = policies[places[wish]]
            wish.weight = (
                policy.weight_on if wish.want == "on" else policy.weight_off
            ) or 0

    @api.model_create_multi
    def create(self, vals_list):
        wishes = super().create(vals_list)
        wishes._check_open()
        if any(wish.state != "open" for wish in wishes):
            wishes._check_answers()
        return wishes

    def write(self, vals):
        if vals.keys() - {"state"}:
            self._check_open()
        if "state" in vals:
            self._check_answers()
        result = super().write(vals)
        if vals.keys() - {"state"}:
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        is_answered = any(wish.state != "open" for wish in self)
        if is_answered and not self._is_maker():
            raise UserError(self.env._("This wish was answered already."))

    def _is_maker(self):
        user = self.env.user
        return self.env.su or any(
            user.has_group(f"cs_department.group_cs_{name}")
            for name in ("supervisor", "hr")
        )

    def _check_answers(self):
        """Whoever makes the roster answers wishes, not who has them."""
        if not self._is_maker():
            raise AccessError(
                self.env._("Whoever makes the roster answers the wishes for it.")
            )

    def _check_open(self):
        """Refuse wishes of staff for days whose roster is out; one query."""
        if self._is_maker() or not self:
            return
        rosters = (
            self.env["cs.roster"]
            .sudo()
            .search(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("state", "!=", "draft"),
                    ("date_from", "<=", max(self.mapped("date_to"))),
                    ("date_to", ">=", min(self.mapped("date_from"))),
                ]
            )
        )
        for wish in self.sudo():
            path = wish.department_id.parent_path or ""
            for roster in rosters:
                is_of = path.startswith(roster.department_id.parent_path or "-")
                if (
                    is_of
                    and roster.date_from <= wish.date_to
                    and roster.date_to >= wish.date_from
                ):
                    raise UserError(
                        self.env._(
                            "The roster of %(day)s is published already.",
                            day=format_date(self.env, wish.date_from),
                        )
                    )
