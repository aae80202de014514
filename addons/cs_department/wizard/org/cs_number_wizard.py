from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...models.org import called


class CsNumberWizard(models.TransientModel):
    """Issue employee numbers, the next ones of the scheme or one typed by hand.

    HR only.
    """

    _name = "cs.number.wizard"
    _inherit = ["cs.typed"]
    _description = "Issue Employee Numbers"

    employee_ids = fields.Many2many(
        "hr.employee",
        string="Employees",
        required=True,
        default=lambda self: self._default_employee_ids(),
    )
    mode = fields.Selection(
        [("next", "The next number of the scheme"), ("hand", "A number typed by hand")],
        "Which number",
        required=True,
        default="next",
    )
    number = fields.Char()
    reason = fields.Char(help="Stands in the ledger beside the number.")
    held = fields.Char("Has now", compute="_compute_held")
    is_one = fields.Boolean(compute="_compute_held", export_string_translation=False)

    @api.model
    def _default_employee_ids(self):
        if self.env.context.get("active_model") == "hr.employee":
            return self.env.context.get("active_ids", [])
        return []

    @api.depends("employee_ids")
    def _compute_held(self):
        for wizard in self:
            numbers = wizard.employee_ids._cs_current_numbers().mapped("number")
            wizard.held = format_list(self.env, sorted(numbers)) if numbers else ""
            wizard.is_one = len(wizard.employee_ids) == 1

    def action_issue(self):
        """Issue the numbers and say who got none, and why.

        :raise AccessError: for anybody but HR
        :raise UserError: when a number never changes, is taken or cannot be made
        """
        called.one(self)
        ledger = self.env["cs.employee.number"]
        ledger._check_hr()
        employees = self.employee_ids
        if self.mode == "hand":
            if not self.is_one:
                raise UserError(
                    self.env._("A number typed by hand is for one employee only.")
                )
            ledger._set_by_hand({employees: self.number}, self.reason)
            return self._tell({})
        is_again = bool(self.held) and self.is_one
        if is_again:
            employees._cs_current_numbers()._check_changeable()
        problems = ledger._issue(employees, again=is_again)
        if problems and self.is_one:
            raise UserError("\n".join(problems.values()))
        return self._tell(problems)

    def _tell(self, problems):
        """Return a notification; the employees who got a number lose their activity."""
        served = self.employee_ids.filtered(lambda one: one.id not in problems)
        served._cs_forget_number_problems()
        numbers = served._cs_current_numbers().mapped("number")
        lines = []
        if numbers:
            lines.append(self.env._("Numbers: %s", format_list(self.env, numbers)))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "message": "\n".join([*lines, *problems.values()]),
                "sticky": bool(problems),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
