from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....logic import handover as rules
from ...flow.engine import inputs

STATES = [
    ("asked", "Asks to Leave"),
    ("allowed", "May go"),
    ("refused", "Stay, please"),
    ("away", "Away now"),
    ("back", "Back"),
    ("cancelled", "Not needed"),
]


class SeatAbsence(models.Model):
    """Leaving one's seat for a moment: asked, agreed to, timed (SH-12, SH-29).

    Every employee asks, leaves and returns for himself; leaders of the department agree
    or not; both through the methods only, so that times are those of the server.
    Employees read their own, leaders those of their departments, HR and auditors all.
    """

    _name = "cs.seat.absence"
    _description = "Away from the seat"
    _systray_view = "kanban"
    _inherit = ["mail.thread", "mail.activity.mixin", "cs.handover.kept"]
    _order = "asked_at desc, id desc"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", "Who", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one("hr.department", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, index=True)
    reason = fields.Char(required=True)
    relief_id = fields.Many2one(
        "hr.employee", "Takes the post", ondelete="restrict", index="btree_not_null"
    )
    state = fields.Selection(STATES, required=True, default="asked", index=True)
    asked_at = fields.Datetime(required=True)
    decided_by_id = fields.Many2one("res.users", "Agreed by", ondelete="restrict")
    decided_at = fields.Datetime()
    answer = fields.Char("Answer of the leader")
    left_at = fields.Datetime("Left at")
    back_at = fields.Datetime("Back at")
    allowed_minutes = fields.Integer("Allowed, minutes")
    minutes = fields.Float("Minutes away", digits=(16, 1))
    is_overrun = fields.Boolean("Too long")
    is_alone = fields.Boolean("Without consent", help="Left before the leader agreed.")
    told_at = fields.Datetime()
    due_at = fields.Datetime("Back by", compute="_compute_due_at")
    is_late = fields.Boolean("Overdue", compute="_compute_due_at")
    can_decide = fields.Boolean(compute="_compute_can")
    is_mine = fields.Boolean(compute="_compute_can")

    _in_order = models.Constraint(
        "CHECK (back_at >= left_at AND minutes >= 0 AND allowed_minutes >= 0)",
        "Nobody is back before he left.",
    )
    _one_open = models.UniqueIndex(
        "(employee_id) WHERE state IN ('asked', 'allowed', 'away')",
        "You have asked already, or are away.",
    )
    _away_idx = models.Index("(left_at) WHERE state = 'away' AND told_at IS NULL")

    @api.depends("left_at", "allowed_minutes", "state", "is_overrun")
    def _compute_due_at(self):
        now = fields.Datetime.now()
        for absence in self:
            due = False
            if absence.left_at and absence.allowed_minutes:
                due = fields.Datetime.add(
                    absence.left_at, minutes=absence.allowed_minutes
                )
            absence.due_at = due
            absence.is_late = absence.is_overrun or bool(
                absence.state == "away" and due and now > due
            )

    @api.depends("state", "employee_id", "department_id")
    @api.depends_context("uid")
    def _compute_can(self):
        user = self.env.user
        led = user.cs_led_department_ids
        for absence in self:
            own = absence.sudo().employee_id.user_id == user
            absence.is_mine = own
            absence.can_decide = (
                absence.state == "asked" and not own and absence.department_id in led
            )

    # ---- what people do

    @api.model
    def action_ask(self, reason, relief_id=None):
        """Ask to leave my seat.

        :param relief_id: the colleague who takes the post meanwhile
        :return: the id of the absence
        """
        text = inputs.required(
            self.env, reason, self.env._("Say why you leave your seat.")
        )
        employee = self.env.user.employee_id.sudo()
        if not employee:
            raise UserError(
                self.env._("Your user has no employee. Ask HR to link them.")
            )
        policy = self._policy_of(employee)
        relief = self._relief(employee, relief_id, policy)
        if self.sudo().search_count(
            Domain("employee_id", "=", employee.id)
            & Domain("state", "in", ("asked", "allowed", "away"))
        ):
            raise UserError(self.env._("You have asked already, or are away."))
        now = fields.Datetime.now()
        absence = self._book(
            {
                "employee_id": employee.id,
                "department_id": employee.department_id.id,
                "company_id": employee.company_id.id,
                "reason": text[:200],
                "relief_id": relief.id,
                "asked_at": now,
                "state": "asked" if policy.needs_consent else "allowed",
                "allowed_minutes": policy.absence_minutes,
            }
        )
        if policy.needs_consent:
            absence._ring_leaders()
        return absence.id

    def action_allow(self, answer=None):
        """Agree that somebody leaves the seat, as a leader of the department."""
        text = inputs.text(self.env, answer)
        for absence in self._lock():
            absence._need_leader()
            absence._need_state("asked")
            absence._check_most_away()
            absence._decide("allowed", text)
        return True

    def action_decline(self, answer=None):
        """Ask somebody to stay, as a leader of the department."""
        text = inputs.text(self.env, answer)
        for absence in self._lock():
            absence._need_leader()
            absence._need_state("asked")
            absence._decide("refused", text)
        return True

    def action_leave(self):
        """Leave the seat now; without consent that is noted (SH-12)."""
        for absence in self._lock():
            absence._need_own()
            absence._need_state("asked", "allowed", "refused")
            absence._keep(
                {
                    "is_alone": absence.state != "allowed",
                    "state": "away",
                    "left_at": fields.Datetime.now(),
                }
            )
        return True

    def action_back(self):
        """Be back at the seat: the time away is counted (TV-130)."""
        now = fields.Datetime.now()
        for absence in self._lock():
            absence._need_own()
            absence._need_state("away")
            left, allowed = absence.left_at, absence.allowed_minutes
            absence._keep(
                {
                    "state": "back",
                    "back_at": now,
                    "minutes": rules.minutes_away(left, now),
                    "is_overrun": bool(allowed)
                    and rules.is_overrun(left, now, allowed),
                }
            )
            absence._close_bell()
        self._absence_ended()
        return True

    def action_forget(self):
        """Say that I need not leave after all."""
        for absence in self._lock():
            absence._need_own()
            absence._need_state("asked", "allowed", "refused")
            absence._keep({"state": "cancelled"})
            absence._close_bell()
        return True

    def _absence_ended(self):
        """Hook: people are back; the room of conduct proposes what follows (RP-01)."""
