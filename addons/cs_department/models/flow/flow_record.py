from odoo import api, models
from odoo.exceptions import AccessError

from .engine_mark import is_storing


class FlowRecord(models.AbstractModel):
    """Rows that only the approval engine writes.

    Nobody else creates, changes or deletes one: no user, no administrator, not the
    superuser through the API, and no code that merely runs as superuser. The engine
    says so with a mark in the process (see ``engine_mark``), which no client can send.
    """

    _name = "cs.flow.record"
    _inherit = ["cs.typed"]
    _description = "Row of the approval engine"
    _allow_sudo_commands = False
    #: fields without meaning for the engine, which a method may write as superuser
    _free_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_engine()
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) - self._free_fields:
            self._check_engine()
        return super().write(vals)

    def unlink(self):
        if self:
            raise AccessError(
                self.env._(
                    "%s: kept for the record, nobody deletes it.", self._described()
                )
            )
        return super().unlink()

    def _check_engine(self):
        if not is_storing():
            raise AccessError(
                self.env._(
                    "%s: only the approval engine writes this.", self._described()
                )
            )

    def _described(self):
        return self.env["ir.model"]._get(self._name).name
