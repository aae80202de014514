from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...logic.months import due_day


class CsRoleDuty(models.Model):
    """What the holders of a role do again and again, such as a talk every month.

    HR maintains duties; whoever may read the role reads them. Before each is due, every
    holder gets an activity (RG-01, RG-02).
    """

    _name = "cs.role.duty"
    _description = "Regular duty of a role"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _order = "role_id, sequence, id"

    name = fields.Char("Duty", required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    role_id = fields.Many2one(
        "cs.role", required=True, index=True, ondelete="cascade", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", help="Empty: the holders of every company."
    )
    every = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        required=True,
        default="month",
        tracking=True,
    )
    day = fields.Integer(
        "Due on day",
        required=True,
        default=1,
        tracking=True,
        help="The number of the day in the week, month, quarter or year; beyond its "
        "end, the last day.",
    )
    ahead = fields.Integer(
        "Days ahead",
        required=True,
        default=3,
        help="So many days before it is due, the activity appears.",
    )
    note = fields.Text("What to do", translate=True)
    told_until = fields.Date(
        "Asked for until", readonly=True, copy=False, help="The last due day told."
    )

    _figures_sane = models.Constraint(
        "CHECK (day BETWEEN 1 AND 366 AND ahead BETWEEN 0 AND 366)",
        "The day is from 1 to 366, the days ahead from 0 to 366.",
    )

    @api.model
    def _cron_tell(self):
        """Give the holders an activity for what is due soon, each time once."""
        today = fields.Date.context_today(self)
        for duty in self.search([]):
            ahead = timedelta(days=duty.ahead)
            for day in (today, today + ahead):
                due = due_day(day, duty.every, duty.day)
                is_told = duty.told_until and duty.told_until >= due
                if not is_told and due - ahead <= today <= due:
                    duty._tell(due)

    def _tell(self, due):
        """Make the activities of one due day."""
        self.ensure_one()
        assignments = self.env["cs.role.assignment"].sudo()
        held = assignments.search(
            Domain("role_id", "=", self.role_id.id) & assignments._valid_on(due)
        )
        if self.company_id:
            held = held.filtered(lambda one: one.company_id == self.company_id)
        for user in held.user_id.filtered("active"):
            duty = self.with_context(lang=user.lang)
            duty.activity_schedule(
                "cs_department.mail_activity_duty",
                due,
                summary=duty.name,
                note=duty.note or "",
                user_id=user.id,
            )
        self.told_until = due
