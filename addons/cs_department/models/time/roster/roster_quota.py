from odoo import fields, models

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class RosterQuota(models.Model):
    """How many days a month people of a job are free (LV-26, LV-27).

    HR edits; every employee reads.
    """

    _name = "cs.roster.quota"
    _inherit = ["cs.typed"]
    _description = "Free days of a job"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "cs.roster.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    job_id = fields.Many2one("hr.job", ondelete="cascade", help="Empty: every job.")
    month = fields.Selection(MONTHS, help="Empty: every month.")
    free_days = fields.Integer(required=True)

    _free_sane = models.Constraint(
        "CHECK (free_days BETWEEN 0 AND 31)", "A month has from 0 to 31 free days."
    )
    _once = models.UniqueIndex(
        "(policy_id, COALESCE(job_id, 0), COALESCE(month, ''))",
        "The free days of this job are listed twice.",
    )
