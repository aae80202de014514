from odoo import api, models
from odoo.exceptions import AccessError
from odoo.models import MAGIC_COLUMNS

from .mark import is_keeping, keeping


class HandoverKept(models.AbstractModel):
    """A page of the hand-over book: written by its own methods, by nobody else.

    No user, no HR and no administrator changes or deletes a row through the API; the
    methods that people call check first who they are and whose turn it is.
    """

    _name = "cs.handover.kept"
    _inherit = ["cs.typed"]
    _description = "Page of the hand-over book"
    _allow_sudo_commands = False

    @api.model_create_multi
    def create(self, vals_list):
        self._check_keeping()
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) - self._talk_fields():
            self._check_keeping()
        return super().write(vals)

    def unlink(self):
        if self:
            self._check_keeping()
        return super().unlink()

    def _keep(self, vals):
        """Write values that were checked, as the book itself."""
        with keeping():
            self.sudo().write(vals)

    @api.model
    def _talk_fields(self):
        """Return the names of fields that chatter and activities write."""
        names = set()
        for mixin in ("mail.thread", "mail.activity.mixin"):
            if hasattr(self, "message_post"):
                names.update(self.env[mixin]._fields)
        return names - set(MAGIC_COLUMNS)

    def _check_keeping(self):
        if not is_keeping():
            raise AccessError(
                self.env._(
                    "%s: the hand-over book is kept by signing, not by editing.",
                    self.env["ir.model"]._get(self._name).name,
                )
            )
