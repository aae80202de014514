from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from . import called


class CsNumberRestoring(models.AbstractModel):
    """The part of the ledger that gives numbers back to who came back (EN-10).

    HR asks; where the scheme wants it a manager decides, never the one who asked. Each
    step is kept for good, see ``cs.number.decision``.
    """

    _name = "cs.number.restoring"
    _description = "Restoring of Employee Numbers"

    restore_state = fields.Selection(
        [("asked", "Asked for"), ("refused", "Refused")], "Restoring", readonly=True
    )
    restore_for_id = fields.Many2one("hr.employee", "Restore for", readonly=True)
    restore_asked_by_id = fields.Many2one("res.users", "Asked by", readonly=True)
    decision_ids = fields.Many2many(
        "cs.number.decision", string="Decisions", compute="_compute_decision_ids"
    )

    @api.depends("number", "company_id", "restore_state", "state")
    def _compute_decision_ids(self):
        """What was decided about the number, whichever of its rows it concerned."""
        numbers = self.mapped("number")
        found = self.env["cs.number.decision"].search([("number", "in", numbers)])
        places = found.grouped(lambda step: (step.company_id, step.number))
        for row in self:
            row.decision_ids = places.get((row.company_id, row.number), False)

    def action_restore(self):
        """Give somebody who came back the old number, or ask a manager for it.

        :raise AccessError: for anybody but HR
        :raise UserError: when the number is not void, or the person is not here
        """
        called.one(self)
        self._check_hr()
        return self._ask_restore(self.employee_id)

    def action_allow_restore(self):
        """A manager allows the old number; he cannot be the one who asked (EN-10)."""
        for row in called.rows(self)._restore_questions():
            row._restore(row.restore_for_id, "allowed")

    def action_refuse_restore(self):
        """A manager refuses the old number; it stays dead."""
        questions = called.rows(self)._restore_questions()
        for row in questions:
            row._note("refused", row.restore_for_id)
        questions.sudo().write({"restore_state": "refused", "restore_for_id": False})

    def _ask_restore(self, employee):
        row = self.sudo()
        if row.state != "void":
            raise UserError(
                self.env._("The number %(number)s is not void.", number=row.number)
            )
        if not employee.active or employee.company_id != row.company_id:
            raise UserError(
                self.env._(
                    "Only somebody who works here again can get the number %(number)s "
                    "back.",
                    number=row.number,
                )
            )
        if row.scheme_id.is_restore_approved:
            row.write(
                {
                    "restore_state": "asked",
                    "restore_for_id": employee.id,
                    "restore_asked_by_id": self.env.uid,
                }
            )
            self._note("asked", employee)
        else:
            self._restore(employee)

    def _note(self, kind, employee):
        """Keep who did what just now about a number."""
        self.env["cs.number.decision"].sudo().create(
            {
                "number_id": self.id,
                "kind": kind,
                "person": employee.sudo().name,
                "user_id": self.env.uid,
                "moment": fields.Datetime.now(),
            }
        )

    def _restore_questions(self):
        """Return the rows that the current user may decide, or say why not."""
        if not self.env.su and not self.env.user.has_group(
            "cs_department.group_cs_manager"
        ):
            raise AccessError(
                self.env._("Only a manager may allow an old employee number.")
            )
        self.check_access("read")
        for row in self:
            if row.restore_state != "asked":
                raise UserError(
                    self.env._(
                        "Nobody asks for the number %(number)s.", number=row.number
                    )
                )
            if row.restore_asked_by_id == self.env.user:
                raise UserError(
                    self.env._("You asked for it yourself: another manager decides.")
                )
        return self

    def _restore(self, employee, step="given"):
        """Make a void number the current one of an employee."""
        self._note(step, employee)
        row = self.sudo()
        today = fields.Date.context_today(self)
        employee._cs_current_numbers()._retire(today)
        row.write(
            {"state": "released", "restore_state": False, "restore_for_id": False}
        )
        row.flush_recordset()
        row.copy(
            {
                "employee_id": employee.id,
                "person": employee.name,
                "department_id": employee.sudo().department_id.id,
                "date_from": today,
                "date_to": False,
                "state": "current",
                "source": "restored",
            }
        )
