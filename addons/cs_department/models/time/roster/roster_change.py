from odoo import api, fields, models


class RosterChange(models.Model):
    """The log of a roster (SH-02): what was done, by whom, and what it was before.

    Only the server writes it, and nobody changes it. Leaders read the log of their
    departments, HR and auditors all.
    """

    _name = "cs.roster.change"
    _inherit = ["cs.typed"]
    _description = "Change of a roster"
    _order = "id desc"
    _rec_name = "kind"

    roster_id = fields.Many2one(
        "cs.roster", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="roster_id.company_id", store=True)
    department_id = fields.Many2one(
        related="roster_id.department_id", store=True, index=True
    )
    revision = fields.Integer(help="The revision of the roster that was out.")
    kind = fields.Selection(
        [
            ("publish", "Published"),
            ("accept", "Published although rules are broken"),
            ("lock", "Locked"),
            ("unlock", "Unlocked"),
            ("fill", "Filled"),
            ("copy", "Copied"),
            ("import", "Imported"),
            ("add", "Shift added"),
            ("change", "Shift changed"),
            ("move", "Given to somebody else"),
            ("cancel", "Shift cancelled"),
        ],
        required=True,
    )
    origin = fields.Char()
    user_id = fields.Many2one(
        "res.users", "Changed by", required=True, ondelete="restrict"
    )
    shift_id = fields.Many2one(
        "cs.shift", "Row", index="btree_not_null", ondelete="set null"
    )
    date = fields.Date()
    old_employee_id = fields.Many2one("hr.employee", "Before", ondelete="set null")
    employee_id = fields.Many2one(
        "hr.employee", "From then on", index="btree_not_null", ondelete="set null"
    )
    old_type_id = fields.Many2one("cs.shift.type", "Shift before", ondelete="set null")
    type_id = fields.Many2one("cs.shift.type", "Shift", ondelete="set null")
    note = fields.Char()

    @api.model
    def _log(self, vals_list):
        """Write rows of the log as the user who acts."""
        return self.sudo().create(
            [{"user_id": self.env.uid, **vals} for vals in vals_list]
        )
