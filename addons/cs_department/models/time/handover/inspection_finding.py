from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...flow.engine import inputs


class InspectionFinding(models.Model):
    """What was found, and what is done about it (SH-24, SH-34).

    Who inspects writes it while the inspection is being made. The person responsible,
    or a leader, says that it is done. Read as the inspection is.
    """

    _name = "cs.inspection.finding"
    _description = "Finding of an inspection"
    _inherit = ["cs.typed"]
    _order = "inspection_id, sequence, id"
    _check_company_auto = True

    inspection_id = fields.Many2one(
        "cs.inspection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="inspection_id.company_id", store=True, index=True
    )
    department_id = fields.Many2one(
        related="inspection_id.department_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Found", required=True)
    severity = fields.Selection(
        [("minor", "Minor"), ("normal", "Normal"), ("major", "Major")],
        required=True,
        default="normal",
        help="Major ones go to the manager above at once.",
    )
    action = fields.Char("To be done")
    employee_id = fields.Many2one(
        "hr.employee",
        "Responsible",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    deadline = fields.Date("To be mended by")
    state = fields.Selection(
        [("open", "Not mended"), ("done", "Done")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
    )
    done_by_id = fields.Many2one(
        "res.users", "Done by", readonly=True, copy=False, ondelete="restrict"
    )
    done_at = fields.Datetime("Done at", readonly=True, copy=False)
    result = fields.Char(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        findings._check_open()
        if any(finding.state != "open" for finding in findings):
            raise AccessError(self.env._("Say that it is done by the button."))
        return findings

    def write(self, vals):
        self._check_open()
        owned = {"state", "done_by_id", "done_at", "result"}
        if owned & vals.keys() and not self.env.su:
            raise AccessError(self.env._("Say that it is done by the button."))
        result = super().write(vals)
        self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_open()

    def _check_open(self):
        if not self.env.su and "done" in self.inspection_id.mapped("state"):
            raise UserError(
                self.env._("A finished inspection does not change any more.")
            )

    def action_done(self, result=None):
        """Say that it is put right, as the person responsible or a leader."""
        text = inputs.text(self.env, result)
        inputs.rows(self).check_access("read")
        user = self.env.user
        for finding in self.sudo():
            is_led = finding.department_id in user.cs_led_department_ids
            if finding.employee_id.user_id != user and not is_led:
                raise AccessError(
                    self.env._("Who is responsible says that it is done.")
                )
            if finding.state == "open":
                finding.write(
                    {
                        "state": "done",
                        "done_by_id": user.id,
                        "done_at": fields.Datetime.now(),
                        "result": text[:200],
                    }
                )
        return True

    def _tell(self):
        """Tell who has to act, and the manager above of major findings."""
        chains = self.env["hr.department"]._manager_chains(self.department_id.ids)
        for finding in self:
            inspection = finding.inspection_id
            users = finding.employee_id.user_id
            if finding.severity == "major":
                chain = [u for _d, _m, u in chains[finding.department_id.id] if u]
                others = [u for u in chain if u != inspection.inspector_id.id]
                users |= users.browse((others or chain)[:1])
            for user in users:
                inspection.activity_schedule(
                    "cs_department.activity_type_cs_inspection",
                    date_deadline=finding.deadline or fields.Date.today(),
                    user_id=user.id,
                    summary=finding.name,
                    note=finding.action,
                )
