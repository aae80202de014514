from odoo import api, fields, models


class AttendanceEquivalence(models.Model):
    """An event that counts as absence, such as drinking before duty (AT-12).

    HR writes; employees read.
    """

    _name = "cs.attendance.equivalence"
    _inherit = ["cs.typed"]
    _description = "Event that counts as absence"
    _order = "policy_id, id"
    _rec_name = "kind_id"

    policy_id = fields.Many2one(
        "cs.attendance.policy", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "cs.fact.kind",
        "Attendance event",
        required=True,
        ondelete="restrict",
        domain=[("is_event", "=", True)],
    )
    days = fields.Float("Absent days", default=1.0, digits=(16, 2))

    _one_each = models.UniqueIndex("(policy_id, kind_id)", "An event stands here once.")
    _days_sane = models.Constraint(
        "CHECK (days > 0 AND days <= 1)",
        "An event counts as more than nothing and at most one day.",
    )

    @api.constrains("kind_id")
    def _check_kind(self):
        self.kind_id._check_is_event()
