from datetime import timedelta

from odoo import api, models


class RequestAfter(models.AbstractModel):
    """Slips that are approved or taken back later count attendance again (AT-03)."""

    _inherit = "cs.request.after"

    @api.model
    def _approved(self, requests):
        super()._approved(requests)
        self._count_again(requests)

    @api.model
    def _withdrawn(self, requests):
        super()._withdrawn(requests)
        self._count_again(requests)

    @api.model
    def _count_again(self, requests):
        days = set()
        for request in requests:
            first, last = request.start_date, request.end_date or request.start_date
            if first:
                owner = (request.person_id or request.employee_id).id
                # the day after, too: a later start after late work
                span = min((last - first).days, 366) + 2
                days |= {(owner, first + timedelta(days=n)) for n in range(span)}
        self.env["cs.attendance.month"].sudo()._touch(days)
