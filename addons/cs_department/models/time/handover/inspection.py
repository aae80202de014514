from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...flow.engine import inputs

#: fields of a finished inspection that stay open
TALK = ("mail.thread", "mail.activity.mixin")


class Inspection(models.Model):
    """A random look at a post, or a patrol of the building (SH-24, SH-34).

    Leaders inspect the departments that they lead and see to what was found; HR may,
    too. Whoever has to put something right reads the inspection. A finished one does
    not change but for its actions. Auditors read all.
    """

    _name = "cs.inspection"
    _description = "Inspection"
    _inherit = ["cs.typed", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "department_id"
    _check_company_auto = True

    kind = fields.Selection(
        [("inspection", "Inspection"), ("patrol", "Patrol")],
        required=True,
        default="inspection",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        "Where",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(
        "When", required=True, default=lambda self: fields.Datetime.now()
    )
    inspector_id = fields.Many2one(
        "res.users",
        "Inspected by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("draft", "Being made"), ("done", "Finished")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    note = fields.Text("Remarks")
    finding_ids = fields.One2many("cs.inspection.finding", "inspection_id", "Findings")
    open_count = fields.Integer("Open actions", compute="_compute_open_count")

    @api.depends("finding_ids.state")
    def _compute_open_count(self):
        for inspection in self:
            inspection.open_count = len(
                inspection.finding_ids.filtered(lambda f: f.state == "open")
            )

    @api.model_create_multi
    def create(self, vals_list):
        inspections = super().create(vals_list)
        if any(inspection.state != "draft" for inspection in inspections):
            raise AccessError(self.env._("An inspection is finished by its button."))
        if (
            any(i.inspector_id != self.env.user for i in inspections)
            and not self.env.su
        ):
            raise AccessError(self.env._("Everybody signs his own inspections."))
        return inspections

    def write(self, vals):
        if not self.env.su:
            if {"state", "inspector_id"} & vals.keys():
                raise AccessError(
                    self.env._("An inspection is finished by its button.")
                )
            if "done" in self.mapped("state") and vals.keys() - self._talk():
                raise UserError(
                    self.env._("A finished inspection does not change any more.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(inspection.state == "done" for inspection in self):
            raise UserError(self.env._("A finished inspection is kept for the record."))

    def action_finish(self):
        """Finish: those who have to act are told; major findings go up at once."""
        inputs.rows(self).check_access("write")
        for inspection in self.filtered(lambda one: one.state == "draft"):
            inspection.sudo().state = "done"
            inspection.finding_ids.sudo()._tell()
        return True

    @api.model
    def _talk(self):
        names = set()
        for mixin in TALK:
            names.update(self.env[mixin]._fields)
        return names
