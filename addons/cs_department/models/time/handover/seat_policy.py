from odoo import fields, models


class SeatPolicy(models.Model):
    """Figures of leaving one's seat and of the report of the day.

    The nearest department upwards counts, else that of the company; without one nobody
    is held to a time. HR edits, every employee may read, auditors read all.
    """

    _name = "cs.seat.policy"
    _description = "Rules of the post"
    _inherit = ["cs.policy", "mail.thread"]

    name = fields.Char(tracking=True)
    active = fields.Boolean(tracking=True)
    absence_minutes = fields.Integer(
        "Away from the seat, minutes",
        default=5,
        tracking=True,
        help="Longer is an overrun. 0: no limit.",
    )
    needs_consent = fields.Boolean(
        "The leader agrees first", default=True, tracking=True
    )
    needs_relief = fields.Boolean(
        "Somebody takes the post meanwhile",
        tracking=True,
        help="Nobody leaves the post before it is said who stays there.",
    )
    most_away = fields.Integer(
        "Away at once", tracking=True, help="So many people of a team. 0: no limit."
    )
    has_report = fields.Boolean("Report of the day", tracking=True)
    report_hour = fields.Float(
        "Sent at",
        default=8.0,
        help="On the morning after, by the clock of the company's calendar.",
    )
    report_role_id = fields.Many2one(
        "cs.role",
        "Sent to",
        check_company=True,
        ondelete="restrict",
        help="Empty: the manager above the team.",
    )

    _one_each = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0)) WHERE active",
        "There are rules of the post for this department already.",
    )
    _figures = models.Constraint(
        "CHECK (absence_minutes BETWEEN 0 AND 480 AND most_away BETWEEN 0 AND 1000 "
        "AND report_hour >= 0 AND report_hour < 24)",
        "Minutes away are from 0 to 480, people away from 0 to 1,000, and the report "
        "is sent between 0:00 and 23:59.",
    )
