from odoo import api, models


class RequestAfter(models.AbstractModel):
    """What later rooms do once a request is decided: they extend this model.

    Runs inside the engine's transition, as superuser, for a batch of requests.
    """

    _name = "cs.request.after"
    _description = "What follows a request"

    @api.model
    def _approved(self, requests):
        """Requests of any forms have been approved."""

    @api.model
    def _withdrawn(self, requests):
        """Requests were withdrawn or cancelled, approved ones among them."""
