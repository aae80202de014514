from odoo import api, fields, models


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
        check_company=True,
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
        [("open", "Open"), ("granted", "Granted"), ("refused", "Refused")],
        default="open",
        required=True,
    )
    note = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from AND date_to <= date_from + 31)",
        "A wish ends after it begins, and is for a month at most.",
    )

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
