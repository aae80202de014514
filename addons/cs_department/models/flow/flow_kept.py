from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..org.mark import Mark

#: set while a kind of document leaves the database, and its flows with it
leaving = Mark("cs_flow_leaving")


class FlowKept(models.Model):
    """What does not change under those who rely on a flow that is in force."""

    _inherit = "cs.flow"

    def write(self, vals):
        if "active" in vals and not (vals["active"] or leaving.is_set()):
            self._check_unused()
        if "manager_ids" not in vals:
            return super().write(vals)
        had = {flow: flow.manager_ids for flow in self.sudo()}
        result = super().write(vals)
        self._check_managers(had)
        return result

    def _check_unused(self):
        """What still names a flow would go on using it: it is not archived."""
        for flow in self.sudo():
            where = [
                f"{self.env['ir.model']._get(name).name} {record.display_name}"
                for name, field in self._naming_fields()
                for record in flow.env[name].search([(field, "=", flow.id)])
            ]
            if where:
                raise UserError(
                    self.env._(
                        "'%(flow)s' is still used: %(where)s. Choose another flow "
                        "there first.",
                        flow=flow.name,
                        where=format_list(self.env, where),
                    )
                )

    def _naming_fields(self):
        """Return ``[(model, field)]`` of the settings that name a flow."""
        return [
            (name, field.name)
            for name, model in self.env.registry.items()
            if model._auto and not name.startswith("cs.flow.")
            for field in model._fields.values()
            if (field.type, field.comodel_name, field.store)
            == ("many2one", "cs.flow", True)
        ]

    def _check_managers(self, had):
        """Nobody makes himself a manager of a flow that is in force."""
        me = self.env.user
        if self.env.su or me.has_group("cs_department.group_cs_admin"):
            return
        for flow in self.sudo().filtered("version_id"):
            if me in flow.manager_ids - had[flow]:
                raise AccessError(
                    self.env._(
                        "You cannot make yourself a manager of '%s', which is in "
                        "force: somebody else has to.",
                        flow.name,
                    )
                )
