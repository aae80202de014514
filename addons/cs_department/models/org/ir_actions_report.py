from odoo import api, models


class IrActionsReport(models.Model):
    """Whoever may not read a record of ours does not print it either.

    What a template reads as superuser would otherwise stand in the cache for everybody.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _get_rendering_context(self, report, docids, data):
        model = self.env.get(report.model)
        if model is not None and model._original_module == "cs_department":
            model.browse(docids).exists().check_access("read")
        return super()._get_rendering_context(report, docids, data)
