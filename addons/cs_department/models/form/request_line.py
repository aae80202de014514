from odoo import api, fields, models
from odoo.exceptions import AccessError

from .form_mark import is_filing
from .form_properties import FormProperties


class RequestLine(models.Model):
    """A line of a detail table of a request; whoever reads the request reads it.

    Lines are written through their request, whose rules decide.
    """

    _name = "cs.request.line"
    _inherit = ["cs.typed"]
    _description = "Line of a request"
    _order = "request_id, table_id, sequence, id"
    _rec_name = "sequence"

    request_id = fields.Many2one(
        "cs.request", required=True, index=True, ondelete="cascade"
    )
    table_id = fields.Many2one(
        "cs.form.table", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="request_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    properties = FormProperties(definition="table_id.definition", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_filing()
        return super().create(vals_list)

    def write(self, vals):
        self._check_filing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_through_request(self):
        if not self.request_id.exists():
            return
        if any(line.request_id.flow_state != "none" for line in self):
            self._check_filing()

    def _check_filing(self):
        if not is_filing():
            raise AccessError(self.env._("Lines are changed through their request."))
