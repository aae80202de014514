from odoo import fields, models


class AttendanceSource(models.Model):
    """Where clock times of a group of people come from (AT-15).

    The first line that fits a person counts; without one every clock time does. HR
    writes; employees read.
    """

    _name = "cs.attendance.source"
    _inherit = ["cs.typed"]
    _description = "Source of clock times"
    _order = "sequence, id"

    policy_id = fields.Many2one(
        "cs.attendance.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    department_id = fields.Many2one(
        "hr.department", ondelete="cascade", help="Empty: all of them."
    )
    job_ids = fields.Many2many("hr.job", string="Jobs", help="Empty: every job.")
    uses_app = fields.Boolean("Odoo's attendance app", default=True)
    uses_device = fields.Boolean("Clock files", default=True)
    uses_sheet = fields.Boolean("Sheets", default=True)

    _any_source = models.Constraint(
        "CHECK (uses_app OR uses_device OR uses_sheet)",
        "Choose at least one source of clock times.",
    )

    def _takes(self, version):
        """Tell whether a person with this version belongs to the group."""
        self.ensure_one()
        path = version.department_id.parent_path or ""
        is_there = not self.department_id or path.startswith(
            self.department_id.parent_path
        )
        return is_there and (not self.job_ids or version.job_id in self.job_ids)

    def _sources(self):
        """Return the sources of clock times that count."""
        flags = {
            "app": self.uses_app,
            "device": self.uses_device,
            "sheet": self.uses_sheet,
        }
        return {name for name, is_used in flags.items() if is_used}
