from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_list

LEADER = "cs_department.group_cs_leader"
AUDITOR = "cs_department.group_cs_auditor"


class ResUsers(models.Model):
    """Gives the rights of a team leader to those who lead.

    Routes follow departments and roles at once; menus and rights follow groups. HR may
    give this one group, and only to somebody who leads by then.
    """

    _inherit = "res.users"

    def _cs_without_leader_rights(self):
        """Return those who may lead and have not the rights of a leader.

        Auditors read and decide nothing: they get none.
        """
        others = (self.env.ref(LEADER) | self.env.ref(AUDITOR)).sudo().all_user_ids
        return self.sudo().filtered(lambda u: u.active and u._is_internal()) - others

    def _cs_give_leader_rights(self):
        """Give users the rights of a team leader; the log of each person says so.

        :return: an action that shows who got them, and reads the form again
        :raises AccessError: somebody else than HR does it
        :raises UserError: nobody of them leads without these rights
        """
        if not self.env.user.has_group("cs_department.group_cs_hr"):
            raise AccessError(self.env._("Only HR does this."))
        users = self._cs_without_leader_rights()
        if not users:
            raise UserError(
                self.env._("Nobody here leads without the rights of a team leader.")
            )
        users.write({"group_ids": [Command.link(self.env.ref(LEADER).id)]})
        for employee in users.employee_ids:
            employee.message_post(
                body=self.env._("Has the rights of a team leader from now on."),
                author_id=self.env.user.partner_id.id,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Has the rights of a team leader from now on: %s.",
                    format_list(self.env, users.mapped("name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
