from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...flow.engine import inputs
from .mark import keeping

BELL = "cs_department.activity_type_cs_seat_absence"


class SeatAbsenceChecks(models.Model):
    """Who may do what with an absence, and who is told."""

    _inherit = "cs.seat.absence"

    def _lock(self):
        """Return the absences as superuser, locked until the transaction ends."""
        inputs.rows(self).check_access("read")
        if not self:
            raise inputs.gone(self.env)
        self.flush_recordset()
        # a write, so that whoever waited here starts anew and sees what happened
        self.env.cr.execute(
            SQL(
                "UPDATE cs_seat_absence SET asked_at = asked_at WHERE id IN %s",
                tuple(self.ids),
            )
        )
        self.invalidate_recordset()
        return self.sudo()

    def _need_own(self):
        if self.employee_id.user_id != self.env.user:
            raise AccessError(self.env._("Everybody leaves and returns himself."))

    def _need_leader(self):
        own = self.employee_id.user_id == self.env.user
        if own or self.department_id not in self.env.user.cs_led_department_ids:
            raise AccessError(self.env._("A leader of the department agrees to this."))

    def _need_state(self, *states):
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "It is too late: %(person)s is in the state '%(state)s'.",
                    person=self.employee_id.name,
                    state=labels[self.state],
                )
            )

    def _check_most_away(self):
        most = self._policy_of(self.employee_id).most_away
        gone = self.search_count(
            Domain("department_id", "=", self.department_id.id)
            & Domain("state", "in", ("allowed", "away"))
        )
        if most and gone >= most:
            raise UserError(
                self.env._("People of the team who are away already: %s.", gone)
            )

    @api.model
    def _relief(self, employee, relief_id, policy):
        """Return the colleague who takes the post.

        :raises UserError: when one is needed and none is named, or he is no colleague
        """
        if relief_id in (None, False):
            if policy.needs_relief:
                raise UserError(
                    self.env._("Say who takes the post before you leave it.")
                )
            return employee.browse()
        relief = inputs.record(self.env, "hr.employee", relief_id)
        if relief == employee or relief.company_id != employee.company_id:
            raise UserError(self.env._("A colleague takes the post."))
        return relief

    @api.model
    def _policy_of(self, employee):
        person = employee.sudo()
        place = person.department_id.id, person.company_id.id
        return self.env["cs.seat.policy"]._nearest({place})[place]

    # ---- the book and the bell

    @api.model
    def _book(self, vals):
        with keeping():
            return self.sudo().create(vals)

    def _decide(self, state, answer):
        self._keep(
            {
                "state": state,
                "answer": answer[:200],
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        self._close_bell()
        partner = self.employee_id.user_id.partner_id
        if partner:
            self.env["bus.bus"]._sendone(partner, "cs_department.seat", {"id": self.id})

    def _leaders(self):
        """Return the user of the nearest leader above the person."""
        chains = self.env["hr.department"]._manager_chains(self.department_id.ids)
        own = self.employee_id.user_id.id
        users = [
            user
            for _place, _manager, user in chains.get(self.department_id.id, ())
            if user and user != own
        ]
        return self.env["res.users"].browse(users[:1])

    def _ring_leaders(self):
        for user in self._leaders():
            told = self.with_context(lang=user.lang)
            told.activity_schedule(
                BELL,
                user_id=user.id,
                summary=told.env._("%s asks to leave the seat", self.employee_id.name),
                note=self.reason,
            )

    def _close_bell(self):
        self.activity_unlink([BELL])

    @api.model
    def _cron_overrun(self):
        """Tell leaders once of people who are away longer than agreed (SH-12)."""
        now = fields.Datetime.now()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM cs_seat_absence
                 WHERE state = 'away' AND told_at IS NULL AND allowed_minutes > 0
                   AND left_at + allowed_minutes * interval '1 minute' < %s
              ORDER BY left_at LIMIT 200
                """,
                now,
            )
        )
        late = self.sudo().browse(row[0] for row in rows)
        for absence in late:
            for user in absence._leaders():
                told = absence.with_context(lang=user.lang)
                told.activity_schedule(
                    BELL,
                    user_id=user.id,
                    summary=told.env._(
                        "%(person)s is away longer than %(minutes)s minutes",
                        person=absence.employee_id.name,
                        minutes=absence.allowed_minutes,
                    ),
                )
        late._keep({"told_at": now})
