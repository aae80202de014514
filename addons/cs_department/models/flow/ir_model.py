from odoo import api, models
from odoo.tools.sql import table_exists

from .flow_kept import leaving


class IrModel(models.Model):
    """A kind of document that leaves the database leaves its flows in the archive.

    What was decided by them can still be read.
    """

    _inherit = "ir.model"

    @api.ondelete(at_uninstall=True)
    def _unlink_archive_flows(self):
        # when the module itself goes, its tables may be gone already
        if table_exists(self.env.cr, "cs_flow"):
            flows = self.env["cs.flow"].sudo().with_context(active_test=True)
            with leaving():
                flows.search([("model_id", "in", self.ids)]).active = False
            self.env.flush_all()
