from odoo import models


class IrAttachment(models.Model):
    """Files of a field that is hidden from somebody are hidden from him, too."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        hidden = self.browse() if self.env.su else self._cs_hidden()
        if not hidden:
            return result
        forbidden, error = result or (hidden, lambda: self._cs_hidden_error(hidden))
        return forbidden | hidden, error

    def _cs_hidden(self):
        """Return those of a field of a request that the user does not see."""
        files = self.sudo().filtered(
            lambda f: f.res_model == "cs.request" and f.res_field
        )
        requests = self.env["cs.request"].browse(files.mapped("res_id")).exists()
        hidden = set()
        for request_id, keys in requests._concealed().items():
            values = requests.browse(request_id)._stored_values() if keys else {}
            hidden |= {
                record["id"]
                for key in keys
                if isinstance(values.get(key), list)
                for record in values[key]
                if "mimetype" in record
            }
        return self.filtered(lambda file: file.id in hidden)

    def _cs_hidden_error(self, hidden):
        return self.env["ir.rule"]._make_access_error("read", hidden)
